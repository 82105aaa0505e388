import DirectoryModel
import Foundation
import JSONText
import TestSupport
import Testing

@testable import Ingest

struct GraphTruncationTests {
  /// Files that are cut, each for itself.
  static let files = [
    "graph/users.jsonl", "graph/groups.jsonl", "graph/groups-expand-members.json",
    "graph/az-ad-group-list.json", "graph/az-ad-user-list.json", "graph/docs-example-groups.json",
    "graph/recorded-2022-groups-list.json", "halden-frost/users.json",
    "halden-frost/groups.json", "halden-frost/devices.json", "halden-frost/deletedUsers.json",
    "halden-frost/deletedGroups.json", "halden-frost/organization.json",
  ]

  @Test(arguments: files)
  func `a cut file is refused or says that something is missing`(_ file: String) throws {
    let bytes = try Fixture.bytes("tenants/\(file)")
    let whole = try GraphFiles.read(bytes[...], of: file).claims
    for cut in cuts(of: bytes.count, everywhere: file.hasSuffix("jsonl")) {
      let claims: [String: [GUID]]
      do {
        claims = try GraphFiles.read(bytes[..<cut], of: file).claims
      } catch {
        continue
      }
      for (list, entries) in claims where whole[list] != entries {
        Issue.record("cut at \(cut), \(list) is complete with \(entries)")
        return
      }
    }
  }

  @Test func `a cut zip of requests is refused or says that something is missing`() throws {
    let bytes = try Fixture.bytes("tenants/graph/graph-v1.0-one-file-per-request.zip")
    let folder = try ScratchFolder()
    let file = try folder.write(bytes, to: "export.zip")
    let whole = try readTenant([file]).claims
    let handle = try #require(FileHandle(forUpdatingAtPath: file))
    defer { handle.closeFile() }
    let spread = (0..<100).map { $0 * bytes.count / 100 }
    for cut in (spread + Array((bytes.count - 64)..<bytes.count)).sorted(by: >) {
      try handle.truncate(atOffset: UInt64(cut))
      let claims: [String: [GUID]]
      do {
        claims = try readTenant([file]).claims
      } catch {
        continue
      }
      for (list, entries) in claims where whole[list] != entries {
        Issue.record("cut at \(cut), \(list) is complete with \(entries)")
        return
      }
    }
  }
}
