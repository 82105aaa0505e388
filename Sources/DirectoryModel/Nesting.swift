import Memory

/// The nested groups of a directory: cycles, depths, and who comes through whom.
///
/// Built in time and memory proportional to groups and nested edges; nothing is recursive, so
/// cycles and chains of any depth are safe.
///
/// A class, because planners and sights hand it on: a structure would count its columns.
package final class Nesting: Sendable {
  /// For each object the groups that its member list holds, in order, without those that were
  /// deleted; empty for other objects.
  package let children: EdgeLists

  /// Whether a group nests any other.
  package func hasChildren(_ group: ObjectIndex) -> Bool { !children.range(of: group).isEmpty }

  /// The cycles: every component of two groups or more, and every group that contains itself; in
  /// the order of their first groups.
  package let cycles: [[ObjectIndex]]
  /// What every object is: who asks for components where no group nests another gets them by that.
  private let kinds: [ObjectKind]
  /// The components where groups nest others.
  private let known: NestingParts?

  private init(
    children: EdgeLists, kinds: [ObjectKind], parts: NestingParts? = nil,
    cycles: [[ObjectIndex]] = []
  ) {
    (self.children, self.kinds, self.known, self.cycles) = (children, kinds, parts, cycles)
  }

  /// Which groups are in each other; linear in the objects where no group nests another.
  package var parts: NestingParts { known ?? NestingParts(flat: kinds) }

  /// How deep a group nests others; cycles count as one.
  package func depth(of group: ObjectIndex) -> UInt32 {
    known.map { $0.depths[Int($0.componentOf[Int(group)])] } ?? 0
  }
}

/// The strongly connected components of nested groups: those that contain each other.
package final class NestingParts: Sendable {
  /// The number of each group's component, `UInt32.max` for other objects; components are numbered
  /// so that children come before parents.
  package let componentOf: [UInt32]
  /// The groups of each component, in the order of their numbers.
  package let components: EdgeLists
  /// The longest way down from each component: 0 without nested groups; cycles count as one.
  package let depths: [UInt32]

  fileprivate init(componentOf: [UInt32], components: EdgeLists, depths: [UInt32]) {
    (self.componentOf, self.components, self.depths) = (componentOf, components, depths)
  }

  /// The components of groups of which none holds another: each is one of its own.
  fileprivate convenience init(flat kinds: [ObjectKind]) {
    var componentOf: [UInt32] = []
    componentOf.reserveCapacity(kinds.count)
    var groups: [ObjectIndex] = []
    for (object, kind) in kinds.enumerated() {
      componentOf.append(kind == .group ? UInt32(groups.count) : .max)
      if kind == .group { groups.append(ObjectIndex(object)) }
    }
    self.init(
      componentOf: componentOf,
      components: EdgeLists(starts: Array(0...UInt32(groups.count)), targets: groups),
      depths: Array(groups.count, of: 0))
  }

  /// The same components over more objects, none of them a group.
  fileprivate func extended(by count: Int) -> NestingParts {
    NestingParts(
      componentOf: componentOf + Array(count, of: .max), components: components, depths: depths)
  }
}

extension Nesting {
  /// Finds components and depths of a directory's nested groups.
  package convenience init(_ directory: Directory) {
    let children = Self.nestedGroups(of: directory)
    guard !children.targets.isEmpty else {
      self.init(children: children, kinds: directory.kinds)
      return
    }
    let (componentOf, count) = Self.stronglyConnected(children, directory.kinds)
    let components = Self.grouped(componentOf, count: count)
    self.init(
      children: children, kinds: directory.kinds,
      parts: NestingParts(
        componentOf: componentOf, components: components,
        depths: Self.depths(children, componentOf, components)),
      cycles: Self.cycles(children, components))
  }

  /// The nesting of a directory that gained objects; `nil` when one of these is a group.
  ///
  /// The groups that were there before are in each other as they were.
  /// Takes time in proportion to the objects, and constant time where none is new.
  package func extended(over directory: Directory) -> Nesting? {
    let (old, new) = (kinds.count, directory.objectCount)
    if old == new { return self }
    guard old < new, !directory.kinds[old...].contains(.group) else { return nil }
    let count = new - old
    let noList = children.starts[old]
    return Nesting(
      children: EdgeLists(
        starts: children.starts + Array(count, of: noList), targets: children.targets),
      kinds: directory.kinds, parts: known?.extended(by: count), cycles: cycles)
  }

  private static func cycles(
    _ children: EdgeLists, _ components: EdgeLists
  ) -> [[ObjectIndex]] {
    var cycles: [[ObjectIndex]] = []
    for component in 0..<UInt32(components.starts.count - 1) {
      let range = components.range(of: component)
      guard let place = range.first else { continue }
      let first = components.targets[place]
      let isCycle = range.count > 1 || children.list(of: first).contains(first)
      if isCycle { cycles.append(Array(components.targets[range])) }
    }
    return cycles.sorted { $0[0] < $1[0] }
  }

  private static func nestedGroups(of directory: Directory) -> EdgeLists {
    let kinds = directory.kinds
    var starts: [UInt32] = [0]
    starts.reserveCapacity(directory.objectCount + 1)
    var targets: [ObjectIndex] = []
    for object in 0..<UInt32(directory.objectCount) {
      for entry in directory.members.range(of: object) {
        let target = directory.members.targets[entry]
        // A group in the recycle bin keeps its place in others and brings nobody in.
        if kinds[Int(target)] == .group, !directory.isDeleted(target) { targets.append(target) }
      }
      starts.append(UInt32(targets.count))
    }
    return EdgeLists(starts: starts, targets: targets)
  }

  private struct Frame {
    var group: ObjectIndex
    var next: Int
  }

  /// Tarjan's algorithm without recursion.
  ///
  /// Source: R. Tarjan, "Depth-First Search and Linear Graph Algorithms",
  /// https://doi.org/10.1137/0201010.
  private static func stronglyConnected(
    _ children: EdgeLists, _ kinds: [ObjectKind]
  ) -> (componentOf: [UInt32], count: Int) {
    var visit = [UInt32](repeating: 0, count: kinds.count)
    var low = visit
    var componentOf = [UInt32](repeating: .max, count: kinds.count)
    var (visited, components) = (UInt32(0), UInt32(0))
    var (stack, frames): ([ObjectIndex], [Frame]) = ([], [])
    for root in kinds.indices where kinds[root] == .group && visit[root] == 0 {
      let root = ObjectIndex(root)
      frames.append(Frame(group: root, next: children.range(of: root).lowerBound))
      while let frame = frames.last {
        let group = Int(frame.group)
        if visit[group] == 0 {
          visited += 1
          (visit[group], low[group]) = (visited, visited)
          stack.append(frame.group)
        }
        if frame.next < children.range(of: frame.group).upperBound {
          let child = children.targets[frame.next]
          frames[frames.count - 1].next += 1
          if visit[Int(child)] == 0 {
            frames.append(Frame(group: child, next: children.range(of: child).lowerBound))
          } else if componentOf[Int(child)] == .max {
            low[group] = min(low[group], visit[Int(child)])
          }
          continue
        }
        frames.removeLast()
        if let parent = frames.last {
          low[Int(parent.group)] = min(low[Int(parent.group)], low[group])
        }
        guard low[group] == visit[group] else { continue }
        while let member = stack.popLast() {
          componentOf[Int(member)] = components
          if member == frame.group { break }
        }
        components += 1
      }
    }
    return (componentOf, Int(components))
  }

  private static func grouped(_ componentOf: [UInt32], count: Int) -> EdgeLists {
    var starts = [UInt32](repeating: 0, count: count + 1)
    for component in componentOf where component != .max { starts[Int(component) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var next = starts
    var targets = [ObjectIndex](repeating: 0, count: Int(starts[count]))
    for (object, component) in componentOf.enumerated() where component != .max {
      targets[Int(next[Int(component)])] = ObjectIndex(object)
      next[Int(component)] += 1
    }
    return EdgeLists(starts: starts, targets: targets)
  }

  private static func depths(
    _ children: EdgeLists, _ componentOf: [UInt32], _ components: EdgeLists
  ) -> [UInt32] {
    var depths = [UInt32](repeating: 0, count: components.starts.count - 1)
    for component in depths.indices {
      for group in components.list(of: UInt32(component)) {
        for child in children.list(of: group) where componentOf[Int(child)] != component {
          depths[component] = max(depths[component], depths[Int(componentOf[Int(child)])] + 1)
        }
      }
    }
    return depths
  }
}
