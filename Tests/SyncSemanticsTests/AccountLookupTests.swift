import DirectoryModel
import Testing

@testable import SyncSemantics

/// People who are found by what an account shows at a glance.
struct AccountLookupTests {
  private static func guid(_ number: UInt64) -> GUID { GUID(high: 9, low: number) }

  /// An input that can say all there is to say.
  private static let input = Source(
    input: "x", format: "x", sha256: "", byteCount: 0, capabilities: Capability(rawValue: .max),
    completeness: .complete)

  /// A tenant of people with these names: some are deleted, and number 90 is only referred to.
  private static func tenant(_ names: [String], deleted: Set<Int> = []) -> Directory {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    _ = builder.addSource(input)
    let unit = builder.addUnit(PlaceUnit(input: "t", counting: .line))
    for (number, name) in names.enumerated() {
      var record = ObjectRecord(kind: .user)
      if name != "-" { record.principalName = builder.names.intern(name) }
      record.flags = deleted.contains(number) ? [.guestKnown, .deleted] : [.guestKnown]
      let place = Place(unit: unit, position: UInt64(number))
      builder.record(builder.object(guid(UInt64(number))), record, at: place)
    }
    builder.record(
      builder.object(guid(80)), ObjectRecord(kind: .group), at: Place(unit: unit, position: 80))
    builder.beginList(.members)
    builder.addEntry(guid(90), kind: .unknown)
    builder.endList(group: guid(80), state: .complete, at: Place(unit: unit, position: 81))
    for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
    return builder.finish()
  }

  private static func local(
    _ name: String, first: GUID = .none, others: [String] = []
  ) -> Directory {
    var builder = DirectoryBuilder(side: .local, wanted: .all)
    _ = builder.addSource(input)
    let unit = builder.addUnit(PlaceUnit(input: "l", counting: .row))
    let account = builder.object(.integer(1), kind: .user)
    var record = ObjectRecord(kind: .user)
    if name != "-" { record.principalName = builder.names.intern(name) }
    builder.record(account, record, at: Place(unit: unit, position: 1))
    if first != .none { builder.setGUID(first, of: account) }
    for other in others {
      builder.setAttribute(.otherExternalID, of: account, to: builder.names.intern(other))
    }
    for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
    return builder.finish()
  }

  /// Names of people, the name of an account, and the number of the person who has it alone.
  static let names: [(people: [String], account: String, person: Int?)] = [
    (["ann", "bob"], "bob", 1), (["ann", "bob"], "Bob", nil), (["ann", "bob"], "bo", nil),
    (["bob", "ann", "bob"], "bob", nil), (["bob", "bob", "bob"], "bob", nil),
    (["bob", "bob", "bob", "bob", "ann"], "ann", 4), (["", "ann"], "", nil),
    (["-", "ann"], "-", nil), (["", "", "-"], "-", nil), (["Gru\u{308}n"], "Gr\u{FC}n", nil),
    ([], "ann", nil), (["ann "], "ann", nil),
  ]

  @Test(arguments: names)
  func `a principal name tells a person whom nobody shares it with`(
    _ row: (people: [String], account: String, person: Int?)
  ) {
    let tenant = Self.tenant(row.people)
    let found = PrincipalNames(tenant).person(Self.local(row.account), 0)
    #expect(found.map { tenant.guids[Int($0)] } == row.person.map { Self.guid(UInt64($0)) })
    // Who is deleted has no name any more that an account could show.
    let gone = Self.tenant(row.people, deleted: Set(row.people.indices))
    #expect(PrincipalNames(gone).person(Self.local(row.account), 0) == nil)
  }

  /// What an account's identifiers name, and whom the account belongs to.
  ///
  /// Person 0 is there, person 1 was deleted, nobody ever had 7, 80 is a group, 90 is only a member.
  static let identifiers: [(first: UInt64?, others: [UInt64], outcome: String)] = [
    (0, [], "person 0"), (1, [], "deleted 1"), (7, [], "unknown"), (nil, [], "nobody"),
    (nil, [0], "person 0"), (7, [0], "person 0"), (1, [0], "person 0"), (0, [1], "person 0"),
    (0, [7], "person 0"), (nil, [7, 1, 0], "person 0"), (7, [1], "deleted 1"),
    (1, [7], "deleted 1"),
    (nil, [1], "deleted 1"), (nil, [7, 1], "deleted 1"), (nil, [1, 7], "deleted 1"),
    (80, [], "unknown"), (80, [0], "person 0"),
    // Beside the first an identifier of nobody says nothing.
    (nil, [7], "nobody"), (nil, [80], "nobody"),
    (90, [], "person 90"), (7, [90], "person 90"),
  ]

  @Test(arguments: identifiers)
  func `the first identifier that is somebody's tells the person`(
    _ row: (first: UInt64?, others: [UInt64], outcome: String)
  ) throws {
    let tenant = Self.tenant(["ann@a.org", "bo@a.org"], deleted: [1])
    let local = Self.local(
      "x", first: row.first.map(Self.guid) ?? .none,
      others: ["none"] + row.others.map { "\(Self.guid($0))" })
    let matching = match(
      tenant: tenant, local: local, policy: Policy(name: "test", summary: ""),
      product: ProductFacts(name: "test"))
    func number(_ object: ObjectIndex) -> UInt64 { tenant.guids[Int(object)].low }
    let partner = matching.tenantOfLocal[0]
    guard partner == noObject else {
      #expect("person \(number(partner))" == row.outcome)
      return
    }
    let outcome =
      switch matching.loneLocalPrincipals.first?.reason {
      case .deleted(let object): "deleted \(number(object))"
      case .unknownIdentifier: "unknown"
      case .noCandidate: "nobody"
      default: "something else"
      }
    #expect(outcome == row.outcome)
  }
}
