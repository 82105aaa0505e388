import CommandSyntax
import Files

/// `rollcall-bench once`.
enum OnceCommand {
  static let out = Setting<String>(
    required: "out", value: "folder", completion: .directories, "Where JSON and CSV are written.")

  static let command = Command(
    "once", "Audits once in this process and writes JSON and CSV; 'audit' starts it as a child.",
    takes: [DataFolder.option, out]
  ) { arguments in
    _ = try OneAudit(DataFolder(arguments[DataFolder.option])).run(into: arguments[out])
    return .success
  }
}
