import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// What a link counts after a run, and what it still owes.
struct MemberCountTests {
  /// Members in step, waiting, refused, and the status, as a monitoring table shows them.
  private func counts(_ town: Town) -> String {
    guard let run = town.world.links.first?.lastSync else { return "none" }
    return "\(run.memberCount): \(run.inStep), \(run.waiting), \(run.refused), "
      + run.status.rawValue
  }

  /// A collection `Team` of devices, linked to a group of the same name.
  private func town(
    records: [String], resources: [String], collected: [String], group: [String] = []
  ) throws -> Town {
    var town = try Town("configmgr")
    for name in records { town.make(.tenant, .device, name) }
    for name in resources { town.make(.local, .device, name) }
    town.group(.tenant, "Team", .device, group)
    town.group(.local, "Team", .device, collected)
    town.engine.prepare(&town.world, &town.timeline)
    town.step(
      .state(
        tenantGroup: town[.tenant, .group, "Team"], localGroup: town[.local, .group, "Team"], nil))
    return town
  }

  private func enable(_ town: inout Town) {
    town.step(.link(.enable, localGroup: town[.local, .group, "Team"]))
  }

  @Test func `members count, not operations`() throws {
    var town = try town(records: ["A", "B"], resources: ["A", "B"], collected: ["A", "B"])
    #expect(counts(town) == "none")
    enable(&town)
    #expect(counts(town) == "2: 2, 0, 0, Success")
    town.edge(.local, "Team", .device, "B", false)
    town.wait(300)
    #expect(counts(town) == "1: 1, 0, 0, Success")
    town.edge(.local, "Team", .device, "A", false)
    town.wait(300)
    #expect(counts(town) == "0: 0, 0, 0, Success")
  }

  @Test func `a member without a record waits`() throws {
    var town = try town(records: ["A"], resources: ["A", "B"], collected: ["A", "B"])
    enable(&town)
    #expect(counts(town) == "2: 1, 1, 0, Success")
    town.wait(600)
    #expect(counts(town) == "2: 1, 1, 0, Success")
    town.make(.tenant, .device, "B")
    town.wait(300)
    #expect(counts(town) == "2: 2, 0, 0, Success")
    #expect(town.members(.tenant, "Team") == ["A", "B"])
  }

  /// Whom the directory refuses, and what the table says of three members then.
  static let refusals: [(names: [String], counts: String)] = [
    ([], "3: 3, 0, 0, Success"),
    (["A"], "3: 2, 0, 1, Partial Success"),
    (["A", "C"], "3: 1, 0, 2, Partial Success"),
    (["A", "B", "C"], "3: 0, 0, 3, Failed"),
  ]

  @Test(arguments: refusals)
  func `refused members are counted, and tried again`(
    _ row: (names: [String], counts: String)
  ) throws {
    let names = ["A", "B", "C"]
    var town = try town(records: names, resources: names, collected: names)
    for name in row.names {
      town.step(
        .fault(.refused(.tenant, town[.tenant, .device, name], takesBatchDown: false)))
    }
    enable(&town)
    #expect(counts(town) == row.counts)
    town.step(.repair)
    town.wait(300)
    #expect(counts(town) == "3: 3, 0, 0, Success")
  }

  @Test func `one refused newcomer among members in step is a partial success`() throws {
    var town = try town(records: ["A", "B"], resources: ["A", "B"], collected: ["A"])
    enable(&town)
    town.step(.fault(.refused(.tenant, town[.tenant, .device, "B"], takesBatchDown: true)))
    town.edge(.local, "Team", .device, "B", true)
    town.wait(300)
    #expect(counts(town) == "2: 1, 0, 1, Partial Success")
  }

  @Test func `a foreign member that could not be removed is removed by another full run`() throws {
    var town = try town(records: ["A", "X"], resources: ["A"], collected: ["A"], group: ["X"])
    town.step(.fault(.refused(.tenant, town[.tenant, .device, "X"], takesBatchDown: false)))
    enable(&town)
    #expect(town.members(.tenant, "Team") == ["A", "X"])
    #expect(counts(town) == "1: 1, 0, 0, Partial Success")
    town.wait(300)
    #expect(town.members(.tenant, "Team") == ["A", "X"])
    town.step(.repair)
    town.wait(300)
    #expect(town.members(.tenant, "Team") == ["A"])
    #expect(counts(town) == "1: 1, 0, 0, Success")
    #expect(town.world.links.first?.needsFullRun == false)
  }

  @Test func `a run that stops dead stays in progress`() throws {
    let names = ["A", "B", "C"]
    var town = try town(records: names, resources: names, collected: names)
    town.step(.fault(.crash(afterOperations: 2)))
    enable(&town)
    #expect(counts(town) == "3: 2, 1, 0, In Progress")
    #expect(town.world.links.first?.lastFull == nil)
    town.wait(300)
    #expect(counts(town) == "3: 3, 0, 0, Success")
  }

  @Test func `a link whose group is gone has failed, until the group comes back`() throws {
    var town = try town(records: ["A"], resources: ["A"], collected: ["A"])
    enable(&town)
    let group = town[.tenant, .group, "Team"]
    town.step(.hand(.tenant, .delete(group)))
    town.wait(300)
    #expect(counts(town) == "1: 0, 1, 0, Failed")
    town.step(.hand(.tenant, .restore(group)))
    town.wait(300)
    #expect(counts(town) == "1: 1, 0, 0, Success")
  }

  @Test func `a record that was made again is another one`() throws {
    var town = try town(records: ["A", "B"], resources: ["A", "B"], collected: ["A", "B"])
    enable(&town)
    town.step(.hand(.tenant, .purge(town[.tenant, .device, "B"])))
    town.wait(300)
    #expect(counts(town) == "2: 1, 1, 0, Success")
    var record = NewObject(kind: .device)
    (record.guid, record.texts) = (GUID(high: 7, low: 7), [(.displayName, "B")])
    town.step(.hand(.tenant, .create(record)))
    town.wait(300)
    #expect(counts(town) == "2: 2, 0, 0, Success")
  }

  @Test func `a new link is not served by what was found for the old one`() throws {
    var town = try town(records: ["A"], resources: ["A"], collected: ["A"])
    town.group(.tenant, "Other", .device, [])
    enable(&town)
    #expect(town.members(.tenant, "Team") == ["A"])
    let local = town[.local, .group, "Team"]
    town.step(.unlink(localGroup: local, tenantGroup: nil))
    town.step(
      .state(tenantGroup: town[.tenant, .group, "Other"], localGroup: local, nil))
    enable(&town)
    #expect(town.members(.tenant, "Other") == ["A"])
    town.edge(.local, "Team", .device, "A", false)
    town.wait(300)
    #expect(town.members(.tenant, "Other") == [])
    #expect(town.members(.tenant, "Team") == ["A"], "the former target is left as it was")
  }

  @Test func `a namesake takes the place of a deleted group in the same run`() throws {
    var town = try Town.team(
      "rezolve", people: ["Ann", "Ben"], listed: ["Ann"], copied: [])
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann"])
    town.step(.hand(.tenant, .purge(town.team.tenant)))
    var heir = NewObject(kind: .group)
    heir.guid = GUID(high: 7, low: 8)
    heir.flags = [.typesKnown, .securityKnown, .mailKnown, .securityEnabled]
    heir.texts = [(.displayName, "Team")]
    let number = ObjectIndex(town.world.tenant.objectCount)
    town.step(.hand(.tenant, .create(heir)))
    town.step(
      .hand(
        .tenant,
        .edge(
          .members, group: number, target: town[.tenant, .user, "Ben"], isPresent: true)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ben"])
    #expect(town.world.links.map(\.tenantGroup) == [number])
  }
}
