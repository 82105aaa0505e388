import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Ends of replays by a policy that acts on linked groups only.
struct EndWithoutLinksTests {
  private static let base = ArchiveReplayTests.base

  private static func verdicts(
    linkedOnly: Bool, isLinked: Bool, _ change: (inout SketchWorld) -> Void
  ) throws -> [EndComparison.Verdict] {
    let engine = try ArchiveReplayTests.engine(every: 3_600) { $0.scope.linkedOnly = linkedOnly }
    let (tenant, local) = (base.snapshot(), base.snapshot(side: .local))
    let link = StatedLink(
      tenantGroup: try #require(tenant.groups.first), localGroup: try #require(local.groups.first),
      direction: nil)
    let start = ArchiveReplayTests.start
    let replay = try Replay.replay(
      [DatedSnapshot(tenant, at: start)], local: local, links: isLinked ? [link] : [],
      engine: engine, until: start + 7_200)
    var real = base
    change(&real)
    let end = try replay.compareEnd(with: real.snapshot(side: .local))
    #expect(end.lacksLinks == (linkedOnly && !isLinked))
    return end.rows.map(\.verdict)
  }

  static let changes: [@Sendable (inout SketchWorld) -> Void] = [
    { $0.members = [0: [100]] }, { $0.members[1] = [101] }, { $0.objects[101] = nil },
    { $0.objects[101]?.userName = "eve" }, { $0.objects[1]?.name = "Other" },
    { $0.objects[7] = .init(name: "New") }, { $0.owners[0] = [100] },
  ]

  @Test(arguments: changes.indices)
  func `without a link nothing is explained, and nothing is called unexplained`(_ number: Int)
    throws
  {
    let without = try Self.verdicts(linkedOnly: true, isLinked: false, Self.changes[number])
    #expect(!without.isEmpty && without.allSatisfy { $0 == .undecided }, "\(without)")
    for (linkedOnly, isLinked) in [(true, true), (false, false)] {
      let with = try Self.verdicts(linkedOnly: linkedOnly, isLinked: isLinked, Self.changes[number])
      #expect(with.contains(.unexplained), "\(with)")
      #expect(!with.contains(.undecided))
    }
  }

  @Test func `a database that did not change leaves nothing open`() throws {
    for (linkedOnly, isLinked) in [(true, false), (true, true), (false, false)] {
      #expect(try Self.verdicts(linkedOnly: linkedOnly, isLinked: isLinked) { _ in } == [])
    }
  }
}
