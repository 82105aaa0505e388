import Memory

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
    var walk = NestingWalk(from: group)
    return walk.way(to: member, self, in: directory, after: 1)
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

/// The shortest ways from one group after another to everybody below it, each the one that
/// `shortestPath` finds.
package struct ShortestPaths: Sendable {
  private let nesting: Nesting
  private let directory: Directory
  private var walk = NestingWalk(from: noObject)
  /// For each object where in the walk the group came that lists it first, as a number above
  /// `former`; any other number is left over from a group before.
  private var places: [UInt32]
  /// How many groups the walks before came by; never more than half of all numbers, so that the
  /// other half is left for the walk at hand.
  private(set) var former: UInt32

  /// Ways of no group yet; four bytes an object.
  package init(_ nesting: Nesting, _ directory: Directory) {
    self.init(nesting, directory, former: 0)
  }

  /// Ways of no group yet, as after walks that came by so many groups.
  init(_ nesting: Nesting, _ directory: Directory, former: UInt32) {
    (self.nesting, self.directory, self.former) = (nesting, directory, former)
    places = Array(directory.objectCount, of: 0)
  }

  /// Looks for all ways from a group; linear in the nested groups and their members.
  package mutating func turn(to group: ObjectIndex) {
    if walk.count <= UInt32.max / 2 - former {
      former += UInt32(walk.count)
    } else {
      // Numbers begin anew before they end.
      for object in places.indices { places[object] = 0 }
      former = 0
    }
    walk = NestingWalk(from: group)
    while let current = walk.next() {
      let place = former + UInt32(walk.head) + 1
      for member in directory.members.list(of: current) where places[Int(member)] <= former {
        places[Int(member)] = place
      }
      for child in nesting.children.list(of: current) { walk.meet(child) }
    }
  }

  /// The way to a member, both ends included, `nil` when there is none; linear in its length.
  package func path(to member: ObjectIndex) -> [ObjectIndex]? {
    let place = places[Int(member)]
    return place > former ? walk.way(to: Int(place - former) - 1, then: member) : nil
  }
}

/// A walk in breadth over nested groups, each of them once.
struct NestingWalk: Sendable {
  private var groups: [ObjectIndex]
  /// Where in `groups` the group stands that brought each in.
  private var parents = [0]
  /// Everybody met, once they are too many to be looked through.
  private var met: Set<ObjectIndex> = []
  private(set) var head = -1
  /// So many groups are looked through in less time than a set takes.
  private static let few = 32

  init(from group: ObjectIndex) { groups = [group] }

  /// Begins anew from another group.
  mutating func begin(from group: ObjectIndex) {
    groups.removeAll(keepingCapacity: true)
    parents.removeAll(keepingCapacity: true)
    groups.append(group)
    parents.append(0)
    if !met.isEmpty { met = [] }
    head = -1
  }

  /// How many groups were met, the first one included.
  var count: Int { groups.count }

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

  /// The shortest way from the first group to a member, both ends included, `nil` when there is
  /// none.
  ///
  /// Walks on as far as that takes; what was walked for a member before is there for the next. The
  /// lists of so many first groups are known not to hold the member.
  mutating func way(
    to member: ObjectIndex, _ nesting: Nesting, in directory: Directory, after known: Int = 0
  ) -> [ObjectIndex]? {
    var place = 0
    while place < groups.count {
      if place >= known, directory.members.contains(member, in: groups[place]) {
        return way(to: place, then: member)
      }
      if place > head {
        head = place
        for child in nesting.children.list(of: groups[place]) { meet(child) }
      }
      place += 1
    }
    return nil
  }

  /// The way from the first group to the one that came at a place, and on to a member.
  func way(to place: Int, then member: ObjectIndex) -> [ObjectIndex] {
    var (step, count) = (place, 2)
    while step > 0 { (step, count) = (parents[step], count + 1) }
    var way = Array(count, of: member)
    step = place
    for index in (0..<count - 1).reversed() { (way[index], step) = (groups[step], parents[step]) }
    return way
  }
}
