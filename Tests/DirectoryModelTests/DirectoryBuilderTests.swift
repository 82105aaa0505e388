import DirectoryModel
import Testing

struct DirectoryBuilderTests {
  @Test func `a list may come before its group and its members`() {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "late", counting: .byteOffset))
    builder.beginList(.members)
    builder.addEntry(Small.guid(101), kind: .user)
    builder.addEntry(Small.guid(100), kind: .user)
    builder.endList(group: Small.guid(0), state: .complete, at: Place(unit: unit, position: 40))
    var record = ObjectRecord(kind: .user)
    record.displayName = builder.names.intern("Ada")
    builder.record(builder.object(Small.guid(100)), record, at: Place(unit: unit, position: 80))
    let directory = builder.finish()
    let group = directory.find(Small.guid(0)) ?? noObject
    let listed = directory.members.list(of: group).map { Small.number($0, in: directory) }
    #expect(listed == [101, 100])
    #expect(directory.kinds[Int(group)] == .group)
    #expect(directory.groups.isEmpty, "a group without a record is a reference only")
    #expect(directory.users.map { directory.displayName($0) } == ["Ada"])
    #expect(directory.text(of: directory.members.place(of: group)) == "late@40")
  }

  @Test func `pages of one list are joined and twins counted`() {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "pages", counting: .row))
    for page in [[100, 101], [101, 102], [101]] {
      builder.beginList(.members)
      for member in page { builder.addEntry(Small.guid(member), kind: .user) }
      builder.endList(
        group: Small.guid(0), state: .notCollected, at: Place(unit: unit, position: 1))
    }
    builder.joinState(of: builder.object(Small.guid(0)), .members, with: .complete)
    let directory = builder.finish()
    let group = directory.find(Small.guid(0)) ?? noObject
    #expect(directory.members.list(of: group).count == 3)
    let twin = directory.find(Small.guid(101)) ?? noObject
    #expect(directory.members.repeated == [RepeatedEdge(twin, in: group, surplus: 2)])
    #expect(directory.members.places(of: group).count == 3)
  }

  /// Lists that are each said to be complete, and what is then known of the group's.
  static let claims: [(lists: [[Int]], state: Completeness, members: [Int], found: [String])] = [
    ([[100, 101], [101, 100]], .complete, [100, 101], []),
    ([[100, 101, 100], [100, 101]], .complete, [100, 101], []),
    ([[], []], .complete, [], []),
    (
      [[100], []], .partial("two complete lists differ"), [100],
      ["members 1 entries at 1, 0 entries at 2"]
    ),
    (
      [[100, 101], [100, 101], [102]], .partial("two complete lists differ"), [100, 101, 102],
      ["members 2 entries at 1, 1 entries at 3"]
    ),
  ]

  @Test(arguments: claims)
  func `complete lists that differ prove no absence`(
    _ row: (lists: [[Int]], state: Completeness, members: [Int], found: [String])
  ) {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "lists", counting: .row))
    for (index, list) in row.lists.enumerated() {
      builder.beginList(.members)
      for member in list { builder.addEntry(Small.guid(member), kind: .user) }
      let place = Place(unit: unit, position: UInt64(index + 1))
      builder.endList(group: Small.guid(0), state: .complete, at: place)
    }
    let directory = builder.finish()
    let group = directory.find(Small.guid(0)) ?? noObject
    #expect(directory.members.state(of: group) == row.state)
    #expect(
      directory.members.list(of: group).map { Small.number($0, in: directory) } == row.members)
    let found = directory.contradictions.map {
      "\($0.property) \($0.firstValue) at \($0.first.position), "
        + "\($0.secondValue) at \($0.second.position)"
    }
    #expect(found == row.found)
  }

  @Test func `an abandoned list leaves nothing behind`() {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "broken", counting: .row))
    builder.beginList(.members)
    for member in 100..<400 { builder.addEntry(Small.guid(member), kind: .user) }
    builder.abandonList()
    builder.beginList(.members)
    builder.addEntry(Small.guid(900), kind: .user)
    builder.endList(group: Small.guid(0), state: .complete, at: Place(unit: unit, position: 1))
    let directory = builder.finish()
    let group = directory.find(Small.guid(0)) ?? noObject
    #expect(directory.members.list(of: group).map { Small.number($0, in: directory) } == [900])
  }

  @Test func `local keys of another storage class or another kind are other objects`() {
    var builder = DirectoryBuilder(side: .local)
    let text = builder.names.intern("1")
    let objects = [
      builder.object(.integer(1), kind: .user), builder.object(.integer(1), kind: .group),
      builder.object(.text(text), kind: .user), builder.object(.real(1), kind: .user),
      builder.object(.blob(text), kind: .user), builder.object(.integer(2), kind: .user),
      builder.object(.integer(1), kind: .device),
    ]
    #expect(Set(objects).count == objects.count)
    #expect(builder.object(.integer(1), kind: .user) == objects[0])
    let directory = builder.finish()
    #expect(directory.find(.integer(1), kind: .group) == objects[1])
    #expect(directory.find(.integer(3), kind: .group) == nil)
    #expect(directory.keyText(objects[4]) == "x'31'")
  }

  @Test func `rows come in any order and are sorted into lists`() {
    var builder = DirectoryBuilder(side: .local)
    let groups = [1, 2].map { builder.object(.integer($0), kind: .group) }
    let users = [1, 2, 3].map { builder.object(.integer($0), kind: .user) }
    for (group, user) in [(1, 2), (0, 0), (1, 0), (0, 2), (0, 0)] {
      builder.addRow(.members, group: groups[group], target: users[user])
    }
    let directory = builder.finish()
    #expect(Array(directory.members.list(of: groups[0])) == [users[0], users[2]])
    #expect(Array(directory.members.list(of: groups[1])) == [users[2], users[0]])
    #expect(directory.members.repeated == [RepeatedEdge(users[0], in: groups[0], surplus: 1)])
    #expect(directory.members.reversed().list(of: users[0]).map { $0 } == [groups[0], groups[1]])
  }

  @Test func `two records that disagree name both places`() {
    var builder = DirectoryBuilder(side: .tenant)
    let one = builder.addUnit(PlaceUnit(input: "a.json", counting: .byteOffset))
    let two = builder.addUnit(PlaceUnit(input: "b.zip", entry: "u.json", counting: .byteOffset))
    let user = builder.object(Small.guid(100))
    for (unit, name, flags) in [
      (one, "Ada", ObjectFlags([.enabledKnown, .enabled])), (two, "Ada L.", [.enabledKnown]),
    ] {
      var record = ObjectRecord(kind: .user)
      record.displayName = builder.names.intern(name)
      record.flags = flags
      builder.record(user, record, at: Place(unit: unit, position: 5))
    }
    let directory = builder.finish()
    let told = directory.contradictions.map {
      "\($0.property): \($0.firstValue) at \(directory.text(of: $0.first)), "
        + "\($0.secondValue) at \(directory.text(of: $0.second))"
    }
    #expect(
      told == [
        "displayName: Ada at a.json@5, Ada L. at b.zip!u.json@5",
        "accountEnabled: true at a.json@5, false at b.zip!u.json@5",
      ])
    #expect(directory.displayName(user) == "Ada")
  }

  @Test func `what a source never said stays unknown`() {
    let directory = Small.tenant([[100]])
    let user = directory.users[0]
    #expect(directory.isEnabled(user) == .unknown)
    #expect(directory.isGuest(user) == .unknown)
    #expect(directory.groupKind(directory.groups[0]) == .unknown)
    #expect(directory.owners.state(of: directory.groups[0]) == .notCollected)
    #expect(directory.state(of: .user) == .notCollected)
  }

  @Test func `10,000 objects are found again by identifier`() {
    let lists = [Array(100..<10_100)]
    let directory = Small.tenant(lists)
    for number in stride(from: 100, to: 10_100, by: 7) {
      #expect(directory.find(Small.guid(number)).map { Small.number($0, in: directory) } == number)
    }
    #expect(directory.find(Small.guid(50_000)) == nil)
  }

  @Test func `only wanted attributes are kept, each value in order`() {
    var builder = DirectoryBuilder(side: .tenant, wanted: AttributeKey.proxyAddress.asSet)
    let unit = builder.addUnit(PlaceUnit(input: "x", counting: .row))
    let users = [builder.object(Small.guid(100)), builder.object(Small.guid(101))]
    for (user, address) in [(1, "SMTP:b"), (0, "SMTP:a"), (1, "smtp:c")] {
      builder.setAttribute(
        .proxyAddress, of: users[user], to: builder.names.intern(address))
    }
    builder.setAttribute(.department, of: users[0], to: builder.names.intern("Sales"))
    builder.record(users[0], ObjectRecord(kind: .user), at: Place(unit: unit, position: 1))
    let directory = builder.finish()
    let addresses = directory.attributes.all(.proxyAddress, of: users[1])
    #expect(addresses.map { directory.names.string($0) } == ["SMTP:b", "smtp:c"])
    #expect(directory.attribute(.department, of: users[0]) == nil)
  }
}

extension RepeatedEdge {
  fileprivate init(_ target: ObjectIndex, in group: ObjectIndex, surplus: UInt32) {
    self.init(group: group, target: target, surplus: surplus)
  }
}

/// Bounds of the three-valued answers.
struct TruthTests {
  @Test func `logic of three values follows Kleene's tables`() {
    let values: [Truth] = [.no, .yes, .unknown]
    let conjunction = values.map { one in values.map { one && $0 } }
    let disjunction = values.map { one in values.map { one || $0 } }
    #expect(conjunction == [[.no, .no, .no], [.no, .yes, .unknown], [.no, .unknown, .unknown]])
    #expect(
      disjunction == [[.no, .yes, .unknown], [.yes, .yes, .yes], [.unknown, .yes, .unknown]])
    #expect(values.map { !$0 } == [.yes, .no, .unknown])
  }

  /// One row a pair of states: what is known of the list they make together.
  static let joins: [(one: Completeness, other: Completeness, joined: Completeness)] = [
    (.complete, .complete, .complete), (.complete, .bounded(20), .bounded(20)),
    (.bounded(20), .bounded(100), .bounded(100)), (.partial("cut"), .bounded(20), .partial("cut")),
    (.notCollected, .complete, .complete), (.notCollected, .notCollected, .notCollected),
    (.complete, .partial("cut"), .partial("cut")),
  ]

  @Test(arguments: joins)
  func `a list in two parts is as sure as its worse part`(
    _ row: (one: Completeness, other: Completeness, joined: Completeness)
  ) {
    #expect(row.one.joined(with: row.other) == row.joined)
    if row.one != .partial("cut") || row.other.provesAbsence {
      #expect(row.other.joined(with: row.one) == row.joined)
    }
  }
}
