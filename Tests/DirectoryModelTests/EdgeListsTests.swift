import TestSupport
import Testing

@testable import DirectoryModel

struct EdgeListsTests {
  private func lists(_ rows: [[ObjectIndex]]) -> EdgeLists {
    var starts: [UInt32] = [0]
    for row in rows { starts.append(starts[starts.count - 1] + UInt32(row.count)) }
    return EdgeLists(starts: starts, targets: rows.flatMap { $0 })
  }

  private func rows(_ lists: EdgeLists) -> [[ObjectIndex]] {
    (0..<ObjectIndex(lists.starts.count - 1)).map { Array(lists.list(of: $0)) }
  }

  @Test func `every graph of three objects is turned round and back`() {
    for bits in 0..<512 {
      let rows = (0..<3).map { row in
        (0..<3).filter { bits >> (row * 3 + $0) & 1 == 1 }.map { ObjectIndex($0) }
      }
      let reversed = lists(rows).reversed()
      let expected = (ObjectIndex(0)..<3).map { target in
        (ObjectIndex(0)..<3).filter { rows[Int($0)].contains(target) }
      }
      #expect(self.rows(reversed) == expected)
      #expect(self.rows(reversed.reversed()) == rows)
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `many lists are turned round and back`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = 20 + random.number(below: 40)
    let rows = (0..<count).map { _ in
      (0..<count).filter { _ in random.chance(1, outOf: 5) }.map { ObjectIndex($0) }
    }
    let reversed = lists(rows).reversed()
    let expected = (0..<ObjectIndex(count)).map { target in
      (0..<ObjectIndex(count)).filter { rows[Int($0)].contains(target) }
    }
    #expect(self.rows(reversed) == expected, "seed \(seed)")
    #expect(self.rows(reversed.reversed()) == rows, "seed \(seed)")
  }

  @Test func `no objects have no lists`() {
    let reversed = lists([]).reversed()
    #expect(reversed.starts == [0])
    #expect(reversed.targets == [])
  }

  @Test func `lists from finished rows are complete and come from nowhere`() {
    let lists = lists([[1], []])
    #expect(lists.state(of: 0) == .complete)
    #expect(lists.state(of: 1) == .complete)
    #expect(lists.place(of: 0) == .none)
    #expect(lists.places(of: 1) == [])
    #expect(lists.contains(1, in: 0))
    #expect(!lists.contains(0, in: 0))
    #expect(!lists.contains(1, in: 1))
  }

  @Test func `places are those of the object and of no neighbour`() {
    let places = (0..<4).map { Place(unit: 0, position: UInt64($0)) }
    let lists = EdgeLists(
      starts: [0, 0, 0, 0, 0], targets: [],
      notes: ListNotes(
        stateNumbers: [0, 1, 1, 0], stateTable: [.notCollected, .bounded(20)],
        segmentObjects: [1, 2, 2, 2], segmentPlaces: places))
    #expect(
      (ObjectIndex(0)..<4).map { Array(lists.places(of: $0)) } == [
        [], [places[0]], Array(places[1...]), [],
      ])
    #expect(
      (ObjectIndex(0)..<4).map { lists.place(of: $0) } == [
        .none, places[0], places[1], .none,
      ])
    #expect(
      (ObjectIndex(0)..<4).map { lists.state(of: $0).label } == [
        "not collected", "bounded(20)", "bounded(20)", "not collected",
      ])
  }
}

struct ListStatesTests {
  @Test func `nobody spoke of a list that was never mentioned`() {
    var states = ListStates()
    #expect(states[0] == .notCollected)
    #expect(states[1_000] == .notCollected)
    #expect(states.claims(of: 1_000) == 0)
    states.join(5, with: .complete)
    #expect(states[4] == .notCollected)
    #expect(states[5] == .complete)
  }

  /// What is said of one list in order, what is known at last, and how often it was complete.
  static let rows: [(said: [Completeness], known: Completeness, claims: Int)] = [
    ([.complete], .complete, 1), ([.complete, .complete], .complete, 2),
    ([.notCollected], .notCollected, 0), ([.notCollected, .complete], .complete, 1),
    ([.complete, .notCollected], .complete, 1), ([.bounded(20)], .bounded(20), 0),
    ([.bounded(20), .complete], .bounded(20), 1), ([.complete, .bounded(20)], .bounded(20), 1),
    ([.bounded(100), .bounded(20)], .bounded(100), 0),
    ([.partial("a"), .partial("b")], .partial("a"), 0),
    ([.bounded(20), .partial("cut"), .complete], .partial("cut"), 1),
    ([Completeness](repeating: .complete, count: 300), .complete, 255),
  ]

  @Test(arguments: rows)
  func `statements about one list are joined`(
    _ row: (said: [Completeness], known: Completeness, claims: Int)
  ) {
    var states = ListStates()
    for state in row.said { states.join(3, with: state) }
    #expect(states[3] == row.known)
    #expect(states.claims(of: 3) == row.claims)
    #expect(states[2] == .notCollected)
  }

  @Test func `lists that nobody spoke of get the default, the others keep theirs`() {
    var states = ListStates()
    states.join(1, with: .notCollected)
    states.join(2, with: .bounded(20))
    states.set(3, to: .partial("cut"))
    states.join(4, with: .complete)
    let columns = states.columns(objectCount: 6, defaultState: .complete)
    let labels = columns.numbers.map { columns.table[Int($0)].label }
    #expect(
      labels == [
        "complete", "not collected", "bounded(20)", "partial(cut)", "complete", "complete",
      ])
  }

  @Test func `beyond 60,000 states the reasons are told apart no longer`() {
    var states = ListStates()
    for object in 0..<ObjectIndex(60_010) { states.join(object, with: .partial("\(object)")) }
    #expect(states[0] == .partial("0"))
    #expect(states[59_996] == .partial("59996"))
    #expect(states[59_997] == .partial("one of many reasons"))
    #expect(states[60_009] == .partial("one of many reasons"))
    #expect(states.table.count == 60_001)
  }

  /// Which group each stretch of input belongs to, in the order of reading.
  static let stretches: [[ObjectIndex]] = [
    [], [0], [2, 2, 2], [2, 1, 0], [1, 0, 1, 2, 0, 1], [0, 0, 2, 2],
  ]

  @Test(arguments: stretches)
  func `the stretches of a list stand in the order in which they were read`(
    _ groups: [ObjectIndex]
  ) {
    var edges = EdgeAccumulator()
    for (position, group) in groups.enumerated() {
      edges.segments.append(
        EdgeAccumulator.Segment(
          group: group, start: edges.targets.count, isWhole: false,
          place: Place(unit: 0, position: UInt64(position))))
      // Every other stretch is empty and begins where the next one does.
      if position % 2 == 1 { edges.targets.append(ObjectIndex(position % 3)) }
    }
    let lists = edges.lists(objectCount: 3, defaultState: .notCollected)
    for group in ObjectIndex(0)..<3 {
      let positions = groups.indices.filter { groups[$0] == group }.map { UInt64($0) }
      #expect(lists.places(of: group).map(\.position) == positions)
    }
  }
}
