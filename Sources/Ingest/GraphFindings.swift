import DirectoryModel

/// What was seen of all inputs together: which lists, which properties, what is worth a note.
struct GraphFindings {
  /// What is said of one source.
  struct Seen {
    var source: Int
    var notes: [String] = []
    var limited = 0
    var isOpenEnded = false
  }

  var pages = 0
  var sources: [Seen] = []
  var holdsUsers = false
  var holdsGroups = false
  var holdsDevices = false
  var holdsDeleted = false
  var memberLists = 0
  var ownerLists = 0
  /// Properties that every user or group was shown with.
  var always: Capability = [
    .accountEnabled, .userType, .userPrincipalNames, .mail, .onPremisesState,
  ]
  /// Groups whose members only few applications may read.
  var hidden: Set<GUID> = []

  mutating func begin(_ stream: TenantStream) {
    if !sources.contains(where: { $0.source == stream.source }) {
      sources.append(Seen(source: stream.source))
    }
  }

  private mutating func change(_ stream: TenantStream, _ body: (inout Seen) -> Void) {
    for index in sources.indices where sources[index].source == stream.source {
      body(&sources[index])
    }
  }

  mutating func note(_ text: String, of stream: TenantStream) {
    change(stream) { if !$0.notes.contains(text) { $0.notes.append(text) } }
  }

  mutating func note(limited stream: TenantStream) { change(stream) { $0.limited += 1 } }

  mutating func noteLines(_ stream: TenantStream) { change(stream) { $0.isOpenEnded = true } }

  mutating func note(list relation: Relation) {
    if relation == .members { memberLists += 1 } else { ownerLists += 1 }
  }

  mutating func note(
    _ object: GraphObject, _ kind: ObjectKind, isDeleted: Bool, _ guid: GUID,
    _ stream: TenantStream
  ) {
    if object.flags.contains(.hiddenMembership) { hidden.insert(guid) }
    guard !isDeleted else {
      holdsDeleted = true
      return
    }
    switch kind {
    case .user:
      holdsUsers = true
      if !object.keys.contains(.accountEnabled) { always.remove(.accountEnabled) }
      if !object.keys.contains(.userType) { always.remove(.userType) }
      if !object.keys.contains(.userPrincipalName) { always.remove(.userPrincipalNames) }
      if !object.keys.contains(.mail) { always.remove(.mail) }
    case .group:
      holdsGroups = true
      if !object.keys.contains(.onPremisesSyncEnabled) { always.remove(.onPremisesState) }
    case .device: holdsDevices = true
    case .servicePrincipal, .contact, .unknown: break
    }
  }

  /// What the inputs can say.
  ///
  /// A property counts when every record shows it, and also when there is no record that could.
  func capabilities(hasDeletedList: Bool) -> Capability {
    var result: Capability = [.allGroupKinds, .nameCase, .threeValuedFlags]
    result.formUnion(always)
    if memberLists > 0 || !holdsGroups { result.formUnion([.dynamicMembers, .nesting]) }
    if memberLists > 0 || !holdsGroups { result.insert(.otherMembers) }
    if memberLists > 0 || holdsDevices || !holdsGroups { result.insert(.devices) }
    if ownerLists > 0 || !holdsGroups { result.insert(.owners) }
    if hasDeletedList || !(holdsUsers || holdsGroups) { result.insert(.deletions) }
    return result
  }
}
