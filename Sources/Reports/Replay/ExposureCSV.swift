import DirectoryModel
import Replay

/// Everything that was late as a table: a row for each group and person.
struct ExposureCSV {
  private let report: ReplayReport

  /// The names of the columns, those of the JSON report.
  static let columns = [
    "kind", "group", "groupId", "person", "personId", "sinceEarliest", "since", "until", "seconds",
    "secondsAtLeast", "secondsAtMost", "inDatabase", "entries",
  ]

  init(_ report: ReplayReport) { self.report = report }

  func write(to sink: ([UInt8]) throws -> Void) rethrows {
    let words = TimelineWords(report.replay)
    var bytes: [UInt8] = []
    CSVReport.append(row: Self.columns, to: &bytes)
    for record in report.exposures {
      CSVReport.append(row: cells(record, words), to: &bytes)
      if bytes.count > 1 << 20 {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try sink(bytes)
  }

  private func cells(_ record: ExposureRecord, _ words: TimelineWords) -> [String] {
    let now = report.replay.world.now
    let group = words.called(record.localGroup, .local)
    let person = words.called(record.person, report.replay.side(of: record))
    let entries = [record.cause, record.end].filter { $0 != .max }.map { "\($0 + 1)" }
    return [
      record.kind == .departed ? "departed" : "joiner", group?.shown ?? "", group?.id ?? "",
      person?.shown ?? "", person?.id ?? "", record.earliest.map { "\($0)" } ?? "",
      "\(record.since)", record.until.map { "\($0)" } ?? "", "\(record.seconds(at: now))",
      "\(record.least(at: now))", record.most(at: now).map { "\($0)" } ?? "",
      record.inDatabase == .unknown ? "" : "\(record.inDatabase == .yes)",
      entries.joined(separator: " "),
    ]
  }
}
