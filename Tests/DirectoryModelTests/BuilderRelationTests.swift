import Testing

@testable import DirectoryModel

/// What a builder is told of members it knows of members only, and so it is with owners.
struct BuilderRelationTests {
  static let relations: [Relation] = [.members, .owners]

  private static func other(_ relation: Relation) -> Relation {
    relation == .members ? .owners : .members
  }

  /// What a directory says of a group's list, in one line.
  private static func told(
    _ relation: Relation, of group: Int, _ directory: Directory
  ) -> String {
    guard let object = directory.find(Small.guid(group)) else { return "no such group" }
    let lists = directory.lists(relation)
    let listed = lists.list(of: object).map { Small.number($0, in: directory) }
    let places = lists.places(of: object).map(\.position)
    return "\(listed) \(lists.state(of: object).label), read at \(places)"
  }

  private static func list(
    _ members: some Sequence<Int>, of group: Int, _ relation: Relation, state: Completeness,
    unit: UInt32 = 0, at position: Int, _ builder: inout DirectoryBuilder
  ) {
    builder.beginList(relation)
    for member in members { builder.addEntry(Small.guid(member), kind: .user) }
    builder.endList(
      group: Small.guid(group), state: state,
      at: Place(unit: unit, position: UInt64(position)))
  }

  /// Below, at and above the number of entries that are looked up together.
  @Test(arguments: relations, [0, 1, 63, 64, 65, 130])
  func `an abandoned list leaves the lists before it and the other relation alone`(
    relation: Relation, count: Int
  ) {
    var builder = DirectoryBuilder(side: .tenant)
    _ = builder.addUnit(PlaceUnit(input: "lists", counting: .row))
    for group in 0..<2 {
      let first = 1_000 + 1_000 * group
      Self.list(
        first..<first + count, of: group, relation, state: .complete, at: group, &builder)
      builder.beginList(relation)
      for member in 9_000..<9_000 + count { builder.addEntry(Small.guid(member), kind: .user) }
      builder.abandonList()
    }
    let other = Self.other(relation)
    Self.list([5_000], of: 0, other, state: .bounded(20), at: 7, &builder)
    builder.beginList(other)
    builder.addEntry(Small.guid(5_001), kind: .user)
    builder.abandonList()
    let directory = builder.finish()
    let listed = [Array(1_000..<1_000 + count), Array(2_000..<2_000 + count)]
    #expect(Self.told(relation, of: 0, directory) == "\(listed[0]) complete, read at [0]")
    #expect(Self.told(relation, of: 1, directory) == "\(listed[1]) complete, read at [1]")
    #expect(Self.told(other, of: 0, directory) == "[5000] bounded(20), read at [7]")
    #expect(Self.told(other, of: 1, directory) == "[] not collected, read at []")
  }

  /// What is said of one list in order, replacing or joining, and what is known at last.
  static let states: [(said: [(replaces: Bool, state: Completeness)], known: String)] = [
    ([], "bounded(1)"), ([(false, .complete), (false, .bounded(20))], "bounded(20)"),
    ([(false, .bounded(20)), (false, .complete)], "bounded(20)"),
    ([(false, .bounded(20)), (true, .complete)], "complete"),
    ([(false, .complete), (true, .partial("cut"))], "partial(cut)"),
    ([(true, .complete), (false, .notCollected)], "complete"),
    ([(true, .notCollected)], "not collected"), ([(false, .notCollected)], "not collected"),
  ]

  @Test(arguments: relations, states)
  func `what is said of one list is known of that list and of no other`(
    relation: Relation, row: (said: [(replaces: Bool, state: Completeness)], known: String)
  ) {
    var builder = DirectoryBuilder(side: .tenant)
    builder.defaultStates =
      relation == .members ? (.bounded(1), .bounded(2)) : (.bounded(2), .bounded(1))
    let groups = [0, 1].map { builder.object(Small.guid($0)) }
    for (replaces, state) in row.said {
      if replaces {
        builder.setState(of: groups[1], relation, to: state)
      } else {
        builder.joinState(of: groups[1], relation, with: state)
      }
    }
    let directory = builder.finish()
    let (lists, others) = (directory.lists(relation), directory.lists(Self.other(relation)))
    #expect(groups.map { lists.state(of: $0).label } == ["bounded(1)", row.known])
    #expect(groups.map { others.state(of: $0).label } == ["bounded(2)", "bounded(2)"])
  }

  /// A stretch of a list: whose it is, which of two inputs shows it, whether it is said to be whole.
  typealias Stretch = (group: Int, input: Int, isWhole: Bool, members: [Int])

  /// Stretches, what is said of group 0 besides, what is then known of groups 0 and 1, and what is
  /// told of group 0 as a contradiction.
  static let claims: [(said: [Stretch], also: [Completeness], known: [String], found: String?)] = [
    (
      [(0, 0, false, [100]), (0, 0, false, [101]), (0, 1, false, [101, 100])],
      [.complete, .complete], ["[100, 101] complete, read at [0, 1, 2]", "no such group"], nil
    ),
    (
      [(0, 0, false, [100]), (0, 0, false, [101]), (0, 1, false, [100])],
      [.complete, .complete],
      ["[100, 101] partial(two complete lists differ), read at [0, 1, 2]", "no such group"],
      "2 entries at 0, 1 entries at 2"
    ),
    // Pages of one format are one list, however often it is said to be whole.
    (
      [(0, 0, false, [100]), (0, 0, false, [101])], [.complete, .complete],
      ["[100, 101] complete, read at [0, 1]", "no such group"], nil
    ),
    (
      [(0, 0, true, [100]), (0, 1, true, [101])], [.bounded(20)],
      ["[100, 101] bounded(20), read at [0, 1]", "no such group"], nil
    ),
    (
      [(0, 0, true, [100])], [.complete],
      ["[100] partial(two complete lists differ), read at [0]", "no such group"],
      "1 entries at 0, 0 entries at none"
    ),
    ([], [.complete, .complete], ["[] complete, read at []", "no such group"], nil),
    (
      [(0, 0, true, [100]), (0, 0, false, [101])], [.complete],
      ["[100, 101] partial(two complete lists differ), read at [0, 1]", "no such group"],
      "1 entries at 0, 1 entries at 1"
    ),
    // What the third says was said by the second.
    (
      [(0, 0, true, [100]), (0, 1, true, [101]), (0, 1, true, [101])], [],
      ["[100, 101] partial(two complete lists differ), read at [0, 1, 2]", "no such group"],
      "1 entries at 0, 1 entries at 1"
    ),
    // Lists of others before, between and behind, the last of them empty.
    (
      [
        (1, 0, false, [102]), (0, 0, true, [100, 101]), (1, 0, false, [103]),
        (0, 1, true, [101, 100]), (1, 0, false, [104]), (1, 0, false, []),
      ], [],
      [
        "[100, 101] complete, read at [1, 3]",
        "[102, 103, 104] not collected, read at [0, 2, 4, 5]",
      ],
      nil
    ),
    (
      [(0, 0, true, [100]), (0, 1, true, [100]), (1, 0, true, [])], [],
      ["[100] complete, read at [0, 1]", "[] complete, read at [2]"], nil
    ),
  ]

  @Test(arguments: relations, claims)
  func `lists that are each said to be whole are compared, whoever's they are`(
    relation: Relation,
    row: (said: [Stretch], also: [Completeness], known: [String], found: String?)
  ) {
    var builder = DirectoryBuilder(side: .tenant)
    for name in ["a", "b"] {
      _ = builder.addSource(
        Source(
          input: name, format: "format of \(name)", sha256: "", byteCount: 0, capabilities: [],
          completeness: .complete))
      _ = builder.addUnit(PlaceUnit(input: name, counting: .row))
    }
    for (position, stretch) in row.said.enumerated() {
      Self.list(
        stretch.members, of: stretch.group, relation,
        state: stretch.isWhole ? .complete : .notCollected, unit: UInt32(stretch.input),
        at: position, &builder)
    }
    for state in row.also {
      builder.joinState(of: builder.object(Small.guid(0)), relation, with: state)
    }
    let directory = builder.finish()
    #expect([0, 1].map { Self.told(relation, of: $0, directory) } == row.known)
    #expect(directory.lists(relation).repeated == [])
    #expect(directory.lists(Self.other(relation)).targets == [])
    let found = directory.contradictions.map { found in
      "\(found.property) \(found.firstValue) at \(found.first.position), \(found.secondValue) at "
        + (found.second == .none ? "none" : "\(found.second.position)")
    }
    #expect(found == (row.found.map { ["\(relation) \($0)"] } ?? []))
  }
}
