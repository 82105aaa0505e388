/// How much of a list a source is known to have shown.
@usableFromInline package enum Completeness: Hashable, Sendable {
  /// The end was seen: presence and absence may be concluded.
  case complete
  /// Cut at a known bound of entries (20 by `$expand`, 100, 999, 1500): presence only.
  case bounded(Int)
  /// Cut by an error, an unclosed file or an unreadable entry; says which: presence only.
  case partial(String)
  /// Nobody asked for this list: nothing may be concluded.
  case notCollected

  /// Whether something that is not listed is surely absent.
  package var provesAbsence: Bool { if case .complete = self { true } else { false } }

  /// Whether something that is listed is surely present.
  package var provesPresence: Bool { self != .notCollected }

  /// Whether a part of the list was read and another part is known, or feared, to be missing.
  package var isCut: Bool {
    switch self {
    case .bounded, .partial: true
    case .complete, .notCollected: false
    }
  }

  /// The state as a reader of a report sees it.
  package var label: String {
    switch self {
    case .complete: "complete"
    case .bounded(let bound): "bounded(\(bound))"
    case .partial(let reason): "partial(\(reason))"
    case .notCollected: "not collected"
    }
  }

  /// What is known of a list that was read in two parts, both of them meant to be one list.
  package func joined(with other: Completeness) -> Completeness {
    switch (self, other) {
    case (.notCollected, let known), (let known, .notCollected): known
    case (.complete, let known), (let known, .complete): known
    case (.partial, _): self
    case (_, .partial): other
    case (.bounded(let one), .bounded(let two)): .bounded(max(one, two))
    }
  }
}
