import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Which lists of a copy the last snapshots leave open.
struct EndEvidenceTests {
  /// Groups that may nest each other, in circles too, and people, some of whom are not shown.
  private static func world(_ random: inout SeededGenerator) -> (SketchWorld, SketchWorld.Cut) {
    var (world, cut) = (SketchWorld(), SketchWorld.Cut())
    for number in [0, 1, 2, 3, 4, 100, 101, 102] {
      world.objects[number] = .init(name: "n\(number)", userName: number < 100 ? "" : "u\(number)")
    }
    for group in 0..<5 {
      world.members[group] = Set(
        [0, 1, 2, 3, 4, 100, 101, 102].filter { $0 != group && random.chance(1, outOf: 4) })
      if random.chance(1, outOf: 6) { cut.members[group] = [] }
    }
    if random.chance(1, outOf: 2) { cut.objects = [102] }
    return (world, cut)
  }

  /// The same answer found by walking down from the group alone.
  private static func isOpen(
    _ group: ObjectIndex, isAddition: Bool, _ nesting: MemberRules.Nesting, _ tenant: Overlay
  ) -> Bool {
    let mayHide = isAddition && !tenant.state(of: .user).provesAbsence
    var (seen, waiting): (Set<ObjectIndex>, [ObjectIndex]) = ([group], [group])
    while let next = waiting.popLast() {
      guard tenant.state(of: next).provesAbsence else { return true }
      for target in tenant.list(of: next) {
        if mayHide, !tenant.flags[Int(target)].contains(.recorded) { return true }
        if nesting == .transitive, tenant.kinds[Int(target)] == .group,
          seen.insert(target).inserted
        {
          waiting.append(target)
        }
      }
    }
    return false
  }

  @Test(arguments: SeededGenerator.seeds(80))
  func `what is open of a list is what a walk down from it meets`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (world, cut) = Self.world(&random)
    let nesting = random.pick([MemberRules.Nesting.direct, .transitive])
    let engine = try ArchiveReplayTests.engine(every: 3_600) { $0.members.nesting = nesting }
    let replay = try ArchiveReplayTests.replay(
      [world], cuts: [cut], local: world, engine: engine, after: 7_200)
    #expect(replay.world.links.count >= 4, "\(random)")
    var evidence = EndEvidence(replay)
    // Asked in any order, and more than once.
    var asked = replay.world.links + replay.world.links
    random.shuffle(&asked)
    for link in asked {
      for kind in [ChangeKind.memberAdded, .memberRemoved] {
        let expected = Self.isOpen(
          link.tenantGroup, isAddition: kind == .memberAdded, nesting, replay.world.tenant)
        let found = evidence.isOpen(kind, link.localGroup)
        #expect(found == expected, "\(kind) \(random)")
      }
      let isOpen = evidence.isOpen(.changed, link.localGroup)
      #expect(!isOpen, "\(random)")
    }
  }

  @Test(arguments: [Authority.directory, .local, .perLink])
  func `lists of the side that is right are never left open by the directory`(
    authority: Authority
  ) throws {
    var cut = SketchWorld.Cut()
    cut.members[0] = [101]
    let engine = try ArchiveReplayTests.engine(every: 3_600) { $0.authority = authority }
    let base = ArchiveReplayTests.base
    let replay = try ArchiveReplayTests.replay(
      [base], cuts: [cut], local: base, engine: engine, after: 7_200)
    var evidence = EndEvidence(replay)
    let groups = Set(replay.world.links.map(\.localGroup)).sorted()
    let open = groups.filter { evidence.isOpen(.memberRemoved, $0) }
    #expect(open.count == (authority == .local ? 0 : 1))
    let isOwnerOpen = evidence.isOpen(.ownerRemoved, 0)
    #expect(!isOwnerOpen, "owners are nobody's to copy")
  }
}
