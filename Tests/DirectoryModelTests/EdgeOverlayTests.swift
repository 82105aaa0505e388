import TestSupport
import Testing

@testable import DirectoryModel

/// Lists that change over lists that do not, held against dictionaries.
struct EdgeOverlayTests {
  /// Two groups, 0 and 1, three people, 2 to 4: what the lists beneath are.
  private static let bases: [[[ObjectIndex]]] = [
    [],
    [[], [], [], [], []], [[2, 3], [], [], [], []], [[4, 2], [3, 4], [], [], []],
    [[3, 4, 2], [4], [], [], []],
  ]

  @Test(arguments: bases)
  func `every sequence of three edits of two groups and three people gives what plain lists give`(
    base: [[ObjectIndex]]
  ) {
    for length in 0...3 {
      var sequence = [Int](repeating: 0, count: length)
      repeat {
        var edges = EdgeOverlay(PlainEdges.edges(base), objectCount: base.count)
        var plain = PlainEdges(base)
        for edit in sequence {
          let (group, target) = (ObjectIndex(edit / 6), ObjectIndex(2 + edit / 2 % 3))
          let changed = edges.set(group, target, isPresent: edit % 2 == 0)
          #expect(changed == plain.set(group, target, isPresent: edit % 2 == 0))
        }
        if EdgeAnswers(edges, count: 5) != EdgeAnswers(plain, count: 5) {
          Issue.record("\(base) after \(sequence)")
        }
      } while Self.advance(&sequence, below: 12)
    }
  }

  @Test func `every sequence of six edits of one group and two people keeps its order`() {
    let base: [[ObjectIndex]] = [[1], [], []]
    var sequence = [Int](repeating: 0, count: 6)
    repeat {
      var edges = EdgeOverlay(PlainEdges.edges(base), objectCount: base.count)
      var plain = PlainEdges(base)
      for edit in sequence {
        let target = ObjectIndex(1 + edit / 2)
        let changed = edges.set(0, target, isPresent: edit % 2 == 0)
        #expect(changed == plain.set(0, target, isPresent: edit % 2 == 0))
      }
      if edges.list(of: 0) != plain.list(of: 0) { Issue.record("\(sequence)") }
    } while Self.advance(&sequence, below: 4)
  }

  /// Counts a sequence of numbers up; false when it was the last.
  private static func advance(_ sequence: inout [Int], below bound: Int) -> Bool {
    for index in sequence.indices {
      sequence[index] += 1
      if sequence[index] < bound { return true }
      sequence[index] = 0
    }
    return false
  }

  @Test(arguments: SeededGenerator.seeds(12))
  func `long histories over short and long lists give what plain lists give`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = ObjectIndex(random.pick([5, 40, 90]))
    let base = (0..<count).map { _ in
      var list = Array(0..<count)
      random.shuffle(&list)
      return Array(list.prefix(random.number(below: Int(count))))
    }
    var edges = EdgeOverlay(PlainEdges.edges(base), objectCount: Int(count))
    var plain = PlainEdges(base)
    var (copy, plainCopy) = (edges, plain)
    for step in 0..<1_500 {
      // Later edits are of objects, too, that are not there beneath.
      let room = Int(count) + (step > 700 ? 4 : 0)
      let (group, target) = (random.number(below: min(room, 20)), random.number(below: room))
      let isPresent = random.chance(1, outOf: 2)
      edges.expectFirst(ObjectIndex(group), ObjectIndex(target))
      edges.expectSecond(ObjectIndex(group), ObjectIndex(target))
      let changed = edges.set(ObjectIndex(group), ObjectIndex(target), isPresent: isPresent)
      #expect(
        changed == plain.set(ObjectIndex(group), ObjectIndex(target), isPresent: isPresent))
      if step == 600 { (copy, plainCopy) = (edges, plain) }
    }
    #expect(EdgeAnswers(edges, count: count + 4) == EdgeAnswers(plain, count: count + 4))
    #expect(EdgeAnswers(copy, count: count) == EdgeAnswers(plainCopy, count: count))
  }

  @Test func `lists that nobody edited are those beneath, and new objects have empty ones`() {
    let base: [[ObjectIndex]] = [[1, 2], [], [0]]
    let edges = EdgeOverlay(PlainEdges.edges(base), objectCount: 3)
    #expect(edges.list(of: 0) == [1, 2])
    #expect(edges.list(of: 7) == [])
    #expect(edges.lists(holding: 0) == [2])
    #expect(edges.lists(holding: 7) == [])
    #expect(!edges.contains(7, in: 0) && !edges.contains(0, in: 7))
    let lists = edges.lists(objectCount: 5)
    #expect(lists.starts == [0, 2, 2, 3, 3, 3])
    #expect(lists.targets == [1, 2, 0])
  }
}

/// The entries of edited pairs by pair, by group and by target.
struct EdgeEditsTests {
  @Test func `nothing is found where nothing was edited`() {
    let edits = EdgeEdits()
    #expect(edits.isEmpty && edits.entries.isEmpty)
    #expect(edits.find(0, 0) == nil)
    #expect(edits.isPresent(0, 0) == nil)
    #expect(edits.entries(of: 0).isEmpty)
    #expect(edits.sortedByGroup().isEmpty)
    edits.expectBuckets(1, 2)
    edits.expectEntry(1, 2)
  }

  @Test(arguments: [1, 7, 8, 9, 16, 17, 1_000])
  func `every entry is found however often the tables grew`(count: Int) {
    var edits = EdgeEdits()
    // A few groups with many entries, in an order that is not theirs.
    let pairs = (0..<count).map { (ObjectIndex(($0 * 7) % 5), ObjectIndex($0 / 3)) }
    var known: Set<[ObjectIndex]> = []
    var kept: [(ObjectIndex, ObjectIndex)] = []
    for pair in pairs where known.insert([pair.0, pair.1]).inserted {
      edits.append(pair.0, pair.1, isPresent: kept.count % 2 == 0, isInBase: false)
      kept.append(pair)
    }
    for (number, pair) in kept.enumerated() {
      #expect(edits.find(pair.0, pair.1) == number)
      #expect(edits.isPresent(pair.0, pair.1) == (number % 2 == 0))
    }
    for group in 0..<ObjectIndex(6) {
      let expected = kept.filter { $0.0 == group }.map(\.1)
      #expect(edits.entries(of: group).map(\.target) == expected)
    }
    for target in 0..<ObjectIndex(count / 3 + 2) {
      let numbers = kept.indices.filter { kept[$0].1 == target && $0 % 2 == 0 }
      var groups: [ObjectIndex] = []
      edits.amend(&groups, from: 0, holding: target)
      #expect(groups == numbers.map { kept[$0].0 }.sorted())
    }
    #expect(edits.find(9, 0) == nil)
    let sorted = edits.sortedByGroup().map { [$0.group, $0.target] }
    let expected = (0..<ObjectIndex(5)).flatMap { group in
      kept.filter { $0.0 == group }.map { [$0.0, $0.1] }
    }
    #expect(sorted == expected)
  }

  @Test func `the largest numbers are no special ones`() {
    var edits = EdgeEdits()
    edits.append(.max, .max, isPresent: true, isInBase: true)
    edits.append(0, .max, isPresent: false, isInBase: true)
    #expect(edits.isPresent(.max, .max) == true)
    #expect(edits.isPresent(0, .max) == false)
    #expect(edits.isPresent(.max, 0) == nil)
    edits.set(0, isPresent: false)
    #expect(edits.isPresent(.max, .max) == false)
    var groups: [ObjectIndex] = [.max, 0, 3, .max]
    edits.amend(&groups, from: 1, holding: .max)
    #expect(groups == [.max, 3])
  }

  @Test func `a copy keeps what it had`() {
    var one = EdgeEdits()
    one.append(1, 2, isPresent: true, isInBase: false)
    let other = one
    one.set(0, isPresent: false)
    one.append(1, 3, isPresent: true, isInBase: false)
    #expect(other.isPresent(1, 2) == true && other.isPresent(1, 3) == nil)
    #expect(one.isPresent(1, 2) == false && one.isPresent(1, 3) == true)
  }
}
