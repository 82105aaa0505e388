import Testing

@testable import SyncSemantics

struct NameDifferenceTests {
  typealias Row = (tenant: String, local: String, difference: NameDifference)

  static let product = ProductFacts(
    name: "test", groupNameCharacters: 30, groupNamePrefixes: ["App_"])

  static let rows: [Row] = [
    ("Finance", "Finance", .none),
    ("Finance", "FINANCE", .letterCase),
    ("Straße", "STRASSE", .letterCase),
    ("Finance", "Finance ", .blanks),
    ("Finance", "  finance", .blanks),
    ("Data Lake", "Data  Lake", .blanks),
    ("Data Lake", "Data\u{A0}Lake", .invisibleCharacters),
    ("Data Lake", "Data\u{3000}Lake", .invisibleCharacters),
    ("Finance", "Fin\u{200B}ance", .invisibleCharacters),
    ("Finance", "\u{FEFF}finance ", .invisibleCharacters),
    ("Finance", "Fi\u{AD}nance", .invisibleCharacters),
    ("Caf\u{E9}", "Cafe\u{301}", .normalization),
    ("Caf\u{E9} Bar", "cafe\u{301}\u{A0}bar", .normalization),
    ("Paris", "P\u{430}ris", .lookAlike),
    ("Paris", "p\u{430}RIS ", .lookAlike),
    ("Team 10", "Team l0", .lookAlike),
    ("App \u{2013} Wiki", "App - Wiki", .punctuation),
    ("App \u{2013} Wiki", "app_wiki", .punctuation),
    ("Help Desk", "Help_Desk", .punctuation),
    ("Help Desk", "HelpDesk", .punctuation),
    ("Ann\u{2019}s Team", "Ann's Team", .punctuation),
    ("Sales (North)", "Sales North", .punctuation),
    ("Law & Order", "Law &amp; Order", .entity),
    ("Law & Order", "law &amp;amp; order", .entity),
    ("Ann's Team", "Ann&#39;s Team", .entity),
    ("Ann's Team", "Ann&#x27;s Team", .entity),
    ("Data Lake", "Data%20Lake", .entity),
    ("Law & Order", "Law and Order", .wording),
    ("Recht & Ordnung", "Recht_und_Ordnung", .wording),
    ("R&D", "R and D", .wording),
    ("Caf\u{E9}", "Caf?", .damagedEncoding),
    ("Caf\u{E9}", "Caf??", .damagedEncoding),
    ("Caf\u{E9}", "Caf\u{FFFD}", .damagedEncoding),
    ("Caf\u{E9}", "Caf\u{C3}\u{A9}", .damagedEncoding),
    ("App \u{2013} Wiki", "App \u{E2}\u{20AC}\u{201C} Wiki", .damagedEncoding),
    ("Caf\u{E9}", "Cafe", .marksDropped),
    ("S\u{F8}r", "Sor", .marksDropped),
    ("M\u{FC}ller", "Mueller", .marksDropped),
    ("M\u{FC}ller", "Muller", .marksDropped),
    ("\u{C5}rhus & Omegn", "Aarhus and Omegn", .marksDropped),
    ("An exceedingly long name of a group", "An exceedingly long name of a ", .truncated),
    ("An exceedingly long name of a group", "An exceedingly long na", .truncated),
    ("An exceedingly long name of a group", "An exceed\u{2026}", .truncated),
    ("An exceedingly long name of a group", "An exceed...", .truncated),
    ("Finance", "App_Finance", .affix),
    ("Finance", "SAML_Finance", .affix),
    ("Finance", "corp:finance", .affix),
    ("Finance", "Finance (Entra)", .affix),
    ("Finance", "aad-Finance", .affix),
    ("Finance", "Accounts", .other),
    ("Finance", "Finances", .other),
    ("Finance", "", .other),
    ("", "Finance", .other),
    ("Group 11", "Group 1 1", .other),
    ("Team 1", "Team 2", .other),
    ("C#", "C++", .other),
    ("Caf\u{E9}", "Caf???", .other),
    ("Cafe", "Caf?", .other),
    ("Projects Berlin and Hamburg Leads", "Projects Berlin and Hamburg", .other),
    ("Finance Controllers", "Finance", .other),
    ("---", "___", .other),
    ("\u{200B}", "\u{200C}", .other),
    ("Finance", "my Finance", .other),
    ("Finance", "Project: Finance", .other),
    ("Finance", "my corp:Finance", .other),
    ("DevOps", "Azure DevOps", .other),
    ("Admins", "Microsoft-Admins", .other),
    ("Finance", "Finance SSO", .other),
    ("Finance", "Finance_saml", .affix),
  ]

  @Test(arguments: rows)
  func `a difference is called by the first kind that explains all of it`(_ row: Row) {
    let found = NameDifference.between(
      Array(row.tenant.utf8), Array(row.local.utf8), product: Self.product)
    #expect(found == row.difference)
  }

  /// Kinds that have no direction: which side is spelled oddly does not matter.
  @Test(arguments: rows.filter { ($0.difference.rawValue < NameDifference.truncated.rawValue) })
  func `a difference of spelling is the same seen from the other side`(_ row: Row) {
    let found = NameDifference.between(
      Array(row.local.utf8), Array(row.tenant.utf8), product: Self.product)
    #expect(found == row.difference)
  }

  @Test func `a name is no cut or prefixed form of a shorter one`() {
    for row in Self.rows where [.truncated, .affix].contains(row.difference) {
      let found = NameDifference.between(
        Array(row.local.utf8), Array(row.tenant.utf8), product: ProductFacts(name: "test"))
      #expect(found == .other, "\(row)")
    }
  }

  @Test func `case is no difference where the source destroyed it`() {
    let product = ProductFacts(name: "test")
    func found(_ tenant: String, _ local: String) -> NameDifference {
      .between(Array(tenant.utf8), Array(local.utf8), product: product, caseKnown: false)
    }
    #expect(found("FINANCE", "Finance") == .none)
    #expect(found("FINANCE", "Finance ") == .blanks)
    #expect(found("FINANCE", "Accounts") == .other)
  }

  static let cuts: [(length: Int, characters: Int, bytes: Int, isCut: Bool)] = [
    (10, 10, 0, true), (10, 0, 0, false), (10, 12, 0, false), (10, 11, 0, true), (64, 0, 0, true),
    (100, 0, 0, true), (33, 0, 33, true), (33, 0, 36, true), (33, 0, 40, false),
  ]

  @Test(arguments: cuts)
  func `a cut between words needs a known limit`(
    _ row: (length: Int, characters: Int, bytes: Int, isCut: Bool)
  ) {
    // A stem of whole words, so that nothing but its length tells.
    let stem = String(String(repeating: "ab ", count: 40).prefix(row.length - 1)) + "."
    let product = ProductFacts(
      name: "test", groupNameCharacters: row.characters, groupNameBytes: row.bytes)
    let found = NameDifference.between(
      Array("\(stem) rest".utf8), Array(stem.utf8), product: product)
    #expect((found == .truncated) == row.isCut)
  }

  @Test func `names that differ only in spelling share a key`() {
    let kinds: [NameDifference] = [.damagedEncoding, .truncated, .affix, .other]
    for row in Self.rows where !kinds.contains(row.difference) {
      let (one, other) = (
        NameForm.keys(Array(row.tenant.utf8)), NameForm.keys(Array(row.local.utf8))
      )
      #expect(one.contains { other.contains($0) }, "\(row)")
    }
  }

  @Test func `the short way to a key ends where the long way does`() {
    let alphabet = Array("aIl1 0_-om&/'A".utf8)
    let words = ["and", "und ", " og", "et", "andy", "+"]
    var buffer: [UInt8] = []
    for number in 0..<3_000 {
      var (name, rest) = ([UInt8](), number)
      while rest > 0 {
        name.append(alphabet[rest % alphabet.count])
        rest /= alphabet.count
      }
      let word = Array(words[number % words.count].utf8)
      for text in [name, name + [32] + word, word + name]
      where NameForm.appendKey(ofASCII: text.span, to: &buffer) {
        #expect([buffer] == NameForm.keys(text), "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }
}
