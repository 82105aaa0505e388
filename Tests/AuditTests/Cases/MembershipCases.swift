import DirectoryModel
import SyncSemantics

extension Case {
  static let membership: [Case] = [
    Case("nothing differs") { _ in },
    Case("a member is missing", "membership.missing") { $0.copy(1) { $0.members = [2, 3] } },
    Case("a member too many", "membership.extra") { $0.copy(1) { $0.members.append(8) } },
    Case("members in another order are the same") { $0.copy(3) { $0.members = [8, 7, 6, 5] } },
    Case("a member too many is kept", "membership.foreign-kept") { world in
      world.policy.fullRun.foreignMembers = .keep
      world.copy(1) { $0.members.append(8) }
    },
    Case("a member whom somebody added by hand is kept", "membership.foreign-kept") { world in
      world.policy.fullRun.handMadeMembers = .keep
      world.copy(1) {
        $0.members.append(8)
        $0.handMade = [8]
      }
    },
    Case(
      "of two members too many the one made by hand is kept", "membership.extra",
      "membership.foreign-kept"
    ) { world in
      world.policy.fullRun.handMadeMembers = .keep
      world.copy(1) {
        $0.members += [7, 8]
        $0.handMade = [8]
      }
    },
    Case("an emptied group of the tenant keeps its copy's members", "membership.foreign-kept") {
      $0.policy.fullRun.emptyAnswer = .keep
      $0.group(2) { $0.members = [] }
      $0.copy(2) { $0.members = [4] }
    },
    Case("an emptied group of the tenant empties its copy", "membership.extra") {
      $0.group(2) { $0.members = [] }
      $0.copy(2) { $0.members = [4] }
    },
    Case(
      "a deleted person is departed, never merely surplus", "identity.departed",
      "membership.departed", "membership.departed"
    ) { $0.delete(person: 101) },
    Case("a deleted person without an account is nobody's concern") { world in
      world.delete(person: 101)
      world.remove(account: 1)
    },
    Case(
      "an account of nobody is a member", "membership.unmatched-account", "identity.unmatched"
    ) { world in
      world.accounts.append(World.Account(key: 9, userName: "robot"))
      world.copy(1) { $0.members.append(9) }
    },
    Case("a guest whom the policy leaves out is not missing") { world in
      world.policy.members.guests = .exclude
      world.person(101) { $0.isGuest = true }
      world.copy(1) { $0.members = [2, 3] }
      world.copy(4) { $0.members = [8] }
    },
    Case("a blocked person whom the policy leaves out is not missing") { world in
      world.policy.members.disabledAccounts = .exclude
      world.person(101) { $0.isEnabled = false }
      world.account(1) { $0.isEnabled = false }
      world.copy(1) { $0.members = [2, 3] }
      world.copy(4) { $0.members = [8] }
    },
    Case("an owner counts as a member where the product says so") { world in
      world.policy.owners.countAsMembers = true
      world.group(1) { $0.owners = [108] }
      world.copy(1) { $0.members.append(8) }
    },
    Case("an owner is a member too many where the product counts members only", "membership.extra")
    { world in
      world.group(1) { $0.owners = [108] }
      world.copy(1) { $0.members.append(8) }
    },
  ]

  static let owners: [Case] = [
    Case("an owner is missing", "owner.missing") { world in
      world.policy.owners.handling = .mirror
      world.group(1) { $0.owners = [101] }
    },
    Case("an owner too many", "owner.extra") { world in
      world.policy.owners.handling = .mirror
      world.copy(1) { $0.owners = [2] }
    },
    Case("the same owner on both sides") { world in
      world.policy.owners.handling = .mirror
      world.group(1) { $0.owners = [101] }
      world.copy(1) { $0.owners = [1] }
    },
    Case("owners do not matter to a product that knows none") { world in
      world.group(1) { $0.owners = [101] }
      world.copy(1) { $0.owners = [2] }
    },
    Case("owners that nobody exported prove nothing", leavesOpen: ["owner.extra", "owner.missing"])
    { world in
      world.policy.owners.handling = .mirror
      world.ownersKnown = false
      world.lost = .owners
      world.copy(1) { $0.owners = [2] }
    },
  ]
}
