import DirectoryModel
import TestSupport
import Testing

@testable import SyncSemantics

/// What a matching remembers never shows: it finds what one finds that looks at everything.
struct RematchingTests {
  /// Two sides on which things happen.
  struct Sides {
    var tenant: Overlay
    var local: Overlay
    var keys = NameKeys()
    var memory: MatchMemory?
    var seen = (tenant: 0, local: 0)
    let policy: Policy
    let product = ProductFacts(name: "test", groupNameCharacters: 12)

    /// What changed since the last matching.
    private var changed: ChangedObjects {
      func objects(_ log: ArraySlice<Change>) -> [ObjectIndex] {
        log.compactMap { change in
          if case .edge = change { nil } else { change.object }
        }
      }
      var changed = ChangedObjects()
      changed.tenant = objects(tenant.log[seen.tenant...])
      changed.local = objects(local.log[seen.local...])
      return changed
    }

    /// Matches with what is remembered and without; both in words.
    mutating func matchings() -> (known: String, fresh: String) {
      let (one, other) = (tenant.directory(), local.directory())
      keys.extend(one)
      let known = rematch(
        tenant: one, local: other, policy: policy, product: product, keys: keys,
        memory: &memory, changed: changed)
      seen = (tenant.position, local.position)
      let fresh = match(tenant: one, local: other, policy: policy, product: product)
      return (String(describing: known), String(describing: fresh))
    }
  }

  private static let names = ["ann@a.org", "Ann@a.org", "bo@a.org", "cy@a.org", "x"]
  private static let groupNames = [
    "Finance and Tax", "finance and tax", "Finance and", "Ops", "R&D",
  ]

  static func sides(_ change: (inout Policy) -> Void = { _ in }) -> Sides {
    var comparison = Comparison()
    comparison.tenant.people = ["ann@a.org", "bo@a.org", "cy@a.org"].map {
      TenantSketch.Person(name: $0, mail: $0, display: "Some Body")
    }
    comparison.tenant.groups = [
      .init(name: "Finance and Tax", members: ["ann@a.org", "bo@a.org"]),
      .init(name: "Ops", members: ["cy@a.org"], groups: ["Finance and Tax"]),
    ]
    comparison.local.accounts = [
      .init(name: "ann@a.org", external: TenantSketch.id("ann@a.org")),
      .init(name: "bo@a.org", mail: "bo@a.org", external: TenantSketch.id("bo@a.org")),
      .init(name: "cy@a.org"), .init(name: "dan@a.org", external: TenantSketch.id("dan@a.org")),
    ]
    comparison.local.groups = [
      .init(name: "finance and tax", members: ["ann@a.org", "bo@a.org"]),
      .init(name: "Ops", external: TenantSketch.groupID("Ops")),
    ]
    var policy = comparison.policy
    change(&policy)
    return Sides(
      tenant: Overlay(over: comparison.tenant.build()),
      local: Overlay(over: comparison.local.build()),
      policy: policy)
  }

  /// Something that happens to one of the sides.
  enum Step: CaseIterable {
    case rename, mail, exchange, delete, restore, guest, join, newcomer, stranger, renameGroup
    case deleteGroup, renameAccount, renameCopy, identifier, dropAccount, newAccount, device
    case newDevice
  }

  private static func set(
    _ overlay: inout Overlay, _ object: ObjectIndex, _ field: TextField, _ text: String
  ) {
    let name = overlay.intern(text)
    overlay.apply(.text(object, field, old: overlay.text(field, of: object), new: name))
  }

  private static func toggle(_ overlay: inout Overlay, _ object: ObjectIndex, _ flag: ObjectFlags) {
    let old = overlay.flags[Int(object)]
    overlay.apply(.flags(object, old: old, new: old.symmetricDifference(flag)))
  }

  /// Lets a step happen to any of those whom it may happen to.
  private static func take(_ step: Step, _ sides: inout Sides, _ random: inout SeededGenerator) {
    let people = sides.tenant.kinds.indices.filter { sides.tenant.kinds[$0] == .user }
    let teams = sides.tenant.kinds.indices.filter { sides.tenant.kinds[$0] == .group }
    let accounts = sides.local.kinds.indices.filter { sides.local.kinds[$0] == .user }
    let copies = sides.local.kinds.indices.filter { sides.local.kinds[$0] == .group }
    let (person, other) = (ObjectIndex(random.pick(people)), ObjectIndex(random.pick(people)))
    let (team, copy) = (ObjectIndex(random.pick(teams)), ObjectIndex(random.pick(copies)))
    let account = ObjectIndex(random.pick(accounts))
    let (name, groupName) = (random.pick(names), random.pick(groupNames))
    switch step {
    case .rename: set(&sides.tenant, person, .principalName, name)
    case .mail: set(&sides.tenant, person, .mail, name)
    case .exchange:
      let names = [person, other].map { sides.tenant.string(.principalName, of: $0) }
      set(&sides.tenant, person, .principalName, names[1])
      set(&sides.tenant, other, .principalName, names[0])
    case .delete, .restore: toggle(&sides.tenant, person, .deleted)
    case .guest: toggle(&sides.tenant, person, .guest)
    case .join:
      let isThere = sides.tenant.contains(person, in: team)
      sides.tenant.apply(.edge(.members, group: team, target: person, isPresent: !isThere))
    case .newcomer, .stranger:
      let guid = TenantSketch.id(step == .newcomer ? "dan@a.org" : "\(random.next())")
      guard sides.tenant.find(guid) == nil else { return }
      let new = sides.tenant.makeObject(.user, guid)
      sides.tenant.apply(.flags(new, old: [], new: [.recorded, .guestKnown]))
      set(&sides.tenant, new, .principalName, name)
    case .renameGroup: set(&sides.tenant, team, .displayName, groupName)
    case .deleteGroup: toggle(&sides.tenant, team, .deleted)
    case .renameAccount: set(&sides.local, account, .principalName, name)
    case .renameCopy: set(&sides.local, copy, .displayName, groupName)
    case .identifier:
      let guid =
        random.chance(1, outOf: 2) ? TenantSketch.id("cy@a.org") : TenantSketch.id("dan@a.org")
      set(&sides.local, account, .attribute(.otherExternalID), "\(guid)")
    case .dropAccount: toggle(&sides.local, account, .recorded)
    case .newAccount:
      let key = "new \(sides.local.objectCount)"
      let new = sides.local.makeObject(.user, key: key, TenantSketch.id(name))
      sides.local.apply(.flags(new, old: [], new: [.recorded]))
      set(&sides.local, new, .principalName, name)
    case .device, .newDevice:
      // Some account bears what the device calls itself by, or none does.
      let guid = TenantSketch.id(random.pick(["dan@a.org", name, "nobody"]))
      var device = sides.tenant.kinds.firstIndex(of: .device).map { ObjectIndex($0) } ?? noObject
      if step == .newDevice || device == noObject {
        let id = TenantSketch.id("device \(sides.tenant.objectCount)")
        device = sides.tenant.makeObject(.device, id)
        sides.tenant.apply(.flags(device, old: [], new: [.recorded]))
      }
      set(&sides.tenant, device, .attribute(.deviceID), "\(guid)")
    }
  }

  @Test(arguments: Step.allCases)
  func `any two changes, with or without a matching between them`(_ first: Step) {
    for second in Step.allCases {
      for seed in UInt64(1)...2 {
        for isSeenBetween in [false, true] {
          var random = SeededGenerator(seed: seed)
          var sides = Self.sides()
          _ = sides.matchings()
          Self.take(first, &sides, &random)
          if isSeenBetween { _ = sides.matchings() }
          Self.take(second, &sides, &random)
          let (known, fresh) = sides.matchings()
          #expect(known == fresh, "\(first) \(second) \(random)")
        }
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `many changes of any kind`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var sides = Self.sides { policy in
      if random.chance(1, outOf: 3) { policy.identityMatching.userNames.members = .mail }
      if random.chance(1, outOf: 3) { policy.identityMatching.userNames.lowercased = true }
      if random.chance(1, outOf: 3) { policy.scope.expectation = .all }
    }
    for _ in 0..<12 {
      for _ in 0..<random.number(below: 4) {
        Self.take(random.pick(Step.allCases), &sides, &random)
      }
      let (known, fresh) = sides.matchings()
      #expect(known == fresh, "\(random)")
    }
  }

  @Test func `a claim lasts while neither the account nor the person changes`() {
    let claims = [(10, 0), (11, 1), (12, 2)].map { tenant, local in
      Claim(local: local, tenant: tenant, evidence: .externalID, difference: .none)
    }
    let memory = AccountMemory(users: [0, 1, 2], claims: claims)
    let rows:
      [(users: [ObjectIndex], tenant: [ObjectIndex], local: [ObjectIndex], held: [ObjectIndex])] =
        [
          ([0, 1, 2], [], [], [0, 1, 2]), ([0, 1, 2], [11], [], [0, 2]),
          ([0, 1, 2], [], [2, 2], [0, 1]), ([0, 1, 2], [10, 13], [1], [2]),
          ([0, 1, 2], [1], [3], [0, 1, 2]), ([0, 1], [], [], []), ([0, 1, 2, 3], [], [], []),
          ([], [], [], []),
        ]
    for row in rows {
      var changed = ChangedObjects()
      (changed.tenant, changed.local) = (row.tenant, row.local)
      let held = memory.held(among: row.users, changed, tenantCount: 14, localCount: 4)
      #expect(held.map(\.local) == row.held, "\(row)")
    }
  }

  @Test func `only what the identifier of an account decides lasts`() throws {
    var sides = Self.sides()
    _ = sides.matchings()
    let first = try #require(sides.memory)
    // Cy is found by a name, and Dan's identifier is nobody's.
    #expect(first.accounts.users.count == 4)
    #expect(first.accounts.claims.map(\.evidence) == [.externalID, .externalID])
    #expect(
      first.accounts.claims.map { sides.local.string(.principalName, of: $0.local) } == [
        "ann@a.org", "bo@a.org",
      ])
  }

  @Test func `devices are asked for an identifier once, until what they call themselves changes`()
    throws
  {
    var (sides, random) = (Self.sides(), SeededGenerator(seed: 1))
    Self.take(.newDevice, &sides, &random)
    _ = sides.matchings()
    let dan = TenantSketch.id("dan@a.org")
    let device = try #require(sides.tenant.kinds.firstIndex(of: .device).map { ObjectIndex($0) })
    for (name, isDevice) in [("nobody", false), ("dan@a.org", true), ("nobody", false)] {
      Self.set(&sides.tenant, device, .attribute(.deviceID), "\(TenantSketch.id(name))")
      for _ in 1...2 {
        let (known, fresh) = sides.matchings()
        #expect(known == fresh, "\(name)")
        let answers = try #require(sides.memory?.accounts.devices)
        #expect(answers.isDevice == [dan: isDevice], "\(name)")
        #expect(answers.values.count == 1)
      }
    }
  }

  @Test func `near names are the same ones until a name changes`() throws {
    var sides = Self.sides()
    _ = sides.matchings()
    let first = try #require(sides.memory?.nearNames)
    #expect(first.edges.count == 1)
    _ = sides.matchings()
    #expect(sides.memory?.nearNames?.question == first.question)
    let team = try #require(sides.tenant.find(TenantSketch.groupID("Finance and Tax")))
    Self.set(&sides.tenant, team, .displayName, "Finance")
    let (known, fresh) = sides.matchings()
    #expect(known == fresh)
    #expect(sides.memory?.nearNames?.question != first.question)
  }
}

/// Identifiers of accounts that are those by which devices call themselves.
struct DeviceIdentifierTests {
  /// How a device's identifier is written, and whether it is still known for the account's.
  static let rows: [(write: @Sendable (String) -> String, isKnown: Bool)] = [
    ({ $0 }, true), ({ $0.uppercased() }, true), ({ $0.lowercased() }, true),
    ({ String($0.dropLast()) }, false), ({ String($0.dropLast(4)) + "zzzz" }, false),
    ({ String($0.dropLast(4)) + "\u{C3}\u{A9}" }, false), ({ "{\($0)}" }, false),
    ({ _ in "" }, false),
  ]

  @Test(arguments: 0..<8)
  func `an account that bears a device's identifier is noted, whatever its letters' case`(
    _ number: Int
  ) {
    for name in ["laptop", "phone", "tablet", "abcdef", "desk"] {
      var builder = DirectoryBuilder(side: .tenant, wanted: .all)
      for other in 0..<80 {
        let device = builder.object(TenantSketch.id("device \(other)"))
        builder.record(device, ObjectRecord(kind: .device), at: .none)
        let id = "\(TenantSketch.id(other == 40 ? name : "other \(other)"))"
        builder.setAttribute(
          .deviceID, of: device,
          to: builder.names.intern(other == 40 ? Self.rows[number].write(id) : id))
      }
      for kind in [ObjectKind.user, .group, .device] { builder.setState(of: kind, to: .complete) }
      var comparison = Comparison()
      comparison.local.accounts = [
        .init(name: "ann@a.org", external: TenantSketch.id(name)),
        .init(name: "bo@a.org", external: TenantSketch.id("nobody")),
      ]
      let matching = match(
        tenant: builder.finish(), local: comparison.local.build(), policy: comparison.policy,
        product: comparison.product)
      let noted = matching.principalConflicts.filter { $0.kind == .deviceIdentifier }
      #expect(noted.count == (Self.rows[number].isKnown ? 1 : 0), "\(name)")
    }
  }
}
