import DirectoryModel
import SyncSemantics

extension Case {
  /// Puts a group 5 of Finn and Gil into group 1 of the tenant.
  private static func nest(_ world: inout World) {
    world.addGroup(5, "Auditors", [106, 107])
    world.group(1) { $0.members.append(5) }
    world.expected?.append(5)
  }

  static let nested: [Case] = [
    Case("nested members do not count and are not there") { nest(&$0) },
    Case("nested members do not count and one is there", "nested.flattened") { world in
      nest(&world)
      world.copy(1) { $0.members.append(6) }
    },
    Case("a nested group that brings people in is told", "nested.not-followed") { world in
      world.policy.members.reportsNestedGroups = true
      nest(&world)
    },
    Case("a nested group of people who are members anyway is not told") { world in
      world.policy.members.reportsNestedGroups = true
      nest(&world)
      world.group(1) { $0.members += [106, 107] }
      world.copy(1) { $0.members += [6, 7] }
    },
    Case("nested members count and are there") { world in
      world.policy.members.nesting = .transitive
      nest(&world)
      world.copy(1) { $0.members += [6, 7] }
    },
    Case("nested members count and one is not there", "nested.member-missing") { world in
      world.policy.members.nesting = .transitive
      nest(&world)
      world.copy(1) { $0.members.append(6) }
    },
    Case("an edge is missing", "nested.edge-missing") { world in
      world.policy.members.nesting = .preserved
      nest(&world)
    },
    Case("an edge is on both sides") { world in
      world.policy.members.nesting = .preserved
      nest(&world)
      world.copy(1) { $0.nested = [5] }
    },
    Case("an edge too many", "nested.edge-extra") { world in
      world.policy.members.nesting = .preserved
      world.copy(1) { $0.nested = [2] }
    },
    Case("edges do not matter to a product that counts direct members") {
      $0.copy(1) { $0.nested = [2] }
    },
    Case("a second parent has no place", "nested.edge-not-representable") { world in
      world.policy.members.nesting = .preserved
      world.policy.members.singleParent = true
      nest(&world)
      world.group(2) { $0.members.append(5) }
      world.copy(1) { $0.nested = [5] }
    },
    Case("groups of the tenant contain each other", "nested.cycle") { world in
      world.group(1) { $0.members.append(2) }
      world.group(2) { $0.members.append(1) }
    },
    Case(
      "local groups contain each other", "nested.edge-extra", "nested.edge-extra",
      "nested.local-cycle"
    ) { world in
      world.policy.members.nesting = .preserved
      world.copy(1) { $0.nested = [2] }
      world.copy(2) { $0.nested = [1] }
    },
    Case("groups nest each other eleven levels deep", "nested.depth") { world in
      for id in 21...31 { world.groups.append(World.Group(id: id, name: "Level \(id)")) }
      for id in 21...30 { world.group(id) { $0.members = [id + 1] } }
      world.group(1) { $0.members.append(21) }
    },
    Case("ten levels are no matter") { world in
      for id in 21...30 { world.groups.append(World.Group(id: id, name: "Level \(id)")) }
      for id in 21...29 { world.group(id) { $0.members = [id + 1] } }
      world.group(1) { $0.members.append(21) }
    },
    Case(
      "somebody who comes by two ways is stored twice", "local.repeated-row",
      "nested.counted-twice"
    ) { world in
      world.policy.members.nesting = .transitive
      nest(&world)
      world.group(5) { $0.members.append(101) }
      world.copy(5) { $0.members.append(1) }
      world.copy(1) { $0.members += [6, 7, 1] }
    },
    Case("a Microsoft 365 group cannot be nested", "nested.unsupported-kind") { world in
      world.policy.members.nesting = .preserved
      nest(&world)
      world.group(5) { $0.flags = [.typesKnown, .unified] }
      world.copy(1) { $0.nested = [5] }
    },
  ]

  static let inputs: [Case] = [
    Case("a row of a user who does not exist", "local.dangling-row") {
      $0.copy(1) { $0.members.append(77) }
    },
    Case("a row stored three times", "local.repeated-row") {
      $0.copy(1) { $0.members += [1, 1] }
    },
    Case("rows that were left out", "local.rows-left-out", "local.rows-left-out") {
      $0.tallies = [("membership rows", "the user is NULL", 3), ("users", "the key is NULL", 1)]
    },
    Case("two inputs differ", "snapshot.contradiction", "snapshot.contradiction") {
      $0.contradictions = [
        (101, "displayName", "Ann Lee", "Anna Lee"), (1, "displayName", "Finance", "Money"),
      ]
    },
  ]

  /// What incomplete evidence leaves open: no finding may rest on it.
  static let incomplete: [Case] = [
    Case("a cut list proves nobody absent", leavesOpen: ["membership.extra", "membership.missing"])
    { world in
      world.group(1) { ($0.state, $0.members) = (.bounded(2), [101, 102]) }
    },
    Case(
      "a cut list still proves who is present", "membership.missing",
      leavesOpen: ["membership.extra", "membership.missing"]
    ) { world in
      world.group(1) { ($0.state, $0.members) = (.partial("the file ends early"), [101, 102]) }
      world.copy(1) { $0.members = [1, 3] }
    },
    Case(
      "a list that nobody asked for proves nothing",
      leavesOpen: ["membership.extra", "membership.missing"]
    ) { world in
      world.group(1) { ($0.state, $0.members) = (.notCollected, []) }
    },
    Case(
      "a nested group whose list is cut leaves the whole group open",
      leavesOpen: ["membership.extra", "membership.missing"]
    ) { world in
      world.policy.members.nesting = .transitive
      nest(&world)
      world.group(5) { ($0.state, $0.members) = (.bounded(1), [106]) }
      world.copy(1) { $0.members += [6, 7] }
    },
    Case(
      "a cut local list proves nobody missing",
      leavesOpen: ["membership.extra", "membership.missing"]
    ) { world in
      world.localLists = .partial("page 7 is broken")
      world.copy(1) { $0.members = [1] }
    },
    Case(
      "people who are not in a cut list of people are not called unmatched or departed",
      leavesOpen: [
        "identity.departed", "identity.unmatched", "membership.extra", "membership.missing",
      ]
    ) { world in
      world.tenantStates[.user] = .partial("the file ends early")
      world.accounts.append(World.Account(key: 9, userName: "robot"))
      world.copy(1) { $0.members.append(9) }
    },
    Case(
      "groups that are not in a cut list of groups are not called missing",
      leavesOpen: ["group.missing-in-tenant"]
    ) { world in
      world.tenantStates[.group] = .partial("the file ends early")
      world.localGroups.append(World.LocalGroup(key: 9, name: "Chess Club"))
    },
    Case(
      "accounts that are not in a cut list of accounts are not called missing",
      leavesOpen: ["identity.not-imported", "membership.extra", "membership.missing"]
    ) { world in
      world.localStates[.user] = .partial("a page is broken")
      world.remove(account: 1)
    },
    Case(
      "local groups that are not in a cut list are not called missing",
      leavesOpen: ["group.missing-locally"]
    ) { world in
      world.localStates[.group] = .partial("a page is broken")
      world.localGroups.removeAll { $0.key == 4 }
    },
    Case(
      "an export without deletions cannot tell departed people", "identity.unmatched",
      "membership.unmatched-account", "membership.unmatched-account",
      leavesOpen: ["group.deleted", "identity.departed", "membership.departed"]
    ) { world in
      world.lost = .deletions
      world.account(1) { $0.externalID = nil }
      world.people.removeAll { $0.id == 101 }
      for index in world.groups.indices { world.groups[index].members.removeAll { $0 == 101 } }
    },
    Case("an export that does not say who is blocked", leavesOpen: ["identity.disabled-active"]) {
      $0.lost = .accountEnabled
      for index in $0.people.indices { $0.people[index].isEnabled = nil }
    },
    Case("an entry of the selection that names nothing", leavesOpen: ["group.missing-locally"]) {
      $0.selection = ["Finnance"]
    },
    Case("a link that names nothing", leavesOpen: ["membership.extra", "membership.missing"]) {
      $0.links = [
        Link(
          tenantGroup: .name("Finnance"), localGroup: .key("1"), direction: nil,
          place: "links.csv:3")
      ]
    },
  ]
}
