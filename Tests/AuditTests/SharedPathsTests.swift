import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Audit

/// Ways that several threads ask for at once, held against a search for each of them.
struct SharedPathsTests {
  /// A group of three nested ones with forty people, whose copy is empty: each finding has a way.
  private static func world() throws -> World {
    var world = try World()
    world.policy.members.nesting = .transitive
    let people = Array(1...40)
    world.people = people.map {
      World.Person(id: $0, name: "Person \($0)", principalName: "p\($0)@a.org")
    }
    world.accounts = people.map {
      World.Account(key: $0, userName: "p\($0)@a.org", externalID: $0)
    }
    world.groups = [
      World.Group(id: 51, name: "Outer", members: [52, 53, 1, 2, 3]),
      World.Group(id: 52, name: "Inner", members: Array(4...20) + [53]),
      World.Group(id: 53, name: "Core", members: Array(15...40) + [51]),
    ]
    world.localGroups = world.groups.map {
      World.LocalGroup(key: $0.id, name: $0.name, externalID: $0.id)
    }
    return world
  }

  private static func text(_ text: FindingText) -> [String] {
    [text.message, text.expected, text.found] + text.explanation
  }

  @Test func `the texts of findings are the same in whatever order they are made`() throws {
    let result = try Self.world().audited()
    let findings = result.findings
    let texts = findings.map { Self.text(result.text($0)) }
    #expect(findings.count >= 100)
    // One by one, each from an audit that has told nothing yet.
    for index in stride(from: 0, to: findings.count, by: 7) {
      let fresh = try Self.world().audited()
      #expect(Self.text(fresh.text(fresh.findings[index])) == texts[index])
    }
    let reversed = findings.reversed().map { Self.text(result.text($0)) }
    #expect(Array(reversed.reversed()) == texts)
    let evenFirst = findings.indices.sorted { ($0 % 2, $0) < ($1 % 2, $1) }
    for index in evenFirst { #expect(Self.text(result.text(findings[index])) == texts[index]) }
    let ways = texts.joined().filter { $0.contains(" contains ") }
    #expect(ways.contains("'Outer' contains 'Inner' contains 'Person 9'"))
    #expect(ways.contains("'Outer' contains 'Core' contains 'Person 30'"))
    #expect(ways.contains("'Core' contains 'Outer' contains 'Person 2'"))
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `threads that ask at once get the ways that a search finds`(seed: UInt64) async throws {
    let input = try Self.world().audited(rules: []).input
    let paths = SharedPaths(input.nesting, input.tenant)
    let wrong = await withTaskGroup(of: Int.self) { tasks in
      for number in 0..<6 {
        tasks.addTask {
          var random = SeededGenerator(seed: seed &+ UInt64(number))
          var (wrong, group) = (0, input.tenant.groups[0])
          for _ in 0..<400 {
            if random.chance(1, outOf: 15) { group = random.pick(Array(input.tenant.groups)) }
            let member = ObjectIndex(random.number(below: input.tenant.objectCount))
            let path = input.nesting.shortestPath(from: group, to: member, in: input.tenant)
            if paths.path(from: group, to: member) != path { wrong += 1 }
          }
          return wrong
        }
      }
      return await tasks.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test func `a group without nested groups is looked at alone`() throws {
    var world = try World.sample()
    world.copy(1) { $0.members = [] }
    let input = world.audited(rules: []).input
    for group in input.tenant.groups {
      for member in 0..<ObjectIndex(input.tenant.objectCount) {
        let isMember = input.tenant.members.contains(member, in: group)
        let path = input.paths.path(from: group, to: member)
        #expect(path == (isMember ? [group, member] : nil))
      }
    }
  }
}
