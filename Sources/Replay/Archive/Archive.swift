package import DirectoryModel
package import SyncSemantics

/// A snapshot of the tenant and when it was taken.
package struct DatedSnapshot: Sendable {
  package let directory: Directory
  package let time: Instant

  package init(_ directory: Directory, at time: Instant) {
    (self.directory, self.time) = (directory, time)
  }
}

/// A link that somebody stated, by the groups of the first snapshot and of the database.
package struct StatedLink: Sendable {
  package let tenantGroup: ObjectIndex
  package let localGroup: ObjectIndex
  package let direction: Link.Direction?

  package init(tenantGroup: ObjectIndex, localGroup: ObjectIndex, direction: Link.Direction?) {
    (self.tenantGroup, self.localGroup) = (tenantGroup, localGroup)
    self.direction = direction
  }
}

/// What a replay of archived snapshots tells.
package struct ArchiveReplay: Sendable {
  package let policy: Policy
  package internal(set) var world: World
  package internal(set) var timeline: Timeline
  package internal(set) var ledger: ExposureLedger
  /// How many changes there are between the snapshots.
  package internal(set) var changeCount = 0
  /// What each snapshot and the next leave open.
  package internal(set) var unsaid: [[Unsaid]] = []
  /// When each snapshot was taken.
  package internal(set) var times: [Instant]
  /// Changes of properties with several values, which a replay does not carry out.
  package internal(set) var leftOut = 0
  /// Scheduled runs that could not find anything to do.
  package internal(set) var idleRuns = 0
  /// Where both sides stood after a run that did all it wanted.
  private var settled: FeedPosition?
  /// Events that were made of the changes.
  package internal(set) var eventCount = 0

  init(_ policy: Policy, _ world: World, times: [Instant]) {
    (self.policy, self.world, self.times) = (policy, world, times)
    (timeline, ledger) = (Timeline(), ExposureLedger(policy))
    timeline.keepsGrounds = true
  }
}

/// Lets a policy run over the changes between snapshots of a tenant, as `ArchiveReplayer` does.
///
/// - Precondition: there is a snapshot, and the times go up.
/// - Throws: `DifferenceError` for snapshots of different tenants.
package func replay(
  _ snapshots: [DatedSnapshot], local: Directory, links: [StatedLink] = [], engine: Engine,
  until end: Instant
) throws(DifferenceError) -> ArchiveReplay {
  precondition(!snapshots.isEmpty, "there is nothing to replay")
  var replayer = ArchiveReplayer(snapshots[0], local: local, links: links, engine: engine)
  for (older, newer) in zip(snapshots, snapshots.dropFirst()) {
    try replayer.follow(from: older, to: newer)
  }
  return (consume replayer).finish(until: end)
}

extension ArchiveReplay {
  /// Lets one event happen and keeps account of what follows.
  mutating func step(_ engine: Engine, _ event: Event) {
    engine.step(&world, event, &timeline)
    ledger.observe(world, timeline)
    if case .hand = event { eventCount += 1 }
  }

  /// Lets time pass; scheduled runs that cannot find anything to do are counted, not made.
  mutating func advance(_ engine: Engine, to target: Instant) {
    while target > world.now {
      let interval = policy.schedule.intervalSeconds
      guard let next = world.session.nextRun, next <= target, interval > 0 else {
        return step(engine, .advance(to: target))
      }
      guard isSettled else {
        step(engine, .advance(to: max(world.now, next)))
        settled = world.runs.last.flatMap { $0.isSettled ? world.position : nil }
        continue
      }
      let skipped = (target - next) / interval + 1
      idleRuns += Int(skipped)
      let last = next + (skipped - 1) * interval
      world.session.nextRun = last + interval
      if world.session.tokenIssued != nil { world.session.tokenIssued = last }
    }
  }

  /// Whether a run would see what the run before saw and has done.
  var isSettled: Bool {
    settled == world.position && world.faults.isEmpty
      && world.links.allSatisfy { !$0.needsFullRun || $0.state != .enabled }
  }

  /// States anew how much of a group's list in the tenant is known.
  mutating func restate(_ group: ObjectIndex, _ relation: Relation, to state: Completeness) {
    guard world.tenant.state(of: group, relation) != state else { return }
    world.tenant.setState(of: group, relation, to: state)
    lookAgain()
  }

  /// States anew how much of the tenant's list of all objects of a kind is known.
  mutating func restate(_ kind: ObjectKind, to state: Completeness) {
    guard world.tenant.state(of: kind) != state else { return }
    world.tenant.setState(of: kind, to: state)
    world.session.matchMemory = nil
    lookAgain()
  }

  /// Lets the next run take nothing for what it was: what is known is no change that a log tells.
  private mutating func lookAgain() {
    (settled, world.session.sight, world.session.quiet) = (nil, nil, nil)
  }

  /// The side whose number a record's person has: the one that is right.
  package func side(of record: ExposureRecord) -> Side {
    switch policy.authority {
    case .directory: .tenant
    case .local: .local
    case .perLink:
      world.links.first { $0.localGroup == record.localGroup }?.direction == .pushing
        ? .local : .tenant
    }
  }

  /// Everything that was late, or still is.
  package var exposures: [ExposureRecord] { ledger.records(world) }
}
