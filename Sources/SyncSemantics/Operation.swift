package import DirectoryModel

/// What a full run would do to one group or one account of the copy.
@usableFromInline package enum OperationKind: UInt8, CaseIterable, Sendable {
  case addMember, removeMember, addOwner, removeOwner, addNestedGroup, removeNestedGroup
  case createGroup, renameGroup, endGroup, endAccount, createAccount, changeAccount
}

/// What an operation rests on, or why a wanted one does not happen.
@usableFromInline package enum Cause: UInt8, CaseIterable, Sendable {
  /// The authority lists the member directly.
  case direct
  /// The authority has the member only through nested groups.
  case nested
  /// The authority does not list the member, and its list is complete.
  case notListed
  /// The member comes only through nested groups, and the policy counts direct members only.
  case onlyNested
  /// The member's original was deleted.
  case departed
  /// The member has no original and never had one that the snapshot knows.
  case noOriginal
  /// A second account of somebody who is a member through the first.
  case secondAccount
  /// The member row points at nothing.
  case danglingRow
  /// The policy leaves guests out.
  case guest
  /// The policy leaves out whoever may not sign in.
  case blocked
  /// The copy keeps one parent a group, and another edge has taken its place.
  case notRepresentable
  /// A rule on attributes fills the group, and what it says has changed.
  case byRule
}

/// Whether an operation is performed, or why not.
@usableFromInline package enum Decision: UInt8, CaseIterable, Sendable {
  case perform
  /// The person has no local account yet.
  case noAccount
  /// The evidence is incomplete: absence is not proved.
  case notProved
  /// The target may not be written.
  case notWritable
  /// The policy keeps foreign members.
  case keptByPolicy
  /// A guard stops the run: it would remove too many members of the group.
  case tooManyRemovals
  /// A guard stops the run: it would remove too large a share of the group.
  case tooLargeShare
  /// A guard stops the run: it would leave too few members.
  case tooFewLeft
  /// A guard keeps the group's last owner.
  case lastOwner
}

/// One step of a full run, with its cause; 28 bytes, texts are made only when it is shown.
package struct Operation: Sendable, Equatable {
  package let kind: OperationKind
  package let cause: Cause
  package let decision: Decision
  /// Index into `Plan.pairs`, or `UInt32.max`.
  package let pair: UInt32
  package let tenantGroup: ObjectIndex
  package let localGroup: ObjectIndex
  package let tenantPrincipal: ObjectIndex
  package let localPrincipal: ObjectIndex

  package init(
    _ kind: OperationKind, cause: Cause, decision: Decision, pair: UInt32,
    tenantGroup: ObjectIndex, localGroup: ObjectIndex, tenantPrincipal: ObjectIndex,
    localPrincipal: ObjectIndex
  ) {
    (self.kind, self.cause, self.decision, self.pair) = (kind, cause, decision, pair)
    (self.tenantGroup, self.localGroup) = (tenantGroup, localGroup)
    (self.tenantPrincipal, self.localPrincipal) = (tenantPrincipal, localPrincipal)
  }
}

/// How the members of one pair of groups compare.
package struct PairCount: Sendable, Equatable {
  /// Members that both sides have.
  package var matched: UInt32 = 0
  package var missing: UInt32 = 0
  package var extra: UInt32 = 0
  /// Differences that incomplete evidence leaves open.
  package var unknown: UInt32 = 0
  /// Members that the authority should bring in, people without an account included.
  package var expected: UInt32 = 0

  package init() {}
}

/// What a full run would do, in a stated order: by pair, then kind, then principal.
package struct Plan: Sendable {
  package var operations: [Operation] = []
  /// One count for each pair of `Matching.groups`.
  package var counts: [PairCount] = []
  /// Operations that were counted and not listed, because there are too many.
  package var unlisted = 0
  /// Why a pair's members could not be compared in full, by index of the pair.
  package var limits: [UInt32: String] = [:]
  /// Groups whose rule on attributes cannot be read.
  package var brokenRules: [BrokenRule] = []

  package init() {}
}
