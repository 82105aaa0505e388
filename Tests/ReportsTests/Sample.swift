import Audit
import DirectoryModel
import SyncSemantics

@testable import Reports

/// A small audit whose findings say what a test wants: one group with one member on both sides.
enum Sample {
  /// A finding's severity and its texts.
  typealias Saying = (severity: Severity, text: FindingText)

  /// Texts that are plain but for the message.
  static func text(
    _ message: String, found: String = "something else", place: String = "export.zip!groups.json@12"
  ) -> FindingText {
    FindingText(
      message: message, expected: "something", found: found,
      evidence: [
        EvidenceLine(side: .tenant, place: place, statement: "a group"),
        EvidenceLine(side: .local, place: "", statement: "no group"),
      ],
      explanation: ["first cause", "second cause"], remediation: "mend it")
  }

  /// The report of an audit by one rule a finding.
  static func report(
    _ sayings: [Saying], groupName: String = "Sales", command: [String] = ["rollcall", "audit"],
    explanation: [String] = [], baseline: Baseline? = nil, listsMembers: Bool = false,
    sources: [PublicSource] = [PublicSource("Where it is said", "https://example.com/page#part")]
  ) throws -> Report {
    let rules = sayings.enumerated().map { number, saying in
      Rule(
        id: "test.r\(Self.letters(number))", severity: saying.severity, summary: "Says something.",
        manual: "A page with {braces}.", sources: sources
      ) { _, rule in
        [Finding(rule: rule, tenantGroup: 0, localGroup: 0)]
      } explain: { _, _ in
        saying.text
      }
    }
    let (tenant, local) = (directory(.tenant, groupName), directory(.local, groupName))
    guard let policy = try policy(named: "mirror") else { throw SampleError.noPolicy }
    let product = ProductFacts(name: "test")
    let matching = match(tenant: tenant, local: local, policy: policy, product: product)
    return Report(
      audit(
        tenant: tenant, local: local, policy: policy, matching: matching, product: product,
        rules: rules),
      version: "1.2.3", command: command, explanation: explanation, baseline: baseline,
      listsMembers: listsMembers)
  }

  private static func letters(_ number: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return "\(letters[number / 26])\(letters[number % 26])"
  }

  private static func directory(_ side: Side, _ groupName: String) -> Directory {
    var builder = DirectoryBuilder(side: side)
    let input = side == .tenant ? "export.zip" : "app.db"
    _ = builder.addSource(
      Source(
        input: input, format: "test", sha256: String(repeating: "0", count: 64), byteCount: 7,
        capabilities: Capability(rawValue: .max), completeness: .complete))
    let unit = builder.addUnit(
      side == .tenant
        ? PlaceUnit(input: input, entry: "groups.json", counting: .byteOffset)
        : PlaceUnit(input: input, entry: "groups", counting: .row))
    builder.defaultStates = (.complete, .complete)
    for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
    let group =
      side == .tenant
      ? builder.object(GUID(high: 1, low: 1)) : builder.object(.integer(1), kind: .group)
    var record = ObjectRecord(kind: .group)
    record.displayName = builder.names.intern(groupName)
    builder.record(group, record, at: Place(unit: unit, position: 12))
    return builder.finish()
  }
}

enum SampleError: Error {
  case noPolicy
}
