import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// One local group that fills several groups of the directory.
struct SeveralGroupsTests {
  private func town(
    _ policy: String = "configmgr", _ groups: [String] = ["One", "Two"]
  ) throws -> Town {
    var town = try Town(policy)
    for name in ["A", "B"] {
      for side in [Side.tenant, .local] { town.make(side, .device, name) }
    }
    for name in groups { town.group(.tenant, name, .device, []) }
    town.group(.local, "Team", .device, ["A"])
    town.group(.local, "Other", .device, ["B"])
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  private func link(
    _ town: inout Town, _ local: String, _ tenant: String, _ direction: Link.Direction? = nil
  ) {
    town.step(
      .state(
        tenantGroup: town[.tenant, .group, tenant], localGroup: town[.local, .group, local],
        direction))
  }

  private func refusals(_ town: Town) -> [String] {
    town.timeline.entries.filter { $0.kind == .refused }.map { town.timeline.text(of: $0) }
  }

  private func links(_ town: Town) -> [String] {
    town.world.links.map {
      "\(town.world.local.string(.displayName, of: $0.localGroup)) "
        + town.world.tenant.string(.displayName, of: $0.tenantGroup)
    }
  }

  @Test func `a run names the group of the directory where a local group fills several`() throws {
    var town = try town()
    link(&town, "Team", "One")
    link(&town, "Team", "Two")
    town.step(.link(.enable, localGroup: town[.local, .group, "Team"]))
    #expect(town.members(.tenant, "One") == ["A"])
    #expect(town.members(.tenant, "Two") == ["A"])
    let ends = town.timeline.entries.filter { $0.kind == .linkEnded }
    // The first look is a full one, and with it the run is done with both.
    #expect(
      ends.map { town.timeline.text(of: $0) } == [
        "'Team' in 'One': Success", "'Team' in 'Two': Success",
      ])
  }

  @Test func `a group of the directory is filled by one local group only`() throws {
    var town = try town()
    link(&town, "Team", "One")
    link(&town, "Other", "One")
    #expect(
      refusals(town) == [
        "'Other' cannot be linked to 'One': 'Team' says who its members are"
      ])
    #expect(links(town) == ["Team One"])
    link(&town, "Other", "Two")
    #expect(links(town) == ["Team One", "Other Two"])
  }

  @Test func `a link that is stated again begins anew and stands once`() throws {
    var town = try town()
    for _ in 1...2 { link(&town, "Team", "One") }
    #expect(links(town) == ["Team One"])
  }

  @Test func `a local group that is a copy has one original`() throws {
    var town = try town("rezolve-bidirectional")
    link(&town, "Team", "One", .importing)
    link(&town, "Team", "Two", .importing)
    #expect(links(town) == ["Team Two"])
    link(&town, "Team", "One", .pushing)
    #expect(links(town) == ["Team One"], "a group is not both a copy and an original")
    link(&town, "Team", "Two", .pushing)
    #expect(links(town) == ["Team One", "Team Two"])
  }

  @Test func `what is done to a local group is done to all of its links that allow it`() throws {
    var town = try town()
    link(&town, "Team", "One")
    let team = town[.local, .group, "Team"]
    town.step(.link(.enable, localGroup: team))
    link(&town, "Team", "Two")
    town.step(.link(.enable, localGroup: team))
    #expect(town.world.links.map(\.state) == [.enabled, .enabled])
    #expect(refusals(town) == [])
    town.step(.link(.enable, localGroup: team))
    #expect(refusals(town) == ["'Team' cannot be enabled: it is enabled"])
    town.step(.link(.disable, localGroup: team))
    #expect(town.world.links.map(\.state) == [.disabled(.byHand), .disabled(.byHand)])
  }

  @Test func `who lags behind is counted for each group`() throws {
    var town = try town()
    var ledger = ExposureLedger(town.engine.policy)
    link(&town, "Team", "One")
    link(&town, "Team", "Two")
    town.step(.link(.enable, localGroup: town[.local, .group, "Team"]))
    ledger.observe(town.world, town.timeline)
    town.edge(.local, "Team", .device, "A", false)
    town.edge(.local, "Team", .device, "B", true)
    ledger.observe(town.world, town.timeline)
    town.wait(300)
    ledger.observe(town.world, town.timeline)
    let records = ledger.records(town.world).map { record in
      "\(record.kind) \(town.world.tenant.string(.displayName, of: record.tenantGroup)) "
        + "\(town.world.local.string(.displayName, of: record.person)) "
        + "\(record.seconds(at: town.world.now))"
    }
    #expect(
      records == [
        "departed One A 300", "departed Two A 300", "joiner One B 300", "joiner Two B 300",
      ])
  }
}
