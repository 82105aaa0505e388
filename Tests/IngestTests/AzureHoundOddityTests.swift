import DirectoryModel
import Testing

@testable import Ingest

/// What AzureHound's records say at their edges.
struct AzureHoundOddityTests {
  private static let tenant = "00000000-0000-0000-0000-0000000000f1"

  private static func tenantRecord(_ more: String) -> String {
    Hound.record("AZTenant", #"{"id":"/tenants/\#(tenant)","tenantId":"\#(tenant)"\#(more)}"#)
  }

  /// One row records, and what they say of the tenant.
  static let tenants: [(records: [String], facts: [String])] = [
    (
      [tenantRecord(#","displayName":"Contoso","collected":true"#)], ["tenant \(tenant) 'Contoso'"]
    ),
    (
      [tenantRecord(#","displayName":"Contoso","tenantCategory":"Home""#)],
      ["tenant \(tenant) 'Contoso'"]
    ),
    // A partner's tenant is not the one that was collected.
    ([tenantRecord(#","displayName":"Fabrikam""#)], []),
    ([tenantRecord(#","displayName":"Fabrikam","collected":false"#)], []),
    ([tenantRecord(#","displayName":"Fabrikam","tenantCategory":"Partner""#)], []),
    (
      [
        Hound.user("a1", #","tenantId":"\#(tenant)","tenantName":"CONTOSO""#),
        tenantRecord(#","displayName":"Contoso","collected":true"#),
      ], ["tenant \(tenant) 'CONTOSO'"]
    ),
    (
      [
        Hound.user("a1", #","tenantId":"\#(tenant)""#),
        tenantRecord(#","displayName":"Contoso","collected":true"#),
      ], ["tenant \(tenant) 'Contoso'"]
    ),
    ([tenantRecord(#","collected":true"#)], ["tenant \(tenant) ''"]),
  ]

  @Test(arguments: tenants)
  func `the tenant is the one that was collected`(
    _ row: (records: [String], facts: [String])
  ) throws {
    #expect(try Hound.read(Hound.file(row.records)).facts([.tenant]) == row.facts)
  }

  @Test func `two homes are no reason to choose one`() throws {
    let other = Hound.record(
      "AZTenant", #"{"tenantId":"\#(Hound.id("f2"))","tenantCategory":"Home"}"#)
    let records = [tenantRecordOfHome, other, Hound.user("a1")]
    #expect(try Hound.read(Hound.file(records)).facts([.tenant]) == [])
  }

  private var tenantRecordOfHome: String { Self.tenantRecord(#","tenantCategory":"Home""#) }

  @Test func `a record with a date of deletion is of somebody who is gone`() throws {
    let text = Hound.file([
      Hound.user("a1", #","accountEnabled":true,"deletedDateTime":"2024-01-02T03:04:05Z""#),
      Hound.user("a2", #","accountEnabled":true,"deletedDateTime":null"#),
      Hound.user("a3", #","accountEnabled":true,"deletedDateTime":"""#),
    ])
    let directory = try Hound.read(text, options: IngestOptions(wanted: .all))
    #expect(
      directory.facts([.attributes])
        == ["user \(Hound.id("a1")) deletedDateTime '2024-01-02T03:04:05Z'"])
    #expect(directory.deleted.map { directory.guids[Int($0)].description } == [Hound.id("a1")])
    #expect(directory.users.count == 2)
  }

  @Test(arguments: [1, 199, 200, 201, 260])
  func `records of many kinds are all counted though not all kinds are named`(
    _ count: Int
  ) throws {
    let kinds = (0..<count).map { Hound.record("AZKind\($0)", "{}") }
    let directory = try Hound.read(
      Hound.file([Hound.user("a1")] + kinds + [Hound.record("AZKind0", "{}")]))
    let tallies = directory.tallies
    #expect(tallies.count == min(count, 200))
    #expect(tallies.map(\.count).reduce(0, +) == count + 1)
    #expect(tallies[0].count == 2)
    let rest = tallies.last.map { "\($0.count) \($0.subject): \($0.reason)" }
    #expect(
      rest
        == (count > 200
          ? "\(count - 199) records: the kind 'any other' is not about groups"
          : "\(count == 1 ? 2 : 1) records: the kind 'AZKind\(count - 1)' is not about groups"))
    #expect(directory.state(of: .user) == .complete)
  }
}
