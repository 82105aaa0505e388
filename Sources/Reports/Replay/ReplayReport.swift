package import DirectoryModel
package import Replay
import SyncSemantics

/// Everything that can show a replay; a new case does not compile until it has a writer.
package enum ReplayFormat: String, CaseIterable, Sendable {
  /// For people: what was late, what is unexplained, and the first entries of the timeline.
  case text
  case json
  /// The timeline as a table.
  case csv

  /// The file that `--out` writes.
  package var fileName: String { self == .text ? "replay.txt" : "replay.\(rawValue)" }
}

/// A replay and what is needed to name it.
package struct ReplayReport: Sendable {
  package let replay: ArchiveReplay
  /// The end, held against a real database.
  package let end: EndComparison?
  /// The version of rollcall.
  package let version: String
  /// The words that perform the replay again.
  package let command: [String]
  /// What somebody has to know of how times and inputs were taken.
  package let notes: [String]
  /// Everything that was late, with what the end shows of it.
  let exposures: [ExposureRecord]
  /// Everything that was late, as the replay alone knows it.
  let lags: [ExposureRecord]
  /// What each snapshot was read from.
  let sources: [[Source]]

  package init(
    _ replay: ArchiveReplay, end: EndComparison?, sources: [[Source]], version: String,
    command: [String], notes: [String] = []
  ) {
    (self.replay, self.end, self.sources) = (replay, end, sources)
    (self.version, self.command, self.notes) = (version, command, notes)
    lags = replay.exposures
    exposures = end?.exposures ?? lags
  }

  /// Writes the report; `sink` is called with pieces of about a mebibyte.
  package func write(_ format: ReplayFormat, to sink: ([UInt8]) throws -> Void) rethrows {
    switch format {
    case .text: try sink(Array(ReplayText(self).text().utf8))
    case .json:
      var writer = ReplayJSON(self)
      try writer.write(to: sink)
    case .csv: try writeCSV(to: sink)
    }
  }

  /// Writes everything that was late as a table; `sink` is called with pieces of about a mebibyte.
  package func writeExposures(to sink: ([UInt8]) throws -> Void) rethrows {
    try ExposureCSV(self).write(to: sink)
  }

  /// The file that `--out` writes the table of everything that was late into.
  package static let exposuresFileName = "exposures.csv"

  /// The whole report in one format.
  package func text(_ format: ReplayFormat) -> String {
    var bytes: [UInt8] = []
    write(format) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func writeCSV(to sink: ([UInt8]) throws -> Void) rethrows {
    var bytes: [UInt8] = []
    CSVReport.append(
      row: [
        "entry", "time", "kind", "run", "side", "what", "group", "groupId", "member", "memberId",
        "text",
      ] + ChainWords.columns, to: &bytes)
    let words = TimelineWords(replay)
    let chains = ChainWords(self, words)
    for (index, entry) in replay.timeline.entries.enumerated() {
      let told = words.telling(entry)
      CSVReport.append(
        row: [
          "\(index + 1)", "\(entry.time)", entry.kind.label, entry.run == 0 ? "" : "\(entry.run)",
          entry.side?.rawValue ?? "", told.what, told.group?.shown ?? "", told.group?.id ?? "",
          told.member?.shown ?? "", told.member?.id ?? "", told.text,
        ] + chains.cells(of: index), to: &bytes)
      if bytes.count > 1 << 20 {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try sink(bytes)
  }
}

extension TimelineEntry.Kind {
  /// The word in reports.
  var label: String {
    switch self {
    case .event: "event"
    case .refused: "refused"
    case .runStarted: "run started"
    case .read: "read"
    case .readFailed: "read failed"
    case .linked: "linked"
    case .unlinked: "unlinked"
    case .written: "written"
    case .heldBack: "held back"
    case .writeFailed: "write failed"
    case .retried: "retried"
    case .crashed: "crashed"
    case .linkEnded: "link ended"
    case .runEnded: "run ended"
    case .published: "published"
    }
  }
}
