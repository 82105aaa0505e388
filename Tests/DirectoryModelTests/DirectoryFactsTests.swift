import DirectoryModel
import Testing

/// What a directory answers about one object, one place and all its sources.
struct DirectoryFactsTests {
  /// Whether the types, `Unified`, the security bit and the mail bit were read as set; the kind.
  ///
  /// The first four rows are the table of "Working with groups in Microsoft Graph",
  /// https://learn.microsoft.com/graph/api/resources/groups-overview.
  static let kinds: [(flags: ObjectFlags, kind: GroupKind)] = [
    ([.typesKnown, .unified, .mailKnown, .mailEnabled, .securityKnown], .microsoft365),
    ([.typesKnown, .mailKnown, .securityKnown, .securityEnabled], .security),
    (
      [.typesKnown, .mailKnown, .mailEnabled, .securityKnown, .securityEnabled],
      .mailEnabledSecurity
    ),
    ([.typesKnown, .mailKnown, .mailEnabled, .securityKnown], .distribution),
    ([.typesKnown, .unified, .securityKnown, .securityEnabled], .microsoft365),
    ([.typesKnown, .unified], .microsoft365),
    ([.typesKnown, .mailKnown, .securityKnown], .unknown),
    ([.mailKnown, .securityKnown, .securityEnabled], .unknown),
    ([.typesKnown, .securityKnown, .securityEnabled], .unknown),
    ([.typesKnown, .mailKnown, .mailEnabled], .unknown),
    ([], .unknown),
  ]

  @Test(arguments: kinds)
  func `the kind of a group follows Graph's table`(_ row: (flags: ObjectFlags, kind: GroupKind)) {
    let directory = directory(row.flags, kind: .group)
    #expect(directory.groupKind(0) == row.kind)
  }

  /// The flags of an object, and the answers: enabled, guest, on-premises, dynamic.
  static let answers: [(flags: ObjectFlags, answers: [Truth])] = [
    ([], [.unknown, .unknown, .unknown, .unknown]),
    ([.enabledKnown, .guestKnown, .onPremisesKnown, .typesKnown], [.no, .no, .no, .no]),
    ([.enabledKnown, .enabled], [.yes, .unknown, .unknown, .unknown]),
    ([.guestKnown, .guest], [.unknown, .yes, .unknown, .unknown]),
    ([.onPremisesKnown, .onPremises], [.unknown, .unknown, .yes, .unknown]),
    ([.typesKnown, .dynamic], [.unknown, .unknown, .unknown, .yes]),
    ([.enabled, .guest, .onPremises, .dynamic], [.unknown, .unknown, .unknown, .unknown]),
  ]

  @Test(arguments: answers)
  func `a value counts only where it is known`(_ row: (flags: ObjectFlags, answers: [Truth])) {
    let directory = directory(row.flags, kind: .user)
    #expect(
      [
        directory.isEnabled(0), directory.isGuest(0), directory.isOnPremises(0),
        directory.isDynamic(0),
      ] == row.answers)
  }

  /// So few that one is looked up after the other, and so many that they are looked up together.
  @Test(arguments: [0, 1, 999, 1_000, 2_600])
  func `several identifiers are found as each of them is`(_ count: Int) {
    var builder = DirectoryBuilder(side: .tenant)
    for number in 0..<count {
      builder.record(
        builder.object(Small.guid(number)), ObjectRecord(kind: .user), at: .none)
    }
    let directory = builder.finish()
    let wanted = (0..<count + 3).reversed().map { Small.guid($0) } + [.none, Small.guid(0)]
    let found = directory.find(wanted)
    #expect(found == wanted.map { $0 == .none ? noObject : directory.find($0) ?? noObject })
    #expect(found.count { $0 != noObject } == count + min(1, count))
  }

  @Test func `deleted objects are in no list of their kind`() {
    var builder = DirectoryBuilder(side: .tenant)
    for (number, kind) in [ObjectKind.user, .group, .device].enumerated() {
      for (step, flags) in [ObjectFlags(), .deleted].enumerated() {
        var record = ObjectRecord(kind: kind)
        record.flags = flags
        builder.record(builder.object(Small.guid(number * 2 + step)), record, at: .none)
      }
    }
    let reference = builder.object(Small.guid(50))
    let directory = builder.finish()
    #expect(directory.users == [0])
    #expect(directory.groups == [2])
    #expect(directory.devices == [4])
    #expect(directory.deleted == [1, 3, 5])
    #expect(directory.isDeleted(1) && !directory.isDeleted(0))
    #expect(!directory.isRecorded(reference) && directory.isRecorded(5))
    #expect(directory.objectCount == 7)
  }

  /// A stretch of input, a position in it, and how people write the two.
  static let places: [(unit: PlaceUnit, position: UInt64, text: String)] = [
    (PlaceUnit(input: "groups.csv", counting: .line), 42, "groups.csv:42"),
    (PlaceUnit(input: "app.db", entry: "members", counting: .row), 3, "app.db!members:3"),
    (
      PlaceUnit(input: "export.zip", entry: "a/b.json", counting: .byteOffset), 0,
      "export.zip!a/b.json@0"
    ),
    (PlaceUnit(input: "-", counting: .byteOffset), .max, "-@18446744073709551615"),
    (PlaceUnit(input: "", counting: .line), 1, ":1"),
  ]

  @Test(arguments: places)
  func `a place is written as people write it`(
    _ row: (unit: PlaceUnit, position: UInt64, text: String)
  ) {
    var builder = DirectoryBuilder(side: .tenant)
    _ = builder.addUnit(PlaceUnit(input: "other", counting: .line))
    let place = Place(unit: builder.addUnit(row.unit), position: row.position)
    builder.record(builder.object(Small.guid(1)), ObjectRecord(kind: .user), at: place)
    let directory = builder.finish()
    #expect(directory.text(of: place) == row.text)
    #expect(directory.place(of: 0) == place)
    #expect(directory.text(of: .none) == "")
  }

  @Test func `keys are written by their storage class`() {
    var builder = DirectoryBuilder(side: .local)
    let keys: [LocalKey] = [
      .integer(.min), .integer(0), .integer(.max), .real(1), .real(-0.5),
      .text(builder.names.intern("d\u{E9}j\u{E0} vu")), .text(builder.names.intern("")),
      .blob(builder.names.intern([0, 0xAB, 0xFF])), .blob(builder.names.intern([UInt8]())),
    ]
    let objects = keys.map { builder.object($0, kind: .user) }
    let directory = builder.finish()
    #expect(
      objects.map { directory.keyText($0) } == [
        "-9223372036854775808", "0", "9223372036854775807", "1.0", "-0.5", "d\u{E9}j\u{E0} vu", "",
        "x'00abff'", "x''",
      ])
    #expect(objects.map { directory.key(of: $0) } == keys)
    #expect(keys.map { directory.find($0, kind: .user) } == objects)
    #expect(Small.tenant([[]]).key(of: 0) == nil)
    #expect(Small.tenant([[]]).keyText(0) == "")
  }

  @Test func `only what every source can say is a capability of all`() {
    #expect(directory(sources: []).capabilities == [])
    #expect(directory(sources: [[.owners, .mail]]).capabilities == [.owners, .mail])
    #expect(directory(sources: [[.owners, .mail], [.mail, .devices]]).capabilities == [.mail])
    #expect(directory(sources: [[.owners], []]).capabilities == [])
  }

  @Test func `every capability has one word`() {
    let labels = Capability.labels
    #expect(Set(labels.map(\.1)).count == labels.count)
    #expect(Set(labels.map(\.0.rawValue)).count == labels.count)
    #expect(labels.allSatisfy { $0.0.words == [$0.1] })
    #expect(Capability([.mail, .owners]).words == ["owners", "mail"])
    #expect(Capability([]).words == [])
  }

  @Test func `what was left out is counted by source, subject and reason`() {
    var builder = DirectoryBuilder(side: .local)
    let first = Place(unit: 0, position: 1)
    builder.tally("rows", "the user is NULL", source: 0, at: first)
    builder.tally("rows", "the user is NULL", source: 0, at: Place(unit: 0, position: 9), count: 4)
    builder.tally("rows", "the user is NULL", source: 1, at: first)
    builder.tally("rows", "the group is NULL", source: 0, at: first)
    builder.tally("records", "the user is NULL", source: 0, at: first)
    let told = builder.finish().tallies.map {
      "\($0.source) \($0.subject): \($0.reason): \($0.count), first at \($0.example.position)"
    }
    #expect(
      told == [
        "0 rows: the user is NULL: 5, first at 1", "1 rows: the user is NULL: 1, first at 1",
        "0 rows: the group is NULL: 1, first at 1", "0 records: the user is NULL: 1, first at 1",
      ])
  }

  private func directory(_ flags: ObjectFlags, kind: ObjectKind) -> Directory {
    var builder = DirectoryBuilder(side: .tenant)
    var record = ObjectRecord(kind: kind)
    record.flags = flags
    builder.record(builder.object(Small.guid(1)), record, at: .none)
    return builder.finish()
  }

  private func directory(sources: [Capability]) -> Directory {
    var builder = DirectoryBuilder(side: .tenant)
    for (number, capabilities) in sources.enumerated() {
      _ = builder.addSource(
        Source(
          input: "\(number)", format: "test", sha256: "", byteCount: 0,
          capabilities: capabilities, completeness: .complete))
    }
    return builder.finish()
  }

  /// How many identifiers are looked for at once: none, less than a batch, and beyond it.
  @Test(arguments: [0, 1, 63, 64, 65, 200])
  func `objects are found together as they are found one by one`(count: Int) {
    let directory = Small.tenant((0..<90).map { [100 + $0, 100 + $0 * 7] })
    // Every third one is nobody's, every fifth one says that there is none.
    let wanted = (0..<count).map { number in
      number % 5 == 4 ? GUID.none : Small.guid(number % 3 == 2 ? 9_000 + number : number % 190)
    }
    let expected = wanted.map { $0 == .none ? noObject : directory.find($0) ?? noObject }
    #expect(directory.find(wanted) == expected)
    #expect(expected.filter { $0 == noObject }.count >= count / 3)
  }
}
