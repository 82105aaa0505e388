/// One of a user's service plans, as the one text that an attribute keeps of it.
///
/// Source: "assignedPlan resource type",
/// https://learn.microsoft.com/graph/api/resources/assignedplan.
package struct ServicePlan: Equatable, Sendable {
  /// What is empty has no value.
  package var id: [UInt8] = []
  package var status: [UInt8] = []
  package var service: [UInt8] = []

  private static let blank = UInt8(ascii: " ")
  private static let nothing = [UInt8(ascii: "-")]

  /// A plan that has no value in any of its parts.
  package init() {}

  /// Identifier, status and service with blanks between them, a hyphen for what has no value.
  ///
  /// `nil` where one of the first two has a blank in it, which none has.
  package var text: [UInt8]? {
    if id.contains(Self.blank) || status.contains(Self.blank) { return nil }
    let parts = [id, status, service].map { $0.isEmpty ? Self.nothing : $0 }
    return Array(parts.joined(separator: [Self.blank]))
  }

  /// Takes a text apart again.
  package init(text: some Collection<UInt8>) {
    let parts = text.split(separator: Self.blank, maxSplits: 2, omittingEmptySubsequences: false)
      .map { $0.elementsEqual(Self.nothing) ? [] : Array($0) }
    if let first = parts.first { id = first }
    if parts.count > 1 { status = parts[1] }
    if parts.count > 2 { service = parts[2] }
  }
}
