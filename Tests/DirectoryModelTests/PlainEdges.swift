@testable import DirectoryModel

/// Lists that change, as dictionaries and arrays: slow and plainly right.
struct PlainEdges {
  private let base: [[ObjectIndex]]
  /// The edited targets of each group in the order of their first edits, and whether each is there.
  private var order: [ObjectIndex: [ObjectIndex]] = [:]
  private var isThere: [ObjectIndex: [ObjectIndex: Bool]] = [:]

  init(_ base: [[ObjectIndex]]) { self.base = base }

  private func old(_ group: ObjectIndex) -> [ObjectIndex] {
    Int(group) < base.count ? base[Int(group)] : []
  }

  func contains(_ target: ObjectIndex, in group: ObjectIndex) -> Bool {
    isThere[group]?[target] ?? old(group).contains(target)
  }

  /// Sets whether a group lists a target; says whether that changed anything.
  mutating func set(_ group: ObjectIndex, _ target: ObjectIndex, isPresent: Bool) -> Bool {
    guard contains(target, in: group) != isPresent else { return false }
    if isThere[group]?[target] == nil { order[group, default: []].append(target) }
    isThere[group, default: [:]][target] = isPresent
    return true
  }

  /// Those beneath that are left, then the new ones in the order of their first edits.
  func list(of group: ObjectIndex) -> [ObjectIndex] {
    let old = old(group)
    let new = (order[group] ?? []).filter { !old.contains($0) }
    return (old + new).filter { contains($0, in: group) }
  }

  func lists(holding target: ObjectIndex, of groups: Range<ObjectIndex>) -> [ObjectIndex] {
    groups.filter { contains(target, in: $0) }
  }

  /// All lists one after another, as rows.
  func rows(of groups: Range<ObjectIndex>) -> [[ObjectIndex]] { groups.map { list(of: $0) } }

  /// The lists beneath as rows.
  static func edges(_ base: [[ObjectIndex]]) -> EdgeLists {
    var starts: [UInt32] = [0]
    for list in base { starts.append(starts[starts.count - 1] + UInt32(list.count)) }
    return EdgeLists(starts: starts, targets: Array(base.joined()))
  }
}

/// Everything that lists of a few objects can be asked.
struct EdgeAnswers: Equatable {
  var rows: [[ObjectIndex]] = []
  var holders: [[ObjectIndex]] = []
  var contains: [Bool] = []
  /// The rows of the finished lists.
  var finished: [[ObjectIndex]] = []

  init(_ edges: EdgeOverlay, count: ObjectIndex) {
    let lists = edges.lists(objectCount: Int(count))
    for one in 0..<count {
      rows.append(edges.list(of: one))
      holders.append(edges.lists(holding: one))
      for other in 0..<count { contains.append(edges.contains(other, in: one)) }
      finished.append(Array(lists.list(of: one)))
    }
  }

  init(_ edges: PlainEdges, count: ObjectIndex) {
    rows = edges.rows(of: 0..<count)
    finished = rows
    for one in 0..<count {
      holders.append(edges.lists(holding: one, of: 0..<count))
      for other in 0..<count { contains.append(edges.contains(other, in: one)) }
    }
  }
}
