import DirectoryModel
import MembershipRules
import TestSupport
import Testing

@testable import Audit

/// Many rules over many people, divided between threads, held against asking each person.
struct DynamicGroupTests {
  private static let departments = ["Sales", "SALES", "Finance", "", "Vertrieb Süd"]
  private static let rules = [
    #"user.department -eq "sales""#, #"user.department -ne "finance" and user.city -eq null"#,
    #"user.displayName -match "1$" or user.department -startsWith "v""#,
    #"user.userPrincipalName -endsWith "7@a.org""#, #"device.displayName -contains "2""#,
    #"user.country -eq "x" or user.accountEnabled -eq false"#, "user.city -eq",
    #"user.memberOf -any (group.objectId -in ["00000000-abcd-0000-7000-000000000001"])"#,
  ]

  /// 60 groups with rules and 200 people, of whom they take some and list others.
  private static func world(_ seed: UInt64) throws -> World {
    var random = SeededGenerator(seed: seed)
    var world = try World()
    world.people = (1...200).map { number in
      let department = random.pick(departments)
      return World.Person(
        id: 1_000 + number, kind: number % 9 == 0 ? .device : .user, name: "P \(number)",
        principalName: "p\(number)@a.org", isEnabled: random.pick([true, false, nil]),
        isDeleted: random.chance(1, outOf: 20), isRecorded: random.chance(9, outOf: 10),
        attributes: department.isEmpty ? [] : [(.department, department)])
    }
    world.groups = (1...60).map { number in
      World.Group(
        id: number, name: "Group \(number)",
        members: (1_001...1_200).filter { _ in random.chance(1, outOf: 4) },
        state: random.pick([.complete, .complete, .bounded(10)]))
    }
    world.localGroups = (1...60).map { number in
      World.LocalGroup(key: number, name: "Group \(number)", externalID: number)
    }
    for number in 1...60 {
      world.makeDynamic(number, random.pick(rules), isPaused: random.chance(1, outOf: 9))
    }
    return world
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `disagreements are those of asking each person`(seed: UInt64) throws {
    let input = try Self.world(seed).audited(rules: []).input
    let tenant = input.tenant
    #expect(input.dynamicGroups.count == 60)
    let sources = input.dynamicGroups.flatMap { $0.rule?.sourceGroups ?? [] }
    let subjects = TenantSubjects(tenant, sourceGroups: sources)
    var (found, unknown) = (0, 0)
    for dynamic in input.dynamicGroups {
      guard let rule = dynamic.rule, !dynamic.isPaused else {
        #expect(dynamic.disagreements.isEmpty)
        #expect(dynamic.isPaused || dynamic.error != nil)
        continue
      }
      let listed = Set(tenant.members.list(of: dynamic.group))
      let isWhole = tenant.members.state(of: dynamic.group).provesAbsence
      var wrong: [(member: Bool, object: ObjectIndex)] = []
      var unknownCount = 0
      for object in rule.kind == .device ? tenant.devices : tenant.users {
        let isMember = listed.contains(object)
        guard isMember || isWhole else { continue }
        switch rule.evaluate(on: subjects.subject(object)) {
        case .unknown: unknownCount += 1
        case .yes: if !isMember { wrong.append((false, object)) }
        case .no: if isMember { wrong.append((true, object)) }
        }
      }
      wrong.sort {
        ($0.member ? 0 : 1, tenant.guids[Int($0.object)])
          < ($1.member ? 0 : 1, tenant.guids[Int($1.object)])
      }
      #expect(dynamic.disagreements.map(\.object) == wrong.map(\.object), "seed \(seed)")
      #expect(dynamic.disagreements.map(\.isMember) == wrong.map(\.member), "seed \(seed)")
      #expect(dynamic.unknownCount == unknownCount, "seed \(seed): \(rule.text)")
      #expect(dynamic.missing.isEmpty == (unknownCount == 0))
      (found, unknown) = (found + wrong.count, unknown + unknownCount)
    }
    #expect(found > 100 && unknown > 100, "seed \(seed): too little is compared")
  }

  /// The same people and groups, read the other way round.
  @Test(arguments: SeededGenerator.seeds(3))
  func `nothing depends on the order in which people were read`(seed: UInt64) throws {
    var world = try Self.world(seed)
    for index in world.people.indices where index % 3 == 0 {
      world.people[index].attributes.append((.city, "Oslo"))
    }
    for index in world.people.indices where index % 3 == 1 {
      world.people[index].attributes.append((.country, "y"))
    }
    let open = #"user.city -eq "x" or user.country -eq "x""#
    for number in [1, 2, 3] {
      world.group(number) {
        ($0.flags, $0.attributes) = ([.typesKnown, .dynamic], [(.membershipRule, open)])
      }
    }
    var reversed = world
    reversed.people.reverse()
    reversed.groups.reverse()
    let (one, other) = (world.audited(), reversed.audited())
    #expect(one.page == other.page)
    func lists(_ result: AuditResult) -> [[String]] {
      let tenant = result.input.tenant
      let groups = result.input.dynamicGroups.sorted {
        tenant.guids[Int($0.group)] < tenant.guids[Int($1.group)]
      }
      return groups.map { $0.disagreements.map { "\(tenant.guids[Int($0.object)])" } }
    }
    #expect(lists(one) == lists(other))
    #expect(one.notAssessable.map(\.reason) == other.notAssessable.map(\.reason))
    #expect(one.input.dynamicGroups.contains { $0.disagreements.count > 2 })
  }

  @Test func `what was not collected is named once for a rule`() throws {
    var world = try Self.world(1)
    let rule = #"user.country -eq "x" or user.country -eq "y" or user.postalCode -ne null"#
    world.group(2) {
      ($0.flags, $0.attributes) = ([.typesKnown, .dynamic], [(.membershipRule, rule)])
    }
    let input = world.audited(rules: []).input
    let group = try #require(input.tenant.find(World.guid(2)))
    let dynamic = try #require(input.dynamicGroups.first { $0.group == group })
    #expect(dynamic.missing == ["user.country", "user.postalCode"])
    #expect(dynamic.unknownCount > 0)
    #expect(dynamic.disagreements.isEmpty)
  }
}
