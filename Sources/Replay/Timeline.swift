package import DirectoryModel
import Memory
package import SyncSemantics

/// What happened, in the order of virtual time; compact until it is shown.
package struct Timeline: Sendable {
  package private(set) var entries: [TimelineEntry] = []
  /// Texts of entries; those that are likely to come again are stored once.
  package private(set) var texts: [String] = [""]
  /// What operations rest on, in the order of their entries; empty unless somebody keeps them.
  package private(set) var grounds: [Ground] = []
  /// Whether grounds are kept: a report shows them, scenarios do not.
  package var keepsGrounds = false
  /// The numbers of the texts that are looked for: the few that most timelines have.
  private var few: [UInt32] = [0]
  /// The same by text, once there are more.
  private var known: [ExactText: UInt32] = [:]
  /// The numbers of texts about how a run ended for a group, by status and the group's name; 0 for
  /// those that are not made yet.
  private var endings = [[UInt32]](LinkRun.Status.allCases.count, of: [])

  package init() {
    // What a small scenario takes.
    entries.reserveCapacity(12)
    texts.reserveCapacity(Self.mostUnhashed)
    few.reserveCapacity(Self.mostUnhashed)
  }

  /// Appends an entry and returns its number.
  @discardableResult
  package mutating func append(_ entry: TimelineEntry) -> UInt32 {
    entries.append(entry)
    return UInt32(entries.count - 1)
  }

  /// The number of a text.
  package mutating func intern(_ text: String) -> UInt32 {
    if known.isEmpty {
      let key = ExactText(text)
      for number in few.reversed()
      where texts[Int(number)].utf8.count == text.utf8.count {
        if ExactText(texts[Int(number)]) == key { return number }
      }
    } else if let number = known[ExactText(text)] {
      return number
    }
    let number = add(text)
    note(number)
    return number
  }

  private mutating func note(_ number: UInt32) {
    if few.count < Self.mostUnhashed {
      few.append(number)
      return
    }
    if known.isEmpty { for number in few { known[ExactText(texts[Int(number)])] = number } }
    known[ExactText(texts[Int(number)])] = number
  }

  /// Texts up to which looking at each finds one sooner than its hash does.
  private static let mostUnhashed = 16

  /// The number of the text that tells how a run ended for a group of a name, `nil` before it is made.
  func ending(of name: NameIndex, _ status: LinkRun.Status) -> UInt32? {
    let (row, place) = (status.number, Int(name))
    guard place < endings[row].count, endings[row][place] != 0 else { return nil }
    return endings[row][place]
  }

  /// The number of the text that tells how a run ended for a group of a name; made only once.
  mutating func intern(
    _ name: NameIndex, _ status: LinkRun.Status, _ text: () -> String
  ) -> UInt32 {
    let (row, place) = (status.number, Int(name))
    if place >= endings[row].count {
      // Filled to its room: names come in any order, and room alone would be asked for each time.
      let count = max(place + 1, 2 * endings[row].count)
      endings[row] += repeatElement(0, count: count - endings[row].count)
    }
    if endings[row][place] != 0 { return endings[row][place] }
    let number = add(text())
    endings[row][place] = number
    return number
  }

  /// Makes room for so many more entries, so that they do not have to be moved once they are many.
  mutating func expect(_ count: Int) { entries.reserveCapacity(entries.count + count) }

  /// Says something of the events from a number on.
  mutating func note(_ text: String, from first: Int) {
    guard first < entries.count else { return }
    let number = intern(text)
    for index in first..<entries.count where entries[index].kind == .event {
      entries[index].text = number
    }
  }

  /// The number of a text that no entry is likely to have already; it is not looked for.
  mutating func add(_ text: String) -> UInt32 {
    texts.append(text)
    return UInt32(texts.count - 1)
  }

  /// Keeps what the operation of the next entry rests on.
  mutating func keep(_ ground: Ground) { grounds.append(ground) }

  /// What the operation of an entry rests on, `nil` when nothing was kept; logarithmic.
  func ground(of entry: UInt32) -> Ground? {
    var (low, high) = (0, grounds.count)
    while low < high {
      let middle = (low + high) / 2
      if grounds[middle].entry < entry { low = middle + 1 } else { high = middle }
    }
    return low < grounds.count && grounds[low].entry == entry ? grounds[low] : nil
  }

  /// Whether both tell the same, their texts stored in the same order.
  func isSame(as other: Timeline) -> Bool {
    guard entries == other.entries, texts.count == other.texts.count else { return false }
    for place in texts.indices where ExactText(texts[place]) != ExactText(other.texts[place]) {
      return false
    }
    return true
  }

  /// An entry's own text, empty when it has none.
  package func text(of entry: TimelineEntry) -> String { texts[Int(entry.text)] }
}

/// One line of a timeline.
package struct TimelineEntry: Sendable, Equatable {
  /// What an entry tells.
  package enum Kind: UInt8, CaseIterable, Sendable {
    /// Somebody other than the sync changed something, or asked for something.
    case event
    /// What was asked for is not possible.
    case refused
    case runStarted
    /// A round of changes was read to its end.
    case read
    /// Something was read in part or not at all.
    case readFailed
    /// A pair of groups was found, or lost.
    case linked, unlinked
    /// An operation that was carried out.
    case written
    /// An operation that was wanted and did not happen.
    case heldBack
    /// An operation that the other side refused.
    case writeFailed
    case retried
    case crashed
    /// The run ended for one link, with its status.
    case linkEnded
    case runEnded
    /// The results of a run show.
    case published
  }

  package var time: Instant
  package var kind: Kind
  /// The run, counted from 1; 0 outside of runs.
  package var run: UInt32
  package var side: Side?
  /// For operations: what, why and whether.
  package var operation: Operation?
  /// For changes by hand: what changed.
  package var change: Change?
  /// The entry that this one follows from, `UInt32.max` when there is none.
  package var cause: UInt32
  /// Index into `Timeline.texts`.
  package var text: UInt32

  package init(
    time: Instant, kind: Kind, run: UInt32 = 0, side: Side? = nil, operation: Operation? = nil,
    change: Change? = nil, cause: UInt32 = .max, text: UInt32 = 0
  ) {
    (self.time, self.kind, self.run, self.side) = (time, kind, run, side)
    (self.operation, self.change, self.cause, self.text) = (operation, change, cause, text)
  }
}
