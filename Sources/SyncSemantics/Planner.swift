package import DirectoryModel
import Memory

/// Works out what a full run would do: the one planner of audits, replays and live runs.
///
/// A pure function of both sides, the matching and the policy. Nothing is removed without proof of
/// absence: where a list is incomplete the operation is there with the decision `notProved`.
package func plan(
  tenant: Directory, local: Directory, matching: Matching, policy: Policy, nesting: Nesting,
  localNesting: Nesting
) -> Plan {
  plan(
    tenant: tenant, local: local, matching: matching, policy: policy, nesting: nesting,
    localNesting: localNesting, dividedAt: nil, atMost: Planner.mostOperations)
}

/// Works out what a full run would do to accounts, groups and the members of groups that rules fill.
///
/// It is the plan without the lists that are copied.
/// Linear in objects, whatever their lists hold.
package func planObjects(
  tenant: Directory, local: Directory, matching: Matching, policy: Policy
) -> Plan {
  let planner = Planner(
    tenant: tenant, local: local, matching: matching, policy: policy,
    nesting: blankNestings.tenant, localNesting: blankNestings.local)
  planner.planObjects()
  return planner.finish()
}

/// Stands for the nested groups that nobody asks for.
private let blankNestings = (
  tenant: Nesting(Directory.blank(.tenant)), local: Nesting(Directory.blank(.local))
)

/// Plans on two threads; `weight` is the share of the first, half of all when it is `nil`.
///
/// The plan is the same wherever the work is divided. It lists at most `bound` operations.
func plan(
  tenant: Directory, local: Directory, matching: Matching, policy: Policy, nesting: Nesting,
  localNesting: Nesting, dividedAt weight: Int?, atMost bound: Int
) -> Plan {
  let planner = Planner(
    tenant: tenant, local: local, matching: matching, policy: policy, nesting: nesting,
    localNesting: localNesting, atMost: bound)
  planner.planMembers(of: planner.shares(dividedAt: weight))
  planner.planOwners()
  planner.planNestedGroups()
  planner.planObjects()
  return planner.finish()
}

extension Planner {
  /// Plans what depends on no list that is copied, and asks for no nesting.
  fileprivate func planObjects() {
    planEndings()
    planAccounts()
    planNames()
    planAttributes()
    planRuleGroups()
  }
}

/// The state of one planning: the inputs, and scratch columns that every group uses again.
package final class Planner {
  let tenant: Directory
  let local: Directory
  let matching: Matching
  let policy: Policy
  let nesting: Nesting
  let localNesting: Nesting
  var plan = Plan()
  /// The reason why a local principal stands alone, by its number; 0 for "it does not".
  lazy var loneReasons: [UInt32] = {
    var reasons = [UInt32](local.objectCount, of: 0)
    for (index, lone) in matching.loneLocalPrincipals.enumerated() {
      reasons[Int(lone.object)] = UInt32(index + 1)
    }
    return reasons
  }()
  /// Marks what the group at hand expects, by number on the authority's side.
  lazy var expected = Stamps(count: max(tenant.objectCount, local.objectCount))
  /// Marks what of it was found.
  lazy var seen = Stamps(count: max(tenant.objectCount, local.objectCount))
  /// Marks whom the tenant's group lists itself.
  var direct: Stamps
  /// Whether anybody is listed of whom no input told what they are.
  let hasUnknownKinds: Bool
  /// Whether somebody whose kind counts lies in the recycle bin.
  let hasDeleted: Bool
  /// Marks people to whom an undecided account may belong; such people may have an account.
  var candidates: Stamps
  /// Whether some account may belong to somebody who is listed without a record.
  let hasNamelessAccounts: Bool
  /// Whether some account may be anybody's, because whoever owns it may not have been read.
  let hasUndecidedAccounts: Bool
  /// Local groups of which the matching could not say which tenant group they are.
  let undecidedGroups: Set<ObjectIndex>
  /// What everybody is; made when members are compared, or taken over from another planner.
  lazy var columns: MemberColumns = allColumns()
  /// Everybody of each standing as bits; made when so much is missing that it is only counted.
  lazy var standingRows: [BitRow] = allStandingRows()
  /// Whoever has no account and was listed without a word of what they are, as bits.
  lazy var untoldRow: BitRow = {
    var row = BitRow(count: tenant.objectCount)
    for object in 0..<ObjectIndex(tenant.objectCount) where isUntold(object) { row.insert(object) }
    return row
  }()
  /// Which groups of the tenant are in each other, made when somebody asks.
  lazy var nestingParts = nesting.parts
  /// The tally of the last large set, by its component: groups of a cycle share one.
  var lastTally: (component: UInt32, tally: MemberTally)?
  /// Marks who is expected and who was found, both in one column.
  lazy var marks = MemberMarks(columns.standings)
  /// By the raw value of a kind, as bits, whether it counts as a member.
  private let countedKinds: UInt8
  /// Whether the policy leaves some members out although their kind counts.
  let leavesOut: Bool
  /// Whether the policy may leave somebody out of whom nothing tells what it asks.
  lazy var mayLeaveOut = leavesOut && tenant.users.contains { isExcluded($0) == .unknown }
  /// Why something about the group at hand could not be decided, if its own lists are not why.
  var doubt: String?
  /// Operations listed so far; beyond the bound they are counted only.
  var listed = 0

  /// Differences that are listed one by one; the rest are counted, so that a copy that was never
  /// filled does not fill the memory instead.
  static let mostOperations = 1_000_000
  let bound: Int

  init(
    tenant: Directory, local: Directory, matching: Matching, policy: Policy, nesting: Nesting,
    localNesting: Nesting, atMost bound: Int = Planner.mostOperations
  ) {
    self.bound = bound
    direct = Stamps(count: tenant.objectCount)
    countedKinds = policy.members.kinds.reduce(0) { $0 | 1 << $1.rawValue }
    leavesOut =
      policy.members.guests == .exclude || policy.members.disabledAccounts == .exclude
    hasUnknownKinds = tenant.kinds.contains(.unknown)
    hasDeleted = tenant.deleted.contains { tenant.kinds[Int($0)] != .group }
    candidates = Stamps(count: tenant.objectCount)
    candidates.clear()
    var (hasNamelessAccounts, hasUndecidedAccounts) = (false, false)
    for lone in matching.loneLocalPrincipals {
      switch lone.reason {
      case .ambiguous(let people): for person in people { candidates.insert(person) }
      case .noCandidate: hasNamelessAccounts = true
      case .cannotSay:
        hasNamelessAccounts = true
        if local.kinds[Int(lone.object)] == .user { hasUndecidedAccounts = true }
      case .deleted, .unknownIdentifier, .second: break
      }
    }
    (self.hasNamelessAccounts, self.hasUndecidedAccounts) =
      (hasNamelessAccounts, hasUndecidedAccounts)
    var undecidedGroups: Set<ObjectIndex> = []
    for lone in matching.loneLocalGroups {
      switch lone.reason {
      case .ambiguous, .cannotSay: undecidedGroups.insert(lone.object)
      case .noCandidate, .deleted, .unknownIdentifier, .second: continue
      }
    }
    self.undecidedGroups = undecidedGroups
    plan.counts = Array(matching.groups.count, of: PairCount())
    // Last, so that they move in instead of being copied.
    (self.tenant, self.local, self.matching) = (tenant, local, matching)
    (self.policy, self.nesting, self.localNesting) = (policy, nesting, localNesting)
  }

  /// Which side is right for a pair.
  func authority(of pair: Pair) -> Authority {
    policy.isPushed(pair.direction) ? .local : .directory
  }

  /// The tenant partner of a local object, `noObject` when it has none.
  @inline(__always)
  func tenantPartner(_ object: ObjectIndex) -> ObjectIndex {
    matching.tenantOfLocal[Int(object)]
  }

  /// The local partner of a tenant object, `noObject` when it has none.
  @inline(__always)
  func localPartner(_ object: ObjectIndex) -> ObjectIndex {
    matching.localOfTenant[Int(object)]
  }

  /// Whether somebody counts as a member by what they are.
  ///
  /// Whom a list names without saying what they are counts if their account does. Whoever lies in
  /// the recycle bin keeps their memberships, for the day of their return, and counts nowhere.
  @inline(__always)
  func counts(_ object: ObjectIndex) -> Bool {
    if tenant.isDeleted(object) { return false }
    let kind = tenant.kinds[Int(object)]
    if kind != .unknown { return countedKinds >> kind.rawValue & 1 != 0 }
    let account = localPartner(object)
    return account != noObject
      && countedKinds >> local.kinds[Int(account)].rawValue & 1 != 0
  }

  /// Whether the policy leaves a member out although its kind counts.
  func isExcluded(_ object: ObjectIndex) -> Truth {
    guard leavesOut else { return .no }
    let isGuest = policy.members.guests == .exclude ? tenant.isGuest(object) : .no
    let isEnabled =
      policy.members.disabledAccounts == .exclude ? tenant.isEnabled(object) : .yes
    if isGuest == .yes || isEnabled == .no { return .yes }
    let isPerson = [.user, .unknown].contains(tenant.kinds[Int(object)])
    return isPerson && (isGuest == .unknown || isEnabled == .unknown) ? .unknown : .no
  }

  /// Which of the policy's words leaves somebody out whom it does leave out.
  func causeOfExclusion(_ object: ObjectIndex) -> Cause {
    policy.members.guests == .exclude && tenant.isGuest(object) == .yes ? .guest : .blocked
  }

  /// Whether a set names somebody who may be a group that was cut off, with members of its own.
  func mayHideGroups(_ set: MemberSet) -> Bool {
    guard hasUnknownKinds, !tenant.state(of: .group).provesAbsence,
      policy.members.nesting != .preserved
    else { return false }
    var isFound = false
    set.visit { member in
      isFound = tenant.kinds[Int(member)] == .unknown
      return !isFound
    }
    return isFound
  }

  /// Whether a set names somebody who may count though no input told what they are: the list of all
  /// of a kind that counts, or of nested groups, ended before them.
  func mayHideMembers(_ set: MemberSet) -> Bool {
    guard hasUnknownKinds else { return false }
    let kinds = policy.members.kinds + (policy.members.nesting == .transitive ? [.group] : [])
    guard kinds.contains(where: { !tenant.state(of: $0).provesAbsence }) else { return false }
    switch set {
    case .list(let list): return list.contains { isUntold($0) }
    case .bits(let row, _): return row.commonCount(with: untoldRow) > 0
    }
  }

  func isUntold(_ object: ObjectIndex) -> Bool {
    tenant.kinds[Int(object)] == .unknown && localPartner(object) == noObject
  }

  /// Whether another operation can be listed.
  var hasRoom: Bool { listed < bound }

  /// Lists an operation, or only counts it once too many are listed.
  func append(_ operation: Operation) {
    guard hasRoom else {
      plan.unlisted += 1
      return
    }
    listed += 1
    plan.operations.append(operation)
  }

  /// Puts the operations into their stated order.
  func finish() -> Plan {
    // Pair, kind and place in one number: 32, 8 and 24 bits.
    let operations = plan.operations
    if operations.isEmpty { return plan }
    precondition(operations.count < 1 << 24, "operations exceed what their order has bits for")
    var keys: [UInt64] = []
    keys.reserveCapacity(operations.count)
    for (index, operation) in operations.enumerated() {
      keys.append(
        UInt64(operation.pair) << 32 | UInt64(operation.kind.rawValue) << 24 | UInt64(index))
    }
    if zip(keys, keys.dropFirst()).allSatisfy(<) { return plan }
    keys.sort()
    plan.operations = keys.map { operations[Int($0 & 0xFF_FFFF)] }
    return plan
  }
}

/// Marks that are all taken back at once by counting up.
struct Stamps {
  /// Empty until something is marked: most plans of few changes mark nothing.
  private var marks: [UInt32] = []
  private var current: UInt32 = 1
  private let count: Int

  init(count: Int) { self.count = count }

  /// Takes every mark back.
  mutating func clear() { current += 1 }

  @inline(__always)
  mutating func insert(_ object: ObjectIndex) {
    if marks.isEmpty { marks = Array(count, of: 0) }
    marks[Int(object)] = current
  }

  @inline(__always)
  func contains(_ object: ObjectIndex) -> Bool {
    Int(object) < marks.count && marks[Int(object)] == current
  }
}
