import Testing
import YAMLText

@testable import Replay

/// What is checked of links and of the names of rules when a scenario is read.
struct ScenarioLinkReadingTests {
  private static let head = """
    scenario: A title
    source: A document
    policy: rezolve-bidirectional
    start: 2026-03-02T06:00:00Z
    given:
      directory: { users: [Ada], groups: { One: [Ada], Two: [] } }
      local: { users: [Ada], groups: { A: [Ada], B: [] } }
      links: [ { local: A, directory: One, direction: import } ]
    when:

    """
  private static let end = "  - expect: { calls: 0 }\n"

  private static func message(_ steps: String, rules: [String] = []) -> String? {
    let bytes = Array((head + steps + end).replacing("^", with: "").utf8)
    do throws(YAMLError) {
      _ = try Scenario.read(bytes, file: "s.yaml", rules: rules)
      return nil
    } catch {
      return "\(error)"
    }
  }

  private static let refused = "  - expect: { refused: no }\n"

  /// Steps whose last link is a second one to a group of the directory; '^' stands before it.
  static let second = [
    "  - link: { local: B, directory: ^One, direction: import }\n",
    "  - link: { local: B, directory: ^One, direction: push }\n",
    "  - link: { local: B, directory: [Two, ^One] }\n",
    "  - link: { local: A, directory: ^One, direction: import }\n",
    "  - link: { local: B, directory: Two }\n  - link: { local: A, directory: ^Two, direction: push }\n",
    "  - unlink: { local: A, directory: Two }\n  - link: { local: B, directory: ^One }\n",
    "  - directory: { rename: One, to: First }\n  - link: { local: B, directory: ^First }\n",
    "  - local: { rename: A, to: Z }\n  - link: { local: B, directory: ^One }\n",
    "  - link: { local: B, directory: One }\n" + refused
      + "  - link: { local: B, directory: ^One }\n",
    "  - link: { local: B, directory: ^One }\n  - wait: 1m\n" + refused,
  ]

  @Test(arguments: second)
  func `a second link to a group of the directory is refused when it is read`(_ steps: String)
    throws
  {
    let place = try #require(ScenarioUnchangedTests.place(in: Self.head + steps))
    let message = try #require(Self.message(steps))
    #expect(message.hasPrefix("\(place): found a second link to '"), "\(message)")
    #expect(
      message.contains("expected one link for each group of the directory, like that of line "))
    #expect(message.contains("'unlink'"))
  }

  static let fine = [
    "  - link: { local: B, directory: Two }\n",
    "  - link: { local: A, directory: One, direction: push }\n",
    "  - link: { local: A, directory: One, direction: push }\n"
      + "  - link: { local: A, directory: One, direction: import }\n",
    "  - unlink: A\n  - link: { local: B, directory: One }\n",
    "  - unlink: { local: A, directory: One }\n  - link: { local: B, directory: One }\n",
    "  - delete: A\n  - link: { local: B, directory: One }\n",
    "  - link: { local: A, directory: Two, direction: import }\n  - link: { local: B, directory: One }\n",
    "  - link: { local: B, directory: One }\n" + refused,
  ]

  @Test(arguments: fine)
  func `a link that is free, stated anew or expected to be refused is read`(_ steps: String) {
    #expect(Self.message(steps) == nil)
  }

  private static let rules = ["membership.extra", "membership.missing", "group.renamed"]

  static let misspelt: [(text: String, near: String?)] = [
    ("^membership.extr", "membership.extra"),
    ("[membership.extra, ^group.renamd]", "group.renamed"),
    ("^Membership.extra", "membership.extra"), ("[^membership_missing]", "membership.missing"),
    ("^nothing", nil), ("[^\"\"]", nil), ("[^[membership.extra]]", nil),
    ("^{ membership.extra: }", nil),
  ]

  @Test(arguments: misspelt)
  func `a rule that nobody knows is an error at its place`(
    _ row: (text: String, near: String?)
  ) throws {
    let steps = "  - wait: 1m\n  - expect: { findings: \(row.text) }\n"
    let place = try #require(ScenarioUnchangedTests.place(in: Self.head + steps))
    let message = try #require(Self.message(steps, rules: Self.rules))
    #expect(message.hasPrefix("\(place): found "), "\(message)")
    #expect(message.contains("did you mean") == (row.near != nil))
    if let near = row.near { #expect(message.contains("did you mean '\(near)'?")) }
  }

  @Test func `rules that are known are read, and any where nobody says which there are`() {
    for text in ["membership.extra", "[group.renamed, membership.extra]", "[]"] {
      let steps = "  - wait: 1m\n  - expect: { findings: \(text) }\n"
      let expected: String? = text == "[]" ? Self.message(steps) : nil
      #expect(Self.message(steps, rules: Self.rules) == expected)
    }
    #expect(Self.message("  - wait: 1m\n  - expect: { findings: anything }\n") == nil)
  }
}
