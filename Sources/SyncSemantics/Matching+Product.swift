package import DirectoryModel

extension Matching {
  /// Takes out the pairs that only an audit sees.
  ///
  /// An audit also pairs what differs in spelling or has almost the same members, to say what went
  /// wrong. A product does not: to it these groups and people are strangers.
  package mutating func keepOwn(_ policy: Policy, in tenant: Directory) {
    func isOwn(_ pair: Pair) -> Bool {
      Self.isOwn(pair, tenant.kinds[Int(pair.tenant)], policy)
    }
    defer { sortLone() }
    if groups.allSatisfy(isOwn), principals.allSatisfy(isOwn) { return }
    let strangers = groups.filter { !isOwn($0) }
    for pair in strangers { part(pair) }
    for pair in principals where !isOwn(pair) {
      part(pair)
      loneLocalPrincipals.append(Lone(object: pair.local, reason: .noCandidate))
    }
    groups.removeAll { !isOwn($0) }
    principals.removeAll { !isOwn($0) }
    numberPairs()
    loneLocalGroups += strangers.map { Lone(object: $0.local, reason: .noCandidate) }
    let missing = strangers.map(\.tenant).filter(expectedGroups.contains)
    loneTenantGroups += missing.map { Lone(object: $0, reason: .noCandidate) }
  }

  private mutating func sortLone() {
    Self.sort(&loneLocalPrincipals)
    Self.sort(&loneLocalGroups)
    Self.sort(&loneTenantGroups)
  }

  private static func sort(_ lone: inout [Lone]) {
    if lone.count > 1 { lone.sort { $0.object < $1.object } }
  }

  private mutating func part(_ pair: Pair) {
    tenantOfLocal[Int(pair.local)] = noObject
    localOfTenant[Int(pair.tenant)] = noObject
  }

  /// The kind is asked for only where the evidence does not decide: it waits for memory.
  private static func isOwn(
    _ pair: Pair, _ kind: @autoclosure () -> ObjectKind, _ policy: Policy
  ) -> Bool {
    func ladder() -> [IdentityMatching.Rung] {
      let rules = policy.identityMatching
      return kind() == .device ? rules.deviceLadder : rules.ladder
    }
    return switch pair.evidence {
    case .link, .externalID, .foldedName: true
    case .exactName:
      kind() != .group
        || policy.groupMatching.ladder.contains { $0 == .name || $0 == .nameIsObjectID }
    case .mail: ladder().contains(.mail)
    case .displayName: ladder().contains(.displayName)
    case .otherForm: ladder().contains { $0 == .hostName || $0 == .deviceID }
    case .spelling, .formerName, .membership: false
    }
  }
}
