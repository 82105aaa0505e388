import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Links that are stated a second time.
struct RestatedLinkTests {
  private func town(
    _ policy: String, change: (inout Policy) -> Void = { _ in }
  ) throws -> Town {
    var town = try Town.team(
      policy, people: ["Ann", "Ben"], listed: ["Ann"], copied: ["Ann"], change: change)
    town.group(.tenant, "Other", .user, ["Ben"])
    return town
  }

  private func state(
    _ town: inout Town, _ direction: Link.Direction? = nil, to group: String = "Team"
  ) {
    town.step(
      .state(
        tenantGroup: town[.tenant, .group, group], localGroup: town.team.local, direction))
  }

  /// What the sync knows of its links, and where it stands.
  private func links(_ town: Town) -> [String] {
    town.world.links.map { link in
      let group = town.world.tenant.string(.displayName, of: link.tenantGroup)
      return "\(group) \(link.state.label) \(link.direction?.rawValue ?? "-")"
        + (link.isStated ? " stated" : "") + (link.needsFullRun ? " owed" : "")
        + (link.lastSync == nil ? "" : " synced")
    }
  }

  /// Policies, the direction first stated and the one stated then, and whether the two mean the same.
  static let directions:
    [(policy: String, first: Link.Direction?, then: Link.Direction?, isSame: Bool)] = [
      ("mirror", nil, nil, true), ("mirror", .importing, nil, true),
      ("mirror", nil, .pushing, true), ("mirror", .pushing, .importing, true),
      ("rezolve-bidirectional", nil, nil, true), ("rezolve-bidirectional", nil, .importing, true),
      ("rezolve-bidirectional", .pushing, .pushing, true),
      ("rezolve-bidirectional", .importing, .pushing, false),
      ("rezolve-bidirectional", .pushing, nil, false),
    ]

  @Test(arguments: directions)
  func `a link that is stated already keeps all that the sync knows of it`(
    _ row: (policy: String, first: Link.Direction?, then: Link.Direction?, isSame: Bool)
  ) throws {
    var town = try town(row.policy)
    state(&town, row.first)
    town.run(.full)
    let (known, entries) = (links(town), town.timeline.entries.count)
    #expect(known == ["Team enabled \(row.first?.rawValue ?? "-") stated synced"])
    state(&town, row.then)
    if row.isSame {
      #expect(links(town) == known)
      #expect(town.timeline.entries.count == entries, "nothing has happened")
    } else {
      #expect(links(town) == ["Team enabled \(row.then?.rawValue ?? "-") stated owed"])
      #expect(town.said(.event).last == "link 'Team' to 'Team'")
    }
  }

  @Test func `what was switched off stays off`() throws {
    var town = try town("mirror")
    state(&town)
    town.step(.link(.disable, localGroup: town.team.local))
    let count = town.timeline.entries.count
    state(&town)
    #expect(links(town) == ["Team disabled - stated owed"])
    #expect(town.timeline.entries.count == count)
    town.step(.link(.enable, localGroup: town.team.local))
    #expect(links(town) == ["Team enabled - stated owed"])
  }

  @Test func `a link that a run found is stated by being stated`() throws {
    var town = try town("mirror")
    town.run(.full)
    #expect(links(town) == ["Team enabled - synced"])
    state(&town)
    #expect(links(town) == ["Team enabled - stated owed"])
    #expect(town.said(.event) == ["link 'Team' to 'Team'"])
    state(&town)
    #expect(town.said(.event).count == 1)
  }

  @Test func `a link to another group takes the place of the first, and may be stated back`() throws
  {
    var town = try town("mirror")
    for (group, count) in [("Team", 1), ("Other", 2), ("Other", 2), ("Team", 3)] {
      state(&town, to: group)
      #expect(links(town) == ["\(group) enabled - stated owed"])
      #expect(town.said(.event).count == count)
    }
  }

  @Test func `each of several groups that one local group fills is stated once`() throws {
    var town = try town("configmgr")
    for group in ["Team", "Other", "Team", "Other"] { state(&town, to: group) }
    #expect(
      links(town).sorted() == ["Other not enabled - stated owed", "Team not enabled - stated owed"])
    #expect(
      town.said(.event) == ["link 'Team' to 'Team'", "link 'Team' to 'Other'"])
  }

  @Test func `what cannot be linked is refused each time`() throws {
    var town = try town("rezolve-bidirectional")
    let tenant = town.team.tenant
    state(&town, .pushing)
    let flags = town.world.tenant.flags[Int(tenant)]
    town.world.tenant.apply(.flags(tenant, old: flags, new: flags.union([.dynamic])))
    for count in 1...2 {
      state(&town, .pushing)
      #expect(
        town.said(.refused)
          == Array(
            repeating: "'Team' cannot be linked to 'Team': its members cannot be written",
            count: count))
      #expect(links(town) == ["Team enabled push stated owed"])
    }
  }

  @Test func `a taken back link is stated anew`() throws {
    var town = try town("mirror")
    state(&town)
    town.run(.full)
    town.step(.unlink(localGroup: town.team.local, tenantGroup: nil))
    #expect(links(town) == [])
    state(&town)
    #expect(links(town) == ["Team enabled - stated owed"])
  }
}
