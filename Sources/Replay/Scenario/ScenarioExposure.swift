import DirectoryModel
import SyncSemantics

extension ScenarioRun {
  /// Compares the longest time that somebody had access, or waited for it, with a bound.
  mutating func compareExposure(_ clause: Clause, _ bound: ExposureBound, _ seconds: Int64) {
    let longest = world.links.map { longestLag(of: $0, isJoiner: bound == .joiner) }.max() ?? 0
    guard longest > seconds else { return }
    fail(
      clause, bound.rawValue, ["at most \(Duration.text(seconds))"],
      .text("at most \(Duration.text(longest))"))
  }

  /// The longest time between a change of the authority and the same change of the copy, so far.
  private func longestLag(of link: SyncLink, isJoiner: Bool) -> Int64 {
    let isPushed = engine.isPushed(link)
    let side: Side = isPushed ? .local : .tenant
    let group = isPushed ? link.localGroup : link.tenantGroup
    var longest: Int64 = 0
    for (member, since) in openChanges(of: group, on: side, isJoiner: isJoiner) {
      guard let partner = partner(of: member, on: side) else { continue }
      let (copySide, copy): (Side, ObjectIndex) =
        isPushed ? (.tenant, link.tenantGroup) : (.local, link.localGroup)
      let time = settled(partner, in: copy, on: copySide, isJoiner: isJoiner, after: since)
      longest = max(longest, time - since)
    }
    return longest
  }

  /// Who came onto the authority's list, or left it, and when; deleted people leave every list.
  private func openChanges(
    of group: ObjectIndex, on side: Side, isJoiner: Bool
  ) -> [(member: ObjectIndex, since: Instant)] {
    var changes: [(member: ObjectIndex, since: Instant)] = []
    for (position, change) in world[side].log.enumerated() {
      guard let time = time(of: side, at: position) else { continue }
      switch change {
      case .edge(.members, group, let target, isJoiner): changes.append((target, time))
      case .flags(let object, let old, let new)
      where old.contains(.deleted) != new.contains(.deleted)
        && new.contains(.deleted) != isJoiner
        && world[side].contains(object, in: group):
        changes.append((object, time))
      default: continue
      }
    }
    return changes
  }

  /// When the copy followed; now, when it has not.
  private func settled(
    _ member: ObjectIndex, in group: ObjectIndex, on side: Side, isJoiner: Bool,
    after since: Instant
  ) -> Instant {
    var isMember = initialMembership(member, group, side)
    var settledAt = isMember == isJoiner ? since : nil
    for (position, change) in world[side].log.enumerated() {
      guard case .edge(.members, group, member, let isPresent) = change,
        let time = time(of: side, at: position)
      else { continue }
      isMember = isPresent
      if time <= since {
        settledAt = isMember == isJoiner ? since : nil
      } else if settledAt == nil, isMember == isJoiner {
        settledAt = time
      }
    }
    return settledAt ?? world.now
  }

  /// Whether the member was there before anything that the timeline knows.
  private func initialMembership(
    _ member: ObjectIndex, _ group: ObjectIndex, _ side: Side
  ) -> Bool {
    let first = world[side].log.indices.first { position in
      guard time(of: side, at: position) != nil,
        case .edge(.members, group, member, _) = world[side].log[position]
      else { return false }
      return true
    }
    guard let first, case .edge(_, _, _, let isPresent) = world[side].log[first] else {
      return world[side].contains(member, in: group)
    }
    return !isPresent
  }

  /// When a change happened; `nil` for what was there at the start.
  private func time(of side: Side, at position: Int) -> Instant? {
    let entry = world.origin(side, at: position)
    return entry == .max ? nil : timeline.entries[Int(entry)].time
  }

  /// The object of the other side that stands for the same person or device, or did before one of
  /// the two went away.
  private func partner(of member: ObjectIndex, on side: Side) -> ObjectIndex? {
    let partners = world.session.partners
    let partner =
      side == .tenant ? partners.localPartner(member) : partners.tenantPartner(member)
    return partner == noObject ? nil : partner
  }
}
