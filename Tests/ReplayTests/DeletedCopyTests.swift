import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Who may delete a synchronised group, and whom a change by hand marks.
struct DeletedCopyTests {
  private func town() throws -> Town {
    var town = try Town("itglue") { $0.schedule.publicationDelaySeconds = 0 }
    for side in [Side.tenant, .local] { town.make(side, .user, "Ada") }
    town.group(.tenant, "Team", .user, ["Ada"])
    town.group(.local, "Own", .user, ["Ada"])
    town.engine.prepare(&town.world, &town.timeline)
    town.wait(3_600)
    return town
  }

  private func refusals(_ town: Town) -> [String] {
    town.timeline.entries.filter { $0.kind == .refused }.map { town.timeline.text(of: $0) }
  }

  private static let changes: [@Sendable (ObjectIndex) -> HandChange] = [
    { .delete($0) }, { .purge($0) },
  ]

  @Test(arguments: [0, 1])
  func `a synchronised group is deleted by nobody, in whatever way`(_ change: Int) throws {
    var town = try town()
    let copy = try #require(town.world.links.first?.localGroup)
    town.step(.hand(.local, Self.changes[change](copy)))
    #expect(
      refusals(town) == [
        "'Team' cannot be deleted: only an orphaned or disabled group can be deleted"
      ])
    #expect(town.world.local.isLive(copy) && town.world.links.first?.state == .enabled)
    #expect(town.world.activity.isEmpty)
  }

  @Test(arguments: [0, 1])
  func `an orphaned or disabled one is deleted, and never synchronised again`(_ change: Int) throws
  {
    for isOrphan in [true, false] {
      var town = try town()
      let copy = try #require(town.world.links.first?.localGroup)
      if isOrphan {
        town.step(.hand(.tenant, .delete(town[.tenant, .group, "Team"])))
        town.wait(3_600)
      } else {
        town.step(.link(.disable, localGroup: copy))
      }
      town.step(.hand(.local, Self.changes[change](copy)))
      #expect(refusals(town) == [])
      #expect(!town.world.local.isLive(copy))
      #expect(town.world.links.first?.state == .deleted)
      #expect(town.world.session.neverAgain == [town[.tenant, .group, "Team"]])
      if isOrphan { town.step(.hand(.tenant, .restore(town[.tenant, .group, "Team"]))) }
      town.wait(7_200)
      #expect(town.world.local.live(.group).count == 1, "only the group of the product's own")
    }
  }

  @Test func `a group that nothing synchronises is deleted by whoever likes`() throws {
    var town = try town()
    town.step(.hand(.local, .delete(town[.local, .group, "Own"])))
    #expect(refusals(town) == [])
    #expect(!town.world.local.isLive(town[.local, .group, "Own"]))
  }

  @Test func `where copies can be edited they can be deleted too`() throws {
    var town = try Town("mirror")
    town.group(.tenant, "Team", .user, [])
    town.group(.local, "Team", .user, [])
    town.engine.prepare(&town.world, &town.timeline)
    town.run(.full)
    town.step(.hand(.local, .delete(town[.local, .group, "Team"])))
    #expect(refusals(town) == [])
    #expect(!town.world.local.isLive(town[.local, .group, "Team"]))
  }

  @Test(arguments: [true, false])
  func `somebody who is there already is not made by hand`(_ wasThere: Bool) throws {
    var town = try Town("mirror") { policy in
      policy.fullRun.handMadeMembers = .keep
      policy.schedule.trigger = .manual
    }
    for side in [Side.tenant, .local] {
      for name in ["Ada", "Ben"] { town.make(side, .user, name) }
    }
    town.group(.tenant, "Team", .user, ["Ada"])
    town.group(.local, "Team", .user, wasThere ? ["Ada", "Ben"] : ["Ada"])
    town.engine.prepare(&town.world, &town.timeline)
    let count = town.timeline.entries.count
    town.edge(.local, "Team", .user, "Ben", true)
    #expect((town.timeline.entries.count == count) == wasThere)
    #expect(town.world.activity.isEmpty == wasThere)
    town.run(.full)
    // Whom nobody put there by hand the run takes out.
    #expect(town.members(.local, "Team") == (wasThere ? ["Ada"] : ["Ada", "Ben"]))
  }
}
