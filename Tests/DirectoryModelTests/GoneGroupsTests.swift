import TestSupport
import Testing

@testable import DirectoryModel

/// The groups that list somebody, where many of them were edited.
struct GoneGroupsTests {
  /// So many groups, of which all or every second one lists object 0.
  private static func base(_ count: Int, every step: Int) -> [[ObjectIndex]] {
    (0..<count).map { $0 > 0 && $0 % step == 0 ? [0, ObjectIndex($0)] : [] }
  }

  /// How many groups there are, and how many of them the object leaves.
  static let sizes = [3, 12, 70, 200].flatMap { count in
    [0, 1, 7, 8, 9, 60, 199].filter { $0 < count }.map { (count: count, gone: $0) }
  }

  @Test(arguments: sizes, [1, 2])
  func `whoever leaves some groups and joins others is in the rest and in those`(
    _ size: (count: Int, gone: Int), step: Int
  ) {
    let base = Self.base(size.count, every: step)
    var edges = EdgeOverlay(PlainEdges.edges(base), objectCount: size.count)
    var plain = PlainEdges(base)
    // The last ones first, and new groups among those that are left.
    for group in (size.count - size.gone..<size.count).reversed() {
      for isPresent in [false, true, false] {
        let changed = edges.set(ObjectIndex(group), 0, isPresent: isPresent)
        #expect(changed == plain.set(ObjectIndex(group), 0, isPresent: isPresent))
      }
    }
    for group in [size.count + 3, 1, size.count] {
      #expect(
        edges.set(ObjectIndex(group), 0, isPresent: true)
          == plain.set(ObjectIndex(group), 0, isPresent: true))
    }
    let all = 0..<ObjectIndex(size.count + 4)
    var groups: [ObjectIndex] = [9, 0]
    edges.appendLists(holding: 0, to: &groups)
    #expect(groups == [9, 0] + plain.lists(holding: 0, of: all))
    #expect(edges.lists(holding: 0) == plain.lists(holding: 0, of: all))
    for other in all where edges.lists(holding: other) != plain.lists(holding: other, of: all) {
      Issue.record("the groups of \(other)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(12))
  func `objects in many groups keep the order of these through any edits`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = random.pick([20, 100])
    let base = (0..<count).map { _ in
      (0..<ObjectIndex(4)).filter { _ in random.chance(2, outOf: 3) }
    }
    var edges = EdgeOverlay(PlainEdges.edges(base), objectCount: count)
    var plain = PlainEdges(base)
    let all = 0..<ObjectIndex(count + 2)
    for _ in 0..<300 {
      let (group, target) = (random.pick(Array(all)), ObjectIndex(random.number(below: 5)))
      let isPresent = random.chance(1, outOf: 3)
      #expect(
        edges.set(group, target, isPresent: isPresent)
          == plain.set(group, target, isPresent: isPresent))
      #expect(edges.lists(holding: target) == plain.lists(holding: target, of: all))
    }
  }

  @Test func `groups that stand before the place are left alone, even those that are gone`() {
    var edits = EdgeEdits()
    for group in 0..<ObjectIndex(20) {
      edits.append(group, 50, isPresent: false, isInBase: true)
      edits.append(group + 100, 50, isPresent: true, isInBase: false)
      edits.append(group, 51, isPresent: group % 2 == 0, isInBase: true)
    }
    var groups = Array(ObjectIndex(0)..<30)
    edits.amend(&groups, from: 10, holding: 50)
    #expect(groups == Array(0..<10) + Array(20..<30) + Array(100..<120))
    groups = Array(0..<20)
    edits.amend(&groups, from: 0, holding: 51)
    #expect(groups == stride(from: 0, to: 20, by: 2).map { ObjectIndex($0) })
    edits.amend(&groups, from: 0, holding: 52)
    #expect(groups.count == 10)
  }
}
