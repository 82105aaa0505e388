import Audit
import CommandSyntax
import Files
import JSONText
import Reports

/// `rollcall audit`.
enum AuditCommand {
  static let format = Setting<ReportFormat>(
    "format", short: "f", default: .text, "How the report on standard output is written.")
  static let out = Option<String>(
    "out", short: "o", value: "folder", completion: .directories,
    "Also write the report in every format into this folder.")
  static let failOn = Setting<FailOn>(
    "fail-on", default: .error, "The least severity of a finding that makes the exit code 1.")
  static let baseline = Option<String>(
    "baseline", value: "report", completion: .files,
    "An earlier JSON report: findings are marked new or unchanged, and those gone are listed.")
  static let members = Flag("members", "List every difference of members in JSON.")
  static let complete = Flag(
    "require-complete", "Exit with 2 when anything could not be assessed.")

  static let command = Command(
    "audit", "Compares a tenant with an application's groups and reports what differs.",
    discussion: """
      Without '--policy' the preset's own policy applies. Without '--groups', tenant groups that \
      have no local counterpart are counted and are no findings. Findings never rest on a list that \
      was cut: what cannot be said is listed as not assessable.
      """,
    takes: SharedOptions.all + [format, out, failOn, baseline, members, complete],
    exclusions: SharedOptions.exclusions,
    examples: [
      (
        "rollcall audit --tenant azurehound.json --local grafana.db --param org=1",
        "Audit Grafana's teams against an AzureHound export"
      ),
      (
        "rollcall audit -t users.json -t groups/ -l app.db --groups in-scope.txt --out audit",
        "Audit the groups of a list and write all reports"
      ),
    ]
  ) { arguments in
    let baseline = try arguments[baseline].map(readBaseline)
    let comparison = try Comparison(arguments)
    let report = Report(
      comparison.result, version: Rollcall.version, command: Rollcall.invocation,
      explanation: ["rollcall", "explain"] + SharedOptions.words(of: arguments),
      baseline: baseline, listsMembers: arguments[members])
    try write(report, arguments[format], to: arguments[out])
    return exitCode(comparison.result, arguments)
  }

  /// Reads an earlier report; an error names the file.
  private static func readBaseline(_ path: String) throws -> Baseline {
    let bytes = try FileReader.contents(of: path, limit: 1 << 30)
    do {
      return try Baseline(reading: ArraySource(bytes))
    } catch {
      throw CommandError(
        "\(path): \(error)", hint: "a baseline is what 'rollcall audit --format json' wrote")
    }
  }

  /// Writes one format to standard output and, if a folder is given, all of them into it.
  private static func write(
    _ report: Report, _ format: ReportFormat, to folder: String?
  ) throws {
    guard let folder else {
      return try report.write([format]) { _, bytes in try StandardStream.output.write(bytes) }
    }
    try Folder.make(folder)
    let files = try ReportFormat.allCases.map { try ReportFile($0, in: folder) }
    try report.write(ReportFormat.allCases) { written, bytes in
      for index in files.indices where files[index].format == written {
        try files[index].write(bytes)
      }
      if written == format { try StandardStream.output.write(bytes) }
    }
    for file in files { try file.finish() }
  }

  private static func exitCode(_ result: AuditResult, _ arguments: Arguments) -> ExitCode {
    let bound = arguments[failOn].severity
    if let bound, result.findings.contains(where: { result.rules[Int($0.rule)].severity >= bound })
    {
      return .findings
    }
    return arguments[complete] && !result.notAssessable.isEmpty ? .notDone : .success
  }
}

/// From which severity on findings make a run fail.
enum FailOn: String, CaseIterable, ArgumentValue {
  case error, warning, note, never

  var severity: Severity? { Severity(rawValue: rawValue) }
}
