import DirectoryModel
import Foundation
import Ingest
import TestSupport
import Testing

/// What an audit states when a tenant's export was cut.
struct TruncationTests {
  /// Exports of the lab tenant; each row has the files and the number of the one that is cut.
  static let lab: [(files: [String], cut: Int)] = [
    (["graph/graph-v1.0-one-file-per-request.zip"], 0),
    (["graph/users.jsonl", "graph/groups.jsonl", "graph/groups-expand-members.json"], 0),
    (["graph/users.jsonl", "graph/groups.jsonl", "graph/groups-expand-members.json"], 1),
    (["graph/users.jsonl", "graph/groups.jsonl", "graph/groups-expand-members.json"], 2),
    (["graph/users.jsonl", "graph/groups-expand-members.json"], 0),
    (["graph/users.jsonl", "graph/groups-expand-members.json"], 1),
    (["roadrecon/roadrecon-lab-made-with-roadlib-1.7.0.db"], 0),
    (["azurehound/azurehound-v2.0.5-list.json"], 0),
    (["azurehound/azurehound-v2.4.1-list.json"], 0),
    (["azurehound/azurehound-v3.1.0-list.json"], 0),
    (["azurehound/azurehound-v3.1.0-stdout.jsonl"], 0),
    (["azurehound/small.json"], 0),
  ]

  @Test(arguments: lab)
  func `a copy of the lab tenant never differs because the export was cut`(
    _ row: (files: [String], cut: Int)
  ) throws {
    let folder = try ScratchFolder()
    let paths = try row.files.map {
      try folder.write(try Fixture.bytes("tenants/\($0)"), to: "tenant/\($0)")
    }
    let copy = try TruncationCopy(of: try readTenant(paths), in: folder)
    try sweep(paths, cutting: row.cut, copy)
  }

  /// The files of the tenant that the sample products follow.
  static let frost = [
    "users.json", "groups.json", "devices.json", "deletedUsers.json", "deletedGroups.json",
    "organization.json",
  ]

  @Test(arguments: frost)
  func `a sample product differs no more because one file of its tenant was cut`(
    _ file: String
  ) throws {
    let folder = try ScratchFolder()
    let paths = try Self.frost.map {
      try folder.write(try Fixture.bytes("tenants/halden-frost/\($0)"), to: $0)
    }
    let index = try #require(Self.frost.firstIndex(of: file))
    for name in ["lldap", "nextcloud", "grafana"] {
      let product = try #require(Product.all.first { $0.name == name })
      // Cutting shortens the file, so that each product begins with a whole one.
      try folder.write(try Fixture.bytes("tenants/halden-frost/\(file)"), to: file)
      try sweep(paths, cutting: index, try TruncationCopy(product))
    }
  }

  private func sweep(_ paths: [String], cutting number: Int, _ copy: TruncationCopy) throws {
    let whole = TruncationClaims(copy.audited(try readTenant(paths)))
    let handle = try #require(FileHandle(forUpdatingAtPath: paths[number]))
    defer { handle.closeFile() }
    let count = Int(try handle.seekToEnd())
    var refused = 0
    let cuts = TruncationCuts.of(count)
    for cut in cuts {
      try handle.truncate(atOffset: UInt64(cut))
      let tenant: Directory
      do throws(IngestError) {
        tenant = try readTenant(paths)
      } catch {
        refused += 1
        continue
      }
      let claims = TruncationClaims(copy.audited(tenant))
      if let falsehood = claims.falsehood(against: whole) {
        Issue.record("cut at \(cut) of \(count): \(falsehood)")
        return
      }
    }
    print(
      "\(paths[number].split(separator: "/").last ?? ""): \(cuts.count) cuts, \(refused) refused")
  }
}

/// Where files are cut.
enum TruncationCuts {
  /// From the end to the start, so that each cut only shortens the file that is there.
  ///
  /// With ROLLCALL_ALL_CUTS at every byte up to 64 KiB, else at 2,000 places and in the last KiB;
  /// without it at 60 places, at the start and at the end: the whole sweep takes minutes.
  static func of(_ count: Int) -> [Int] {
    guard ProcessInfo.processInfo.environment["ROLLCALL_ALL_CUTS"] == nil else {
      if count <= 64 << 10 { return (0..<count).reversed() }
      return places(2000, count, tail: 1024)
    }
    return places(60, count, tail: 12)
  }

  private static func places(_ spread: Int, _ count: Int, tail: Int) -> [Int] {
    let end = max(0, count - tail)
    let cuts = (0..<spread).map { $0 * end / spread } + Array(end..<count)
    return Set(cuts).sorted(by: >)
  }
}
