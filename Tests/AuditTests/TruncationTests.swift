import Ingest
import TestSupport
import Testing

/// What an audit states when a tenant's export was cut.
///
/// The tests sample the cuts. All of them, in a few minutes on two cores:
///
///     swift build -c release --build-tests -Xswiftc -enable-testing
///     ROLLCALL_ALL_CUTS=1 swift test -c release -Xswiftc -enable-testing --skip-build \
///       --disable-xctest --filter Truncation
struct TruncationTests {
  /// Exports of several files; each row has the files and the number of the one that is cut.
  static let merged: [TruncationSweep] =
    ([0, 1, 2].map { number in
      TruncationSweep(
        files: ["graph/users.jsonl", "graph/groups.jsonl", "graph/groups-expand-members.json"],
        cut: number)
    })
    + [0, 1].map { number in
      TruncationSweep(
        files: ["graph/users.jsonl", "graph/groups-expand-members.json"], cut: number)
    }
    + [0, 1, 2].map { number in
      TruncationSweep(
        files: [
          "graph/az-ad-user-list.json", "graph/az-ad-group-list.json",
          "graph/az-ad-group-member-list_sg-mixed.json",
        ], cut: number)
    }

  /// Samples that are refused as a whole, for what they are.
  static let refused = [
    "Get-MgGroup_ConvertTo-Json_ps7_utf8.json", "docs-example-devices-delta.json",
    "docs-example-directoryObjects-delta.json", "docs-example-groups-delta.json",
    "docs-example-users-delta.json", "groups-delta-round1-page1.json", "groups-delta-round2.json",
    "msgraph-docs-mocks-directory-subset.json", "recorded-2020-aadgraph-group-entity.json",
    "recorded-2020-aadgraph-groups-list.json",
  ].map { "graph/\($0)" }

  /// Every other sample of a tenant.
  static let alone: [TruncationSweep] = {
    do {
      return try ["azurehound", "graph", "halden-frost", "packed", "roadrecon"].flatMap { folder in
        try Fixture.files(in: "tenants/\(folder)").map { String($0.dropFirst("tenants/".count)) }
      }.filter { name in
        !name.contains("expected/") && !refused.contains(name)
          && ![".md", ".py"].contains { name.hasSuffix($0) }
      }.map { TruncationSweep(files: [$0], cut: 0) }
    } catch {
      preconditionFailure("the fixtures are there: \(error)")
    }
  }()

  @Test(arguments: merged + alone)
  func `a copy of a tenant never differs because the export was cut`(
    _ sweep: TruncationSweep
  ) throws {
    let folder = try ScratchFolder()
    let paths = try sweep.write(into: folder)
    let tenant = try readTenant(paths)
    let copies = try TruncationCopy.Form.allCases.map {
      try TruncationCopy(of: tenant, as: $0, in: folder)
    }
    let counts = try sweep.run(paths, copies)
    print("\(sweep.files[sweep.cut]): \(counts)")
  }

  /// The files of the tenant that the sample products follow.
  static let frost = [
    "users.json", "groups.json", "devices.json", "deletedUsers.json", "deletedGroups.json",
    "organization.json",
  ].map { "halden-frost/\($0)" }

  @Test(arguments: frost.indices)
  func `sample products differ no more because one file of their tenant was cut`(
    _ number: Int
  ) throws {
    let folder = try ScratchFolder()
    let sweep = TruncationSweep(files: Self.frost, cut: number)
    let counts = try sweep.run(
      try sweep.write(into: folder), try Product.all.map { try TruncationCopy($0) })
    print("\(Self.frost[number]), \(Product.all.count) products: \(counts)")
  }

  @Test(arguments: refused)
  func `what is refused as a whole says nothing when it is cut`(_ file: String) throws {
    let folder = try ScratchFolder()
    let counts = try TruncationSweep(files: [file], cut: 0).runRefused(in: folder)
    #expect(counts.refused == counts.cuts)
    print("\(file): \(counts)")
  }
}
