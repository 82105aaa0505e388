import DirectoryModel

extension Engine {
  /// How many events ahead the memory for an event is asked for, in each of two steps.
  static let (farAhead, nearAhead) = (16, 8)

  /// Lets events happen one after another, as one `step` for each does.
  ///
  /// Looks a few events ahead, so that the waits for the memory of a large directory overlap.
  package func step(_ world: inout World, _ events: [Event], _ timeline: inout Timeline) {
    for index in events.indices {
      expect(
        Self.entry(events, index + Self.farAhead), Self.entry(events, index + Self.nearAhead),
        &world)
      step(&world, events[index], &timeline)
    }
  }

  /// A change of a list: the side, the list, the group and the entry.
  typealias Entry = (side: Side, relation: Relation, group: ObjectIndex, target: ObjectIndex)

  private static func entry(_ events: [Event], _ place: Int) -> Entry? {
    guard place < events.count,
      case .hand(let side, .edge(let relation, let group, let target, _)) = events[place]
    else { return nil }
    return (side, relation, group, target)
  }

  /// Asks for the memory that an event further on will need, and for what one nearer by will need
  /// after that; changes nothing.
  func expect(_ far: Entry?, _ near: Entry?, _ world: inout World) {
    if let (side, relation, group, target) = far {
      world.expectFirst(side, relation, group, target)
    }
    if let (side, relation, group, target) = near {
      world.expectSecond(side, relation, group, target)
    }
  }
}

extension World {
  /// Asks for what a change of a side's list will need, in the first of two steps; changes nothing.
  func expectFirst(
    _ side: Side, _ relation: Relation, _ group: ObjectIndex, _ target: ObjectIndex
  ) {
    if side == .tenant {
      tenant.expectFirst(relation, group, target)
    } else {
      local.expectFirst(relation, group, target)
    }
  }

  /// The same in the second step.
  func expectSecond(
    _ side: Side, _ relation: Relation, _ group: ObjectIndex, _ target: ObjectIndex
  ) {
    if side == .tenant {
      tenant.expectSecond(relation, group, target)
    } else {
      local.expectSecond(relation, group, target)
    }
  }
}
