import DirectoryModel
import SyncSemantics

/// What the evidence leaves open.
enum Limits {
  /// Everything that limits what this audit can conclude, in a stated order.
  static func notAssessable(_ input: AuditInput) -> [NotAssessable] {
    objectLists(input) + capabilities(input) + undecided(input) + memberLists(input)
      + dynamicGroups(input)
  }

  /// Rules of the tenant that look at what was not collected.
  private static func dynamicGroups(_ input: AuditInput) -> [NotAssessable] {
    input.dynamicGroups.filter { $0.unknownCount > 0 }.sorted {
      input.tenant.precedesInReports($0.group, $1.group)
    }.map { dynamic in
      let names = dynamic.missing.joined(separator: ", ")
      return NotAssessable(
        rules: ["dynamic.member-not-by-rule", "dynamic.rule-not-member"],
        tenantGroup: dynamic.group, localGroup: input.matching.groups[Int(dynamic.pair)].local,
        reason: "the rule of '\(Subject.visible(input.tenant, dynamic.group))' looks at "
          + (names.isEmpty ? "what was not read" : "\(names), which was not read"),
        count: dynamic.unknownCount)
    }
  }

  /// Pairs of groups whose lists were not read to their end.
  private static func memberLists(_ input: AuditInput) -> [NotAssessable] {
    let pairs = input.matching.groups
    let (untold, limits) = exclusions(input)
    return untold
      + limits.sorted {
        input.tenant.precedesInReports(pairs[Int($0.key)].tenant, pairs[Int($1.key)].tenant)
      }.map { index, reason in
        let pair = input.matching.groups[Int(index)]
        return NotAssessable(
          rules: ["membership.extra", "membership.missing"], tenantGroup: pair.tenant,
          localGroup: pair.local,
          reason: "members of '\(Subject.visible(input.tenant, pair.tenant))': \(reason)",
          count: Int(input.plan.counts[Int(index)].unknown))
      }
  }

  /// Of whom the policy leaves out a source may tell nothing at all: that is said once, not of each
  /// pair of groups; the other limits stay.
  private static func exclusions(
    _ input: AuditInput
  ) -> (untold: [NotAssessable], limits: [UInt32: String]) {
    let members = input.policy.members
    let needed: [(isNeeded: Bool, capability: Capability, words: String)] = [
      (members.guests == .exclude, .userType, "who is a guest"),
      (members.disabledAccounts == .exclude, .accountEnabled, "whether accounts may sign in"),
    ]
    let missing = needed.filter {
      $0.isNeeded && !input.tenant.capabilities.contains($0.capability)
    }
    let pairs = input.plan.limits.filter { $0.value == Planner.doubtOfExclusion }
    guard !missing.isEmpty, pairs.count > 1 else { return ([], input.plan.limits) }
    let sources = input.tenant.sources.filter { source in
      missing.contains { !source.capabilities.contains($0.capability) }
    }
    let names = sources.map { "\($0.input) (\($0.format))" }.joined(separator: ", ")
    let words = missing.map(\.words).joined(separator: " and ")
    let untold = NotAssessable(
      rules: ["membership.extra", "membership.missing"],
      reason: "members of \(pairs.count) groups: \(words) cannot be told from \(names), and the "
        + "policy leaves such people out",
      count: pairs.keys.reduce(0) { $0 + Int(input.plan.counts[Int($1)].unknown) })
    return ([untold], input.plan.limits.filter { pairs[$0.key] == nil })
  }

  /// Lists of all users or all groups that do not prove absence, where something rests on it.
  private static func objectLists(_ input: AuditInput) -> [NotAssessable] {
    let (matching, local) = (input.matching, input.local)
    let people = undecided(matching.loneLocalPrincipals) { local.kinds[Int($0)] == .user }
    let devices = undecided(matching.loneLocalPrincipals) { local.kinds[Int($0)] == .device }
    let groups = undecided(matching.loneLocalGroups) { _ in true }
    let expected = undecided(matching.loneTenantGroups) { _ in true }
    let rows: [(Directory, ObjectKind, [String], Int)] = [
      (input.tenant, .user, ["identity.departed", "identity.unmatched"], people),
      (input.tenant, .group, ["group.missing-in-tenant"], groups),
      (input.tenant, .device, ["identity.device-unmatched"], devices),
      (input.local, .user, ["identity.not-imported"], 0),
      (input.local, .group, ["group.missing-locally"], expected),
    ]
    return rows.compactMap { directory, kind, rules, count in
      let state = directory.state(of: kind)
      guard !state.provesAbsence else { return nil }
      // Where no input can hold devices, that is said of the inputs.
      if kind == .device, count == 0 || !directory.capabilities.contains(.devices) { return nil }
      return NotAssessable(
        rules: rules,
        reason: "the list of all \(kind.label)s of the \(directory.side.rawValue) side is "
          + "\(state.label)",
        count: count)
    }
  }

  /// How many objects the matching could not decide about.
  private static func undecided(_ lone: [Lone], where counts: (ObjectIndex) -> Bool) -> Int {
    lone.count { if case .cannotSay = $0.reason { counts($0.object) } else { false } }
  }

  /// What the tenant's formats cannot say at all, where something rests on it.
  private static func capabilities(_ input: AuditInput) -> [NotAssessable] {
    let pairs = input.matching.groups.count
    let people = input.matching.principals.count
    let lone = input.matching.loneLocalGroups.count + input.matching.loneLocalPrincipals.count
    let mirrorsOwners = input.policy.owners.handling == .mirror
    let rows: [(Capability, [String], String, Int)] =
      [
        (.nameCase, ["name.case"], "the letter case of names", pairs),
        (
          .accountEnabled, ["identity.disabled-active"], "whether accounts may sign in", people
        ),
        (
          .allGroupKinds, ["group.missing-in-tenant"], "groups of every kind",
          input.matching.loneLocalGroups.count
        ),
        (
          .deletions, ["group.deleted", "identity.departed", "membership.departed"],
          "what was deleted", lone
        ),
        (.owners, ["owner.extra", "owner.missing"], "owners", mirrorsOwners ? pairs : 0),
      ] + further(input)
    return rows.compactMap { capability, rules, words, count in
      guard count > 0, !input.tenant.capabilities.contains(capability) else { return nil }
      let inputs = input.tenant.sources.filter { !$0.capabilities.contains(capability) }
      let names = inputs.map { "\($0.input) (\($0.format))" }.joined(separator: ", ")
      return NotAssessable(
        rules: rules, reason: "\(words) cannot be told from \(names)", count: count)
    }
  }

  /// Capabilities that matter under some policies only.
  private static func further(
    _ input: AuditInput
  ) -> [(Capability, [String], String, Int)] {
    let (pairs, people) = (input.matching.groups.count, input.matching.principals.count)
    let (policy, forms) = (input.policy, input.policy.identityMatching.userNames)
    let isPushed =
      policy.authority == .local || input.matching.groups.contains { $0.direction == .pushing }
    let isMailCompared =
      policy.identityMatching.ladder.contains(.mail) && forms.members != .mail
      && forms.members != .mailOrUserPrincipalName
    let dynamic = input.matching.groups.count { input.tenant.isDynamic($0.tenant) == .yes }
    return [
      (
        .userType, ["identity.guest-form"], "who is a guest",
        forms.guests != forms.members ? people : 0
      ),
      (.mail, ["identity.mail-changed"], "mail addresses", isMailCompared ? people : 0),
      (
        .devices, ["identity.device-id", "identity.device-unmatched"], "devices",
        input.local.devices.count
      ),
      (
        .nesting, ["nested.edge-extra", "nested.edge-missing", "nested.member-missing"],
        "nested groups", policy.members.nesting == .direct ? 0 : pairs
      ),
      (
        .dynamicMembers, ["membership.extra", "membership.missing"],
        "members of groups that a rule fills", dynamic
      ),
      (
        .onPremisesState, ["group.not-writable", "onprem.appears-twice"],
        "which groups come from on-premises",
        isPushed || policy.scope.warnsOfOnPremisesGroups ? pairs : 0
      ),
    ]
  }

  /// Objects that the matching could not decide about, for other reasons than a list of all objects
  /// that is incomplete, which has an entry of its own.
  private static func undecided(_ input: AuditInput) -> [NotAssessable] {
    var reasons: [(reason: String, rules: [String], count: Int)] = []
    func note(_ lone: Lone, _ rules: [String], in directory: Directory, of kind: ObjectKind) {
      guard case .cannotSay(let reason) = lone.reason, directory.state(of: kind).provesAbsence
      else { return }
      let known = reasons.firstIndex { $0.reason == reason && $0.rules == rules }
      if let known { reasons[known].count += 1 } else { reasons.append((reason, rules, 1)) }
    }
    for lone in input.matching.loneLocalGroups {
      note(lone, ["group.missing-in-tenant"], in: input.tenant, of: .group)
    }
    for lone in input.matching.loneTenantGroups {
      note(lone, ["group.missing-locally"], in: input.local, of: .group)
    }
    for lone in input.matching.loneLocalPrincipals {
      let kind = input.local.kinds[Int(lone.object)]
      note(lone, ["identity.unmatched"], in: input.tenant, of: kind == .device ? .device : .user)
    }
    let selection = input.matching.unmatchedSelection.map { entry in
      NotAssessable(
        rules: ["group.missing-locally"],
        reason: "'\(entry.text)' (\(entry.place)) names no group of the tenant", count: 0)
    }
    let links = input.matching.brokenLinks.map { link in
      NotAssessable(
        rules: ["membership.extra", "membership.missing"],
        reason: "the link at \(link.place) names no group on one of the sides", count: 0)
    }
    reasons.sort { ($0.reason, $0.rules[0]) < ($1.reason, $1.rules[0]) }
    return selection + links
      + reasons.map { NotAssessable(rules: $0.rules, reason: $0.reason, count: $0.count) }
  }
}
