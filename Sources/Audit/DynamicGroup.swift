import DirectoryModel
import MembershipRules
import SyncSemantics

/// A tenant group that takes part in the audit and is filled by a rule, held against its rule.
struct DynamicGroup: Sendable {
  /// Somebody of whom the rule and the list of members say different things.
  struct Disagreement: Sendable {
    var object: ObjectIndex
    var isMember: Bool
  }

  /// The index of the pair.
  let pair: UInt32
  let group: ObjectIndex
  /// The rule as the tenant has it.
  let text: NameIndex
  let isPaused: Bool
  var rule: MembershipRule?
  /// Why there is no rule.
  var error: RuleError?
  /// In the order of identifiers; members first.
  var disagreements: [Disagreement] = []
  /// How often nobody can say what the rule says.
  var unknownCount = 0
  /// The properties on which that rests, as rules name them.
  var missing: [String] = []
}

extension DynamicGroup {
  /// All of them that the audit compares, in the order of the pairs.
  ///
  /// Takes time in proportion to groups times users, for groups whose list of members is complete.
  static func all(
    in tenant: Directory, _ matching: Matching
  ) -> ([DynamicGroup], TenantSubjects?) {
    var groups: [DynamicGroup] = []
    for (index, pair) in matching.groups.enumerated() {
      guard tenant.isDynamic(pair.tenant) == .yes,
        let text = tenant.attributes.first(.membershipRule, of: pair.tenant),
        text > NameTable.empty
      else { continue }
      groups.append(DynamicGroup(pair: UInt32(index), group: pair.tenant, text: text, in: tenant))
    }
    let sources = groups.flatMap { $0.rule?.sourceGroups ?? [] }
    guard groups.contains(where: { $0.isAssessable(in: tenant) }) else { return (groups, nil) }
    let subjects = TenantSubjects(tenant, sourceGroups: sources)
    for index in groups.indices where groups[index].isAssessable(in: tenant) {
      groups[index].compare(tenant, subjects)
    }
    return (groups, subjects)
  }

  private init(pair: UInt32, group: ObjectIndex, text: NameIndex, in tenant: Directory) {
    (self.pair, self.group, self.text) = (pair, group, text)
    isPaused = tenant.flags[Int(group)].contains(.rulePaused)
    do throws(RuleError) { rule = try MembershipRule(parsing: tenant.names.copy(text)) } catch {
      self.error = error
    }
  }

  /// A paused rule is not carried out, so that differences are no news.
  private func isAssessable(in tenant: Directory) -> Bool {
    rule != nil && !isPaused && tenant.capabilities.contains(.dynamicMembers)
      && tenant.members.state(of: group).provesPresence
  }

  private mutating func compare(_ tenant: Directory, _ subjects: TenantSubjects) {
    guard let rule else { return }
    var isMember = BitRow(count: tenant.objectCount)
    var members: [ObjectIndex] = []
    for member in tenant.members.list(of: group) where !isMember.contains(member) {
      isMember.insert(member)
      guard tenant.isRecorded(member), !tenant.isDeleted(member),
        tenant.kinds[Int(member)] == rule.kind
      else { continue }
      members.append(member)
    }
    ask(members, rule, areMembers: true, tenant, subjects)
    // Who is not listed is not a member only where the list has an end.
    guard tenant.members.state(of: group).provesAbsence else { return }
    let others = (rule.kind == .device ? tenant.devices : tenant.users).filter {
      !isMember.contains($0)
    }
    ask(others, rule, areMembers: false, tenant, subjects)
  }

  private mutating func ask(
    _ objects: [ObjectIndex], _ rule: MembershipRule, areMembers: Bool, _ tenant: Directory,
    _ subjects: TenantSubjects
  ) {
    var found: [ObjectIndex] = []
    for object in objects {
      switch rule.evaluate(on: subjects.subject(object)) {
      case .unknown:
        if unknownCount == 0 { missing = rule.explain(on: subjects.subject(object)).missing }
        unknownCount += 1
      case .yes: if !areMembers { found.append(object) }
      case .no: if areMembers { found.append(object) }
      }
    }
    found.sort { tenant.guids[Int($0)] < tenant.guids[Int($1)] }
    disagreements += found.map { Disagreement(object: $0, isMember: areMembers) }
  }
}

extension RuleExplanation {
  /// The properties that were not collected, each once.
  fileprivate var missing: [String] {
    var names = propertyValue == .notCollected ? [propertyName].compactMap { $0 } : []
    for name in parts.flatMap(\.missing) where !names.contains(name) { names.append(name) }
    return names
  }
}

extension AuditInput {
  /// Findings for disagreements that `matches` picks; the detail is the index of the group.
  func disagreementFindings(
    _ rule: UInt16, where matches: (DynamicGroup, DynamicGroup.Disagreement) -> Bool
  ) -> [Finding] {
    dynamicGroups.enumerated().flatMap { index, dynamic in
      dynamic.disagreements.filter { matches(dynamic, $0) }.map { disagreement in
        let object = disagreement.object
        return Finding(
          rule: rule, tenantGroup: dynamic.group,
          localGroup: matching.groups[Int(dynamic.pair)].local, tenantPrincipal: object,
          localPrincipal: matching.localOfTenant[Int(object)], detail: UInt32(index))
      }
    }
  }

  /// Findings for groups that `matches` picks; the detail is the index of the group.
  func dynamicGroupFindings(
    _ rule: UInt16, where matches: (DynamicGroup) -> Bool
  ) -> [Finding] {
    dynamicGroups.enumerated().filter { matches($0.element) }.map { index, dynamic in
      Finding(
        rule: rule, tenantGroup: dynamic.group,
        localGroup: matching.groups[Int(dynamic.pair)].local, detail: UInt32(index))
    }
  }
}
