import Audit
import DirectoryModel
import SyncSemantics

/// A change to the sample world, and every finding that has to follow from it.
struct Case: Sendable, CustomStringConvertible {
  let what: String
  /// The rules of all findings in the order of the report; notes and hints included.
  let finds: [String]
  /// The rules of which something stays open.
  let leavesOpen: [String]
  let policy: String
  let change: @Sendable (inout World) -> Void

  var description: String { what }

  init(
    _ what: String, _ finds: String..., leavesOpen: [String] = [], policy: String = "mirror",
    change: @escaping @Sendable (inout World) -> Void
  ) {
    (self.what, self.finds, self.leavesOpen) = (what, finds, leavesOpen)
    (self.policy, self.change) = (policy, change)
  }

  static let all: [Case] =
    membership + people + identifiers + devices + groups + groupIdentifiers + names + nested
    + owners + dynamic + inputs + incomplete

  /// The sample world after the change.
  func world() throws -> World {
    var world = try World.sample(policy)
    change(&world)
    return world
  }

  func audited() throws -> AuditResult { try world().audited() }
}

extension AuditResult {
  /// The rules of all findings, in the order of the report.
  var ruleIDs: [String] { findings.map { rules[Int($0.rule)].id } }

  /// The rules of which something stays open, each once, in the order of the report.
  var openRuleIDs: [String] {
    var ids: [String] = []
    for id in notAssessable.flatMap(\.rules) where !ids.contains(id) { ids.append(id) }
    return ids
  }

  /// The whole outcome as a text to read.
  var page: String {
    var text = ""
    for (finding, fingerprint) in zip(findings, fingerprints) {
      let (rule, words) = (rules[Int(finding.rule)], self.text(finding))
      text += "\(rule.id) (\(rule.severity.rawValue)) \(fingerprint)\n"
      text += "  \(words.message)\n  expected: \(words.expected)\n  found: \(words.found)\n"
      for line in words.evidence {
        text += "  \(line.side.rawValue) \(line.place): \(line.statement)\n"
      }
      for cause in words.explanation { text += "  because: \(cause)\n" }
      text += "  do: \(words.remediation)\n"
    }
    for open in notAssessable {
      let rules = open.rules.joined(separator: ", ")
      text += "open (\(open.count)): \(open.reason); \(rules)\n"
    }
    return text + "verdict: \(verdict.rawValue)\n"
  }
}
