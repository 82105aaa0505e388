import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// What an operation follows from, held against a look at every change.
struct CausesTests {
  private static func change(_ random: inout SeededGenerator) -> Change {
    let (group, target) = (
      ObjectIndex(random.pick([0, 1, 2])), ObjectIndex(random.pick([3, 4, 5]))
    )
    return switch random.pick([0, 1, 2, 3]) {
    case 0: .text(target, .displayName, old: 1, new: 2)
    case 1: .flags(group, old: .none, new: .none)
    default:
      .edge(
        random.pick([.members, .owners]), group: group, target: target,
        isPresent: random.pick([true, false]))
    }
  }

  private static func operation(
    _ group: ObjectIndex, _ target: ObjectIndex, _ cause: Cause
  ) -> SyncSemantics.Operation {
    SyncSemantics.Operation(
      .addMember, cause: cause, decision: .perform, pair: 0, tenantGroup: group,
      localGroup: group, tenantPrincipal: target, localPrincipal: target)
  }

  /// The latest event among the latest changes of all that matters, by looking at each; what the sync
  /// itself has changed since an event hides that.
  private static func latest(
    _ log: [Change], from first: Int, _ operation: SyncSemantics.Operation, isNested: Bool,
    isEvent: (Int) -> Bool
  ) -> Int? {
    let (group, target) = (operation.tenantGroup, operation.tenantPrincipal)
    func edge(_ change: Change, isMeant: (ObjectIndex) -> Bool) -> Bool {
      guard case .edge(_, let group, target, _) = change else { return false }
      return isMeant(group)
    }
    func changes(_ change: Change, _ wanted: ObjectIndex) -> Bool {
      switch change {
      case .edge: false
      case .text(let object, _, _, _), .flags(let object, _, _): object == wanted
      }
    }
    let questions: [(Change) -> Bool] = [
      { edge($0) { $0 == group } }, { changes($0, target) },
      { target == noObject && changes($0, group) }, { isNested && edge($0) { _ in true } },
    ]
    return questions.compactMap { question in
      log.indices.last { $0 >= first && question(log[$0]) }.flatMap { isEvent($0) ? $0 : nil }
    }.max()
  }

  @Test(arguments: SeededGenerator.seeds(30))
  func `the latest change is found among few changes and among many`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for count in [0, 1, 2, 15, 16, 17, 18, 60] {
      let log = (0..<count).map { _ in Self.change(&random) }
      let first = random.pick([0, 0, count / 2, count])
      // Some changes are the sync's own, of some it is not known where they come from.
      let entries = log.map { _ in
        TimelineEntry(time: Town.start, kind: random.pick([.event, .event, .written]))
      }
      let origins = log.indices.map { random.chance(1, outOf: 8) ? .max : UInt32($0) }
      let known = random.pick([log.count, log.count / 2])
      let causes = Causes(
        tenant: (log, Array(origins[..<known])), local: ([], []),
        since: FeedPosition(tenant: first, local: 0), entries, FeedPages())
      for target in [3, 4, 5, noObject] {
        for (cause, copy) in [(Cause.direct, Side.local), (.nested, .local), (.nested, .tenant)] {
          let operation = Self.operation(1, target, cause)
          let event = causes.event(of: operation, writing: copy)
          let isNested = cause == .nested && copy == .local
          let expected = Self.latest(log, from: first, operation, isNested: isNested) {
            $0 < known && origins[$0] != .max && entries[$0].kind == .event
          }
          #expect(event.map(Int.init) == expected, "\(random) \(count) from \(first)")
        }
      }
    }
  }

  @Test func `of both sides the later event counts, and nothing that is no event`() {
    let edge = Change.edge(.members, group: 1, target: 3, isPresent: true)
    let kinds: [TimelineEntry.Kind] = [.event, .event, .written]
    let entries = kinds.map { TimelineEntry(time: Town.start, kind: $0) }
    let operation = Self.operation(1, 3, .direct)
    let rows: [(tenant: [UInt32], local: [UInt32], event: UInt32?)] = [
      ([0], [0, 1], 1), ([1], [1, 0], 1), ([0], [0, 2], 0), ([2], [2, 2], nil),
      ([.max], [.max, .max], nil), ([], [], nil), ([], [0, 1], 1),
    ]
    for row in rows {
      let causes = Causes(
        tenant: ([edge], row.tenant), local: ([edge, edge], row.local),
        since: FeedPosition(tenant: 0, local: 0), entries, FeedPages())
      #expect(causes.event(of: operation, writing: .local) == row.event, "\(row)")
    }
  }
}
