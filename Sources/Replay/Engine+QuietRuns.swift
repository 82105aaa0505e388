import DirectoryModel
import SyncSemantics

/// What full runs leave behind that find everything in step, one after another.
///
/// The next one will do the same again, as long as nothing but time has passed.
struct QuietRuns: Sendable {
  /// Such runs in a row; what one of them finds, the one before may have left behind.
  fileprivate(set) var count = 1
  fileprivate let position: FeedPosition
  fileprivate let calls: Int
  fileprivate let linkCount: Int
  /// What the run wrote into its log.
  fileprivate let lines: [String]
  /// What the timeline says of the beginning of the run, of the end of each link, and of its own end.
  fileprivate let texts: [UInt32]
}

extension Engine {
  /// Performs a full run on schedule; one that two just like it came before costs next to nothing.
  func scheduledFullRun(_ world: inout World, _ timeline: inout Timeline) {
    if let quiet = world.session.quiet, quiet.count > 1, quiet.stillHolds(in: world) {
      repeatRun(quiet, &world, &timeline)
      return
    }
    let (entries, calls) = (timeline.entries.count, world.session.callCount)
    let (position, before) = (world.position, world.session.quiet)
    run(.full, nil, &world, &timeline)
    world.session.quiet = nil
    guard world.position == position, let log = world.runs.last,
      log.run == world.session.runCount,
      let texts = textsIfQuiet(timeline.entries[entries...], log, world)
    else { return }
    var quiet = QuietRuns(
      position: position, calls: world.session.callCount - calls, linkCount: world.links.count,
      lines: log.lines, texts: texts)
    if let before, before.isSame(as: quiet) { quiet.count = before.count + 1 }
    world.session.quiet = quiet
  }

  /// The texts of a run's entries, `nil` when anything happened that need not happen again.
  private func textsIfQuiet(
    _ entries: ArraySlice<TimelineEntry>, _ log: RunLog, _ world: World
  ) -> [UInt32]? {
    let enabled = world.links.count { $0.state == .enabled }
    guard world.faults.isEmpty, log.isQuiet, entries.count == enabled + 2,
      entries.first?.kind == .runStarted, entries.last?.kind == .runEnded,
      entries.dropFirst().dropLast().allSatisfy({ $0.kind == .linkEnded }),
      world.links.allSatisfy({ $0.state != .enabled || $0.isInStep })
    else { return nil }
    return entries.map(\.text)
  }

  /// Notes what a run does that finds everything as the one before has left it.
  private func repeatRun(
    _ quiet: QuietRuns, _ world: inout World, _ timeline: inout Timeline
  ) {
    world.session.runCount += 1
    world.session.callCount += quiet.calls
    world.session.tokenIssued = world.now
    let (number, now) = (world.session.runCount, world.now)
    let entry = timeline.append(
      TimelineEntry(time: now, kind: .runStarted, run: number, text: quiet.texts[0]))
    var place = 1
    for index in world.links.indices where world.links[index].state == .enabled {
      world.links[index].repeatRun(at: now)
      noteLook(
        &world.links[index], at: quiet.position, isOrphan: false, run: number, now)
      timeline.append(
        TimelineEntry(
          time: now, kind: .linkEnded, run: number, cause: entry, text: quiet.texts[place]))
      place += 1
    }
    let position = world.local.position
    queuePublication(of: position..<position, of: number, &world)
    world.runs.append(
      RunLog(
        run: number, kind: .full, started: now, ended: now, status: .success, isSettled: true,
        lines: quiet.lines))
    timeline.append(
      TimelineEntry(
        time: now, kind: .runEnded, run: number, cause: entry, text: quiet.texts[place]))
  }
}

extension QuietRuns {
  /// Whether nothing has happened since that a run could find.
  fileprivate func stillHolds(in world: World) -> Bool {
    position == world.position && linkCount == world.links.count && world.faults.isEmpty
      && world.session.hasIntegration && world.session.missingPrerequisites.isEmpty
  }

  fileprivate func isSame(as other: QuietRuns) -> Bool {
    position == other.position && calls == other.calls && linkCount == other.linkCount
      && texts == other.texts
  }
}

extension RunLog {
  /// Whether the run had nothing to do and says nothing but that.
  fileprivate var isQuiet: Bool {
    status == .success && lines.count == 1
      && added + removed + changed + heldBack + failed == 0
  }
}

extension SyncLink {
  /// Whether a full run has just found nothing to do for the link.
  fileprivate var isInStep: Bool {
    !needsFullRun && pending.isEmpty && lastSync?.status == .success && lastSync == lastFull
      && lookedAt == position
  }

  /// Takes up a run that goes as the one before went.
  fileprivate mutating func repeatRun(at time: Instant) {
    lastSync?.time = time
    lastFull = lastSync
    readAt = time
  }
}
