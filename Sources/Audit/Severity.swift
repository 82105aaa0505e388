/// How much a finding matters.
@usableFromInline package enum Severity: String, CaseIterable, Sendable, Comparable {
  /// A hint or a fact that needs no action.
  case note
  /// Something that will go wrong, or that a person should look at.
  case warning
  /// The copy disagrees with its authority.
  case error

  /// The order from harmless to serious.
  @usableFromInline package static func < (one: Self, other: Self) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}
