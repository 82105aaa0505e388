/// What the role of a membership row makes of its person.
package enum RoleMeaning: String, CaseIterable, Sendable {
  case member
  case memberAndOwner = "member-and-owner"
  /// Administers the group without being in it.
  case ownerOnly = "owner-only"
  /// Neither: an invitation, a request.
  case ignored
}

/// Which words of a product mean what; compared without regard to ASCII case.
package struct RoleWords: Sendable, Equatable {
  /// The words of each meaning, in the order of `RoleMeaning.allCases`.
  package var words: [[[UInt8]]]

  /// What words mean unless a mapping says otherwise; NULL and the empty text are members.
  package static let standard = RoleWords(words: [
    ["", "member", "user"].map { Array($0.utf8) },
    ["owner", "admin", "manager"].map { Array($0.utf8) },
    ["owner-only", "admin-only"].map { Array($0.utf8) },
    [],
  ])

  /// What a word means; `nil` when nobody said.
  func meaning(of word: Span<UInt8>) -> RoleMeaning? {
    for (index, meaning) in RoleMeaning.allCases.enumerated() {
      for known in words[index] where Self.isSame(known, word) { return meaning }
    }
    return nil
  }

  private static func isSame(_ known: [UInt8], _ word: Span<UInt8>) -> Bool {
    guard known.count == word.count else { return false }
    for index in known.indices where folded(known[index]) != folded(word[index]) { return false }
    return true
  }

  private static func folded(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }
}
