import DirectoryModel
import Testing

@testable import MembershipRules

/// Properties that nothing but rules looks at: which attribute each is, and what rules answer where
/// it has a value, is known to have none, or was not collected.
struct FurtherPropertyRuleTests {
  /// A property as a rule names it, the attribute, and a value with what rules compare it to.
  struct Row: Sendable, CustomTestStringConvertible {
    let property: RuleProperty
    let key: AttributeKey
    let value: String
    /// A condition that holds for the value, and one that does not.
    let holds, fails: String

    var testDescription: String { "\(property)" }

    var prefix: String { RuleProperty.ofUsers.contains(property) ? "user." : "device." }

    /// The condition about the property: `user.country -eq "Norway"`.
    func rule(_ condition: String) -> String { prefix + property.name + " " + condition }
  }

  private static func row(
    _ property: RuleProperty, _ key: AttributeKey, _ value: String, _ holds: String? = nil,
    _ fails: String? = nil
  ) -> Row {
    Row(
      property: property, key: key, value: value, holds: holds ?? "-eq \"\(value.uppercased())\"",
      fails: fails ?? "-eq \"\(value)x\"")
  }

  /// Source: the table of rule names and Graph names of "Manage rules for dynamic membership
  /// groups", and the properties of Graph's "user" and "device".
  static let rows: [Row] =
    [
      row(.country, .country, "Norway"), row(.state, .state, "Vestland"),
      row(.postalCode, .postalCode, "5003", "-startsWith \"50\"", "-endsWith \"50\""),
      row(.streetAddress, .streetAddress, "Kaien 1", "-contains \"aien\"", "-match \"^1\""),
      row(.usageLocation, .usageLocation, "NO", "-in [\"SE\", \"no\"]", "-in [\"SE\"]"),
      row(.preferredLanguage, .preferredLanguage, "nb-NO", "-match \"^nb\"", "-match \"^no\""),
      row(.telephoneNumber, .businessPhone, "+47 5"),
      row(.facsimileTelephoneNumber, .faxNumber, "+47 6"),
      row(.physicalDeliveryOfficeName, .officeLocation, "B2"),
      row(.sipProxyAddress, .imAddress, "a@x"),
      row(.passwordPolicies, .passwordPolicies, "None"),
      row(.onPremisesDistinguishedName, .onPremisesDistinguishedName, "CN=A,OU=B"),
      row(
        .employeeHireDate, .employeeHireDate, "2024-01-31T00:00:00Z", "-ge 2024-01-31T00:00:00Z",
        "-le 2024-01-30T00:00:00Z"),
    ]
    + zip(1...15, RuleProperty.allCases.filter { $0.name.hasPrefix("extensionAttribute") }).map {
      row($1, .extensionAttribute($0), "value \($0)")
    } + [
      row(.deviceOSType, .operatingSystem, "Windows"),
      row(.deviceOSVersion, .operatingSystemVersion, "10.0.1", "-startsWith \"10.\"", "-eq \"10\""),
      row(.deviceManufacturer, .manufacturer, "Contoso"), row(.deviceModel, .model, "Book 3"),
      row(.deviceTrustType, .trustType, "AzureAd", "-eq \"AzureAD\"", "-eq \"ServerAD\""),
      row(.profileType, .profileType, "IoT"),
      row(.deviceOwnership, .deviceOwnership, "company", "-eq \"Company\"", "-eq \"Personal\""),
      row(.deviceCategory, .deviceCategory, "Kiosk"),
      row(.managementType, .managementType, "mdm"),
      row(.enrollmentProfileName, .enrollmentProfileName, "Autopilot"),
      row(.deviceManagementAppID, .mdmAppID, "0000000a"),
      row(.isRooted, .isRooted, "true", "-eq true", "-eq false"),
      row(
        .devicePhysicalIDs, .physicalID, "[ZTDId]:1", "-any (_ -startsWith \"[ZTDId]\")",
        "-any (_ -startsWith \"[OrderId]\")"),
      row(.systemLabels, .systemLabel, "M365Managed", "-contains \"managed\"", "-contains \"x\""),
    ]

  /// Three objects: with the value, without it, and on a page where nobody shows it.
  private static func subjects(
    _ row: Row, value: String? = nil, unread: AttributeSet = []
  ) -> TenantSubjects {
    let isUser = row.prefix == "user."
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let unit = builder.addUnit(PlaceUnit(input: "x", counting: .line))
    for number in UInt64(1)...3 {
      if number != 2 { builder.setPage(isOpen: true) }
      var record = ObjectRecord(kind: isUser ? .user : .device)
      record.displayName = builder.names.intern("\(number)")
      let object = builder.object(GUID(high: 1, low: number))
      builder.record(object, record, at: Place(unit: unit, position: number))
      if number == 1 {
        builder.setAttribute(row.key, of: object, to: builder.names.intern(value ?? row.value))
        var open = StatedProperties()
        open.attributes = unread
        builder.leaveOpen(open)
      }
    }
    builder.setPage(isOpen: false)
    return TenantSubjects(builder.finish())
  }

  /// What a rule says of the three: each asked, asked as a table without columns, and with them.
  private static func answers(_ rule: MembershipRule, _ subjects: TenantSubjects) -> [[Truth]] {
    let bare = subjects.table(of: rule.kind, for: [])
    let each = bare.objects.map { rule.evaluate(on: subjects.subject($0)) }
    return [each]
      + [bare, subjects.table(of: rule.kind, for: rule.properties)].map { table in
        var answers = [Truth](repeating: .unknown, count: table.objects.count)
        rule.evaluate(table.objects.indices.map(UInt32.init), of: table, into: &answers)
        return answers
      }
  }

  @Test(arguments: rows)
  func `a property is the attribute that readers keep it as`(_ row: Row) throws {
    #expect(row.property.attribute == row.key)
    #expect(AttributeSet.membershipRules.contains(row.key))
    let rule = try MembershipRule(parsing: row.rule(row.holds))
    #expect(AttributeKey.allCases.filter { rule.attributes.contains($0) } == [row.key])
  }

  @Test(arguments: rows)
  func `a condition answers yes or no for a value, no without one, and else it cannot say`(
    _ row: Row
  ) throws {
    for (condition, expected) in [
      (row.holds, [Truth.yes, .no, .unknown]), (row.fails, [.no, .no, .unknown]),
    ] {
      let subjects = Self.subjects(row)
      let rule = try MembershipRule(parsing: row.rule(condition))
      #expect(Self.answers(rule, subjects) == [expected, expected, expected], "\(condition)")
      let opposite = try MembershipRule(parsing: "not (\(row.rule(condition)))")
      let turned = expected.map { !$0 }
      #expect(Self.answers(opposite, subjects) == [turned, turned, turned], "not \(condition)")
    }
  }

  @Test(arguments: rows)
  func `only what is known to have no value equals null`(_ row: Row) throws {
    let subjects = Self.subjects(row)
    let null = try MembershipRule(parsing: row.rule("-eq null"))
    let expected: [Truth] = [.no, .yes, .unknown]
    #expect(Self.answers(null, subjects) == [expected, expected, expected])
    let notNull = try MembershipRule(parsing: row.rule("-ne null"))
    #expect(Self.answers(notNull, subjects).allSatisfy { $0 == expected.map { !$0 } })
    #expect(notNull.explain(on: subjects.subject(2)).lines[0].hasSuffix("was not collected)"))
    #expect(notNull.explain(on: subjects.subject(1)).lines[0].hasSuffix("has no value)"))
  }

  @Test(arguments: rows)
  func `a value beside others that could not be read decides nothing`(_ row: Row) throws {
    for condition in [row.holds, row.fails, "-eq null"] {
      let rule = try MembershipRule(parsing: row.rule(condition))
      let open: [Truth] = [.unknown, condition == "-eq null" ? .yes : .no, .unknown]
      let answers = Self.answers(rule, Self.subjects(row, unread: row.key.asSet))
      #expect(answers == [open, open, open], "\(condition)")
      let others = Self.subjects(row, unread: AttributeKey.city.asSet)
      #expect(Self.answers(rule, others) == Self.answers(rule, Self.subjects(row)))
    }
  }

  @Test(arguments: rows)
  func `the empty text is no value`(_ row: Row) throws {
    // It is a list's only entry where the property is a list.
    guard row.property.type != .texts else { return }
    let subjects = Self.subjects(row, value: "")
    let rule = try MembershipRule(parsing: row.rule("-eq null"))
    let unsaid = [Truth](repeating: .unknown, count: 3)
    #expect(Self.answers(rule, subjects) == [unsaid, unsaid, unsaid])
  }

  /// Values that are not of the property's type.
  static let untyped: [(property: RuleProperty, value: String, rule: String, answer: Truth)] = [
    (.isRooted, "maybe", "device.isRooted -eq true", .unknown),
    (.isRooted, "maybe", "device.isRooted -ne false", .unknown),
    (.isRooted, "maybe", "device.isRooted -eq null", .no),
    (.isRooted, "TRUE", "device.isRooted -eq true", .yes),
    (.isRooted, "false", "device.isRooted -eq false", .yes),
    (.employeeHireDate, "soon", "user.employeeHireDate -ge 2024-01-31T00:00:00Z", .unknown),
    (.employeeHireDate, "soon", "user.employeeHireDate -ne null", .yes),
    (
      .employeeHireDate, "2024-02-01 08:00:00.000000",
      "user.employeeHireDate -ge 2024-02-01T08:00:00Z", .yes
    ),
    (
      .employeeHireDate, "2024-02-01T00:30:00+01:00",
      "user.employeeHireDate -le 2024-01-31T23:30:00Z", .yes
    ),
  ]

  @Test(arguments: untyped)
  func `what stands for nothing of the type cannot be compared`(
    _ row: (property: RuleProperty, value: String, rule: String, answer: Truth)
  ) throws {
    let known = try #require(Self.rows.first { $0.property == row.property })
    let subjects = Self.subjects(known, value: row.value)
    let rule = try MembershipRule(parsing: row.rule)
    #expect(Self.answers(rule, subjects).map(\.first) == [row.answer, row.answer, row.answer])
  }

  @Test func `what is left is no attribute`() {
    let kept = RuleProperty.allCases.filter { $0.attribute != nil }
    #expect(
      RuleProperty.allCases.filter { !kept.contains($0) } == [
        .accountEnabled, .dirSyncEnabled, .displayName, .mail, .memberOf, .objectID,
        .userPrincipalName, .userType, .organizationalUnit,
      ])
  }
}
