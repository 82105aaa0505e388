import DirectoryModel
import Replay

/// The changes for people: counts, the first changes of each kind, and what stays open.
struct DifferenceText: DifferenceWriter {
  private let report: DifferenceReport
  private var text = ""
  private var heading = ""
  private var shown = 0
  private var hidden = 0
  private var lastGroup = noObject

  /// Changes that are told under each heading; the others are counted.
  static let mostShown = 20

  init(_ report: DifferenceReport) { self.report = report }

  var byteCount: Int { text.utf8.count }

  mutating func takeBytes() -> [UInt8] {
    defer { text = "" }
    return Array(text.utf8)
  }

  mutating func begin() {
    let difference = report.difference
    if difference.changes.isEmpty {
      text += difference.unsaid.isEmpty ? "NOTHING CHANGED\n" : "NOTHING CHANGED that can be said\n"
    } else {
      text += "\(TextReport.count(difference.changes.count, "change"))\n"
    }
    text += "\n"
    tellInputs("older", difference.old)
    tellInputs("newer", difference.new)
    for note in report.notes { text += line("note", note) }
    text += "\n" + String(repeating: " ", count: 11) + "      older      newer\n"
    for (one, other) in zip(difference.old.totals, difference.new.totals) {
      text += Self.left(one.word, 11) + Self.right(one.count, 11) + Self.right(other.count, 11)
      text += "\n"
    }
    tellCounts()
  }

  private mutating func tellInputs(_ label: String, _ directory: Directory) {
    for source in directory.sources {
      text += line(label, "\(source.input)  \(source.format), \(source.completeness.label)")
    }
  }

  private func line(_ label: String, _ words: String) -> String {
    TextLines.labelled(label, words, indent: 0, gap: 8)
  }

  private mutating func tellCounts() {
    let counts = report.difference.counts
    guard counts.contains(where: { $0 > 0 }) else { return }
    text += "\n"
    for (kind, count) in zip(ChangeKind.allCases, counts) where count > 0 {
      text += Self.right(count, 7) + "  \(Self.title(kind))\n"
    }
  }

  /// What a kind of change is called above its changes.
  private static func title(_ kind: ChangeKind) -> String {
    switch kind {
    case .added: "objects added"
    case .restored: "objects restored from the recycle bin"
    case .changed: "properties changed"
    case .ownerRemoved: "owners removed"
    case .memberRemoved: "members removed"
    case .memberAdded: "members added"
    case .ownerAdded: "owners added"
    case .deleted: "objects deleted, into the recycle bin"
    case .removed: "objects gone"
    }
  }

  mutating func add(_ row: DifferenceRow) {
    let title = Self.title(row.change.kind)
    if title != heading {
      tellHidden()
      text += "\n\(title.prefix(1).uppercased())\(title.dropFirst())\n"
      (heading, shown, hidden, lastGroup) = (title, 0, 0, noObject)
    }
    guard shown < Self.mostShown else {
      hidden += 1
      return
    }
    shown += 1
    if let group = row.group, row.change.group != lastGroup {
      text += TextLines.wrapped("  ", "\(group.kind.label) \(group.shown)", indent: 4)
      lastGroup = row.change.group
    }
    text += TextLines.wrapped(row.group == nil ? "  " : "    ", Self.sentence(row), indent: 6)
  }

  private static func sentence(_ row: DifferenceRow) -> String {
    let start = "\(row.object.kind.label) \(row.object.shown)"
    guard row.change.kind == .changed else { return start }
    let (before, after) = (quoted(row.before), quoted(row.after))
    return "\(start): \(row.change.property.label) was \(before), is \(after)"
  }

  /// Values in quotes, or `empty` where there are none.
  static func quoted(_ values: [String]) -> String {
    values.isEmpty ? "empty" : values.map { "'\($0)'" }.joined(separator: " and ")
  }

  private mutating func tellHidden() {
    if hidden > 0 { text += "  and \(hidden) more; '--format csv' lists all\n" }
  }

  mutating func end() {
    tellHidden()
    guard !report.difference.unsaid.isEmpty else { return }
    text += "\nCannot be said\n"
    for entry in report.difference.unsaid {
      text += TextLines.wrapped(
        Self.right(entry.count, 7) + "  ", "\(entry.what): \(entry.why)", indent: 9)
    }
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
