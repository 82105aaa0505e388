import DirectoryModel
import Testing

@testable import Replay

/// Properties that nothing but dynamic membership rules looks at, and managers.
struct ScenarioRuledPropertyTests {
  private static let head =
    Sample.head.replacing("configmgr", with: "rezolve") + """
      given:
        directory:
          users: { Eva: , Ada: { country: DE, hire-date: 2026-03-02, manager: Eva } }
          devices: { PC: { operating-system: Windows, rooted: false, extension-attribute-15: x } }
          groups: [Team]
        local: {}
      when:

      """

  private func told(_ steps: String) -> [String] {
    var runner = ScenarioRunner()
    let text = Self.head + steps
    switch runner.outcome(of: Array(text.utf8), file: "s.yaml").verdict {
    case .passed: return []
    case .failed(let failures):
      return failures.map { "\($0.place): \($0.subject): \($0.foundTexts.joined())" }
    case .broken(let message): return [message]
    }
  }

  /// Steps that change something, and the expectation that holds behind them and not before.
  static let changes: [(step: String, holds: String)] = [
    ("set: Ada, country: FR", "users: { directory: { Ada: { country: FR } } }"),
    ("set: Ada, country: ~", "users: { directory: { Ada: { country: ~ } } }"),
    ("set: Ada, state: Hessen", "users: { directory: { Ada: { state: Hessen, country: DE } } }"),
    ("set: Ada, hire-date: 2027-01-01", "users: { directory: { Ada: { hire-date: 2027-01-01 } } }"),
    ("set: Ada, postal-code: '01234'", "users: { directory: { Ada: { postal-code: '01234' } } }"),
    (
      "set: Eva, extension-attribute-1: a, extension-attribute-10: b",
      "users: { directory: { Eva: { extension-attribute-1: a, extension-attribute-10: b } } }"
    ),
    ("set: Eva, manager: Ada", "users: { directory: { Eva: { manager: Ada } } }"),
    ("set: Ada, manager: ~", "users: { directory: { Ada: { manager: ~ } } }"),
    (
      "set: Ada, manager: 11111111-2222-3333-4444-555555555555",
      "users: { directory: { Ada: { manager: 11111111-2222-3333-4444-555555555555 } } }"
    ),
    ("set: PC, rooted: true", "devices: { directory: { PC: { rooted: true } } }"),
    (
      "set: PC, operating-system: Linux, ownership: Company",
      "devices: { directory: { PC: { operating-system: Linux, ownership: Company } } }"
    ),
    (
      "create: { user: { Cy: { manager: Ada, usage-location: NO } } }",
      "users: { directory: { Cy: { manager: Ada, usage-location: NO } } }"
    ),
  ]

  @Test(arguments: changes)
  func `what a step sets is what an expectation finds`(_ row: (step: String, holds: String)) {
    let step = "  - directory: { \(row.step) }\n"
    #expect(told("\(step)  - expect: { \(row.holds) }\n") == [])
    #expect(told("  - expect: { \(row.holds) }\n\(step)  - expect: { calls: 0 }\n") != [])
    // Told again, it changes nothing.
    guard row.step.hasPrefix("set") else { return }
    let again = told("\(step)\(step)  - expect: { calls: 0 }\n")
    #expect(again.allSatisfy { $0.contains("is that already") } && !again.isEmpty)
    #expect(told("\(step)\(step)  - expect: { unchanged: yes }\n") == [])
  }

  static let found: [(expected: String, told: String)] = [
    ("users: { directory: { Ada: { country: FR } } }", "country of 'Ada' in the directory: DE"),
    (
      "users: { directory: { Ada: { manager: Ada } } }",
      "manager of 'Ada' in the directory: 00000001-0000-4000-8000-000000000001"
    ),
    ("users: { directory: { Eva: { manager: Ada } } }", "manager of 'Eva' in the directory: ~"),
    ("devices: { directory: { PC: { rooted: true } } }", "rooted of 'PC' in the directory: false"),
    ("devices: { directory: { PC: { model: X } } }", "model of 'PC' in the directory: ~"),
  ]

  @Test(arguments: found)
  func `another value is told`(_ row: (expected: String, told: String)) {
    let told = told("  - expect: { \(row.expected) }\n")
    #expect(told.count == 1 && told[0].hasSuffix(row.told), "\(told)")
  }

  static let refused: [(step: String, told: String)] = [
    (
      "set: Ada, manager: Nobody",
      "s.yaml:12:28: found 'Nobody', expected an identifier, or the name of somebody who is "
        + "there\n  list managers before the people who have them"
    ),
    ("set: PC, country: DE", "found unknown key 'country'"),
    ("set: PC, manager: Ada", "found unknown key 'manager'"),
    ("set: Ada, operating-system: Linux", "found unknown key 'operating-system'"),
    ("set: Ada, extension-attribute-0: x", "found unknown key 'extension-attribute-0'"),
    ("set: Ada, extension-attribute-16: x", "found unknown key 'extension-attribute-16'"),
    ("set: Team, country: DE", "found unknown key 'country'"),
    ("create: { user: { Cy: { manager: Dan }, Dan: } }", "found 'Dan', expected an identifier"),
  ]

  @Test(arguments: refused)
  func `what no object of a kind has is refused`(_ row: (step: String, told: String)) {
    let told = told("  - directory: { \(row.step) }\n  - expect: { calls: 0 }\n")
    #expect(told.count == 1 && told[0].contains(row.told), "\(told)")
  }

  @Test func `every property of the language has words of its own, and an attribute of its own`() {
    let attributes = ScenarioProperty.allCases.compactMap(\.attribute)
    #expect(Set(attributes).count == attributes.count)
    #expect(attributes.count == 16 + 13 + 15 + 12 + 1)
    for number in 1...15 {
      #expect(
        ScenarioProperty(rawValue: "extension-attribute-\(number)")?.attribute
          == .extensionAttribute(number))
    }
  }
}
