import TestSupport
import Testing

@testable import DirectoryModel

/// A directory that changes over one that does not, held against plain sets.
struct OverlayTests {
  /// What the lists of a small directory are, as sets of numbers.
  typealias Lists = [Set<Int>]

  private func object(_ number: Int, _ overlay: Overlay) throws -> ObjectIndex {
    try #require(overlay.find(Small.guid(number)))
  }

  private func lists(_ directory: Directory, count: Int) throws -> Lists {
    try (0..<count).map { group in
      let object = try #require(directory.find(Small.guid(group)))
      return Set(directory.members.list(of: object).map { Small.number($0, in: directory) })
    }
  }

  @Test func `every short history of three edges gives what plain sets give`() throws {
    let edges = [(0, 100), (0, 101), (1, 0)]
    for start in 0..<8 {
      var model: Lists = [[], []]
      for (index, edge) in edges.enumerated() where start >> index & 1 == 1 {
        model[edge.0].insert(edge.1)
      }
      // Everybody is recorded, whether or not a list holds them.
      var everybody: [[Int]] = model.map { $0.sorted() }
      everybody.append([100, 101])
      for history in 0..<(6 * 6 * 6) {
        var overlay = Overlay(over: Small.tenant(everybody))
        var expected = model
        for step in 0..<3 {
          let choice = [history % 6, history / 6 % 6, history / 36][step]
          let (group, target) = edges[choice % 3]
          let isPresent = choice < 3
          let changed = overlay.apply(
            .edge(
              .members, group: try object(group, overlay), target: try object(target, overlay),
              isPresent: isPresent))
          #expect(changed == (expected[group].contains(target) != isPresent))
          if isPresent { expected[group].insert(target) } else { expected[group].remove(target) }
        }
        #expect(try lists(overlay.directory(), count: 2) == expected)
        #expect(try lists(overlay.rewound(to: 0).directory(), count: 2) == model)
        if overlay.rewound(to: 0).digest != StateDigest() { Issue.record("\(start) \(history)") }
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `long histories over long lists give what plain sets give`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let groups = 5
    var model: Lists = (0..<groups).map { _ in
      Set((0..<random.number(below: 60)).map { _ in 100 + random.number(below: 80) })
    }
    var overlay = Overlay(
      over: Small.tenant(model.map { $0.sorted() } + [(100..<180).map { $0 }]))
    var states: [(position: Int, lists: Lists, digest: StateDigest)] = []
    for _ in 0..<400 {
      let (group, target) = (random.number(below: groups), 100 + random.number(below: 80))
      let isPresent = random.chance(1, outOf: 2)
      overlay.apply(
        .edge(
          .members, group: try object(group, overlay), target: try object(target, overlay),
          isPresent: isPresent))
      if isPresent { model[group].insert(target) } else { model[group].remove(target) }
      if random.chance(1, outOf: 40) { states.append((overlay.position, model, overlay.digest)) }
    }
    #expect(try lists(overlay.directory(), count: groups) == model)
    for state in states {
      let earlier = overlay.rewound(to: state.position)
      #expect(try lists(earlier.directory(), count: groups) == state.lists)
      #expect(earlier.digest == state.digest)
    }
    for group in 0..<groups {
      let index = try object(group, overlay)
      let members = Set(overlay.list(of: index).map { Int(overlay.guids[Int($0)].low) - 1 })
      #expect(members == model[group])
      for target in 100..<180 {
        let member = try object(target, overlay)
        #expect(overlay.contains(member, in: index) == model[group].contains(target))
      }
    }
    for target in 100..<180 {
      let found = overlay.lists(holding: try object(target, overlay)).map {
        Int(overlay.guids[Int($0)].low) - 1
      }
      let expected = model.indices.filter { model[$0].contains(target) } + [groups]
      #expect(found == expected)
    }
  }

  @Test func `equal states have equal digests whatever their history`() throws {
    var one = Overlay(over: Small.tenant([[], [], [100, 101]]))
    var other = one
    let (a, b) = (try object(0, one), try object(1, one))
    let (x, y) = (try object(100, one), try object(101, one))
    for (group, target) in [(a, x), (b, y)] {
      one.apply(.edge(.members, group: group, target: target, isPresent: true))
    }
    for (group, target, isPresent) in [(b, y, true), (a, y, true), (a, x, true), (a, y, false)] {
      other.apply(.edge(.members, group: group, target: target, isPresent: isPresent))
    }
    #expect(one.digest == other.digest)
    other.apply(.edge(.owners, group: a, target: x, isPresent: true))
    #expect(one.digest != other.digest, "an owner is no member")
    other.apply(.edge(.owners, group: a, target: x, isPresent: false))
    #expect(one.digest == other.digest)
    #expect("\(StateDigest())" == String(repeating: "0", count: 32))
  }

  @Test func `the hash of a text is that of its bytes taken one by one`() {
    for count in 0...40 {
      let text = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
      var (state, word) = (UInt64(count), UInt64(0))
      for (place, byte) in text.enumerated() {
        word = word << 8 | UInt64(byte)
        if place % 8 == 7 { (state, word) = (StateDigest.mix(state, word), 0) }
      }
      let hash = StateDigest.hash(text.span)
      #expect(hash == StateDigest.mix(state, word), "\(count)")
    }
  }

  @Test func `copies share nothing that one of them changes`() throws {
    let first = Overlay(over: Small.tenant([[100]]))
    var second = first
    let (group, user) = (try object(0, first), try object(100, first))
    second.apply(.edge(.members, group: group, target: user, isPresent: false))
    let name = second.intern("renamed")
    second.apply(
      .text(group, .displayName, old: second.text(.displayName, of: group), new: name))
    #expect(first.list(of: group) == [user])
    #expect(first.string(.displayName, of: group) == "group 0")
    #expect(second.list(of: group) == [])
    #expect(second.string(.displayName, of: group) == "renamed")
    #expect(first.log.isEmpty && second.log.count == 2)
  }

  @Test func `texts and switches change, are told and are taken back`() throws {
    var overlay = Overlay(over: Small.tenant([[100]]))
    let user = try object(100, overlay)
    let fields: [TextField] = [
      .displayName, .principalName, .mail, .attribute(.jobTitle), .attribute(.department),
    ]
    for (number, field) in fields.enumerated() {
      let text = overlay.intern("value \(number)")
      let changed = overlay.apply(
        .text(user, field, old: overlay.text(field, of: user), new: text))
      #expect(changed)
      #expect(overlay.string(field, of: user) == "value \(number)")
    }
    let old = overlay.flags[Int(user)]
    overlay.apply(.flags(user, old: old, new: old.union([.enabledKnown, .enabled])))
    let directory = overlay.directory()
    #expect(directory.isEnabled(user) == .yes)
    #expect(directory.attribute(.jobTitle, of: user) == "value 3")
    #expect(directory.attribute(.department, of: user) == "value 4")
    #expect(directory.mail(user) == "value 2")
    #expect(overlay.identityVersion == 6)
    let earlier = overlay.rewound(to: 0)
    #expect(earlier.string(.attribute(.jobTitle), of: user) == "")
    #expect(earlier.directory().isEnabled(user) == .unknown)
    #expect(earlier.digest == StateDigest())
  }

  @Test func `a change to the same changes nothing and is not logged`() throws {
    var overlay = Overlay(over: Small.tenant([[100]]))
    let (group, user) = (try object(0, overlay), try object(100, overlay))
    let name = overlay.text(.displayName, of: user)
    let flags = overlay.flags[Int(user)]
    let same: [Change] = [
      .edge(.members, group: group, target: user, isPresent: true),
      .edge(.owners, group: group, target: user, isPresent: false),
      .text(user, .displayName, old: name, new: name), .flags(user, old: flags, new: flags),
    ]
    for change in same {
      let changed = overlay.apply(change)
      #expect(!changed)
    }
    #expect(overlay.log.isEmpty && overlay.identityVersion == 0)
  }

  @Test func `new objects are found, listed and belong to no earlier state`() throws {
    var overlay = Overlay(over: Small.tenant([[100]]))
    let group = try object(0, overlay)
    for number in 200..<2_000 {
      let user = overlay.makeObject(.user, Small.guid(number))
      overlay.apply(.flags(user, old: [], new: [.recorded]))
      overlay.apply(.edge(.members, group: group, target: user, isPresent: true))
    }
    #expect(overlay.live(.user).count == 1_801)
    let directory = overlay.directory()
    #expect(directory.users.count == 1_801)
    #expect(directory.members.list(of: group).count == 1_801)
    for number in 200..<2_000 {
      let found = try #require(directory.find(Small.guid(number)))
      #expect(directory.members.state(of: found) == .complete)
    }
    #expect(overlay.rewound(to: 0).directory().users.count == 1)
  }

  @Test func `local objects are found by their keys, each kind in its own space`() throws {
    var overlay = Overlay(over: Directory.blank(.local))
    let user = overlay.makeObject(.user, key: "1", GUID.none)
    let group = overlay.makeObject(.group, key: "1", GUID.none)
    #expect(overlay.find(key: "1", .user) == user)
    #expect(overlay.find(key: "1", .group) == group)
    #expect(overlay.find(key: "1", .device) == nil)
    #expect(overlay.find(key: "2", .user) == nil)
    #expect(overlay.keyText(of: group) == "1")
    #expect(!overlay.isLive(user))
    overlay.apply(.flags(user, old: [], new: [.recorded]))
    #expect(overlay.isLive(user))
    overlay.apply(.flags(user, old: [.recorded], new: [.recorded, .deleted]))
    #expect(!overlay.isLive(user))
    #expect(overlay.directory().deleted == [user])
  }

  @Test func `who made an entry is kept beside it`() throws {
    var overlay = Overlay(over: Directory.blank(.local))
    let group = overlay.makeObject(.group, key: "g", GUID.none)
    let users = ["a", "b"].map { overlay.makeObject(.user, key: $0, GUID.none) }
    for user in users {
      overlay.apply(.edge(.members, group: group, target: user, isPresent: true))
    }
    overlay.setOrigin(.members, group: group, target: users[1], to: "manual")
    let lists = overlay.directory().members
    let words = lists.range(of: group).map {
      overlay.names.string(lists.originWords[Int(lists.origins[$0])])
    }
    #expect(words == ["", "manual"])
  }

  @Test func `what is known of lists can be taken back, and says so`() throws {
    var overlay = Overlay(over: Small.tenant([[100], [100]]))
    let (first, second) = (try object(0, overlay), try object(1, overlay))
    overlay.setState(of: first, .members, to: .partial("page 2 could not be read"))
    overlay.setState(of: .user, to: .partial("cut"))
    let directory = overlay.directory()
    #expect(directory.members.state(of: first) == .partial("page 2 could not be read"))
    #expect(directory.members.state(of: second) == .complete)
    #expect(directory.state(of: .user) == .partial("cut"))
    #expect(overlay.state(of: first) == .partial("page 2 could not be read"))
    #expect(overlay.base.members.state(of: first) == .complete)
  }

  @Test func `what is known of lists is a part of the state that a digest sums up`() throws {
    let start = Overlay(over: Small.tenant([[100], [100]]))
    let (first, second) = (try object(0, start), try object(1, start))
    let changes: [(inout Overlay) -> Void] = [
      { $0.setState(of: first, .members, to: .partial("cut")) },
      { $0.setState(of: first, .members, to: .bounded(20)) },
      { $0.setState(of: first, .owners, to: .partial("cut")) },
      { $0.setState(of: second, .members, to: .partial("cut")) },
      { $0.setState(of: .user, to: .partial("cut")) },
      { $0.setState(of: .group, to: .partial("cut")) },
    ]
    let digests = changes.map { change in
      var overlay = start
      change(&overlay)
      return overlay.digest
    }
    #expect(Set(digests + [start.digest]).count == changes.count + 1)
    var overlay = start
    for change in changes { change(&overlay) }
    for kind in [ObjectKind.user, .group] {
      overlay.setState(of: kind, to: start.state(of: kind))
    }
    for (group, relation) in [(first, Relation.members), (first, .owners), (second, .members)] {
      overlay.setState(of: group, relation, to: start.state(of: group, relation))
    }
    #expect(overlay.digest == start.digest)
  }

  @Test(arguments: [
    ("displayName", TextField.displayName), ("name", .displayName), ("user name", .principalName),
    ("userPrincipalName", .principalName), ("e-mail", .mail), ("Mail", .mail),
    ("job title", .attribute(.jobTitle)), ("jobTitle", .attribute(.jobTitle)),
    ("phone number", .attribute(.phone)), ("department", .attribute(.department)),
  ])
  func `fields answer to the names that Graph and products give them`(
    name: String, field: TextField
  ) {
    #expect(TextField(named: name) == field)
  }

  @Test(arguments: ["", "job titel", "members", "id"])
  func `no field answers to other names`(name: String) {
    #expect(TextField(named: name) == nil)
  }
}
