import DirectoryModel
import SyncSemantics

extension Rule {
  /// An owner of the tenant's group without the role in the local one.
  static let ownerMissing = Rule(
    id: "owner.missing", severity: .error,
    summary: "An owner of the tenant's group does not own the copy.",
    manual: """
      The tenant lists the person as an owner, the product knows owners, and the local group does not have the person as one.

      What to do: give the person the role, or run a full sync.
      """,
    sources: [.rezolve, .graphOwners]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .addOwner && operation.decision == .perform
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.principal) owns \(subject.group) in the tenant and not locally",
      expected: "an owner, by \(input.policy.line("owners.handling"))",
      found: "no role of an owner",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation),
      remediation: "give the owner the role in the application")
  }
}
