import DirectoryModel
import SyncSemantics

// What a sync knows beside both sides changes what it takes for a pair.
extension MatchingDraft {
  /// Takes accounts for departed whose originals are gone for good.
  ///
  /// An identifier alone would still pair the two: nothing else is left of the original.
  mutating func partFromOriginals(where gone: (ObjectIndex) -> Bool) {
    let departed = principals.filter { gone($0.tenant) }
    if departed.isEmpty { return }
    principals.removeAll { gone($0.tenant) }
    for pair in departed {
      part(pair)
      loneLocalPrincipals.append(Lone(object: pair.local, reason: .deleted(pair.tenant)))
    }
    loneLocalPrincipals.sort { $0.object < $1.object }
  }

  /// Takes out the pairs that contradict a stated link, and gives the others the links' directions.
  ///
  /// Where an object that a link names was not read, names alone would pair the other one.
  mutating func heed(_ links: [SyncLink]) {
    let stated = Dictionary(
      grouping: links.filter { $0.isStated && $0.state != .deleted }, by: \.localGroup)
    if stated.isEmpty { return }
    var heeded: [Pair] = []
    heeded.reserveCapacity(groups.count)
    for pair in groups {
      guard let own = stated[pair.local] else {
        heeded.append(pair)
        continue
      }
      guard let link = own.first(where: { $0.tenantGroup == pair.tenant }) else {
        part(pair)
        continue
      }
      heeded.append(
        Pair(
          tenant: pair.tenant, local: pair.local, evidence: pair.evidence,
          difference: pair.difference, direction: link.direction))
    }
    groups = heeded
    numberPairs()
  }

  /// Goes on as if some tenant groups were not there.
  mutating func leaveOut(tenantGroups: [ObjectIndex]) {
    let gone = Set(tenantGroups)
    for pair in groups where gone.contains(pair.tenant) { part(pair) }
    groups.removeAll { gone.contains($0.tenant) }
    loneTenantGroups.removeAll { gone.contains($0.object) }
    expectedGroups.removeAll(where: gone.contains)
    numberPairs()
  }
}
