import DirectoryModel
import TestSupport
import Testing

@testable import Replay

/// The table of those who wait, held against a dictionary.
struct OpenExposuresTests {
  private typealias Key = ExposureLedger.Key
  private typealias Waiting = ExposureLedger.Waiting

  private static func key(_ number: Int) -> Key {
    Key(
      tenantGroup: ObjectIndex(number % 3), localGroup: ObjectIndex(number % 2),
      person: ObjectIndex(number / 6))
  }

  /// Somebody who waits; the cause tells them from whoever waited under the same key.
  private static func waiting(_ key: Key, _ cause: Int) -> Waiting {
    Waiting(
      record: ExposureRecord(
        cause % 2 == 0 ? .departed : .joiner, tenantGroup: key.tenantGroup,
        localGroup: key.localGroup, person: key.person, since: Instant(seconds: Int64(cause)),
        earliest: nil, cause: UInt32(cause)),
      isPushed: false)
  }

  @Test func `nobody waits in the beginning, and whoever did not wait cannot be taken out`() {
    var open = OpenExposures()
    #expect(open.all.isEmpty)
    #expect(open[Self.key(0)] == nil)
    open[Self.key(0)] = nil
    #expect(open.all.isEmpty)
    open.expect(0)
    #expect(open[Self.key(0)] == nil)
  }

  /// How many keys there are, so that the table stays small, or grows, or is all one bucket's.
  static let sizes = [1, 2, 8, 9, 40, 1_000]

  @Test(arguments: sizes, SeededGenerator.seeds(6))
  func `every history gives what a dictionary gives`(size: Int, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (open, plain) = (OpenExposures(), [Key: Waiting]())
    var (copy, plainCopy) = (open, plain)
    for step in 0..<3_000 {
      let key = Self.key(random.number(below: size))
      switch random.number(below: 12) {
      case 0..<6:
        let waiting = Self.waiting(key, step)
        (open[key], plain[key]) = (waiting, waiting)
      case 6..<10: (open[key], plain[key]) = (nil, nil)
      case 10: open.expect(random.number(below: 50))
      default:
        if let place = open.all.indices.last {
          plain[open.all[place].key]?.isPassedOver = true
          open.passOver(place)
        }
      }
      #expect(open[key]?.record == plain[key]?.record)
      #expect(open.all.count == plain.count)
      if step == 1_500 { (copy, plainCopy) = (open, plain) }
    }
    expectSame(open, plain, of: size)
    expectSame(copy, plainCopy, of: size)
  }

  private func expectSame(_ open: OpenExposures, _ plain: [Key: Waiting], of size: Int) {
    for number in 0..<size + 6 {
      let (found, expected) = (open[Self.key(number)], plain[Self.key(number)])
      #expect(found?.record == expected?.record)
      #expect(found?.isPassedOver == expected?.isPassedOver)
    }
    #expect(Set(open.all.map(\.key)) == Set(plain.keys))
  }

  @Test(arguments: [0, 1, 2, 9, 100])
  func `each can be taken out first, and the others stay`(_ first: Int) {
    let count = 101
    var open = OpenExposures()
    for number in 0..<count { open[Self.key(number)] = Self.waiting(Self.key(number), number) }
    var left = Array(0..<count)
    for number in Array(first..<count) + Array(0..<first) {
      open[Self.key(number)] = nil
      left.removeAll { $0 == number }
      #expect(open[Self.key(number)] == nil)
      #expect(Set(open.all.map { Int($0.record.cause) }) == Set(left))
      for other in left where open[Self.key(other)]?.record.cause != UInt32(other) {
        Issue.record("\(other) is gone with \(number)")
      }
    }
  }

  /// Keys that differ in one of three numbers, the largest and the smallest among them.
  static let rows: [(one: [ObjectIndex], other: [ObjectIndex])] = [
    ([0, 0, 0], [0, 0, 1]), ([0, 0, 0], [0, 1, 0]), ([0, 0, 0], [1, 0, 0]),
    ([1, 2, 3], [2, 1, 3]), ([1, 2, 3], [1, 3, 2]), ([.max, 0, 0], [0, .max, 0]),
    ([.max, .max, .max], [.max, .max, 0]), ([noObject, 5, 7], [4, 5, 7]),
  ]

  @Test(arguments: rows)
  func `keys of other numbers are other keys`(_ row: (one: [ObjectIndex], other: [ObjectIndex])) {
    let keys = [row.one, row.other].map {
      Key(tenantGroup: $0[0], localGroup: $0[1], person: $0[2])
    }
    var open = OpenExposures()
    open[keys[0]] = Self.waiting(keys[0], 1)
    #expect(open[keys[1]] == nil)
    open[keys[1]] = Self.waiting(keys[1], 2)
    #expect(keys.map { open[$0]?.record.cause } == [1, 2])
    open[keys[0]] = nil
    #expect(keys.map { open[$0]?.record.cause } == [nil, 2])
  }
}

/// Whose accounts are, told often and asked for seldom.
struct PersonsOfAccountsTests {
  private static func key(_ account: ObjectIndex, _ group: ObjectIndex = 1) -> ExposureLedger.Key {
    ExposureLedger.Key(tenantGroup: group, localGroup: group, person: account)
  }

  @Test func `an account that nobody spoke of is nobody's`() {
    var persons = PersonsOfAccounts()
    #expect(persons.person(of: Self.key(3)) == nil)
    persons.note(Self.key(3), 30)
    #expect(persons.person(of: Self.key(4)) == nil)
    #expect(persons.person(of: Self.key(3, 2)) == nil)
  }

  @Test func `who has no account is not looked for, even where somebody told of them`() {
    var persons = PersonsOfAccounts()
    persons.note(Self.key(noObject), 30)
    #expect(persons.person(of: Self.key(noObject)) == nil)
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `the last that was told stands, whenever it is asked for`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (persons, plain) = (PersonsOfAccounts(), [ExposureLedger.Key: ObjectIndex]())
    for step in 0..<400 {
      let key = Self.key(
        ObjectIndex(random.number(below: 9)), ObjectIndex(random.number(below: 3)))
      if random.chance(1, outOf: 20) { persons.expect(random.number(below: 30)) }
      if random.chance(2, outOf: 3) {
        persons.note(key, ObjectIndex(step))
        plain[key] = ObjectIndex(step)
      } else {
        #expect(persons.person(of: key) == plain[key])
      }
    }
    for (key, person) in plain { #expect(persons.person(of: key) == person) }
  }
}
