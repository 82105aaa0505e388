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
  func matches(_ value: ArraySlice<UInt8>, _ relation: Relation) -> Bool {
    // Folding leaves the length of ASCII alone, so that most values are refused at once.
    if value.allSatisfy({ $0 < 0x80 }) { return compare(value, relation) }
    return compare(TextForm.simplyFolded(Array(value))[...], relation)
  }

  private func compare(_ value: ArraySlice<UInt8>, _ relation: Relation) -> Bool {
    let count = folded.count
    guard value.count >= count else { return false }
    switch relation {
    case .equal: return value.count == count && stands(in: value, at: value.startIndex)
    case .prefix: return stands(in: value, at: value.startIndex)
    case .suffix: return stands(in: value, at: value.endIndex - count)
    case .part:
      return (value.startIndex...(value.endIndex - count)).contains { stands(in: value, at: $0) }
    }
  }

  @inline(__always)
  private func stands(in value: ArraySlice<UInt8>, at start: Int) -> Bool {
    for index in folded.indices {
      let byte = value[start + index]
      if (byte &- 65 < 26 ? byte | 32 : byte) != folded[index] { return false }
    }
    return true
  }
}
