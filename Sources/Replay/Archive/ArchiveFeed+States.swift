import DirectoryModel
import SyncSemantics

extension ArchiveFeed {
  /// Lets the world know as much of its lists as the newer snapshot shows of them, and no more.
  ///
  /// Linear in the groups of the snapshot.
  func restate(_ newer: Directory, _ replay: inout ArchiveReplay) {
    for kind in ObjectKind.allCases { replay.restate(kind, to: newer.state(of: kind)) }
    let hidesFilled = !newer.capabilities.contains(.dynamicMembers)
    for group in newer.groups {
      let number = newNumbers[Int(group)]
      guard number != noObject else { continue }
      var members = newer.members.state(of: group)
      if hidesFilled, members.provesAbsence, newer.isDynamic(group) == .yes {
        members = .partial("the format does not show whom a rule lets in")
      }
      replay.restate(number, .members, to: members)
      replay.restate(number, .owners, to: newer.owners.state(of: group))
    }
    if newer.state(of: .group).provesAbsence { return }
    for group in replay.world.tenant.live(.group) {
      let found = newer.find(replay.world.tenant.guids[Int(group)])
      if found.map(newer.isRecorded) == true { continue }
      for relation in [Relation.members, .owners] {
        replay.restate(group, relation, to: .notCollected)
      }
    }
  }
}

extension World {
  /// A place on a list.
  private struct Entry: Hashable {
    var relation: Relation
    var group: ObjectIndex
    var target: ObjectIndex
  }

  /// The tenant as it was told of, without what the sync itself has written into it.
  ///
  /// Constant time for a policy that never writes there, linear in the log for others.
  func toldTenant(_ policy: Policy, _ timeline: Timeline) -> Overlay {
    guard policy.authority != .directory else { return tenant }
    var (told, order) = ([Entry: Bool](), [Entry]())
    for (position, change) in tenant.log.enumerated() {
      guard case .edge(let relation, let group, let target, let isPresent) = change else {
        continue
      }
      let entry = Entry(relation: relation, group: group, target: target)
      let origin = tenantOrigins[position]
      if origin == .max || timeline.entries[Int(origin)].kind == .event {
        if told[entry] != nil { told[entry] = isPresent }
      } else if told[entry] == nil {
        told[entry] = !isPresent
        order.append(entry)
      }
    }
    var overlay = tenant
    for entry in order {
      overlay.apply(
        .edge(
          entry.relation, group: entry.group, target: entry.target,
          isPresent: told[entry] ?? false))
    }
    return overlay
  }
}
