import DirectoryModel
import Testing

@testable import MembershipRules

/// What users and devices of a directory show to rules: values, absence, and what nobody asked for.
struct DirectorySubjectTests {
  static let group = GUID(high: 9, low: 1)
  static let cutGroup = GUID(high: 9, low: 2)
  static let deletedGroup = GUID(high: 9, low: 3)

  /// Two files: the first has departments and mail, the second only names; a device in the first.
  private static func directory(groups: Completeness = .complete) -> Directory {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let full = builder.addUnit(PlaceUnit(input: "full.json", counting: .line))
    let bare = builder.addUnit(PlaceUnit(input: "bare.json", counting: .line))
    record(
      1, .user, full, ["Ann", "ann@x.example", "ann@x.example"],
      [.enabledKnown, .enabled, .guestKnown, .onPremisesKnown, .onPremises],
      [(.department, "Sales"), (.proxyAddress, "SMTP:a@x"), (.proxyAddress, "smtp:b@x")], &builder)
    record(
      2, .user, full, ["Bob", "bob@x.example", ""],
      [.enabledKnown, .guestKnown, .guest, .onPremisesKnown], [(.department, "")], &builder)
    record(3, .user, bare, ["Cid", "", ""], [], [], &builder)
    record(4, .device, full, ["PC 4", "", ""], [.enabledKnown], [(.deviceID, "d-4")], &builder)
    for (guid, flags, state) in [
      (group, ObjectFlags(), Completeness.complete), (cutGroup, [], .bounded(20)),
      (deletedGroup, .deleted, .complete),
    ] {
      var record = ObjectRecord(kind: .group)
      record.displayName = builder.names.intern("group \(guid)")
      record.flags = flags
      builder.record(builder.object(guid), record, at: Place(unit: full, position: 9))
      builder.beginList(.members)
      builder.addEntry(GUID(high: 1, low: 1), kind: .user)
      builder.endList(group: guid, state: state, at: Place(unit: full, position: 9))
    }
    builder.setState(of: .group, to: groups)
    return builder.finish()
  }

  private static func record(
    _ number: UInt64, _ kind: ObjectKind, _ unit: UInt32, _ names: [String], _ flags: ObjectFlags,
    _ attributes: [(AttributeKey, String)], _ builder: inout DirectoryBuilder
  ) {
    let interned = names.map { $0.isEmpty ? NameTable.absent : builder.names.intern($0) }
    var record = ObjectRecord(kind: kind)
    (record.displayName, record.principalName, record.mail) = (
      interned[0], interned[1], interned[2]
    )
    record.flags = flags
    let object = builder.object(GUID(high: 1, low: number))
    builder.record(object, record, at: Place(unit: unit, position: number))
    for (key, value) in attributes {
      builder.setAttribute(key, of: object, to: builder.names.intern(value))
    }
  }

  static let values: [(number: UInt64, property: RuleProperty, value: RuleValue)] = [
    (1, .displayName, .text("Ann")), (1, .userPrincipalName, .text("ann@x.example")),
    (1, .mail, .text("ann@x.example")), (2, .mail, .absent), (3, .mail, .notCollected),
    (3, .userPrincipalName, .notCollected), (1, .department, .text("Sales")),
    (2, .department, .absent), (3, .department, .notCollected), (1, .jobTitle, .notCollected),
    (1, .country, .notCollected), (1, .employeeHireDate, .notCollected),
    (1, .assignedPlans, .notCollected), (1, .extensionAttribute1, .notCollected),
    (1, .proxyAddresses, .texts(["SMTP:a@x", "smtp:b@x"])), (2, .proxyAddresses, .absent),
    (3, .proxyAddresses, .notCollected), (1, .otherMails, .notCollected),
    (1, .accountEnabled, .flag(true)), (2, .accountEnabled, .flag(false)),
    (3, .accountEnabled, .notCollected), (1, .userType, .text("Member")),
    (2, .userType, .text("Guest")), (3, .userType, .notCollected),
    (1, .dirSyncEnabled, .flag(true)), (2, .dirSyncEnabled, .falseOrAbsent),
    (3, .dirSyncEnabled, .notCollected), (1, .objectID, .identifier(GUID(high: 1, low: 1))),
    (4, .displayName, .text("PC 4")), (4, .deviceID, .text("d-4")),
    (4, .accountEnabled, .flag(false)), (4, .deviceModel, .notCollected),
    (1, .deviceID, .notCollected),
  ]

  @Test(arguments: values)
  func `a value, its absence and ignorance are told apart`(
    _ row: (number: UInt64, property: RuleProperty, value: RuleValue)
  ) throws {
    let directory = Self.directory()
    let object = try #require(directory.find(GUID(high: 1, low: row.number)))
    let subject = TenantSubjects(directory).subject(object)
    #expect(subject.value(of: row.property) == row.value)
    #expect(subject.extensionValue(named: Array("extension_x_y".utf8)) == .notCollected)
    #expect(subject.hasManager(Self.group) == .unknown)
  }

  static let memberships: [(number: UInt64, group: GUID, whole: Bool, answer: Truth)] = [
    (1, group, true, .yes), (2, group, true, .no), (1, cutGroup, true, .yes),
    (2, cutGroup, true, .unknown), (1, deletedGroup, true, .no),
    (1, GUID(high: 9, low: 9), true, .no), (1, GUID(high: 9, low: 9), false, .unknown),
    (2, group, false, .no),
  ]

  @Test(arguments: memberships)
  func `a direct member is one of a group that is there`(
    _ row: (number: UInt64, group: GUID, whole: Bool, answer: Truth)
  ) throws {
    let directory = Self.directory(groups: row.whole ? .complete : .bounded(100))
    let object = try #require(directory.find(GUID(high: 1, low: row.number)))
    let subjects = TenantSubjects(directory, sourceGroups: [row.group, row.group])
    #expect(subjects.subject(object).isMember(of: row.group) == row.answer)
    #expect(TenantSubjects(directory).subject(object).isMember(of: row.group) == .unknown)
  }

  static let rules: [(rule: String, answers: [Truth])] = [
    (#"user.department -eq "sales""#, [.yes, .no, .unknown]),
    (#"user.department -ne "sales""#, [.no, .yes, .unknown]),
    ("user.mail -eq null", [.no, .yes, .unknown]),
    (#"user.userType -eq "Guest" -or user.department -eq null"#, [.no, .yes, .unknown]),
    ("user.accountEnabled -eq true", [.yes, .no, .unknown]),
    ("user.dirSyncEnabled -eq true", [.yes, .no, .unknown]),
    ("user.dirSyncEnabled -ne true", [.no, .yes, .unknown]),
    ("user.dirSyncEnabled -eq false", [.no, .unknown, .unknown]),
    ("user.dirSyncEnabled -eq null", [.no, .unknown, .unknown]),
    (#"user.proxyAddresses -any (_ -endsWith "@X")"#, [.yes, .no, .unknown]),
    (#"user.displayName -in ["ann", "cid"]"#, [.yes, .no, .yes]),
    (#"user.country -eq "x" -and user.displayName -eq "Ann""#, [.unknown, .no, .no]),
    ("user.objectId -ne null", [.yes, .yes, .yes]),
  ]

  @Test(arguments: rules)
  func `a rule answers for each user of a directory`(
    _ row: (rule: String, answers: [Truth])
  ) throws {
    let directory = Self.directory()
    let subjects = TenantSubjects(directory)
    let rule = try MembershipRule(parsing: row.rule)
    let answers = try (UInt64(1)...3).map { number in
      let object = try #require(directory.find(GUID(high: 1, low: number)))
      return rule.evaluate(on: subjects.subject(object))
    }
    #expect(answers == row.answers)
  }

  /// What a rule says of all users, or devices, by a table with columns for some properties.
  private static func answers(
    _ rule: MembershipRule, _ subjects: TenantSubjects, _ properties: [RuleProperty]
  ) -> [Truth] {
    let table = subjects.table(of: rule.kind, for: properties)
    var answers = [Truth](repeating: .unknown, count: table.objects.count)
    rule.evaluate(
      table.objects.indices.map(UInt32.init), of: table, now: startOf2024, into: &answers)
    return answers
  }

  @Test(arguments: rules)
  func `a table of a directory answers as its users do`(
    _ row: (rule: String, answers: [Truth])
  ) throws {
    let subjects = TenantSubjects(Self.directory())
    let rule = try MembershipRule(parsing: row.rule)
    #expect(Self.answers(rule, subjects, []) == row.answers)
    #expect(Self.answers(rule, subjects, rule.properties) == row.answers)
    #expect(Self.answers(rule, subjects, RuleProperty.ofUsers) == row.answers)
  }

  @Test(arguments: [ObjectKind.user, .device])
  func `every property has in a table what each subject shows`(kind: ObjectKind) throws {
    let subjects = TenantSubjects(Self.directory())
    let properties = kind == .device ? RuleProperty.ofDevices : RuleProperty.ofUsers
    for property in properties where property.type != .groups {
      var expressions = [RuleExpression.comparison(.property(property), .equals, .null)]
      if property.type == .text {
        expressions.append(
          .comparison(.property(property), .isIn, .list([Array("SALES".utf8), Array("d-4".utf8)])))
      }
      for expression in expressions {
        let rule = try MembershipRule(parsing: expression.text(of: kind))
        let each = subjects.table(of: kind, for: []).objects
          .map { rule.evaluate(on: subjects.subject($0)) }
        #expect(Self.answers(rule, subjects, [property]) == each, "\(rule.text)")
      }
    }
  }

  @Test func `the attributes that rules look at are a set for readers`() {
    let keys = AttributeKey.allCases.filter { AttributeSet.membershipRules.contains($0) }
    #expect(
      keys == [
        .mailNickname, .proxyAddress, .otherMail, .onPremisesSecurityIdentifier, .membershipRule,
        .deviceID, .givenName, .surname, .department, .jobTitle, .mobilePhone, .city,
        .companyName, .employeeID,
      ] + FurtherPropertyRuleTests.rows.map(\.key) + [.assignedPlan, .manager])
  }
}
