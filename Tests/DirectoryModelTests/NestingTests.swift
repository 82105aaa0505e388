import DirectoryModel
import TestSupport
import Testing

struct NestingTests {
  /// Every nesting of up to three groups, one user in each group: 2 + 16 + 512 cases.
  static let exhaustive = (1...3).flatMap { count in
    Small.allNestings(of: count).map { nestings in
      nestings.enumerated().map { $1 + [100 + $0] }
    }
  }

  @Test func `transitive members are those that a plain walk meets`() {
    for lists in Self.exhaustive {
      let directory = Small.tenant(lists)
      var walk = TransitiveMembers(directory, Nesting(directory), kinds: [.user])
      var found: [Int: Set<Int>] = [:]
      walk.visit(directory.groups) { group, set, isWhole in
        var members: [Int] = []
        set.visit {
          members.append(Small.number($0, in: directory))
          return true
        }
        #expect(Set(members).count == members.count, "\(lists): someone is counted twice")
        #expect(set.count == members.count)
        #expect(isWhole)
        found[Small.number(group, in: directory)] = Set(members)
      }
      for group in lists.indices {
        #expect(found[group] == Small.closure(lists, of: group), "\(lists), group \(group)")
      }
    }
  }

  @Test func `a group in the recycle bin brings nobody in, and brings them back when it returns`() {
    for lists in Self.exhaustive {
      let directory = Small.tenant(lists)
      for bin in 0..<(1 << lists.count) {
        var overlay = Overlay(over: directory)
        for group in directory.groups where bin >> Small.number(group, in: directory) & 1 == 1 {
          let old = overlay.flags[Int(group)]
          overlay.apply(.flags(group, old: old, new: old.union(.deleted)))
        }
        let later = overlay.directory()
        let nesting = Nesting(later)
        // The same lists without any place for the deleted groups.
        let plain = lists.map { $0.filter { $0 >= 100 || bin >> $0 & 1 == 0 } }
        #expect(Self.facts(nesting) == Self.facts(Nesting(Small.tenant(plain))), "\(lists) \(bin)")
        for group in directory.groups {
          let old = overlay.flags[Int(group)]
          overlay.apply(.flags(group, old: old, new: old.subtracting(.deleted)))
        }
        let restored = Self.facts(Nesting(overlay.directory()))
        #expect(restored == Self.facts(Nesting(directory)), "\(lists) \(bin)")
      }
    }
  }

  /// What two nestings say, one line each.
  private static func facts(_ nesting: Nesting) -> [[UInt32]] {
    [
      nesting.children.starts, nesting.children.targets, nesting.parts.componentOf,
      nesting.parts.components.starts, nesting.parts.components.targets, nesting.parts.depths,
    ] + nesting.cycles
  }

  @Test func `people who come change nothing about who is nested in whom`() throws {
    for lists in Self.exhaustive {
      let directory = Small.tenant(lists)
      let nesting = Nesting(directory)
      #expect(nesting.extended(over: directory) === nesting)
      var overlay = Overlay(over: directory)
      for number in 0..<3 { _ = overlay.makeObject(.user, Small.guid(500 + number)) }
      let later = overlay.directory()
      let extended = try #require(nesting.extended(over: later))
      #expect(Self.facts(extended) == Self.facts(Nesting(later)), "\(lists)")
    }
  }

  @Test func `a new group asks for another look, and so does a smaller directory`() {
    let directory = Small.tenant([[1], [100]])
    var overlay = Overlay(over: directory)
    _ = overlay.makeObject(.user, Small.guid(500))
    let larger = overlay.directory()
    _ = overlay.makeObject(.group, Small.guid(50))
    #expect(Nesting(directory).extended(over: overlay.directory()) == nil)
    #expect(Nesting(larger).extended(over: directory) == nil)
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `members are listed in one order, however the nested groups stand in a list`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let count = 9
    // Groups nest later ones only; every list names some of them twice and in any order.
    let lists = (0..<count).map { group in
      let nested = (0..<6).map { _ in group + 1 + random.number(below: count) }
      return nested.filter { $0 < count } + (0..<3).map { _ in 100 + random.number(below: 12) }
    }
    let directory = Small.tenant(lists)
    let nesting = Nesting(directory)
    var known: [UInt32: [ObjectIndex]] = [:]
    for component in 0..<UInt32(nesting.parts.depths.count) {
      var members: [ObjectIndex] = []
      var below: Set<UInt32> = []
      for group in nesting.parts.components.list(of: component) {
        for member in directory.members.list(of: group) {
          if directory.kinds[Int(member)] == .user {
            members.append(member)
          } else {
            below.insert(nesting.parts.componentOf[Int(member)])
          }
        }
      }
      for child in below.sorted() { members += known[child] ?? [] }
      var seen: Set<ObjectIndex> = []
      known[component] = members.filter { seen.insert($0).inserted }
    }
    let wanted = directory.groups.filter { _ in random.number(below: 2) == 0 }
    var walk = TransitiveMembers(directory, nesting, kinds: [.user])
    // Twice with one walk: nothing of the first time is left.
    for _ in 0..<2 {
      var visited: [ObjectIndex] = []
      walk.visit(wanted) { group, set, _ in
        var members: [ObjectIndex] = []
        set.visit {
          members.append($0)
          return true
        }
        #expect(members == known[nesting.parts.componentOf[Int(group)]], "seed \(seed), \(lists)")
        visited.append(group)
      }
      #expect(visited.sorted() == wanted)
    }
  }

  @Test func `a cycle is found exactly where a group leads back to itself`() {
    for lists in Self.exhaustive {
      let directory = Small.tenant(lists)
      let inCycles = Set(
        Nesting(directory).cycles.joined().map { Small.number($0, in: directory) })
      let expected = Set(lists.indices.filter { Self.reaches(lists, from: $0, to: $0) })
      #expect(inCycles == expected, "\(lists)")
    }
  }

  @Test func `groups of which none holds another are components of their own`() {
    let directory = Small.tenant([[100], [], [101, 100]])
    let nesting = Nesting(directory)
    #expect(nesting.children.targets.isEmpty && nesting.cycles.isEmpty)
    #expect(nesting.parts.depths == [0, 0, 0])
    #expect(nesting.parts.components.starts == [0, 1, 2, 3])
    #expect(nesting.parts.components.targets == directory.groups)
    for (number, group) in directory.groups.enumerated() {
      #expect(nesting.parts.componentOf[Int(group)] == UInt32(number))
      #expect(!nesting.hasChildren(group) && nesting.depth(of: group) == 0)
    }
    for person in directory.users { #expect(nesting.parts.componentOf[Int(person)] == .max) }
  }

  @Test func `a directory without objects nests nothing`() {
    let nesting = Nesting(Directory.blank(.local))
    #expect(nesting.parts.components.starts == [0] && nesting.parts.componentOf.isEmpty)
    #expect(nesting.parts.depths.isEmpty && nesting.cycles.isEmpty)
  }

  private static func reaches(_ lists: [[Int]], from start: Int, to end: Int) -> Bool {
    var seen: Set<Int> = []
    var open = [start]
    while let current = open.popLast() {
      for member in lists[current] where member < 100 {
        if member == end { return true }
        if seen.insert(member).inserted { open.append(member) }
      }
    }
    return false
  }

  @Test func `the shortest path leads from edge to edge and none is shorter`() {
    for lists in Self.exhaustive where lists.count == 3 {
      let directory = Small.tenant(lists)
      let nesting = Nesting(directory)
      for group in directory.groups {
        for user in directory.users {
          let path = nesting.shortestPath(from: group, to: user, in: directory)
          let all = nesting.paths(from: group, to: user, in: directory, limit: 50)
          #expect(path?.count == all.first?.count)
          #expect((path != nil) == !all.isEmpty)
          for (one, next) in zip(path ?? [], (path ?? []).dropFirst()) {
            #expect(directory.members.contains(next, in: one))
          }
        }
      }
    }
  }

  /// One row a shape: how deep group 0 nests.
  static let depths: [(lists: [[Int]], depth: UInt32)] = [
    ([[100]], 0), ([[1], [100]], 1), ([[1, 2], [2], [100]], 2), ([[0]], 0), ([[1], [0]], 0),
    ([[1], [0, 2], []], 1), ([[]], 0),
  ]

  @Test(arguments: depths)
  func `a cycle counts as one step of depth`(_ row: (lists: [[Int]], depth: UInt32)) {
    let directory = Small.tenant(row.lists)
    #expect(Nesting(directory).depth(of: directory.groups[0]) == row.depth)
  }

  @Test func `a chain of 100,000 groups is walked without recursion`() {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "chain", counting: .row))
    let place = Place(unit: unit, position: 0)
    let count = 100_000
    for number in 0..<count {
      builder.record(builder.object(Small.guid(number)), ObjectRecord(kind: .group), at: place)
      builder.beginList(.members)
      let isLast = number == count - 1
      builder.addEntry(Small.guid(isLast ? count : number + 1), kind: isLast ? .user : .group)
      builder.endList(group: Small.guid(number), state: .complete, at: place)
    }
    let directory = builder.finish()
    let nesting = Nesting(directory)
    #expect(nesting.depth(of: directory.groups[0]) == UInt32(count - 1))
    #expect(nesting.cycles.isEmpty)
    var walk = TransitiveMembers(directory, nesting, kinds: [.user])
    var sizes: Set<Int> = []
    walk.visit(directory.groups) { _, set, _ in sizes.insert(set.count) }
    #expect(sizes == [1])
    let user = directory.find(Small.guid(count)) ?? noObject
    let path = nesting.shortestPath(from: directory.groups[0], to: user, in: directory)
    #expect(path?.count == count + 1)
  }

  @Test func `a ring of 100,000 groups is one cycle whose groups share their members`() {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "ring", counting: .row))
    let place = Place(unit: unit, position: 0)
    let count = 100_000
    for number in 0..<count {
      builder.record(builder.object(Small.guid(number)), ObjectRecord(kind: .group), at: place)
      builder.beginList(.members)
      builder.addEntry(Small.guid((number + 1) % count), kind: .group)
      builder.addEntry(Small.guid(count + number / 10_000), kind: .user)
      builder.endList(group: Small.guid(number), state: .complete, at: place)
    }
    let directory = builder.finish()
    let nesting = Nesting(directory)
    #expect(nesting.cycles.map(\.count) == [count])
    var walk = TransitiveMembers(directory, nesting, kinds: [.user])
    var sizes: [Int] = []
    walk.visit([directory.groups[0], directory.groups[99_999]]) { _, set, _ in
      sizes.append(set.count)
    }
    #expect(sizes == [10, 10])
  }

  @Test func `large shared sets become bits and stay the same sets`() {
    let everyone = Array(100..<6_100)
    let directory = Small.tenant([[1, 2], [3], [3, 7_000], everyone])
    var walk = TransitiveMembers(directory, Nesting(directory), kinds: [.user])
    var counts: [Int: Int] = [:]
    walk.visit(directory.groups) { group, set, _ in
      counts[Small.number(group, in: directory)] = set.count
    }
    #expect(counts == [0: 6_001, 1: 6_000, 2: 6_001, 3: 6_000])
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `only the groups that are wanted are shown, and each as its lists are known`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = 2 + random.number(below: 9)
    let lists = (0..<count).map { _ in
      (0..<count).filter { _ in random.chance(1, outOf: 5) }
        + (100..<110).filter { _ in random.chance(1, outOf: 3) }
    }
    var overlay = Overlay(over: Small.tenant(lists))
    for group in overlay.base.groups where random.chance(1, outOf: 4) {
      overlay.setState(
        of: group, .members,
        to: random.pick([.bounded(20), .partial("unread"), .notCollected, .complete]))
    }
    let directory = overlay.directory()
    let isWhole = (0..<count).map { number in
      Small.reached(lists, from: number).allSatisfy { other in
        directory.find(Small.guid(other)).map {
          directory.members.state(of: $0) == .complete
        } ?? false
      }
    }
    let wanted = directory.groups.filter { _ in random.chance(1, outOf: 2) }
    var walk = TransitiveMembers(directory, Nesting(directory), kinds: [.user])
    var shown: [ObjectIndex] = []
    walk.visit(wanted) { group, set, whole in
      shown.append(group)
      let number = Small.number(group, in: directory)
      var members: Set<Int> = []
      set.visit { members.insert(Small.number($0, in: directory)).inserted }
      #expect(members == Small.closure(lists, of: number), "seed \(seed), group \(number)")
      #expect(set.count == members.count)
      #expect(whole == isWhole[number], "seed \(seed), group \(number)")
    }
    #expect(shown.sorted() == wanted)
  }

  @Test func `a list that was cut below makes every set above it unsure`() {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "cut", counting: .row))
    let place = Place(unit: unit, position: 0)
    let states: [Completeness] = [.complete, .complete, .bounded(20), .complete]
    for (number, children) in [[1], [2], [100], [100]].enumerated() {
      builder.record(builder.object(Small.guid(number)), ObjectRecord(kind: .group), at: place)
      builder.beginList(.members)
      for child in children {
        builder.addEntry(Small.guid(child), kind: child < 100 ? .group : .user)
      }
      builder.endList(group: Small.guid(number), state: states[number], at: place)
    }
    let directory = builder.finish()
    let nesting = Nesting(directory)
    var walk = TransitiveMembers(directory, nesting, kinds: [.user])
    var whole: [Int: Bool] = [:]
    walk.visit(directory.groups) { group, _, isWhole in
      whole[Small.number(group, in: directory)] = isWhole
    }
    #expect(whole == [0: false, 1: false, 2: false, 3: true])
    #expect(nesting.transitiveState(of: directory.groups[0], in: directory) == .bounded(20))
  }

  @Test func `a nested group that no input lists leaves absence open unless it is ignored`() {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "unlisted", counting: .row))
    let place = Place(unit: unit, position: 0)
    builder.record(builder.object(Small.guid(0)), ObjectRecord(kind: .group), at: place)
    builder.beginList(.members)
    builder.addEntry(Small.guid(1), kind: .group)
    builder.endList(group: Small.guid(0), state: .complete, at: place)
    let directory = builder.finish()
    for ignored in [false, true] {
      var walk = TransitiveMembers(directory, Nesting(directory), kinds: [.user])
      walk.ignoresUnlistedGroups = ignored
      var answers: [Bool] = []
      walk.visit(directory.groups) { _, _, isWhole in answers.append(isWhole) }
      #expect(answers == [ignored])
    }
  }

  /// How many groups stand beside each other before the one that holds the person.
  @Test(arguments: [0, 1, 30, 31, 32, 33, 34, 80])
  func `a way is found past any number of other groups`(count: Int) {
    // Group 0 nests all others, each of them nests 0 and its neighbour, the last holds the person.
    var lists = [Array(1...(count + 1))]
    for group in 1...(count + 1) { lists.append([0, group % (count + 1) + 1]) }
    lists[count + 1].append(100)
    let directory = Small.tenant(lists)
    let nesting = Nesting(directory)
    let user = directory.find(Small.guid(100)) ?? noObject
    func way(from group: Int) -> [Int]? {
      nesting.shortestPath(
        from: directory.find(Small.guid(group)) ?? noObject, to: user, in: directory
      ).map { $0.map { Small.number($0, in: directory) } }
    }
    #expect(way(from: 0) == [0, count + 1, 100])
    if count > 2 { #expect(way(from: 1) == [1, 0, count + 1, 100]) }
    let nobody = directory.find(Small.guid(1)) ?? noObject
    #expect(nesting.shortestPath(from: user, to: nobody, in: directory) == nil)
  }
}
