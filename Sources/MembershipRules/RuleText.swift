import UnicodeForms

/// A text of a rule, folded once, to which values are compared without regard to letter case.
///
/// "String and regex operations aren't case sensitive",
/// https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership.
struct RuleText: Sendable {
  enum Relation: Sendable {
    case equal, prefix, suffix, part
  }

  private let folded: [UInt8]

  init(_ bytes: [UInt8]) { folded = TextForm.simplyFolded(bytes) }

  /// Whether a value stands in a relation to the text; takes time in proportion to its bytes.
  func matches(_ value: Span<UInt8>, _ relation: Relation) -> Bool {
    // Folding leaves the length of ASCII alone, so that most values are refused at once.
    if TextForm.isASCII(value) { return compare(value, relation) }
    let bytes = value.indices.map { value[$0] }
    return compare(TextForm.simplyFolded(bytes).span, relation)
  }

  private func compare(_ value: Span<UInt8>, _ relation: Relation) -> Bool {
    let surplus = value.count - folded.count
    guard surplus >= 0 else { return false }
    switch relation {
    case .equal: return surplus == 0 && stands(in: value, at: 0)
    case .prefix: return stands(in: value, at: 0)
    case .suffix: return stands(in: value, at: surplus)
    case .part:
      for start in 0...surplus where stands(in: value, at: start) { return true }
      return false
    }
  }

  @inline(__always)
  private func stands(in value: Span<UInt8>, at start: Int) -> Bool {
    for index in folded.indices {
      let byte = value[start + index]
      if (byte &- 65 < 26 ? byte | 32 : byte) != folded[index] { return false }
    }
    return true
  }
}
