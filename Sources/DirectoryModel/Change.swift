/// One change to a directory, with what was there before, so that it can be told and undone.
package enum Change: Sendable, Equatable {
  /// Somebody came onto a list, or left it.
  case edge(Relation, group: ObjectIndex, target: ObjectIndex, isPresent: Bool)
  case text(ObjectIndex, TextField, old: NameIndex, new: NameIndex)
  /// An object came into being, was deleted, restored or purged, or one of its switches moved.
  case flags(ObjectIndex, old: ObjectFlags, new: ObjectFlags)

  /// The object that the change is about; for an edge, the group.
  package var object: ObjectIndex {
    switch self {
    case .edge(_, let group, _, _): group
    case .text(let object, _, _, _): object
    case .flags(let object, _, _): object
    }
  }

  /// The change that takes this one back.
  package var inverse: Change {
    switch self {
    case .edge(let relation, let group, let target, let isPresent):
      .edge(relation, group: group, target: target, isPresent: !isPresent)
    case .text(let object, let field, let old, let new):
      .text(object, field, old: new, new: old)
    case .flags(let object, let old, let new): .flags(object, old: new, new: old)
    }
  }
}

/// A text of an object that may change.
@usableFromInline package enum TextField: Hashable, Sendable {
  case displayName, principalName, mail
  case attribute(AttributeKey)

  /// A number for the field that never changes, for digests and orders.
  package var number: UInt64 {
    switch self {
    case .displayName: 1
    case .principalName: 2
    case .mail: 3
    case .attribute(let key): 16 + UInt64(key.rawValue)
    }
  }

  /// The name of the field in reports.
  package var label: String {
    switch self {
    case .displayName: "display name"
    case .principalName: "user name"
    case .mail: "mail"
    case .attribute(let key): key.name
    }
  }
}

extension TextField {
  /// The field that Graph or a product calls so: `displayName`, `job title`, `phone number`.
  package init?(named name: String) {
    switch name.filter({ $0 != " " && $0 != "-" }).lowercased() {
    case "displayname", "name": self = .displayName
    case "userprincipalname", "username": self = .principalName
    case "mail", "email": self = .mail
    case let plain:
      guard let key = AttributeKey(named: plain) else { return nil }
      self = .attribute(key)
    }
  }
}

extension Directory {
  /// A text of an object, `NameTable.absent` when it has none.
  package func text(_ field: TextField, of object: ObjectIndex) -> NameIndex {
    switch field {
    case .displayName: displayNames[Int(object)]
    case .principalName: principalNames[Int(object)]
    case .mail: mails[Int(object)]
    case .attribute(let key): attributes.first(key, of: object) ?? NameTable.absent
    }
  }
}
