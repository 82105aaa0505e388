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
    let edges = nearNames().filter { explains || $0.evidence != .spelling }
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

  /// Finds the open groups whose very name a deleted group of the tenant bears.
  func markDeletedNamesakes() {
    guard !groups.open.isEmpty else { return }
    var bearers: [NameIndex: ObjectIndex] = [:]
    for object in tenant.deleted where tenant.kinds[Int(object)] == .group {
      let name = tenant.displayNames[Int(object)]
      if name > NameTable.empty, bearers[name] == nil { bearers[name] = object }
    }
    if bearers.isEmpty { return }
    for group in groups.open where isOpen(group) {
      let own = local.displayNames[Int(group)]
      guard own > NameTable.empty, let name = tenant.names.find(own, of: local.names) else {
        continue
      }
      groups.lone[group] = bearers[name].map { .deleted($0) }
    }
    closeDecided()
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
