import TestSupport
import Testing

@testable import DirectoryModel

/// What records state, in long and mixed exports, held against plain sets.
struct StatedHistoryTests {
  private struct PageKey: Hashable {
    var unit: UInt32
    /// 0 outside of pages.
    var page: Int
    var kind: ObjectKind
  }

  /// The plain way: what each page shows of a kind, and on which pages an object stands.
  private struct PlainLedger {
    var shown: [PageKey: Set<String>] = [:]
    var pages: [Int: Set<PageKey>] = [:]
    /// What each object has values of that could not be read.
    var unread: [Int: Set<String>] = [:]

    func stated(of object: Int) -> Set<String> {
      var stated: Set<String> = []
      for page in pages[object] ?? [] { stated.formUnion(shown[page] ?? []) }
      return stated.subtracting(unread[object] ?? [])
    }
  }

  private static let attributes: [(word: String, key: AttributeKey)] = [
    ("department", .department), ("city", .city), ("otherMail", .otherMail),
  ]

  private static func words(_ stated: StatedProperties) -> Set<String> {
    var words = Set(attributes.filter { stated.attributes.contains($0.key) }.map(\.word))
    if stated.displayName { words.insert("displayName") }
    if stated.principalName { words.insert("principalName") }
    if stated.mail { words.insert("mail") }
    return words
  }

  @Test(arguments: SeededGenerator.seeds(30))
  func `each object states what its pages show of its kind, and nothing else`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    var plain = PlainLedger()
    for unit in 0..<3 { _ = builder.addUnit(PlaceUnit(input: "\(unit)", counting: .row)) }
    var (page, pageCount) = (0, 0)
    for _ in 0..<(4 + random.number(below: 60)) {
      if random.chance(1, outOf: 4) {
        let opens = random.chance(2, outOf: 3)
        builder.setPage(isOpen: opens)
        if opens { pageCount += 1 }
        page = opens ? pageCount : 0
      }
      Self.addRecord(page, &random, &builder, &plain)
    }
    let directory = builder.finish()
    for object in 0..<directory.objectCount {
      let number = Small.number(ObjectIndex(object), in: directory)
      #expect(
        Self.words(directory.stated(of: ObjectIndex(object))) == plain.stated(of: number),
        "object \(number)")
      let unread = directory.unread(of: ObjectIndex(object))
      for attribute in Self.attributes {
        let isUnread = plain.unread[number]?.contains(attribute.word) ?? false
        #expect(unread.contains(attribute.key) == isUnread, "\(attribute.word) of \(number)")
      }
    }
  }

  /// One record of one of six objects, limited at times, with some of its properties.
  private static func addRecord(
    _ page: Int, _ random: inout SeededGenerator, _ builder: inout DirectoryBuilder,
    _ plain: inout PlainLedger
  ) {
    let number = random.number(below: 6)
    let unit = UInt32(random.number(below: 3))
    var record = ObjectRecord(kind: random.pick([.user, .user, .group, .device]))
    record.isLimited = random.chance(1, outOf: 5)
    let key = PageKey(unit: unit, page: page, kind: record.kind)
    if !record.isLimited { plain.pages[number, default: []].insert(key) }
    var shown: Set<String> = []
    let text = random.pick(["A", "B", ""])
    let name = builder.names.intern(text)
    for (word, path) in [
      ("displayName", \ObjectRecord.displayName), ("principalName", \.principalName),
      ("mail", \.mail),
    ] where random.chance(1, outOf: 4) {
      record[keyPath: path] = name
      // An empty text is what some exporters write where nothing was asked for.
      if !text.isEmpty { shown.insert(word) }
    }
    let object = builder.object(Small.guid(number))
    builder.record(object, record, at: Place(unit: unit, position: 0))
    for (word, key) in attributes where random.chance(1, outOf: 5) {
      builder.setAttribute(key, of: object, to: name)
      if !text.isEmpty { shown.insert(word) }
    }
    if !record.isLimited { plain.shown[key, default: []].formUnion(shown) }
    guard random.chance(1, outOf: 4) else { return }
    var unread = StatedProperties()
    unread.mail = random.chance(1, outOf: 2)
    if !unread.mail || random.chance(1, outOf: 2) {
      unread.attributes = random.pick(attributes).key.asSet
    }
    builder.leaveOpen(unread)
    if !record.isLimited { plain.unread[number, default: []].formUnion(words(unread)) }
  }

  @Test func `a union states what either of two does`() {
    let parts: [StatedProperties] = (0..<16).map { bits in
      var part = StatedProperties()
      part.displayName = bits & 1 != 0
      part.principalName = bits & 2 != 0
      part.mail = bits & 4 != 0
      if bits & 8 != 0 { part.attributes.insert(AttributeKey.city.asSet) }
      return part
    }
    for one in parts.indices {
      for other in parts.indices {
        var union = parts[one]
        union.formUnion(parts[other])
        #expect(union == parts[one | other])
      }
    }
  }
}
