import DirectoryModel
import SyncSemantics

extension Case {
  static let people: [Case] = [
    Case("a person of two groups has no account and is reported once", "identity.not-imported") {
      $0.remove(account: 1)
    },
    Case("a person of no compared group needs no account") { world in
      world.addPerson(109, "Ivo Rand")
      world.remove(account: 9)
    },
    Case(
      "a person has no account though the sync makes one for everybody",
      "identity.account-missing"
    ) { world in
      world.policy.identityMatching.unmatched = .create
      world.remove(account: 1)
    },
    Case(
      "somebody in no group has no account though the sync makes one for everybody",
      "identity.account-missing"
    ) { world in
      world.policy.identityMatching.unmatched = .create
      world.addPerson(109, "Ivo Rand")
      world.remove(account: 9)
    },
    Case("an account belongs to nobody", "identity.unmatched") {
      $0.accounts.append(World.Account(key: 9, userName: "backup"))
    },
    Case("an account of the product itself belongs to nobody and is not reported") { world in
      world.accounts.append(World.Account(key: 9, userName: "admin"))
      world.localGroups.append(
        World.LocalGroup(key: 9, name: "admins", members: [9], flags: .builtIn))
    },
    Case("a blocked person has an active account", "identity.disabled-active") {
      $0.person(101) { $0.isEnabled = false }
    },
    Case("a blocked person has a blocked account") { world in
      world.person(101) { $0.isEnabled = false }
      world.account(1) { $0.isEnabled = false }
    },
    Case("whether an account is active is not known") { world in
      world.person(101) { $0.isEnabled = false }
      world.account(1) { $0.isEnabled = nil }
    },
    Case("a person got another user name", "identity.upn-changed") {
      $0.person(101) { $0.principalName = "ann.berg@example.com" }
    },
    Case("names of accounts that say nothing of people may differ") { world in
      world.policy.identityMatching.userNames.members = .free
      world.account(1) { $0.userName = "al77" }
    },
    Case("a person got another address", "identity.mail-changed") {
      $0.account(1) { $0.mail = "ann@old.example.com" }
    },
    Case("an address in another case is the same") {
      $0.account(1) { $0.mail = "Ann.Lee@Example.com" }
    },
    Case("an address that the product does not look at may differ") { world in
      world.policy.identityMatching.ladder = [.externalID]
      world.account(1) { $0.mail = "ann@old.example.com" }
    },
    Case("a user name in another case breaks an exact product", "identity.name-case") { world in
      world.policy.identityMatching.userNames.spelling.letterCase = .exact
      world.account(1) { $0.userName = "Ann.Lee@example.com" }
    },
    Case("a user name in another case does not matter to most products") {
      $0.account(1) { $0.userName = "Ann.Lee@example.com" }
    },
    Case("a user name with a blank behind it", "identity.name-blank") {
      $0.account(1) { $0.userName += " " }
    },
    Case("a user name with a sign without width", "identity.name-blank") {
      $0.account(1) { $0.userName = "ann\u{200B}.lee@example.com" }
    },
    Case("a guest under the address where the product uses the other name", "identity.guest-form") {
      $0.person(101) {
        $0.isGuest = true
        $0.principalName = "ann_other.org#EXT#@example.com"
        $0.mail = "ann@other.org"
      }
      $0.account(1) {
        $0.userName = "ann@other.org"
        $0.mail = "ann@other.org"
      }
    },
    Case("a guest under the name that the product uses") {
      $0.person(101) {
        $0.isGuest = true
        $0.principalName = "ann_other.org#EXT#@example.com"
        $0.mail = "ann@other.org"
      }
      $0.account(1) {
        $0.userName = "ann_other.org#EXT#@example.com"
        $0.mail = "ann@other.org"
      }
    },
    Case("an attribute that is mapped differs", "identity.attribute-differs") { world in
      world.policy.attributeMapping = [AttributePair(directory: "city", local: "city")]
      for index in world.people.indices { world.people[index].attributes = [(.city, "Oslo")] }
      for index in world.accounts.indices { world.accounts[index].attributes = [(.city, "Oslo")] }
      world.account(1) { $0.attributes = [(.city, "Bergen")] }
    },
    Case("an attribute that the application does not keep is not compared") { world in
      world.policy.attributeMapping = [AttributePair(directory: "city", local: "city")]
      for index in world.people.indices { world.people[index].attributes = [(.city, "Oslo")] }
    },
  ]

  static let identifiers: [Case] = [
    Case("a person was deleted and made anew", "identity.recreated") { world in
      world.delete(person: 101)
      world.people.append(
        World.Person(
          id: 111, name: "Ann Lee", principalName: "ann.lee@example.com",
          mail: "ann.lee@example.com"))
      world.group(1) { $0.members.append(111) }
      world.group(4) { $0.members.append(111) }
    },
    Case(
      "somebody else got the address of a deleted person", "identity.departed",
      "identity.not-imported", "identity.recycled-address", "membership.departed",
      "membership.departed"
    ) { world in
      world.delete(person: 101)
      world.people.append(
        World.Person(
          id: 111, name: "Ann Leeds", principalName: "ann.lee@example.com",
          mail: "ann.lee@example.com"))
      world.group(1) { $0.members.append(111) }
    },
    Case("an identifier is missing where it is needed", "identity.external-id-missing") { world in
      world.policy.identityMatching.expectsExternalIDs = true
      world.account(1) { $0.externalID = nil }
    },
    Case("an identifier is missing where it is not needed") {
      $0.account(1) { $0.externalID = nil }
    },
    Case("an identifier is written in capitals", "identity.external-id-form") { world in
      world.policy.identityMatching.externalIDs = .exact
      world.account(1) {
        $0.attributes = [(.externalIDText, World.guid(101).description.uppercased())]
      }
    },
    Case("an identifier is written in capitals, which the product does not see") { world in
      world.account(1) {
        $0.attributes = [(.externalIDText, World.guid(101).description.uppercased())]
      }
    },
    Case("an identifier belongs to nobody", "identity.external-id-unknown") {
      $0.account(1) { $0.externalID = 999 }
    },
    Case(
      "an identifier and all names belong to nobody", "identity.external-id-unknown",
      "identity.not-imported", "membership.unmatched-account", "membership.unmatched-account"
    ) {
      $0.account(1) {
        $0.externalID = 999
        ($0.userName, $0.name, $0.mail) = ("xy", "Xy Zed", "xy@example.net")
      }
    },
    Case("an address belongs to somebody else by now", "identity.recycled-address") { world in
      world.person(101) {
        ($0.principalName, $0.mail) = ("ann.berg@example.com", "ann.berg@example.com")
      }
      world.people.append(
        World.Person(
          id: 111, name: "Ann Leeds", principalName: "ann.lee@example.com",
          mail: "ann.lee@example.com"))
      world.policy.identityMatching.userNames.members = .free
      world.policy.identityMatching.ladder = [.externalID, .userName]
    },
    Case(
      "two accounts of one person, both members", "identity.two-accounts",
      "membership.second-account"
    ) { world in
      world.accounts.append(
        World.Account(key: 9, userName: "ann", name: "Ann Lee", externalID: 101))
      world.copy(1) { $0.members.append(9) }
    },
    Case("an account that fits two people is refused", "identity.ambiguous") { world in
      for id in [111, 112] {
        world.people.append(
          World.Person(
            id: id, name: "Jo Kim", principalName: "jo\(id)@example.com", mail: "jo@example.com"))
      }
      world.accounts.append(World.Account(key: 9, name: "Jo Kim", mail: "jo@example.com"))
    },
  ]

  static let devices: [Case] = [
    Case("a device by its object identifier", policy: "rollcall") { world in
      world.addDevice(201, "PC-1", deviceID: 901)
      world.accounts.append(World.Account(key: 1, kind: .device, name: "PC-1", externalID: 201))
    },
    Case(
      "a device by the identifier that it calls itself by", "identity.device-id",
      policy: "rollcall"
    ) { world in
      world.addDevice(201, "PC-1", deviceID: 901)
      world.accounts.append(World.Account(key: 1, kind: .device, name: "PC-1", externalID: 901))
    },
    Case("a device of nobody", "identity.device-unmatched", policy: "rollcall") { world in
      world.addDevice(201, "PC-1", deviceID: 901)
      world.accounts.append(World.Account(key: 1, kind: .device, name: "PC-2"))
    },
    Case("a device by its host name", policy: "rollcall") { world in
      world.addDevice(201, "PC-1", deviceID: 901)
      world.accounts.append(
        World.Account(
          key: 1, kind: .device, name: "Ann's laptop",
          attributes: [(.hostName, "pc-1.corp.example.com")]))
    },
  ]
}
