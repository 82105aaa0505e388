import DirectoryModel

/// How far the words of one snapshot reach: what it would have shown, had it been there.
struct SnapshotReach: Sendable {
  private let capabilities: Capability
  private let kindDoubts: [Unsaid.Reason?]
  private let isTenant: Bool
  /// Whether the columns of the other snapshot are there in this one too, empty or not.
  private let hasSameColumns: Bool
  /// Whether what is not shown is taken for not there.
  private var isTrusted = false
  /// The properties that some local object of a kind shows, by the kind's raw value.
  private var shown: [PropertySet]

  /// Looks at every object and attribute of a local side once; linear time.
  init(_ directory: Directory, isSameFormat: Bool) {
    capabilities = directory.capabilities
    isTenant = directory.side == .tenant
    hasSameColumns = directory.side == .local && isSameFormat
    kindDoubts = ObjectKind.allCases.map { kind in
      let state = directory.state(of: kind)
      return state.provesAbsence ? nil : .kindList(kind, state)
    }
    shown = [PropertySet](repeating: PropertySet(), count: ObjectKind.allCases.count)
    if !isTenant { readColumns(directory) }
  }

  /// Objects that are deleted may show other properties, so only live ones count.
  private mutating func readColumns(_ directory: Directory) {
    let attributes = directory.attributes
    let starts = attributes.starts(objectCount: directory.objectCount)
    let (kinds, flags, guids) = (directory.kinds, directory.flags, directory.guids)
    for index in kinds.indices
    where flags[index].contains(.recorded) && !flags[index].contains(.deleted) {
      var own = PropertySet()
      if directory.displayNames[index] != NameTable.absent { own.insert(.displayName) }
      if directory.principalNames[index] != NameTable.absent { own.insert(.principalName) }
      if directory.mails[index] != NameTable.absent { own.insert(.mail) }
      if guids[index] != .none { own.insert(.externalID) }
      for entry in Int(starts[index])..<Int(starts[index + 1]) {
        own.insert(ObjectProperty(rawValue: attributes.key(at: entry)))
      }
      shown[Int(kinds[index].rawValue)].formUnion(own)
    }
  }

  /// The same snapshot, taken for all that there is of objects and lists.
  var trusted: SnapshotReach {
    var reach = self
    reach.isTrusted = true
    return reach
  }

  /// Whether an object of this kind would show the property if it had a value.
  func states(
    _ property: ObjectProperty, of kind: ObjectKind, _ stated: @autoclosure () -> StatedProperties
  ) -> Bool {
    if hasSameColumns { return true }
    guard isTenant else { return shown[Int(kind.rawValue)].contains(property) }
    guard Self.isStated(property, stated()) else { return false }
    guard kind == .user else { return true }
    switch property {
    case .principalName: return capabilities.contains(.userPrincipalNames)
    case .mail: return capabilities.contains(.mail)
    default: return true
    }
  }

  private static func isStated(_ property: ObjectProperty, _ stated: StatedProperties) -> Bool {
    switch property {
    case .displayName: stated.displayName
    case .principalName: stated.principalName
    case .mail: stated.mail
    default: property.attribute.map { stated.attributes.contains($0) } ?? false
    }
  }

  /// Whether display names have the letter case that they have in the tenant.
  var keepsCase: Bool { capabilities.contains(.nameCase) }

  /// Whether flags that are false are told apart from those that are null.
  var tellsNull: Bool { capabilities.contains(.threeValuedFlags) }

  /// Why an object of this kind and with these flags may be there although it is not shown.
  func doubt(_ kind: ObjectKind, _ flags: ObjectFlags) -> Unsaid.Reason? {
    if isTrusted { return nil }
    if let doubt = kindDoubts[Int(kind.rawValue)] { return doubt }
    guard kind == .group, isTenant, !capabilities.contains(.allGroupKinds),
      !flags.contains([.securityKnown, .securityEnabled])
    else { return nil }
    return .capability(Capability.allGroupKinds.rawValue)
  }

  /// Why an object may be in the recycle bin although it is not shown there.
  var binDoubt: Unsaid.Reason? {
    isTenant && !isTrusted && !capabilities.contains(.deletions)
      ? .capability(Capability.deletions.rawValue) : nil
  }

  /// Why a group's list may lack entries, whatever they are.
  func doubt(
    _ relation: Relation, _ state: Completeness, isDynamic: Bool
  ) -> Unsaid.Reason? {
    if isTrusted { return nil }
    if !state.provesAbsence { return .list(relation, state) }
    if isTenant, isDynamic, relation == .members, !capabilities.contains(.dynamicMembers) {
      return .capability(Capability.dynamicMembers.rawValue)
    }
    return nil
  }

  /// Why even a whole list may lack an entry of this kind.
  func doubt(entryOf kind: ObjectKind) -> Unsaid.Reason? {
    guard isTenant, !isTrusted else { return nil }
    let needed: Capability
    switch kind {
    case .user: return nil
    case .group: needed = .nesting
    case .device: needed = .devices
    case .servicePrincipal, .contact: needed = .otherMembers
    case .unknown: needed = [.nesting, .devices, .otherMembers]
    }
    let missing = needed.subtracting(capabilities)
    return missing.isEmpty ? nil : .capability(missing.rawValue)
  }
}
