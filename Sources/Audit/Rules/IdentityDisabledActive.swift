import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local account that is active although its person is blocked in the tenant.
  static let identityDisabledActive = Rule(
    id: "identity.disabled-active", severity: .error,
    summary: "Sign-in is blocked in the tenant; the local account is active.",
    manual: """
      The tenant blocks the person, and the application, which may have passwords or tokens of its own, does not.

      It needs a source that says whether accounts are enabled; a default listing of users through Graph does not.

      What to do: block the local account.
      """,
    sources: [.entraRevokeAccess, .graphUser]
  ) { input, number in
    guard input.tenant.capabilities.contains(.accountEnabled) else { return [] }
    return input.accountFindings(number) { pair in
      input.tenant.isEnabled(pair.tenant) == .no && input.local.isEnabled(pair.local) == .yes
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "'\(subject.localAccountName)' is blocked in the tenant and active locally",
      expected: "an account that is blocked as well",
      found: "an active account",
      evidence: subject.accountEvidence,
      explanation: [
        "accountEnabled is false in the tenant", "the local account is active",
        input.policy.line("lifecycle.disabled-users"),
      ],
      remediation: "block the local account")
  }
}
