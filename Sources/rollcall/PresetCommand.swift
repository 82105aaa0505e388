import CommandSyntax
import Ingest

/// `rollcall preset`.
enum PresetCommand {
  static let name = Setting<String>(
    required: "preset", value: "name", position: .positional,
    completion: .words(PresetCatalog.names), "A built-in preset.")

  static let command = Command(
    "preset", "Shows how databases of known products are read.",
    subcommands: [
      Command("list", "Lists the built-in presets.") { _ in
        var text = ""
        for mapping in try PresetCatalog.all() {
          let gap = String(repeating: " ", count: max(1, 24 - mapping.name.count))
          text += "\(mapping.name)\(gap)\(mapping.title)\n"
        }
        return Rollcall.print(text)
      },
      Command("show", "Prints a built-in preset as it is read.", takes: [name]) { arguments in
        let word = arguments[name]
        guard let text = PresetCatalog.text(of: word) else {
          throw CommandError(
            "unknown preset '\(word)'",
            hint: "'rollcall preset list' names those that are built in")
        }
        return Rollcall.print(String(decoding: text, as: UTF8.self))
      },
    ])
}
