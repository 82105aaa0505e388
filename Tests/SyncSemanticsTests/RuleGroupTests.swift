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
    _ accounts: [Account], _ groups: [Group], isOn: Bool = true
  ) -> (lines: [String], broken: [String]) {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let ann = builder.object(person(1))
    builder.record(ann, ObjectRecord(kind: .user), at: .none)
    let (tenant, local) = (builder.finish(), local(accounts, groups))
    var matching = Matching()
    matching.tenantOfLocal = Array(repeating: noObject, count: local.objectCount)
    matching.localOfTenant = [noObject]
    matching.pairOfLocalGroup = Array(repeating: .max, count: local.objectCount)
    if let account = local.users.first(where: { local.keyText($0) == "1" }) {
      matching.principals = [Pair(tenant: 0, local: account, evidence: .externalID)]
      (matching.tenantOfLocal[Int(account)], matching.localOfTenant[0]) = (0, account)
    }
    var policy = Policy(name: "test", summary: "")
    policy.dynamicRules = isOn
    let plan = plan(
      tenant: tenant, local: local, matching: matching, policy: policy, nesting: Nesting(tenant),
      localNesting: Nesting(local))
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

  /// The application's groups are known by keys: which of them a rule means nobody can say.
  @Test(arguments: [Completeness.complete, .bounded(1), .notCollected])
  func `a rule about members of another group moves nobody`(_ state: Completeness) {
    let groups = [
      Group(rule: "user.memberOf -any (group.objectId -in ['\(Self.group(1))'])", members: [2]),
      Group(rule: "", members: [1], state: state, hasIdentifier: true),
    ]
    let (lines, broken) = Self.planned([Account(key: 1), Account(key: 2)], groups)
    #expect(lines == [])
    #expect(broken == [])
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
