import DirectoryModel
import SyncSemantics

extension Engine {
  /// Sends operations of one kind in one call, and one by one when a single one of them spoils it.
  ///
  /// Members are added up to twenty at a time, all of them or none. Source: "Add members",
  /// https://learn.microsoft.com/graph/api/group-post-members.
  func send(
    _ batch: [Operation], _ sight: Sight, _ outcome: inout LinkOutcome,
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    guard !batch.isEmpty else { return }
    outcome.run.wanted += batch.count
    if let culprit = spoiler(of: batch, world) {
      sendOneByOne(batch, culprit, sight, &outcome, &run, &world, &timeline)
      return
    }
    let called = call(
      "a batch of \(batch.count)", writing: batch, sight, &run, &world, &timeline)
    for operation in batch {
      if case .gaveUp(let status) = called {
        fail(operation, "answered with \(status)", &run, &world, &timeline)
        outcome.note(failed: operation)
        continue
      }
      carryOut(operation, sight, &outcome, &run, &world, &timeline)
      if run.hasCrashed { return }
    }
  }

  /// The first refused operation that takes its whole batch down.
  private func spoiler(of batch: [Operation], _ world: World) -> Operation? {
    guard batch.count > 1, !world.faults.isEmpty else { return nil }
    // A closure would count all that the world holds.
    for operation in batch where operation.kind == .addMember || operation.kind == .addOwner {
      if world.refusal(of: operation).takesBatchDown { return operation }
    }
    return nil
  }

  private func sendOneByOne(
    _ batch: [Operation], _ culprit: Operation, _ sight: Sight, _ outcome: inout LinkOutcome,
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    let copy = world.copy(of: culprit, policy)
    let who = copy == .tenant ? culprit.tenantPrincipal : culprit.localPrincipal
    _ = call("a batch of \(batch.count)", &run, &world, &timeline)
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .retried, run: run.number, side: copy, cause: run.entry,
        text: timeline.intern(
          "a batch of \(batch.count) was refused because of \(world.calledInQuotes(who, on: copy)): "
            + "its members are sent one by one")))
    for operation in batch {
      let called = call(
        "one of the batch", writing: [operation], sight, &run, &world, &timeline)
      if case .gaveUp(let status) = called {
        fail(operation, "answered with \(status)", &run, &world, &timeline)
        outcome.note(failed: operation)
        continue
      }
      carryOut(operation, sight, &outcome, &run, &world, &timeline)
      if run.hasCrashed { return }
    }
  }

  private func carryOut(
    _ operation: Operation, _ sight: Sight, _ outcome: inout LinkOutcome,
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    if world.refusal(of: operation).isRefused {
      fail(operation, "refused", &run, &world, &timeline)
      outcome.note(failed: operation)
    } else if writesDeleted(operation, world) {
      // What was read lags behind the deletion.
      fail(operation, "deleted in the directory", &run, &world, &timeline)
      outcome.note(failed: operation)
    } else if takesLastOwner(operation, world) {
      // The owner who was to come first was refused.
      let kept = operation.deciding(.lastOwner)
      run.troubles.append(Guards.lastOwnerStays)
      holdBack(kept, &run, &world, &timeline)
      outcome.note(heldBack: kept)
    } else if write(operation, sight, &run, &world, &timeline) {
      outcome.note(done: operation)
    }
  }

  /// Whether an operation writes into the directory somebody whom that has deleted.
  private func writesDeleted(_ operation: Operation, _ world: World) -> Bool {
    world.copy(of: operation, policy) == .tenant && operation.tenantPrincipal != noObject
      && world.tenant.flags[Int(operation.tenantPrincipal)].contains(.deleted)
  }

  /// Whether an operation takes the only owner who is left from a group that must keep one.
  private func takesLastOwner(_ operation: Operation, _ world: World) -> Bool {
    policy.guards.keepsLastOwner && operation.kind == .removeOwner
      && world.local.list(of: operation.localGroup, .owners) == [operation.localPrincipal]
  }

  /// Sends an operation that concerns an account or a group itself; `nil` when the sync stopped
  /// dead, else whether objects changed by which the sides are matched.
  func sendAlone(
    _ operation: Operation, _ sight: Sight, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) -> Bool? {
    let version = world.local.identityVersion
    let called = call(
      "an account or a group", writing: [operation], sight, &run, &world, &timeline)
    if case .gaveUp(let status) = called {
      fail(operation, "answered with \(status)", &run, &world, &timeline)
      return false
    }
    if world.refusal(of: operation).isRefused {
      fail(operation, "refused", &run, &world, &timeline)
      return false
    }
    guard write(operation, sight, &run, &world, &timeline) else { return nil }
    return world.local.identityVersion != version
  }

  /// Makes a call that writes; one whose answer is lost does its work all the same.
  ///
  /// The sync calls again then, and is told that all is so already, which counts as done. Source:
  /// "One or more added object references already exist",
  /// https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/5090.
  private func call(
    _ what: @autoclosure () -> String, writing batch: [Operation], _ sight: Sight,
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> CallOutcome {
    var done: [OperationKind] = []
    let outcome = call(what(), &run, &world, &timeline) { run, world, timeline in
      for operation in batch where !isRefused(operation, world) {
        if apply(operation, sight, &run, &world, &timeline) { done.append(operation.kind) }
      }
    }
    guard outcome == .answered, !done.isEmpty else { return outcome }
    for kind in done { run.log.count(kind) }
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .retried, run: run.number, cause: run.entry,
        text: timeline.intern("\(what()): done already by the call whose answer was lost")))
    return outcome
  }

  /// Whether the side that is written would not take an operation.
  private func isRefused(_ operation: Operation, _ world: World) -> Bool {
    world.refusal(of: operation).isRefused || writesDeleted(operation, world)
      || takesLastOwner(operation, world)
  }

  /// Notes an operation that the other side did not take.
  private func fail(
    _ operation: Operation, _ reason: String, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    run.log.failed += 1
    note(.writeFailed, operation, timeline.intern(reason), &run, &world, &timeline)
  }

  /// Carries out one operation; false when the sync stopped dead.
  ///
  /// What is already so counts as done.
  private func write(
    _ operation: Operation, _ sight: Sight, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) -> Bool {
    if world.crashesNow() {
      run.hasCrashed = true
      timeline.append(
        TimelineEntry(
          time: world.now, kind: .crashed, run: run.number, cause: run.entry,
          text: timeline.intern("the sync stopped dead")))
      return false
    }
    if apply(operation, sight, &run, &world, &timeline) { run.log.count(operation.kind) }
    return true
  }

  /// Changes the copy; false where all is so already.
  private func apply(
    _ operation: Operation, _ sight: Sight, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) -> Bool {
    if run.causes == nil { _ = findCauses(&run, &world, &timeline) }
    let before = world.position
    world.carryOut(operation, policy, sight)
    let after = world.position
    guard after != before else { return false }
    let entry = note(.written, operation, 0, &run, &world, &timeline)
    if after.tenant > before.tenant { world.noteOrigin(.tenant, entry) }
    if after.local > before.local { world.noteOrigin(.local, entry) }
    return true
  }
}

extension RunLog {
  /// Counts a change that was carried out.
  fileprivate mutating func count(_ kind: OperationKind) {
    switch kind {
    case .addMember, .addOwner, .addNestedGroup, .createGroup, .createAccount: added += 1
    case .removeMember, .removeOwner, .removeNestedGroup, .endGroup, .endAccount: removed += 1
    case .renameGroup, .changeAccount: changed += 1
    }
  }
}
