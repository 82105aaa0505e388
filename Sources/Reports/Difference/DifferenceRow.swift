import DirectoryModel
import Replay

/// One change with all its texts.
struct DifferenceRow {
  let change: SnapshotChange
  let object: ObjectWords
  /// The group whose list changed.
  let group: ObjectWords?
  /// The values of the property in the older snapshot; none where it had none.
  let before: [String]
  let after: [String]
  /// Where the snapshot that shows the change was read.
  let place: String

  init(_ change: SnapshotChange, _ difference: SnapshotDifference) {
    let directory = difference.directory(of: change)
    self.change = change
    // Deleting somebody rewrites the user name: the one from before says more.
    let earlier = change.kind == .deleted ? difference.oldOfNew[Int(change.object)] : noObject
    object =
      earlier == noObject
      ? ObjectWords(change.object, directory) : ObjectWords(earlier, difference.old)
    group = change.group == noObject ? nil : ObjectWords(change.group, directory)
    if change.kind == .changed {
      before = difference.old.values(
        of: change.property, difference.oldOfNew[Int(change.object)])
      after = difference.new.values(of: change.property, change.object)
    } else {
      (before, after) = ([], [])
    }
    let relation = change.kind.relation.map(directory.lists)
    place = directory.text(
      of: relation?.place(of: change.group) ?? directory.place(of: change.object))
  }
}

/// How an object is called.
struct ObjectWords {
  let kind: ObjectKind
  /// The object identifier of a tenant's object, the key of a local one.
  let id: String
  let name: String
  let userName: String

  init(_ object: ObjectIndex, _ directory: Directory) {
    kind = directory.kinds[Int(object)]
    id =
      directory.side == .tenant
      ? "\(directory.guids[Int(object)])" : directory.keyText(object)
    name = directory.displayName(object)
    userName = directory.principalName(object)
  }

  /// The object for people: `'Ada Lovelace' (ada@contoso.com)`.
  var shown: String {
    if name.isEmpty { return userName.isEmpty ? id : "'\(userName)'" }
    return userName.isEmpty || userName.utf8.elementsEqual(name.utf8)
      ? "'\(name)'" : "'\(name)' (\(userName))"
  }
}

extension Directory {
  /// The values of a property as texts; none where the object has none.
  func values(of property: ObjectProperty, _ object: ObjectIndex) -> [String] {
    if let key = property.attribute {
      return attributes.all(key, of: object).map { names.string($0) }
    }
    let flags = flags[Int(object)]
    switch property {
    case .displayName: return text(displayNames[Int(object)])
    case .principalName: return text(principalNames[Int(object)])
    case .mail: return text(mails[Int(object)])
    case .externalID: return guids[Int(object)] == .none ? [] : ["\(guids[Int(object)])"]
    case .onPremises: return onPremisesValues(flags)
    case .rulePaused: return ["\(flags.contains(.rulePaused))"]
    case .archived: return ["\(flags.contains(.archived))"]
    case .builtIn: return ["\(flags.contains(.builtIn))"]
    default:
      guard let row = ObjectProperty.flags.first(where: { $0.property == property }),
        flags.contains(row.known)
      else { return [] }
      return ["\(flags.contains(row.value))"]
    }
  }

  /// Null, for an object that was never synchronised, is no value; a source that drops both cannot
  /// tell it from false.
  private func onPremisesValues(_ flags: ObjectFlags) -> [String] {
    guard flags.contains(.onPremisesKnown) else { return [] }
    if flags.contains(.onPremises) { return ["true"] }
    if flags.contains(.onPremisesEnded) { return ["false"] }
    return side == .local || capabilities.contains(.threeValuedFlags) ? [] : ["false or null"]
  }

  private func text(_ name: NameIndex) -> [String] {
    name == NameTable.absent ? [] : [names.string(name)]
  }
}
