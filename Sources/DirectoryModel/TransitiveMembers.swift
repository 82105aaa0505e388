/// Everybody whom a group holds, itself or through the groups that it nests.
package enum MemberSet: Sendable {
  /// Members in the order in which they were first met; nobody twice.
  case list(ArraySlice<ObjectIndex>)
  /// The same as bits, for sets that many groups share.
  case bits(BitRow, count: Int)

  package var count: Int {
    switch self {
    case .list(let members): members.count
    case .bits(_, let count): count
    }
  }

  /// Calls `body` for each member until it answers false.
  package func visit(_ body: (ObjectIndex) -> Bool) {
    switch self {
    case .list(let members): for member in members where !body(member) { return }
    case .bits(let row, _): row.visit(body)
    }
  }
}

/// Works out the members of many groups together, each shared part once.
///
/// Groups of a cycle share one set. Small sets are lists, large ones bits, and a set is let go as
/// soon as the last group above it is done, so that neither deep chains nor dense layers of groups
/// hold more than the sets on their frontier.
package struct TransitiveMembers {
  /// Whether a nested group without a record of its own counts as empty instead of unknown.
  package var ignoresUnlistedGroups = false
  private let directory: Directory
  private let nesting: Nesting
  private let parts: NestingParts
  /// By the number of a list's state, whether its end was seen.
  private let proves: [Bool]
  private let largeSize: Int
  /// For each object the number of the set that met it last, `UInt32.max` for whoever does not count.
  private var stamps: [UInt32]
  private var stamp: UInt32 = 0
  private var sets: [UInt32: MemberSet] = [:]
  private var waiting: [UInt32]
  /// The components directly below each needed one, each once and in order, as compressed rows.
  private var childStarts: [UInt32] = []
  private var childTargets: [UInt32] = []
  /// The last bits made of several groups; in dense layers many groups contain exactly the same.
  private var shared: (children: ArraySlice<UInt32>, row: BitRow) = ([], BitRow(count: 0))

  /// Prepares for one directory; `kinds` are the kinds of object that count as members.
  package init(_ directory: Directory, _ nesting: Nesting, kinds: [ObjectKind]) {
    (self.directory, self.nesting, parts) = (directory, nesting, nesting.parts)
    proves = directory.members.notes.stateTable.map(\.provesAbsence)
    largeSize = max(4_096, directory.objectCount / 32)
    let counted = ObjectKind.allCases.map(kinds.contains)
    stamps = directory.kinds.map { counted[Int($0.rawValue)] ? 0 : .max }
    waiting = Array(repeating: 0, count: parts.depths.count)
  }

  /// Calls `visit` once for each wanted group, children before parents.
  ///
  /// `isWhole` tells whether every list that the set was made of is known to its end.
  package mutating func visit(
    _ wanted: [ObjectIndex], _ visit: (ObjectIndex, MemberSet, _ isWhole: Bool) -> Void
  ) {
    let wantedOf = groupsByComponent(wanted)
    let needed = neededComponents(wantedOf)
    var whole = [Bool](repeating: true, count: waiting.count)
    for component in 0..<UInt32(waiting.count) where needed[Int(component)] {
      whole[Int(component)] = isWhole(component, whole)
      let (wanted, isLeaf) = (wantedOf[component], isLeaf(component))
      // A group that nests nothing is read by those above it as it stands.
      if isLeaf, wanted == nil { continue }
      let set = set(of: component)
      for group in wanted ?? [] { visit(group, set, whole[Int(component)]) }
      if waiting[Int(component)] > 0 && !isLeaf { sets[component] = set }
      release(below: component)
    }
    sets.removeAll()
    shared = ([], BitRow(count: 0))
  }

  private func groupsByComponent(_ wanted: [ObjectIndex]) -> [UInt32: [ObjectIndex]] {
    Dictionary(grouping: wanted) { parts.componentOf[Int($0)] }
  }

  /// Marks what stands below the wanted groups, lists it and counts who waits for whom.
  private mutating func neededComponents(_ wantedOf: [UInt32: [ObjectIndex]]) -> [Bool] {
    let (componentOf, depths) = (parts.componentOf, parts.depths)
    var needed = [Bool](repeating: false, count: depths.count)
    for component in wantedOf.keys { needed[Int(component)] = true }
    for component in depths.indices.reversed() where needed[component] && depths[component] > 0 {
      for group in parts.components.list(of: UInt32(component)) {
        for child in nesting.children.list(of: group) {
          needed[Int(componentOf[Int(child)])] = true
        }
      }
    }
    listChildren(needed)
    for index in waiting.indices { waiting[index] = 0 }
    for child in childTargets { waiting[Int(child)] += 1 }
    return needed
  }

  /// Lists the components directly below each needed one; linear but for lists out of order.
  private mutating func listChildren(_ needed: [Bool]) {
    let (componentOf, depths) = (parts.componentOf, parts.depths)
    var (starts, targets) = ([UInt32](), [UInt32]())
    starts.reserveCapacity(depths.count + 1)
    var listedBy = [UInt32](repeating: .max, count: depths.count)
    for component in depths.indices {
      starts.append(UInt32(targets.count))
      guard needed[component], depths[component] > 0 else { continue }
      let start = targets.count
      listedBy[component] = UInt32(component)
      var isSorted = true
      for group in parts.components.list(of: UInt32(component)) {
        for child in nesting.children.list(of: group) {
          let other = componentOf[Int(child)]
          guard listedBy[Int(other)] != component else { continue }
          listedBy[Int(other)] = UInt32(component)
          if targets.count > start, targets[targets.count - 1] > other { isSorted = false }
          targets.append(other)
        }
      }
      if !isSorted { targets[start...].sort() }
    }
    starts.append(UInt32(targets.count))
    (childStarts, childTargets) = (starts, targets)
  }

  /// The components directly below one that is needed, each once and in order.
  @inline(__always)
  private func children(of component: UInt32) -> ArraySlice<UInt32> {
    let index = Int(component)
    return childTargets[Int(childStarts[index])..<Int(childStarts[index + 1])]
  }

  private func isLeaf(_ component: UInt32) -> Bool {
    parts.depths[Int(component)] == 0 && parts.components.range(of: component).count == 1
  }

  private func isWhole(_ component: UInt32, _ whole: [Bool]) -> Bool {
    let states = directory.members.notes.stateNumbers
    for place in parts.components.range(of: component) {
      let group = parts.components.targets[place]
      if ignoresUnlistedGroups, !directory.isRecorded(group) { continue }
      guard proves[states.isEmpty ? 0 : Int(states[Int(group)])] else { return false }
    }
    return children(of: component).allSatisfy { whole[Int($0)] }
  }

  private mutating func release(below component: UInt32) {
    for child in children(of: component) {
      waiting[Int(child)] -= 1
      if waiting[Int(child)] == 0 && !isLeaf(child) { sets[child] = nil }
    }
  }

  private mutating func set(of component: UInt32) -> MemberSet {
    let groups = parts.components.list(of: component)
    if isLeaf(component), let group = groups.first { return direct(group) }
    var bound = 0
    for group in groups { bound += directory.members.range(of: group).count }
    for child in children(of: component) {
      bound += isLeaf(child) ? leafSize(child) : sets[child]?.count ?? 0
    }
    return bound < largeSize ? listed(component, atMost: bound) : marked(component)
  }

  /// The members that count of a group that nests nothing.
  private func direct(_ group: ObjectIndex) -> MemberSet {
    let list = directory.members.list(of: group)
    return .list(list.allSatisfy(isCounted) ? list : list.filter(isCounted)[...])
  }

  private func leafSize(_ component: UInt32) -> Int {
    let range = parts.components.range(of: component)
    return range.isEmpty
      ? 0 : directory.members.range(of: parts.components.targets[range.lowerBound]).count
  }

  @inline(__always)
  private func isCounted(_ object: ObjectIndex) -> Bool { stamps[Int(object)] != .max }

  private mutating func listed(_ component: UInt32, atMost bound: Int) -> MemberSet {
    stamp += 1
    // Taken out of the structure for the loops, whose columns are then known to be nobody else's.
    var stamps: [UInt32] = []
    swap(&stamps, &self.stamps)
    defer { swap(&stamps, &self.stamps) }
    var members: [ObjectIndex] = []
    members.reserveCapacity(bound)
    for group in parts.components.list(of: component) {
      add(directory.members.list(of: group), &stamps, &members)
    }
    for child in children(of: component) {
      switch known(child) {
      case .list(let list)?: add(list, &stamps, &members)
      case .bits(let row, _)?:
        row.visit { member in
          if stamps[Int(member)] < stamp {
            stamps[Int(member)] = stamp
            members.append(member)
          }
          return true
        }
      case nil:
        for group in parts.components.list(of: child) {
          add(directory.members.list(of: group), &stamps, &members)
        }
      }
    }
    return .list(members[...])
  }

  /// Adds whoever of a list counts and is not there yet.
  private func add(
    _ list: ArraySlice<ObjectIndex>, _ stamps: inout [UInt32], _ members: inout [ObjectIndex]
  ) {
    let stamp = stamp
    for object in list where stamps[Int(object)] < stamp {
      stamps[Int(object)] = stamp
      members.append(object)
    }
  }

  /// The set of a component that was kept; `nil` for a group that nests nothing, which is read.
  private func known(_ component: UInt32) -> MemberSet? {
    isLeaf(component) ? nil : sets[component]
  }

  private mutating func marked(_ component: UInt32) -> MemberSet {
    var row = union(of: children(of: component))
    for group in parts.components.list(of: component) {
      for member in directory.members.list(of: group) where isCounted(member) {
        row.insert(member)
      }
    }
    return .bits(row, count: row.count)
  }

  /// Everybody in any of these components.
  private mutating func union(of children: ArraySlice<UInt32>) -> BitRow {
    if children.count > 1, children == shared.children { return shared.row }
    var row = BitRow(count: directory.objectCount)
    for child in children {
      switch sets[child] ?? leaf(child) {
      case .bits(let other, _): row.formUnion(other)
      case .list(let members): for member in members { row.insert(member) }
      }
    }
    if children.count > 1 { shared = (children, row) }
    return row
  }

  private func leaf(_ component: UInt32) -> MemberSet {
    parts.components.list(of: component).first.map(direct) ?? .list([])
  }
}
