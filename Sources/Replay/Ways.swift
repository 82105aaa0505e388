import DirectoryModel

/// Finds the groups above somebody by walking up from them: people are in few groups, and groups
/// hold many people.
struct WaysUp: Sendable {
  /// Ways that were there once, walked beside those that are there.
  private var former: [ObjectIndex: [ObjectIndex]] = [:]
  /// For each object the walk that met it last.
  private var stamps: [UInt32] = []
  private var walk: UInt32 = 0
  private var queue: [ObjectIndex] = []

  /// Walks a way as well that is no longer there.
  mutating func add(from object: ObjectIndex, to group: ObjectIndex) {
    former[object, default: []].append(group)
  }

  /// An object and every group that lists it, itself or through others, in breadth.
  ///
  /// A group in the recycle bin brings nobody into those that list it: only a walk that asks where a
  /// deletion shows goes on through such groups.
  mutating func above(
    _ object: ObjectIndex, _ state: Overlay, throughDeleted: Bool = false
  ) -> [ObjectIndex] {
    let missing = state.objectCount - stamps.count
    if missing > 0 { stamps += Array(repeating: 0, count: missing) }
    walk += 1
    queue.removeAll(keepingCapacity: true)
    queue.append(object)
    stamps[Int(object)] = walk
    var head = 0
    while head < queue.count {
      let (met, next) = (queue.count, queue[head])
      head += 1
      if !throughDeleted, state.isDeletedGroup(next) { continue }
      state.appendLists(holding: next, to: &queue)
      if !former.isEmpty, let groups = former[next] { queue += groups }
      keepNew(from: met)
    }
    return queue
  }

  /// Whether the last walk met a group.
  func isMet(_ group: ObjectIndex) -> Bool { stamps[Int(group)] == walk }

  private mutating func keepNew(from first: Int) {
    var kept = first
    for place in first..<queue.count where stamps[Int(queue[place])] != walk {
      stamps[Int(queue[place])] = walk
      queue[kept] = queue[place]
      kept += 1
    }
    queue.removeLast(queue.count - kept)
  }
}

extension Overlay {
  /// Whether an object is a group in the recycle bin.
  @inline(__always)
  fileprivate func isDeletedGroup(_ object: ObjectIndex) -> Bool {
    flags[Int(object)].contains(.deleted) && kinds[Int(object)] == .group
  }
}

/// Finds the people below a group by walking down, through groups in the recycle bin too.
struct WaysDown: Sendable {
  private var former: [ObjectIndex: [ObjectIndex]] = [:]
  private var stamps: [UInt32] = []
  private var walk: UInt32 = 0

  /// Walks a way as well that is no longer there.
  mutating func add(from group: ObjectIndex, to child: ObjectIndex) {
    former[group, default: []].append(child)
  }

  /// Everybody in a group and in those that it nests, but no groups, in breadth; whoever is no
  /// group stands for themselves.
  mutating func people(below object: ObjectIndex, _ state: Overlay) -> [ObjectIndex] {
    guard state.kinds[Int(object)] == .group else { return [object] }
    let missing = state.objectCount - stamps.count
    if missing > 0 { stamps += Array(repeating: 0, count: missing) }
    walk += 1
    stamps[Int(object)] = walk
    var (queue, people, head) = ([object], [ObjectIndex](), 0)
    while head < queue.count {
      for member in state.list(of: queue[head]) + (former[queue[head]] ?? [])
      where stamps[Int(member)] != walk {
        stamps[Int(member)] = walk
        if state.kinds[Int(member)] == .group {
          queue.append(member)
        } else {
          people.append(member)
        }
      }
      head += 1
    }
    return people
  }
}
