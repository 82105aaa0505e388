import Testing

@testable import DirectoryModel

/// Every short history of one small directory: what is there, what was there, and how it is told.
struct OverlayHistoryTests {
  private static let group: ObjectIndex = 0
  private static let user: ObjectIndex = 1

  /// A group with one member, whom a sync put there, and two addresses of that member.
  private static let base: Directory = {
    var builder = DirectoryBuilder(side: .local, wanted: .all)
    let group = builder.object(.text(builder.names.intern("g")), kind: .group)
    let user = builder.object(.text(builder.names.intern("u")), kind: .user)
    for (object, kind) in [(group, ObjectKind.group), (user, .user)] {
      var record = ObjectRecord(kind: kind)
      record.displayName = builder.names.intern("Ada")
      builder.record(object, record, at: .none)
    }
    for address in ["a@a.example", "b@a.example"] {
      builder.setAttribute(.otherMail, of: user, to: builder.names.intern(address))
    }
    for relation in [Relation.members, .owners] {
      builder.addRow(
        relation, group: group, target: user, origin: builder.names.intern("sync"))
    }
    return builder.finish()
  }()

  /// All that the changes below can alter.
  private struct Facts: Hashable {
    var members = ["sync"]
    var owners = ["sync"]
    var isDeleted = false
    var name = "Ada"
    var addresses = ["a@a.example", "b@a.example"]

    init() {}

    init(_ directory: Directory) {
      members = Self.words(directory.members, directory)
      owners = Self.words(directory.owners, directory)
      isDeleted = directory.deleted == [user]
      name = directory.displayName(user)
      addresses = directory.attributes.all(.otherMail, of: user).map { directory.names.string($0) }
    }

    /// Who made each entry of the group's list.
    private static func words(_ lists: EdgeLists, _ directory: Directory) -> [String] {
      lists.range(of: group).map {
        directory.names.string(lists.originWords[Int(lists.origins[$0])])
      }
    }

    /// The facts that a digest tells apart: not who made an entry.
    var digested: Facts {
      var facts = self
      (facts.members, facts.owners) = (members.map { _ in "" }, owners.map { _ in "" })
      return facts
    }

    /// Makes one of six changes; each but the last takes itself back.
    mutating func change(_ choice: Int) {
      switch choice {
      case 0: members = members.isEmpty ? [""] : []
      case 1: owners = owners.isEmpty ? [""] : []
      case 2: isDeleted.toggle()
      case 3: name = name == "Ada" ? "Ada L." : "Ada"
      case 4:
        addresses =
          addresses.count == 2 ? ["c@a.example"] : ["a@a.example", "b@a.example"]
      default: if !members.isEmpty { members = ["manual"] }
      }
    }
  }

  /// Makes the same change to an overlay; says whether the log grew.
  private static func change(_ overlay: inout Overlay, _ choice: Int) {
    switch choice {
    case 0, 1:
      let relation: Relation = choice == 0 ? .members : .owners
      let isPresent = !overlay.contains(user, in: group, relation)
      overlay.apply(.edge(relation, group: group, target: user, isPresent: isPresent))
    case 2:
      let old = overlay.flags[Int(user)]
      overlay.apply(.flags(user, old: old, new: old.symmetricDifference([.deleted])))
    case 3, 4:
      let field: TextField = choice == 3 ? .displayName : .attribute(.otherMail)
      let (one, other) = choice == 3 ? ("Ada", "Ada L.") : ("a@a.example", "c@a.example")
      let new = overlay.intern(overlay.string(field, of: user) == one ? other : one)
      overlay.apply(.text(user, field, old: overlay.text(field, of: user), new: new))
    default:
      guard overlay.contains(user, in: group) else { return }
      overlay.setOrigin(.members, group: group, target: user, to: "manual")
    }
  }

  @Test func `every history of four changes can be told, taken back, and told apart by digests`() {
    var digests: [Facts: StateDigest] = [:]
    for number in 0..<(6 * 6 * 6 * 6) {
      let history = [number % 6, number / 6 % 6, number / 36 % 6, number / 216]
      var (overlay, facts) = (Overlay(over: Self.base), Facts())
      var states = [(position: 0, facts: facts, digest: overlay.digest)]
      for choice in history {
        // What was kept on the way must not show in what comes later.
        if choice == 2 { overlay.keepDirectory() }
        Self.change(&overlay, choice)
        facts.change(choice)
        // A position belongs to what was noted there last.
        if states[states.count - 1].position == overlay.position { states.removeLast() }
        states.append((overlay.position, facts, overlay.digest))
        let known = digests.updateValue(overlay.digest, forKey: facts.digested)
        if let known, known != overlay.digest { Issue.record("\(history): another digest") }
      }
      if Facts(overlay.directory()) != facts { Issue.record("\(history): \(facts)") }
      for state in states {
        let earlier = overlay.rewound(to: state.position)
        if Facts(earlier.directory()) != state.facts || earlier.digest != state.digest
          || earlier.log != Array(overlay.log[..<state.position])
        {
          Issue.record("\(history), rewound to \(state.position)")
        }
      }
    }
    #expect(digests[Facts().digested] == StateDigest())
    #expect(digests.count == 31, "all but the five changes together need four changes at most")
    #expect(Set(digests.values).count == digests.count)
  }

  @Test func `whoever puts an entry back has made it, and not who made it before`() {
    var overlay = Overlay(over: Self.base)
    func words(_ overlay: Overlay) -> [String] { Facts(overlay.directory()).members }
    let absent = Change.edge(.members, group: Self.group, target: Self.user, isPresent: false)
    #expect(words(overlay) == ["sync"])
    overlay.apply(absent)
    overlay.apply(absent.inverse)
    #expect(words(overlay) == [""])
    overlay.setOrigin(.members, group: Self.group, target: Self.user, to: "manual")
    overlay.keepDirectory()
    #expect(words(overlay) == ["manual"])
    overlay.apply(absent)
    #expect(words(overlay) == [])
    overlay.apply(absent.inverse)
    #expect(words(overlay) == [""])
    #expect((0...4).map { words(overlay.rewound(to: $0)) } == [["sync"], [], ["manual"], [], [""]])
    #expect(Facts(overlay.directory()).owners == ["sync"])
  }

  @Test func `who made an entry beneath stays beside it when others come before and behind`() {
    var overlay = Overlay(over: Self.base)
    let later = (0..<3).map { overlay.makeObject($0 == 1 ? .group : .user, key: "\($0)", .none) }
    for relation in [Relation.members, .owners] {
      for target in [later[0], later[2]] {
        overlay.apply(.edge(relation, group: Self.group, target: target, isPresent: true))
      }
      overlay.apply(.edge(relation, group: later[1], target: Self.user, isPresent: true))
    }
    overlay.setOrigin(.owners, group: later[1], target: Self.user, to: "manual")
    let directory = overlay.directory()
    func told(_ relation: Relation, _ group: ObjectIndex) -> [String] {
      let lists = directory.lists(relation)
      return lists.range(of: group).map { entry in
        let word = lists.originWords[Int(lists.origins[entry])]
        return "\(directory.keyText(lists.targets[entry])) \(directory.names.string(word))"
      }
    }
    #expect(told(.members, Self.group) == ["u sync", "0 ", "2 "])
    #expect(told(.owners, Self.group) == ["u sync", "0 ", "2 "])
    #expect(told(.members, later[1]) == ["u "])
    #expect(told(.owners, later[1]) == ["u manual"])
    #expect([Self.group, Self.user, later[1]].map { overlay.keyText(of: $0) } == ["g", "u", "1"])
  }

  @Test(arguments: [Relation.members, .owners])
  func `what is known of one list and of no other can be said anew`(relation: Relation) {
    let other: Relation = relation == .members ? .owners : .members
    var overlay = Overlay(over: Self.base)
    let new = overlay.makeObject(.group, key: "new", .none)
    overlay.setState(of: new, relation, to: .bounded(20))
    overlay.setState(of: Self.group, relation, to: .partial("cut"))
    let directory = overlay.directory()
    for (group, known, otherwise) in [
      (Self.group, Completeness.partial("cut"), Completeness.notCollected),
      (Self.user, .notCollected, .notCollected), (new, .bounded(20), .complete),
    ] {
      #expect(overlay.state(of: group, relation) == known)
      #expect(overlay.state(of: group, other) == otherwise)
      #expect(directory.lists(relation).state(of: group) == known)
      #expect(directory.lists(other).state(of: group) == otherwise)
    }
    #expect(overlay.state(of: new + 1, relation) == .complete)
  }

  /// The flags of a group, and whether Graph lets its members be changed.
  static let assignable: [(flags: ObjectFlags, isAssignable: Bool)] = [
    ([], true), ([.typesKnown, .unified], true), ([.unified, .onPremises], false),
    ([.dynamic], false), ([.onPremises], false), ([.dynamic, .onPremises], false),
    ([.typesKnown, .securityKnown, .securityEnabled, .mailKnown], true),
    ([.typesKnown, .securityKnown, .securityEnabled, .mailKnown, .dynamic], false),
    ([.typesKnown, .securityKnown, .securityEnabled, .mailKnown, .mailEnabled], false),
    ([.typesKnown, .securityKnown, .mailKnown, .mailEnabled], false),
    ([.typesKnown, .securityKnown, .mailKnown], true),
  ]

  @Test(arguments: assignable)
  func `members are changed in groups of access that nobody else fills`(
    _ row: (flags: ObjectFlags, isAssignable: Bool)
  ) {
    var overlay = Overlay(over: Self.base)
    overlay.apply(
      .flags(Self.group, old: overlay.flags[Int(Self.group)], new: row.flags.union(.recorded)))
    #expect(overlay.isAssignable(Self.group) == row.isAssignable)
  }
}
