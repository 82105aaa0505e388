import TestSupport
import Testing

@testable import DirectoryModel

/// Lists from stretches and from rows, and an overlay's lists, held against plain arrays.
struct PlainListTests {
  private static let relations: [Relation] = [.members, .owners]

  /// Whom a group lists, each once, in the order in which they came first.
  private func once(_ entries: [Int]) -> [Int] {
    entries.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func surplus(_ entries: [Int]) -> [Int: Int] {
    Dictionary(grouping: entries) { $0 }.mapValues { $0.count - 1 }.filter { $0.value > 0 }
  }

  @Test(arguments: relations, SeededGenerator.seeds(10))
  func `stretches of many groups in any order become one list a group`(
    relation: Relation, seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "x", counting: .row))
    var lists: [Int: [Int]] = [:]
    var places: [Int: [UInt64]] = [:]
    for position in 0..<random.number(below: 40) {
      let group = random.number(below: 7)
      // Beyond 64 entries a list is looked up in several rounds.
      let length = random.pick([0, 1, 2, 63, 64, 65, 130])
      let entries = (0..<length).map { _ in 100 + random.number(below: 90) }
      builder.beginList(relation)
      for entry in entries { builder.addEntry(Small.guid(entry), kind: .user) }
      if random.chance(1, outOf: 6) {
        builder.abandonList()
        continue
      }
      builder.endList(
        group: Small.guid(group), state: .notCollected,
        at: Place(unit: unit, position: UInt64(position)))
      lists[group, default: []] += entries
      places[group, default: []].append(UInt64(position))
    }
    let directory = builder.finish()
    let found = directory.lists(relation)
    for (group, entries) in lists {
      let object = directory.find(Small.guid(group)) ?? noObject
      #expect(found.list(of: object).map { Small.number($0, in: directory) } == once(entries))
      #expect(found.places(of: object).map(\.position) == places[group])
      let repeated = found.repeated.filter { $0.group == object }
      #expect(
        Dictionary(
          uniqueKeysWithValues: repeated.map {
            (Small.number($0.target, in: directory), Int($0.surplus))
          }) == surplus(entries))
    }
    #expect(found.targets.count == lists.values.reduce(0) { $0 + once($1).count })
  }

  @Test(arguments: relations, SeededGenerator.seeds(10))
  func `rows with the word of who made them become lists, the first word of twins stands`(
    relation: Relation, seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    var builder = DirectoryBuilder(side: .local)
    let words = ["", "manual", "scim"].map { builder.names.intern($0) }
    let objects = (0..<9).map { builder.object(.integer(Int64($0)), kind: .user) }
    var rows: [(group: Int, target: Int, word: NameIndex)] = []
    for _ in 0..<random.number(below: 80) {
      let row = (random.number(below: 9), random.number(below: 9), random.pick(words))
      rows.append(row)
      builder.addRow(relation, group: objects[row.0], target: objects[row.1], origin: row.2)
    }
    let lists = builder.finish().lists(relation)
    for group in objects.indices {
      let own = rows.filter { $0.group == group }
      let range = lists.range(of: objects[group])
      #expect(lists.targets[range].map { Int($0) } == once(own.map(\.target)))
      for place in range {
        let first = own.first { $0.target == Int(lists.targets[place]) }
        #expect(lists.originWords[Int(lists.origins[place])] == first?.word)
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `the groups of somebody are appended behind those that are there`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let groupCount = random.pick([3, 70])
    let lists = (0..<groupCount).map { _ in
      (0..<random.number(below: random.pick([4, 40]))).map { _ in 100 + random.number(below: 30) }
    }
    var overlay = Overlay(over: Small.tenant(lists))
    for _ in 0..<20 {
      let (group, target) = (random.number(below: groupCount), random.number(below: groupCount))
      let change = Change.edge(
        .members, group: ObjectIndex(group), target: ObjectIndex(target),
        isPresent: random.chance(1, outOf: 2))
      // Asking for memory early changes nothing.
      let digest = overlay.digest
      overlay.expectObjects(3)
      overlay.expectFirst(.members, ObjectIndex(group), ObjectIndex(target))
      overlay.expectSecond(.owners, ObjectIndex(group), ObjectIndex(target))
      #expect(overlay.digest == digest)
      overlay.apply(change)
    }
    let objects = 0..<ObjectIndex(overlay.objectCount)
    for target in objects {
      let holding = objects.filter { overlay.list(of: $0).contains(target) }
      var groups: [ObjectIndex] = [7, 7]
      overlay.appendLists(holding: target, to: &groups)
      #expect(groups == [7, 7] + holding)
      #expect(overlay.lists(holding: target) == holding)
    }
  }

  @Test func `names are appended byte by byte, whatever they are`() {
    var table = NameTable()
    let texts: [[UInt8]] = [[], [0], [0xFF, 0xFE], Array("Grüppe".utf8), Array("a\r\nb".utf8)]
    var (all, expected): ([UInt8], [UInt8]) = ([0x2A], [0x2A])
    for text in texts {
      let name = table.intern(text)
      table.append(name, to: &all)
      expected += text
      #expect(table.copy(name) == text)
      #expect(Array(table.string(name).utf8) == Array(String(decoding: text, as: UTF8.self).utf8))
    }
    table.append(NameTable.absent, to: &all)
    #expect(all == expected)
  }

  @Test(arguments: SeededGenerator.seeds(2))
  func `identifiers and names stand in the order of their bytes`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = NameTable()
    let values: [UInt64] = [0, 1, 2, 1 << 63, .max, .max - 1]
    let guids = (0..<40).map { _ in GUID(high: random.pick(values), low: random.pick(values)) }
    for one in guids {
      for other in guids {
        #expect((one < other) == one.bytes.lexicographicallyPrecedes(other.bytes))
        #expect((one == other) == (one.bytes == other.bytes))
        #expect((one != other) == (one.description != other.description))
        let (first, second) = (table.intern(one.bytes), table.intern(other.bytes))
        #expect(table.precedes(first, second) == (one < other))
      }
    }
  }
}
