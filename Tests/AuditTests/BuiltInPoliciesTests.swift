import Audit
import DirectoryModel
import SyncSemantics
import Testing

/// What a full run does under each of the five policies, in one small world each.
struct BuiltInPoliciesTests {
  /// The plan in words, and what the audit says of the same world.
  private func run(_ world: World) -> (operations: [String], findings: [String]) {
    let result = world.audited()
    let (tenant, local) = (result.input.tenant, result.input.local)
    func name(_ mine: ObjectIndex, _ copy: ObjectIndex) -> String {
      if mine != noObject { return tenant.displayName(mine) }
      return copy == noObject ? "nobody" : "local \(local.displayName(copy))"
    }
    let operations = result.input.plan.operations.map { operation in
      let who = name(operation.tenantPrincipal, operation.localPrincipal)
      let group = name(operation.tenantGroup, operation.localGroup)
      return "\(operation.kind) \(who), \(group): \(operation.cause), \(operation.decision)"
    }
    let findings = result.findings.map {
      "\(result.rules[Int($0.rule)].id): \(result.text($0).message)"
    }
    return (operations, findings)
  }

  /// The directory is right; groups are found by exactly equal names and never made; whoever was
  /// not imported is reported; nested groups are reported, their members are not taken.
  @Test func `rezolve sets members and owners to the directory's`() throws {
    var world = try World.sample("rezolve")
    world.forgetIdentifiers()
    world.remove(account: 3)
    world.group(1) { ($0.members, $0.owners) = ([101, 102, 103, 3], [101]) }
    world.copy(1) { ($0.members, $0.owners) = ([1, 8], [2]) }
    world.copy(2) { $0.name = "sales" }
    world.localGroups.removeAll { $0.key == 4 }
    let (operations, findings) = run(world)
    #expect(
      operations == [
        "addMember Bob Hart, Finance: direct, perform",
        "addMember Cid Moor, Finance: direct, noAccount",
        "removeMember Hana Ito, Finance: onlyNested, perform",
        "addOwner Ann Lee, Finance: direct, perform",
        "removeOwner Bob Hart, Finance: notListed, perform",
        "addMember Cid Moor, Sales: direct, noAccount",
        "createGroup nobody, Legal: direct, keptByPolicy",
      ])
    #expect(
      findings == [
        "group.missing-locally: 'Legal' has no local counterpart",
        "identity.not-imported: 'cid.moor@example.com' has no local account and is a member of "
          + "'Finance'",
        "membership.missing: 'bob.hart@example.com' is missing in 'Finance'",
        "nested.flattened: 'hana.ito@example.com' is in 'Finance' though only a nested group lists "
          + "them",
        "owner.extra: 'bob.hart@example.com' owns 'Finance' locally and not in the tenant",
        "owner.missing: 'ann.lee@example.com' owns 'Finance' in the tenant and not locally",
        "name.case: 'sales' is spelled 'Sales' in the tenant",
        "nested.not-followed: 'Support' would bring 4 people into 'Finance'",
      ])
  }

  /// Each link says which side is right; a push to a group that cannot be written is refused.
  @Test func `rezolve-bidirectional imports or pushes as each link says`() throws {
    var world = try World.sample("rezolve-bidirectional")
    world.forgetIdentifiers()
    for (group, direction) in [(1, Link.Direction.importing), (2, .pushing), (3, .pushing)] {
      world.links.append(
        Link(
          tenantGroup: .objectID(World.guid(group)), localGroup: .key("\(group)"),
          direction: direction, place: "links.csv:\(group)"))
    }
    world.copy(1) { $0.members = [1, 2, 8] }
    world.copy(2) { $0.members = [3, 4, 8] }
    world.copy(3) { $0.members = [5, 6, 7] }
    world.group(3) { $0.flags.insert(.dynamic) }
    let (operations, findings) = run(world)
    #expect(
      operations == [
        "addMember Cid Moor, Finance: direct, perform",
        "removeMember Hana Ito, Finance: notListed, perform",
        "addMember Hana Ito, Sales: direct, perform",
        "removeMember Eve Stone, Sales: notListed, perform",
        "removeMember Hana Ito, Support: notListed, notWritable",
      ])
    #expect(
      findings == [
        "group.not-writable: the members of 'Support' cannot be written: a rule fills the group",
        "membership.extra: 'hana.ito@example.com' is in 'Finance' and not in the authority",
        "membership.extra: 'eve.stone@example.com' is in 'Sales' and not in the authority",
        "membership.missing: 'cid.moor@example.com' is missing in 'Finance'",
        "membership.missing: 'hana.ito@example.com' is missing in 'Sales'",
      ])
  }

  /// The collection is right about its linked cloud group: users and devices with a record are
  /// written, foreign members are removed, the target must be an assigned group.
  @Test func `configmgr writes a collection into its group`() throws {
    var world = try World.sample("configmgr")
    world.addDevice(201, "PC-1", deviceID: 901)
    world.addDevice(202, "PC-2", deviceID: 902)
    world.accounts += [
      World.Account(key: 1, kind: .device, name: "PC-1", externalID: 201),
      World.Account(key: 2, kind: .device, name: "PC-9"),
    ]
    for index in world.localGroups.indices { world.localGroups[index].externalID = nil }
    world.links = [
      Link(
        tenantGroup: .objectID(World.guid(1)), localGroup: .key("1"), direction: nil,
        place: "links.csv:2")
    ]
    world.expected = nil
    world.copy(1) {
      $0.members = [1, 8]
      $0.devices = [1, 2]
    }
    world.group(1) { $0.members = [101, 102, 202] }
    let (operations, findings) = run(world)
    #expect(
      operations == [
        "addMember Hana Ito, Finance: direct, perform",
        "addMember PC-1, Finance: direct, perform",
        "addMember local PC-9, Finance: direct, noAccount",
        "removeMember Bob Hart, Finance: notListed, perform",
        "removeMember PC-2, Finance: notListed, perform",
      ])
    #expect(
      findings.filter { !$0.hasPrefix("group.missing-in-tenant") } == [
        "membership.extra: 'bob.hart@example.com' is in 'Finance' and not in the authority",
        "membership.extra: 'PC-2' is in 'Finance' and not in the authority",
        "membership.missing: 'hana.ito@example.com' is missing in 'Finance'",
        "membership.missing: 'PC-1' is missing in 'Finance'",
        "identity.device-unmatched: the device 'PC-9' is not in the tenant",
      ])
  }

  /// The directory is documented: two lists of groups with nested groups, members matched and not
  /// matched; a warning where on-premises groups will appear twice.
  @Test func `itglue documents groups with members, devices and nested groups`() throws {
    var world = try World.sample("itglue")
    world.expected = nil
    world.addDevice(201, "PC-1", deviceID: 901)
    world.accounts.append(
      World.Account(key: 1, kind: .device, name: "laptop", attributes: [(.hostName, "PC-1")]))
    world.group(1) { $0.members = [101, 102, 103, 201, 2] }
    world.group(2) { $0.flags.formUnion([.onPremisesKnown, .onPremises]) }
    world.copy(1) { $0.members = [1, 2] }
    world.delete(group: 4)
    let (operations, findings) = run(world)
    #expect(
      operations == [
        "addMember Cid Moor, Finance: direct, perform",
        "addMember PC-1, Finance: direct, perform",
        "addNestedGroup Sales, Finance: direct, perform",
        "endGroup nobody, Legal: departed, perform",
      ])
    #expect(
      findings == [
        "group.deleted: 'Legal' was deleted in the tenant (2026-11-03T09:00:00Z)",
        "membership.missing: 'cid.moor@example.com' is missing in 'Finance'",
        "membership.missing: 'laptop' is missing in 'Finance'",
        "nested.edge-missing: 'Finance' does not contain 'Sales' locally",
        "onprem.appears-twice: 'Sales' comes from on-premises and may appear twice",
      ])
  }

  /// Users follow the directory: added, changed by the mapping of attributes, removed from the
  /// directory and from every group.
  @Test func `kaizala follows the users of the tenant`() throws {
    var world = try World.sample("kaizala")
    world.remove(account: 2)
    world.delete(person: 108)
    world.person(105) { $0.attributes = [(.city, "Oslo"), (.department, "Sales")] }
    world.person(106) { $0.attributes = [(.city, "Bergen")] }
    world.account(5) { $0.attributes = [(.city, "Oslo"), (.department, "Purchasing")] }
    world.account(6) { $0.attributes = [(.city, "Bergen")] }
    let (operations, findings) = run(world)
    #expect(
      operations == [
        "addMember Bob Hart, Finance: direct, noAccount",
        "removeMember local Hana Ito, Support: departed, perform",
        "removeMember local Hana Ito, Legal: departed, perform",
        "endAccount Hana Ito, nobody: departed, perform",
        "createAccount Bob Hart, nobody: direct, perform",
        "changeAccount Eve Stone, nobody: direct, perform",
      ])
    #expect(
      findings == [
        "identity.account-missing: 'bob.hart@example.com' has no account",
        "identity.departed: 'hana.ito@example.com' was deleted in the tenant at "
          + "2026-11-02T08:00:00Z; the account is active",
        "membership.departed: 'hana.ito@example.com' was deleted in the tenant and is still in "
          + "'Support'",
        "membership.departed: 'hana.ito@example.com' was deleted in the tenant and is still in "
          + "'Legal'",
        "identity.attribute-differs: department of 'eve.stone@example.com' is 'Purchasing', not "
          + "'Sales'",
      ])
  }

  @Test(arguments: [
    "rezolve", "rezolve-bidirectional", "configmgr", "itglue", "kaizala", "mirror", "rollcall",
  ])
  func `two sides that agree leave a full run nothing to do`(_ policy: String) throws {
    var world = try World.sample(policy)
    world.links = (1...4).map { group in
      Link(
        tenantGroup: .objectID(World.guid(group)), localGroup: .key("\(group)"),
        direction: .importing, place: "links.csv:\(group)")
    }
    let (operations, findings) = run(world)
    #expect(operations == [])
    #expect(findings == [])
  }
}
