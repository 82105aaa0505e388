import DirectoryModel
import SyncSemantics

extension Rule {
  /// An identifier that is the deviceId of a device and no object identifier.
  static let identityDeviceID = Rule(
    id: "identity.device-id", severity: .error,
    summary: "A device's own identifier is stored where the object identifier belongs.",
    manual: """
      Entra ID gives each device an object identifier and a deviceId. Membership always uses the first; storing the second is a classic mistake.

      What to do: store the object identifier.
      """,
    sources: [.graphDevice]
  ) { input, number in
    input.accountConflictFindings(number) { $0 == .deviceIdentifier }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "'\(subject.localAccountName)' carries a deviceId instead of an object identifier",
      expected: "the object identifier",
      found: "the deviceId of a device",
      evidence: subject.accountEvidence,
      explanation: [
        "Entra ID gives a device two identifiers; membership uses the object identifier",
        input.policy.line("people.device-match"),
      ],
      remediation: "store the object identifier")
  }
}
