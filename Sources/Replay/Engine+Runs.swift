import DirectoryModel
import Memory
import SyncSemantics

/// The run that is under way.
struct CurrentRun {
  let number: UInt32
  let kind: RunKind
  /// The local group that the run was asked for; `nil` for all.
  let group: ObjectIndex?
  /// The entry of the timeline with which it began.
  let entry: UInt32
  var log: RunLog
  /// Whether the sync stopped dead in the middle.
  var hasCrashed = false
  /// What was read in part or not at all.
  var failures: [String] = []
  /// What else kept the run from doing all of its work.
  var troubles: [String] = []
  /// How far the links are that the run has dealt with.
  var commits: [LinkCommit] = []
  /// Up to where the logs of both sides were seen.
  var seen: FeedPosition?
  /// The pages that told what changed.
  var pages = FeedPages()
  var causes: Causes?
  /// What operations rest on, for timelines that keep it.
  var basis: RunBasis?
  /// From where on the logs hold what operations may follow from.
  var causesSince = FeedPosition(tenant: 0, local: 0)
  /// Whether whom the authority does not list is left alone, because nothing tells ghosts apart.
  var leavesGhosts = false
  /// Whether something would have been taken away had everything been read.
  var withholdsRemovals = false
  /// Whether some link ended otherwise than in success.
  var hasOpenLink = false
  /// Whether some link ended otherwise than failed.
  var hasServedLink = false

  /// What its links say together: failed when all of them have, or nothing could be done; partly
  /// successful when something is still to be done.
  var status: LinkRun.Status {
    let isOpen = hasOpenLink || !failures.isEmpty || !troubles.isEmpty || log.failed > 0
    let isServed = hasServedLink || log.added + log.removed + log.changed > 0
    if hasCrashed || isOpen && !isServed { return .failed }
    return isOpen ? .partialSuccess : .success
  }

  func takesPart(_ link: SyncLink) -> Bool { link.state == .enabled && concerns(link.localGroup) }

  /// Whether the run was asked for a local group.
  func concerns(_ localGroup: ObjectIndex) -> Bool { group == nil || group == localGroup }
}

extension Engine {
  /// Performs one run of all links, or of one.
  func run(
    _ kind: RunKind, _ group: ObjectIndex?, _ world: inout World, _ timeline: inout Timeline
  ) {
    if let reason = obstacle(world) {
      world.refuse(reason, &timeline)
      return
    }
    var run = begin(kind, group, &world, &timeline)
    let start = world.position(of: .local)
    if perform(&run, &world, &timeline) { settle(run, &world) }
    if !run.hasCrashed {
      queuePublication(of: start..<world.position(of: .local), of: run.number, &world)
    }
    publishLooks(of: run, &world)
    end(run, &world, &timeline)
  }

  /// Looks and writes; false when the run came to nothing or stopped dead.
  private func perform(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> Bool {
    var isFull = run.kind == .full
    if !isFull, let death = tokenDeath(world) {
      guard survive(death, &run, &world, &timeline) else { return false }
      isFull = true
    }
    if !isFull, !policy.scope.linkedOnly {
      // Without a token a round of delta links begins anew.
      isFull =
        world.session.runCount == 1
        || usesDeltaLinks && world.session.tokenIssued == nil && run.group == nil
    }
    if isFull {
      fullRun(&run, &world, &timeline) { _ in true }
    } else {
      if world.links.contains(where: { run.takesPart($0) && $0.needsFullRun }) {
        fullRun(&run, &world, &timeline) { $0.needsFullRun }
      }
      if !run.hasCrashed { incrementalRun(&run, &world, &timeline) }
    }
    return !run.hasCrashed
  }

  /// Takes over what a run has dealt with, once it is whole.
  private func settle(_ run: CurrentRun, _ world: inout World) {
    guard run.failures.isEmpty else { return }
    if usesDeltaLinks {
      for commit in run.commits { world.commit(commit, at: run.log.started) }
    }
    guard run.group == nil else { return }
    world.session.tokenIssued = world.now + world.clockAhead(.tenant)
    world.faults.removeAll(where: \.isOfToken)
    guard let seen = run.seen else { return }
    (world.session.roundPosition, world.session.localPosition) = (seen.tenant, seen.local)
  }

  /// Why no run is possible at all.
  func obstacle(_ world: World) -> String? {
    if let missing = world.session.missingPrerequisites.first {
      return "the sync cannot run: \(missing) is missing"
    }
    return world.session.hasIntegration ? nil : "the sync cannot run: the integration was removed"
  }

  private func begin(
    _ kind: RunKind, _ group: ObjectIndex?, _ world: inout World, _ timeline: inout Timeline
  ) -> CurrentRun {
    world.session.runCount += 1
    let number = world.session.runCount
    let entry = timeline.append(
      TimelineEntry(
        time: world.now, kind: .runStarted, run: number, text: timeline.intern(kind.rawValue)))
    return CurrentRun(
      number: number, kind: kind, group: group, entry: entry,
      log: RunLog(
        run: number, kind: kind, started: world.now, ended: world.now, status: .success))
  }

  /// Results of a run that show only later.
  func queuePublication(of changes: Range<Int>, of run: UInt32, _ world: inout World) {
    guard policy.schedule.publicationDelaySeconds > 0 else { return }
    world.publications.append(
      Publication(
        time: world.now + policy.schedule.publicationDelaySeconds, changes: changes,
        run: run))
  }

  private func end(_ run: CurrentRun, _ world: inout World, _ timeline: inout Timeline) {
    var log = run.log
    log.ended = world.now
    log.status = run.status
    log.isSettled =
      !run.hasCrashed && run.failures.isEmpty && run.troubles.isEmpty && log.failed == 0
    if !run.failures.isEmpty { log.lines += run.failures }
    if !run.troubles.isEmpty { log.lines += run.troubles }
    let confirmation = log.confirmation
    log.lines.append(confirmation)
    world.runs.append(log)
    guard !run.hasCrashed else { return }
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .runEnded, run: run.number, cause: run.entry,
        text: timeline.intern(confirmation)))
  }

  /// How the token that the next round would use is dead, if it is.
  ///
  /// The directory's clock issues tokens and judges their age. Source: "Duration of change tracking
  /// tokens for identity and education resources",
  /// https://devblogs.microsoft.com/microsoft365dev/duration-of-change-tracking-tokens-for-identity-and-education-resources/.
  func tokenDeath(_ world: World) -> TokenDeath? {
    guard usesDeltaLinks, let issued = world.session.tokenIssued else { return nil }
    for case .tokenDead(let death) in world.faults { return death }
    let age = world.now + world.clockAhead(.tenant) - issued
    let lifetime = policy.delta.tokenLifetimeSeconds
    return age > lifetime ? .ofAge(lifetimeSeconds: lifetime) : nil
  }

  /// Does what the policy says about a dead token; false when the run is over.
  private func survive(
    _ death: TokenDeath, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) -> Bool {
    let lifetime = policy.delta.tokenLifetimeSeconds
    let description = death.description(lifetimeSeconds: lifetime)
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .readFailed, run: run.number, side: .tenant, cause: run.entry,
        text: timeline.intern(description)))
    switch policy.delta.expiry {
    case .failUntilReset:
      let message = death.message(lifetimeSeconds: lifetime)
      run.failures.append(message.isEmpty ? description : message)
      for index in world.links.indices where run.takesPart(world.links[index]) {
        leave(index, &run, &world, &timeline)
      }
      return false
    case .fullResync: run.log.lines.append("a new round begins: what it does not list is swept")
    case .resyncWithoutSweep:
      run.log.lines.append("a new round begins: what it does not list stays")
      run.leavesGhosts = true
    }
    return true
  }
}

/// Appends a count and what is counted; quicker than an interpolation for each.
func appendCount(
  _ count: Int, _ what: String, after sign: String, to line: inout [UInt8]
) {
  appendText(sign, to: &line)
  appendText(String(count), to: &line)
  appendText(what, to: &line)
}

extension RunLog {
  private static let nothingDone = "Success: 0 added, 0 removed"

  /// What was done, in one line, as a confirmation shows it.
  package var confirmation: String {
    // Every run writes one, and most have nothing to do.
    if added + removed + changed + heldBack + failed == 0, status == .success {
      return Self.nothingDone
    }
    var line: [UInt8] = []
    line.reserveCapacity(64)
    appendText(status.rawValue, to: &line)
    appendCount(added, " added", after: ": ", to: &line)
    appendCount(removed, " removed", after: ", ", to: &line)
    if changed > 0 { appendCount(changed, " changed", after: ", ", to: &line) }
    if heldBack > 0 { appendCount(heldBack, " held back", after: ", ", to: &line) }
    if failed > 0 { appendCount(failed, " failed", after: ", ", to: &line) }
    return String(decoding: line, as: UTF8.self)
  }
}
