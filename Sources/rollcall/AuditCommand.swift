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
  static let reports = Option<ReportSelection>(
    "reports", value: "formats", completion: .words(ReportFormat.allCases.map(\.rawValue)),
    "Which formats '--out' writes, such as 'json,csv'; all of them when not given.")
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
    takes: SharedOptions.all + [format, out, reports, failOn, baseline, members, complete],
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
      (
        "rollcall audit -t azurehound.json -l app.db --out audit --reports json,csv",
        "Write the two formats that are needed and spend no time on the others"
      ),
    ]
  ) { arguments in
    let selection = try selectedReports(arguments)
    let baseline = try arguments[baseline].map(readBaseline)
    let comparison = try Comparison(arguments)
    let report = Report(
      comparison.result, version: Rollcall.version, command: Rollcall.invocation,
      explanation: ["rollcall", "explain"] + SharedOptions.words(of: arguments),
      baseline: baseline, listsMembers: arguments[members])
    try write(report, arguments[format], selection, to: arguments[out])
    return exitCode(comparison.result, arguments)
  }

  /// The formats that go into the folder; naming some without a folder is a mistake.
  private static func selectedReports(_ arguments: Arguments) throws -> [ReportFormat] {
    guard let selection = arguments[reports] else { return ReportFormat.allCases }
    guard arguments[out] != nil else {
      throw UsageError(
        "'--reports' needs '--out'",
        hint: "it says which formats go into that folder; '--format' chooses the one on "
          + "standard output",
        commandPath: ["rollcall", "audit"])
    }
    return selection.formats
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

  /// Writes one format to standard output and, if a folder is given, the selected ones into it.
  private static func write(
    _ report: Report, _ format: ReportFormat, _ selection: [ReportFormat], to folder: String?
  ) throws {
    guard let folder else {
      return try report.write([format]) { _, bytes in try StandardStream.output.write(bytes) }
    }
    try Folder.make(folder)
    let files = try selection.map { try ReportFile($0, in: folder) }
    let formats = ReportFormat.allCases.filter { selection.contains($0) || $0 == format }
    try report.write(formats) { written, bytes in
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
