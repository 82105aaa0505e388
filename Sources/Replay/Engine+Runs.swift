import DirectoryModel
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
  /// Whether whom the authority does not list is left alone, because nothing tells ghosts apart.
  var leavesGhosts = false

  func takesPart(_ link: SyncLink) -> Bool {
    link.state == .enabled && (group.map { $0 == link.localGroup } ?? true)
  }
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
    var isFull = kind == .full
    if let death = tokenDeath(world), kind == .incremental {
      guard survive(death, &run, &world, &timeline) else {
        end(run, &world, &timeline)
        return
      }
      isFull = true
    }
    let start = world.local.position
    if !isFull { isFull = world.session.runCount == 1 && !policy.scope.linkedOnly }
    if isFull {
      fullRun(&run, &world, &timeline) { _ in true }
    } else {
      if world.links.contains(where: { run.takesPart($0) && $0.needsFullRun }) {
        fullRun(&run, &world, &timeline) { $0.needsFullRun }
      }
      if !run.hasCrashed { incrementalRun(&run, &world, &timeline) }
    }
    if !run.hasCrashed, run.failures.isEmpty, group == nil { world.session.tokenIssued = world.now }
    queuePublication(of: start..<world.local.position, run, &world)
    end(run, &world, &timeline)
  }

  /// Why no run is possible at all.
  private func obstacle(_ world: World) -> String? {
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
  private func queuePublication(of changes: Range<Int>, _ run: CurrentRun, _ world: inout World) {
    guard policy.schedule.publicationDelaySeconds > 0, !run.hasCrashed else { return }
    world.publications.append(
      Publication(
        time: world.now + policy.schedule.publicationDelaySeconds, changes: changes,
        run: run.number))
  }

  private func end(_ run: CurrentRun, _ world: inout World, _ timeline: inout Timeline) {
    var log = run.log
    log.ended = world.now
    let failed = !run.failures.isEmpty
    if run.hasCrashed || failed && log.added + log.removed + log.changed == 0 {
      log.status = .failed
    } else if failed || log.failed > 0 {
      log.status = .partialSuccess
    }
    log.lines += run.failures
    log.lines.append(log.confirmation)
    world.runs.append(log)
    guard !run.hasCrashed else { return }
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .runEnded, run: run.number, cause: run.entry,
        text: timeline.intern(log.confirmation)))
  }

  /// How the token that the next round would use is dead, if it is.
  private func tokenDeath(_ world: World) -> TokenDeath? {
    for case .tokenDead(let death) in world.faults { return death }
    guard policy.delta.tokenLifetimeSeconds > 0, let issued = world.session.tokenIssued,
      world.now - issued > policy.delta.tokenLifetimeSeconds
    else { return nil }
    return .tooOld
  }

  /// Does what the policy says about a dead token; false when the run is over.
  private func survive(
    _ death: TokenDeath, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) -> Bool {
    let text = death.text.message
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .readFailed, run: run.number, side: .tenant, cause: run.entry,
        text: timeline.intern("\(death.status) \(death.text.code): \(text)")))
    switch policy.delta.expiry {
    case .failUntilReset:
      run.failures.append(text)
      for index in world.links.indices where run.takesPart(world.links[index]) {
        world.links[index].lastSync = LinkRun(time: world.now, status: .failed)
      }
      return false
    case .fullResync: break
    case .resyncWithoutSweep: run.leavesGhosts = true
    }
    world.faults.removeAll {
      if case .tokenDead = $0 { true } else { false }
    }
    return true
  }
}

extension RunLog {
  /// What was done, in one line, as a confirmation shows it.
  package var confirmation: String {
    var parts = ["\(added) added", "\(removed) removed"]
    if changed > 0 { parts.append("\(changed) changed") }
    if heldBack > 0 { parts.append("\(heldBack) held back") }
    if failed > 0 { parts.append("\(failed) failed") }
    return "\(status.rawValue): " + parts.joined(separator: ", ")
  }
}
