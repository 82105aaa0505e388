import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local device without a directory record.
  static let identityDeviceUnmatched = Rule(
    id: "identity.device-unmatched", severity: .warning,
    summary: "A local device or configuration matches no device of the tenant.",
    manual: """
      Only devices with a record in the directory can be members of its groups; this one has none under its identifier, name or host name.

      What to do: register the device, or correct its name.
      """,
    sources: [.configurationManager, .itGlue]
  ) { input, number in
    guard input.tenant.state(of: .device).provesAbsence else { return [] }
    return input.loneAccountFindings(number) { account, reason in
      input.local.kinds[Int(account)] == .device && reason == .noCandidate
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "the device '\(subject.localAccountName)' is not in the tenant",
      expected:
        "a device of this identifier, name or host name, by \(input.policy.line("people.device-match"))",
      found: "none",
      evidence: subject.accountEvidence,
      explanation: [
        "no identifier, name or host name of the device is found",
        input.policy.line("people.device-match"),
      ],
      remediation: "register the device, or correct its name")
  }
}
