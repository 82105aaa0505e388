import DirectoryModel
import Testing

@testable import SyncSemantics

/// Guards that stop a run which would do too much.
struct GuardingTests {
  struct Row: Sendable {
    var name: String
    var guards: Guards
    /// Members of the copy, additions and removals of its one group.
    var size: Int
    var added: Int
    var removed: Int
    var reason: String?
    var decision = Decision.perform
  }

  private static func guards(_ change: (inout Guards) -> Void) -> Guards {
    var guards = Guards()
    change(&guards)
    return guards
  }

  static let rows: [Row] = [
    Row(name: "no guard", guards: Guards(), size: 100, added: 0, removed: 100, reason: nil),
    Row(
      name: "as many removals as allowed", guards: guards { $0.maximumRemovals = 3 }, size: 10,
      added: 0, removed: 3, reason: nil),
    Row(
      name: "one removal too many", guards: guards { $0.maximumRemovals = 3 }, size: 10, added: 9,
      removed: 4, reason: "4 removals, at most 3 allowed",
      decision: .tooManyRemovals),
    Row(
      name: "exactly the share", guards: guards { $0.maximumRemovalPercent = 40 }, size: 10,
      added: 0, removed: 4, reason: nil),
    Row(
      name: "more than the share", guards: guards { $0.maximumRemovalPercent = 40 }, size: 10,
      added: 0, removed: 5, reason: "5 removals of 10 members, at most 40 % allowed",
      decision: .tooLargeShare),
    Row(
      name: "the share of a small group is not rounded",
      guards: guards { $0.maximumRemovalPercent = 34 }, size: 3, added: 0, removed: 1, reason: nil),
    Row(
      name: "just enough left", guards: guards { $0.minimumGroupSize = 2 }, size: 3, added: 0,
      removed: 1, reason: nil),
    Row(
      name: "additions count for what is left", guards: guards { $0.minimumGroupSize = 2 },
      size: 3, added: 1, removed: 2, reason: nil),
    Row(
      name: "too few left", guards: guards { $0.minimumGroupSize = 2 }, size: 3, added: 0,
      removed: 2, reason: "1 members left, at least 2 required",
      decision: .tooFewLeft),
    Row(
      name: "additions alone are never stopped", guards: guards { $0.minimumGroupSize = 50 },
      size: 0, added: 5, removed: 0, reason: nil),
  ]

  private func plan(_ row: Row) -> Plan {
    func operation(_ kind: OperationKind, _ number: Int, pair: UInt32) -> Operation {
      Operation(
        kind, cause: .direct, decision: .perform, pair: pair, tenantGroup: 0, localGroup: 0,
        tenantPrincipal: ObjectIndex(number), localPrincipal: ObjectIndex(number))
    }
    var plan = Plan()
    plan.operations = (0..<row.added).map { operation(.addMember, $0, pair: 0) }
    plan.operations += (0..<row.removed).map { operation(.removeMember, 100 + $0, pair: 0) }
    plan.operations.append(operation(.removeMember, 500, pair: 1))
    return plan
  }

  @Test(arguments: rows)
  func `a guard holds a whole group back, and no other`(row: Row) {
    var policy = Policy(name: "test", summary: "")
    policy.guards = row.guards
    let before = plan(row)
    let (after, held) = before.guarded(
      by: policy, sizes: { $0 == 0 ? row.size : 1_000 }, owners: { _ in 0 })
    #expect(held.map(\.reason) == (row.reason.map { [$0] } ?? []), "\(row.name)")
    #expect(!held.contains { !$0.stopsAll })
    for (old, new) in zip(before.operations, after.operations) {
      let decision = old.pair == 0 ? row.decision : .perform
      #expect(new == old.deciding(decision))
    }
  }

  @Test func `what is not carried out anyway counts for no guard`() {
    var policy = Policy(name: "test", summary: "")
    policy.guards.maximumRemovals = 1
    var plan = Plan()
    for (number, decision) in [Decision.perform, .notProved, .keptByPolicy].enumerated() {
      plan.operations.append(
        Operation(
          .removeMember, cause: .notListed, decision: decision, pair: 0, tenantGroup: 0,
          localGroup: 0, tenantPrincipal: ObjectIndex(number), localPrincipal: 0))
    }
    #expect(plan.guarded(by: policy, sizes: { _ in 10 }, owners: { _ in 0 }).held.isEmpty)
  }

  /// Groups of which some lose too many members and some every owner, in any order.
  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
  func `what is held back is told in the order of the groups`(_ order: [UInt32]) {
    var policy = Policy(name: "test", summary: "")
    (policy.guards.maximumRemovals, policy.guards.keepsLastOwner) = (1, true)
    func operation(_ kind: OperationKind, _ pair: UInt32, _ number: ObjectIndex) -> Operation {
      Operation(
        kind, cause: .notListed, decision: .perform, pair: pair, tenantGroup: pair,
        localGroup: pair, tenantPrincipal: number, localPrincipal: number)
    }
    var plan = Plan()
    for pair in order {
      let kind = pair % 2 == 0 ? OperationKind.removeOwner : .removeMember
      plan.operations += [operation(kind, pair, 1), operation(kind, pair, 2)]
    }
    let (after, held) = plan.guarded(by: policy, sizes: { _ in 9 }, owners: { _ in 2 })
    #expect(held.map(\.pair) == [0, 1, 2, 3])
    #expect(held.map(\.stopsAll) == [false, true, false, true])
    #expect(held[0].reason == Guards.lastOwnerStays)
    #expect(held[1].reason == "2 removals, at most 1 allowed")
    // Every operation keeps its place, whatever is decided of it.
    for (old, new) in zip(plan.operations, after.operations) {
      let decision: Decision =
        old.pair % 2 == 1 ? .tooManyRemovals : old.localPrincipal == 2 ? .lastOwner : .perform
      #expect(new == old.deciding(decision))
    }
  }

  /// Plans that take no member away, under the strictest guards that there are.
  static let harmless: [[OperationKind]] = [
    [.addMember], [.addMember, .addMember, .addOwner], [.createGroup, .addMember],
    [.removeOwner], [.removeNestedGroup, .addNestedGroup], [.endAccount, .endGroup],
  ]

  @Test(arguments: harmless)
  func `no guard holds back what takes no member away`(_ kinds: [OperationKind]) {
    var policy = Policy(name: "test", summary: "")
    (policy.guards.maximumRemovals, policy.guards.minimumGroupSize) = (0, 1_000)
    var plan = Plan()
    plan.operations = kinds.enumerated().map { number, kind in
      Operation(
        kind, cause: .direct, decision: .perform, pair: 0, tenantGroup: 0, localGroup: 0,
        tenantPrincipal: ObjectIndex(number), localPrincipal: ObjectIndex(number))
    }
    let (after, held) = plan.guarded(by: policy, sizes: { _ in 1 }, owners: { _ in 9 })
    #expect(held.isEmpty)
    #expect(after.operations == plan.operations)
  }

  /// Guards of which each would stop a pair that loses two of its two members.
  static let strict: [Guards] = [
    guards { $0.maximumRemovals = 1 }, guards { $0.maximumRemovalPercent = 10 },
    guards { $0.minimumGroupSize = 1 }, guards { $0.keepsLastOwner = true }, Guards(),
  ]

  @Test(arguments: strict)
  func `a group that a rule fills is in no pair, and no guard asks for its size`(_ guards: Guards) {
    func removal(_ number: Int, pair: UInt32) -> Operation {
      Operation(
        .removeMember, cause: pair == .max ? .byRule : .notListed, decision: .perform, pair: pair,
        tenantGroup: noObject, localGroup: pair == .max ? 7 : 0, tenantPrincipal: noObject,
        localPrincipal: ObjectIndex(number))
    }
    var policy = Policy(name: "test", summary: "")
    policy.guards = guards
    let rule = (0..<3).map { removal($0, pair: .max) }
    for pairs in [[], [removal(8, pair: 0), removal(9, pair: 0)]] {
      var plan = Plan()
      plan.operations = pairs + rule
      var asked: Set<UInt32> = []
      let (guarded, held) = plan.guarded(
        by: policy,
        sizes: { pair in
          asked.insert(pair)
          return 2
        }, owners: { _ in 1 })
      #expect(!asked.contains(.max))
      #expect(Array(guarded.operations.suffix(3)) == rule)
      let isStopped = !pairs.isEmpty && guards != Guards() && !guards.keepsLastOwner
      #expect(held.map(\.pair) == (isStopped ? [0] : []))
    }
  }
}
