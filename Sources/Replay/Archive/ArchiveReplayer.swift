package import DirectoryModel
import SyncSemantics

/// A replay of archived snapshots that goes on as they come, the oldest first.
///
/// The database is what the first snapshot met. What a snapshot dates itself (the creation of an
/// object, its deletion) happens at that time; everything else is known to have happened between
/// two snapshots and happens at the time of the newer one. How long a copy lagged is told with what
/// it can have been at least and at most.
package struct ArchiveReplayer: Sendable {
  private var replay: ArchiveReplay
  private let engine: Engine
  private var feed: ArchiveFeed
  /// The replay further on, as it is if nothing happens before.
  private var ahead: ArchiveReplay?

  /// Begins with the first snapshot and the links that somebody stated.
  package init(
    _ first: DatedSnapshot, local: Directory, links: [StatedLink] = [], engine: Engine
  ) {
    self.engine = engine
    feed = ArchiveFeed(objectCount: first.directory.objectCount)
    replay = ArchiveReplay(
      engine.policy,
      World(
        tenant: Overlay(over: first.directory), local: Overlay(over: local), start: first.time),
      times: [first.time])
    engine.prepare(&replay.world, &replay.timeline)
    for link in links {
      replay.step(
        engine,
        .state(
          tenantGroup: link.tenantGroup, localGroup: link.localGroup, link.direction))
    }
    guard engine.policy.scope.linkedOnly else { return }
    let groups = Set(replay.world.links.map(\.localGroup)).sorted()
    for group in groups { replay.step(engine, .link(.enable, localGroup: group)) }
  }

  /// Goes on from one snapshot to the next.
  ///
  /// - Precondition: the times go up.
  /// - Throws: `DifferenceError` for snapshots of different tenants.
  package mutating func follow(
    from older: DatedSnapshot, to newer: DatedSnapshot
  ) throws(DifferenceError) {
    follow(try difference(older.directory, newer.directory), to: newer.time)
  }

  /// Goes on to the next snapshot, which differs from the one before as given.
  ///
  /// - Precondition: the times go up.
  package mutating func follow(_ difference: SnapshotDifference, to time: Instant) {
    let start = replay.times[replay.times.count - 1]
    precondition(start < time, "snapshots stand in the order of their times")
    let dated = feed.begin(difference, from: start, to: time)
    if let ahead, ahead.world.now <= dated.first?.time ?? time { replay = ahead }
    ahead = nil
    replay.ledger.expect(
      difference.changes.count { $0.kind == .memberAdded || $0.kind == .memberRemoved })
    for (index, (time, earliest, change)) in dated.enumerated() {
      engine.expect(
        feed.entry(dated, index + Engine.farAhead, difference),
        feed.entry(dated, index + Engine.nearAhead, difference), &replay.world)
      for step in ExposureLedger.Waits.allCases {
        if let entry = feed.entry(dated, index + step.rawValue, difference) {
          replay.ledger.expect(step, entry, replay.world)
        }
      }
      replay.advance(engine, to: time)
      replay.ledger.dating = earliest == time ? .exact : .after(earliest)
      feed.perform(difference.changes[Int(change)], difference, engine, &replay)
    }
    replay.advance(engine, to: time)
    if difference.leavesOlderOpen || !takeUp(difference) { catchUp(with: difference.new) }
    feed.restate(difference.new, &replay)
    feed.end()
    replay.changeCount += difference.changes.count
    replay.unsaid.append(difference.unsaid)
    replay.times.append(time)
  }

  /// Makes the world what a snapshot shows, where the one before it could not say.
  ///
  /// What the snapshots before showed last is compared with it, however long ago that was; somebody
  /// who was never shown before counts as new, because nobody knows when they came.
  private mutating func catchUp(with newer: Directory) {
    let known = replay.world.toldTenant(engine.policy, replay.timeline).directory()
    let difference = SnapshotDifference(known, newer, isOldTrusted: true)
    let first = replay.timeline.entries.count
    feed = ArchiveFeed(objectCount: known.objectCount)
    let now = replay.world.now
    for (_, _, change) in feed.begin(difference, from: now, to: now) {
      let change = difference.changes[Int(change)]
      // Those of the two snapshots themselves have been counted already.
      if ArchiveFeed.isLeftOut(change.property) { continue }
      replay.ledger.dating = dating(ofLate: change, difference)
      feed.perform(change, difference, engine, &replay)
    }
    replay.timeline.note(Self.knownLate, from: first)
  }

  /// Makes known who was only named before and has a record now; `false` if that takes a whole
  /// comparison: a group brings its lists, and an object may have had a record earlier.
  private mutating func takeUp(_ difference: SnapshotDifference) -> Bool {
    var found: [(number: ObjectIndex, object: ObjectIndex)] = []
    for object in difference.takenUp {
      let number = feed.newNumbers[Int(object)]
      guard number != noObject, difference.new.kinds[Int(object)] != .group,
        !replay.world.tenant.flags[Int(number)].contains(.recorded)
      else { return false }
      found.append((number, object))
    }
    let first = replay.timeline.entries.count
    replay.ledger.dating = .after(replay.times[0])
    for (_, object) in found.sorted(by: { $0.number < $1.number }) {
      feed.perform(SnapshotChange(.added, object: object), difference, engine, &replay)
    }
    replay.timeline.note(Self.knownLate, from: first)
    return true
  }

  private static let knownLate = "known only now, an earlier snapshot could not say"

  /// Since when something may be so that only a later snapshot shows.
  ///
  /// Somebody new on a list that was not seen whole in the beginning may have been there even then.
  private func dating(
    ofLate change: SnapshotChange, _ difference: SnapshotDifference
  ) -> ExposureLedger.Dating {
    let first = replay.world.tenant.base
    if change.kind == .memberAdded || change.kind == .ownerAdded {
      let group = difference.oldOfNew[Int(change.group)]
      let lists = first.lists(change.kind.relation ?? .members)
      guard group != noObject, Int(group) < first.objectCount,
        lists.state(of: group).provesAbsence,
        first.capabilities.contains(.dynamicMembers) || first.isDynamic(group) == .no
      else { return .unknown }
    }
    return .after(replay.times[0])
  }

  /// Makes the next run before it is known whether anything happens first; what comes of it is used
  /// only if nothing does.
  package mutating func lookAhead() {
    guard let next = replay.world.session.nextRun else { return }
    var ahead = replay
    // A run that is made writes entries, for which they are copied in any case: those of this run
    // and of the next find room.
    if !ahead.isSettled { ahead.timeline.expect(4 * ahead.world.links.count) }
    ahead.advance(engine, to: next)
    self.ahead = ahead
  }

  /// Lets time pass until everything is over.
  package consuming func finish(until end: Instant) -> ArchiveReplay {
    if let ahead, ahead.world.now <= end { replay = ahead }
    ahead = nil
    replay.advance(engine, to: end)
    return replay
  }
}
