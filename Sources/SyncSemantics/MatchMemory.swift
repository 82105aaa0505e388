package import DirectoryModel

/// What a matching leaves to the next one of the same two sides, by the same policy.
///
/// Most of what is found of an account or a name holds for as long as neither is changed. A class,
/// so that whoever remembers it counts one reference.
package final class MatchMemory: Sendable {
  let accounts: AccountMemory
  let glance: GroupGlance
  let nearNames: NearNamesMemory?

  init(_ accounts: AccountMemory, _ glance: GroupGlance, _ nearNames: NearNamesMemory?) {
    (self.accounts, self.glance, self.nearNames) = (accounts, glance, nearNames)
  }
}

/// The objects whose texts or flags changed since a matching; new ones need not be named.
package struct ChangedObjects: Sendable {
  package var tenant: [ObjectIndex] = []
  package var local: [ObjectIndex] = []

  package init() {}
}

/// Matches sides that were matched before and changed since as stated, and remembers what is found.
///
/// The pairs are those that `match` finds. Objects keep their numbers and their kinds, and texts
/// theirs. Takes time in proportion to both sides, but looks closely only at what changed.
package func rematch(
  tenant: Directory, local: Directory, policy: Policy, product: ProductFacts, links: [Link] = [],
  selection: GroupSelection? = nil, keys: NameKeys = NameKeys(), memory: inout MatchMemory?,
  changed: ChangedObjects, explains: Bool = true,
  adjusting: (inout MatchingDraft) -> Void = { _ in }
) -> Matching {
  let matcher = Matcher(tenant: tenant, local: local, policy: policy, product: product)
  (matcher.keys, matcher.explains) = (keys, explains)
  (matcher.memory, matcher.changed, matcher.isRemembered) = (memory, changed, true)
  matcher.match(links, selection)
  memory = MatchMemory(matcher.accounts, matcher.glance, matcher.nearNamesMemory)
  return matcher.finish(adjusting)
}

/// What the accounts showed at a glance.
struct AccountMemory: Sendable {
  /// The accounts that were looked at.
  var users: [ObjectIndex] = []
  /// What the identifiers of accounts decided, unless another look could decide otherwise.
  var claims: [Claim] = []
  /// Which identifiers are devices' own ones.
  var devices = DeviceAnswers()

  /// The claims that hold still; linear in accounts, claims and changes.
  ///
  /// An account with the identifier of a live person stays with that person for as long as neither
  /// of the two changes, whatever happens to others.
  func held(
    among users: [ObjectIndex], _ changed: ChangedObjects, tenantCount: Int, localCount: Int
  ) -> [Claim] {
    guard self.users == users else { return [] }
    var tenantChanged = [Bool](repeating: false, count: tenantCount)
    var localChanged = [Bool](repeating: false, count: localCount)
    for object in changed.tenant { tenantChanged[Int(object)] = true }
    for object in changed.local { localChanged[Int(object)] = true }
    return claims.filter { !tenantChanged[Int($0.tenant)] && !localChanged[Int($0.local)] }
  }
}

/// Which identifiers were asked for among those that devices call themselves by, and the answers.
struct DeviceAnswers: Sendable {
  /// What all devices call themselves; other answers may hold once that changes.
  var values: [NameIndex] = []
  var isDevice: [GUID: Bool] = [:]
}

/// The names that come near to those of open groups, and all by which they were found.
struct NearNamesMemory: Sendable {
  /// The groups and names that were held against each other.
  struct Question: Equatable, Sendable {
    let open: [ObjectIndex]
    let openNames: [NameIndex]
    let candidates: [ObjectIndex]
    let names: [NameIndex]
    let flags: [ObjectFlags]
  }

  let question: Question
  let edges: [GroupEdge]
}
