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

  private mutating func joinIdentifiers(_ guids: [GUID], _ new: Directory) {
    // Two exports of one tenant mostly have the same order.
    var next = 0
    let newGUIDs = new.guids
    for index in guids.indices {
      let guid = guids[index]
      if next < newGUIDs.count, newGUIDs[next] == guid {
        pair(index, next)
      } else if let found = new.find(guid) {
        next = Int(found)
        pair(index, next)
      } else {
        continue
      }
      next += 1
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
