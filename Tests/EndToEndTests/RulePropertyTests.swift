import TestSupport
import Testing

/// Properties that only rules look at, from the export to the answer: `rule eval`, `audit` and `diff`.
struct RulePropertyTests {
  private static func id(_ number: Int) -> String {
    "00000000-0000-4000-8000-00000000000\(number)"
  }

  private static func page(_ list: String, _ objects: [(number: Int, text: String)]) -> String {
    let values = objects.map {
      #"{"id": "\#(id($0.number))", "displayName": "\#(list) \#($0.number)"\#($0.text)}"#
    }
    return #"{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#\#(list)", "#
      + #""value": [\#(values.joined(separator: ",\n"))]}"#
  }

  /// A day of a tenant: two users of one answer, a third of another, two devices.
  private static func write(
    _ name: String, _ scratch: borrowing ScratchFolder, ann: String, laptop: String
  ) throws {
    try scratch.write(page("users", [(1, ann), (2, "")]), to: "\(name)/users.json")
    try scratch.write(page("users", [(3, "")]), to: "\(name)/more-users.json")
    try scratch.write(page("devices", [(4, laptop), (5, "")]), to: "\(name)/devices.json")
  }

  private static let ann = #"""
    , "country": "Norway", "state": "Vestland", "businessPhones": ["+47 5"], "postalCode": "5003",
    "preferredLanguage": "nb-NO", "employeeHireDate": "2024-01-31T00:00:00Z",
    "onPremisesExtensionAttributes": {"extensionAttribute1": "a", "extensionAttribute2": null}
    """#
  private static let laptop = #"""
    , "deviceId": "d-4", "operatingSystem": "Windows", "isRooted": false,
    "deviceCategory": "Kiosk", "physicalIds": ["[ZTDId]:1"],
    "extensionAttributes": {"extensionAttribute1": "b"}
    """#

  /// A rule, and the numbers of those who are in, of whom nobody can say, and who are out.
  static let rules: [(rule: String, isIn: [Int], unknown: [Int], out: [Int])] = [
    (#"user.country -eq "norway""#, [1], [3], [2]), (#"user.country -ne "x""#, [1, 2], [3], []),
    ("user.state -eq null", [2], [3], [1]),
    (#"user.telephoneNumber -startsWith "+47""#, [1], [3], [2]),
    (#"user.mobile -eq "+47 5""#, [], [1, 2, 3], []),
    (#"user.extensionAttribute1 -in ["a", "b"]"#, [1], [3], [2]),
    ("user.extensionAttribute2 -ne null", [], [3], [1, 2]),
    ("user.extensionAttribute3 -eq null", [], [1, 2, 3], []),
    ("user.employeeHireDate -le system.now -minus p1y", [1], [3], [2]),
    (#"user.preferredLanguage -match "^nb" or user.displayName -eq "users 3""#, [1, 3], [], [2]),
    (#"device.deviceOSType -eq "windows""#, [4], [], [5]),
    ("device.isRooted -eq false", [4], [], [5]), ("device.isRooted -eq null", [5], [], [4]),
    (#"device.devicePhysicalIds -any (_ -contains "[ZTDId]")"#, [4], [], [5]),
    (#"device.extensionAttribute1 -eq "B""#, [4], [], [5]),
    (#"device.deviceModel -eq "x""#, [], [4, 5], []),
    (#"device.deviceCategory -eq "kiosk" and device.managementType -eq "mdm""#, [], [4], [5]),
  ]

  @Test(arguments: rules)
  func `a rule is answered by what the export says of its property`(
    _ row: (rule: String, isIn: [Int], unknown: [Int], out: [Int])
  ) throws {
    let scratch = try ScratchFolder()
    try Self.write("day", scratch, ann: Self.ann, laptop: Self.laptop)
    let finished = try rollcall(
      ["rule", "eval", row.rule, "-t", "day", "--now", "2025-06-01", "--json"], in: scratch.path)
    let answer = try JSONNode(finished.standardOutput)
    for (key, numbers) in [("in", row.isIn), ("unknown", row.unknown), ("out", row.out)] {
      #expect(answer[key].items.compactMap { $0["id"].text } == numbers.map(Self.id), "\(key)")
    }
  }

  /// The rows of a difference, as `number property before after`, and what is left open.
  private func difference(
    _ before: (ann: String, laptop: String), _ after: (ann: String, laptop: String)
  ) throws -> (changes: [String], open: [String]) {
    let scratch = try ScratchFolder()
    try Self.write("old", scratch, ann: before.ann, laptop: before.laptop)
    try Self.write("new", scratch, ann: after.ann, laptop: after.laptop)
    let finished = try rollcall(["diff", "old", "new", "-f", "json"], in: scratch.path)
    let report = try JSONNode(finished.standardOutput)
    let changes = report["changes"].items.map { change in
      let values = ["before", "after"].map { key in
        change[key].items.compactMap(\.text).joined(separator: " & ")
      }
      return ([change["object"]["name"].text ?? "", change["property"].text ?? ""] + values)
        .joined(separator: " | ")
    }
    let open = report["unsaid"].items.map { "\($0["count"].number ?? 0) \($0["what"].text ?? "")" }
    return (changes, open)
  }

  @Test func `a change of what only rules look at is told`() throws {
    let told = try difference(
      (Self.ann, Self.laptop),
      (
        #"""
        , "country": "Sweden", "state": null, "businessPhones": [], "postalCode": "5003",
        "preferredLanguage": "nb-NO", "employeeHireDate": "2024-01-31T00:00:00.000Z",
        "onPremisesExtensionAttributes": {"extensionAttribute1": "a", "extensionAttribute2": "b"}
        """#,
        #"""
        , "deviceId": "d-4", "operatingSystem": "Windows", "isRooted": true,
        "deviceCategory": "Kiosk", "physicalIds": ["[OrderId]:2", "[ZTDId]:1"],
        "extensionAttributes": {"extensionAttribute1": null}
        """#
      ))
    #expect(
      told.changes == [
        "users 1 | country | Norway | Sweden", "users 1 | state | Vestland | ",
        "users 1 | businessPhone | +47 5 | ", "users 1 | extensionAttribute2 |  | b",
        "devices 4 | extensionAttribute1 | b | ", "devices 4 | isRooted | false | true",
        "devices 4 | physicalID | [ZTDId]:1 | [OrderId]:2 & [ZTDId]:1",
      ])
    #expect(told.open == [])
  }

  @Test func `what one day's export was not asked for is no change`() throws {
    let told = try difference((Self.ann, Self.laptop), ("", #", "deviceId": "d-4""#))
    #expect(told.changes == [])
    #expect(told.open.count == 12)
    #expect(told.open.contains("1 country of users"))
    let back = try difference(("", #", "deviceId": "d-4""#), (Self.ann, Self.laptop))
    #expect(back.changes == [])
    #expect(Set(back.open) == Set(told.open))
  }

  @Test func `the same export twice shows no change`() throws {
    let told = try difference((Self.ann, Self.laptop), (Self.ann, Self.laptop))
    #expect(told.changes == [] && told.open == [])
  }

  /// What an audit says of a dynamic group whose rule looks at the country, or at what nobody has.
  private func audit(_ rule: String, _ words: String...) throws -> (rules: [String], open: [String])
  {
    let scratch = try ScratchFolder()
    try Self.write("day", scratch, ann: Self.ann, laptop: Self.laptop)
    let member = ##"{"@odata.type": "#microsoft.graph.user", "id": "\##(Self.id(2))"}"##
    let group = #"""
      , "groupTypes": ["DynamicMembership"], "securityEnabled": true, "mailEnabled": false,
      "membershipRule": "\#(rule)", "membershipRuleProcessingState": "On", "members": [\#(member)]
      """#
    try scratch.write(Self.page("groups", [(9, group)]), to: "day/groups.json")
    try scratch.write("group,member\ngroups 9,users 2\n", to: "app.csv")
    let finished = try rollcall(
      ["audit", "-t", "day", "-l", "app.csv", "--format", "json"] + words, in: scratch.path)
    let report = try JSONNode(finished.standardOutput)
    let found = report["findings"].items.compactMap { $0["rule"].text }
    let open = report["notAssessable"].items.compactMap { $0["why"].text ?? $0["what"].text }
    return (found.filter { $0.hasPrefix("dynamic.") }, open)
  }

  @Test func `an audit reads what its rules look at only when it is asked to`() throws {
    let rule = #"user.country -eq \"Norway\""#
    let asked = try audit(rule, "--dynamic-rules")
    #expect(asked.rules == ["dynamic.member-not-by-rule", "dynamic.rule-not-member"])
    #expect(try audit(rule).rules == [])
    let (graphName, ruleName) = ("faxNumber", "facsimileTelephoneNumber")
    #expect(
      try audit("user.\(graphName) -eq null", "--dynamic-rules").rules == ["dynamic.invalid-rule"])
    #expect(try audit("user.\(ruleName) -eq null", "--dynamic-rules").rules == [])
  }

  /// A user with plans and a manager, and one of the same answer who has neither.
  private static func staff(_ plan: String, manager: Int) -> String {
    #"""
    , "assignedPlans": [{"assignedDateTime": "2024-01-01T00:00:00Z", "capabilityStatus": "Enabled",
    "service": "exchange", "servicePlanId": "\#(plan)"}],
    "manager": {"@odata.type": "#microsoft.graph.user", "id": "\#(id(manager))", "mail": null}
    """#
  }

  @Test(arguments: [
    (#"Direct Reports for "\#(id(3))""#, [1], [3], [2]),
    (
      #"user.assignedPlans -any (assignedPlan.servicePlanId -eq "p1" -and "#
        + #"assignedPlan.capabilityStatus -eq "Enabled")"#, [1], [3], [2]
    ), ("user.assignedPlans -all (assignedPlan.servicePlanId -eq null)", [2], [3], [1]),
  ])
  func `plans and managers answer rules`(
    _ rule: String, _ isIn: [Int], _ unknown: [Int], _ out: [Int]
  ) throws {
    let scratch = try ScratchFolder()
    try Self.write("day", scratch, ann: Self.staff("p1", manager: 3), laptop: "")
    let finished = try rollcall(["rule", "eval", rule, "-t", "day", "--json"], in: scratch.path)
    let answer = try JSONNode(finished.standardOutput)
    for (key, numbers) in [("in", isIn), ("unknown", unknown), ("out", out)] {
      #expect(answer[key].items.compactMap { $0["id"].text } == numbers.map(Self.id), "\(key)")
    }
  }

  @Test func `another plan and another manager are changes`() throws {
    let told = try difference(
      (Self.staff("p1", manager: 3), ""), (Self.staff("p2", manager: 2), ""))
    #expect(
      told.changes == [
        "users 1 | assignedPlan | p1 Enabled exchange | p2 Enabled exchange",
        "users 1 | manager | \(Self.id(3)) | \(Self.id(2))",
      ])
    #expect(told.open == [])
  }
}
