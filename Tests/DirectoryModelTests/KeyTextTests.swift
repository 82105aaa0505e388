import Testing

@testable import DirectoryModel

/// Keys, places and names of properties, as they are stored and as they are told.
struct KeyTextTests {
  /// Keys that SQLite tells apart, though some of them look alike.
  private static func keys(_ builder: inout DirectoryBuilder) -> [(key: LocalKey, text: String)] {
    func name(_ text: String) -> NameIndex { builder.names.intern(text) }
    return [
      (.integer(0), "0"), (.integer(-1), "-1"), (.integer(.max), "9223372036854775807"),
      (.integer(.min), "-9223372036854775808"), (.real(0), "0.0"), (.real(-0.0), "-0.0"),
      (.real(1), "1.0"), (.real(1e300), "1e+300"), (.real(0.1), "0.1"), (.text(name("0")), "0"),
      (.text(name("")), ""), (.text(name("a b")), "a b"), (.text(name("e\u{301}")), "e\u{301}"),
      (.text(name("\u{E9}")), "\u{E9}"), (.blob(name("0")), "x'30'"), (.blob(name("")), "x''"),
      (.blob(name("a b")), "x'612062'"), (.blob(name("\u{E9}")), "x'c3a9'"),
    ]
  }

  @Test func `every key is itself again, and no two are one`() {
    var builder = DirectoryBuilder(side: .local, wanted: .all)
    let unit = builder.addUnit(PlaceUnit(input: "app.db", counting: .row))
    let keys = Self.keys(&builder)
    for (index, row) in keys.enumerated() {
      #expect(StoredKey(row.key).key == row.key)
      for (other, key) in keys.enumerated() {
        #expect((StoredKey(key.key) == StoredKey(row.key)) == (index == other))
      }
    }
    for row in keys {
      let object = builder.object(row.key, kind: .user)
      builder.record(object, ObjectRecord(kind: .user), at: Place(unit: unit, position: 1))
    }
    let directory = builder.finish()
    #expect(directory.objectCount == keys.count)
    for row in keys {
      let object = directory.find(row.key, kind: .user) ?? noObject
      #expect(directory.key(of: object) == row.key)
      #expect(Array(directory.keyText(object).utf8) == Array(row.text.utf8))
    }
  }

  @Test func `what has no key has none, and no class but four is one`() {
    #expect(StoredKey.none.key == nil)
    for storageClass in UInt8(0)...255 where !(1...4).contains(storageClass) {
      #expect(StoredKey(storageClass: storageClass, bits: 7).key == nil)
    }
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let person = builder.object(GUID(high: 1, low: 2))
    builder.record(person, ObjectRecord(kind: .user), at: .none)
    let directory = builder.finish()
    #expect(directory.key(of: person) == nil && directory.keyText(person) == "")
  }

  @Test func `people, groups and devices have keys of their own`() {
    var builder = DirectoryBuilder(side: .local, wanted: .all)
    let kinds: [ObjectKind] = [.user, .group, .device]
    let objects = kinds.map { builder.object(.integer(7), kind: $0) }
    #expect(Set(objects).count == 3)
    for (kind, object) in zip(kinds, objects) {
      #expect(builder.object(.integer(7), kind: kind) == object)
    }
    // Whoever is no group and no device is one of the people.
    for kind in [ObjectKind.unknown, .contact, .servicePrincipal] {
      #expect(builder.object(.integer(7), kind: kind) == objects[0])
    }
  }

  /// Units, a position in each and how people write the place.
  static let places: [(unit: PlaceUnit, position: UInt64, text: String)] = [
    (PlaceUnit(input: "users.json", counting: .byteOffset), 0, "users.json@0"),
    (PlaceUnit(input: "e.zip", entry: "g/1.json", counting: .byteOffset), 42, "e.zip!g/1.json@42"),
    (PlaceUnit(input: "a.csv", counting: .line), 7, "a.csv:7"),
    (PlaceUnit(input: "app.db", entry: "users", counting: .row), 1, "app.db!users:1"),
    (PlaceUnit(input: "", counting: .line), 1, ":1"),
    (PlaceUnit(input: "x", counting: .byteOffset), .max, "x@18446744073709551615"),
    (PlaceUnit(input: "a@1:2!b", entry: "c!d", counting: .line), 3, "a@1:2!b!c!d:3"),
  ]

  @Test func `a place is told by its input, entry and position`() {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let units = Self.places.map { builder.addUnit($0.unit) }
    let directory = builder.finish()
    for (unit, row) in zip(units, Self.places) {
      #expect(directory.text(of: Place(unit: unit, position: row.position)) == row.text)
    }
    #expect(directory.text(of: .none) == "")
  }

  /// What a product calls a property, and the field that it is.
  static let fields: [(name: String, field: TextField?)] = [
    ("displayName", .displayName), ("name", .displayName), ("Display Name", .displayName),
    ("display-name", .displayName), ("NAME", .displayName), ("userPrincipalName", .principalName),
    ("user-name", .principalName), ("username", .principalName), ("mail", .mail),
    ("E-Mail", .mail), ("email", .mail), ("jobTitle", .attribute(.jobTitle)),
    ("job title", .attribute(.jobTitle)), ("JOB-TITLE", .attribute(.jobTitle)),
    ("phone number", .attribute(.phone)), ("phone", .attribute(.phone)),
    ("extension-attribute-7", .attribute(.extensionAttribute7)),
    ("extensionAttribute15", .attribute(.extensionAttribute15)), ("extensionAttribute16", nil),
    ("extensionAttribute0", nil), ("job_title", nil), ("", nil), (" ", nil), ("title", nil),
    ("jobTitlé", nil), ("names", nil),
  ]

  @Test(arguments: fields)
  func `a property is known by its name, blanks, hyphens and case aside`(
    _ row: (name: String, field: TextField?)
  ) {
    #expect(TextField(named: row.name) == row.field)
  }

  @Test func `every attribute is found by its own name, and every field has its own number`() {
    for key in AttributeKey.allCases {
      #expect(AttributeKey(named: key.name) == key)
      #expect(AttributeKey(named: key.name.uppercased()) == key)
      #expect(TextField(named: key.name) == .attribute(key))
      #expect(TextField.attribute(key).label == key.name)
    }
    let fields = [TextField.displayName, .principalName, .mail]
    let all = fields + AttributeKey.allCases.map(TextField.attribute)
    #expect(Set(all.map(\.number)).count == all.count)
    #expect(fields.map(\.label) == ["display name", "user name", "mail"])
    for number in 1...15 {
      #expect(AttributeKey.extensionAttribute(number).name == "extensionAttribute\(number)")
    }
  }

  @Test(arguments: [0, 16, -1, 256])
  func `there is no other extension attribute`(_ number: Int) async {
    await #expect(processExitsWith: .failure) { [number = number as Int] in
      _ = AttributeKey.extensionAttribute(number)
    }
  }

  @Test func `words for origins keep their numbers until there are too many`() {
    var words = OriginWords([7, 9, 7])
    #expect(words.words == [7, 9])
    #expect(words.number(of: 9) == 1 && words.number(of: 7) == 0 && words.number(of: 3) == 2)
    #expect(words.words == [7, 9, 3])
    for word in NameIndex(100)..<NameIndex(70_000) { _ = words.number(of: word) }
    #expect(words.words.count == 65_536)
    // The first of those that came too late stands for no word, and so do all others.
    #expect(words.number(of: 69_999) == .max && words.number(of: 1_000_000) == .max)
    #expect(words.words[65_535] == NameTable.absent)
    #expect(words.number(of: 100) == 3 && words.number(of: 65_631) == 65_534)
    #expect(words.number(of: 65_632) == .max)
    #expect(words.words.count == 65_536)
  }
}
