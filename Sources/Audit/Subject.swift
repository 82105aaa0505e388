import DirectoryModel
import SyncSemantics
import UnicodeForms

extension AuditInput {
  /// Findings from the operations of the plan that `matches` picks; their detail is the index of
  /// the operation.
  func memberFindings(_ rule: UInt16, where matches: (Operation) -> Bool) -> [Finding] {
    var findings: [Finding] = []
    for (index, operation) in plan.operations.enumerated() where matches(operation) {
      findings.append(
        Finding(
          rule: rule, tenantGroup: operation.tenantGroup, localGroup: operation.localGroup,
          tenantPrincipal: operation.tenantPrincipal, localPrincipal: operation.localPrincipal,
          detail: UInt32(index)))
    }
    return findings
  }
}

/// The words for what a finding is about.
struct Subject {
  let input: AuditInput
  let finding: Finding

  init(_ input: AuditInput, _ finding: Finding) { (self.input, self.finding) = (input, finding) }

  /// The group's name in single quotes: the tenant's if it has one, else the local one.
  var group: String {
    if finding.tenantGroup != noObject {
      return "'\(input.tenant.displayName(finding.tenantGroup))'"
    }
    guard finding.localGroup != noObject else { return "no group" }
    return "'\(input.local.displayName(finding.localGroup))'"
  }

  /// The name of the copy's group in single quotes: the tenant's group when the local side is right.
  var copy: String {
    guard input.policy.authority != .local, finding.localGroup != noObject else { return group }
    return "'\(Self.visible(input.local, finding.localGroup))'"
  }

  /// The principal's name in single quotes: the local account if there is one.
  var principal: String {
    if finding.localPrincipal != noObject {
      let name = input.local.principalName(finding.localPrincipal)
      return "'\(name.isEmpty ? input.local.displayName(finding.localPrincipal) : name)'"
    }
    guard finding.tenantPrincipal != noObject else { return "nobody" }
    let name = input.tenant.principalName(finding.tenantPrincipal)
    return "'\(name.isEmpty ? input.tenant.displayName(finding.tenantPrincipal) : name)'"
  }

  /// How many members the local group has.
  var memberCount: Int {
    finding.localGroup == noObject
      ? 0 : input.local.members.range(of: finding.localGroup).count
  }

  /// The tenant's list, the local list and the account, each with its place.
  func evidenceOfMembership(_ operation: Operation) -> [EvidenceLine] {
    var lines: [EvidenceLine] = []
    if operation.tenantGroup != noObject {
      let lists = input.tenant.members
      lines.append(
        EvidenceLine(
          side: .tenant,
          place: input.tenant.text(of: lists.place(of: operation.tenantGroup)),
          statement: "\(lists.range(of: operation.tenantGroup).count) members of \(group), "
            + lists.state(of: operation.tenantGroup).label))
    }
    if operation.localPrincipal != noObject {
      lines.append(
        EvidenceLine(
          side: .local,
          place: input.local.text(of: input.local.place(of: operation.localPrincipal)),
          statement: "account \(principal)"))
    }
    return lines
  }

  /// The chain of causes of an operation: what is listed where, by which way, and which line of
  /// the policy follows from it.
  func chain(of operation: Operation) -> [String] {
    var chain: [String] = []
    if let way = way(of: operation) { chain.append(way) }
    chain.append(input.policy.line("authority"))
    switch operation.cause {
    case .nested: chain.append(input.policy.line("members.nesting"))
    case .guest: chain.append(input.policy.line("members.guests"))
    case .blocked: chain.append(input.policy.line("members.disabled-accounts"))
    case .direct, .notListed, .onlyNested, .departed, .noOriginal, .secondAccount, .danglingRow,
      .notRepresentable, .byRule:
      break
    }
    return chain
  }

  private func way(of operation: Operation) -> String? {
    guard operation.tenantPrincipal != noObject, operation.tenantGroup != noObject else {
      return nil
    }
    let path: [ObjectIndex]?
    if operation.kind == .addMember, operation.cause == .direct,
      input.policy.authority == .directory
    {
      // The cause says that the tenant's own list holds the member, however long it is.
      path = [operation.tenantGroup, operation.tenantPrincipal]
    } else if isKnownStranger(operation) {
      path = nil
    } else {
      path = input.paths.path(from: operation.tenantGroup, to: operation.tenantPrincipal)
    }
    return path.map { path in
      path.map { "'\(input.tenant.displayName($0))'" }.joined(separator: " contains ")
    }
  }
}

extension Subject {
  /// Whether the planner has looked for somebody in everything that the tenant's group holds, and
  /// has not found them: there is no way then, and looking for one would read long lists.
  ///
  /// What a policy does not count the planner leaves out, wherever it stands.
  private func isKnownStranger(_ operation: Operation) -> Bool {
    let members = input.policy.members
    return operation.kind == .removeMember && operation.cause == .notListed
      && input.policy.authority == .directory && members.nesting == .transitive
      && members.kinds.contains(input.tenant.kinds[Int(operation.tenantPrincipal)])
  }

  /// An object's display name with odd characters made visible.
  static func visible(_ directory: Directory, _ object: ObjectIndex) -> String {
    guard object != noObject else { return "" }
    return TextForm.visible(directory.names.copy(directory.displayNames[Int(object)]))
  }
}
