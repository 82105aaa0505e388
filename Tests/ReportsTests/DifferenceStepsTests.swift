import DirectoryModel
import Replay
import TestSupport
import Testing
import YAMLText

@testable import Reports

/// What changed between two small sides, as a table, as JSON and as the steps of a scenario.
struct DifferenceStepsTests {
  /// An object as a test writes it: its kind, number, names, switches and other texts.
  struct Thing: Sendable {
    var kind: ObjectKind
    var number: Int
    var name = ""
    var userName = ""
    var mail = ""
    var flags: ObjectFlags = []
    var externalID = GUID.none
    var texts: [(AttributeKey, String)] = []
  }

  /// One side: what is there, and who is in which list.
  struct SmallSide: Sendable {
    var side = Side.tenant
    var things: [Thing] = []
    var members: [(group: Int, target: Int)] = []
    var owners: [(group: Int, target: Int)] = []

    /// The index of what has a number; there must be such a thing.
    private func place(_ number: Int) -> Int { things.firstIndex { $0.number == number } ?? 0 }

    mutating func change(_ number: Int, _ change: (inout Thing) -> Void) {
      change(&things[place(number)])
    }

    func directory(_ input: String) -> Directory {
      var builder = DirectoryBuilder(side: side, wanted: .all)
      _ = builder.addSource(
        Source(
          input: input, format: "test", sha256: String(repeating: "0", count: 64), byteCount: 1,
          capabilities: Capability(rawValue: .max), completeness: .complete))
      let unit = builder.addUnit(PlaceUnit(input: input, counting: .row))
      for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
      builder.defaultStates = (.complete, .complete)
      var objects: [Int: ObjectIndex] = [:]
      for thing in things {
        objects[thing.number] = Self.record(thing, unit, &builder)
      }
      for (relation, rows) in [(Relation.members, members), (.owners, owners)] {
        for row in rows {
          guard let group = objects[row.group], let target = objects[row.target] else { continue }
          builder.addRow(relation, group: group, target: target)
        }
      }
      return builder.finish()
    }

    private static func record(
      _ thing: Thing, _ unit: UInt32, _ builder: inout DirectoryBuilder
    ) -> ObjectIndex {
      let object =
        builder.side == .tenant
        ? builder.object(GUID(high: 0, low: UInt64("\(thing.number)", radix: 16) ?? 0))
        : builder.object(.integer(Int64(thing.number)), kind: thing.kind)
      if builder.side == .local, thing.externalID != .none {
        builder.setGUID(thing.externalID, of: object)
      }
      var record = ObjectRecord(kind: thing.kind)
      if !thing.name.isEmpty { record.displayName = builder.names.intern(thing.name) }
      if !thing.userName.isEmpty { record.principalName = builder.names.intern(thing.userName) }
      if !thing.mail.isEmpty { record.mail = builder.names.intern(thing.mail) }
      record.flags = thing.flags
      builder.record(object, record, at: Place(unit: unit, position: UInt64(thing.number)))
      // Every property was asked for, so that one without a value has none.
      var asked = StatedProperties()
      asked.attributes = .all
      (asked.displayName, asked.principalName, asked.mail) = (true, true, true)
      if builder.side == .tenant { builder.state(asked) }
      for (key, text) in thing.texts {
        builder.setAttribute(key, of: object, to: builder.names.intern(text))
      }
      return object
    }
  }

  private static let person: ObjectFlags = [.enabledKnown, .enabled, .guestKnown]
  private static let security: ObjectFlags = [
    .typesKnown, .securityKnown, .securityEnabled, .mailKnown, .onPremisesKnown,
  ]

  private static let tenant = SmallSide(things: [
    Thing(kind: .group, number: 1, name: "Sales", flags: security),
    Thing(kind: .group, number: 2, name: "IT", flags: security),
    Thing(kind: .user, number: 11, name: "Ada", userName: "ada@x.example", flags: person),
    Thing(kind: .user, number: 12, name: "Ben", userName: "ben@x.example", flags: person),
    Thing(kind: .user, number: 13, name: "Ben", flags: person),
    Thing(kind: .device, number: 21, name: "PC-1", flags: [.enabledKnown, .enabled]),
  ])

  private static let local = SmallSide(
    side: .local,
    things: [
      Thing(kind: .group, number: 1, name: "Sales"), Thing(kind: .group, number: 2, name: "IT"),
      Thing(kind: .user, number: 1, name: "Ada", userName: "ada"),
    ])

  /// What is done to the newer side, and the steps that tell it.
  private struct Row: Sendable, CustomTestStringConvertible {
    let steps: [String]
    var older: SmallSide
    var newer: SmallSide
    var testDescription: String { steps.first ?? "nothing" }

    init(
      _ steps: [String], from side: SmallSide = tenant,
      before: (inout SmallSide) -> Void = { _ in }, then change: (inout SmallSide) -> Void
    ) {
      self.steps = steps
      older = side
      before(&older)
      newer = older
      change(&newer)
    }
  }

  private static let guid = "00000000-0000-0000-0000-0000000000"

  private static let rows: [Row] = [
    Row(["directory: { add: [ada@x.example], to: Sales }"]) { $0.members = [(1, 11)] },
    Row(["directory: { add: [ada@x.example, ben@x.example], to: Sales }"]) {
      $0.members = [(1, 12), (1, 11)]
    },
    Row(
      ["directory: { remove: [PC-1], from: IT }"], before: { $0.members = [(2, 21)] },
      then: {
        $0.members = []
      }),
    Row(["directory: { add: [IT], to: Sales }"]) { $0.members = [(1, 2)] },
    Row(["directory: { add: [ada@x.example], to: IT, owner: yes }"]) { $0.owners = [(2, 11)] },
    Row(
      ["directory: { remove: [ada@x.example], from: IT, owner: yes }"],
      before: { $0.owners = [(2, 11)] }, then: { $0.owners = [] }),
    // Removals stand before additions, groups in the order of their identifiers.
    Row(
      [
        "directory: { remove: [ada@x.example], from: Sales }",
        "directory: { remove: [ada@x.example], from: IT }",
        "directory: { add: [ben@x.example], to: IT }",
      ], before: { $0.members = [(1, 11), (2, 11)] }, then: { $0.members = [(2, 12)] }),
    Row(["directory: { delete: [ada@x.example] }"]) { $0.change(11) { $0.flags.insert(.deleted) } },
    Row(
      ["directory: { restore: [ada@x.example] }"],
      before: { $0.change(11) { $0.flags.insert(.deleted) } },
      then: { $0.change(11) { $0.flags.remove(.deleted) } }),
    // Entra ID puts the identifier before the user name of who is deleted, and takes it off again.
    Row(["directory: { delete: [ada@x.example] }"]) {
      $0.change(11) {
        $0.flags.insert(.deleted)
        $0.userName = "00000000000000000000000000000011ada@x.example"
      }
    },
    Row(["directory: { purge: [PC-1] }"]) { $0.things.removeLast() },
    // Of two with one name each is called by the identifier, but for the one with a user name.
    Row(["directory: { add: [Ben], to: IT }"]) { $0.members = [(2, 13)] },
    Row(
      ["directory: { add: [\"\(guid)12\", \"\(guid)13\"], to: IT }"],
      before: { $0.change(12) { $0.userName = "" } }, then: { $0.members = [(2, 13), (2, 12)] }),
    Row(["directory: { set: ada@x.example, enabled: no }"]) {
      $0.change(11) { $0.flags.remove(.enabled) }
    },
    Row(["directory: { set: ada@x.example, guest: yes, job-title: Chief }"]) {
      $0.change(11) {
        $0.flags.insert(.guest)
        $0.texts = [(.jobTitle, "Chief")]
      }
    },
    Row(
      ["directory: { set: ada@x.example, name: Ada L, job-title: ~ }"],
      before: { $0.change(11) { $0.texts = [(.jobTitle, "Chief")] } },
      then: {
        $0.change(11) {
          $0.name = "Ada L"
          $0.texts = []
        }
      }),
    // Who changes names is called by the identifier.
    Row(["directory: { set: \"\(guid)01\", name: Sales Nordic }"]) {
      $0.change(1) { $0.name = "Sales Nordic" }
    },
    Row(["directory: { set: IT, dynamic: yes, rule: \"user.city -eq \\\"Oslo\\\"\" }"]) {
      $0.change(2) {
        $0.flags.insert(.dynamic)
        $0.texts = [(.membershipRule, "user.city -eq \"Oslo\"")]
      }
    },
    // What only dynamic membership rules look at, of people and of devices.
    Row([
      "directory: { set: ada@x.example, country: DE, state: Hessen, postal-code: \"60311\", "
        + "street-address: Main 1, usage-location: DE, preferred-language: de-DE, "
        + "business-phone: \"0049 69 1\", fax-number: \"0049 69 2\", office-location: \"7/12\", "
        + "password-policies: None, "
        + "on-premises-distinguished-name: \"CN=Ada,OU=x\", "
        + "hire-date: \"2026-03-02T00:00:00Z\", extension-attribute-1: a, "
        + "extension-attribute-15: z, manager: \"\(guid)12\" }"
    ]) {
      $0.change(11) {
        $0.texts = [
          (.country, "DE"), (.state, "Hessen"), (.postalCode, "60311"), (.streetAddress, "Main 1"),
          (.usageLocation, "DE"), (.preferredLanguage, "de-DE"), (.businessPhone, "0049 69 1"),
          (.faxNumber, "0049 69 2"), (.officeLocation, "7/12"),
          (.passwordPolicies, "None"), (.onPremisesDistinguishedName, "CN=Ada,OU=x"),
          (.employeeHireDate, "2026-03-02T00:00:00Z"), (.extensionAttribute1, "a"),
          (.extensionAttribute15, "z"), (.manager, "\(guid)12"),
        ]
      }
    },
    Row(
      ["directory: { set: ada@x.example, country: ~, extension-attribute-7: ~, manager: ~ }"],
      before: {
        $0.change(11) {
          $0.texts = [(.country, "DE"), (.extensionAttribute7, "x"), (.manager, "\(guid)12")]
        }
      }, then: { $0.change(11) { $0.texts = [] } }),
    Row([
      "directory: { set: PC-1, extension-attribute-2: b, operating-system: Windows, "
        + "operating-system-version: \"10.0\", manufacturer: Acme, model: X1, trust-type: AzureAD, "
        + "profile-type: RegisteredDevice, ownership: Company, category: Office, "
        + "management-type: MDM, enrollment-profile-name: Desks, mdm-app-id: \"7\", "
        + "rooted: \"false\" }"
    ]) {
      $0.change(21) {
        $0.texts = [
          (.extensionAttribute2, "b"), (.operatingSystem, "Windows"),
          (.operatingSystemVersion, "10.0"), (.manufacturer, "Acme"), (.model, "X1"),
          (.trustType, "AzureAD"), (.profileType, "RegisteredDevice"),
          (.deviceOwnership, "Company"), (.deviceCategory, "Office"), (.managementType, "MDM"),
          (.enrollmentProfileName, "Desks"), (.mdmAppID, "7"), (.isRooted, "false"),
        ]
      }
    },
    Row([
      "directory: { create: { devices: { PC-2: { id: \"\(guid)22\", name: PC-2, enabled: no, "
        + "operating-system: Linux } } } }"
    ]) {
      $0.things.append(
        Thing(
          kind: .device, number: 22, name: "PC-2", flags: .enabledKnown,
          texts: [(.operatingSystem, "Linux")]))
    },
    Row(["local: { set: ada, country: \"NO\", extension-attribute-3: c }"], from: local) {
      $0.things[2].texts = [(.country, "NO"), (.extensionAttribute3, "c")]
    },
    // Three properties of Graph are one word of a scenario.
    Row(["directory: { set: IT, kind: microsoft-365 }"]) {
      $0.change(2) {
        $0.flags.formUnion([.unified, .mailEnabled])
        $0.flags.remove(.securityEnabled)
      }
    },
    Row(["directory: { set: IT, kind: mail-enabled-security }"]) {
      $0.change(2) { $0.flags.insert(.mailEnabled) }
    },
    Row([
      "directory: { create: { devices: { PC-2: { id: \"\(guid)22\", name: PC-2, enabled: no } } } }"
    ]) {
      $0.things.append(Thing(kind: .device, number: 22, name: "PC-2", flags: .enabledKnown))
    },
    Row([
      "directory: { create: { groups: { New: { id: \"\(guid)03\", name: New, kind: security } } } }",
      "directory: { add: [ada@x.example], to: New }",
    ]) {
      $0.things.append(Thing(kind: .group, number: 3, name: "New", flags: security))
      $0.members = [(3, 11)]
    },
    Row(
      ["local: { set: Sales, archived: yes, external-id: \"\(guid)01\" }"].map {
        $0.replacing(
          "archived: yes, external-id: \"\(guid)01\"",
          by: "external-id: \"\(guid)01\", archived: yes")
      }, from: local
    ) {
      $0.change(1) {
        $0.externalID = GUID(high: 0, low: 1)
        $0.flags.insert(.archived)
      }
    },
    Row(
      [
        "local: { create: { users: { \"7\": { name: \"7\", user-name: \"7\", mail: a@x.example } } } }"
      ], from: local
    ) {
      $0.things.append(
        Thing(kind: .user, number: 7, name: "7", userName: "7", mail: "a@x.example"))
    },
    Row([], from: local) { _ in },
  ]

  private static func report(_ row: Row) throws -> DifferenceReport {
    DifferenceReport(
      try difference(row.older.directory("old"), row.newer.directory("new")), version: "1.2.3",
      command: ["rollcall", "diff"])
  }

  @Test(arguments: rows.indices)
  func `a change is told by the step that makes it`(_ number: Int) throws {
    let row = Self.rows[number]
    let text = try Self.report(row).text(.scenario)
    let steps = row.steps.map { "  - \($0)\n" }.joined()
    #expect(text == (row.steps.isEmpty ? "when: []\n" : "when:\n\(steps)"))
    #expect(
      try YAMLNode(parsing: text, file: "x").mapping().required("when").list().count
        == row.steps.count)
  }

  @Test(arguments: rows.indices)
  func `the table, the JSON and the list of changes tell the same`(_ number: Int) throws {
    let report = try Self.report(Self.rows[number])
    let text = report.text(.json)
    #expect(try Schemas.difference().faults(in: JSONNode(text)) == [])
    let (json, table) = (try JSONNode(text), try CSVTable(report.text(.csv)))
    let changes = json["changes"].items
    #expect(changes.count == report.difference.changes.count)
    #expect(table.rows.count == changes.count)
    for (row, change) in zip(table.records, changes) {
      #expect(row["change"] == change["change"].text)
      #expect(row["objectKind"] == change["object"]["kind"].text)
      #expect(row["objectId"] == change["object"]["id"].text)
      #expect(row["objectName"] == change["object"]["name"].text)
      #expect(row["objectUserName"] == change["object"]["userName"].text ?? "")
      #expect(row["groupId"] == change["group"]["id"].text ?? "")
      #expect(row["groupName"] == change["group"]["name"].text ?? "")
      #expect(row["property"] == change["property"].text ?? "")
      #expect(
        row["before"] == change["before"].items.compactMap(\.text).joined(separator: "\n"))
      #expect(row["after"] == change["after"].items.compactMap(\.text).joined(separator: "\n"))
      #expect(row["evidence"] == change["evidence"].text)
    }
    for kind in ChangeKind.allCases {
      #expect(
        json["counts"][kind.label].number == table.column("change").count { $0 == kind.label })
    }
  }

  @Test func `what a scenario has no word for is counted below the steps`() throws {
    let row = Row([]) { side in
      for number in [11, 12] {
        side.change(number) { $0.texts = [(.employeeID, "7"), (.externalUserState, "x")] }
      }
      side.change(11) { $0.texts.append((.imAddress, "ada@im.example")) }
      side.change(1) { $0.texts = [(.visibility, "Private")] }
      // A scenario has one value for each word: lists of values it cannot tell.
      side.change(21) { $0.texts = [(.physicalID, "[ZTDId]:1"), (.systemLabel, "a")] }
    }
    #expect(
      try Self.report(row).text(.scenario) == """
        when:
          - directory: { set: ada@x.example, employee-id: "7" }
          - directory: { set: ben@x.example, employee-id: "7" }
          # left out, because a scenario has no word for it: externalUserState of users, 2 times
          # left out, because a scenario has no word for it: imAddress of users, 1 times
          # left out, because a scenario has no word for it: visibility of groups, 1 times
          # left out, because a scenario has no word for it: physicalID of devices, 1 times
          # left out, because a scenario has no word for it: systemLabel of devices, 1 times

        """)
  }
}

extension String {
  fileprivate func replacing(_ part: String, by other: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
  }
}
