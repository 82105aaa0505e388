import Audit
import Testing

/// What every rule owes its reader.
struct RuleListTests {
  @Test func `identifiers are unique`() {
    let ids = Rule.all.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test(arguments: Rule.all.map(\.id))
  func `an identifier is a known subject, a dot and words with hyphens`(_ id: String) {
    let parts = id.split(separator: ".", omittingEmptySubsequences: false)
    let subjects = [
      "dynamic", "group", "identity", "local", "membership", "name", "nested", "onprem", "owner",
      "snapshot",
    ]
    #expect(parts.count == 2)
    #expect(subjects.contains(String(parts[0])))
    let isPlain = parts.last?.utf8.allSatisfy { byte in
      (97...122).contains(byte) || byte == UInt8(ascii: "-")
    }
    #expect(isPlain == true)
  }

  @Test(arguments: Rule.all.map(\.id))
  func `a rule has a summary of one sentence and a page that says what to do`(
    _ id: String
  ) throws {
    let rule = try #require(Rule.all.first { $0.id == id })
    #expect(rule.summary.hasSuffix("."))
    #expect(!rule.summary.dropLast().contains(". "))
    #expect(rule.summary.utf8.count <= 120)
    #expect(rule.page.split(separator: "\n").contains { $0.hasPrefix("What to do: ") })
    #expect(rule.page.hasSuffix("."))
    #expect(!rule.page.contains("  "), "blanks that a line break left behind")
    #expect(!rule.page.contains(" \n"))
  }

  @Test func `findings of serious rules come first in the list of severities`() {
    #expect(Severity.note < .warning && Severity.warning < .error && !(Severity.error < .note))
    #expect(Severity.allCases.sorted() == [.note, .warning, .error])
  }
}
