import DirectoryModel
import SyncSemantics

/// What runs on schedule leave behind that find everything in step, one after another.
///
/// The next one will do the same again, as long as nothing but time has passed. A class, because it
/// holds several lists and every run asks it.
final class QuietRuns: Sendable {
  /// Such runs in a row; what one of them finds, the one before may have left behind.
  let count: Int
  fileprivate let kind: RunKind
  fileprivate let position: FeedPosition
  /// Calls beside those for the pages of a round.
  fileprivate let calls: Int
  fileprivate let linkCount: Int
  /// The links that the run dealt with, in its order, as indices into `World.links`.
  fileprivate let links: [Int]
  /// What the run wrote into its log.
  fileprivate let lines: [String]
  /// What the timeline says of the beginning of the run, of the end of each link, and of its own end.
  fileprivate let texts: [UInt32]

  /// The runs that end with one; as many as there were, and it, where it did what they have done.
  fileprivate init(
    after before: QuietRuns?, _ log: RunLog, calls: Int, links: [Int], texts: [UInt32],
    _ world: World
  ) {
    (kind, lines, self.calls, self.links, self.texts) = (log.kind, log.lines, calls, links, texts)
    (position, linkCount) = (world.position, world.links.count)
    // No closure over the world, which would copy all of it.
    if let before, before.kind == log.kind, before.position == position, before.calls == calls,
      before.linkCount == linkCount, before.links == links, before.texts == texts
    {
      count = before.count + 1
    } else {
      count = 1
    }
  }
}

extension Engine {
  /// Performs a run on schedule; one that two just like it came before costs next to nothing.
  func scheduledRun(_ kind: RunKind, _ world: inout World, _ timeline: inout Timeline) {
    let before = world.session.quiet
    if let before, before.count > 1, stillHolds(before, in: world) {
      return repeatRun(before, &world, &timeline)
    }
    world.session.quiet = nil
    let (entries, calls) = (timeline.entries.count, world.session.callCount)
    let position = world.position
    run(kind, nil, &world, &timeline)
    guard world.position == position, let log = world.runs.last,
      log.run == world.session.runCount
    else { return }
    world.session.quiet = quietRuns(
      after: before, log, timeline.entries[entries...], calls: world.session.callCount - calls,
      world)
  }

  /// What a run and those before it have done, `nil` when anything happened that need not happen
  /// again.
  private func quietRuns(
    after before: QuietRuns?, _ log: RunLog, _ entries: ArraySlice<TimelineEntry>, calls: Int,
    _ world: World
  ) -> QuietRuns? {
    guard log.isQuiet, world.faults.isEmpty else { return nil }
    let isRound = readsRound(log.kind)
    // The columns alone: a closure over the world would count all that it holds.
    let (all, position) = (world.links, world.position)
    let links = all.indices.filter { all[$0].endedIn == log.run }
    let ends = entries.dropFirst(isRound ? 2 : 1).dropLast()
    guard ends.count == links.count,
      let first = entries.first, let last = entries.last, first.kind == .runStarted,
      last.kind == .runEnded,
      !isRound || entries[entries.startIndex + 1].kind == .read,
      ends.allSatisfy({ $0.kind == .linkEnded }),
      links.allSatisfy({ all[$0].isInStep(after: log.kind, at: position) }),
      all.allSatisfy({ $0.state != .enabled || !$0.needsFullRun })
    else { return nil }
    var texts: [UInt32] = []
    texts.reserveCapacity(links.count + 2)
    texts.append(first.text)
    for end in ends { texts.append(end.text) }
    texts.append(last.text)
    return QuietRuns(
      after: before, log, calls: isRound ? 0 : calls, links: links, texts: texts, world)
  }

  /// Whether runs of a kind read a round of delta pages, which are never twice the same.
  private func readsRound(_ kind: RunKind) -> Bool { kind == .incremental && usesDeltaLinks }

  /// Whether nothing has happened since that a run could find.
  private func stillHolds(_ quiet: QuietRuns, in world: World) -> Bool {
    quiet.position == world.position && quiet.linkCount == world.links.count
      && world.faults.isEmpty && obstacle(world) == nil
      && (quiet.kind == .full || tokenDeath(world) == nil)
  }

  /// Notes what a run does that finds everything as the one before has left it.
  private func repeatRun(
    _ quiet: QuietRuns, _ world: inout World, _ timeline: inout Timeline
  ) {
    world.session.runCount += 1
    world.session.callCount += quiet.calls
    let (number, now) = (world.session.runCount, world.now)
    let log = RunLog(
      run: number, kind: quiet.kind, started: now, ended: now, status: .success, isSettled: true,
      lines: quiet.lines)
    let entry = timeline.append(
      TimelineEntry(time: now, kind: .runStarted, run: number, text: quiet.texts[0]))
    if readsRound(quiet.kind) {
      var run = CurrentRun(number: number, kind: quiet.kind, group: nil, entry: entry, log: log)
      readRoundAgain(&run, &world, &timeline)
    }
    for (place, index) in quiet.links.enumerated() {
      world.links[index].repeatRun(number, quiet.kind, at: now)
      noteLook(
        &world.links[index], at: quiet.position, isOrphan: false, run: number, now)
      timeline.append(
        TimelineEntry(
          time: now, kind: .linkEnded, run: number, cause: entry, text: quiet.texts[place + 1]))
    }
    world.session.tokenIssued = now
    let position = quiet.position.local
    queuePublication(of: position..<position, of: number, &world)
    world.runs.append(log)
    timeline.append(
      TimelineEntry(
        time: now, kind: .runEnded, run: number, cause: entry,
        text: quiet.texts[quiet.links.count + 1]))
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
  /// Whether a run has just found nothing to do for the link.
  fileprivate func isInStep(after kind: RunKind, at position: FeedPosition) -> Bool {
    pending.isEmpty && lastSync?.status == .success && self.position == position
      && (kind == .incremental || lastSync == lastFull && lookedAt == position)
  }

  /// Takes up a run that goes as the one before went.
  fileprivate mutating func repeatRun(_ number: UInt32, _ kind: RunKind, at time: Instant) {
    lastSync?.time = time
    if kind == .full { lastFull = lastSync }
    (readAt, endedIn) = (time, number)
  }
}
