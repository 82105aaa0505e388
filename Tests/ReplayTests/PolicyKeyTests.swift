import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// The line of the policy that a step is said to rest on.
struct PolicyKeyTests {
  typealias Row = (kind: OperationKind, cause: Cause, decision: Decision, key: String)

  static let rows: [Row] = [
    (.addMember, .direct, .perform, "authority"),
    (.addMember, .nested, .perform, "members.nesting"),
    (.addMember, .byRule, .perform, "dynamic-rules"),
    (.removeMember, .notListed, .perform, "full-run.foreign-members"),
    (.removeMember, .onlyNested, .notProved, "members.nesting"),
    (.addOwner, .direct, .perform, "owners.handling"),
    (.addMember, .direct, .noAccount, "members.requires-account"),
    (.addMember, .direct, .notWritable, "writing.requires-assigned-group"),
    (.addNestedGroup, .notRepresentable, .notWritable, "members.single-parent"),
    (.addMember, .guest, .keptByPolicy, "members.guests"),
    (.addMember, .blocked, .keptByPolicy, "members.disabled-accounts"),
    (.removeMember, .guest, .perform, "members.guests"),
    (.removeMember, .blocked, .perform, "members.disabled-accounts"),
    (.removeMember, .blocked, .keptByPolicy, "full-run.foreign-members"),
    (.removeMember, .nested, .perform, "full-run.foreign-members"),
    (.removeOwner, .departed, .perform, "owners.handling"),
    (.removeOwner, .noOriginal, .keptByPolicy, "full-run.foreign-members"),
    (.removeMember, .notListed, .tooManyRemovals, "guards.maximum-removals"),
    (.addMember, .direct, .tooManyRemovals, "guards.maximum-removals"),
    (.removeMember, .notListed, .tooLargeShare, "guards.maximum-removal-percent"),
    (.removeMember, .departed, .tooFewLeft, "guards.minimum-group-size"),
    (.removeOwner, .notListed, .tooFewLeft, "guards.minimum-group-size"),
    (.removeOwner, .notListed, .lastOwner, "guards.keeps-last-owner"),
  ]

  @Test(arguments: rows)
  func `a step names the key that decides it`(_ row: Row) {
    let operation = Operation(
      row.kind, cause: row.cause, decision: row.decision, pair: 0, tenantGroup: 0, localGroup: 0,
      tenantPrincipal: 0, localPrincipal: 0)
    #expect(operation.policyKey == row.key)
  }

  @Test func `a step that a guard stops names the guard in its chain`() throws {
    var town = try Town("rezolve") { policy in
      policy.guards.minimumGroupSize = 2
      policy.schedule.trigger = .manual
    }
    for side in [Side.tenant, .local] {
      for name in ["One", "Two"] { town.make(side, .user, name) }
    }
    town.group(.tenant, "Team", .user, ["One"])
    town.group(.local, "Team", .user, ["Two"])
    town.engine.prepare(&town.world, &town.timeline)
    town.run(.full)
    let policy = town.engine.policy
    let held = try #require(town.timeline.entries.lastIndex { $0.kind == .heldBack })
    let chain = town.timeline.chain(of: held, policy)
    #expect(chain?.policy == policy.line("guards.minimum-group-size"))
  }
}
