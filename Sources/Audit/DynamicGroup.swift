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
  /// Takes time in proportion to groups times users, for groups whose list of members is complete;
  /// two threads share the groups.
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
    let places = groups.indices.filter { groups[$0].isAssessable(in: tenant) }
    let assessable = places.map { groups[$0] }
    guard !assessable.isEmpty else { return (groups, nil) }
    let subjects = TenantSubjects(
      tenant, sourceGroups: groups.flatMap { $0.rule?.sourceGroups ?? [] })
    let users = table(of: .user, subjects, assessable)
    let devices = table(of: .device, subjects, assessable)
    let isSmall = assessable.count * (users.objects.count + devices.objects.count) < 10_000
    let compared = parts(assessable.count, isSmall: isSmall) { number in
      var group = assessable[number]
      group.compare(tenant, group.rule?.kind == .device ? devices : users)
      return group
    }
    for (place, group) in zip(places, compared) { groups[place] = group }
    return (groups, subjects)
  }

  /// The users or the devices with what the rules about them look at.
  private static func table(
    of kind: ObjectKind, _ subjects: TenantSubjects, _ groups: [DynamicGroup]
  ) -> SubjectTable<DirectorySubject> {
    let rules = groups.compactMap(\.rule).filter { $0.kind == kind }
    return subjects.table(of: kind, for: rules.flatMap(\.properties))
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

  private mutating func compare(_ tenant: Directory, _ table: SubjectTable<DirectorySubject>) {
    guard let rule else { return }
    var isMember = BitRow(count: tenant.objectCount)
    var members: [UInt32] = []
    for member in tenant.members.list(of: group) where !isMember.contains(member) {
      isMember.insert(member)
      if let row = table.row(of: member) { members.append(row) }
    }
    ask(members, rule, areMembers: true, tenant, table)
    // Who is not listed is not a member only where the list has an end.
    guard tenant.members.state(of: group).provesAbsence else { return }
    let others = table.objects.indices.filter { !isMember.contains(table.objects[$0]) }
    ask(others.map(UInt32.init), rule, areMembers: false, tenant, table)
  }

  private mutating func ask(
    _ rows: [UInt32], _ rule: MembershipRule, areMembers: Bool, _ tenant: Directory,
    _ table: SubjectTable<DirectorySubject>
  ) {
    var answers = [Truth](repeating: .unknown, count: table.objects.count)
    rule.evaluate(rows, of: table, into: &answers)
    var found: [ObjectIndex] = []
    let isFirst = unknownCount == 0
    var open: UInt32?
    func guid(_ row: UInt32) -> GUID { tenant.guids[Int(table.objects[Int(row)])] }
    for row in rows {
      switch answers[Int(row)] {
      case .unknown:
        // Of several the least identifier speaks, in whatever order people were read.
        if open.map({ guid(row) < guid($0) }) ?? true { open = row }
        unknownCount += 1
      case .yes: if !areMembers { found.append(table.objects[Int(row)]) }
      case .no: if areMembers { found.append(table.objects[Int(row)]) }
      }
    }
    if isFirst, let open { missing = rule.explain(on: table.subject(at: open)).missing }
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
