import Testing

@testable import DirectoryModel

/// Every way in which four groups can nest each other, by a table of who reaches whom.
struct SmallGraphTests {
  private static let count = 4
  private static let pairs = (0..<16).map { ($0 / 4, $0 % 4) }.filter { $0.0 != $0.1 }
  /// Four groups, and one person in each of them.
  private static let base = Small.tenant((0..<4).map { [100 + $0] })

  /// Who is reached from each group in one step or more.
  private static func reach(_ edges: [(Int, Int)]) -> [[Bool]] {
    var reach = [[Bool]](repeating: Array(repeating: false, count: count), count: count)
    for (one, other) in edges { reach[one][other] = true }
    for middle in 0..<count {
      for one in 0..<count where reach[one][middle] {
        for other in 0..<count where reach[middle][other] { reach[one][other] = true }
      }
    }
    return reach
  }

  /// The longest way down of a group where a cycle counts as one group.
  private static func depth(_ group: Int, _ reach: [[Bool]]) -> UInt32 {
    let below = (0..<count).filter { reach[group][$0] && !reach[$0][group] && $0 != group }
    return below.map { depth($0, reach) + 1 }.max() ?? 0
  }

  private static func objects(_ directory: Directory) -> [ObjectIndex] {
    (0..<count).compactMap { directory.find(Small.guid($0)) }
  }

  /// The four groups, nesting each other so.
  private static func directory(_ edges: [(Int, Int)], _ groups: [ObjectIndex]) -> Directory {
    var overlay = Overlay(over: base)
    for (one, other) in edges {
      overlay.apply(.edge(.members, group: groups[one], target: groups[other], isPresent: true))
    }
    return overlay.directory()
  }

  @Test func `components, cycles, depths and everybody below are those of the table`() throws {
    let groups = Self.objects(Self.base)
    try #require(groups.count == Self.count)
    let people = try (0..<Self.count).map { try #require(Self.base.find(Small.guid(100 + $0))) }
    for bits in 0..<(1 << Self.pairs.count) {
      let edges = Self.pairs.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
      let reach = Self.reach(edges)
      let directory = Self.directory(edges, groups)
      let nesting = Nesting(directory)
      var walk = TransitiveMembers(directory, nesting, kinds: [.user])
      var found = [Set<ObjectIndex>](repeating: [], count: Self.count)
      walk.visit(groups) { group, set, _ in
        set.visit { found[groups.firstIndex(of: group) ?? 0].insert($0).inserted }
      }
      for one in 0..<Self.count {
        let below = Set((0..<Self.count).filter { reach[one][$0] }.map { groups[$0] })
        let everybody = Set(
          (0..<Self.count).filter { reach[one][$0] || $0 == one }.map { people[$0] })
        let ring = (0..<Self.count).filter { reach[one][$0] && reach[$0][one] }
          .map { groups[$0] }.sorted()
        let isRight =
          Set(nesting.descendants(of: groups[one])) == below
          && nesting.depth(of: groups[one]) == Self.depth(one, reach)
          && found[one] == everybody && (ring.isEmpty || nesting.cycles.contains(ring))
          && nesting.hasChildren(groups[one]) == edges.contains { $0.0 == one }
        if !isRight { Issue.record("\(edges), group \(one)") }
      }
      let inRings = (0..<Self.count).filter { reach[$0][$0] }.count
      if nesting.cycles.joined().count != inRings { Issue.record("\(edges): \(nesting.cycles)") }
    }
  }

  @Test func `the ways from a group to a person are all that visit no group twice`() throws {
    let groups = Self.objects(Self.base)
    let person = try #require(Self.base.find(Small.guid(103)))
    for bits in 0..<(1 << Self.pairs.count) where bits % 5 == 0 {
      let edges = Self.pairs.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
      let directory = Self.directory(edges, groups)
      let nesting = Nesting(directory)
      let ways = Self.ways([0], edges).map { way in way.map { groups[$0] } + [person] }
      let found = nesting.paths(from: groups[0], to: person, in: directory, limit: 50)
      #expect(Set(found) == Set(ways), "\(edges)")
      #expect(found.count == ways.count, "\(edges)")
      #expect(found.map(\.count) == ways.map(\.count).sorted(), "\(edges)")
      let few = nesting.paths(from: groups[0], to: person, in: directory, limit: 2)
      #expect(few == Array(found.prefix(2)), "\(edges)")
      let shortest = nesting.shortestPath(from: groups[0], to: person, in: directory)
      #expect(shortest?.count == found.first?.count, "\(edges)")
      var paths = ShortestPaths(nesting, directory)
      #expect(paths.path(to: person) == nil, "\(edges)")
      // There and back: what is left of one group says nothing of the next.
      for group in groups + groups.reversed() {
        paths.turn(to: group)
        for object in 0..<ObjectIndex(directory.objectCount) {
          let path = nesting.shortestPath(from: group, to: object, in: directory)
          if paths.path(to: object) != path { Issue.record("\(edges): \(group) to \(object)") }
        }
      }
    }
  }

  /// How many numbers are left before they begin anew: so few that they do in the middle of it.
  @Test(arguments: [UInt32](0...24))
  func `numbers of groups begin anew before they end, and ways stay what they are`(
    left: UInt32
  ) throws {
    let groups = Self.objects(Self.base)
    try #require(groups.count == Self.count)
    var restarts = 0
    for bits in 0..<(1 << Self.pairs.count) where bits % 37 == Int(left) {
      let edges = Self.pairs.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
      let directory = Self.directory(edges, groups)
      let nesting = Nesting(directory)
      var paths = ShortestPaths(nesting, directory, former: .max / 2 - left)
      // Before the first group a walk came by nothing but its own beginning.
      var (former, met) = (UInt64(UInt32.max / 2 - left), 1)
      for group in groups + groups.reversed() + groups {
        paths.turn(to: group)
        former += UInt64(met)
        if former > UInt64(UInt32.max / 2) { (former, restarts) = (0, restarts + 1) }
        #expect(UInt64(paths.former) == former, "\(edges): \(group)")
        met = Set(nesting.descendants(of: group) + [group]).count
        for object in 0..<ObjectIndex(directory.objectCount) {
          let path = nesting.shortestPath(from: group, to: object, in: directory)
          if paths.path(to: object) != path { Issue.record("\(edges): \(group) to \(object)") }
        }
      }
    }
    #expect(restarts > 0)
  }

  /// The ways from the last group of a way to group 3.
  private static func ways(_ way: [Int], _ edges: [(Int, Int)]) -> [[Int]] {
    guard let last = way.last, last != 3 else { return [way] }
    return edges.filter { $0.0 == last && !way.contains($0.1) }
      .flatMap { ways(way + [$0.1], edges) }
  }

  /// Who nests whom, what is known of each list, and what is then known of group 0 as a whole.
  static let states: [(lists: [[Int]], states: [Completeness], known: String)] = [
    ([[1], [100]], [.complete, .complete], "complete"),
    ([[1], [100]], [.notCollected, .complete], "not collected"),
    ([[1], [100]], [.bounded(20), .partial("cut")], "bounded(20)"),
    (
      [[1], [100]], [.complete, .notCollected],
      "partial(the members of the nested group 'group 1' were not collected)"
    ),
    (
      [[1], [2], [0]], [.complete, .complete, .notCollected],
      "partial(the members of the nested group 'group 2' were not collected)"
    ),
    ([[1], [0]], [.complete, .complete], "complete"), ([[0]], [.complete], "complete"),
    ([[1, 2], [], [3], []], [.complete, .complete, .complete, .bounded(999)], "bounded(999)"),
    // The first in the order of breadth is told.
    (
      [[1, 2], [3], [], []], [.complete, .complete, .partial("cut"), .notCollected],
      "partial(cut)"
    ),
    ([[100], [100]], [.complete, .notCollected], "complete"),
  ]

  @Test(arguments: states)
  func `a group is as well known as the least known group below it`(
    _ row: (lists: [[Int]], states: [Completeness], known: String)
  ) throws {
    var overlay = Overlay(over: Small.tenant(row.lists))
    for (number, state) in row.states.enumerated() {
      let group = try #require(overlay.find(Small.guid(number)))
      overlay.setState(of: group, .members, to: state)
    }
    let directory = overlay.directory()
    let nesting = Nesting(directory)
    let state = nesting.transitiveState(of: directory.groups[0], in: directory)
    #expect(state.label == row.known)
    var walk = TransitiveMembers(directory, nesting, kinds: [.user])
    var isWhole = false
    walk.visit([directory.groups[0]]) { isWhole = $2 }
    #expect(isWhole == (row.known == "complete"))
  }

  /// How many groups list the same people, beneath one of two that hold them all and somebody else.
  @Test(arguments: [1, 40, 42, 60])
  func `a set that many lists repeat is the same set in every group above it`(count: Int) {
    // 41 lists of a hundred are more than a list is kept for, though they name a hundred people.
    let people = Array(100..<200)
    var lists = [[1, 50_000], [2, 3, 50_001, 100]]
    let leaves = Array(4..<4 + count)
    lists += [leaves + [50_002], leaves + [50_003, 101]]
    lists += leaves.map { _ in people }
    let directory = Small.tenant(lists)
    var walk = TransitiveMembers(directory, Nesting(directory), kinds: [.user])
    var found: [Int: [Int]] = [:]
    walk.visit(directory.groups) { group, set, _ in
      var members: [Int] = []
      set.visit {
        members.append(Small.number($0, in: directory))
        return true
      }
      #expect(set.count == members.count)
      found[Small.number(group, in: directory)] = members.sorted()
    }
    #expect(found[0] == people + [50_000, 50_001, 50_002, 50_003])
    #expect(found[1] == people + [50_001, 50_002, 50_003])
    #expect(found[2] == people + [50_002])
    #expect(found[3] == people + [50_003])
    #expect(leaves.allSatisfy { found[$0] == people })
  }
}
