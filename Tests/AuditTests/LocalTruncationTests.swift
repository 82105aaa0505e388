import DirectoryModel
import Foundation
import Ingest
import SQLite
import SyncSemantics
import TestSupport
import Testing

/// What an audit states when the application's file was cut; all cuts as in `TruncationTests`.
struct LocalTruncationTests {
  @Test(arguments: Product.all)
  func `a product's database that was cut adds no finding`(_ product: Product) throws {
    let folder = try ScratchFolder()
    let tenant = try readTenant([Fixture.path("tenants/halden-frost")])
    let path = try folder.write(
      try Fixture.bytes("\(product.folder)/\(product.database)"), to: "app.db")
    let parameters = try product.allParameters()
    let counts = try Self.sweep(path, cutting: path, tenant) {
      try readLocal(path, parameters: parameters, options: TruncationSweep.options)
    }
    print("\(product.name): \(counts)")
  }

  @Test func `a write-ahead log that was cut adds no finding`() throws {
    let folder = try ScratchFolder()
    let tenant = try readTenant([Fixture.path("tenants/graph/groups-expand-members.json")])
    _ = try TruncationCopy(of: tenant, in: folder)
    let original = "\(folder.path)/original.db"
    let writer = try DatabaseBuilder(creating: original)
    try writer.execute("ATTACH '\(folder.path)/everything.db' AS copy")
    try writer.execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
    for table in [
      "rollcall_schema", "people", "devices", "groups", "members", "owners", "nested_groups",
      "links",
    ] {
      try writer.execute("CREATE TABLE \(table) AS SELECT * FROM copy.\(table)")
    }
    try writer.execute("DELETE FROM members; PRAGMA wal_checkpoint(TRUNCATE)")
    // One transaction of several pages: without it some memberships are not there.
    try writer.execute(
      """
      BEGIN; INSERT INTO members SELECT * FROM copy.members;
      UPDATE groups SET description = name || hex(zeroblob(900)); COMMIT
      """)
    let path = try folder.write(
      [UInt8](Data(contentsOf: URL(filePath: original))), to: "set/app.db")
    let log = try folder.write(
      [UInt8](Data(contentsOf: URL(filePath: "\(original)-wal"))), to: "set/app.db-wal")
    // The writer is not let go of before, because its end empties the log.
    try writer.execute("SELECT 1")
    let counts = try Self.sweep(
      path, cutting: log, tenant, isCounted: { $0 > 0 },
      reading: { try readLocal(path, options: TruncationSweep.options) })
    #expect(counts.whole == 0)
    print("write-ahead log: \(counts)")
  }

  @Test func `a CSV file that was cut inside a line adds no finding`() throws {
    let folder = try ScratchFolder()
    let tenant = try readTenant([Fixture.path("tenants/graph/groups-expand-members.json")])
    var text = "group,member\n"
    for group in tenant.groups {
      for member in tenant.members.list(of: group) where tenant.kinds[Int(member)] == .user {
        let name = tenant.displayName(group).split(
          separator: "\"", omittingEmptySubsequences: false)
        text += "\"\(name.joined(separator: "\"\""))\",\(tenant.principalName(member))\n"
      }
    }
    let path = try folder.write(text, to: "members.csv")
    let bytes = Array(text.utf8)
    // What is cut after a whole line cannot be told from a shorter file.
    let counts = try Self.sweep(
      path, cutting: path, tenant,
      isCounted: { $0 > 0 && bytes[$0 - 1] != UInt8(ascii: "\n") },
      reading: { try readLocal(path, options: TruncationSweep.options) })
    print("CSV: \(counts)")
  }

  /// Cuts a file and records the first statement that is not made of the whole.
  private static func sweep(
    _ path: String, cutting file: String, _ tenant: Directory,
    isCounted: (Int) -> Bool = { _ in true }, reading read: () throws -> LocalSnapshot
  ) throws -> TruncationSweep.Counts {
    let local = try read()
    let policy = try #require(try SyncSemantics.policy(named: local.policy ?? "mirror"))
    let whole = TruncationClaims(
      TruncationCopy(local: local, policy: policy).audited(tenant), cut: local.directory)
    let handle = try #require(FileHandle(forUpdatingAtPath: file))
    defer { handle.closeFile() }
    let count = Int(try handle.seekToEnd())
    var counts = TruncationSweep.Counts()
    for cut in TruncationCuts.of(count) where isCounted(cut) {
      try handle.truncate(atOffset: UInt64(cut))
      counts.cuts += 1
      let local: LocalSnapshot
      do {
        local = try read()
      } catch {
        counts.refused += 1
        continue
      }
      let result = TruncationCopy(local: local, policy: policy).audited(tenant)
      switch TruncationClaims(result, cut: local.directory).outcome(against: whole) {
      case .whole: counts.whole += 1
      case .incomplete: counts.incomplete += 1
      case .falsehood(let statement):
        Issue.record("cut at \(cut) of \(count): \(statement)")
        return counts
      }
    }
    return counts
  }
}
