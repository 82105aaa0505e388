import TestSupport
import Testing

@testable import DirectoryModel

/// Ways that are asked for one after another, held against a search for each of them.
struct PathsInTurnTests {
  /// Up to twelve groups that nest each other at random, rings included, and thirty people.
  private static func tenant(_ random: inout SeededGenerator) -> Directory {
    let count = 1 + random.number(below: 12)
    let lists = (0..<count).map { _ in
      let groups = (0..<count).filter { _ in random.chance(1, outOf: 5) }
      let people = (100..<130).filter { _ in random.chance(1, outOf: 8) }
      return groups + people
    }
    return Small.tenant(lists)
  }

  @Test(arguments: SeededGenerator.seeds(40), [0, 1, 2, 8])
  func `whatever was asked before, the way is the one that a search finds`(seed: UInt64, few: Int) {
    var random = SeededGenerator(seed: seed)
    let directory = Self.tenant(&random)
    let nesting = Nesting(directory)
    var paths = PathsInTurn(few: few)
    #expect(paths.group == noObject)
    var group = random.pick(Array(directory.groups))
    for _ in 0..<200 {
      // Mostly the same group again, as findings and operations come.
      if random.chance(1, outOf: 12) { group = random.pick(Array(directory.groups)) }
      let member = ObjectIndex(random.number(below: directory.objectCount))
      let found = paths.path(from: group, to: member, nesting, in: directory)
      let path = nesting.shortestPath(from: group, to: member, in: directory)
      if found != path { Issue.record("\(group) to \(member)") }
      #expect(paths.group == group)
    }
  }

  /// How many ways are asked for in a row, by numbers of groups.
  static let rows: [[Int]] = [
    [0], [0, 0, 0], [0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 0, 0, 0], [1, 0, 1, 0, 1, 0], [2, 2, 2, 2],
    [0, 0, 0, 2, 2, 2, 0, 0, 0],
  ]

  @Test(arguments: rows)
  func `what was found of one group says nothing of the next`(_ groups: [Int]) throws {
    // Group 0 nests group 1, which holds person 101; group 2 is apart and holds nobody.
    let directory = Small.tenant([[1, 100], [101], []])
    let nesting = Nesting(directory)
    var paths = PathsInTurn(few: 2)
    let person = try #require(directory.find(Small.guid(101)))
    for number in groups {
      let group = try #require(directory.find(Small.guid(number)))
      let path = paths.path(from: group, to: person, nesting, in: directory)
      let expected = [[0, 1, 101], [1, 101], nil][number]
      #expect(path?.map { Small.number($0, in: directory) } == expected)
    }
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `ways through dozens of groups are the same one by one and all at once`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // A chain with short cuts and ways back: more groups than are looked through for one met before.
    let lists = (0..<90).map { number in
      let next = (1...3).map { number + $0 }.filter { $0 < 90 && random.chance(2, outOf: 3) }
      let back = random.chance(1, outOf: 6) ? [random.number(below: 90)] : []
      return Array(Set(next + back)).sorted() + [100 + number, 100 + random.number(below: 90)]
    }
    let directory = Small.tenant(lists.map { Array(Set($0)).sorted() })
    let nesting = Nesting(directory)
    var (paths, all) = (PathsInTurn(few: .max), ShortestPaths(nesting, directory))
    for _ in 0..<6 {
      let group = random.pick(directory.groups)
      all.turn(to: group)
      for _ in 0..<200 {
        let object = ObjectIndex(random.number(below: directory.objectCount))
        let found = paths.path(from: group, to: object, nesting, in: directory)
        if found != all.path(to: object) { Issue.record("seed \(seed): \(group) to \(object)") }
        guard let found else { continue }
        #expect(found.first == group && found.last == object)
        for (one, next) in zip(found, found.dropFirst()) {
          #expect(directory.members.list(of: one).contains(next))
        }
      }
    }
  }
}
