import Audit
import Testing

/// Where the rules have what they claim from.
struct PublicSourceTests {
  /// Rules that rest on no document, each with the reason.
  static let withoutSource: [(rule: String, because: String)] = [
    ("membership.unmatched-account", "it only says that an account has nobody behind it"),
    ("identity.unmatched", "it only says that an account has nobody behind it"),
    ("name.near-miss", "a hint of this program; nobody promises anything about typing errors"),
    ("nested.cycle", "no document allows or excludes cycles; the export itself shows one"),
    ("nested.local-cycle", "the database itself shows the cycle"),
    ("local.rows-left-out", "it is about the rows of the database itself"),
    ("snapshot.contradiction", "it is about what the inputs say of each other"),
  ]

  @Test func `only rules about the inputs themselves do without a public source`() {
    #expect(Rule.all.filter(\.sources.isEmpty).map(\.id) == Self.withoutSource.map(\.rule))
  }

  @Test(arguments: Rule.all.map(\.id))
  func `a page ends with its sources, each with title and address`(_ id: String) throws {
    let rule = try #require(Rule.all.first { $0.id == id })
    let lines = rule.page.split(separator: "\n").map(String.init)
    let sources = rule.sources.map { "Source: \"\($0.title)\", \($0.address)." }
    #expect(Array(lines.suffix(sources.count)) == sources)
    #expect(lines.dropLast(sources.count).allSatisfy { !$0.contains("Source:") })
    #expect(lines.dropLast(sources.count).allSatisfy { !$0.contains("://") })
  }

  @Test(arguments: Rule.all.flatMap(\.sources).map(\.address))
  func `an address is whole, in ASCII, and names no language or tracking`(_ address: String) {
    let words = address.split(separator: "/", omittingEmptySubsequences: false)
    #expect(words.prefix(2) == ["https:", ""])
    #expect(words.count > 3, "the address of a page, not of a host")
    #expect(words.dropFirst(2).first?.contains(".") == true)
    #expect(address.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") })
    #expect(!words.contains("en-us"))
    #expect(!address.contains("?"))
    #expect(address.utf8.last != UInt8(ascii: "."))
  }

  @Test func `a page that several rules rest on is named alike by all of them`() {
    let sources = Rule.all.flatMap(\.sources)
    for source in sources {
      #expect(sources.allSatisfy { $0.address != source.address || $0 == source })
      #expect(sources.allSatisfy { $0.title != source.title || $0 == source })
    }
    for rule in Rule.all {
      #expect(Set(rule.sources.map(\.address)).count == rule.sources.count, "\(rule.id)")
    }
  }

  @Test func `a source is written as title and address`() {
    let source = PublicSource("Add members", "https://example.com/a")
    #expect(source.description == "\"Add members\", https://example.com/a")
    #expect(source != PublicSource("Add members", "https://example.com/b"))
    #expect(source != PublicSource("Remove members", "https://example.com/a"))
  }
}
