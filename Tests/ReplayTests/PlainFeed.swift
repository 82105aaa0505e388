import DirectoryModel
import SyncSemantics

@testable import Replay

/// What changed, found by asking for every change who is in every group above it: slow, and plainly
/// right.
struct PlainFeed {
  let state: Overlay
  let edges: [Feed.Edge]
  let people: [Feed.Person]
  let policy: Policy
  private var lostChildren: [ObjectIndex: [ObjectIndex]] = [:]
  private var lostParents: [ObjectIndex: [ObjectIndex]] = [:]

  init(_ part: Feed.Part, _ state: Overlay, _ policy: Policy) {
    (self.state, edges, people, self.policy) = (state, part.edges, part.people, policy)
    for edge in edges where isGroup(edge.target) && !state.contains(edge.target, in: edge.group) {
      lostChildren[edge.group, default: []].append(edge.target)
      lostParents[edge.target, default: []].append(edge.group)
    }
  }

  private func isGroup(_ object: ObjectIndex) -> Bool { state.kinds[Int(object)] == .group }

  /// The changes of tenant groups, each link with the pair of its place.
  func changes(_ links: [SyncLink]) -> [MemberChange] {
    var found: Set<MemberChange> = []
    for (number, link) in links.enumerated() {
      let members = members(of: link.tenantGroup)
      func note(_ person: ObjectIndex) {
        let isThere = !policy.delta.joinsDeletedUsers || state.isLive(person)
        found.insert(
          MemberChange(
            pair: UInt32(number), member: person, isMember: members.contains(person) && isThere))
      }
      for pending in link.pending { note(pending.member) }
      for (group, target, position) in told where position >= link.position.tenant {
        guard above(group).contains(link.tenantGroup) else { continue }
        for person in below(target) where !isGroup(person) { note(person) }
      }
    }
    return found.sorted { ($0.pair, $0.member) < ($1.pair, $1.member) }
  }

  /// Every list that a change concerns, and whom of it.
  private var told: [(ObjectIndex, ObjectIndex, Int)] {
    var told = edges.map { ($0.group, $0.target, $0.position) }
    for person in people
    where policy.delta.joinsDeletedUsers || !isDirect && isGroup(person.person) {
      told += state.lists(holding: person.person).map { ($0, person.person, person.position) }
    }
    return told
  }

  private var isDirect: Bool { policy.members.nesting != .transitive }

  private func members(of group: ObjectIndex) -> Set<ObjectIndex> {
    isDirect
      ? Set(state.list(of: group))
      : walk(from: group) {
        // A group in the recycle bin brings nobody into those that list it.
        $0 != group && isGroup($0) && !state.isLive($0) ? [] : state.list(of: $0)
      }
  }

  private func below(_ object: ObjectIndex) -> Set<ObjectIndex> {
    isDirect
      ? [object] : walk(from: object) { state.list(of: $0) + (lostChildren[$0] ?? []) }
  }

  private func above(_ group: ObjectIndex) -> Set<ObjectIndex> {
    let groups = state.kinds.indices.map(ObjectIndex.init).filter(isGroup)
    return isDirect
      ? [group]
      : walk(from: group) { member in
        groups.filter { state.list(of: $0).contains(member) } + (lostParents[member] ?? [])
      }
  }

  private func walk(
    from start: ObjectIndex, by next: (ObjectIndex) -> [ObjectIndex]
  ) -> Set<ObjectIndex> {
    var (seen, open) = (Set([start]), [start])
    while let current = open.popLast() {
      for other in next(current) where seen.insert(other).inserted { open.append(other) }
    }
    return seen
  }
}
