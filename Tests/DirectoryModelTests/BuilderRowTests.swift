import Testing

@testable import DirectoryModel

/// Rows of membership tables, one by one and many at once.
struct BuilderRowTests {
  private static let relations: [Relation] = [.members, .owners]

  private static func other(_ relation: Relation) -> Relation {
    relation == .members ? .owners : .members
  }

  @Test(arguments: relations)
  func `who made a row stands beside the entry, the first word where it came twice`(
    relation: Relation
  ) {
    var builder = DirectoryBuilder(side: .local)
    let groups = [1, 2].map { builder.object(.integer($0), kind: .group) }
    let users = [1, 2].map { builder.object(.integer($0), kind: .user) }
    for (group, user, word) in [
      (0, 1, "manual"), (1, 0, ""), (0, 0, "scim"), (0, 1, "scim"), (1, 1, "manual"),
      (0, 1, "manual"), (1, 0, "scim"),
    ] {
      builder.addRow(
        relation, group: groups[group], target: users[user],
        origin: builder.names.intern(word))
    }
    let directory = builder.finish()
    let lists = directory.lists(relation)
    let told = groups.map { group in
      lists.range(of: group).map { entry in
        let word = lists.originWords[Int(lists.origins[entry])]
        return "\(directory.keyText(lists.targets[entry])) \(directory.names.string(word))"
      }
    }
    #expect(told == [["2 manual", "1 scim"], ["1 ", "2 manual"]])
    #expect(lists.repeated.map(\.surplus) == [2, 1])
    #expect(directory.lists(Self.other(relation)).origins == [])
    #expect(directory.lists(Self.other(relation)).targets == [])
  }

  @Test func `the word of a row is never another row's, however many words there are`() {
    var builder = DirectoryBuilder(side: .local)
    let group = builder.object(.integer(1), kind: .group)
    let count = 65_540
    let words = (0..<count).map { builder.names.intern("account \($0)") }
    let users = (0..<count).map { builder.object(.integer(Int64($0)), kind: .user) }
    for (user, word) in zip(users, words) {
      builder.addRow(.members, group: group, target: user, origin: word)
    }
    var overlay = Overlay(over: builder.finish())
    let late = overlay.makeObject(.user, key: "late", .none)
    overlay.apply(.edge(.members, group: group, target: late, isPresent: true))
    for directory in [overlay.base, overlay.directory()] {
      let lists = directory.members
      let told = lists.origins.map { lists.originWords[Int($0)] }
      #expect(told.prefix(65_535) == words.prefix(65_535))
      // Those beyond are nobody's.
      #expect(Set(told[65_535...]) == [NameTable.absent])
    }
  }

  /// Every three rows of two groups, of which one has the smallest key, two accounts and four words.
  @Test func `many rows at once are what they are one by one`() {
    let meanings: [RelationSet] = [.members, .owners, [.members, .owners], []]
    let keys: [Int64] = [.min, 5]
    for number in 0..<(16 * 16 * 16) {
      let rows = [number % 16, number / 16 % 16, number / 256]
      var builder = DirectoryBuilder(side: .local)
      var single = DirectoryBuilder(side: .local)
      builder.addRows(
        groups: rows.map { keys[$0 & 1] }, targets: rows.map { Int64($0 >> 1 & 1) },
        count: 3, targetKind: .user, words: rows.map { UInt8($0 >> 2) }, relations: meanings)
      for row in rows {
        let group = single.object(.integer(keys[row & 1]), kind: .group)
        let user = single.object(.integer(Int64(row >> 1 & 1)), kind: .user)
        for relation in Self.relations
        where meanings[row >> 2].contains(relation == .members ? .members : .owners) {
          single.addRow(relation, group: group, target: user)
        }
      }
      let (many, one) = (builder.finish(), single.finish())
      for relation in Self.relations {
        let (lists, expected) = (many.lists(relation), one.lists(relation))
        if (lists.starts, lists.targets) != (expected.starts, expected.targets)
          || lists.repeated != expected.repeated
        {
          Issue.record("\(rows) as \(relation)")
        }
      }
    }
  }

  @Test func `rows without words are all of the first meaning, and none beyond the count are read`()
  {
    var builder = DirectoryBuilder(side: .local)
    builder.addRows(
      groups: [7, 7, 8, 9], targets: [1, 2, 1, 1], count: 3, targetKind: .device, words: [],
      relations: [.owners, .members])
    let directory = builder.finish()
    let groups = [7, 8].compactMap { directory.find(.integer($0), kind: .group) }
    #expect(groups.count == 2)
    #expect(directory.find(.integer(9), kind: .group) == nil)
    #expect(directory.members.targets == [])
    let told = groups.map { group in
      directory.owners.list(of: group).map {
        "\(directory.kinds[Int($0)]) \(directory.keyText($0))"
      }
    }
    #expect(told == [["device 1", "device 2"], ["device 1"]])
  }
}

/// Which object a reference means, and what references and records make of it.
struct BuilderReferenceTests {
  /// One thing said of an object: by a reference or by its record, its kind and its name.
  private static let statements: [(isRecord: Bool, kind: ObjectKind, name: String?)] = [
    (false, .group, "first"), (false, .user, nil), (false, .unknown, "second"),
    (true, .user, "own"), (true, .device, nil), (true, .group, "other"),
  ]

  @Test func `every four statements about an object leave the surest kind and name`() {
    for number in 0..<(6 * 6 * 6 * 6) {
      let said = [number % 6, number / 6 % 6, number / 36 % 6, number / 216]
      var builder = DirectoryBuilder(side: .tenant)
      let object = builder.object(Small.guid(1))
      for choice in said {
        let (isRecord, kind, name) = Self.statements[choice]
        let word = name.map { builder.names.intern($0) } ?? NameTable.absent
        if isRecord {
          var record = ObjectRecord(kind: kind)
          record.displayName = word
          builder.record(object, record, at: .none)
        } else {
          builder.refer(to: object, kind: kind, displayName: word)
        }
      }
      // The first record decides; without one the first reference that says something.
      let all = said.map { Self.statements[$0] }
      let records = all.filter(\.isRecord)
      let firstKind = all.first { !$0.isRecord && $0.kind != .unknown }?.kind
      let kind = records.first?.kind ?? firstKind ?? .unknown
      let name = Self.name(all)
      if builder.kind(of: object) != kind
        || builder.names.string(builder.displayName(of: object)) != name ?? ""
        || builder.isRecorded(object) != !records.isEmpty
      {
        Issue.record("\(said): \(builder.kind(of: object)), expected \(kind), '\(name ?? "")'")
      }
    }
  }

  /// The name of the first record if it has one, else whichever came first.
  private static func name(_ all: [(isRecord: Bool, kind: ObjectKind, name: String?)]) -> String? {
    if let place = all.firstIndex(where: \.isRecord), let name = all[place].name { return name }
    return all.compactMap(\.name).first
  }

  @Test func `a truer name and an external identifier take the place of those before`() {
    var builder = DirectoryBuilder(side: .local)
    let users = [1, 2].map { builder.object(.integer($0), kind: .user) }
    for user in users {
      builder.refer(to: user, kind: .user, displayName: builder.names.intern("ada"))
    }
    builder.setDisplayName(builder.names.intern("Ada"), of: users[1])
    builder.setGUID(Small.guid(4), of: users[1])
    #expect(users.map { builder.guid(of: $0) } == [.none, Small.guid(4)])
    let directory = builder.finish()
    #expect(users.map { directory.displayName($0) } == ["ada", "Ada"])
    #expect(users.map { directory.guids[Int($0)] } == [.none, Small.guid(4)])
  }

  /// Keys at both ends of every way to look them up, some of them far from all others.
  @Test func `a key means one object, however often and in whatever order it is asked for`() {
    var builder = DirectoryBuilder(side: .local)
    let texts = [builder.names.intern("1"), builder.names.intern("")]
    var keys: [LocalKey] = [0, 1, 1_023, 1_024, 1_025, 1_026, 3_000, 5_000_000, -1, .min, .max]
      .map { .integer($0) }
    keys += [0, 0.5, .infinity].map { .real($0) }
    keys += texts.map { .text($0) } + texts.map { .blob($0) }
    let kinds: [ObjectKind] = [.user, .group, .device]
    let first = kinds.map { kind in keys.map { builder.object($0, kind: kind) } }
    #expect(Set(first.joined()).count == keys.count * kinds.count)
    // Room for more keys comes with more objects.
    for number in Int64(10_000)..<13_000 { _ = builder.object(.integer(number), kind: .group) }
    let again = kinds.map { kind in keys.reversed().map { builder.object($0, kind: kind) } }
    #expect(again.map { Array($0.reversed()) } == first)
    // Whoever is no group and no device is counted with the people.
    for kind in [ObjectKind.unknown, .servicePrincipal, .contact] {
      #expect(keys.map { builder.object($0, kind: kind) } == first[0])
    }
    let directory = builder.finish()
    #expect(kinds.map { kind in keys.map { directory.find($0, kind: kind) } } == first)
    #expect(directory.find(.integer(2), kind: .user) == nil)
    #expect(directory.find(.real(1), kind: .user) == nil)
  }
}
