import DirectoryModel
import SyncSemantics

extension Rule {
  /// An owner of the local group who does not own the tenant's.
  static let ownerExtra = Rule(
    id: "owner.extra", severity: .error,
    summary: "Somebody owns the copy and not the tenant's group.",
    manual: """
      The local group has an owner or administrator whom the tenant does not list as one: somebody can hand out access that the directory did not give them. It may be somebody whom the tenant has deleted, or an account that nobody in the tenant stands behind.

      What to do: take the role away, or make the person an owner in the tenant.
      """,
    sources: [.rezolve, .graphOwners]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .removeOwner && operation.decision == .perform
        && operation.cause != .danglingRow
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    let message =
      switch operation.cause {
      case .departed:
        "\(subject.principal) was deleted in the tenant and still owns \(subject.group)"
      case .noOriginal: "\(subject.principal) owns \(subject.group) and is nobody in the tenant"
      default: "\(subject.principal) owns \(subject.group) locally and not in the tenant"
      }
    return FindingText(
      message: message,
      expected: "no role of an owner, by \(input.policy.line("owners.handling"))",
      found: "the role of an owner",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation),
      remediation: "take the role away, or make the person an owner in the tenant")
  }
}
