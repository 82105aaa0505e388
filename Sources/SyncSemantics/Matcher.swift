package import DirectoryModel
import Memory
import Threads

/// Finds out which groups and which people of the two sides are the same.
///
/// A pure function: the same inputs give the same pairs, in whatever order their rows stand. People
/// come first, because members tell groups apart. Every rung of a ladder runs only over what the
/// rungs before it left, so the time is in proportion to both sides. What `keys` has kept of the
/// tenant's names need not be made again. Who does not ask `explains` is given no pairs of groups,
/// and none by groups, that no product makes, and is told of groups that something else than their
/// names made a pair only whether their names differ, not how. Whoever knows more than both sides
/// show has the last word in `adjusting`.
package func match(
  tenant: Directory, local: Directory, policy: Policy, product: ProductFacts, links: [Link] = [],
  aliases: [Link] = [], selection: GroupSelection? = nil, keys: NameKeys = NameKeys(),
  explains: Bool = true, adjusting: (inout MatchingDraft) -> Void = { _ in }
) -> Matching {
  let matcher = Matcher(tenant: tenant, local: local, policy: policy, product: product)
  (matcher.keys, matcher.explains) = (keys, explains)
  matcher.match(aliases.isEmpty ? links : links + aliases, selection)
  return matcher.finish(adjusting)
}

/// The state of one matching; a class, so that closures over it copy nothing.
final class Matcher {
  let tenant: Directory
  let local: Directory
  let policy: Policy
  let product: ProductFacts
  /// Whether the tenant's source tells upper from lower case.
  let caseKnown: Bool
  /// What the product makes of people, and the parts of it that every account asks for.
  let userNames: UserNameForm
  let names: ExpectedNames
  var matching = MatchingDraft()
  /// The pair of each local principal that has one, until they are put in order.
  var principalPairs: [Pair] = []
  /// Why local principals stand alone, until they are put in order.
  var loneReasons: [ObjectIndex: Loneliness] = [:]
  /// The person behind each local account, that of second accounts included.
  var personOfLocal: [ObjectIndex]
  /// Accounts that no evidence has placed yet.
  var openAccounts: [ObjectIndex] = []
  var groups: GroupState
  /// What identifiers and names of groups show at once.
  var glance = GroupGlance()
  /// What is kept of the tenant's names.
  var keys = NameKeys()
  /// Whether anybody asks how the names of groups differ that are a pair by something else, and what
  /// became of those that the product leaves alone.
  var explains = true
  /// What the matching before found, and what changed since.
  var memory: MatchMemory?
  var changed = ChangedObjects()
  /// Whether there will be another matching of these sides.
  var isRemembered = false
  /// What the next matching need not find out again.
  var accounts = AccountMemory()
  var nearNamesMemory: NearNamesMemory?
  /// Stamps over tenant objects for counting members.
  var stamps: Stamps
  /// Members that may still be walked for evidence; what lies beyond is left undecided.
  var budget = 20_000_000

  init(
    tenant: Directory, local: Directory, policy: consuming Policy, product: ProductFacts
  ) {
    userNames = policy.identityMatching.userNames
    names = ExpectedNames(tenant, local, userNames)
    self.tenant = tenant
    self.local = local
    self.product = product
    caseKnown = tenant.capabilities.contains(.nameCase)
    matching.tenantOfLocal = Array(local.objectCount, of: noObject)
    matching.localOfTenant = Array(tenant.objectCount, of: noObject)
    matching.pairOfLocalGroup = Array(local.objectCount, of: .max)
    personOfLocal = matching.tenantOfLocal
    groups = GroupState(tenantCount: tenant.objectCount)
    stamps = Stamps(count: tenant.objectCount)
    self.policy = policy
  }

  /// Finds everything that the ladders of the policy decide.
  func match(_ links: [Link], _ selection: GroupSelection?) {
    // What groups show without regard to people is looked up meanwhile.
    let isSmall = tenant.groups.count + local.groups.count < 1_000
    let (tenant, local, keys, former) = (tenant, local, keys, memory?.glance)
    let hashesNames = seeksNearNames
    let glance =
      isSmall
      ? nil : Meanwhile { GroupGlance(tenant, local, keys, former, hashesNames: hashesNames) }
    matchPeople()
    matchDevices()
    self.glance =
      glance?.result()
      ?? GroupGlance(
        tenant, local, keys, former, hashesNames: false, keepsNames: isRemembered)
    chooseCandidates(selection, links: links)
    matchGroups()
    if explains, isWhole(.user), !hasCutLists { matchPeopleByGroups() }
  }

  /// Whether names that nearly equal others are looked for: an audit explains them, and a product
  /// that does not tell some spellings apart pairs those.
  var seeksNearNames: Bool { explains || policy.seeksNearNames(in: local) }

  /// Makes a pair of a person or device.
  func pair(_ pair: Pair) {
    principalPairs.append(pair)
    matching.tenantOfLocal[Int(pair.local)] = pair.tenant
    matching.localOfTenant[Int(pair.tenant)] = pair.local
    personOfLocal[Int(pair.local)] = pair.tenant
  }

  /// Whether no object of a kind can be missing from the tenant's snapshot.
  ///
  /// Where one can, no name is known to be the only one of its kind, and nobody is known to be gone:
  /// the better partner may be among those that are lost.
  func isWhole(_ kind: ObjectKind) -> Bool { tenant.state(of: kind).provesAbsence }

  /// Whether any list of members was cut, or the list of groups that hold them.
  var hasCutLists: Bool {
    tenant.state(of: .group).isCut
      || tenant.groups.contains { tenant.members.state(of: $0).isCut }
      || local.groups.contains { local.members.state(of: $0).isCut }
  }

  /// How many live users have no principal name, mail or display name: who may not read them is
  /// given the identifier alone.
  lazy var namelessPeople = tenant.users.count {
    tenant.principalNames[Int($0)] <= NameTable.empty && tenant.mails[Int($0)] <= NameTable.empty
      && tenant.displayNames[Int($0)] <= NameTable.empty
  }
  /// How many live groups have no name.
  lazy var namelessGroups = tenant.groups.count {
    tenant.displayNames[Int($0)] <= NameTable.empty
  }

  func bytes(tenant name: NameIndex) -> [UInt8] { tenant.names.copy(name) }
  func bytes(local name: NameIndex) -> [UInt8] { local.names.copy(name) }

  /// Puts everything into its stated order, and lets whoever knows more adjust it.
  func finish(_ adjust: (inout MatchingDraft) -> Void = { _ in }) -> Matching {
    // Taken out of the class: each access to it would be checked, and to return it count its columns.
    var result = MatchingDraft()
    swap(&result, &matching)
    result.principals = ordered(principalPairs, count: local.objectCount, by: \.local)
    result.groups = ordered(groups.pairs, count: tenant.objectCount, by: \.tenant)
    result.numberPairs()
    finishPrincipals(local.users, &result)
    finishPrincipals(local.devices, &result)
    if !local.devices.isEmpty { result.loneLocalPrincipals.sort { $0.object < $1.object } }
    if result.principalConflicts.count > 1 {
      result.principalConflicts.sort { $0.local < $1.local }
    }
    if result.groupConflicts.count > 1 { result.groupConflicts.sort { $0.local < $1.local } }
    finishGroups(&result)
    adjust(&result)
    return Matching(taking: &result)
  }

  /// Puts reasons beside the accounts or devices that stand alone.
  private func finishPrincipals(_ principals: [ObjectIndex], _ matching: inout MatchingDraft) {
    let partners = matching.tenantOfLocal
    for object in principals where partners[Int(object)] == noObject {
      // Accounts that the product made itself are expected to stand alone.
      if loneReasons[object] == nil, local.flags[Int(object)].contains(.builtIn) { continue }
      matching.loneLocalPrincipals.append(
        Lone(object: object, reason: loneReasons[object] ?? noPartner(of: object)))
    }
  }

  /// Puts pairs into the order of numbers of one side, each of which has one pair at most.
  private func ordered(
    _ pairs: [Pair], count: Int, by number: (Pair) -> ObjectIndex
  ) -> [Pair] {
    let isInOrder = zip(pairs, pairs.dropFirst()).allSatisfy { number($0) < number($1) }
    if isInOrder { return pairs }
    var places = [UInt32](count, of: .max)
    for (place, pair) in pairs.enumerated() { places[Int(number(pair))] = UInt32(place) }
    let order = places.filter { $0 != .max }
    precondition(order.count == pairs.count, "nobody is in two pairs")
    return order.map { pairs[Int($0)] }
  }

  /// Why nothing of the tenant is the partner, as far as the tenant's list goes.
  func noPartner(of object: ObjectIndex) -> Loneliness {
    let kind = local.kinds[Int(object)]
    let state = tenant.state(of: kind)
    guard state.provesAbsence else {
      return .cannotSay("the tenant's list of \(kind.label)s is \(state.label)")
    }
    if kind == .user, local.guids[Int(object)] == .none, namelessPeople > 0 {
      return .cannotSay("\(namelessPeople) users of the tenant have no name in its export")
    }
    return local.guids[Int(object)] == .none ? .noCandidate : .unknownIdentifier
  }
}
