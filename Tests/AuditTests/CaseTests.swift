import Audit
import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

/// The sample world with one fault after another.
struct CaseTests {
  @Test(arguments: Case.all)
  func `a case makes the findings that it states and no others`(_ this: Case) throws {
    let result = try this.audited()
    let messages = result.findings.map { "\(result.text($0).message)" }
    #expect(result.ruleIDs.sorted() == this.finds.sorted(), "\(messages)")
    #expect(result.openRuleIDs.sorted() == this.leavesOpen.sorted(), "\(result.page)")
  }

  @Test func `every rule is found in some case`() throws {
    let found = Set(Case.all.flatMap(\.finds))
    let known = Rule.all.map(\.id)
    #expect(known.filter { !found.contains($0) } == [])
    #expect(found.filter { !known.contains($0) }.sorted() == [])
  }

  @Test func `all findings read as they are written down`() throws {
    var text = ""
    for this in Case.all where !this.finds.isEmpty || !this.leavesOpen.isEmpty {
      text += "## \(this.what)\n\(try this.audited().page)\n"
    }
    try expectGolden(text, at: "fixtures/golden/rules.txt")
  }

  @Test(arguments: Case.all)
  func `the verdict follows from findings and open questions`(_ this: Case) throws {
    let result = try this.audited()
    let serious = result.findings.contains { result.rules[Int($0.rule)].severity > .note }
    let isOpen = result.openRuleIDs.contains { !$0.hasPrefix("dynamic.") }
    let expected: Verdict = serious ? .differs : isOpen ? .undetermined : .aligned
    #expect(result.verdict == expected)
  }

  @Test(arguments: Case.all)
  func `findings are sorted by severity, then by rule`(_ this: Case) throws {
    let result = try this.audited()
    let keys = result.findings.map { finding in
      let rule = result.rules[Int(finding.rule)]
      return (Severity.allCases.firstIndex(of: rule.severity) ?? 0, rule.id)
    }
    for (one, other) in zip(keys, keys.dropFirst()) {
      #expect(one.0 > other.0 || one.0 == other.0 && one.1 <= other.1)
    }
  }

  @Test(arguments: Case.all)
  func `every line of the policy that is cited is stated`(_ this: Case) throws {
    let result = try this.audited()
    // What no policy has to state.
    let unstated = [
      "attribute-mapping", "groups.warn-of-on-premises", "members.report-nested-groups",
    ]
    for line in result.findings.flatMap({ result.text($0).explanation })
    where line.hasSuffix("(default)") {
      #expect(unstated.contains { line.contains($0) }, "\(line)")
    }
  }

  @Test(arguments: Case.all)
  func `no two findings of one audit have the same fingerprint`(_ this: Case) throws {
    let prints = try this.audited().fingerprints
    #expect(Set(prints).count == prints.count)
    #expect(prints.allSatisfy { $0.utf8.count == 32 })
  }

  @Test(arguments: Case.all)
  func `every text is a line without a full stop and every finding has evidence`(
    _ this: Case
  ) throws {
    let result = try this.audited()
    for finding in result.findings {
      let text = result.text(finding)
      let lines = [text.message, text.expected, text.found, text.remediation] + text.explanation
      for line in lines {
        #expect(!line.isEmpty && !line.contains("\n") && !line.hasSuffix("."), "\(line)")
        // A quoted name may hold two blanks, a sentence of ours may not.
        #expect(!line.contains("  ") || line.contains("'Finance  East'"), "\(line)")
      }
      #expect(!text.evidence.isEmpty && !text.explanation.isEmpty)
      for line in text.evidence { #expect(!line.statement.isEmpty) }
    }
  }
}
