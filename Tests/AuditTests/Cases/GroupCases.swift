import DirectoryModel
import SyncSemantics

extension Case {
  static let groups: [Case] = [
    Case("a group is missing in the application", "group.missing-locally") {
      $0.localGroups.removeAll { $0.key == 4 }
    },
    Case("a group that nobody asked for may be missing") { world in
      world.expected = [1, 2, 3]
      world.localGroups.removeAll { $0.key == 4 }
    },
    Case("every group is asked for", "group.missing-locally") { world in
      world.expected = nil
      world.policy.scope.expectation = .all
      world.localGroups.removeAll { $0.key == 4 }
    },
    Case("a local group is not in the tenant", "group.missing-in-tenant") {
      $0.localGroups.append(World.LocalGroup(key: 9, name: "Chess Club", members: [1]))
    },
    Case("a local group carries an identifier that nothing has", "group.missing-in-tenant") {
      $0.localGroups.append(World.LocalGroup(key: 9, name: "Chess Club", externalID: 999))
    },
    Case(
      "a local group matches nothing in an export that lacks some kinds of group",
      "group.unmatched", leavesOpen: ["group.missing-in-tenant"]
    ) { world in
      world.lost = .allGroupKinds
      world.localGroups.append(World.LocalGroup(key: 9, name: "Chess Club", members: [1]))
    },
    Case("an export that lacks some kinds of group holds all that is asked for") {
      $0.lost = .allGroupKinds
    },
    Case("a group that the product made itself is not looked for") {
      $0.localGroups.append(World.LocalGroup(key: 9, name: "admins", flags: .builtIn))
    },
    Case("a group was deleted in the tenant", "group.deleted") { $0.delete(group: 4) },
    Case("a group without an identifier was deleted in the tenant", "group.deleted") { world in
      world.forgetIdentifiers()
      world.delete(group: 4)
    },
    Case("a group was renamed in the tenant", "group.renamed") {
      $0.group(1) { $0.name = "Treasury" }
    },
    Case("a group without an identifier was renamed: its people tell", "group.renamed") { world in
      world.forgetIdentifiers()
      world.group(1) { $0.name = "Treasury" }
    },
    Case("a group was deleted and made anew", "group.recreated") { world in
      world.delete(group: 1)
      world.groups.append(World.Group(id: 21, name: "Finance", members: [101, 102, 103]))
      world.expected?.append(21)
    },
    Case("two local groups of one name", "group.duplicate-name") {
      $0.localGroups.append(World.LocalGroup(key: 9, name: "Finance"))
    },
    Case("two local groups of nearly one name", "group.duplicate-name") {
      $0.localGroups.append(World.LocalGroup(key: 9, name: "FINANCE "))
    },
    Case(
      "two tenant groups of one name and nothing to tell them apart", "group.ambiguous",
      "group.ambiguous", "group.ambiguous"
    ) { world in
      world.groups += [21, 22].map { World.Group(id: $0, name: "Twins") }
      world.localGroups.append(World.LocalGroup(key: 9, name: "Twins"))
      world.expected? += [21, 22]
    },
    Case("of two tenant groups of one name the members choose", "group.missing-locally") { world in
      world.groups += [21, 22].map { World.Group(id: $0, name: "Twins", members: [80 + $0]) }
      world.groups[world.groups.count - 1].members = [101, 102]
      world.groups[world.groups.count - 2].members = [103, 104]
      world.localGroups.append(World.LocalGroup(key: 9, name: "Twins", members: [1, 2]))
      world.expected? += [21, 22]
    },
    Case("of two tenant groups of one name the selection chooses") { world in
      world.groups += [21, 22].map { World.Group(id: $0, name: "Twins") }
      world.localGroups.append(World.LocalGroup(key: 9, name: "Twins"))
      world.expected?.append(21)
    },
    Case("a group of a kind that the sync does not take", "group.unsupported-kind") { world in
      world.policy.scope.kinds = [.security]
      world.group(1) { $0.flags = [.typesKnown, .unified] }
    },
    Case("a group that a rule fills cannot be written", "group.not-writable") { world in
      world.policy.authority = .local
      world.group(1) { $0.flags.insert(.dynamic) }
    },
    Case("a group that an on-premises directory masters cannot be written", "group.not-writable") {
      $0.policy.authority = .local
      $0.group(1) { $0.flags.formUnion([.onPremisesKnown, .onPremises]) }
    },
    Case("a mail-enabled security group cannot be written", "group.not-writable") { world in
      world.policy.authority = .local
      world.group(1) { $0.flags.insert(.mailEnabled) }
    },
    Case("a distribution group cannot be written", "group.not-writable") { world in
      world.policy.authority = .local
      world.group(1) {
        $0.flags.insert(.mailEnabled)
        $0.flags.remove(.securityEnabled)
      }
    },
    Case("a group that a rule fills may be read") { $0.group(1) { $0.flags.insert(.dynamic) } },
    Case("a group from on-premises appears twice", "onprem.appears-twice") { world in
      world.policy.scope.warnsOfOnPremisesGroups = true
      world.group(1) { $0.flags.formUnion([.onPremisesKnown, .onPremises]) }
    },
    Case("a group from on-premises appears once where nobody documents it twice") {
      $0.group(1) { $0.flags.formUnion([.onPremisesKnown, .onPremises]) }
    },
  ]

  static let groupIdentifiers: [Case] = [
    Case("an identifier of a group is missing where it is needed", "group.external-id-missing") {
      $0.policy.groupMatching.expectsExternalIDs = true
      $0.copy(1) { $0.externalID = nil }
    },
    Case("an identifier of a group is missing where it is not needed") {
      $0.copy(1) { $0.externalID = nil }
    },
    Case("an identifier of a group is written in braces", "group.external-id-form") { world in
      world.policy.groupMatching.externalIDs = .exact
      world.copy(1) { $0.attributes = [(.externalIDText, "{\(World.guid(1))}")] }
    },
    Case("an identifier of a group is written in braces, which the product does not see") {
      $0.copy(1) { $0.attributes = [(.externalIDText, "{\(World.guid(1))}")] }
    },
    Case(
      "two groups have each other's identifier", "group.external-id-swapped",
      "group.external-id-swapped"
    ) { world in
      world.copy(1) { $0.externalID = 2 }
      world.copy(2) { $0.externalID = 1 }
    },
    Case("a group of a new name carries the identifier of its original", "group.renamed") {
      $0.copy(1) { $0.name = "Money" }
    },
    Case("a group is named by an identifier", "name.is-object-id") { world in
      world.copy(1) {
        $0.name = World.guid(1).description
        $0.externalID = nil
      }
    },
    Case("all groups are named by identifiers, as the product has it") { world in
      world.policy.groupMatching.ladder = [.nameIsObjectID]
      for index in world.localGroups.indices {
        world.localGroups[index].name = World.guid(world.localGroups[index].key).description
        world.localGroups[index].externalID = nil
      }
    },
    Case("one group among many is not named by an identifier", "name.not-object-id") { world in
      world.policy.groupMatching.ladder = [.nameIsObjectID, .name]
      for index in world.localGroups.indices.dropFirst() {
        world.localGroups[index].name = World.guid(world.localGroups[index].key).description
      }
      for index in world.localGroups.indices { world.localGroups[index].externalID = nil }
    },
  ]
}
