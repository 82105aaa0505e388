import DirectoryModel
import Memory

/// What the matching of groups keeps beside the pairs.
struct GroupState {
  /// Whether a tenant group may be a partner, and how much is expected of it.
  enum Standing: UInt8 { case none, possible, expected }

  var standing: [Standing]
  /// Whether identifiers alone selected the groups that take part, and every one was found.
  var isSelectionClosed = false
  var expected: [ObjectIndex] = []
  var pairs: [Pair] = []
  /// Local groups that no rung has placed yet, in the order of numbers.
  var open: [ObjectIndex] = []
  /// What the identifier of a local group says, where it says something that did not decide.
  var meanings: [ObjectIndex: IdentifierMeaning] = [:]
  var lone: [ObjectIndex: Loneliness] = [:]
  /// Local groups between which a tenant group could not be decided.
  var contested: [ObjectIndex: [ObjectIndex]] = [:]
  /// Second and further tenant groups that a stated link gives to one local group.
  var surplus: [ObjectIndex: Loneliness] = [:]

  init(tenantCount: Int) { standing = Array(tenantCount, of: .none) }
}

/// One way in which a local group could have a tenant group for its original.
struct GroupEdge {
  let local: ObjectIndex
  let tenant: ObjectIndex
  let evidence: Evidence
  let difference: NameDifference
}

extension Matcher {
  /// Decides which tenant groups take part, and which of them are expected in the application.
  func chooseCandidates(_ selection: GroupSelection?, links: [Link]) {
    var takenNames: Set<NameIndex> = []
    if let selection {
      let resolution = selection.resolve(in: tenant)
      matching.unmatchedSelection = resolution.unmatched
      groups.expected = resolution.groups
      groups.isSelectionClosed =
        resolution.unmatched.isEmpty && selection.entries.allSatisfy { GUID($0.text) != nil }
      for group in resolution.groups {
        groups.standing[Int(group)] = .expected
        takenNames.insert(tenant.displayNames[Int(group)])
      }
    }
    let prefix = Array(policy.scope.namePrefix.utf8)
    for group in tenant.groups where groups.standing[Int(group)] == .none {
      guard policy.scope.kinds.contains(tenant.groupKind(group)), !policy.scope.linkedOnly,
        prefix.isEmpty || bytes(tenant: tenant.displayNames[Int(group)]).starts(with: prefix),
        !takenNames.contains(tenant.displayNames[Int(group)])
      else { continue }
      let isExpected = selection == nil && policy.scope.expectation == .all
      groups.standing[Int(group)] = isExpected ? .expected : .possible
      if isExpected { groups.expected.append(group) }
    }
    groups.open = local.groups.filter { !local.flags[Int($0)].contains(.builtIn) }
    followLinks(links)
  }

  /// Pairs what somebody linked; the first link of a group on either side counts.
  ///
  /// A local group that is right about its members may fill several groups of the tenant. Source:
  /// "Set-CMCollectionCloudSync",
  /// https://learn.microsoft.com/powershell/module/configurationmanager/set-cmcollectioncloudsync:
  /// `-AddGroupName` takes a list.
  private func followLinks(_ links: [Link]) {
    guard !links.isEmpty else { return }
    for link in links {
      let tenantGroups = tenantGroups(link.tenantGroup)
      let localGroups = localGroups(link.localGroup)
      guard tenantGroups.count == 1, localGroups.count == 1 else {
        matching.brokenLinks.append(link)
        continue
      }
      let (original, copy) = (tenantGroups[0], localGroups[0])
      guard isWhole(.group) || link.tenantGroup.isIdentifier else {
        groups.lone[copy] = noOriginal(of: copy)
        continue
      }
      expect(original)
      let isFurther = isFurther(original, copy, link.direction)
      if matching.tenantOfLocal[Int(copy)] != noObject, !isFurther {
        guard matching.localOfTenant[Int(original)] != copy else { continue }
        groups.surplus[original] = .second(of: matching.tenantOfLocal[Int(copy)], original: copy)
      } else if matching.localOfTenant[Int(original)] != noObject {
        groups.lone[copy] = .second(
          of: matching.localOfTenant[Int(original)], original: original)
      } else {
        pairGroups(
          GroupEdge(
            local: copy, tenant: original, evidence: .link,
            difference: statedDifference(copy, original)), direction: link.direction)
      }
    }
    closeDecided()
  }

  /// Whether a link gives a group of the tenant to a local group that fills another one already.
  private func isFurther(
    _ original: ObjectIndex, _ copy: ObjectIndex, _ direction: Link.Direction?
  ) -> Bool {
    guard matching.tenantOfLocal[Int(copy)] != noObject,
      matching.localOfTenant[Int(original)] == noObject, policy.isPushed(direction)
    else { return false }
    return policy.authority == .local
      || groups.pairs.contains { $0.local == copy && policy.isPushed($0.direction) }
  }

  private func expect(_ group: ObjectIndex) {
    if groups.standing[Int(group)] != .expected {
      groups.standing[Int(group)] = .expected
      groups.expected.append(group)
    }
  }

  private func tenantGroups(_ reference: Link.Reference) -> [ObjectIndex] {
    switch reference {
    case .objectID(let guid):
      return tenant.find(guid).map { [$0] }?.filter {
        tenant.kinds[Int($0)] == .group && !tenant.isDeleted($0)
      } ?? []
    case .key(let text), .name(let text):
      guard let name = tenant.names.find(Array(text.utf8).span) else { return [] }
      let found = tenant.groups.filter { tenant.displayNames[Int($0)] == name }
      let selected = found.filter { groups.standing[Int($0)] == .expected }
      return selected.isEmpty ? found : selected
    }
  }

  private func localGroups(_ reference: Link.Reference) -> [ObjectIndex] {
    switch reference {
    case .objectID(let guid): return local.groups.filter { local.guids[Int($0)] == guid }
    case .key(let text):
      return local.groups.filter { local.keyText($0).utf8.elementsEqual(text.utf8) }
    case .name(let text):
      guard let name = local.names.find(Array(text.utf8).span) else { return [] }
      return local.groups.filter { local.displayNames[Int($0)] == name }
    }
  }

  /// Makes a pair of groups.
  func pairGroups(_ edge: GroupEdge, direction: Link.Direction? = nil) {
    precondition(
      matching.tenantOfLocal[Int(edge.local)] == noObject || policy.isPushed(direction),
      "a local group has one original")
    precondition(
      matching.localOfTenant[Int(edge.tenant)] == noObject, "a tenant group has one copy")
    matching.tenantOfLocal[Int(edge.local)] = edge.tenant
    matching.localOfTenant[Int(edge.tenant)] = edge.local
    groups.pairs.append(
      Pair(
        tenant: edge.tenant, local: edge.local, evidence: edge.evidence,
        difference: edge.difference, direction: direction))
    switch groups.meanings[edge.local] {
    case .live(let other)? where other != edge.tenant:
      groupConflict(edge.local, .identifierOfOther(other))
    case .deleted(let other)?: groupConflict(edge.local, .identifierOfDeleted(other))
    case .unknown?: groupConflict(edge.local, .staleIdentifier)
    case .live?, .nothing?, nil: break
    }
  }

  private func groupConflict(_ group: ObjectIndex, _ kind: Conflict.Kind) {
    matching.groupConflicts.append(Conflict(local: group, kind: kind))
  }

  /// Whether two groups have equal names, as far as the tenant's has any.
  func haveEqualNames(_ copy: ObjectIndex, _ original: ObjectIndex) -> Bool {
    // A group without a record has at best a name from a list, which is no spelling to hold up.
    guard tenant.isRecorded(original) else { return true }
    let other = tenant.displayNames[Int(original)]
    return other <= NameTable.empty
      || local.names.equals(local.displayNames[Int(copy)], other, of: tenant.names)
  }

  /// How the names of two groups differ.
  func groupDifference(_ copy: ObjectIndex, _ original: ObjectIndex) -> NameDifference {
    if haveEqualNames(copy, original) { return .none }
    return NameDifference.between(
      bytes(tenant: tenant.displayNames[Int(original)]),
      bytes(local: local.displayNames[Int(copy)]), product: product, caseKnown: caseKnown)
  }

  /// How the names of two groups differ that are a pair by something else; `.other` unless somebody
  /// asks.
  func statedDifference(_ copy: ObjectIndex, _ original: ObjectIndex) -> NameDifference {
    if explains || !caseKnown { return groupDifference(copy, original) }
    return haveEqualNames(copy, original) ? .none : .other
  }
}
