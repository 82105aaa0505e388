import DirectoryModel

// What is asked of a side for every event: to hand out the side itself would copy all of it.
extension World {
  /// The position behind the last change of a side.
  func position(of side: Side) -> Int { side == .tenant ? tenant.log.count : local.log.count }

  /// A change in the log of a side.
  func change(_ side: Side, at position: Int) -> Change {
    side == .tenant ? tenant.log[position] : local.log[position]
  }

  /// Everything that has changed on a side.
  func log(of side: Side) -> [Change] { side == .tenant ? tenant.log : local.log }

  /// How many objects a side has, references included.
  func objectCount(of side: Side) -> Int {
    side == .tenant ? tenant.objectCount : local.objectCount
  }

  /// How many objects the directory beneath a side has.
  func baseCount(of side: Side) -> Int {
    side == .tenant ? tenant.base.objectCount : local.base.objectCount
  }

  /// The switches of an object of a side.
  func flags(of object: ObjectIndex, on side: Side) -> ObjectFlags {
    side == .tenant ? tenant.flags[Int(object)] : local.flags[Int(object)]
  }

  /// Whether a group of a side lists somebody as a member now.
  func contains(_ target: ObjectIndex, in group: ObjectIndex, on side: Side) -> Bool {
    side == .tenant ? tenant.contains(target, in: group) : local.contains(target, in: group)
  }

  /// Whether an object of a side is recorded and not deleted.
  func isLive(_ object: ObjectIndex, on side: Side) -> Bool {
    side == .tenant ? tenant.isLive(object) : local.isLive(object)
  }

  /// Whether an object of a side is a group.
  func isGroup(_ object: ObjectIndex, on side: Side) -> Bool {
    (side == .tenant ? tenant.kinds[Int(object)] : local.kinds[Int(object)]) == .group
  }
}
