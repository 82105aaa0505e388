import Memory

// A change to a list of a large directory waits for half a dozen places of memory that have
// nothing to do with those of the change before. Who knows the changes to come asks for them early.
extension Overlay {
  /// Asks for what a change to a list will need, in the first of two steps; changes nothing.
  package func expectFirst(_ relation: Relation, _ group: ObjectIndex, _ target: ObjectIndex) {
    if relation == .members {
      members.expectFirst(group, target)
    } else {
      owners.expectFirst(group, target)
    }
    if side == .tenant {
      prefetch(guids, Int(group))
      prefetch(guids, Int(target))
    } else {
      prefetch(storedKeys, Int(group))
      prefetch(storedKeys, Int(target))
    }
  }

  /// Asks for what a change to a list will need, once what `expectFirst` asked for is near; changes
  /// nothing.
  package func expectSecond(_ relation: Relation, _ group: ObjectIndex, _ target: ObjectIndex) {
    if relation == .members {
      members.expectSecond(group, target)
    } else {
      owners.expectSecond(group, target)
    }
  }
}
