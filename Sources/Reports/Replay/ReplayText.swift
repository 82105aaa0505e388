import DirectoryModel
import Replay
import SyncSemantics

/// The report of a replay for people.
struct ReplayText {
  private let report: ReplayReport
  private let words: TimelineWords
  private var replay: ArchiveReplay { report.replay }

  /// Entries, records and rows that are told one by one; the others are counted.
  static let mostShown = 40

  init(_ report: ReplayReport) {
    self.report = report
    words = TimelineWords(report.replay)
  }

  func text() -> String {
    head() + ExposureText(report, words).text() + ending() + timeline() + unsaid()
  }

  private func head() -> String {
    let writes = replay.timeline.entries.count { $0.kind == .written }
    var text = "\(TextReport.count(replay.eventCount, "event")) replayed, "
    text += "\(TextReport.count(replay.world.runs.count, "run")), "
    text += "\(TextReport.count(writes, "write"))\n\n"
    for (sources, time) in zip(report.sources, replay.times) {
      for source in sources {
        text += line("tenant", "\(time)  \(source.input)  \(source.format)")
      }
    }
    for source in replay.world.local.base.sources {
      text += line("local", "\(source.input)  \(source.format)")
    }
    text += line("policy", "\(replay.policy.name)  \(replay.policy.summary)")
    text += line("end", "\(replay.world.now)")
    for note in report.notes { text += line("note", note) }
    if replay.idleRuns > 0 {
      let runs = TextReport.count(replay.idleRuns, "scheduled run")
      text += line(
        "note",
        "\(runs) could not find anything to do and \(replay.idleRuns == 1 ? "is" : "are") not told")
    }
    if replay.leftOut > 0 {
      let count = TextReport.count(replay.leftOut, "change")
      text += line("note", "\(count) of properties with several values were not replayed")
    }
    return text
  }

  private func line(_ label: String, _ words: String) -> String {
    TextLines.labelled(label, words, indent: 0, gap: 8)
  }

  private func ending() -> String {
    guard let end = report.end else { return "" }
    var text =
      "\nThe end, held against \(end.real.new.sources.map(\.input).joined(separator: ", "))\n"
    for (verdict, words) in Self.titles {
      let isWithoutLinks = verdict == .undecided && end.lacksLinks
      let title =
        isWithoutLinks ? "changed in the database, and without links nobody can say why" : words
      text += "  \(end.count(verdict)) \(title)\n"
      for row in end.rows.filter({ $0.verdict == verdict }).prefix(Self.mostShown) {
        text += told(row, end)
      }
      let rest = end.count(verdict) - Self.mostShown
      if rest > 0 { text += "    and \(rest) more; '--out FOLDER' writes all of them\n" }
    }
    return text
  }

  private static let titles: [(EndComparison.Verdict, String)] = [
    (.unexplained, "changed in the database, and nothing explains it"),
    (.missed, "should have changed in the database, and did not"),
    (.unsaid, "should have changed, and the database cannot say"),
    (.undecided, "changed in the database, and the snapshots cannot say why"),
    (.explained, "changed as the replay explains"),
  ]

  private func told(_ row: EndComparison.Row, _ end: EndComparison) -> String {
    let told = DifferenceRow(row.change, row.isReal ? end.real : end.predicted)
    var words = Self.sentence(row.change, told)
    if !row.entries.isEmpty {
      words += "  entries " + row.entries.map { "\($0 + 1)" }.joined(separator: ", ")
    }
    return TextLines.wrapped("    ", words, indent: 6)
  }

  /// A change of the database as a sentence.
  static func sentence(_ change: SnapshotChange, _ told: DifferenceRow) -> String {
    let (who, group) = (told.object.shown, told.group?.shown ?? "")
    switch change.kind {
    case .memberAdded: return TimelineWords.sentence(.members, true, who, group)
    case .memberRemoved: return TimelineWords.sentence(.members, false, who, group)
    case .ownerAdded: return TimelineWords.sentence(.owners, true, who, group)
    case .ownerRemoved: return TimelineWords.sentence(.owners, false, who, group)
    case .added: return SwitchWord.created.sentence(of: who)
    case .restored: return SwitchWord.restored.sentence(of: who)
    case .deleted: return SwitchWord.deleted.sentence(of: who)
    case .removed: return SwitchWord.gone.sentence(of: who)
    case .changed:
      let (before, after) = (DifferenceText.quoted(told.before), DifferenceText.quoted(told.after))
      return "\(change.property.label) of \(who) was \(before), is now \(after)"
    }
  }

  private func timeline() -> String {
    var text = "\nTimeline\n"
    let chains = ChainWords(report, words, entries: Self.mostShown)
    for (index, entry) in replay.timeline.entries.prefix(Self.mostShown).enumerated() {
      let number = "\(index + 1)"
      let head = String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number
      text += TextLines.wrapped(
        "\(head)  \(entry.time)  ", "\(entry.kind.label)  \(words.sentence(entry))", indent: 29)
      if let chain = chains.chain(of: index) {
        text += TextLines.wrapped(String(repeating: " ", count: 29), chains.line(chain), indent: 31)
      }
    }
    let rest = replay.timeline.entries.count - Self.mostShown
    if rest > 0 { text += "       and \(rest) more; '--format csv' lists all\n" }
    return text
  }

  private func unsaid() -> String {
    var text = ""
    for (index, entries) in replay.unsaid.enumerated() {
      for entry in entries {
        text += TextLines.wrapped(
          "  ",
          "\(replay.times[index]) to \(replay.times[index + 1]): \(entry.count) "
            + "\(entry.what): \(entry.why)", indent: 4)
      }
    }
    return text.isEmpty ? "" : "\nCannot be said\n\(text)"
  }
}

/// Seconds as people say them.
enum DurationText {
  /// The largest units that are not zero: `1d 2h 5m`, `0s`.
  static func text(_ seconds: Int64) -> String {
    var (left, parts): (Int64, [String]) = (seconds, [])
    for (unit, length) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60), ("s", 1)]
    where left >= length {
      parts.append("\(left / length)\(unit)")
      left %= length
    }
    return parts.isEmpty ? "0s" : parts.joined(separator: " ")
  }

  /// A length of which only bounds are known; without an upper one where there is none.
  static func text(_ least: Int64, _ most: Int64?) -> String {
    guard let most else { return least > 0 ? "at least \(text(least))" : "not known" }
    if least == most { return text(least) }
    return least > 0 ? "between \(text(least)) and \(text(most))" : "at most \(text(most))"
  }
}
