import Testing

@testable import DirectoryModel

/// What two records of one object amount to, whichever inputs they came from.
struct SecondRecordTests {
  /// One row the flags of two records, the flags of the object, and the contradictions.
  static let rows: [(first: ObjectFlags, second: ObjectFlags, kept: ObjectFlags, told: [String])] =
    [
      ([], [.enabledKnown], [.enabledKnown], []),
      ([.enabledKnown], [], [.enabledKnown], []),
      ([], [.enabledKnown, .enabled], [.enabledKnown, .enabled], []),
      (
        [.enabledKnown], [.guestKnown, .guest], [.enabledKnown, .guestKnown, .guest], []
      ),
      ([.enabledKnown], [.enabledKnown], [.enabledKnown], []),
      (
        [.enabledKnown], [.enabledKnown, .enabled], [.enabledKnown],
        ["accountEnabled: false, true"]
      ),
      (
        [.enabledKnown, .enabled], [.enabledKnown], [.enabledKnown, .enabled],
        ["accountEnabled: true, false"]
      ),
      ([.guestKnown], [.guestKnown, .guest], [.guestKnown], ["userType: false, true"]),
      (
        [.securityKnown], [.securityKnown, .securityEnabled], [.securityKnown],
        ["securityEnabled: false, true"]
      ),
      ([.mailKnown], [.mailKnown, .mailEnabled], [.mailKnown], ["mailEnabled: false, true"]),
      (
        [.onPremisesKnown], [.onPremisesKnown, .onPremises], [.onPremisesKnown],
        ["onPremisesSyncEnabled: false, true"]
      ),
      (
        [.onPremisesKnown, .onPremises], [.onPremisesKnown], [.onPremisesKnown, .onPremises],
        ["onPremisesSyncEnabled: true, false"]
      ),
      (
        [.typesKnown], [.typesKnown, .unified], [.typesKnown], ["groupTypes: [], [Unified]"]
      ),
      (
        [.typesKnown, .unified], [.typesKnown, .dynamic], [.typesKnown, .unified],
        ["groupTypes: [Unified], [DynamicMembership]"]
      ),
      (
        [.typesKnown, .unified, .dynamic], [.typesKnown], [.typesKnown, .unified, .dynamic],
        ["groupTypes: [Unified, DynamicMembership], []"]
      ),
      ([.typesKnown, .unified], [.typesKnown, .unified], [.typesKnown, .unified], []),
      // A record that does not know the types cannot contradict one that does.
      ([.typesKnown, .unified], [.securityKnown], [.typesKnown, .unified, .securityKnown], []),
      ([.hiddenMembership], [.rulePaused], [.hiddenMembership, .rulePaused], []),
      ([.deleted], [], [.deleted], ["deletion: deleted, not deleted"]),
      ([], [.deleted], [], ["deletion: not deleted, deleted"]),
      ([.deleted], [.deleted], [.deleted], []),
    ]

  @Test(arguments: rows)
  func `what the first record says stands, and what differs is told`(
    _ row: (first: ObjectFlags, second: ObjectFlags, kept: ObjectFlags, told: [String])
  ) {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "a.json", counting: .byteOffset))
    let object = builder.object(Small.guid(1))
    for (position, flags) in [row.first, row.second].enumerated() {
      var record = ObjectRecord(kind: .group)
      record.flags = flags
      builder.record(object, record, at: Place(unit: unit, position: UInt64(position)))
    }
    let directory = builder.finish()
    #expect(directory.flags[Int(object)] == row.kept.union(.recorded))
    let told = directory.contradictions.map { found in
      "\(found.property): \(found.firstValue), \(found.secondValue)"
    }
    #expect(told == row.told)
    #expect(
      directory.contradictions.allSatisfy { $0.first.position == 0 && $0.second.position == 1 })
    #expect(directory.places[Int(object)] == Place(unit: unit, position: 0))
  }

  /// One row the names of two records, the name that is kept, and the contradiction.
  static let names: [(first: String?, second: String?, kept: String?, told: [String])] = [
    ("Ada", nil, "Ada", []), (nil, "Ada", "Ada", []), ("Ada", "Ada", "Ada", []),
    ("", "Ada", "", ["displayName: , Ada"]), ("Ada", "", "Ada", ["displayName: Ada, "]),
    ("e\u{301}", "\u{E9}", "e\u{301}", ["displayName: e\u{301}, \u{E9}"]),
    (nil, nil, nil, []),
  ]

  @Test(arguments: names)
  func `a name that is missing in one record comes from the other`(
    _ row: (first: String?, second: String?, kept: String?, told: [String])
  ) {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "a.json", counting: .byteOffset))
    let object = builder.object(Small.guid(1))
    for name in [row.first, row.second] {
      var record = ObjectRecord(kind: .user)
      if let name { record.displayName = builder.names.intern(name) }
      builder.record(object, record, at: Place(unit: unit, position: 1))
    }
    let directory = builder.finish()
    let kept = directory.displayNames[Int(object)]
    let text = kept == NameTable.absent ? nil : directory.names.string(kept)
    #expect(text.map { Array($0.utf8) } == row.kept.map { Array($0.utf8) })
    let told = directory.contradictions.map { found in
      Array("\(found.property): \(found.firstValue), \(found.secondValue)".utf8)
    }
    #expect(told == row.told.map { Array($0.utf8) })
  }
}
