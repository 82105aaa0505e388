import Audit
import Ingest
import JSONText
import MembershipRules
import Replay
import Reports
import SyncSemantics
import YAMLText

/// A reader that takes bytes from outside, and what must hold whatever the bytes are.
///
/// Every one of them must come to an end, and may refuse; some read twice in different ways and
/// must come to the same.
enum FuzzJob: String, CaseIterable, Sendable {
  case json, tenant, local, mapping, policy, scenario, yaml, rule, lists, baseline

  func run(_ bytes: [UInt8]) {
    switch self {
    case .json: JSONTrace.compare(bytes)
    case .tenant: FileReading.compareTenants(bytes)
    case .local: FileReading.readLocal(bytes)
    case .rule: Self.readRule(bytes)
    case .yaml:
      attempt {
        let node = try YAMLNode(parsing: bytes, file: "x")
        Self.compare(node, bytes)
        _ = try YAMLExtents(parsing: bytes, file: "x")
      }
    case .mapping: attempt { _ = try Mapping(yaml: bytes, file: "x") }
    case .policy: attempt { _ = try Policy.read(text: text(bytes), file: "x") }
    case .scenario: attempt { _ = try Scenario.read(bytes, file: "x") }
    case .baseline: attempt { _ = try Baseline(reading: ArraySource(bytes)) }
    case .lists:
      _ = GroupSelection(text: text(bytes), file: "x")
      attempt { _ = try Link.read(text: text(bytes), file: "x") }
      attempt { _ = try Link.readAliases(text: text(bytes), file: "x") }
    }
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// What is read without libyaml is what libyaml reads.
  private static func compare(_ node: YAMLNode, _ bytes: [UInt8]) {
    do {
      let other = try YAMLNode(readByLibrary: bytes, file: "x")
      precondition(node == other, "libyaml reads \(other), not \(node)")
    } catch {
      preconditionFailure("libyaml refuses what was read: \(error)")
    }
  }

  /// A rule that is read can be written, and reads the same again.
  private static func readRule(_ bytes: [UInt8]) {
    attempt {
      let rule = try MembershipRule(parsing: bytes)
      do {
        let again = try MembershipRule(parsing: rule.text)
        precondition(again.expression == rule.expression, "read anew it differs: \(rule.text)")
      } catch {
        preconditionFailure("what was read is refused when it is written, \(error): \(rule.text)")
      }
    }
  }
}

/// Does what may be refused; a refusal must have words.
func attempt(_ work: () throws -> Void) {
  do { try work() } catch { precondition(!"\(error)".isEmpty, "a refusal says why") }
}
