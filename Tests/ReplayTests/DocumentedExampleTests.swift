import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// The example of Configuration Manager's documentation, step by step.
///
/// Source: "How to synchronize collection members to Microsoft Entra groups",
/// https://learn.microsoft.com/mem/configmgr/core/clients/manage/collections/synchronize-collections-aad-group.
struct DocumentedExampleTests {
  private func town() throws -> Town {
    var town = try Town("configmgr")
    for device in ["DeviceA", "DeviceB", "DeviceC", "DeviceD"] {
      town.make(.tenant, .device, device)
    }
    for device in ["DeviceB", "DeviceC"] { town.make(.local, .device, device) }
    town.group(.tenant, "Group1", .device, ["DeviceA", "DeviceB", "DeviceC"])
    town.group(.local, "Collection1", .device, ["DeviceB", "DeviceC"])
    town.engine.prepare(&town.world, &town.timeline)
    town.step(
      .state(
        tenantGroup: town[.tenant, .group, "Group1"],
        localGroup: town[.local, .group, "Collection1"], nil))
    return town
  }

  @Test func `enabling overwrites, an incremental run does not, a forced full run does`() throws {
    var town = try town()
    #expect(town.members(.tenant, "Group1") == ["DeviceA", "DeviceB", "DeviceC"])
    town.step(.link(.enable, localGroup: town[.local, .group, "Collection1"]))
    #expect(town.members(.tenant, "Group1") == ["DeviceB", "DeviceC"])
    town.edge(.local, "Collection1", .device, "DeviceC", false)
    #expect(town.members(.tenant, "Group1") == ["DeviceB", "DeviceC"])
    town.wait(299)
    #expect(town.members(.tenant, "Group1") == ["DeviceB", "DeviceC"])
    town.wait(1)
    #expect(town.members(.tenant, "Group1") == ["DeviceB"])
    town.edge(.tenant, "Group1", .device, "DeviceD", true)
    town.wait(300)
    #expect(town.members(.tenant, "Group1") == ["DeviceB", "DeviceD"])
    town.step(.run(.full, localGroup: town[.local, .group, "Collection1"]))
    #expect(town.members(.tenant, "Group1") == ["DeviceB"])
    #expect(town.world.links.map { $0.lastFull?.status } == [.success])
  }

  @Test func `a group of three and a collection of two become five`() throws {
    var town = try town()
    for device in ["Device1", "Device2"] {
      town.make(.tenant, .device, device)
      town.make(.local, .device, device)
    }
    for device in ["DeviceB", "DeviceC"] {
      town.edge(.local, "Collection1", .device, device, false)
    }
    town.step(.link(.enable, localGroup: town[.local, .group, "Collection1"]))
    #expect(town.members(.tenant, "Group1") == [])
    for device in ["DeviceA", "DeviceB", "DeviceC"] {
      town.edge(.tenant, "Group1", .device, device, true)
    }
    for device in ["Device1", "Device2"] {
      town.edge(.local, "Collection1", .device, device, true)
    }
    town.wait(300)
    #expect(
      town.members(.tenant, "Group1") == ["Device1", "Device2", "DeviceA", "DeviceB", "DeviceC"])
  }
}
