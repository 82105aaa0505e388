import DirectoryModel
import SyncSemantics

extension World {
  /// Eight people in four groups, and an application that agrees in everything.
  ///
  /// Person 101 has account 1, group 1 the local group 1, and so on.
  static func sample(_ policy: String = "mirror") throws -> World {
    var world = try World(policy)
    let names = ["Ann Lee", "Bob Hart", "Cid Moor", "Dora Voss"]
    let others = ["Eve Stone", "Finn Berg", "Gil Ros", "Hana Ito"]
    for (index, name) in (names + others).enumerated() { world.addPerson(101 + index, name) }
    world.addGroup(1, "Finance", [101, 102, 103])
    world.addGroup(2, "Sales", [103, 104, 105])
    world.addGroup(3, "Support", [105, 106, 107, 108])
    world.addGroup(4, "Legal", [101, 108])
    world.expected = [1, 2, 3, 4]
    return world
  }

  /// Adds a person who has an account of the same name, with the person's identifier.
  mutating func addPerson(_ id: Int, _ name: String) {
    let address = name.lowercased().split(separator: " ").joined(separator: ".") + "@example.com"
    people.append(Person(id: id, name: name, principalName: address, mail: address))
    accounts.append(
      Account(key: id - 100, userName: address, name: name, mail: address, externalID: id))
  }

  /// Adds a device of the tenant.
  mutating func addDevice(_ id: Int, _ name: String, deviceID: Int) {
    people.append(
      Person(
        id: id, kind: .device, name: name, isGuest: nil,
        attributes: [(.deviceID, Self.guid(deviceID).description)]))
  }

  /// Adds a group that has a copy with the same members and the group's identifier.
  mutating func addGroup(_ id: Int, _ name: String, _ members: [Int]) {
    groups.append(Group(id: id, name: name, members: members))
    localGroups.append(
      LocalGroup(key: id, name: name, externalID: id, members: members.map { $0 - 100 }))
  }

  /// Changes a person of the tenant.
  mutating func person(_ id: Int, _ change: (inout Person) -> Void) {
    for index in people.indices where people[index].id == id { change(&people[index]) }
  }

  /// Changes a group of the tenant.
  mutating func group(_ id: Int, _ change: (inout Group) -> Void) {
    for index in groups.indices where groups[index].id == id { change(&groups[index]) }
  }

  /// Changes an account of the application.
  mutating func account(_ key: Int, _ change: (inout Account) -> Void) {
    for index in accounts.indices where accounts[index].key == key { change(&accounts[index]) }
  }

  /// Changes a group of the application.
  mutating func copy(_ key: Int, _ change: (inout LocalGroup) -> Void) {
    for index in localGroups.indices where localGroups[index].key == key {
      change(&localGroups[index])
    }
  }

  /// Deletes a person as Entra ID does: out of every group, into the recycle bin.
  mutating func delete(person id: Int) {
    person(id) {
      $0.isDeleted = true
      $0.principalName =
        Self.guid(id).description.filter { $0 != "-" } + $0.principalName
      $0.attributes.append((.deletedDateTime, "2026-11-02T08:00:00Z"))
    }
    for index in groups.indices {
      groups[index].members.removeAll { $0 == id }
      groups[index].owners.removeAll { $0 == id }
    }
  }

  /// Deletes a group as Entra ID does: out of every group, into the recycle bin.
  mutating func delete(group id: Int) {
    group(id) {
      $0.isDeleted = true
      $0.attributes.append((.deletedDateTime, "2026-11-03T09:00:00Z"))
    }
    for index in groups.indices { groups[index].members.removeAll { $0 == id } }
    expected?.removeAll { $0 == id }
  }

  /// Takes an account away, with its memberships.
  mutating func remove(account key: Int) {
    accounts.removeAll { $0.key == key }
    for index in localGroups.indices {
      localGroups[index].members.removeAll { $0 == key }
      localGroups[index].owners.removeAll { $0 == key }
    }
  }

  /// Takes every external identifier out of the application.
  mutating func forgetIdentifiers() {
    for index in accounts.indices { accounts[index].externalID = nil }
    for index in localGroups.indices { localGroups[index].externalID = nil }
  }
}
