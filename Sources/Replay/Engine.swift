import DirectoryModel
package import SyncSemantics

/// Carries out what a policy says, in virtual time.
///
/// A pure function of a world and an event: the same world and event give the same world and the
/// same entries, on every machine. What a run does is worked out by the planner of the audit.
package struct Engine: Sendable {
  package let policy: Policy
  package let product: ProductFacts
  /// The tenant groups that are meant to be in the application; `nil` when nobody said.
  package let selection: GroupSelection?

  package init(policy: Policy, product: ProductFacts, selection: GroupSelection? = nil) {
    (self.policy, self.product, self.selection) = (policy, product, selection)
  }

  /// Prepares a world: finds the links that need no stating and sets the first run's time.
  package func prepare(_ world: inout World, _ timeline: inout Timeline) {
    if policy.schedule.trigger == .interval, policy.schedule.intervalSeconds > 0,
      !policy.scope.linkedOnly
    {
      world.session.nextRun = world.now + policy.schedule.intervalSeconds
    }
    // What is there when time begins was always there.
    world.start = world.position
    world.session.roundPosition = world.tenant.position
    world.session.localPosition = world.local.position
    world.noteMark()
  }

  /// Lets one event happen.
  package func step(_ world: inout World, _ event: Event, _ timeline: inout Timeline) {
    if world.session.quiet != nil { world.noteMore(than: event) }
    switch event {
    case .hand(let side, let change): apply(change, by: side, &world, &timeline)
    case .advance(let target): advance(&world, to: target, &timeline)
    case .run(let kind, let group): run(kind, group, &world, &timeline)
    case .link(let action, let group): perform(action, group, &world, &timeline)
    case .state(let tenantGroup, let localGroup, let direction):
      state(tenantGroup, localGroup, direction, &world, &timeline)
    case .unlink(let group, let tenantGroup): unlink(group, tenantGroup, &world, &timeline)
    case .setting(let kinds, let isOn): set(kinds, isOn, &world, &timeline)
    case .integration(let isThere): setIntegration(isThere, &world, &timeline)
    case .prerequisite(let name, let isMet):
      world.session.missingPrerequisites.removeAll { $0 == name }
      if !isMet { world.session.missingPrerequisites.append(name) }
      world.noteEvent("\(name): \(isMet ? "there" : "missing")", &timeline)
    case .reset: reset(&world, &timeline)
    case .fault(let fault):
      world.noteEvent("fault: \(world.text(of: fault))", &timeline)
      world.faults.append(fault)
    case .repair:
      world.noteEvent("repair", &timeline)
      world.faults.removeAll()
    }
    world.noteMark()
  }

  /// Whether there is anything that a reset of the sync would make it forget.
  func remembers(_ world: World) -> Bool {
    usesDeltaLinks && world.session.tokenIssued != nil
      || world.links.contains { !$0.needsFullRun } || world.faults.contains(where: \.isOfToken)
  }

  private func reset(_ world: inout World, _ timeline: inout Timeline) {
    world.session.tokenIssued = nil
    for index in world.links.indices { world.links[index].needsFullRun = true }
    world.faults.removeAll(where: \.isOfToken)
    world.noteEvent("reset the sync", &timeline)
  }
}

extension Fault {
  /// Whether a new delta token ends it.
  var isOfToken: Bool {
    if case .tokenDead = self { true } else { false }
  }
}

extension World {
  /// Appends an entry for something that somebody did or asked for.
  @discardableResult
  mutating func noteEvent(_ text: String, _ timeline: inout Timeline) -> UInt32 {
    timeline.append(
      TimelineEntry(time: now, kind: .event, text: timeline.intern(text)))
  }

  /// Whatever is more than time that passes may give the next run something to do.
  fileprivate mutating func noteMore(than event: Event) {
    if case .advance = event { return }
    session.quiet = nil
  }

  /// Appends an entry for something that is not possible.
  mutating func refuse(_ text: String, _ timeline: inout Timeline) {
    timeline.append(TimelineEntry(time: now, kind: .refused, text: timeline.intern(text)))
  }
}
