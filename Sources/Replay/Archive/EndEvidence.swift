import DirectoryModel
import SyncSemantics

/// What the last snapshots leave open of the lists from which the copies are made.
struct EndEvidence {
  private let world: World
  private let policy: Policy

  init(_ replay: ArchiveReplay) { (world, policy) = (replay.world, replay.policy) }

  /// Whether an original may hold, or lack, what a change of a copy says without showing it.
  func isOpen(_ kind: ChangeKind, _ group: UInt32) -> Bool {
    guard policy.authority != .local, let relation = kind.relation,
      relation == .members || policy.owners.handling == .mirror
    else { return false }
    let links = group < UInt32(world.local.objectCount) ? world.links(ofLocal: group) : 0..<0
    guard !links.isEmpty else {
      return !policy.scope.linkedOnly && !world.tenant.state(of: .group).provesAbsence
    }
    return links.contains {
      let link = world.links[$0]
      return !policy.isPushed(link.direction)
        && isOpen(link.tenantGroup, relation, isAddition: !kind.isOfOlder)
    }
  }

  /// Whether a list, or one below it, was not seen whole, or names somebody who was not seen.
  private func isOpen(_ group: ObjectIndex, _ relation: Relation, isAddition: Bool) -> Bool {
    let tenant = world.tenant
    let mayHide = isAddition && !tenant.state(of: .user).provesAbsence
    let isTransitive = relation == .members && policy.members.nesting == .transitive
    var (seen, waiting): (Set<ObjectIndex>, [ObjectIndex]) = ([group], [group])
    while let next = waiting.popLast() {
      guard tenant.state(of: next, relation).provesAbsence else { return true }
      for target in tenant.list(of: next, relation) {
        if mayHide, !tenant.flags[Int(target)].contains(.recorded) { return true }
        if isTransitive, tenant.kinds[Int(target)] == .group, seen.insert(target).inserted {
          waiting.append(target)
        }
      }
    }
    return false
  }
}
