import DirectoryModel
import Replay

/// What a report for people tells of how long copies lagged.
struct ExposureText {
  private let report: ReplayReport
  private let words: TimelineWords
  private var now: Instant { report.replay.world.now }

  init(_ report: ReplayReport, _ words: TimelineWords) {
    (self.report, self.words) = (report, words)
  }

  func text() -> String {
    let records = report.exposures
    var text = "\nHow long the copy lagged\n"
    for (kind, title) in [
      (ExposureRecord.Kind.departed, "access after it was taken away"),
      (.joiner, "no access after it was granted"),
    ] {
      let own = records.filter { $0.kind == kind }
      text += TextLines.wrapped("  ", "\(title): \(figures(of: own))", indent: 4)
      for record in longest(own, atMost: ReplayText.mostShown) { text += told(record) }
      let rest = own.count - ReplayText.mostShown
      if rest > 0 { text += "    and \(rest) more; '--out FOLDER' writes all of them\n" }
    }
    return text
  }

  private func figures(of records: [ExposureRecord]) -> String {
    let summary = ExposureSummary(records, at: now)
    var text = "\(summary.count)"
    guard summary.count > 0 else { return text }
    for (name, figure) in [
      ("the longest", \ExposureSummary.Bounds.maximum), ("median", \.median), ("together", \.total),
    ] {
      let (least, most) = (summary.least[keyPath: figure], summary.most[keyPath: figure])
      text += ", \(name) \(DurationText.text(least ?? 0, most))"
    }
    return summary.open > 0 ? text + ", \(summary.open) still open" : text
  }

  /// Those that may have lasted longest, in that order; linear in all.
  private func longest(_ records: [ExposureRecord], atMost count: Int) -> [ExposureRecord] {
    var first: [(rank: (Int64, Int64, Int64), record: ExposureRecord)] = []
    for record in records {
      let rank = rank(record)
      // Of equal ones the earlier comes first.
      if let last = first.last, first.count == count, rank <= last.rank { continue }
      if first.count == count { first.removeLast() }
      let place = first.firstIndex { $0.rank < rank } ?? first.count
      first.insert((rank, record), at: place)
    }
    return first.map(\.record)
  }

  private func rank(_ record: ExposureRecord) -> (Int64, Int64, Int64) {
    (record.most(at: now) ?? .max, record.seconds(at: now), -record.since.seconds)
  }

  private func told(_ record: ExposureRecord) -> String {
    let person = words.called(record.person, report.replay.side(of: record))?.shown ?? ""
    let group = words.called(record.localGroup, .local)?.shown ?? ""
    let length =
      record.isRefuted
      ? "not over" : DurationText.text(record.least(at: now), record.most(at: now))
    return TextLines.wrapped(
      "    ", "\(length)  '\(person)' in '\(group)' \(beginning(of: record)) \(end(of: record))",
      indent: 6)
  }

  private func beginning(of record: ExposureRecord) -> String {
    if record.isDated { return "since \(record.since)" }
    guard let earliest = record.earliest else { return "since \(record.since) or before" }
    return "since between \(earliest) and \(record.since)"
  }

  private func end(of record: ExposureRecord) -> String {
    if record.isOver { return "until the end at the latest, as the database shows" }
    guard let until = record.until else { return "and still open" }
    guard record.isRefuted else {
      return "until \(until)" + (record.mayHaveEndedSooner ? " at the latest" : "")
    }
    let shown = record.kind == .departed ? "still shows" : "does not show"
    return "until \(until) in the replay, but the database \(shown) them in the group"
  }
}
