import DirectoryModel

extension Engine {
  /// How many events ahead the memory for an event is asked for, in each of two steps.
  private static let (farAhead, nearAhead) = (16, 8)

  /// Lets events happen one after another, as one `step` for each does.
  ///
  /// Looks a few events ahead, so that the waits for the memory of a large directory overlap.
  package func step(_ world: inout World, _ events: [Event], _ timeline: inout Timeline) {
    for index in events.indices {
      let (far, near) = (index + Self.farAhead, index + Self.nearAhead)
      if far < events.count,
        case .hand(let side, .edge(let relation, let group, let target, _)) =
          events[far]
      {
        world.expectFirst(side, relation, group, target)
      }
      if near < events.count,
        case .hand(let side, .edge(let relation, let group, let target, _)) =
          events[near]
      {
        world.expectSecond(side, relation, group, target)
      }
      step(&world, events[index], &timeline)
    }
  }
}

extension World {
  fileprivate func expectFirst(
    _ side: Side, _ relation: Relation, _ group: ObjectIndex, _ target: ObjectIndex
  ) {
    if side == .tenant {
      tenant.expectFirst(relation, group, target)
    } else {
      local.expectFirst(relation, group, target)
    }
  }

  fileprivate func expectSecond(
    _ side: Side, _ relation: Relation, _ group: ObjectIndex, _ target: ObjectIndex
  ) {
    if side == .tenant {
      tenant.expectSecond(relation, group, target)
    } else {
      local.expectSecond(relation, group, target)
    }
  }
}
