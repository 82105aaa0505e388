package import DirectoryModel

/// A stated pair of a tenant group and a local group.
package struct Link: Sendable, Equatable {
  /// Which side of a linked pair is right.
  package enum Direction: String, CaseIterable, Sendable {
    /// The directory is right.
    case importing = "import"
    /// The local side is right.
    case pushing = "push"
  }

  /// How a link names a group.
  package enum Reference: Sendable, Equatable {
    case objectID(GUID)
    /// A local key as text, compared with the key's own text.
    case key(String)
    case name(String)

    /// Whether it names one object, whatever else there is.
    var isIdentifier: Bool { if case .objectID = self { true } else { false } }
  }

  package let tenantGroup: Reference
  package let localGroup: Reference
  package let direction: Direction?
  /// Where the link is stated: `links.csv:3`.
  package let place: String

  package init(
    tenantGroup: Reference, localGroup: Reference, direction: Direction?, place: String
  ) {
    (self.tenantGroup, self.localGroup) = (tenantGroup, localGroup)
    (self.direction, self.place) = (direction, place)
  }
}

extension Policy {
  /// Whether the local side is right about a pair whose link has a direction, or none.
  package func isPushed(_ direction: Link.Direction?) -> Bool {
    switch authority {
    case .directory: false
    case .local: true
    case .perLink: direction == .pushing
    }
  }
}
