import DirectoryModel

extension Matcher {
  /// Explains names that are nearly equal: everything that people and programs do to a name
  /// without meaning it.
  ///
  /// The product would not match these; an auditor who did not would report a group as missing
  /// and as unknown at once. Smaller differences decide before greater ones, and each decides only
  /// when it is unique on both sides.
  func matchBySpelling() {
    guard !groups.open.isEmpty else { return }
    let edges = nearNames()
    if edges.isEmpty { return }
    for difference in NameDifference.allCases where difference != .other {
      let all = edges.filter { $0.difference == difference && isOpen($0.local) }
      if all.isEmpty { continue }
      let level = all.filter { !tenant.isDeleted($0.tenant) }
      let free = level.filter { matching.localOfTenant[Int($0.tenant)] == noObject }
      // Expected groups come before those that merely exist.
      resolve(free.filter { groups.standing[Int($0.tenant)] == .expected })
      resolve(free.filter { isOpen($0.local) })
      resolve(level.filter { isOpen($0.local) })
      markDeleted(all.filter { isOpen($0.local) })
    }
  }

  private func isOpen(_ group: ObjectIndex) -> Bool {
    matching.tenantOfLocal[Int(group)] == noObject && groups.lone[group] == nil
  }

  private func markDeleted(_ edges: [GroupEdge]) {
    for edge in edges where tenant.isDeleted(edge.tenant) && groups.lone[edge.local] == nil {
      groups.lone[edge.local] = .deleted(edge.tenant)
    }
    closeDecided()
  }
}
