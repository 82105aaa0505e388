extension Nesting {
  /// The shortest way from a group to one of its direct or nested members, both ends included.
  ///
  /// Among ways of one length the one whose groups were listed first. `nil` when there is none.
  /// Takes time in proportion to the nested groups and their members.
  package func shortestPath(
    from group: ObjectIndex, to member: ObjectIndex, in directory: Directory
  ) -> [ObjectIndex]? {
    // Most ways are a single step; those need no search.
    if directory.members.contains(member, in: group) { return [group, member] }
    if children.range(of: group).isEmpty { return nil }
    var way = NestingWalk(from: group)
    while let current = way.next() {
      if current != group, directory.members.contains(member, in: current) {
        return way.trail() + [member]
      }
      for child in children.list(of: current) { way.meet(child) }
    }
    return nil
  }

  /// The shortest ways from a group to everybody below it; linear in the nested groups and their
  /// members.
  package func shortestPaths(from group: ObjectIndex, in directory: Directory) -> ShortestPaths {
    var paths = ShortestPaths(from: group)
    while let current = paths.walk.next() {
      for member in directory.members.list(of: current) { paths.meet(member) }
      for child in children.list(of: current) { paths.walk.meet(child) }
    }
    return paths
  }

  /// The ways from a group to a member that visit no group twice, shortest first, at most `limit`.
  ///
  /// Takes time in proportion to the ways walked, which `limit` and the nested groups bound.
  package func paths(
    from group: ObjectIndex, to member: ObjectIndex, in directory: Directory, limit: Int
  ) -> [[ObjectIndex]] {
    var found: [[ObjectIndex]] = []
    var queue = [[group]]
    var head = 0
    // Ways that lead nowhere are walked as well; this bounds them.
    let mostWays = limit * 1_000
    while head < queue.count, found.count < limit, head < mostWays {
      let way = queue[head]
      head += 1
      let last = way[way.count - 1]
      if directory.members.contains(member, in: last) { found.append(way + [member]) }
      for child in children.list(of: last) where !way.contains(child) {
        queue.append(way + [child])
      }
    }
    return found
  }

  /// Every group that a group nests, itself left out unless a cycle leads back, in breadth order.
  package func descendants(of group: ObjectIndex) -> [ObjectIndex] {
    var seen: Set<ObjectIndex> = []
    var queue = [group]
    var head = 0
    while head < queue.count {
      for child in children.list(of: queue[head]) where seen.insert(child).inserted {
        queue.append(child)
      }
      head += 1
    }
    return Array(queue.dropFirst())
  }

  /// What is known of the members of a group and of every group it nests: the weakest state.
  package func transitiveState(of group: ObjectIndex, in directory: Directory) -> Completeness {
    var state = directory.members.state(of: group)
    for descendant in descendants(of: group) where state == .complete {
      let other = directory.members.state(of: descendant)
      if other == .notCollected {
        let name = directory.displayName(descendant)
        state = .partial("the members of the nested group '\(name)' were not collected")
      } else {
        state = other
      }
    }
    return state
  }
}

/// The shortest ways from one group to everybody below it, each the one that `shortestPath` finds.
package struct ShortestPaths: Sendable {
  fileprivate var walk: NestingWalk
  /// Where in the walk the group came that lists each member first.
  private var places: [ObjectIndex: Int] = [:]

  fileprivate init(from group: ObjectIndex) { walk = NestingWalk(from: group) }

  /// Takes a member of the group at hand.
  fileprivate mutating func meet(_ member: ObjectIndex) {
    if places[member] == nil { places[member] = walk.head }
  }

  /// The way to a member, both ends included, `nil` when there is none; linear in its length.
  package func path(to member: ObjectIndex) -> [ObjectIndex]? {
    places[member].map { walk.trail(to: $0) + [member] }
  }
}

/// A walk in breadth over nested groups, each of them once.
private struct NestingWalk: Sendable {
  private var groups: [ObjectIndex]
  /// Where in `groups` the group stands that brought each in.
  private var parents = [0]
  /// Everybody met, once they are too many to be looked through.
  private var met: Set<ObjectIndex> = []
  private(set) var head = -1
  /// So many groups are looked through in less time than a set takes.
  private static let few = 32

  init(from group: ObjectIndex) { groups = [group] }

  /// The next group in the order in which they were met.
  mutating func next() -> ObjectIndex? {
    head += 1
    return head < groups.count ? groups[head] : nil
  }

  /// Puts a group that the one at hand nests into the queue, unless it was met before.
  mutating func meet(_ group: ObjectIndex) {
    if groups.count <= Self.few {
      guard !groups.contains(group) else { return }
      if groups.count == Self.few { met = Set(groups) }
    }
    if groups.count >= Self.few, !met.insert(group).inserted { return }
    groups.append(group)
    parents.append(head)
  }

  /// The way from the first group to the one at hand, both included.
  func trail() -> [ObjectIndex] { trail(to: head) }

  /// The way from the first group to the one that came at a place, both included.
  func trail(to place: Int) -> [ObjectIndex] {
    var (place, trail) = (place, [groups[place]])
    while place > 0 {
      place = parents[place]
      trail.append(groups[place])
    }
    return trail.reversed()
  }
}
