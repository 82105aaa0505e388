import CommandSyntax
import Files
import JSONText

/// `rollcall-bench layouts`.
enum LayoutsCommand {
  static let size = Setting<Size>("size", default: Size(users: 100_000), "How large the tenant is.")
  static let runs = Setting<Int>("runs", default: 5, "How often each layout is audited.")

  static let command = Command(
    "layouts", "Measures what the layout of the JSON changes.", takes: [size, runs]
  ) { arguments in
    let scratch = try TemporaryFolder(prefix: "rollcall-bench")
    let folders = Layout.allCases.map { DataFolder(scratch.path(of: $0.rawValue)) }
    for (layout, folder) in zip(Layout.allCases, folders) {
      try GenerateChild.run(
        ["--size", arguments[size].argument, "--layout", layout.rawValue], into: folder)
    }
    let figures = try ShapesCommand.ownFigures(of: folders, runs: max(1, arguments[runs]))
    let bytes = try folders.map { Double(try $0.exportBytes()) }
    var json = JSONWriter(indent: 1)
    json.beginObject()
    for (index, layout) in Layout.allCases.enumerated() {
      json.key(layout.rawValue)
      json.beginObject()
      json.member("exportBytes", Int(bytes[index]))
      json.member("wallToLines", figures[index].wall / figures[0].wall)
      json.member(
        "cpuPerByteToLines",
        figures[index].cpu / bytes[index] / (figures[0].cpu / bytes[0]))
      figures[index].write(to: &json)
      json.endObject()
    }
    json.endObject()
    json.lineFeed()
    try StandardStream.output.write(json.takeBytes())
    return .success
  }
}
