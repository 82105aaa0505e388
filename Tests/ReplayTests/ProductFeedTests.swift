import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Feeds of changes that a product keeps of its own, asked for by time.
struct ProductFeedTests {
  private func town() throws -> Town {
    var town = try Town("configmgr")
    for name in ["One", "Two", "Six"] {
      town.make(.tenant, .device, name)
      town.make(.local, .device, name)
    }
    town.group(.tenant, "Team", .device, [])
    town.group(.local, "Team", .device, ["One"])
    town.engine.prepare(&town.world, &town.timeline)
    let (tenant, local) = town.team
    town.step(.state(tenantGroup: tenant, localGroup: local, nil))
    town.step(.link(.enable, localGroup: local))
    return town
  }

  @Test func `a device that is gone from the source leaves the group`() throws {
    var town = try town()
    #expect(town.members(.tenant, "Team") == ["One"])
    town.step(.hand(.local, .purge(town[.local, .device, "One"])))
    town.wait(300)
    #expect(town.members(.tenant, "Team") == [])
  }

  @Test func `a clock ahead delays what a feed by time shows`() throws {
    var town = try town()
    town.step(.fault(.clockAhead(.local, seconds: 60)))
    town.wait(290)
    town.edge(.local, "Team", .device, "Two", true)
    town.wait(10)
    #expect(town.members(.tenant, "Team") == ["One"])
    town.wait(300)
    #expect(town.members(.tenant, "Team") == ["One", "Two"])
  }

  @Test func `a clock behind hides what happens soon after a run, until a full run`() throws {
    var town = try town()
    town.step(.fault(.clockAhead(.local, seconds: -60)))
    town.wait(310)
    town.edge(.local, "Team", .device, "Two", true)
    town.wait(60)
    town.edge(.local, "Team", .device, "Six", true)
    town.wait(600)
    #expect(town.members(.tenant, "Team") == ["One", "Six"])
    town.run(.full)
    #expect(town.members(.tenant, "Team") == ["One", "Six", "Two"])
  }

  @Test(arguments: [Fault.pageLost, .cutList(.local, group: nil)])
  func `a list of changes that is not whole is read again later`(_ fault: Fault) throws {
    var town = try town()
    town.edge(.local, "Team", .device, "Two", true)
    town.step(.fault(fault))
    town.wait(300)
    #expect(town.members(.tenant, "Team") == ["One"])
    #expect(town.world.links.first?.lastSync?.status == .failed)
    town.step(.repair)
    town.wait(300)
    #expect(town.members(.tenant, "Team") == ["One", "Two"])
    #expect(town.world.links.first?.lastSync?.status == .success)
  }

  @Test func `an operation follows from the event that made it`() throws {
    var town = try town()
    town.timeline.keepsGrounds = true
    town.edge(.tenant, "Team", .device, "Six", true)
    let byHand = town.timeline.entries.count - 1
    town.edge(.local, "Team", .device, "Two", true)
    let event = town.timeline.entries.count - 1
    town.wait(300)
    town.run(.full)
    let written = town.timeline.entries.filter { $0.kind == .written }
    #expect(written.map(\.cause).suffix(2) == [UInt32(event), UInt32(byHand)])
    let last = try #require(town.timeline.entries.lastIndex { $0.kind == .written })
    let chain = try #require(town.timeline.chain(of: last, town.engine.policy))
    #expect(
      chain
        == CauseChain(
          event: UInt32(byHand), group: .link, member: .externalID, side: .local,
          policy: "configmgr.yaml:30: foreign-members: remove"))
    #expect(
      town.timeline.line(last, world: town.world)
        == "2022-11-30T08:05:00Z run 3 written: directory: remove 'Six' from 'Team': "
        + "the authority does not list them")
  }
}
