import DirectoryModel

/// A change in numbers that the predicted and the real database share.
struct EndKey: Hashable {
  let kind: ChangeKind
  let property: ObjectProperty
  let group: UInt32
  let object: UInt32
  /// The new value of a text that changed.
  let value: [UInt8]

  private static let unmodelled: Set<AttributeKey> = [
    .updated, .lastSync, .lastFullSync, .createdDateTime, .origin, .externalIDText,
  ]

  static func isCompared(_ change: SnapshotChange) -> Bool {
    change.property.attribute.map { !unmodelled.contains($0) } ?? true
  }
}

/// Which objects of the predicted and of the real database are the same.
///
/// Objects that were there at the start have one number. What the replay made has keys of its own:
/// it is told by external identifier, then by user name, then by name; two that have different
/// identifiers are never the same.
struct EndJoin {
  private let predicted: SnapshotDifference
  private let found: SnapshotDifference
  /// For each object of the real database that was not there at the start, its number in the
  /// predicted one.
  private var twins: [ObjectIndex: ObjectIndex] = [:]
  /// The same the other way round.
  private var originals: [ObjectIndex: ObjectIndex] = [:]
  /// What is told of an object that only the real database has.
  private static let realOnly: UInt32 = 1 << 31

  init(_ predicted: SnapshotDifference, _ found: SnapshotDifference) {
    (self.predicted, self.found) = (predicted, found)
    var byIdentifier: [GUID: ObjectIndex] = [:]
    var byName: [[UInt8]: ObjectIndex] = [:]
    for change in predicted.changes where change.kind == .added {
      let guid = predicted.new.guids[Int(change.object)]
      if guid != .none { byIdentifier[guid] = change.object }
      byName[Self.name(change.object, predicted.new)] = change.object
    }
    for change in found.changes where change.kind == .added {
      let guid = found.new.guids[Int(change.object)]
      let twin =
        (guid == .none ? nil : byIdentifier[guid])
        ?? byName[Self.name(change.object, found.new)]
      guard let twin, predicted.new.kinds[Int(twin)] == found.new.kinds[Int(change.object)],
        Self.mayBeOne(predicted.new.guids[Int(twin)], guid)
      else { continue }
      twins[change.object] = twin
      originals[twin] = change.object
    }
  }

  private static func mayBeOne(_ one: GUID, _ other: GUID) -> Bool {
    one == .none || other == .none || one == other
  }

  private static func name(_ object: ObjectIndex, _ directory: Directory) -> [UInt8] {
    let index = Int(object)
    let name =
      directory.principalNames[index] > NameTable.empty
      ? directory.principalNames[index] : directory.displayNames[index]
    return [directory.kinds[index].rawValue] + directory.names.copy(name)
  }

  func key(_ change: SnapshotChange, isReal: Bool) -> EndKey {
    let difference = isReal ? found : predicted
    func number(_ object: ObjectIndex) -> UInt32 {
      guard object != noObject, !change.kind.isOfOlder else { return object }
      let old = difference.oldOfNew[Int(object)]
      if old != noObject { return old }
      guard isReal else { return object }
      return twins[object] ?? object | Self.realOnly
    }
    return EndKey(
      kind: change.kind, property: change.property, group: number(change.group),
      object: number(change.object), value: Self.value(change, difference.new))
  }

  private static func value(_ change: SnapshotChange, _ directory: Directory) -> [UInt8] {
    let index = Int(change.object)
    switch change.property {
    case .displayName: return directory.names.copy(directory.displayNames[index])
    case .principalName: return directory.names.copy(directory.principalNames[index])
    case .mail: return directory.names.copy(directory.mails[index])
    default:
      let name = change.property.attribute.flatMap {
        directory.attributes.first($0, of: change.object)
      }
      return name.map { directory.names.copy($0) } ?? []
    }
  }

  /// What is to be said of a predicted change that the real database does not show as one.
  func verdict(ofUnseen change: SnapshotChange) -> EndComparison.Verdict {
    let object = real(change.object, change.kind)
    let kind = (change.kind.isOfOlder ? predicted.old : predicted.new).kinds[Int(change.object)]
    let isShown = object != noObject && found.new.isRecorded(object)
    switch change.kind {
    case .memberAdded, .memberRemoved, .ownerAdded, .ownerRemoved:
      return verdict(ofEntry: change, object)
    case .changed where isShown: return states(change.property, of: kind) ? .missed : .unsaid
    case .deleted where isShown, .removed where isShown, .restored where isShown: return .missed
    case .added, .changed, .deleted, .removed, .restored:
      return found.new.state(of: kind).provesAbsence ? .missed : .unsaid
    }
  }

  /// The same of an entry of a list: who is on no list that could be seen is not on it.
  private func verdict(
    ofEntry change: SnapshotChange, _ target: ObjectIndex
  ) -> EndComparison.Verdict {
    guard let relation = change.kind.relation else { return .missed }
    let lists = found.new.lists(relation)
    let group = real(change.group, change.kind)
    let isWhole =
      group == noObject
      ? lists.stateOfOthers.provesAbsence || found.new.state(of: .group).provesAbsence
      : lists.state(of: group).provesAbsence
    guard change.kind.isOfOlder else { return isWhole ? .missed : .unsaid }
    if group != noObject, target != noObject, lists.contains(target, in: group) { return .missed }
    return isWhole ? .explained : .unsaid
  }

  /// The number in the real database of an object of a predicted change, or `noObject`.
  private func real(_ object: ObjectIndex, _ kind: ChangeKind) -> ObjectIndex {
    kind.isOfOlder ? found.newOfOld[Int(object)] : real(object)
  }

  /// The number in the real database of an object of the predicted one, or `noObject`.
  func real(_ object: ObjectIndex) -> ObjectIndex {
    let old = predicted.oldOfNew[Int(object)]
    return old == noObject ? originals[object] ?? noObject : found.newOfOld[Int(old)]
  }

  /// Whether the real database would show a property of objects of a kind.
  private func states(_ property: ObjectProperty, of kind: ObjectKind) -> Bool {
    !found.unsaid.contains {
      $0.epoch == .newer && $0.subject == .property(kind, property)
    }
  }
}
