import DirectoryModel

/// What the `@odata.context` of an answer says about it.
///
/// Source: "OData JSON Format Version 4.01", section 10 "Context URL",
/// https://docs.oasis-open.org/odata/odata-json-format/v4.01/.
struct GraphContext: Equatable {
  /// What the elements are.
  enum Collection: Equatable {
    case objects(ObjectKind)
    /// Objects of any kind: members, owners, deleted items, or those asked for by identifier.
    case directoryObjects
    case organization
    /// Something that has no part in groups, by its own name.
    case foreign(String)
  }

  var collection: Collection
  /// The kind that a cast segment restricts the collection to.
  var cast: ObjectKind?
  /// The group whose list this is, when the context names it.
  var group: GUID?
  var relation: Relation?
  /// The recycle bin is meant.
  var isDeleted = false
  /// The tenant, in the few contexts that name it.
  var tenant: GUID?

  /// Reads a context; text that is none gives a foreign collection of that name.
  init(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "#"), maxSplits: 1)
    let fragment = parts.count == 2 ? String(Substring(parts[1])) : text
    tenant =
      parts.count == 2
      ? String(Substring(parts[0])).utf8.split(separator: UInt8(ascii: "/"))
        .lazy.compactMap { GUID(String(Substring($0))) }.first : nil
    var segments = Self.segments(fragment)
    if segments.count > 1, segments[0].name == "directory", segments[1].name == "deletedItems" {
      isDeleted = true
      segments = [GraphSegment(name: "directoryObjects", key: "")] + segments.dropFirst(2)
    }
    let first = segments.first ?? GraphSegment(name: "", key: "")
    collection = Self.collection(first.name)
    for segment in segments.dropFirst() {
      if let relation = Self.relation(segment.name), collection == .objects(.group) {
        self.relation = relation
        group = group ?? GUID(first.key)
      } else if let kind = ObjectKind(graphType: segment.name) {
        cast = kind
      } else if let key = GUID(segment.name), collection == .objects(.group) {
        group = key
      } else if segment.name != "$entity" {
        collection = .foreign(fragment)
      }
    }
    if relation != nil { collection = .directoryObjects }
  }

  private static func collection(_ name: String) -> Collection {
    switch name {
    case "users": .objects(.user)
    case "groups": .objects(.group)
    case "devices": .objects(.device)
    case "servicePrincipals": .objects(.servicePrincipal)
    case "contacts", "orgContacts": .objects(.contact)
    case "directoryObjects": .directoryObjects
    case "organization": .organization
    default: collection(typed: name)
    }
  }

  /// `Collection(microsoft.graph.user)` and `microsoft.graph.user` are contexts of functions.
  private static func collection(typed name: String) -> Collection {
    if let kind = ObjectKind(graphType: name) { return .objects(kind) }
    return name == "microsoft.graph.directoryObject" ? .directoryObjects : .foreign(name)
  }

  private static func relation(_ name: String) -> Relation? {
    switch name {
    case "members": .members
    case "owners": .owners
    default: nil
    }
  }
}

/// One step of a context's path, with what stands in its brackets.
struct GraphSegment {
  var name: String
  /// The key in brackets and quotes, or the list of selected properties.
  var key: String
}

extension GraphContext {
  /// Splits a path at the slashes outside brackets.
  static func segments(_ path: String) -> [GraphSegment] {
    var segments: [GraphSegment] = []
    var (name, key): ([UInt8], [UInt8]) = ([], [])
    var depth = 0
    func finish() {
      guard !name.isEmpty || !key.isEmpty else { return }
      var text = String(decoding: name, as: UTF8.self)
      if text == "Collection" { text = String(decoding: key, as: UTF8.self) }
      segments.append(GraphSegment(name: text, key: String(decoding: key, as: UTF8.self)))
      (name, key) = ([], [])
    }
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "/") where depth <= 0: finish()
      case UInt8(ascii: "'") where depth > 0: break
      case _ where depth > 0: key.append(byte)
      default: name.append(byte)
      }
    }
    finish()
    return segments
  }
}

extension ObjectKind {
  /// The kind that a type of Graph stands for, with or without `#`; `nil` for all others.
  init?(graphType name: String) {
    let bare = name.utf8.first == UInt8(ascii: "#") ? String(name.dropFirst()) : name
    switch bare {
    case "microsoft.graph.user": self = .user
    case "microsoft.graph.group": self = .group
    case "microsoft.graph.device": self = .device
    case "microsoft.graph.servicePrincipal": self = .servicePrincipal
    case "microsoft.graph.orgContact": self = .contact
    default: return nil
    }
  }

  /// The kind that a row of a script names in a word of its own.
  init?(word: String) {
    switch word.lowercased() {
    case "user", "member", "guest": self = .user
    case "group": self = .group
    case "device": self = .device
    case "serviceprincipal", "service principal", "application": self = .servicePrincipal
    case "contact", "orgcontact": self = .contact
    default:
      guard let kind = ObjectKind(graphType: word) else { return nil }
      self = kind
    }
  }
}
