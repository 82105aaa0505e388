import DirectoryModel
import Replay
import TestSupport
import Testing

@testable import Reports

/// What cannot be said, and values that are null, in every format of a difference.
struct DifferenceUnsaidTests {
  /// A tenant's group 'Team' of 'Ada', as a snapshot shows it.
  private struct Shown: Sendable {
    var list = Completeness.complete
    var users = Completeness.complete
    var hasAda = true
    var group: ObjectFlags = [.typesKnown]
    var mail = "ada@x.example"
    var capabilities = Capability(rawValue: .max)

    func directory() -> Directory {
      var unit: UInt32 = 0
      var builder = SmallSnapshot.begin(.tenant, &unit, capabilities: capabilities)
      builder.setState(of: .user, to: users)
      let group = builder.object(GUID(high: 5, low: 1))
      var record = ObjectRecord(kind: .group)
      record.displayName = builder.names.intern("Team")
      record.flags = self.group
      builder.record(group, record, at: Place(unit: unit, position: 1))
      builder.setState(of: group, .members, to: list)
      guard hasAda else { return builder.finish() }
      let ada = builder.object(GUID(high: 5, low: 2))
      record = ObjectRecord(kind: .user)
      record.displayName = builder.names.intern("Ada")
      if !mail.isEmpty { record.mail = builder.names.intern(mail) }
      record.flags = [.enabledKnown, .enabled]
      builder.record(ada, record, at: Place(unit: unit, position: 2))
      builder.addRow(.members, group: group, target: ada)
      return builder.finish()
    }
  }

  private struct Row: Sendable, CustomTestStringConvertible {
    let what: String
    var older = Shown()
    var newer = Shown()
    let epoch: String
    var kind = ""
    var property = ""
    let reason: String

    init(
      _ what: String, _ epoch: String, _ reason: String, kind: String = "", property: String = "",
      change: (inout Shown, inout Shown) -> Void
    ) {
      (self.what, self.epoch, self.reason) = (what, epoch, reason)
      (self.kind, self.property) = (kind, property)
      change(&older, &newer)
    }

    var testDescription: String { "\(what), \(epoch)" }
  }

  private static let cut = Completeness.partial("the file\u{1B}[31m ends,\n\"in the\" middle")

  private static let rows = [
    Row(
      "entries of lists of members", "newer", "the newer snapshot's list of members is bounded(20)"
    ) {
      $1.list = .bounded(20)
      $1.hasAda = false
      $1.users = .bounded(999)
    },
    Row("entries of lists of members", "older", "the older snapshot's list of members is ") {
      older, _ in
      older.list = cut
      older.hasAda = false
      older.users = .bounded(999)
    },
    Row("users", "newer", "the newer snapshot's list of all users is ", kind: "user") {
      $1.users = cut
      $1.hasAda = false
    },
    Row(
      "mail of users", "newer", "the newer snapshot shows it for none of them", kind: "user",
      property: "mail"
    ) { $1.mail = "" },
    Row(
      "onPremisesSyncEnabled of groups", "newer", "the newer snapshot's format cannot say: ",
      kind: "group", property: "onPremisesSyncEnabled"
    ) {
      $0.group = [.onPremisesKnown, .onPremisesEnded]
      $1.group = [.onPremisesKnown]
      $1.capabilities.subtract(.threeValuedFlags)
    },
    Row(
      "onPremisesSyncEnabled of groups", "older", "the older snapshot shows it for none of them",
      kind: "group", property: "onPremisesSyncEnabled"
    ) { $1.group = [.onPremisesKnown, .onPremises] },
  ]

  private func report(_ older: Shown, _ newer: Shown) throws -> DifferenceReport {
    DifferenceReport(
      try difference(older.directory(), newer.directory()), version: "1.0.0",
      command: ["rollcall", "diff"])
  }

  @Test(arguments: rows.indices)
  func `the table and the scenario carry what cannot be said`(_ number: Int) throws {
    let row = Self.rows[number]
    let report = try report(row.older, row.newer)
    let table: [[String: String]] = try CSVTable(report.text(.csv)).records
    let open = table.filter { $0["change"] == "unsaid" }
    #expect(open.count == report.difference.unsaid.count)
    let named = open.first { record in
      record["unsaid"] == row.what && record["snapshot"] == row.epoch
    }
    let own: [String: String] = try #require(named)
    #expect(own["objectKind"] == row.kind)
    #expect(own["property"] == row.property)
    #expect(own["reason"]?.hasPrefix(row.reason) == true, "\(own)")
    #expect(own["count"].flatMap { Int($0) } ?? 0 > 0)
    for column in ["objectId", "groupId", "before", "evidence"] { #expect(own[column] == "") }
    let lines = report.text(.scenario).split(separator: "\n")
    let comments = lines.filter { $0.hasPrefix("  # cannot be said, and is no step: ") }
    #expect(comments.count == report.difference.unsaid.count)
    #expect(comments.contains { $0.contains(row.what) })
    #expect(
      lines.allSatisfy { $0.hasPrefix("when:") || $0.hasPrefix("  - ") || $0.hasPrefix("  # ") })
    #expect(report.text(.scenario).unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
  }

  @Test func `what is all said leaves neither rows nor comments`() throws {
    var newer = Shown()
    newer.mail = "ada@y.example"
    let report = try report(Shown(), newer)
    let rows = try CSVTable(report.text(.csv)).records
    #expect(rows.map { $0["change"] } == ["changed"])
    #expect(rows.allSatisfy { $0["unsaid"] == "" && $0["reason"] == "" && $0["count"] == "" })
    #expect(!report.text(.scenario).contains("#"))
  }

  private static let values: [(ObjectFlags, ObjectFlags, Bool, [String], [String])] = [
    ([.onPremisesKnown], [.onPremisesKnown, .onPremisesEnded], true, [], ["false"]),
    ([.onPremisesKnown, .onPremisesEnded], [.onPremisesKnown], true, ["false"], []),
    ([.onPremisesKnown, .onPremises], [.onPremisesKnown], true, ["true"], []),
    (
      [.onPremisesKnown, .onPremises], [.onPremisesKnown, .onPremisesEnded], true, ["true"],
      ["false"]
    ),
    ([.onPremisesKnown, .onPremises], [.onPremisesKnown], false, ["true"], ["false or null"]),
    ([.onPremisesKnown], [.onPremisesKnown, .onPremises], false, ["false or null"], ["true"]),
  ]

  @Test(arguments: values.indices)
  func `null is no false, and a format without null claims neither`(_ number: Int) throws {
    let (before, after, tellsNull, old, new) = Self.values[number]
    var (older, newer) = (Shown(), Shown())
    (older.group, newer.group) = (before, after)
    if !tellsNull {
      older.capabilities.subtract(.threeValuedFlags)
      newer.capabilities.subtract(.threeValuedFlags)
    }
    let report = try report(older, newer)
    let json = try JSONNode(report.text(.json))
    #expect(try Schemas.difference().faults(in: json) == [])
    let change = try #require(json["changes"].items.first)
    #expect(change["before"].items.compactMap(\.text) == old)
    #expect(change["after"].items.compactMap(\.text) == new)
    let words = [old, new].map { $0.isEmpty ? "empty" : "'\($0[0])'" }
    #expect(report.text(.text).contains("was \(words[0]), is \(words[1])"))
    // A step of a scenario could change nothing that a sync sees.
    let isMastered = before.contains(.onPremises) || after.contains(.onPremises)
    #expect(report.text(.scenario).contains("set: Team") == isMastered)
    #expect(report.text(.scenario).contains("# left out") == !isMastered)
  }
}
