/// One kind of finding: what it is called, how it is found and how it explains itself.
///
/// A rule stands in a file of its own; its doc comment is its page in the manual.
/// A class, because it holds many texts and every record of a finding holds its rule: handing on a
/// structure would count them all.
package final class Rule: Sendable {
  /// Stable and dotted: `membership.missing`.
  package let id: String
  package let severity: Severity
  /// One sentence for lists.
  package let summary: String
  /// The text of its page: what it means, why it matters, what it needs, what to do.
  let manual: String
  /// Where the behaviour that it checks is documented; none where it only compares the inputs.
  package let sources: [PublicSource]
  /// What tells findings of the rule apart that concern the same group and principal.
  ///
  /// It is part of their fingerprints and must itself survive a new collection. `nil` where there
  /// is one finding only.
  package let distinguish: (@Sendable (AuditInput, Finding) -> String)?
  /// Finds; the number that is passed is the rule's own, to be put into its findings.
  package let find: @Sendable (AuditInput, UInt16) -> [Finding]
  /// Makes the texts of one of its findings.
  package let explain: @Sendable (AuditInput, Finding) -> FindingText

  package init(
    id: String, severity: Severity, summary: String, manual: String, sources: [PublicSource],
    distinguish: (@Sendable (AuditInput, Finding) -> String)? = nil,
    find: @escaping @Sendable (AuditInput, UInt16) -> [Finding],
    explain: @escaping @Sendable (AuditInput, Finding) -> FindingText
  ) {
    (self.id, self.severity, self.summary) = (id, severity, summary)
    (self.manual, self.sources) = (manual, sources)
    self.distinguish = distinguish
    (self.find, self.explain) = (find, explain)
  }

  /// Its page of the manual: the text and, last, each source with title and address.
  package var page: String { sources.reduce(manual) { "\($0)\n\nSource: \($1)." } }
}
