import DirectoryModel
import SyncSemantics
import Testing

import class Foundation.ProcessInfo

@testable import Replay

/// What holds after every small history, whatever its order.
///
/// `ROLLCALL_ALL_HISTORIES=1` goes through histories of up to four events.
struct HistoryPropertyTests {
  private static let isLong = ProcessInfo.processInfo.environment["ROLLCALL_ALL_HISTORIES"] != nil

  private func each(
    _ policy: String, upTo length: Int, _ name: String,
    _ check: (Stage, [HistoryStep]) throws -> Void
  ) throws {
    let stage = try Stage(policy)
    let histories = stage.histories(upTo: Self.isLong ? min(4, length + 1) : length)
    for history in histories { try check(stage, history) }
    print("\(name), \(policy): \(histories.count) histories")
  }

  private func run(_ kind: RunKind, _ town: inout Town) {
    town.step(.run(kind, localGroup: nil))
  }

  /// Prints a scenario that reproduces what does not hold, and the timeline from an entry on.
  private func report(_ scenario: String, _ town: Town, from entry: Int) {
    let lines = town.timeline.lines(world: town.world).dropFirst(entry)
    Issue.record("\(scenario)\n\(lines.joined(separator: "\n"))")
  }

  @Test(arguments: Stage.policies)
  func `an incremental run followed by a full one ends where a full one ends`(
    _ policy: String
  ) throws {
    try each(policy, upTo: 3, "incremental then full") { stage, history in
      var one = stage.town(after: history)
      var other = one
      let entry = one.timeline.entries.count
      run(.incremental, &one)
      run(.full, &one)
      run(.full, &other)
      if one.world.digest != other.world.digest {
        let runs: [Event] = [.run(.incremental, localGroup: nil), .run(.full, localGroup: nil)]
        report(
          stage.scenario("an incremental run changes nothing", history, then: runs, ending: other),
          one, from: entry)
      }
    }
  }

  @Test(arguments: Stage.policies)
  func `a second full run changes nothing`(_ policy: String) throws {
    try each(policy, upTo: 2, "full is idempotent") { stage, history in
      var town = stage.town(after: history)
      run(.full, &town)
      let (once, digest, entry) = (town, town.world.digest, town.timeline.entries.count)
      run(.full, &town)
      let isQuiet = town.timeline.entries[entry...].allSatisfy { $0.kind != .written }
      if digest != town.world.digest || !isQuiet {
        let runs = Array(repeating: Event.run(.full, localGroup: nil), count: 2)
        report(
          stage.scenario("a second full run changes nothing", history, then: runs, ending: once),
          town, from: entry)
      }
    }
  }

  @Test(arguments: Stage.policies)
  func `what an audit plans is what a full run changes`(_ policy: String) throws {
    try each(policy, upTo: 2, "audit equals full") { stage, history in
      var town = stage.town(after: history)
      let planned = audit(town)
      let entry = town.timeline.entries.count
      run(.full, &town)
      let written = town.timeline.entries[entry...].filter { $0.kind == .written }
        .compactMap(\.operation).map(Self.key)
      let (missing, more) = (planned.subtracting(written), Set(written).subtracting(planned))
      // A run that makes accounts looks again, and finds more to do than the audit could see; an
      // account that ends takes its memberships along.
      let isMaking = policy == "kaizala" || policy == "itglue"
      let isSame =
        (isMaking || more.isEmpty)
        && missing.allSatisfy { isMaking && isGone($0, town.world.local) }
      if !isSame {
        let runs: [Event] = [.run(.full, localGroup: nil)]
        report(
          stage.scenario("an audit plans \(planned)", history, then: runs, ending: town), town,
          from: entry)
      }
    }
  }

  /// Whether a planned removal has come true.
  private func isGone(_ key: [UInt32], _ local: Overlay) -> Bool {
    key[0] == UInt32(OperationKind.removeMember.rawValue) && !local.contains(key[4], in: key[2])
  }

  private static func key(_ operation: SyncSemantics.Operation) -> [UInt32] {
    [
      UInt32(operation.kind.rawValue), operation.tenantGroup, operation.localGroup,
      operation.tenantPrincipal, operation.localPrincipal,
    ]
  }

  /// What a full run would do by the functions that the audit uses.
  private func audit(_ town: Town) -> Set<[UInt32]> {
    let (tenant, local) = (town.world.tenant.directory(), town.world.local.directory())
    let policy = town.engine.policy
    let links = town.world.links.filter(\.isStated).map {
      Link(
        tenantGroup: .objectID(tenant.guids[Int($0.tenantGroup)]),
        localGroup: .key(town.world.local.keyText(of: $0.localGroup)), direction: $0.direction,
        place: "")
    }
    let matching = SyncSemantics.match(
      tenant: tenant, local: local, policy: policy, product: town.engine.product, links: links,
      adjusting: { $0.keepOwn(policy, in: tenant) })
    let planned = SyncSemantics.plan(
      tenant: tenant, local: local, matching: matching, policy: policy, nesting: Nesting(tenant),
      localNesting: Nesting(local))
    return Set(planned.operations.filter { $0.decision == .perform }.map(Self.key))
  }

  @Test(arguments: Stage.policies, [RunKind.incremental, .full])
  func `a crash at any operation and a restart end where an undisturbed run ends`(
    _ policy: String, _ kind: RunKind
  ) throws {
    try each(policy, upTo: 2, "crash, \(kind)") { stage, history in
      let town = stage.town(after: history)
      var undisturbed = town
      let entry = town.timeline.entries.count
      run(kind, &undisturbed)
      let count = undisturbed.timeline.entries[entry...].count { $0.kind == .written }
      for crash in 0..<count {
        var crashed = town
        crashed.step(.fault(.crash(afterOperations: crash)))
        run(kind, &crashed)
        #expect(crashed.timeline.entries.last?.kind == .crashed)
        run(kind, &crashed)
        if crashed.world.digest != undisturbed.world.digest {
          let again = Event.run(kind, localGroup: nil)
          report(
            stage.scenario(
              "a crash changes nothing", history,
              then: [.fault(.crash(afterOperations: crash)), again, again], ending: undisturbed),
            crashed, from: entry)
        }
      }
    }
  }

  @Test(arguments: Stage.policies, [RunKind.incremental, .full])
  func `after any fault a full run ends where it would have ended without`(
    _ policy: String, _ kind: RunKind
  ) throws {
    try each(policy, upTo: 1, "one fault, \(kind)") { stage, history in
      let town = stage.town(after: history)
      var undisturbed = town
      run(.full, &undisturbed)
      let entry = town.timeline.entries.count
      for fault in stage.faults(town) {
        var faulty = town
        faulty.step(.fault(fault))
        run(kind, &faulty)
        let events: [Event] = [.fault(fault), .run(kind, localGroup: nil)]
        checkRemovals(faulty, from: entry, fault) {
          stage.scenario("nobody is removed", history, then: events, ending: town)
        }
        run(.incremental, &faulty)
        faulty.step(.repair)
        run(.full, &faulty)
        if faulty.world.digest != undisturbed.world.digest {
          let rest: [Event] = [
            .run(.incremental, localGroup: nil), .repair, .run(.full, localGroup: nil),
          ]
          report(
            stage.scenario(
              "a fault changes nothing", history, then: events + rest, ending: undisturbed),
            faulty, from: entry)
        }
      }
    }
  }

  /// Nobody is removed whom the authority has, unless it said itself that it has nobody, or what
  /// it said was of an earlier time; and nobody at all after an incomplete read.
  private func checkRemovals(
    _ town: Town, from entry: Int, _ fault: Fault, _ scenario: () -> String
  ) {
    switch fault {
    case .answersNobody, .lag, .clockAhead: return
    default: break
    }
    let policy = town.engine.policy
    let isCut =
      switch fault {
      case .unreadablePage, .cutList: true
      default: false
      }
    let start = entry
    var unreadRuns: Set<UInt32> = []
    for entry in town.timeline.entries[entry...] {
      if entry.kind == .readFailed, isCut { unreadRuns.insert(entry.run) }
      guard entry.kind == .written, let operation = entry.operation,
        operation.kind == .removeMember
      else { continue }
      if unreadRuns.contains(entry.run) {
        report(scenario(), town, from: start)
      }
      let side: Side = town.world.copy(of: operation, policy) == .tenant ? .local : .tenant
      let (group, member) =
        side == .tenant
        ? (operation.tenantGroup, operation.tenantPrincipal)
        : (operation.localGroup, operation.localPrincipal)
      guard member != noObject, town.world[side].isLive(member) else { continue }
      if town.world[side].contains(member, in: group) {
        report(scenario(), town, from: start)
      }
    }
  }

  @Test func `the pages of a round may come in any order and as often as they like`() throws {
    try each("kaizala", upTo: 2, "pages") { stage, history in
      var plain = stage.town(after: history)
      run(.incremental, &plain)
      for seed in UInt64(1)...4 {
        let town = stage.town(after: history, seed: seed)
        for fault in [Fault.pageRepeated, .pagesReordered] {
          var other = town
          other.step(.fault(fault))
          run(.incremental, &other)
          if other.world.digest != plain.world.digest {
            let events: [Event] = [.fault(fault), .run(.incremental, localGroup: nil)]
            report(
              stage.scenario(
                "pages come in any order", history, then: events, ending: plain, seed: seed),
              other, from: town.timeline.entries.count)
          }
        }
      }
    }
  }
}
