import DirectoryModel
import Ingest
import TestSupport
import Testing

@testable import Replay

/// One lab tenant, exported by five tools: nothing changed in between, whatever they lose.
struct LabDifferenceTests {
  static let exports = [
    ["graph/graph-v1.0-one-file-per-request.zip"], ["graph/users.jsonl", "graph/groups.jsonl"],
    ["roadrecon/roadrecon-lab-made-with-roadlib-1.7.0.db"],
    ["azurehound/azurehound-v2.0.5-list.json"], ["azurehound/azurehound-v2.4.1-list.json"],
    ["azurehound/azurehound-v3.1.0-list.json"], ["azurehound/azurehound-v3.1.0-stdout.jsonl"],
  ]

  /// Every export, read once.
  private static let snapshots = Result {
    try exports.map { paths in
      try readTenant(
        paths.map { Fixture.path("tenants/\($0)") }, options: IngestOptions(wanted: .all))
    }
  }

  @Test(arguments: exports.indices, exports.indices)
  func `two exports of one tenant differ in nothing that both can say`(
    _ old: Int, _ new: Int
  ) throws {
    let snapshots = try Self.snapshots.get()
    let found = try difference(snapshots[old], snapshots[new])
    #expect(found.changes.map { Self.line($0, found) } == [])
    #expect(old != new || found.unsaid.allSatisfy { Self.isOfOneSnapshot($0) })
  }

  /// Whether something is left open even between a snapshot and itself.
  private static func isOfOneSnapshot(_ unsaid: Unsaid) -> Bool {
    if case .lists = unsaid.subject { return true }
    return false
  }

  private static func line(_ change: SnapshotChange, _ found: SnapshotDifference) -> String {
    let directory = found.directory(of: change)
    let name = directory.displayName(change.object)
    guard change.group != noObject else {
      return "\(change.kind.label) '\(name)' \(change.property.label)"
    }
    return "\(change.kind.label) '\(name)' of '\(directory.displayName(change.group))'"
  }

  @Test func `what is left open between two tools is said with its reason`() throws {
    let snapshots = try Self.snapshots.get()
    let found = try difference(snapshots[0], snapshots[3])
    try expectGolden(
      found.openLines.map { "\($0)\n" }.joined(),
      at: "fixtures/golden/diff/lab-graph-to-azurehound.txt")
  }
}
