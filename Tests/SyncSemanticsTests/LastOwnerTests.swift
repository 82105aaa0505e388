import DirectoryModel
import Testing

@testable import SyncSemantics

/// The guard that keeps a group's last owner.
struct LastOwnerTests {
  /// Owners that a plan adds and removes, by number, and which removal is held back.
  struct Row: Sendable {
    let name: String
    /// Owners of the copy that are known before the run.
    let known: Int
    var added: [Step] = []
    var removed: [Step] = []
    var kept: [UInt32] = []
    var isGuarded = true

    struct Step: Sendable, ExpressibleByIntegerLiteral {
      let account: UInt32
      var decision = Decision.perform

      init(integerLiteral account: UInt32) { self.account = account }
      init(_ account: UInt32, _ decision: Decision) {
        (self.account, self.decision) = (account, decision)
      }
    }
  }

  static let rows: [Row] = [
    Row(name: "one of two goes", known: 2, removed: [1]),
    Row(name: "the only one would go", known: 1, removed: [1], kept: [1]),
    Row(name: "all of them would go", known: 3, removed: [1, 2, 3], kept: [3]),
    Row(
      name: "the one who stays is the same in any order", known: 3, removed: [3, 1, 2], kept: [3]),
    Row(name: "the first account is one like any other", known: 1, removed: [0], kept: [0]),
    Row(name: "another one comes", known: 2, added: [9], removed: [1, 2]),
    Row(
      name: "the one who would come has no account", known: 2, added: [Row.Step(9, .noAccount)],
      removed: [1, 2], kept: [2]),
    Row(
      name: "it is not proved that the one who would come is not there", known: 1,
      added: [Row.Step(9, .notProved)], removed: [1], kept: [1]),
    Row(
      name: "of two one stays anyway", known: 2, removed: [1, Row.Step(2, .notProved)]),
    Row(name: "nobody is known to own it", known: 0),
    Row(name: "more go than are known", known: 1, removed: [1, 2], kept: [2]),
    Row(name: "somebody comes and nobody goes", known: 0, added: [9]),
    Row(name: "a policy without the guard", known: 1, removed: [1], isGuarded: false),
  ]

  private static func operation(
    _ kind: OperationKind, _ step: Row.Step, pair: UInt32 = 0
  ) -> Operation {
    Operation(
      kind, cause: .direct, decision: step.decision, pair: pair, tenantGroup: 0, localGroup: 0,
      tenantPrincipal: 100 - step.account, localPrincipal: step.account)
  }

  private static func policy(_ change: (inout Guards) -> Void = { _ in }) -> Policy {
    var policy = Policy(name: "test", summary: "")
    policy.guards.keepsLastOwner = true
    change(&policy.guards)
    return policy
  }

  private static let reason = "a group keeps its last owner (guards.keeps-last-owner)"

  @Test(arguments: rows)
  func `a group that would lose every owner keeps one`(row: Row) {
    var before = Plan()
    before.operations =
      row.added.map { Self.operation(.addOwner, $0) }
      + row.removed.map { Self.operation(.removeOwner, $0) }
    let policy = Self.policy { $0.keepsLastOwner = row.isGuarded }
    let (after, held) = before.guarded(by: policy, sizes: { _ in 0 }, owners: { _ in row.known })
    let kept = after.operations.filter { $0.decision == .lastOwner }
    #expect(kept.map(\.localPrincipal) == row.kept, "\(row.name)")
    #expect(held.map(\.reason) == row.kept.map { _ in Self.reason })
    #expect(!held.contains { $0.stopsAll })
    for (old, new) in zip(before.operations, after.operations) {
      #expect(new == (new.decision == .lastOwner ? old.deciding(.lastOwner) : old))
    }
  }

  @Test func `each group keeps its own last owner, and they are told in order`() {
    var plan = Plan()
    plan.operations = [2, 0, 1].map { Self.operation(.removeOwner, 7, pair: $0) }
    let (after, held) = plan.guarded(
      by: Self.policy(), sizes: { _ in 0 }, owners: { $0 == 1 ? 2 : 1 })
    #expect(held.map(\.pair) == [0, 2])
    #expect(after.operations.map(\.decision) == [.lastOwner, .lastOwner, .perform])
  }

  @Test func `in a group that is stopped altogether no owner is held a second time`() {
    var plan = Plan()
    plan.operations = [
      Self.operation(.removeMember, 1), Self.operation(.removeMember, 2),
      Self.operation(.removeOwner, 1),
    ]
    let policy = Self.policy { $0.maximumRemovals = 1 }
    let (after, held) = plan.guarded(by: policy, sizes: { _ in 9 }, owners: { _ in 1 })
    #expect(
      held == [
        GuardedPair(
          pair: 0, decision: .tooManyRemovals, reason: "2 removals, at most 1 allowed")
      ])
    #expect(after.operations.allSatisfy { $0.decision == .tooManyRemovals })
  }

  @Test func `who is a member too goes as a member, and stays as an owner`() {
    var plan = Plan()
    plan.operations = [Self.operation(.removeMember, 1), Self.operation(.removeOwner, 1)]
    let (after, _) = plan.guarded(by: Self.policy(), sizes: { _ in 1 }, owners: { _ in 1 })
    #expect(after.operations.map(\.decision) == [.perform, .lastOwner])
  }
}
