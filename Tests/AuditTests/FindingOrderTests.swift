import SyncSemantics
import TestSupport
import Testing

@testable import Audit
@testable import DirectoryModel

/// The order of reports rests on keys and identifiers, never on the order of reading.
struct FindingOrderTests {
  /// Keys in the order in which a report has them.
  private func keys(_ builder: inout DirectoryBuilder) -> [LocalKey] {
    [
      .integer(-3), .integer(2), .integer(10),
      .blob(builder.names.intern("b")), .text(builder.names.intern("10")),
      .text(builder.names.intern("9")), .text(builder.names.intern("Z")),
      .text(builder.names.intern("a")), .text(builder.names.intern("\u{E9}")),
    ]
  }

  @Test func `numbers come first by value, then everything else by its bytes`() {
    var builder = DirectoryBuilder(side: .local)
    let unit = builder.addUnit(PlaceUnit(input: "app.db", counting: .row))
    let keys = keys(&builder)
    for key in keys.reversed() {
      let object = builder.object(key, kind: .user)
      builder.record(object, ObjectRecord(kind: .user), at: Place(unit: unit, position: 1))
    }
    let directory = builder.finish()
    let sorted = directory.users.sorted(by: directory.precedesInReports).map(directory.keyText)
    #expect(sorted == ["-3", "2", "10", "10", "9", "Z", "a", "x'62'", "\u{E9}"])
  }

  @Test func `texts are compared by their bytes, whichever was read first`() {
    let texts = ["\u{E9}", "e\u{301}", "b", "a", "B", "10", "", "\u{1F600}", "\u{FFFD}", "ab"]
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20 {
      var builder = DirectoryBuilder(side: .local)
      let unit = builder.addUnit(PlaceUnit(input: "app.db", counting: .row))
      var rest = texts
      while !rest.isEmpty {
        let text = rest.remove(at: random.number(below: rest.count))
        let object = builder.object(.text(builder.names.intern(text)), kind: .user)
        builder.record(object, ObjectRecord(kind: .user), at: Place(unit: unit, position: 1))
      }
      let directory = builder.finish()
      let sorted = directory.users.sorted(by: directory.precedesInReports).map(directory.keyText)
      #expect(
        sorted.map { Array($0.utf8) }
          == texts.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
    }
  }

  @Test func `objects of the tenant come by identifier`() {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "tenant.json", counting: .row))
    for (high, low) in [(2, 1), (1, 9), (1, 2), (0, 7)] as [(UInt64, UInt64)] {
      let object = builder.object(GUID(high: high, low: low))
      builder.record(object, ObjectRecord(kind: .user), at: Place(unit: unit, position: 1))
    }
    let directory = builder.finish()
    let sorted = directory.users.sorted(by: directory.precedesInReports)
    #expect(sorted.map { directory.guids[Int($0)].high } == [0, 1, 1, 2])
    #expect(sorted.map { directory.guids[Int($0)].low } == [7, 2, 9, 1])
  }

  @Test func `serious rules come first, then rules by their identifiers, then groups`() throws {
    var world = try World.sample()
    world.copy(4) { $0.members = [8] }
    world.copy(1) { $0.members = [2, 3, 8] }
    world.copy(2) { $0.name = "sales" }
    world.copy(3) { $0.members.append(5) }
    world.accounts.append(World.Account(key: 9, userName: "robot"))
    let result = world.audited()
    let lines = result.findings.map { "\(result.rules[Int($0.rule)].id) \(result.text($0).found)" }
    #expect(
      lines == [
        "membership.extra a membership of the copy",
        "membership.missing no membership among the 3 of the copy",
        "membership.missing no membership among the 1 of the copy",
        "identity.unmatched nobody of this identifier, name or address",
        "local.repeated-row 2 rows",
        "name.case the name 'sales'",
      ])
  }

  @Test func `a list of rules in another order gives the same report`() throws {
    var world = try World.sample()
    world.copy(1) { $0.members = [2, 8] }
    world.copy(2) { $0.name = "sales" }
    let one = world.audited()
    let other = world.audited(rules: Rule.all.reversed())
    #expect(one.page == other.page)
    #expect(one.fingerprints == other.fingerprints)
  }

  @Test func `a rule alone finds what it finds among all`() throws {
    for this in Case.all where !this.finds.isEmpty {
      let world = try this.world()
      let all = world.audited()
      for id in Set(this.finds).sorted() {
        let alone = world.audited(rules: Rule.all.filter { $0.id == id })
        let wanted = zip(all.ruleIDs, all.fingerprints).filter { $0.0 == id }.map(\.1)
        #expect(alone.fingerprints == wanted, "\(this.what): \(id)")
      }
    }
  }
}
