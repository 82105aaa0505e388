package import DirectoryModel

/// With whom each object was matched last: who is gone has no partner any more, and their copy is
/// still the one that was theirs.
package struct FormerPartners: Sendable {
  private var tenantOfLocal: [ObjectIndex] = []
  private var localOfTenant: [ObjectIndex] = []

  package init() {}

  /// Takes over the partners of a matching, or of a draft of one, and keeps those of objects that
  /// have none now.
  ///
  /// Linear in the objects of both sides.
  package mutating func note(tenantOfLocal: [ObjectIndex], localOfTenant: [ObjectIndex]) {
    Self.note(tenantOfLocal, in: &self.tenantOfLocal)
    Self.note(localOfTenant, in: &self.localOfTenant)
  }

  private static func note(_ partners: [ObjectIndex], in known: inout [ObjectIndex]) {
    let old = known
    known = partners
    for index in 0..<min(old.count, partners.count) where partners[index] == noObject {
      known[index] = old[index]
    }
  }

  /// The local objects that had another partner before, or have one no more.
  ///
  /// Linear in the local objects.
  package func changes(to matching: Matching) -> [ObjectIndex] {
    let (old, new) = (tenantOfLocal, matching.tenantOfLocal)
    var changed: [ObjectIndex] = []
    for index in 0..<min(old.count, new.count)
    where old[index] != noObject && old[index] != new[index] {
      changed.append(ObjectIndex(index))
    }
    return changed
  }

  /// The last tenant partner of a local object, `noObject` when it never had one.
  package func tenantPartner(_ object: ObjectIndex) -> ObjectIndex {
    Int(object) < tenantOfLocal.count ? tenantOfLocal[Int(object)] : noObject
  }

  /// The last local partner of a tenant object, `noObject` when it never had one.
  package func localPartner(_ object: ObjectIndex) -> ObjectIndex {
    Int(object) < localOfTenant.count ? localOfTenant[Int(object)] : noObject
  }
}
