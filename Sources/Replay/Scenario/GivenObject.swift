package import DirectoryModel
package import YAMLText

/// An object of one side as a scenario writes it down.
package struct GivenObject: Sendable {
  /// The word by which the rest of the scenario refers to it.
  package let key: ScenarioName
  package let kind: ObjectKind
  package var properties: [GivenProperty] = []
  package var members: [ScenarioName] = []
  package var owners: [ScenarioName] = []
  /// Members whom somebody put there by hand, where the product tells them apart.
  package var handMade: [ScenarioName] = []

  package init(key: ScenarioName, kind: ObjectKind) { (self.key, self.kind) = (key, kind) }
}

/// A property and what it is.
package struct GivenProperty: Sendable {
  package let key: ScenarioProperty
  package let value: PropertyValue
  package let place: YAMLPlace

  package init(key: ScenarioProperty, value: PropertyValue, place: YAMLPlace) {
    (self.key, self.value, self.place) = (key, value, place)
  }
}

/// What a property can be.
package enum PropertyValue: Sendable, Equatable {
  case text(String)
  case flag(Bool)
  case kind(GroupKind)
  /// Nothing stands there.
  case none

  /// The value as a scenario writes it.
  package var text: String {
    switch self {
    case .text(let text): text
    case .flag(let isOn): isOn ? "yes" : "no"
    case .kind(let kind): kind.word
    case .none: "~"
    }
  }
}

extension GroupKind {
  /// The kinds a scenario may write, as policies do: `microsoft-365`.
  static let words: [(word: String, kind: GroupKind)] = [
    ("security", .security), ("microsoft-365", .microsoft365),
    ("mail-enabled-security", .mailEnabledSecurity), ("distribution", .distribution),
  ]

  /// The word for the kind, `unknown` for the one that cannot be written.
  package var word: String { Self.words.first { $0.kind == self }?.word ?? "unknown" }
}
