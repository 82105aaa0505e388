import DirectoryModel
import JSONText
import Testing

@testable import MembershipRules

/// Whole explanations, as lines and as JSON.
struct ExplanationTests {
  private static func lines(_ rule: String, _ subject: SampleSubject) throws -> String {
    try MembershipRule(parsing: rule).explain(on: subject, now: startOf2024).lines
      .joined(separator: "\n")
  }

  @Test func `each part shows its answer and the value it looked at`() throws {
    let subject = SampleSubject(values: [
      .department: .text("Finance"), .jobTitle: .absent, .accountEnabled: .flag(true),
    ])
    let rule = """
      user.department -eq "finance" and not (user.jobTitle -startsWith "Chief") \
      and (user.accountEnabled -eq false or user.city -in ["Bonn", "Ulm"])
      """
    #expect(
      try Self.lines(rule, subject) == """
        ?    user.department -eq "finance" -and -not (user.jobTitle -startsWith "Chief") \
        -and (user.accountEnabled -eq false -or user.city -in ["Bonn", "Ulm"])
          yes  user.department -eq "finance"  (user.department is Finance)
          yes  -not (user.jobTitle -startsWith "Chief")
            no   user.jobTitle -startsWith "Chief"  (user.jobTitle has no value)
          ?    user.accountEnabled -eq false -or user.city -in ["Bonn", "Ulm"]
            no   user.accountEnabled -eq false  (user.accountEnabled is true)
            ?    user.city -in ["Bonn", "Ulm"]  (user.city was not collected)
        """)
  }

  @Test func `a collection shows an answer for each element`() throws {
    let subject = SampleSubject(values: [.proxyAddresses: .texts(["SMTP:a@x", "sip:a@x"])])
    #expect(
      try Self.lines(#"user.proxyAddresses -all (_ -startsWith "smtp:")"#, subject) == """
        no   user.proxyAddresses -all (_ -startsWith "smtp:")  \
        (user.proxyAddresses is ['SMTP:a@x', 'sip:a@x'])
          yes  _ -startsWith "smtp:"  (_ is SMTP:a@x)
          no   _ -startsWith "smtp:"  (_ is sip:a@x)
        """)
    #expect(
      try Self.lines(
        #"user.assignedPlans -any (assignedPlan.service -eq "SCO")"#,
        SampleSubject(values: [
          .assignedPlans: .plans([
            RulePlan(capabilityStatus: "Enabled", service: nil, servicePlanID: "1")
          ])
        ])) == """
          no   user.assignedPlans -any (assignedPlan.service -eq "SCO")  \
          (user.assignedPlans is [{1 Enabled}])
            no   assignedPlan.service -eq "SCO"  (assignedPlan.service has no value)
          """)
  }

  static let wholes: [(rule: String, subject: SampleSubject, lines: String)] = [
    (
      "device.organizationalUnit -eq null", SampleSubject(),
      "yes  device.organizationalUnit -eq null  (device.organizationalUnit has no value)"
    ),
    (
      "user.employeeHireDate -le system.now",
      SampleSubject(values: [.employeeHireDate: .instant(startOf2024 + 1)]),
      "no   user.employeeHireDate -le system.now  "
        + "(user.employeeHireDate is 2024-01-01T00:00:00.001Z)"
    ),
    (
      "user.objectId -ne null",
      SampleSubject(values: [.objectID: .identifier(GUID(high: 0, low: 9))]),
      "yes  user.objectId -ne null  (user.objectId is 00000000-0000-0000-0000-000000000009)"
    ),
    (
      "Direct Reports for \"00000000-0000-0000-0000-000000000009\"", SampleSubject(),
      "?    Direct Reports for \"00000000-0000-0000-0000-000000000009\""
    ),
    (
      "user.memberOf -any (group.objectId -in ['00000000-0000-0000-0000-000000000009'])",
      SampleSubject(groups: [GUID(high: 0, low: 9): .yes]),
      """
      yes  user.memberOf -any (group.objectId -in ['00000000-0000-0000-0000-000000000009'])
        yes  member of '00000000-0000-0000-0000-000000000009'
      """
    ),
    (
      #"user.city -eq "x""#, SampleSubject(values: [.city: .text("a\u{A0}b")]),
      #"no   user.city -eq "x"  (user.city is a\u{00A0}b)"#
    ),
  ]

  @Test(arguments: wholes)
  func `special rules and odd values are shown`(
    _ row: (rule: String, subject: SampleSubject, lines: String)
  ) throws {
    #expect(try Self.lines(row.rule, row.subject) == row.lines)
  }

  @Test func `the JSON has the keys of Graph, and null where nobody knows`() throws {
    let rule = try MembershipRule(parsing: #"user.city -eq "x" or user.state -eq "y""#)
    let subject = SampleSubject(values: [.city: .text("z")])
    var json = JSONWriter(indent: 2)
    rule.write(rule.explain(on: subject), to: &json)
    #expect(
      String(decoding: json.takeBytes(), as: UTF8.self) == #"""
        {
          "membershipRule": "user.city -eq \"x\" -or user.state -eq \"y\"",
          "membershipRuleEvaluationResult": null,
          "membershipRuleEvaluationDetails": {
            "expression": "user.city -eq \"x\" -or user.state -eq \"y\"",
            "expressionResult": null,
            "expressionEvaluationDetails": [
              {
                "expression": "user.city -eq \"x\"",
                "expressionResult": false,
                "propertyToEvaluate": {
                  "propertyName": "user.city",
                  "propertyValue": "z",
                  "collected": true
                },
                "expressionEvaluationDetails": []
              },
              {
                "expression": "user.state -eq \"y\"",
                "expressionResult": null,
                "propertyToEvaluate": {
                  "propertyName": "user.state",
                  "propertyValue": null,
                  "collected": false
                },
                "expressionEvaluationDetails": []
              }
            ]
          }
        }
        """#)
  }

  @Test func `a rule names the properties and the groups it looks at`() throws {
    let rule = try MembershipRule(
      parsing: #"user.city -eq "a" and (user.otherMails -any (_ -eq "b") or user.city -eq "c")"#)
    #expect(rule.properties == [.city, .otherMails])
    #expect(rule.sourceGroups == [])
    let union = try MembershipRule(
      parsing: "user.memberOf -any (group.objectId -in ['00000000-0000-0000-0000-000000000009'])")
    #expect(union.properties == [.memberOf])
    #expect(union.sourceGroups == [GUID(high: 0, low: 9)])
  }
}
