import DirectoryModel
import SyncSemantics

extension Rule {
  /// A member of compared tenant groups who has no local account.
  static let identityNotImported = Rule(
    id: "identity.not-imported", severity: .error,
    summary: "A member of compared groups has no local account.",
    manual: """
      The tenant lists the person in groups that are compared, and the application has no account \
      for them: not imported yet, or never signed in where accounts come with the first sign-in. \
      Until then the person cannot be a member; one finding names all their groups.

      What to do: import the person, or wait for the first sign-in.
      """,
    sources: [.rezolve]
  ) { input, number in
    // Where the sync itself makes accounts, a missing one is another rule's.
    guard input.local.state(of: .user).provesAbsence,
      input.policy.identityMatching.unmatched != .create
    else { return [] }
    var first = [UInt32](repeating: .max, count: input.tenant.objectCount)
    var people: [ObjectIndex] = []
    for (index, operation) in input.plan.operations.enumerated()
    where operation.kind == .addMember && operation.decision == .noAccount {
      let person = Int(operation.tenantPrincipal)
      guard operation.tenantPrincipal != noObject else { continue }
      guard first[person] != .max else {
        first[person] = UInt32(index)
        people.append(operation.tenantPrincipal)
        continue
      }
      // The group that is named must not depend on the order of reading.
      let named = input.plan.operations[Int(first[person])].tenantGroup
      if input.tenant.precedesInReports(operation.tenantGroup, named) {
        first[person] = UInt32(index)
      }
    }
    return people.map {
      Finding(rule: number, tenantPrincipal: $0, detail: first[Int($0)])
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let operation = input.plan.operations[Int(finding.detail)]
    let person = finding.tenantPrincipal
    let group = Subject.visible(input.tenant, operation.tenantGroup)
    return FindingText(
      message: "\(subject.principal) has no local account and is a member of '\(group)'",
      expected: "an account, by \(input.policy.line("members.requires-account"))",
      found: "none among the \(Subject.count(input.local.users.count, "account"))",
      evidence: subject.tenantAccountEvidence + [
        EvidenceLine(
          side: .local, place: "",
          statement: "\(Subject.count(input.local.users.count, "account")), none of this person")
      ],
      explanation: [
        "the tenant lists \(subject.principal) in '\(group)'"
          + (input.tenant.isEnabled(person) == .no ? "; sign-in is blocked" : ""),
        "no account has the identifier, name or address",
        input.policy.line("members.requires-account"),
      ],
      remediation: input.product.accountsAppearAtSignIn
        ? "let the person sign in once" : "import the person")
  }
}
