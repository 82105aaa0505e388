import Audit
import DirectoryModel
import JSONText
import SyncSemantics
import TestSupport
import Testing

@testable import Reports

/// The list of groups, which every format of rows must spell alike.
struct GroupRowsTests {
  /// Names of groups as bytes; what is no UTF-8 is among them.
  static let names: [[UInt8]] = [
    Array("Sales".utf8), Array("Grüppe \"A\" \\ 財".utf8), Array("line\nbreak\u{0}".utf8), [],
    [0x41, 0xFF, 0x42, 0xE2, 0x82], [0xC3], Array("=1+1".utf8), Array("a,b;c".utf8),
  ]

  /// A directory with one group a name, all keys of one kind.
  static func directory(_ side: Side, _ names: [[UInt8]], isTextual: Bool = false) -> Directory {
    var builder = DirectoryBuilder(side: side)
    _ = builder.addSource(
      Source(
        input: side.rawValue, format: "test", sha256: "", byteCount: 7,
        capabilities: Capability(rawValue: .max), completeness: .complete))
    let unit = builder.addUnit(PlaceUnit(input: side.rawValue, counting: .row))
    builder.defaultStates = (.complete, .complete)
    for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
    for (number, name) in names.enumerated() {
      let key: LocalKey =
        isTextual ? .text(builder.names.intern("-k\(number)")) : .integer(Int64(number - 2))
      let group =
        side == .tenant
        ? builder.object(GUID(high: 1, low: UInt64(number) + 1))
        : builder.object(key, kind: .group)
      if side == .local { builder.setGUID(GUID(high: 1, low: UInt64(number) + 1), of: group) }
      var record = ObjectRecord(kind: .group)
      record.displayName = name.isEmpty ? NameTable.absent : builder.names.intern(name)
      builder.record(group, record, at: Place(unit: unit, position: 1))
    }
    return builder.finish()
  }

  static func report(
    _ tenant: [[UInt8]], _ local: [[UInt8]], isTextual: Bool = false
  ) throws -> Report {
    let (tenant, local) = (
      directory(.tenant, tenant), directory(.local, local, isTextual: isTextual)
    )
    let policy = try #require(try policy(named: "mirror"))
    let product = ProductFacts(name: "test")
    let matching = match(tenant: tenant, local: local, policy: policy, product: product)
    return Report(
      audit(tenant: tenant, local: local, policy: policy, matching: matching, product: product),
      version: "1.2.3", command: [])
  }

  @Test(arguments: [true, false], [0, 1, 3, 8])
  func `rows by the frame are rows by the writer`(isTextual: Bool, localCount: Int) throws {
    let report = try Self.report(
      Self.names, Array(Self.names.reversed().prefix(localCount)), isTextual: isTextual)
    var json = JSONReport(report)
    json.begin()
    json.endFindings()
    _ = json.takeBytes()
    let rows = GroupRows(report.result)
    #expect(json.furtherCount == (rows.count > 1 ? 1 : 0))
    var full = json
    for index in 1..<max(1, rows.count) { full.write(rows[index]) }
    #expect(rows.count < 2 || json.further(0) == full.takeBytes())
  }

  @Test func `every part holds its rows once and in order`() throws {
    let names = (0..<4_200).map { Array("Team \($0)".utf8) }
    var json = JSONReport(try Self.report(names, []))
    json.begin()
    json.endFindings()
    #expect(GroupRows(json.report.result).count == 0)
    json = JSONReport(try Self.report([], names))
    json.begin()
    json.endFindings()
    var bytes = json.takeBytes()
    #expect(json.furtherCount == 3)
    for part in 0..<json.furtherCount { bytes += json.further(part) }
    json.end { bytes += $0 }
    bytes += json.takeBytes()
    let groups = try JSONNode(String(decoding: bytes, as: UTF8.self))["groups"]
    #expect(groups.items.map { $0["group"]["name"].text } == (0..<4_200).map { "Team \($0)" })
  }

  @Test func `names that are no text become readable cells`() throws {
    let report = try Self.report([], Self.names)
    let table = try CSVTable(report.text(.csv))
    let rows = table.rows.filter { $0[0] == "group.missing-in-tenant" }
    let json = try JSONNode(report.text(.json))["findings"].items
      .filter { $0["rule"].text == "group.missing-in-tenant" }
    #expect(rows.map { $0[4] } == json.map { $0["group"]["localId"].text.map(Self.cell) ?? "" })
    #expect(rows.map { $0[5] } == json.map { $0["group"]["name"].text.map(Self.cell) ?? "" })
    #expect(rows.contains { $0[5] == "A\u{FFFD}B\u{FFFD}" })
    #expect(rows.contains { $0[5] == "'=1+1" })
  }

  /// What was counted of a pair, and what is said of it.
  static let counts: [(missing: UInt32, extra: UInt32, unknown: UInt32, status: String)] = [
    (0, 0, 0, "aligned"), (1, 0, 0, "differs"), (0, 1, 0, "differs"), (0, 0, 1, "undetermined"),
    (0, 0, 9, "undetermined"), (1, 0, 9, "differs"), (0, 2, 9, "differs"), (3, 3, 3, "differs"),
  ]

  /// Why a group has no partner, and what is said of a local one and of one of the tenant.
  static let reasons: [(reason: Loneliness, local: String, tenant: String)] = [
    (.noCandidate, "missing in the tenant", "missing locally"),
    (.unknownIdentifier, "missing in the tenant", "missing locally"),
    (.deleted(0), "deleted in the tenant", "deleted in the tenant"),
    (.second(of: 0, original: 0), "second group of one name", "second group of one name"),
    (.ambiguous([0, 1]), "ambiguous", "ambiguous"),
    (.cannotSay("the list is cut"), "undetermined", "undetermined"),
  ]

  @Test func `a row says what became of its group`() throws {
    let names = (0..<(Self.counts.count + Self.reasons.count)).map { Array("G\($0)".utf8) }
    let (tenant, local) = (Self.directory(.tenant, names), Self.directory(.local, names))
    let policy = try #require(try policy(named: "mirror"))
    let product = ProductFacts(name: "test")
    let matching = match(tenant: tenant, local: local, policy: policy, product: product) { draft in
      #expect(draft.groups.count == names.count)
      let lone = draft.groups.suffix(Self.reasons.count)
      draft.groups.removeLast(Self.reasons.count)
      for (pair, row) in zip(lone, Self.reasons) {
        draft.loneLocalGroups.append(Lone(object: pair.local, reason: row.reason))
        draft.loneTenantGroups.append(Lone(object: pair.tenant, reason: row.reason))
      }
    }
    var plan = Plan()
    for row in Self.counts {
      var count = PairCount()
      (count.missing, count.extra, count.unknown) = (row.missing, row.extra, row.unknown)
      plan.counts.append(count)
    }
    let input = AuditInput(
      tenant: tenant, local: local, policy: policy, matching: matching, plan: plan,
      nesting: Nesting(tenant), localNesting: Nesting(local), product: product)
    let rows = GroupRows(audit(input, rules: []))
    let all = (0..<rows.count).map { rows[$0] }
    #expect(
      all.map(\.status)
        == Self.counts.map(\.status) + Self.reasons.map(\.local) + Self.reasons.map(\.tenant))
    let pairs = all.prefix(Self.counts.count)
    #expect(pairs.allSatisfy { $0.link != nil && $0.tenant != noObject && $0.local != noObject })
    #expect(pairs.map(\.count) == plan.counts)
    let alone = all.dropFirst(Self.counts.count)
    #expect(alone.allSatisfy { $0.link == nil && $0.count == PairCount() })
    #expect(alone.map { $0.tenant == noObject } == alone.map { $0.local != noObject })
  }

  /// A text as a cell shows it: harmless in a spreadsheet.
  private static func cell(_ text: String) -> String {
    let shown = text.replacing("\u{0}", with: "\u{2400}")
    return ["=", "-", "+", "@"].contains(where: shown.hasPrefix) ? "'" + shown : shown
  }
}
