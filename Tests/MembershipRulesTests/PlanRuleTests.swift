import DirectoryModel
import Testing

@testable import MembershipRules

/// Rules about the plans and the manager of users, asked of what readers keep of them.
struct PlanRuleTests {
  static let manager = GUID(high: 7, low: 7)

  /// Four users: plans and a manager; none on the same page; others of both; a page without any.
  private static func subjects() -> TenantSubjects {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let unit = builder.addUnit(PlaceUnit(input: "x", counting: .line))
    let values: [[(AttributeKey, String)]] = [
      [
        (.assignedPlan, "p1 Enabled exchange"), (.assignedPlan, "p2 Deleted Office 365"),
        (.manager, "\(manager)"),
      ], [], [(.assignedPlan, "- - -"), (.manager, "\(GUID(high: 7, low: 8))")], [],
    ]
    for (number, attributes) in values.enumerated() {
      if number % 3 == 0 { builder.setPage(isOpen: true) }
      var record = ObjectRecord(kind: .user)
      record.displayName = builder.names.intern("\(number)")
      let object = builder.object(GUID(high: 1, low: UInt64(number)))
      builder.record(object, record, at: Place(unit: unit, position: UInt64(number)))
      for (key, value) in attributes {
        builder.setAttribute(key, of: object, to: builder.names.intern(value))
      }
    }
    builder.setPage(isOpen: false)
    return TenantSubjects(builder.finish())
  }

  /// A rule and what it says of the four.
  static let rules: [(rule: String, answers: [Truth])] = [
    (
      #"user.assignedPlans -any (assignedPlan.servicePlanId -eq "P1" -and "#
        + #"assignedPlan.capabilityStatus -eq "Enabled")"#, [.yes, .no, .no, .unknown]
    ),
    (
      #"user.assignedPlans -any (assignedPlan.servicePlanId -eq "p2" -and "#
        + #"assignedPlan.capabilityStatus -eq "Enabled")"#, [.no, .no, .no, .unknown]
    ),
    (
      #"user.assignedPlans -any (assignedPlan.service -eq "office 365")"#,
      [.yes, .no, .no, .unknown]
    ),
    (
      "user.assignedPlans -all (assignedPlan.servicePlanId -eq null)",
      [.no, .yes, .yes, .unknown]
    ),
    (
      #"user.assignedPlans -any (assignedPlan.service -ne "exchange")"#,
      [.yes, .no, .yes, .unknown]
    ),
    (#"Direct Reports for "\#(manager)""#, [.yes, .no, .no, .unknown]),
    (#"Direct Reports for "\#(GUID(high: 7, low: 8))""#, [.no, .no, .yes, .unknown]),
    (#"Direct Reports for "\#(GUID(high: 7, low: 9))""#, [.no, .no, .no, .unknown]),
  ]

  @Test(arguments: rules)
  func `plans and managers are told, known to be none, or not collected`(
    _ row: (rule: String, answers: [Truth])
  ) throws {
    let subjects = Self.subjects()
    let rule = try MembershipRule(parsing: row.rule)
    let table = subjects.table(of: .user, for: rule.properties)
    var answers = [Truth](repeating: .unknown, count: table.objects.count)
    rule.evaluate(table.objects.indices.map(UInt32.init), of: table, into: &answers)
    #expect(answers == row.answers)
    #expect(table.objects.map { rule.evaluate(on: subjects.subject($0)) } == row.answers)
    let key: AttributeKey = row.rule.hasPrefix("Direct") ? .manager : .assignedPlan
    #expect(AttributeKey.allCases.filter { rule.attributes.contains($0) } == [key])
  }

  @Test func `an explanation shows the plans that were looked at`() throws {
    let rule = try MembershipRule(
      parsing: #"user.assignedPlans -any (assignedPlan.service -eq "x")"#)
    let explained = try #require(rule.explain(on: Self.subjects().subject(0)).lines.first)
    #expect(
      explained.hasSuffix(
        "(user.assignedPlans is [{p1 exchange Enabled}, {p2 Office 365 Deleted}])"))
  }

  @Test func `what is no identifier does not tell who is the manager`() {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let unit = builder.addUnit(PlaceUnit(input: "x", counting: .line))
    let object = builder.object(GUID(high: 1, low: 1))
    builder.record(object, ObjectRecord(kind: .user), at: Place(unit: unit, position: 1))
    builder.setAttribute(.manager, of: object, to: builder.names.intern("the boss"))
    let subject = TenantSubjects(builder.finish()).subject(object)
    #expect(subject.hasManager(Self.manager) == .unknown)
    #expect(subject.hasManager(.none) == .unknown)
  }
}
