import Foundation
import FoundationXML
import Replay
import TestSupport
import Testing
import YAMLText

@testable import Reports

struct ScenarioResultsTests {
  static let place = YAMLPlace(file: "a/b.yaml", line: 3, column: 7)

  static func failure(_ expected: [String], _ found: ScenarioFailure.Found) -> ScenarioFailure {
    ScenarioFailure(
      place: place, value: place, subject: "members of 'G'", expected: expected, found: found)
  }

  static func outcome(
    _ file: String, _ verdict: ScenarioOutcome.Verdict, title: String = "It holds"
  ) -> ScenarioOutcome {
    var outcome = ScenarioOutcome(file: file, verdict: verdict)
    (outcome.title, outcome.claim, outcome.source) = (title, title, "A document")
    (outcome.policy, outcome.expectations) = ("mirror", 2)
    outcome.digest = String(repeating: "ab", count: 32)
    return outcome
  }

  static let mixed = ScenarioResults(
    version: "1.2.3", command: ["rollcall", "test", "a"],
    outcomes: [
      outcome("a/b.yaml", .passed),
      outcome(
        "a/c.yaml",
        .failed([failure(["Ada", "Ben"], .list(["Ben", "Cleo"])), failure(["x"], .text("y"))])),
      outcome("d.yaml", .failed([failure(["Success"], .text("Failed"))])),
      outcome("d/e.yaml", .failed([failure([], .unwritable("no such group"))])),
      ScenarioOutcome(
        file: "a/f.yaml", verdict: .broken("a/f.yaml:1:1: found x, expected y\n  try z")),
      outcome("a/<g>.yaml", .passed, title: "\"Ampersand\" & <tag>\u{1}\u{202E}"),
    ], leftOut: 3)

  static let empty = ScenarioResults(version: "1.2.3", command: ["rollcall", "test"], outcomes: [])

  @Test func `the text shows the first difference of each scenario as a table`() throws {
    try expectGolden(Self.mixed.text(), at: "fixtures/golden/scenarios/mixed.txt")
    #expect(Self.empty.text() == "0 scenarios: 0 passed; 0 expectations\n")
  }

  @Test func `nothing that a scenario says can forge a line or colour it`() {
    let place = YAMLPlace(file: "a\u{1B}[2J.yaml", line: 3, column: 7)
    let failure = ScenarioFailure(
      place: place, value: place, subject: "members of 'G\npass   other.yaml: All is well'",
      expected: ["Ada\u{7}"], found: .text("Ben\r"))
    let results = ScenarioResults(
      version: "1.2.3", command: [],
      outcomes: [
        Self.outcome("a\nb.yaml", .failed([failure]), title: "T\u{202E}"),
        Self.outcome("c\u{9B}.yaml", .passed, title: "\u{1B}[32mgreen"),
        Self.outcome("d.yaml", .broken("d.yaml:1:1: found '\u{1B}[0m'\n  try 'x\ty'")),
      ])
    #expect(
      results.text() == #"""
        FAIL   a\u{A}b.yaml: T\u{202E}
               a\u{1B}[2J.yaml:3:7: members of 'G\u{A}pass   other.yaml: All is well'
                 expected  Ada\u{7}
                 found     Ben\u{D}
        pass   c\u{9B}.yaml: \u{1B}[32mgreen
        error  d.yaml:1:1: found '\u{1B}[0m'
                 try 'x\u{9}y'
        3 scenarios: 1 passed, 1 failed, 1 not carried out; 6 expectations

        """#)
  }

  @Test func `the totals count every verdict`() {
    #expect(
      Self.mixed.totals == ScenarioResults.Totals(passed: 2, failed: 3, broken: 1, expectations: 10)
    )
  }

  @Test func `the JSON keeps to its schema`() throws {
    let schema = try JSONSchema(
      String(
        contentsOf: URL(
          filePath: Repository.path("Sources/Reports/scenario-results.schema.json")),
        encoding: .utf8))
    for results in [Self.mixed, Self.empty] {
      let text = String(decoding: results.json(), as: UTF8.self)
      #expect(schema.faults(in: try JSONNode(text)) == [])
    }
    try expectGolden(Self.mixed.json(), at: "fixtures/golden/scenarios/mixed.json")
  }

  @Test func `the XML keeps to the schema that CI systems agree on`() throws {
    for results in [Self.mixed, Self.empty] {
      let checker = JUnitChecker()
      #expect(try checker.faults(in: results.junit()) == [])
      #expect(checker.cases == results.outcomes.count)
    }
    try expectGolden(Self.mixed.junit(), at: "fixtures/golden/scenarios/mixed.xml")
  }

  @Test func `the checker sees what the schema forbids`() throws {
    let good = Self.mixed.junit()
    let spoilt = [
      good.replacing(" time=\"0\"", with: ""), good.replacing("tests=\"4\"", with: "tests=\"5\""),
      good.replacing("<properties/>", with: ""), good.replacing("testcase", with: "case"),
      good.replacing(" type=\"expectation\"", with: ""),
    ]
    for text in spoilt { #expect(try JUnitChecker().faults(in: text) != []) }
  }
}

/// The rules of "JUnit.xsd" of windyroad, https://github.com/windyroad/JUnit-Schema.
private final class JUnitChecker: NSObject, XMLParserDelegate {
  private(set) var cases = 0
  private var found: [String] = []
  private var path: [String] = []
  private var counts = (tests: 0, failures: 0, errors: 0)
  private var stated: [String: String] = [:]
  private var hasProperties = false

  private static let required = [
    "testsuites": [],
    "testsuite": [
      "errors", "failures", "hostname", "id", "name", "package", "tests", "time", "timestamp",
    ],
    "properties": [], "system-out": [], "system-err": [],
    "testcase": ["classname", "name", "time"], "failure": ["message", "type"],
    "error": ["message", "type"],
  ]
  private static let parents = [
    "testsuites": "", "testsuite": "testsuites", "properties": "testsuite",
    "testcase": "testsuite", "system-out": "testsuite", "system-err": "testsuite",
    "failure": "testcase", "error": "testcase",
  ]

  func faults(in text: String) throws -> [String] {
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() { found.append("not well formed") }
    return found
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    // Beside the schema a case names its source, as CI systems read it.
    let own = attributes.keys.filter { name != "testcase" || $0 != "file" && $0 != "line" }.sorted()
    if name == "testcase", attributes["file"] == nil { found.append("<testcase> without a file") }
    if Self.required[name] != own {
      found.append("<\(name)> has the attributes \(attributes.keys.sorted())")
    }
    if Self.parents[name] != path.last ?? "" { found.append("<\(name)> in \(path)") }
    switch name {
    case "testsuite": (stated, counts, hasProperties) = (attributes, (0, 0, 0), false)
    case "properties": hasProperties = true
    case "testcase":
      (cases, counts.tests) = (cases + 1, counts.tests + 1)
      if !hasProperties { found.append("<testcase> before <properties>") }
    case "failure": counts.failures += 1
    case "error": counts.errors += 1
    default: break
    }
    path.append(name)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    path.removeLast()
    guard name == "testsuite" else { return }
    let numbers = ["tests", "failures", "errors"].map { stated[$0] }
    if numbers != ["\(counts.tests)", "\(counts.failures)", "\(counts.errors)"] {
      found.append("<testsuite> states \(numbers), has \(counts)")
    }
  }
}
