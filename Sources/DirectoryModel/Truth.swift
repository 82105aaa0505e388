/// The three answers that evidence can give.
@usableFromInline package enum Truth: UInt8, Sendable {
  case no
  case yes
  /// The source cannot say.
  case unknown

  /// The answer for a value that was read, or was not.
  package init(_ value: Bool?) {
    switch value {
    case true?: self = .yes
    case false?: self = .no
    case nil: self = .unknown
    }
  }

  /// Kleene's conjunction: one certain no decides.
  package static func && (one: Truth, other: Truth) -> Truth {
    if one == .no || other == .no { return .no }
    return one == .yes && other == .yes ? .yes : .unknown
  }

  /// Kleene's disjunction: one certain yes decides.
  package static func || (one: Truth, other: Truth) -> Truth {
    if one == .yes || other == .yes { return .yes }
    return one == .no && other == .no ? .no : .unknown
  }

  package static prefix func ! (one: Truth) -> Truth {
    switch one {
    case .no: .yes
    case .yes: .no
    case .unknown: .unknown
    }
  }
}
