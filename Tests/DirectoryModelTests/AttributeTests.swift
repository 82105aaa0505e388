import TestSupport
import Testing

@testable import DirectoryModel

struct AttributeTests {
  /// A name as a product or Graph writes it, and the key.
  static let names: [(name: String, key: AttributeKey?)] = [
    ("phone number", .phone), ("phonenumber", .phone), ("Phone Number", .phone),
    ("phone", .phone), ("jobTitle", .jobTitle), ("job title", .jobTitle),
    ("JOBTITLE", .jobTitle), (" department ", .department),
    ("onPremisesSAMAccountName", .onPremisesSAMAccountName),
    ("on premises sam account name", .onPremisesSAMAccountName),
    ("", nil), (" ", nil), ("job_title", nil), ("job\u{A0}title", nil), ("title", nil),
    ("jobTitles", nil), ("phone numbers", nil),
  ]

  @Test(arguments: names)
  func `a key is found by name, blanks and case aside`(_ row: (name: String, key: AttributeKey?)) {
    #expect(AttributeKey(named: row.name) == row.key)
  }

  @Test func `every key is found by its own name and is a set of its own`() {
    for key in AttributeKey.allCases {
      #expect(AttributeKey(named: "\(key)") == key)
      #expect(AttributeKey.allCases.filter { key.asSet.contains($0) } == [key])
      #expect(AttributeSet.all.contains(key))
      #expect(!AttributeSet([]).contains(key))
    }
  }

  @Test func `what the audit needs leaves out what says nothing of identity`() {
    #expect(
      AttributeKey.allCases.filter { AttributeSet.audit.contains($0) } == [
        .deletedDateTime, .proxyAddress, .otherMail, .onPremisesImmutableID, .membershipRule,
        .deviceID,
        .otherExternalID, .externalIDText, .productType, .updated, .hostName, .origin,
      ])
  }

  @Test func `an empty table answers every question with nothing`() {
    var table = AttributeTable()
    table.sort()
    #expect(table.first(.updated, of: 0) == nil)
    #expect(table.all(.updated, of: 0) == [])
    #expect(table.entries(of: .updated).isEmpty)
  }

  @Test func `neighbours in the table are not mistaken for each other`() {
    var table = AttributeTable()
    for (key, object, value) in [
      (AttributeKey.mailNickname, ObjectIndex(1), NameIndex(30)), (.description, 2, 40),
      (.description, 0, 10), (.mailNickname, 0, 20),
    ] {
      table.append(key, of: object, value: value)
    }
    table.sort()
    #expect(table.first(.description, of: 0) == 10)
    #expect(table.first(.mailNickname, of: 0) == 20)
    #expect(table.first(.description, of: 1) == nil)
    #expect(table.first(.mailNickname, of: 1) == 30)
    #expect(table.first(.description, of: 2) == 40)
    #expect(table.first(.mailNickname, of: 2) == nil)
    #expect(table.first(.description, of: .max) == nil)
  }

  /// The keys of three objects, in order of arrival, and what the second one has.
  static let arrivals: [(rows: [(ObjectIndex, AttributeKey)], keys: [AttributeKey])] = [
    ([], []), ([(0, .description), (2, .systemLabel)], []),
    ([(1, .systemLabel), (1, .description)], [.description, .systemLabel]),
    ([(1, .otherMail), (0, .city), (1, .otherMail), (2, .city), (1, .city)], [.otherMail, .city]),
    ([(0, .systemLabel), (1, .mailNickname), (2, .description)], [.mailNickname]),
  ]

  @Test(arguments: arrivals)
  func `an object's attributes are told once each`(
    _ row: (rows: [(ObjectIndex, AttributeKey)], keys: [AttributeKey])
  ) {
    var table = AttributeTable()
    for (value, entry) in row.rows.enumerated() {
      table.append(entry.1, of: entry.0, value: NameIndex(value))
    }
    table.sort()
    #expect(table.keys(of: 1) == row.keys)
    #expect(table.keys(of: 3) == [])
  }

  @Test func `fifteen extension attributes follow each other`() {
    #expect(
      (1...15).map { "\(AttributeKey.extensionAttribute($0))" }
        == (1...15).map { "extensionAttribute\($0)" })
    #expect(Set((1...15).map { AttributeKey.extensionAttribute($0) }).count == 15)
  }

  @Test func `there is no sixteenth extension attribute`() async {
    await #expect(processExitsWith: .failure) { _ = AttributeKey.extensionAttribute(16) }
    await #expect(processExitsWith: .failure) { _ = AttributeKey.extensionAttribute(0) }
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `values come in the order of arrival however rows are mixed`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = AttributeTable()
    var rows: [(object: ObjectIndex, key: AttributeKey, value: NameIndex)] = []
    for value in 0..<random.number(below: 60) {
      let object = ObjectIndex(random.number(below: 4))
      let key = random.pick([AttributeKey.otherMail, .proxyAddress, .origin])
      rows.append((object, key, NameIndex(value)))
      table.append(key, of: object, value: NameIndex(value))
    }
    table.sort()
    for key in [AttributeKey.otherMail, .proxyAddress, .origin, .updated] {
      for object in ObjectIndex(0)..<5 {
        let expected = rows.filter { $0.object == object && $0.key == key }.map(\.value)
        #expect(Array(table.all(key, of: object)) == expected)
        #expect(table.first(key, of: object) == expected.first)
      }
      let entries = table.entries(of: key).map { [$0.object, ObjectIndex($0.value)] }
      let expected = (ObjectIndex(0)..<5).flatMap { object in
        rows.filter { $0.object == object && $0.key == key }.map {
          [object, ObjectIndex($0.value)]
        }
      }
      #expect(entries == expected)
    }
  }

  /// Every table of four rows of two objects, two keys and two values.
  @Test func `what is said twice of one object is kept once, where it was said first`() {
    let keys: [AttributeKey] = [.otherMail, .proxyAddress]
    for number in 0..<(8 * 8 * 8 * 8) {
      let rows = [number % 8, number / 8 % 8, number / 64 % 8, number / 512]
      var table = AttributeTable()
      for row in rows {
        table.append(keys[row >> 1 & 1], of: ObjectIndex(row & 1), value: NameIndex(row >> 2))
      }
      table.sort()
      var (counts, total) = ([0, 0], 0)
      for object in 0..<2 {
        for key in 0..<2 {
          var values: [NameIndex] = []
          for row in rows where row & 3 == object | key << 1 {
            if !values.contains(NameIndex(row >> 2)) { values.append(NameIndex(row >> 2)) }
          }
          if Array(table.all(keys[key], of: ObjectIndex(object))) != values {
            Issue.record("\(rows): object \(object), key \(key)")
          }
          (counts[object], total) = (counts[object] + values.count, total + values.count)
        }
      }
      if table.count != total
        || table.starts(objectCount: 3).map({ Int($0) }) != [0, counts[0], total, total]
      {
        Issue.record("\(rows): \(table.count) values")
      }
    }
  }
}
