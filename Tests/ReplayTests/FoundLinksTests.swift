import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Links that runs find by themselves, and let go of.
struct FoundLinksTests {
  /// A town with groups of these names on both sides, each side's in its own order.
  private func town(
    tenant: [String], local: [String], _ ending: Lifecycle.Ending = .keep
  ) throws -> Town {
    var town = try Town("rezolve") { policy in
      policy.schedule.trigger = .manual
      policy.lifecycle.deletedGroups = ending
    }
    for side in [Side.tenant, .local] { town.make(side, .user, "Ann") }
    for name in tenant { town.group(.tenant, name, .user, ["Ann"]) }
    for name in local { town.group(.local, name, .user, []) }
    town.engine.prepare(&town.world, &town.timeline)
    town.run(.full)
    return town
  }

  private func links(_ town: Town) -> [String] {
    town.world.links.map { town.world.local.string(.displayName, of: $0.localGroup) }
  }

  private func texts(_ kind: TimelineEntry.Kind, _ town: Town) -> [String] {
    town.timeline.entries.filter { $0.kind == kind }.map { town.timeline.text(of: $0) }
  }

  @Test func `links stand in the order of local groups and are told in that of the tenant's`()
    throws
  {
    let town = try town(tenant: ["A", "B", "C"], local: ["C", "A", "B"])
    #expect(links(town) == ["C", "A", "B"])
    let told = texts(.linked, town)
    #expect(told.map { $0.prefix(9) } == ["'A' and '", "'B' and '", "'C' and '"])
    #expect(texts(.linkEnded, town) == ["'C': Success", "'A': Success", "'B': Success"])
  }

  @Test func `a link that is found later takes its place among the others`() throws {
    var town = try town(tenant: ["A", "C"], local: ["C", "B", "A"])
    #expect(links(town) == ["C", "A"])
    town.group(.tenant, "B", .user, [])
    town.run(.full)
    #expect(links(town) == ["C", "B", "A"])
    #expect(texts(.linked, town).count == 3)
    for place in town.world.links.indices {
      #expect(town.world.link(ofLocal: town.world.links[place].localGroup) == place)
    }
  }

  @Test func `a run that finds nothing new tells of no link`() throws {
    var town = try town(tenant: ["A"], local: ["A"])
    town.run(.full)
    #expect(texts(.linked, town).count == 1)
    #expect(texts(.unlinked, town).isEmpty)
  }

  /// All ways of deleting some of three groups.
  @Test(arguments: 0..<8, [Lifecycle.Ending.keep, .orphan])
  func `links go with their originals, or stay as orphans`(
    _ gone: Int, _ ending: Lifecycle.Ending
  ) throws {
    let names = ["A", "B", "C"]
    var town = try town(tenant: names, local: names, ending)
    let deleted = names.indices.filter { gone >> $0 & 1 == 1 }.map { names[$0] }
    for name in deleted { town.step(.hand(.tenant, .delete(town[.tenant, .group, name]))) }
    town.run(.full)
    let kept = names.filter { !deleted.contains($0) }
    #expect(links(town) == (ending == .orphan ? names : kept))
    #expect(
      texts(.unlinked, town) == deleted.map { "'\($0)' and '\($0)': the original was deleted" })
    for link in town.world.links {
      let name = town.world.local.string(.displayName, of: link.localGroup)
      #expect(
        link.state == (kept.contains(name) ? .enabled : .orphaned(.originalDeleted)))
    }
    for name in deleted { town.step(.hand(.tenant, .restore(town[.tenant, .group, name]))) }
    town.run(.full)
    #expect(links(town) == names)
    #expect(town.world.links.allSatisfy { $0.state == .enabled })
  }

  @Test func `a link knows whether its local group has others`() throws {
    var town = try Town("configmgr")
    for name in ["One", "Two", "Three", "Four"] { town.group(.tenant, name, .device, []) }
    for name in ["First", "Team", "Last"] { town.group(.local, name, .device, []) }
    town.engine.prepare(&town.world, &town.timeline)
    for (local, tenant) in [
      ("Last", "Four"), ("Team", "Three"), ("First", "One"), ("Team", "Two"),
    ] {
      town.step(
        .state(
          tenantGroup: town[.tenant, .group, tenant], localGroup: town[.local, .group, local],
          nil))
    }
    let several = town.world.links.indices.map { town.world.isOneOfSeveral(link: $0) }
    #expect(several == [false, true, true, false])
    for link in town.world.links.indices {
      let group = town.world.links[link].localGroup
      #expect(several[link] == (town.world.links(ofLocal: group).count > 1))
    }
  }
}
