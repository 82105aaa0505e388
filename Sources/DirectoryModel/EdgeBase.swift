import Memory

/// The lists of one relation that never change, beneath the changes of an overlay.
///
/// A class, because copies of an overlay share it: handing on its dozen columns would count them
/// all.
final class EdgeBase: Sendable {
  /// Lists up to this length are searched from front to back.
  private static let shortList = 24
  /// Up to so many lists are all asked when somebody's groups are looked for.
  private static let fewLists = 64

  let lists: EdgeLists
  let objectCount: Int
  private let starts: [UInt32]
  private let targets: [ObjectIndex]
  /// The lists the other way round, empty when no list is long and there are few.
  ///
  /// People are in few groups, so theirs are searched in place of long lists.
  private let reverseStarts: [UInt32]
  private let reverseTargets: [ObjectIndex]

  init(_ lists: EdgeLists, objectCount: Int) {
    (self.lists, self.objectCount) = (lists, objectCount)
    (starts, targets) = (lists.starts, lists.targets)
    let isLong =
      objectCount > Self.fewLists
      || (0..<objectCount).contains { lists.range(of: ObjectIndex($0)).count > Self.shortList }
    let reverse = isLong ? lists.reversed() : nil
    (reverseStarts, reverseTargets) = (reverse?.starts ?? [], reverse?.targets ?? [])
  }

  /// Whether a group lists a target; objects that are not there list nobody.
  @inline(__always)
  func contains(_ target: ObjectIndex, in group: ObjectIndex) -> Bool {
    guard Int(group) < objectCount, Int(target) < objectCount else { return false }
    let (start, end) = (Int(starts[Int(group)]), Int(starts[Int(group) + 1]))
    if end - start > Self.shortList, !reverseStarts.isEmpty {
      let first = Int(reverseStarts[Int(target)])
      return Self.holds(
        reverseTargets, first..<Int(reverseStarts[Int(target) + 1]), group)
    }
    return Self.holds(targets, start..<end, target)
  }

  @inline(__always)
  private static func holds(
    _ objects: borrowing [ObjectIndex], _ range: Range<Int>, _ wanted: ObjectIndex
  ) -> Bool {
    Memory.holds(wanted, in: objects.span.extracting(range))
  }

  /// The entries of a list, none for an object that is not there.
  func list(of group: ObjectIndex) -> ArraySlice<ObjectIndex> {
    Int(group) < objectCount ? lists.list(of: group) : []
  }

  /// Appends the objects that list a target, by number; time in proportion to its lists.
  func appendLists(holding target: ObjectIndex, to groups: inout [ObjectIndex]) {
    guard Int(target) < objectCount else { return }
    guard !reverseStarts.isEmpty else {
      groups += (0..<ObjectIndex(objectCount)).filter { lists.contains(target, in: $0) }
      return
    }
    let (start, end) = (Int(reverseStarts[Int(target)]), Int(reverseStarts[Int(target) + 1]))
    // Most groups are in no other.
    if start < end { groups += reverseTargets[start..<end] }
  }

  /// Asks for where the rows of a pair begin.
  @inline(__always)
  func expectRows(_ group: ObjectIndex, _ target: ObjectIndex) {
    prefetch(starts, Int(group))
    prefetch(reverseStarts, Int(target))
  }

  /// Asks for the entries that tell whether a group lists a target, and who else does.
  @inline(__always)
  func expectEntries(_ group: ObjectIndex, _ target: ObjectIndex) {
    guard Int(group) < objectCount, Int(target) < objectCount else { return }
    let (start, end) = (Int(starts[Int(group)]), Int(starts[Int(group) + 1]))
    if !reverseStarts.isEmpty { prefetch(reverseTargets, Int(reverseStarts[Int(target)])) }
    if end - start <= Self.shortList { prefetch(targets, start) }
  }
}
