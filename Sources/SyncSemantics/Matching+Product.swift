package import DirectoryModel

extension Matching {
  /// The matching without the pairs that only an audit sees.
  ///
  /// An audit also pairs what differs in spelling or has almost the same members, to say what went
  /// wrong. A product does not: to it these groups and people are strangers.
  package consuming func asProduct(_ policy: Policy, in tenant: Directory) -> Matching {
    func isOwn(_ pair: Pair) -> Bool {
      Self.isOwn(pair, tenant.kinds[Int(pair.tenant)], policy)
    }
    // Taken over: a copy would count some dozen columns.
    var product = self
    let (groups, principals) = (product.groups, product.principals)
    if groups.allSatisfy(isOwn), principals.allSatisfy(isOwn) {
      product.sortLone()
      return product
    }
    product.groups = groups.filter(isOwn)
    product.principals = principals.filter(isOwn)
    for pair in groups where !isOwn(pair) { product.part(pair) }
    for pair in principals where !isOwn(pair) {
      product.part(pair)
      product.loneLocalPrincipals.append(Lone(object: pair.local, reason: .noCandidate))
    }
    product.numberPairs()
    let lone = groups.filter { !isOwn($0) }
    product.loneLocalGroups += lone.map { Lone(object: $0.local, reason: .noCandidate) }
    let missing = lone.map(\.tenant).filter(product.expectedGroups.contains)
    product.loneTenantGroups += missing.map { Lone(object: $0, reason: .noCandidate) }
    product.sortLone()
    return product
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
