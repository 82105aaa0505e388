import DirectoryModel
import Testing

@testable import SyncSemantics

/// Groups of the application that a rule on attributes fills.
struct RuleGroupTests {
  /// An account with some attributes, or a device.
  struct Account: Sendable {
    var key: Int
    var kind = ObjectKind.user
    var department: String?
    var isEnabled: Bool?
    var isGuest: Bool?
    var hasIdentifier = false
    /// Whether an input shows the account; otherwise a sync has made it.
    var isRead = true
  }

  /// A group with its rule.
  struct Group: Sendable {
    var rule: String
    var members: [Int] = []
    var devices: [Int] = []
    var state = Completeness.complete
    var flags: ObjectFlags = []
    var isRecorded = true
    var hasIdentifier = false
  }

  /// A group of the tenant: whom it lists, other groups of the tenant, and what is known of it.
  struct Source: Sendable {
    var members: [Int] = []
    var nested: [Int] = []
    var state = Completeness.complete
    var isDeleted = false
    var isRecorded = true
  }

  /// A tenant of people by number, and of groups.
  struct Tenant: Sendable {
    var people = [1]
    var groups: [Source] = []
    /// What is known of the list of all groups.
    var state = Completeness.notCollected

    func directory() -> Directory {
      var builder = DirectoryBuilder(side: .tenant, wanted: .all)
      for number in people {
        builder.record(builder.object(person(number)), ObjectRecord(kind: .user), at: .none)
      }
      for (number, group) in groups.enumerated() {
        let object = builder.object(RuleGroupTests.group(number))
        var record = ObjectRecord(kind: .group)
        if group.isDeleted { record.flags.insert(.deleted) }
        if group.isRecorded { builder.record(object, record, at: .none) }
        builder.beginList(.members)
        for member in group.members { builder.addEntry(person(member), kind: .user) }
        for inner in group.nested { builder.addEntry(RuleGroupTests.group(inner), kind: .group) }
        builder.endList(group: RuleGroupTests.group(number), state: group.state, at: .none)
      }
      builder.setState(of: .group, to: state)
      return builder.finish()
    }
  }

  private static func person(_ number: Int) -> GUID { GUID(high: 7, low: UInt64(number)) }
  private static func group(_ number: Int) -> GUID { GUID(high: 8, low: UInt64(number)) }

  private static func local(_ accounts: [Account], _ groups: [Group]) -> Directory {
    var builder = DirectoryBuilder(side: .local, wanted: .all)
    let unit = builder.addUnit(PlaceUnit(input: "app.db", counting: .row))
    for account in accounts {
      var record = ObjectRecord(kind: account.kind)
      if let isEnabled = account.isEnabled {
        record.flags.formUnion(isEnabled ? [.enabledKnown, .enabled] : [.enabledKnown])
      }
      if let isGuest = account.isGuest {
        record.flags.formUnion(isGuest ? [.guestKnown, .guest] : [.guestKnown])
      }
      record.displayName = builder.names.intern("PC")
      let object = builder.object(.integer(Int64(account.key)), kind: account.kind)
      builder.record(object, record, at: account.isRead ? Place(unit: unit, position: 1) : .none)
      if account.hasIdentifier { builder.setGUID(person(account.key), of: object) }
      if let department = account.department {
        builder.setAttribute(.department, of: object, to: builder.names.intern(department))
      }
    }
    for (number, group) in groups.enumerated() {
      let object = builder.object(.integer(Int64(number)), kind: .group)
      var record = ObjectRecord(kind: .group)
      record.flags = group.flags
      if group.isRecorded { builder.record(object, record, at: Place(unit: unit, position: 2)) }
      if group.hasIdentifier { builder.setGUID(Self.group(number), of: object) }
      if !group.rule.isEmpty {
        builder.setAttribute(.membershipRule, of: object, to: builder.names.intern(group.rule))
      }
      for (kind, keys) in [(ObjectKind.user, group.members), (.device, group.devices)] {
        for key in keys {
          builder.addRow(
            .members, group: object, target: builder.object(.integer(Int64(key)), kind: kind))
        }
      }
      builder.setState(of: object, .members, to: group.state)
    }
    for kind in [ObjectKind.user, .group, .device] { builder.setState(of: kind, to: .complete) }
    return builder.finish()
  }

  /// The steps that rules ask for, and the rules that nobody can read; account 1 is person 1.
  private static func planned(
    _ accounts: [Account], _ groups: [Group], isOn: Bool = true, of people: Tenant = Tenant()
  ) -> (lines: [String], broken: [String]) {
    let (tenant, local) = (people.directory(), local(accounts, groups))
    var matching = MatchingDraft()
    matching.tenantOfLocal = Array(repeating: noObject, count: local.objectCount)
    matching.localOfTenant = Array(repeating: noObject, count: tenant.objectCount)
    matching.pairOfLocalGroup = Array(repeating: .max, count: local.objectCount)
    for account in local.users {
      guard let number = Int(local.keyText(account)), people.people.contains(number),
        let object = tenant.find(person(number))
      else { continue }
      matching.principals.append(Pair(tenant: object, local: account, evidence: .externalID))
      matching.tenantOfLocal[Int(account)] = object
      matching.localOfTenant[Int(object)] = account
    }
    var policy = Policy(name: "test", summary: "")
    policy.dynamicRules = isOn
    let plan = plan(
      tenant: tenant, local: local, matching: Matching(taking: &matching), policy: policy,
      nesting: Nesting(tenant), localNesting: Nesting(local))
    #expect(plan.operations.allSatisfy { $0.cause == .byRule && $0.pair == .max })
    return (
      plan.operations.map { operation in
        let partner = operation.tenantPrincipal == noObject ? "" : " of the tenant"
        return "\(operation.kind) \(local.keyText(operation.localPrincipal))\(partner) "
          + "\(local.keyText(operation.localGroup)) \(operation.decision)"
      }, plan.brokenRules.map { "\(local.keyText($0.group)) \($0.message)" }
    )
  }

  private static let staff: [Account] = [
    Account(key: 1, department: "Finance"), Account(key: 2, department: "finance"),
    Account(key: 3, department: "Sales"), Account(key: 4, department: "Sales"),
    Account(key: 5), Account(key: 6), Account(key: 7, isRead: false),
    Account(key: 8, isRead: false), Account(key: 9, department: ""),
  ]

  /// A rule, who is in its group, and what a full run does.
  static let rows: [(rule: String, members: [Int], lines: [String])] = [
    // Of 5 and 6 nobody has read a department: they stay where they are. A sync that made 7 and 8
    // would have written theirs.
    (
      "user.department -eq \"Finance\"", [2, 3, 5, 7, 9],
      [
        "addMember 1 of the tenant 0 perform", "removeMember 3 0 perform",
        "removeMember 7 0 perform",
      ]
    ),
    (
      "user.department -ne \"Finance\"", [1, 3, 5, 7],
      [
        "addMember 4 0 perform", "addMember 8 0 perform",
        "removeMember 1 of the tenant 0 perform",
      ]
    ),
    ("user.department -eq null", [], ["addMember 7 0 perform", "addMember 8 0 perform"]),
    (
      "user.department -in [\"Finance\", \"Sales\"]", [1, 2, 3, 4, 8], ["removeMember 8 0 perform"]
    ),
    ("user.userPrincipalName -eq \"nobody\"", [5], []),
  ]

  @Test(arguments: rows)
  func `a rule fills its group with the accounts that it is true of`(
    _ row: (rule: String, members: [Int], lines: [String])
  ) {
    let group = Group(rule: row.rule, members: row.members)
    #expect(Self.planned(Self.staff, [group]).lines == row.lines)
    #expect(Self.planned(Self.staff, [group], isOn: false).lines == [])
    // A group that is deleted, or that only rows of members name, is nobody's to fill.
    var gone = group
    gone.flags = .deleted
    #expect(Self.planned(Self.staff, [gone]).lines == [])
    gone = group
    gone.isRecorded = false
    #expect(Self.planned(Self.staff, [gone]).lines == [])
  }

  @Test func `nobody is added to a list that was cut, for they may be in it`() {
    var group = Group(rule: "user.department -eq \"Finance\"", members: [2, 3])
    group.state = .partial("a row is broken")
    #expect(
      Self.planned(Self.staff, [group]).lines == [
        "addMember 1 of the tenant 0 notProved", "removeMember 3 0 perform",
      ])
  }

  @Test func `flags are true, false or not known`() {
    let accounts = [
      Account(key: 1, isEnabled: true, isGuest: false),
      Account(key: 2, isEnabled: false, isGuest: true), Account(key: 3),
    ]
    let rules = [
      "user.accountEnabled -eq true", "user.accountEnabled -eq false",
      "user.userType -eq \"Guest\"", "user.userType -ne \"Guest\"",
    ]
    #expect(
      Self.planned(accounts, rules.map { Group(rule: $0, members: [3]) }).lines == [
        "addMember 1 of the tenant 0 perform", "addMember 2 1 perform", "addMember 2 2 perform",
        "addMember 1 of the tenant 3 perform",
      ])
  }

  @Test func `a rule about devices is asked of devices alone`() {
    let accounts = [
      Account(key: 1), Account(key: 1, kind: .device, isEnabled: true),
      Account(key: 2, kind: .device, isEnabled: false), Account(key: 3, isEnabled: true),
    ]
    let groups = [
      Group(rule: "device.accountEnabled -eq true", devices: [2]),
      Group(rule: "user.accountEnabled -eq true", devices: [2]),
    ]
    #expect(
      Self.planned(accounts, groups).lines == [
        "addMember 1 0 perform", "addMember 3 1 perform", "removeMember 2 0 perform",
      ])
  }

  @Test func `who has no identifier may be anybody`() {
    let accounts = [
      Account(key: 1, hasIdentifier: true), Account(key: 2, hasIdentifier: true), Account(key: 3),
    ]
    let rule = "user.objectId -eq \"\(Self.person(1))\""
    #expect(
      Self.planned(accounts, [Group(rule: rule, members: [2, 3])]).lines
        == ["addMember 1 of the tenant 0 perform", "removeMember 2 0 perform"])
    let other = "user.objectId -ne \"\(Self.person(1))\""
    #expect(
      Self.planned(accounts, [Group(rule: other, members: [1])]).lines
        == ["addMember 2 0 perform", "removeMember 1 of the tenant 0 perform"])
  }

  /// The tenant, the groups of the tenant that a rule names, and what is done where accounts 2 and 3
  /// are members: 1 and 2 belong to people, nobody knows whose 3 is.
  static let sources: [(tenant: Tenant, named: [Int], lines: [String])] = [
    (
      Tenant(groups: [Source(members: [1])]), [0],
      ["addMember 1 of the tenant 0 perform", "removeMember 2 of the tenant 0 perform"]
    ),
    (Tenant(groups: [Source(members: [1, 2])]), [0], ["addMember 1 of the tenant 0 perform"]),
    // A list that was cut proves who is in it, not who is not.
    (
      Tenant(groups: [Source(members: [1], state: .bounded(1))]), [0],
      ["addMember 1 of the tenant 0 perform"]
    ),
    (Tenant(groups: [Source(state: .partial("a page is missing"))]), [0], []),
    (Tenant(groups: [Source(state: .notCollected)]), [0], []),
    // Whoever is in one of several is in; whoever is not, has to be in none of them.
    (
      Tenant(groups: [Source(members: [1]), Source(state: .bounded(1))]), [0, 1],
      ["addMember 1 of the tenant 0 perform"]
    ),
    (
      Tenant(groups: [Source(members: [1]), Source(members: [2])]), [0, 1],
      ["addMember 1 of the tenant 0 perform"]
    ),
    // Members of nested groups do not count.
    (
      Tenant(groups: [Source(nested: [1]), Source(members: [1, 2])]), [0],
      ["removeMember 2 of the tenant 0 perform"]
    ),
    // A group that is gone has no members, if the tenant was read to its end.
    (
      Tenant(groups: [Source(members: [2], isDeleted: true)]), [0],
      ["removeMember 2 of the tenant 0 perform"]
    ),
    (Tenant(groups: [], state: .complete), [0], ["removeMember 2 of the tenant 0 perform"]),
    (Tenant(groups: [], state: .partial("cut")), [0], []), (Tenant(groups: []), [0], []),
    (Tenant(groups: [Source(members: [1], isRecorded: false)]), [0], []),
    (Tenant(groups: [Source(members: [1])]), [0, 7], ["addMember 1 of the tenant 0 perform"]),
  ]

  @Test(arguments: sources.indices)
  func `a rule about members of groups means those of the tenant`(_ number: Int) {
    var row = Self.sources[number]
    row.tenant.people = [1, 2]
    let names = row.named.map { "'\(Self.group($0))'" }.joined(separator: ", ")
    let rule = "user.memberOf -any (group.objectId -in [\(names)])"
    let accounts = [Account(key: 1), Account(key: 2), Account(key: 3)]
    let (lines, broken) = Self.planned(
      accounts, [Group(rule: rule, members: [2, 3])], of: row.tenant)
    #expect(lines == row.lines)
    #expect(broken == [])
    // A copy of the group on the local side is asked nothing, whatever it lists.
    let copy = Group(rule: "", members: [1, 3], hasIdentifier: true)
    let others = [Group(rule: rule, members: [2, 3]), copy, copy]
    #expect(Self.planned(accounts, others, of: row.tenant).lines == row.lines)
    #expect(Self.planned(accounts, others, isOn: false, of: row.tenant).lines == [])
  }

  static let broken: [(rule: String, message: String)] = [
    ("user.department -eq", "0 rule:1:20: "), ("(", "0 rule:1:2: "), ("nonsense", "0 rule:1:1: "),
    ("user.departmnt -eq \"x\"", "0 rule:1:1: "),
  ]

  @Test(arguments: broken)
  func `a rule that nobody can read moves nobody and is told`(
    _ row: (rule: String, message: String)
  ) {
    let (lines, broken) = Self.planned(Self.staff, [Group(rule: row.rule, members: [1, 3])])
    #expect(lines == [])
    #expect(broken.count == 1 && broken[0].hasPrefix(row.message), "\(broken)")
  }
}
