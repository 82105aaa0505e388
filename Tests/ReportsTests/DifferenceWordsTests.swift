import DirectoryModel
import Replay
import Testing

@testable import Reports

/// How objects and their values are called in a difference.
struct DifferenceWordsTests {
  typealias Thing = DifferenceStepsTests.Thing
  typealias SmallSide = DifferenceStepsTests.SmallSide

  /// A display name, a user name, and what people are shown; the identifier ends in 11.
  static let names: [(name: String, userName: String, shown: String)] = [
    ("", "", "00000000-0000-0000-0000-000000000011"), ("Ada", "", "'Ada'"),
    ("", "ada@x", "'ada@x'"), ("Ada", "ada@x", "'Ada' (ada@x)"), ("ada@x", "ada@x", "'ada@x'"),
    ("Ada", "ada", "'Ada' (ada)"), ("Gru\u{308}n", "Gr\u{FC}n", "'Gru\u{308}n' (Gr\u{FC}n)"),
    (" ", "ada", "' ' (ada)"), ("'", "\"", "''' (\")"),
  ]

  @Test(arguments: names)
  func `somebody is shown by both names where they differ`(
    _ row: (name: String, userName: String, shown: String)
  ) {
    let side = SmallSide(things: [
      Thing(kind: .user, number: 11, name: row.name, userName: row.userName)
    ])
    let words = ObjectWords(0, side.directory("x"))
    #expect(Array(words.shown.utf8) == Array(row.shown.utf8))
    #expect(words.kind == .user && words.id == Self.names[0].shown)
    var local = side
    local.side = .local
    #expect(ObjectWords(0, local.directory("x")).id == "11")
  }

  private static let id = GUID(high: 0, low: 0xAB)

  /// Flags and texts of a group, and the values of its properties.
  static let values: [(flags: ObjectFlags, property: ObjectProperty, values: [String])] = [
    ([], .accountEnabled, []), ([.enabledKnown], .accountEnabled, ["false"]),
    ([.enabledKnown, .enabled], .accountEnabled, ["true"]), ([.enabled], .accountEnabled, []),
    ([.guestKnown, .guest], .guest, ["true"]), ([.typesKnown], .unified, ["false"]),
    ([.typesKnown, .dynamic], .dynamic, ["true"]), ([.typesKnown], .dynamic, ["false"]),
    ([.securityKnown, .securityEnabled], .securityEnabled, ["true"]),
    ([.mailKnown], .mailEnabled, ["false"]), ([], .mailEnabled, []),
    ([.rulePaused], .rulePaused, ["true"]), ([], .rulePaused, ["false"]),
    ([.archived], .archived, ["true"]), ([], .builtIn, ["false"]), ([.builtIn], .builtIn, ["true"]),
    ([], .onPremises, []), ([.onPremisesKnown], .onPremises, []),
    ([.onPremisesKnown, .onPremises], .onPremises, ["true"]),
    ([.onPremisesKnown, .onPremisesEnded], .onPremises, ["false"]),
    ([.onPremisesEnded], .onPremises, []), ([], .displayName, ["G"]), ([], .principalName, []),
    ([], .mail, ["g@x"]), ([], ObjectProperty(.city), ["Oslo"]), ([], ObjectProperty(.country), []),
    ([], .none, []),
  ]

  @Test(arguments: values.indices)
  func `a property has the values that were read and no others`(_ number: Int) {
    let row = Self.values[number]
    for side in [Side.tenant, .local] {
      let thing = Thing(
        kind: .group, number: 7, name: "G", mail: "g@x", flags: row.flags,
        texts: [(.city, "Oslo")])
      let directory = SmallSide(side: side, things: [thing]).directory("x")
      #expect(directory.values(of: row.property, 0) == row.values, "\(row.property.label), \(side)")
    }
  }

  @Test func `an external identifier is a value where there is one`() {
    for (identifier, values) in [(GUID.none, [String]()), (Self.id, ["\(Self.id)"])] {
      let thing = Thing(kind: .user, number: 7, externalID: identifier)
      let directory = SmallSide(side: .local, things: [thing]).directory("x")
      #expect(directory.values(of: .externalID, 0) == values)
    }
  }

  /// A format that cannot tell null from false says so of the tenant; a database knows its values.
  @Test(arguments: [(Side.tenant, ["false or null"]), (.local, [])])
  func `null and false are one in a format that drops both`(
    _ row: (side: Side, values: [String])
  ) {
    var unit: UInt32 = 0
    var abilities = Capability(rawValue: .max)
    abilities.subtract(.threeValuedFlags)
    var builder = SmallSnapshot.begin(row.side, &unit, capabilities: abilities)
    let group =
      row.side == .tenant ? builder.object(Self.id) : builder.object(.integer(1), kind: .group)
    var record = ObjectRecord(kind: .group)
    record.flags = .onPremisesKnown
    builder.record(group, record, at: Place(unit: unit, position: 1))
    #expect(builder.finish().values(of: .onPremises, group) == row.values)
  }

  @Test func `who is deleted is called by the name from before, and who is back by the own`() throws
  {
    let prefixed = "00000000000000000000000000000011ada@x.example"
    let live = SmallSide(things: [
      Thing(kind: .user, number: 11, name: "Ada", userName: "ada@x.example")
    ])
    var gone = live
    gone.change(11) { ($0.flags, $0.userName) = (.deleted, prefixed) }
    let rows: [(older: SmallSide, newer: SmallSide, kind: ChangeKind, shown: String)] = [
      (live, gone, .deleted, "'Ada' (ada@x.example)"),
      (gone, live, .restored, "'Ada' (ada@x.example)"),
      (live, SmallSide(), .removed, "'Ada' (ada@x.example)"),
      (SmallSide(), live, .added, "'Ada' (ada@x.example)"),
    ]
    for row in rows {
      let found = try difference(row.older.directory("old"), row.newer.directory("new"))
      let change = try #require(found.changes.first { $0.kind == row.kind })
      let told = DifferenceRow(change, found)
      #expect(told.object.shown == row.shown, "\(row.kind)")
      #expect(told.group == nil && told.before == [] && told.after == [])
      #expect(told.place.hasPrefix(row.kind == .removed ? "old:" : "new:"), "\(told.place)")
    }
  }
}
