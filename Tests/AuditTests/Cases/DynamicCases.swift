import DirectoryModel
import SyncSemantics

extension World {
  /// Makes a group one that a rule fills.
  mutating func makeDynamic(_ id: Int, _ rule: String, isPaused: Bool = false) {
    group(id) {
      $0.flags.formUnion(isPaused ? [.dynamic, .rulePaused] : .dynamic)
      $0.attributes.append((.membershipRule, rule))
    }
  }

  /// Gives people a department: whoever is in the first group is in Finance, the others in Sales.
  mutating func giveDepartments() {
    let finance = groups.first { $0.id == 1 }?.members ?? []
    for index in people.indices {
      let name = finance.contains(people[index].id) ? "Finance" : "Sales"
      people[index].attributes.append((.department, name))
    }
  }
}

extension Case {
  static let finance = #"user.department -eq "finance""#

  static let dynamic: [Case] = [
    Case("a dynamic group holds exactly those whom its rule takes") { world in
      world.giveDepartments()
      world.makeDynamic(1, finance)
    },
    Case("a dynamic group has a member whom its rule does not take", "dynamic.member-not-by-rule") {
      world in
      world.giveDepartments()
      world.makeDynamic(1, finance)
      world.person(102) { $0.attributes = [(.department, "Sales")] }
    },
    Case("a dynamic group lacks somebody whom its rule takes", "dynamic.rule-not-member") { world in
      world.giveDepartments()
      world.makeDynamic(1, finance)
      world.person(107) { $0.attributes = [(.department, "FINANCE")] }
    },
    Case("a person without a department is known to have none", "dynamic.member-not-by-rule") {
      world in
      world.giveDepartments()
      world.makeDynamic(1, finance)
      world.person(103) { $0.attributes = [] }
    },
    Case(
      "a rule looks at an attribute that nobody has",
      leavesOpen: ["dynamic.member-not-by-rule", "dynamic.rule-not-member"]
    ) { $0.makeDynamic(1, finance) },
    Case(
      "a rule looks at the present, which an export does not know",
      leavesOpen: ["dynamic.member-not-by-rule", "dynamic.rule-not-member"]
    ) { $0.makeDynamic(1, "user.employeeHireDate -le system.now") },
    Case(
      "a list of members that was cut proves nothing of those who are not in it",
      leavesOpen: ["membership.extra", "membership.missing"]
    ) { world in
      world.giveDepartments()
      world.makeDynamic(1, finance)
      world.person(107) { $0.attributes = [(.department, "Finance")] }
      world.group(1) { $0.state = .bounded(20) }
    },
    Case(
      "an export that does not show members of dynamic groups proves nothing",
      leavesOpen: ["membership.extra", "membership.missing"]
    ) { world in
      world.lost = .dynamicMembers
      world.giveDepartments()
      world.makeDynamic(1, finance)
      world.person(107) { $0.attributes = [(.department, "Finance")] }
    },
    Case("the rule of a group is paused, and it is not held against it", "dynamic.paused") {
      world in
      world.giveDepartments()
      world.makeDynamic(1, finance, isPaused: true)
      world.person(107) { $0.attributes = [(.department, "Finance")] }
    },
    Case("an assigned group may keep the rule that it once had") { world in
      world.giveDepartments()
      world.group(1) { $0.attributes.append((.membershipRule, #"user.department -eq "x""#)) }
    },
    Case("a dynamic group whose rule was not read is not held against it") {
      $0.group(1) { $0.flags.insert(.dynamic) }
    },
    Case("a rule names a property that is not there", "dynamic.invalid-rule") {
      $0.makeDynamic(1, #"(user.departement -eq "Finance")"#)
    },
    Case("a rule is cut off and paused", "dynamic.invalid-rule", "dynamic.paused") {
      $0.makeDynamic(1, #"user.department -eq "Fin"#, isPaused: true)
    },
    Case("a memberOf group holds the members of its sources") { world in
      world.makeDynamic(4, memberOf(1, 3))
      world.group(4) { $0.members = [101, 102, 103, 105, 106, 107, 108] }
      world.copy(4) { $0.members = [1, 2, 3, 5, 6, 7, 8] }
    },
    Case("a memberOf group kept somebody", "dynamic.member-of-never-lets-go") { world in
      world.makeDynamic(4, memberOf(1))
      world.group(4) { $0.members = [101, 102, 103, 108] }
      world.copy(4) { $0.members = [1, 2, 3, 8] }
    },
    Case(
      "the source of a memberOf group was deleted", "dynamic.member-of-never-lets-go",
      "dynamic.member-of-never-lets-go"
    ) { $0.makeDynamic(4, memberOf(99)) },
    Case(
      "the source of a memberOf group is not in a list of groups that was cut",
      leavesOpen: [
        "dynamic.member-not-by-rule", "dynamic.rule-not-member", "group.missing-in-tenant",
      ]
    ) { world in
      world.tenantStates[.group] = .bounded(100)
      world.makeDynamic(4, memberOf(99))
    },
    Case("a memberOf group lacks a member of its source", "dynamic.rule-not-member") { world in
      world.makeDynamic(4, memberOf(1))
      world.group(4) { $0.members = [101, 102] }
      world.copy(4) { $0.members = [1, 2] }
    },
    Case("a rule about devices does not ask for users") { world in
      world.makeDynamic(4, "device.accountEnabled -eq false")
    },
  ]

  private static func memberOf(_ groups: Int...) -> String {
    let list = groups.map { "'\(World.guid($0))'" }.joined(separator: ", ")
    return "user.memberOf -any (group.objectId -in [\(list)])"
  }
}
