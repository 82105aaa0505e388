import DirectoryModel
import SyncSemantics

extension Rule {
  /// An account whose identifier names one person and whose address another.
  static let identityRecycledAddress = Rule(
    id: "identity.recycled-address", severity: .error,
    summary: "The account's address belongs to somebody else now.",
    manual: """
      An address was given to a new person after the old one lost it. Products that match by address give the new person the account of the old one.

      What to do: correct the address of the account.
      """,
    sources: [.entraTokenClaims, .entraClaims]
  ) { input, number in
    input.accountConflictFindings(number) { kind in
      if case .recycledAddress = kind { true } else { false }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    var heir = noObject
    if case .recycledAddress(let person) =
      input.matching.principalConflicts[Int(finding.detail)].kind
    {
      heir = person
    }
    let owner = Subject(
      input, Finding(rule: finding.rule, tenantPrincipal: heir, localPrincipal: noObject))
    return FindingText(
      message: "the address of '\(subject.localAccountName)' belongs to somebody else now",
      expected: "an address of the person whom the identifier names",
      found: "an address that \(owner.principal) has",
      evidence: subject.accountEvidence + owner.tenantAccountEvidence,
      explanation: [
        "the identifier names one user, the address another", input.policy.line("people.match"),
      ],
      remediation: "correct the address of the account before anybody signs in with it")
  }
}
