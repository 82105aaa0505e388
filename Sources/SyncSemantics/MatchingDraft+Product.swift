package import DirectoryModel

extension MatchingDraft {
  /// Takes out the pairs that only an audit sees.
  ///
  /// An audit also pairs what differs in spelling or has almost the same members, to say what went
  /// wrong. A product does not: to it these groups and people are strangers.
  package mutating func keepOwn(_ policy: Policy, in tenant: Directory) {
    let (own, kinds) = (OwnEvidence(policy), tenant.kinds)
    func isOwn(_ pair: Pair) -> Bool { own.holds(of: pair, kinds) }
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

  /// Makes strangers of a pair; the lists of pairs and of those that stand alone stay as they are.
  package mutating func part(_ pair: Pair) {
    tenantOfLocal[Int(pair.local)] = noObject
    localOfTenant[Int(pair.tenant)] = noObject
  }
}

/// The evidence by which a product itself finds its pairs, as bits by the raw values of evidence.
private struct OwnEvidence {
  private let people: UInt16
  private let devices: UInt16
  private let groups: UInt16
  /// What decides whatever the kind is: to ask for one waits for memory.
  private let always: UInt16
  private let never: UInt16

  init(_ policy: borrowing Policy) {
    let known = Self.bit(.link) | Self.bit(.externalID) | Self.bit(.foldedName)
    let ofLadder = Self.bits(of: policy.identityMatching.ladder)
    let ofGroups = policy.groupMatching.ladder.contains { $0 == .name || $0 == .nameIsObjectID }
    people = known | Self.bit(.exactName) | ofLadder
    devices = known | Self.bit(.exactName) | Self.bits(of: policy.identityMatching.deviceLadder)
    groups = known | (ofGroups ? Self.bit(.exactName) : 0) | ofLadder
    always = people & devices & groups
    never = ~(people | devices | groups)
  }

  @inline(__always)
  private static func bit(_ evidence: Evidence) -> UInt16 { 1 << UInt16(evidence.rawValue) }

  /// What the rungs of a ladder stand for.
  private static func bits(of ladder: [IdentityMatching.Rung]) -> UInt16 {
    var bits: UInt16 = 0
    for rung in ladder {
      switch rung {
      case .mail: bits |= bit(.mail)
      case .displayName: bits |= bit(.displayName)
      case .hostName, .deviceID: bits |= bit(.otherForm)
      case .link, .objectID, .externalID, .userName, .userPrincipalName: continue
      }
    }
    return bits
  }

  @inline(__always)
  func holds(of pair: Pair, _ kinds: [ObjectKind]) -> Bool {
    let bit = Self.bit(pair.evidence)
    if always & bit != 0 { return true }
    if never & bit != 0 { return false }
    return switch kinds[Int(pair.tenant)] {
    case .group: groups & bit != 0
    case .device: devices & bit != 0
    case .user, .servicePrincipal, .contact, .unknown: people & bit != 0
    }
  }
}
