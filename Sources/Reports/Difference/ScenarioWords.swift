import DirectoryModel
import Replay

/// How the objects of two snapshots are called in a scenario.
struct ScenarioWords {
  /// For each name the one object that has it, `nil` where several have or had it.
  private var owners: [[UInt8]: UInt64?] = [:]
  private let difference: SnapshotDifference

  /// Reads the names of both snapshots once; linear time.
  init(_ difference: SnapshotDifference) {
    self.difference = difference
    for object in 0..<ObjectIndex(difference.old.objectCount) { claim(object, isOld: true) }
    for object in 0..<ObjectIndex(difference.new.objectCount) { claim(object, isOld: false) }
  }

  private mutating func claim(_ object: ObjectIndex, isOld: Bool) {
    let name = name(of: object, isOld: isOld)
    let owner = owner(object, isOld: isOld)
    if let known = owners[name] {
      if known != owner { owners[name] = .some(nil) }
    } else {
      owners[name] = owner
    }
  }

  /// A number for an object that is the same for both snapshots.
  private func owner(_ object: ObjectIndex, isOld: Bool) -> UInt64 {
    guard isOld else { return UInt64(object) }
    let new = difference.newOfOld[Int(object)]
    return new == noObject ? UInt64(object) + 1 << 32 : UInt64(new)
  }

  /// Accounts are called by their user names, everything else by its name.
  private func name(of object: ObjectIndex, isOld: Bool) -> [UInt8] {
    let directory = isOld ? difference.old : difference.new
    let userName = directory.principalNames[Int(object)]
    return directory.names.copy(
      userName > NameTable.empty ? userName : directory.displayNames[Int(object)])
  }

  /// The word for an object: its name where only it ever had it and it never had another one, its
  /// identifier or key otherwise.
  func word(_ object: ObjectIndex, isOld: Bool) -> String {
    let directory = isOld ? difference.old : difference.new
    let name = name(of: object, isOld: isOld)
    let other = (isOld ? difference.newOfOld : difference.oldOfNew)[Int(object)]
    let isStable =
      other == noObject || (isOld ? difference.new : difference.old).isDeleted(other)
      || self.name(of: other, isOld: !isOld) == name
    if isStable, !name.isEmpty, owners[name] == owner(object, isOld: isOld) {
      return ScenarioText.quoted(String(decoding: name, as: UTF8.self))
    }
    return ScenarioText.quoted(ObjectWords(object, directory).id)
  }
}
