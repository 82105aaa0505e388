import DirectoryModel
import SyncSemantics

/// Gathers what changed on the side that is right, for each pair once a member.
struct ChangeFeed {
  private let feed: Feed
  private let policy: Policy
  private var changes: Set<MemberChange> = []
  /// The pairs of each group of a side, with the position from which its changes count.
  private var followed: [Side: [ObjectIndex: (pair: UInt32, position: Int)]] = [:]
  /// Nested groups that were taken out: whoever came through them may have to leave.
  private var lostChildren: [ObjectIndex: [ObjectIndex]] = [:]
  private var lostParents: [ObjectIndex: [ObjectIndex]] = [:]

  init(_ feed: Feed, _ policy: Policy) { (self.feed, self.policy) = (feed, policy) }

  mutating func follow(_ link: SyncLink, _ pair: UInt32, _ side: Side) {
    let group = side == .tenant ? link.tenantGroup : link.localGroup
    let position = side == .tenant ? link.position.tenant : link.position.local
    followed[side, default: [:]][group] = (pair, position)
    guard let state = feed[side].state else { return }
    let isTransitive = isTransitive(side)
    for pending in link.pending where pending.relation == .members {
      let isListed =
        isTransitive
        ? reached(from: group, state).contains(pending.member)
        : state.contains(pending.member, in: group)
      changes.insert(
        MemberChange(
          pair: pair, member: pending.member, isMember: isListed && isThere(pending.member, state)))
    }
  }

  /// Takes everybody on a pushed list for changed who has another partner than the last time: a
  /// record that was made again is not the one that the directory's group had.
  ///
  /// Linear in the objects of the local side.
  mutating func followPartners(_ matching: Matching, since former: FormerPartners) {
    guard let groups = followed[.local], let state = feed.local.state else { return }
    for object in former.changes(to: matching) {
      for group in state.lists(holding: object) {
        note(object, of: group, .max, groups, state)
      }
    }
  }

  private func isTransitive(_ side: Side) -> Bool {
    policy.members.nesting == .transitive && side == .tenant
  }

  /// Whether somebody counts as being there: a sync that does not follow the feed of users takes
  /// whoever lies in the recycle bin for being there.
  private func isThere(_ member: ObjectIndex, _ state: Overlay) -> Bool {
    !policy.delta.joinsDeletedUsers || state.isLive(member)
  }

  /// The changes in the order of pairs and members.
  mutating func gather() -> [MemberChange] {
    for side in [Side.tenant, .local] { read(side) }
    return changes.sorted { ($0.pair, $0.member) < ($1.pair, $1.member) }
  }

  private mutating func read(_ side: Side) {
    let part = feed[side]
    guard let groups = followed[side], let state = part.state else { return }
    let isTransitive = isTransitive(side)
    if isTransitive { noteLostNesting(part.edges, state) }
    for edge in part.edges {
      if isTransitive {
        noteTransitive(edge.group, edge.target, edge.position, groups, state)
      } else {
        note(edge.target, of: edge.group, edge.position, groups, state)
      }
    }
    guard policy.delta.joinsDeletedUsers else { return }
    for person in part.people {
      for group in state.lists(holding: person.person) {
        if isTransitive {
          noteTransitive(group, person.person, person.position, groups, state)
        } else {
          note(person.person, of: group, person.position, groups, state)
        }
      }
    }
  }

  private mutating func note(
    _ target: ObjectIndex, of group: ObjectIndex, _ position: Int,
    _ groups: [ObjectIndex: (pair: UInt32, position: Int)], _ state: Overlay
  ) {
    guard let (pair, start) = groups[group], position >= start, state.kinds[Int(target)] != .group
    else { return }
    let isMember = state.contains(target, in: group) && isThere(target, state)
    changes.insert(MemberChange(pair: pair, member: target, isMember: isMember))
  }

  private mutating func noteLostNesting(_ edges: [Feed.Edge], _ state: Overlay) {
    for edge in edges
    where state.kinds[Int(edge.target)] == .group
      && !state.contains(edge.target, in: edge.group)
    {
      lostChildren[edge.group, default: []].append(edge.target)
      lostParents[edge.target, default: []].append(edge.group)
    }
  }

  /// A change below a group changes the members of every group above it, and of every group that
  /// was above it.
  private mutating func noteTransitive(
    _ group: ObjectIndex, _ target: ObjectIndex, _ position: Int,
    _ groups: [ObjectIndex: (pair: UInt32, position: Int)], _ state: Overlay
  ) {
    let people =
      state.kinds[Int(target)] == .group
      ? reached(from: target, state, andLost: true) : [target]
    for above in above(group, state) {
      guard let (pair, start) = groups[above], position >= start else { continue }
      let members = Set(reached(from: above, state))
      for person in people where state.kinds[Int(person)] != .group {
        changes.insert(
          MemberChange(
            pair: pair, member: person,
            isMember: members.contains(person) && isThere(person, state)))
      }
    }
  }

  /// Everybody and everything in a group and in those it nests, in breadth.
  private func reached(
    from group: ObjectIndex, _ state: Overlay, andLost: Bool = false
  ) -> [ObjectIndex] {
    var (queue, seen, head) = ([group], Set([group]), 0)
    while head < queue.count {
      defer { head += 1 }
      guard state.kinds[Int(queue[head])] == .group else { continue }
      let lost = andLost ? lostChildren[queue[head]] ?? [] : []
      for member in state.list(of: queue[head]) + lost where seen.insert(member).inserted {
        queue.append(member)
      }
    }
    return queue
  }

  private func above(_ group: ObjectIndex, _ state: Overlay) -> [ObjectIndex] {
    var (queue, seen, head) = ([group], Set([group]), 0)
    while head < queue.count {
      let parents = state.lists(holding: queue[head]) + (lostParents[queue[head]] ?? [])
      for parent in parents where seen.insert(parent).inserted { queue.append(parent) }
      head += 1
    }
    return queue
  }
}
