import DirectoryModel

/// Which objects of two snapshots are the same, both ways round.
struct SnapshotJoin: Sendable {
  private(set) var newOfOld: [ObjectIndex]
  private(set) var oldOfNew: [ObjectIndex]

  /// Joins by identifier or by local key; linear time.
  init(_ old: Directory, _ new: Directory) {
    newOfOld = [ObjectIndex](repeating: noObject, count: old.objectCount)
    oldOfNew = [ObjectIndex](repeating: noObject, count: new.objectCount)
    if old.side == .tenant {
      joinIdentifiers(old.guids, new)
    } else {
      joinKeys(old, new)
    }
  }

  /// Identifiers that are looked for together, so that the waits for memory overlap.
  private static let batchSize = 64

  private mutating func joinIdentifiers(_ guids: [GUID], _ new: Directory) {
    // Two exports of one tenant often have the same order.
    var (index, next) = (0, 0)
    let newGUIDs = new.guids
    while index < guids.count {
      if next < newGUIDs.count, newGUIDs[next] == guids[index] {
        pair(index, next)
        (index, next) = (index + 1, next + 1)
        continue
      }
      let batch = Array(guids[index..<min(guids.count, index + Self.batchSize)])
      for found in new.find(batch) {
        if found != noObject {
          pair(index, Int(found))
          next = Int(found) + 1
        }
        index += 1
      }
    }
  }

  private mutating func joinKeys(_ old: Directory, _ new: Directory) {
    for index in newOfOld.indices {
      guard let key = old.key(of: ObjectIndex(index)).flatMap({ Self.translate($0, old, new) }),
        let found = new.find(key, kind: old.kinds[index])
      else { continue }
      pair(index, Int(found))
    }
  }

  /// A key in the numbers of the other snapshot's names; `nil` when it has no such text.
  private static func translate(_ key: LocalKey, _ old: Directory, _ new: Directory) -> LocalKey? {
    switch key {
    case .integer, .real: key
    case .text(let name): new.names.find(name, of: old.names).map { .text($0) }
    case .blob(let name): new.names.find(name, of: old.names).map { .blob($0) }
    }
  }

  private mutating func pair(_ old: Int, _ new: Int) {
    newOfOld[old] = ObjectIndex(new)
    oldOfNew[new] = ObjectIndex(old)
  }
}
