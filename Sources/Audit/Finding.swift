package import DirectoryModel

/// One thing that a rule saw, as numbers: its texts are made only when it is shown.
package struct Finding: Sendable, Equatable {
  /// Index into `AuditResult.rules`.
  package let rule: UInt16
  package let tenantGroup: ObjectIndex
  package let localGroup: ObjectIndex
  package let tenantPrincipal: ObjectIndex
  package let localPrincipal: ObjectIndex
  /// Whatever its rule needs to find its own facts again: an index into the plan's operations, a
  /// tally, a cycle, a pair; the rule says which.
  package let detail: UInt32

  package init(
    rule: UInt16, tenantGroup: ObjectIndex = noObject, localGroup: ObjectIndex = noObject,
    tenantPrincipal: ObjectIndex = noObject, localPrincipal: ObjectIndex = noObject,
    detail: UInt32 = 0
  ) {
    (self.rule, self.detail) = (rule, detail)
    (self.tenantGroup, self.localGroup) = (tenantGroup, localGroup)
    (self.tenantPrincipal, self.localPrincipal) = (tenantPrincipal, localPrincipal)
  }
}

/// The texts of one finding.
package struct FindingText: Sendable, Equatable {
  /// One line for lists: `'finance' is spelled 'Finance' in the tenant`.
  package var message: String
  package var expected: String
  package var found: String
  /// What each side shows, each with its place.
  package var evidence: [EvidenceLine]
  /// The chain of causes, the first cause first.
  package var explanation: [String]
  package var remediation: String

  package init(
    message: String, expected: String, found: String, evidence: [EvidenceLine],
    explanation: [String], remediation: String
  ) {
    (self.message, self.expected, self.found) = (message, expected, found)
    (self.evidence, self.explanation) = (evidence, explanation)
    self.remediation = remediation
  }
}

/// One piece of evidence: a side, a place and what stands there.
package struct EvidenceLine: Sendable, Equatable {
  package let side: Side
  /// As `Directory.text(of:)` writes it; empty when the evidence is an absence.
  package let place: String
  package let statement: String

  package init(side: Side, place: String, statement: String) {
    (self.side, self.place, self.statement) = (side, place, statement)
  }
}
