import DirectoryModel
import SyncSemantics

extension Subject {
  /// The nested group's name in single quotes: the tenant's if it has one, else the local one.
  var nested: String {
    finding.tenantPrincipal != noObject
      ? "'\(Self.visible(input.tenant, finding.tenantPrincipal))'"
      : "'\(Self.visible(input.local, finding.localPrincipal))'"
  }

  /// Where both sides say what the outer group contains.
  var evidenceOfEdge: [EvidenceLine] {
    var lines: [EvidenceLine] = []
    if finding.tenantGroup != noObject {
      let count = input.nesting.children.range(of: finding.tenantGroup).count
      lines.append(
        EvidenceLine(
          side: .tenant,
          place: input.tenant.text(of: input.tenant.members.place(of: finding.tenantGroup)),
          statement: "\(Self.count(count, "nested group")) in \(group)"))
    }
    if finding.localGroup != noObject {
      let count = input.localNesting.children.range(of: finding.localGroup).count
      lines.append(
        EvidenceLine(
          side: .local, place: input.local.text(of: input.local.place(of: finding.localGroup)),
          statement: "\(Self.count(count, "nested group")) in '\(localGroupName)'"))
    }
    return lines
  }

  /// A cycle as one line: each group contains the next, the last the first.
  static func cycle(_ groups: [ObjectIndex], in directory: Directory) -> String {
    let names = groups.prefix(12).map { "'\(visible(directory, $0))'" }
    let rest = groups.count > 12 ? " and \(groups.count - 12) more" : ""
    return names.joined(separator: ", ") + rest
  }
}

extension Nesting {
  /// A way round through a component: each group contains the next, the last the first.
  ///
  /// The shortest way from the first group back to itself, the same in whatever order the groups
  /// were read; takes time in proportion to the component's edges, which are sorted.
  func wayRound(_ groups: [ObjectIndex], in directory: Directory) -> [ObjectIndex] {
    guard let start = groups.first else { return [] }
    let inside = Set(groups)
    var cameFrom: [ObjectIndex: ObjectIndex] = [:]
    var queue = [start]
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      let next = children.list(of: current).filter { inside.contains($0) }
      for child in next.sorted(by: directory.precedesInReports) {
        if child == start { return trail(from: start, to: current, cameFrom) }
        guard cameFrom[child] == nil else { continue }
        cameFrom[child] = current
        queue.append(child)
      }
    }
    return groups
  }

  private func trail(
    from start: ObjectIndex, to end: ObjectIndex, _ cameFrom: [ObjectIndex: ObjectIndex]
  ) -> [ObjectIndex] {
    var trail = [end]
    while let last = trail.last, last != start, let previous = cameFrom[last] {
      trail.append(previous)
    }
    return trail.reversed()
  }
}
