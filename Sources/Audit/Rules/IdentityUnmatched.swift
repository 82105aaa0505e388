import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local account that matches no user of the tenant, live or deleted.
  static let identityUnmatched = Rule(
    id: "identity.unmatched", severity: .warning,
    summary: "A local account belongs to nobody in the tenant.",
    manual: """
      The account matches no user of the tenant by identifier, user name, address or display name, and no deleted one either: it was made by hand, serves a program, or its original was purged.

      It needs a list of users that was read to its end.

      What to do: find out whose account it is; block it, or tie it to a person.
      """,
    sources: []
  ) { input, number in
    guard input.tenant.state(of: .user).provesAbsence else { return [] }
    let products = input.accountsOfTheProduct
    return input.loneAccountFindings(number) { account, reason in
      input.local.kinds[Int(account)] != .device && reason == .noCandidate
        && !products.contains(account)
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "the account '\(subject.localAccountName)' belongs to nobody in the tenant",
      expected:
        "\(Subject.count(input.tenant.users.count, "user")) of the tenant, one of them this account, by \(input.policy.line("people.match"))",
      found: "nobody of this identifier, name or address",
      evidence: subject.accountEvidence,
      explanation: [
        "no identifier, name, address or display name of the account is found among the users",
        input.policy.line("people.match"),
      ],
      remediation: "find out whose account it is; block it or tie it to a person")
  }
}

extension AuditInput {
  /// Local accounts that belong to the product itself: built in, or in built-in groups only.
  fileprivate var accountsOfTheProduct: Set<ObjectIndex> {
    var builtIn: Set<ObjectIndex> = []
    var others: Set<ObjectIndex> = []
    for group in local.groups where local.flags[Int(group)].contains(.builtIn) {
      builtIn.formUnion(local.members.list(of: group))
    }
    if !builtIn.isEmpty, !matching.loneLocalPrincipals.isEmpty {
      for group in local.groups where !local.flags[Int(group)].contains(.builtIn) {
        for member in local.members.list(of: group)
        where matching.tenantOfLocal[Int(member)] == noObject {
          others.insert(member)
        }
      }
    }
    builtIn.subtract(others)
    for lone in matching.loneLocalPrincipals
    where local.flags[Int(lone.object)].contains(.builtIn) { builtIn.insert(lone.object) }
    return builtIn
  }
}
