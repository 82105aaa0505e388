import Memory

/// Texts that are numbered a little later than they are read.
///
/// Where a table would look for a text is far away in memory as a rule. It is asked for when the
/// text comes, and has arrived when the texts of a whole record are numbered.
package struct WaitingNames: Sendable {
  private struct Entry {
    var mark: UInt8
    var end: Int
    var hash: UInt64
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// What those that wait are likely to be, kept for its room.
  private var guesses: [NameIndex] = []

  package init() {}

  /// How many texts wait.
  package var count: Int { entries.count }

  /// Adds a text under a mark that means something to the caller.
  package mutating func add(_ text: Span<UInt8>, mark: UInt8, for table: borrowing NameTable) {
    let hash = table.hash(text)
    table.expect(hash: hash)
    appendBytes(text, to: &bytes)
    entries.append(Entry(mark: mark, end: bytes.count, hash: hash))
  }

  /// Asks for the texts of a table that those that wait are likely to be, all at a time.
  ///
  /// Of use where most of them are known and lie far apart.
  package mutating func expectKnown(in table: borrowing NameTable) {
    guesses.removeAll(keepingCapacity: true)
    for entry in entries {
      if let guess = table.guess(hash: entry.hash) { guesses.append(guess) }
    }
    table.expect(guesses)
  }

  /// Numbers a text, by its place among those that wait; to be called for each, in order.
  package func settle(_ index: Int, in table: inout NameTable) -> (mark: UInt8, name: NameIndex) {
    let entry = entries[index]
    let start = index == 0 ? 0 : entries[index - 1].end
    let text = bytes.span.extracting(start..<entry.end)
    return (entry.mark, table.intern(text, hash: entry.hash))
  }

  /// Forgets all texts, numbered or not.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }
}
