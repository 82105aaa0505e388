import DirectoryModel

/// One object of Graph as it is read, before it is known what it is.
struct GraphObject {
  /// A list of members or owners inside an object.
  struct Expansion {
    var relation: Relation
    /// The entries, while the group that they belong to has not been named.
    var waiting: [GraphEntry] = []
    var count = 0
    var unreadable = 0
    /// The value was no array, so nothing is known of the list.
    var isNoList = false
    var place: Place
  }

  var place: Place
  var id: GUID?
  /// The identifier in a link, for lists of links.
  var reference: GUID?
  var keys = GraphKeySet()
  var type: GraphType?
  var displayName = NameTable.absent
  var principalName = NameTable.absent
  var mail = NameTable.absent
  var flags: ObjectFlags = []
  var isDeleted = false
  /// Attributes of `FurtherProperty` that the object states, those without a value too.
  var further: AttributeSet = []
  /// Attributes of which it has a value that could not be read, and keys that a column stands for.
  var unread: AttributeSet = []
  var unreadKeys = GraphKeySet()
  var attributes: [(key: AttributeKey, value: NameIndex)] = []
  var expansions: [Expansion] = []
  /// The two columns of a row and what it says of its member.
  var rowGroup: GUID?
  var rowMember: GUID?
  var rowKind = ObjectKind.unknown
  var verifiedDomains: [String] = []

  init(at place: Place) { self.place = place }

  /// What values that could not be read leave open.
  var leftOpen: StatedProperties {
    var open = unreadKeys.isEmpty ? StatedProperties() : unreadKeys.stated
    open.attributes.formUnion(unread)
    return open
  }

  /// Whether this is a row of a membership table and no object.
  var isRow: Bool {
    (keys.contains(.groupID) || keys.contains(.rowGroupID))
      && (keys.contains(.memberID) || keys.contains(.rowMemberID))
  }

  /// The kind that the object's own keys give away; `nil` when they could be anything's.
  var characteristicKind: ObjectKind? {
    if keys.contains(.userPrincipalName) || keys.contains(.userType) { return .user }
    if keys.contains(.groupTypes) || keys.contains(.securityEnabled) { return .group }
    if keys.contains(.deviceID) { return .device }
    if keys.contains(.appID) || keys.contains(.servicePrincipalType) { return .servicePrincipal }
    return expansions.isEmpty ? nil : .group
  }
}

/// What `@odata.type` says.
enum GraphType: Equatable {
  case kind(ObjectKind)
  /// A type that has no part in groups.
  case foreign(String)

  init(_ text: String) {
    if let kind = ObjectKind(graphType: text) {
      self = .kind(kind)
    } else {
      self = text.hasSuffix("microsoft.graph.directoryObject") ? .kind(.unknown) : .foreign(text)
    }
  }
}

/// One entry of a list of members or owners.
struct GraphEntry {
  var guid: GUID
  var kind: ObjectKind
  var displayName: NameIndex
}
