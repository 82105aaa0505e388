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
    var cameFrom: [ObjectIndex: ObjectIndex] = [group: noObject]
    var queue = [group]
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      if head > 1, directory.members.contains(member, in: current) {
        return trail(to: current, cameFrom) + [member]
      }
      for child in children.list(of: current) where cameFrom[child] == nil {
        cameFrom[child] = current
        queue.append(child)
      }
    }
    return nil
  }

  private func trail(
    to group: ObjectIndex, _ cameFrom: [ObjectIndex: ObjectIndex]
  ) -> [ObjectIndex] {
    var trail: [ObjectIndex] = []
    var current = group
    while current != noObject {
      trail.append(current)
      current = cameFrom[current] ?? noObject
    }
    return trail.reversed()
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
