package import DirectoryModel
import SyncSemantics

extension Engine {
  /// Lets time pass until `target`; runs and publications that are due happen in their order.
  func advance(_ world: inout World, to target: Instant, _ timeline: inout Timeline) {
    while true {
      let publication = world.publications.first?.time
      let run = world.session.nextRun
      if let publication, publication <= target, run.map({ publication <= $0 }) ?? true {
        world.now = max(world.now, publication)
        publish(&world, &timeline)
      } else if let run, run <= target {
        world.now = max(world.now, run)
        world.session.nextRun = run + policy.schedule.intervalSeconds
        runOnSchedule(&world, &timeline)
      } else {
        break
      }
      world.noteMark()
    }
    world.now = max(world.now, target)
  }

  private func publish(_ world: inout World, _ timeline: inout Timeline) {
    let publication = world.publications.removeFirst()
    timeline.append(
      TimelineEntry(time: world.now, kind: .published, run: publication.run))
  }

  private func runOnSchedule(_ world: inout World, _ timeline: inout Timeline) {
    if policy.schedule.runs == .incremental && isIdle(world) {
      for index in world.links.indices where world.links[index].state == .enabled {
        world.links[index].lastSync?.time = world.now
      }
      return
    }
    scheduledRun(policy.schedule.runs == .full ? .full : .incremental, &world, &timeline)
  }

  /// Whether an incremental run would find nothing to do.
  private func isIdle(_ world: World) -> Bool {
    guard world.session.runCount > 0, world.faults.isEmpty, policy.delta.tokenLifetimeSeconds == 0,
      world.session.hasIntegration, world.session.missingPrerequisites.isEmpty
    else { return false }
    let position = world.position
    return world.links.allSatisfy { link in
      link.state != .enabled
        || !link.needsFullRun && link.position == position && link.pending.isEmpty
    }
  }
}

/// Where both logs stood at a time.
struct Mark: Sendable {
  let time: Instant
  let position: FeedPosition
}

extension World {
  /// Where the logs of both sides stand now.
  package var position: FeedPosition {
    FeedPosition(tenant: position(of: .tenant), local: position(of: .local))
  }

  /// Notes where the logs stand now, for reads that lag behind.
  mutating func noteMark() {
    if marks.last?.time == now { marks.removeLast() }
    marks.append(Mark(time: now, position: position))
  }

  /// Where the logs stood at a time.
  func position(at time: Instant) -> FeedPosition {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? start : marks[low - 1].position
  }

  /// Notes which entry of the timeline the latest change of a side comes from.
  mutating func noteOrigin(_ side: Side, _ entry: UInt32) {
    let end = position(of: side)
    if side == .tenant {
      while tenantOrigins.count < end { tenantOrigins.append(entry) }
    } else {
      while localOrigins.count < end { localOrigins.append(entry) }
    }
  }

  /// The entry of the timeline that a change comes from.
  func origin(_ side: Side, at position: Int) -> UInt32 {
    let origins = side == .tenant ? tenantOrigins : localOrigins
    return position < origins.count ? origins[position] : .max
  }

  /// The local side as people see it: without the changes that are not published yet.
  package var visibleLocal: Overlay {
    guard !publications.isEmpty else { return local }
    var seen = local
    for publication in publications.reversed() {
      for change in local.log[publication.changes].reversed() { seen.takeBack(change) }
    }
    return seen
  }
}

extension Overlay {
  /// Takes a change back unless something else has changed the same since.
  fileprivate mutating func takeBack(_ change: Change) {
    switch change {
    case .edge: apply(change.inverse)
    case .text(let object, let field, _, let new):
      if text(field, of: object) == new { apply(change.inverse) }
    case .flags(let object, _, let new):
      if flags[Int(object)] == new { apply(change.inverse) }
    }
  }
}
