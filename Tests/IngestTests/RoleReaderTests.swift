import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

/// What the words of a role column mean.
struct RoleReaderTests {
  /// The meaning of words, one row each, and the notes that are left.
  private func read(
    _ words: [String], by meanings: RoleWords? = nil
  ) -> (meanings: [RoleMeaning], notes: [String], sawOwner: Bool) {
    var reader = RoleReader(meanings)
    let found = words.map { reader.meaning(of: Array($0.utf8).span) }
    return (found, reader.notes, reader.sawOwner)
  }

  /// A word and what it means where no mapping says otherwise.
  static let standard: [(word: String, meaning: RoleMeaning, isExplained: Bool)] = [
    ("", .member, true), ("member", .member, true), ("MEMBER", .member, true),
    ("User", .member, true), ("owner", .memberAndOwner, true), ("Admin", .memberAndOwner, true),
    ("manager", .memberAndOwner, true), ("owner-only", .ownerOnly, true),
    ("ADMIN-ONLY", .ownerOnly, true), ("owners", .member, false), (" owner", .member, false),
    ("own", .member, false), ("editor", .member, false), ("ÖWNER", .member, false),
    // Only ASCII letters have a case here: the Kelvin sign and the long s are others.
    ("u\u{17F}er", .member, false), ("owner\u{0}", .member, false),
  ]

  @Test(arguments: standard)
  func `a word means what it says, or a member`(
    _ row: (word: String, meaning: RoleMeaning, isExplained: Bool)
  ) {
    let (meanings, notes, sawOwner) = read([row.word, row.word])
    #expect(meanings == [row.meaning, row.meaning])
    #expect(sawOwner == (row.meaning == .memberAndOwner || row.meaning == .ownerOnly))
    let note = "the role '\(row.word)' (rows: 2) is read as member; the mapping does not say"
    #expect(notes == (row.isExplained ? [] : [note]))
  }

  @Test func `a mapping's own words stand instead of the usual ones`() {
    let words = RoleWords(
      words: [["reader"], [], ["boss"], ["invited", "asked"]].map { $0.map { Array($0.utf8) } })
    let (meanings, notes, sawOwner) = read(
      ["Reader", "owner", "INVITED", "", "boss", "asked", "owner"], by: words)
    #expect(
      meanings == [.member, .member, .ignored, .member, .ownerOnly, .ignored, .member])
    #expect(
      notes == [
        "the role 'owner' (rows: 2) is read as member; the mapping does not say",
        "the role '' (rows: 1) is read as member; the mapping does not say",
      ])
    #expect(sawOwner)
    #expect(RoleReader(words).isExplicit)
    #expect(!RoleReader(nil).isExplicit)
    #expect(!RoleReader(RoleWords(words: [[[65]], [], [], [[66]]])).isExplicit)
  }

  /// How many words nobody explains, each in two rows, and how many of them are told.
  @Test(arguments: [0, 1, 15, 16, 17, 19, 20, 21, 22, 500])
  func `twenty words are told and the others counted, whatever their order`(_ count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let words = (0..<count).map { "r\($0)" }
    var (left, second) = (words + ["owner", "member"], [String]())
    while !left.isEmpty { second.append(left.remove(at: random.number(below: left.count))) }
    let (meanings, notes, _) = read(words + second)
    for (word, meaning) in zip(words + second, meanings) {
      #expect(meaning == (word == "owner" ? .memberAndOwner : .member))
    }
    let told = words.prefix(20).map {
      "the role '\($0)' (rows: 2) is read as member; the mapping does not say"
    }
    let rest = count - told.count
    let last = "\(rest) more roles (rows: \(2 * rest)) are read as member; the mapping does not say"
    #expect(notes == told + (rest > 0 ? [last] : []))
  }

  @Test func `rows count once for each of them`() {
    var reader = RoleReader(nil)
    for (word, rows) in [("x", 3), ("y", 1), ("x", 4), ("x", 0), ("owner", 9)] {
      _ = reader.meaning(of: Array(word.utf8).span, rows: rows)
    }
    #expect(
      reader.notes == [
        "the role 'x' (rows: 7) is read as member; the mapping does not say",
        "the role 'y' (rows: 1) is read as member; the mapping does not say",
      ])
  }

  @Test(arguments: [
    (RoleMeaning.member, [Relation.members]), (.memberAndOwner, [.members, .owners]),
    (.ownerOnly, [.owners]), (.ignored, []),
  ])
  func `a meaning puts somebody into its lists`(_ row: (meaning: RoleMeaning, lists: [Relation])) {
    #expect(row.meaning.relations.contains(.members) == row.lists.contains(.members))
    #expect(row.meaning.relations.contains(.owners) == row.lists.contains(.owners))
  }
}
