import DirectoryModel
import Testing
import YAMLText

@testable import Replay

/// Texts that are put together without interpolation.
struct RunLogTextTests {
  typealias Counts = (added: Int, removed: Int, changed: Int, heldBack: Int, failed: Int)

  static let rows: [(counts: Counts, status: LinkRun.Status, text: String)] = [
    ((0, 0, 0, 0, 0), .success, "Success: 0 added, 0 removed"),
    ((1, 0, 0, 0, 0), .success, "Success: 1 added, 0 removed"),
    ((0, 2, 3, 0, 0), .success, "Success: 0 added, 2 removed, 3 changed"),
    ((1, 1, 0, 12, 0), .success, "Success: 1 added, 1 removed, 12 held back"),
    ((0, 0, 0, 0, 1), .failed, "Failed: 0 added, 0 removed, 1 failed"),
    (
      (100, 20, 3, 4, 5), .partialSuccess,
      "Partial Success: 100 added, 20 removed, 3 changed, 4 held back, 5 failed"
    ),
  ]

  @Test(arguments: rows)
  func `a run confirms what it did and leaves out what it did not`(
    _ row: (counts: Counts, status: LinkRun.Status, text: String)
  ) {
    var log = RunLog(
      run: 1, kind: .full, started: Town.start, ended: Town.start, status: row.status)
    (log.added, log.removed, log.changed) = (
      row.counts.added, row.counts.removed, row.counts.changed
    )
    (log.heldBack, log.failed) = (row.counts.heldBack, row.counts.failed)
    #expect(log.confirmation == row.text)
  }

  static let lines: [(line: String, text: String, holds: Bool)] = [
    ("1 added, 0 removed", "added", true), ("1 added, 0 removed", "1 added, 0 removed", true),
    ("1 added", "1 added, 0 removed", false), ("1 added", "removed", false),
    ("aab", "ab", true), ("abab", "abb", false), ("", "a", false), ("a", "", true), ("", "", true),
    ("Gru\u{0308}n is gone", "Gr\u{00FC}n", true), ("Grun\u{0308} is gone", "Grun", false),
    ("one\r\ntwo", "two", true), ("one\r\ntwo", "\n", false), ("one\ntwo", "\n", true),
  ]

  @Test(arguments: lines)
  func `a text stands in a line as a reader sees it`(
    _ row: (line: String, text: String, holds: Bool)
  ) {
    #expect(row.line.holds(row.text) == row.holds)
    #expect(row.line.contains(row.text) == row.holds)
  }
}

struct DocumentedStateTests {
  /// A group is documented before and after a change, by several statements each time.
  private static let story = """
    scenario: A document follows what the last run saw
    source: A document (2024-01-01)
    policy: itglue
    start: 2024-01-01T00:00:00Z
    given:
      directory:
        users: [Ada, Ben]
        groups: { Sales: [Ada] }
      local:
        contacts: [Ada]
    when:
      - wait: 75m
      - expect: { document: { Sales: { matched-members: [Ada], unmatched-members: FIRST } } }
      - directory: [ { add: Ben, to: Sales } ]
      - expect: { document: { Sales: { matched-members: [Ada], unmatched-members: [] } } }
      - wait: 2h
      - expect: { document: { Sales: { matched-members: [Ada], unmatched-members: LAST } } }

    """

  private static func verdict(first: String, last: String) -> String {
    var runner = ScenarioRunner()
    let text = story.replacing("FIRST", with: first).replacing("LAST", with: last)
    switch runner.outcome(of: Array(text.utf8), file: "s.yaml").verdict {
    case .passed: return "passed"
    case .broken(let message): return message
    case .failed(let failures):
      return failures.map {
        "\($0.place.line): \($0.subject): \($0.foundTexts.joined(separator: " "))"
      }.joined(separator: "\n")
    }
  }

  @Test func `every statement is about the run that was the last by then`() {
    #expect(Self.verdict(first: "[]", last: "[Ben]") == "passed")
  }

  @Test func `a statement about a document that does not hold is told`() {
    #expect(
      Self.verdict(first: "[Ben]", last: "[]") == """
        13: unmatched-members of the document of 'Sales': 
        17: unmatched-members of the document of 'Sales': Ben
        """)
  }
}
