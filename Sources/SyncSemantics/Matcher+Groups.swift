import DirectoryModel
import Memory

extension Matcher {
  /// Finds the tenant group of each local group, from the surest evidence to the weakest.
  ///
  /// Where the list of the tenant's groups was cut, the right one may be among those that are
  /// lost, and a name may have been that of several: then only links and identifiers make pairs,
  /// and exact names of groups that somebody selected by their identifiers.
  func matchGroups() {
    if groups.open.isEmpty { return }
    let names = GroupNames(tenant, groups.standing)
    matchByIdentifier(names)
    if !policy.scope.linkedOnly {
      resolve(exactEdges(names))
      if isWhole(.group) {
        if seeksNearNames { matchBySpelling() } else { markDeletedNamesakes() }
      }
    }
    matchByObjectIDNames()
    guard isWhole(.group), !policy.scope.linkedOnly else { return }
    if tenant.state(of: .user).isCut || haveCutMembers(freeGroups()) {
      leaveOpenGroups(Self.cutLists)
    } else if explains {
      matchByMembers()
    }
  }

  /// Says of the groups without a partner that any free one may be theirs under another name.
  func leaveOpenGroups(_ reason: String) {
    for group in groups.open where local.members.range(of: group).count > 1 {
      groups.lone[group] = .cannotSay(reason)
    }
  }

  /// Whether people whom one of these tenant groups brings in may have been cut off.
  ///
  /// Linear in the groups and in the lists of those that are reached, each of which is read once.
  private func haveCutMembers(_ originals: [ObjectIndex]) -> Bool {
    guard policy.members.nesting == .transitive else {
      return originals.contains { tenant.members.state(of: $0).isCut }
    }
    stamps.clear()
    var (queue, head) = (originals, 0)
    for group in originals { stamps.insert(group) }
    while head < queue.count {
      guard !tenant.members.state(of: queue[head]).isCut else { return true }
      for member in tenant.members.list(of: queue[head])
      where tenant.kinds[Int(member)] == .group && !stamps.contains(member) {
        stamps.insert(member)
        queue.append(member)
      }
      head += 1
    }
    return false
  }

  /// The tenant groups that bear exactly the name of each open local group.
  private func exactEdges(_ names: GroupNames) -> [GroupEdge] {
    var edges: [GroupEdge] = []
    edges.reserveCapacity(groups.open.count)
    for group in groups.open {
      for original in names.groups(local, group) where isOnlyBearer(group, original) {
        edges.append(
          GroupEdge(local: group, tenant: original, evidence: .exactName, difference: .none))
      }
    }
    return edges
  }

  /// Whether no group that was cut off can bear the name of the two as well and take part.
  private func isOnlyBearer(_ copy: ObjectIndex, _ original: ObjectIndex) -> Bool {
    let isOnlyOriginal =
      isWhole(.group) || groups.isSelectionClosed && groups.standing[Int(original)] == .expected
    return isOnlyOriginal
      && (local.state(of: .group).provesAbsence || local.displayName(copy) == local.keyText(copy))
  }

  /// Pairs what an external identifier decides.
  private func matchByIdentifier(_ names: GroupNames) {
    var claims: [GroupEdge] = []
    var contested: [(group: ObjectIndex, original: ObjectIndex, namesakes: [ObjectIndex])] = []
    var place = 0
    for group in groups.open {
      while local.groups[place] != group { place += 1 }
      let meaning = groupMeaning(of: group, glance.targets[place])
      guard meaning != .nothing else { continue }
      guard case .live(let original) = meaning else {
        groups.meanings[group] = meaning
        if meaning == .unknown, !isWhole(.group) {
          groups.lone[group] = noOriginal(of: group)
        }
        continue
      }
      let namesakes =
        glance.areNamesakes[place] || policy.scope.linkedOnly ? [] : names.groups(local, group)
      // The group that bears the name may be lost, and the identifiers of the two exchanged.
      if !glance.areNamesakes[place], tenant.state(of: .group).isCut,
        groupDifference(group, original) != .none
      {
        groups.lone[group] = noOriginal(of: group)
      } else if namesakes.isEmpty || namesakes.contains(original) {
        claims.append(identified(group, original, isNamesake: glance.areNamesakes[place]))
      } else {
        contested.append((group, original, namesakes))
      }
    }
    claims += decideContested(contested)
    settleIdentified(claims)
  }

  private func identified(
    _ group: ObjectIndex, _ original: ObjectIndex, isNamesake: Bool = false
  ) -> GroupEdge {
    GroupEdge(
      local: group, tenant: original, evidence: .externalID,
      difference: isNamesake ? .none : statedDifference(group, original))
  }

  private func groupMeaning(of group: ObjectIndex, _ object: ObjectIndex) -> IdentifierMeaning {
    guard local.guids[Int(group)] != .none else {
      return local.attributes.first(.externalIDText, of: group) == nil ? .nothing : .unknown
    }
    guard object != noObject, tenant.kinds[Int(object)] == .group else { return .unknown }
    return tenant.isDeleted(object) ? .deleted(object) : .live(object)
  }

  /// Lets the members decide where the identifier names one group and the name another.
  ///
  /// Two groups that have each other's identifier and keep their own names have had them swapped;
  /// otherwise the members must agree at least twice as well with the name to overrule the
  /// identifier. A group whose name decides is left open for the rung of names.
  private func decideContested(
    _ contested: [(group: ObjectIndex, original: ObjectIndex, namesakes: [ObjectIndex])]
  ) -> [GroupEdge] {
    var holder: [ObjectIndex: Int] = [:]
    for (index, entry) in contested.enumerated() { holder[entry.original] = index }
    var claims: [GroupEdge] = []
    for (group, original, namesakes) in contested {
      let own = agreement(group, original)
      let others = namesakes.map { agreement(group, $0) }
      let other = others.compactMap(\.self).max { $0.share < $1.share }
      let isSwapped = namesakes.contains { name in
        holder[name].map { contested[$0].namesakes.contains(original) } ?? false
      }
      if let reason = reasonNotToWeigh([own] + others) {
        groups.lone[group] = .cannotSay(reason)
      } else if Agreement.isDecisive(other, over: own)
        || isSwapped && !Agreement.isDecisive(own, over: other)
      {
        groups.meanings[group] = .live(original)
      } else {
        claims.append(identified(group, original))
      }
    }
    return claims
  }

  /// Gives each tenant group the one local group of its identifier, or the best of several.
  private func settleIdentified(_ claims: [GroupEdge]) {
    if claims.isEmpty { return closeDecided() }
    let free = claims.filter { matching.localOfTenant[Int($0.tenant)] == noObject }
    let exact = free.filter { $0.difference == .none }
    resolve(exact)
    resolve(free.filter { matching.tenantOfLocal[Int($0.local)] == noObject })
    for claim in claims where matching.tenantOfLocal[Int(claim.local)] == noObject {
      let holder = matching.localOfTenant[Int(claim.tenant)]
      if holder != noObject, groups.lone[claim.local] == nil {
        groups.lone[claim.local] = .second(of: holder, original: claim.tenant)
      }
    }
    closeDecided()
  }

  /// Takes groups that have a partner or a reason out of those that are open.
  func closeDecided() {
    if groups.open.isEmpty { return }
    let (partners, lone) = (matching.tenantOfLocal, groups.lone)
    let isOpen = { partners[Int($0)] == noObject && (lone.isEmpty || lone[$0] == nil) }
    if !groups.open.allSatisfy(isOpen) { groups.open = groups.open.filter(isOpen) }
  }

  /// Local groups whose name is the identifier of a tenant group.
  private func matchByObjectIDNames() {
    let isExpected = policy.groupMatching.ladder.contains(.nameIsObjectID)
    var edges: [GroupEdge] = []
    for group in groups.open {
      let name = NameForm.collapsedASCIIBlanks(bytes(local: local.displayNames[Int(group)]))
      guard let guid = GUID(name.span), let original = tenant.find(guid),
        tenant.kinds[Int(original)] == .group
      else { continue }
      if tenant.isDeleted(original) {
        groups.meanings[group] = .deleted(original)
        groups.lone[group] = noOriginal(of: group)
      } else {
        edges.append(
          GroupEdge(
            local: group, tenant: original, evidence: isExpected ? .exactName : .externalID,
            difference: isExpected ? .none : .other))
      }
    }
    resolve(edges)
  }

  /// Puts reasons beside the groups that stand alone.
  func finishGroups(_ matching: inout MatchingDraft) {
    matching.expectedGroups = groups.expected.count > 1 ? groups.expected.sorted() : groups.expected
    let partners = matching.tenantOfLocal
    for group in local.groups
    where partners[Int(group)] == noObject && !local.flags[Int(group)].contains(.builtIn) {
      matching.loneLocalGroups.append(
        Lone(object: group, reason: groups.lone[group] ?? noOriginal(of: group)))
    }
    let state = local.state(of: .group)
    let undecided = matching.loneLocalGroups.first { Self.isUndecided($0.reason) }?.reason
    for group in matching.expectedGroups where matching.localOfTenant[Int(group)] == noObject {
      let reason: Loneliness
      if let surplus = groups.surplus[group] {
        reason = surplus
      } else if let rivals = groups.contested[group] {
        let open = rivals.compactMap { groups.lone[$0] }.first(where: Self.isUndecided)
        reason = open ?? .ambiguous(rivals)
      } else if tenant.displayNames[Int(group)] <= NameTable.empty {
        reason = .cannotSay("it has no name in the tenant's export")
      } else if state.provesAbsence {
        // A copy of another name would not have been known for what it is.
        reason =
          tenant.state(of: .group).isCut && !matching.loneLocalGroups.isEmpty
          ? .cannotSay(Self.cutLists) : undecided ?? .noCandidate
      } else {
        reason = .cannotSay("the local list of groups is \(state.label)")
      }
      matching.loneTenantGroups.append(Lone(object: group, reason: reason))
    }
  }

  /// Why a local group has no partner, as far as the tenant's list goes.
  func noOriginal(of group: ObjectIndex) -> Loneliness {
    let state = tenant.state(of: .group)
    guard state.provesAbsence else {
      return .cannotSay("the tenant's list of groups is \(state.label)")
    }
    if case .deleted(let original)? = groups.meanings[group] { return .deleted(original) }
    guard tenant.capabilities.contains(.allGroupKinds) else {
      return .cannotSay("the tenant's source does not hold groups of every kind")
    }
    guard groups.meanings[group] == nil else { return .unknownIdentifier }
    return namelessGroups == 0
      ? .noCandidate
      : .cannotSay("\(namelessGroups) groups of the tenant have no name in its export")
  }
}

/// Tenant groups that may be partners, by the exact bytes of their names.
struct GroupNames {
  private let tenant: Directory
  private var first: [ObjectIndex]
  private var next: [ObjectIndex: ObjectIndex] = [:]
  private let standing: [GroupState.Standing]

  init(_ tenant: Directory, _ standing: [GroupState.Standing]) {
    (self.tenant, self.standing) = (tenant, standing)
    first = Array(tenant.names.count, of: noObject)
    for group in tenant.groups.reversed() where standing[Int(group)] != .none {
      let name = Int(tenant.displayNames[Int(group)])
      guard name > Int(NameTable.empty) else { continue }
      if first[name] != noObject { next[group] = first[name] }
      first[name] = group
    }
  }

  /// The groups that bear exactly the name of a local group; the expected ones if there are any.
  ///
  /// Of more than are ever weighed against each other one too many is given, so that they are refused
  /// and not decided by whichever came first.
  func groups(_ local: Directory, _ group: ObjectIndex) -> [ObjectIndex] {
    let own = local.displayNames[Int(group)]
    guard own > NameTable.empty, let name = tenant.names.find(own, of: local.names)
    else { return [] }
    var found: [ObjectIndex] = []
    var current = first[Int(name)]
    while current != noObject, found.count <= Matcher.mostRivals {
      found.append(current)
      current = next[current] ?? noObject
    }
    guard found.count > 1 else { return found }
    let expected = found.filter { standing[Int($0)] == .expected }
    return expected.isEmpty ? found : expected
  }
}
