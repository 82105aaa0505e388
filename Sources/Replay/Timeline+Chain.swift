import DirectoryModel
package import SyncSemantics

extension Timeline {
  /// Why an entry is there, one line a step.
  ///
  /// The steps are event, page, match rule, nesting path, policy line and operation; those of which
  /// nothing is known are left out. The ways through nested groups are those at the end. Linear in the nested groups, and in the
  /// pairs of the matching.
  package func chain(
    of index: Int, world: World, policy: Policy, matching: Matching? = nil
  ) -> [String] {
    let entry = entries[index]
    var chain: [String] = []
    if entry.cause != .max, entry.cause < entries.count {
      chain.append("because of: \(line(Int(entry.cause), world: world))")
    }
    guard let operation = entry.operation else { return chain + [line(index, world: world)] }
    // Of what may not be written the text is the reason, which the line itself ends with.
    if entry.kind == .written || entry.kind == .heldBack && operation.decision != .notWritable {
      let page = text(of: entry)
      if !page.isEmpty { chain.append("read from: \(page)") }
    }
    if let matching = matching ?? world.session.matching?.matching {
      chain += world.pairings(of: operation, matching)
    }
    if operation.cause == .nested, let path = world.nestingPath(of: operation) {
      chain.append("nested: \(path)")
    }
    chain.append("policy: \(policy.line(operation.policyKey))")
    return chain + [line(index, world: world)]
  }
}

extension World {
  /// By which evidence the group and the person of an operation were matched.
  fileprivate func pairings(of operation: Operation, _ matching: Matching) -> [String] {
    var lines: [String] = []
    let groups = matching.groups.first {
      $0.tenant == operation.tenantGroup && $0.local == operation.localGroup
    }
    let people = matching.principals.first {
      $0.tenant == operation.tenantPrincipal && $0.local == operation.localPrincipal
    }
    for pair in [groups, people] {
      guard let pair else { continue }
      lines.append(
        "matched: \(name(of: pair.local, on: .local)) is \(name(of: pair.tenant, on: .tenant)) "
          + "of the directory by \(pair.evidence.label)")
    }
    return lines
  }

  /// The shortest way through nested groups to an operation's person: `'All' > 'Sales' > 'Ann'`.
  fileprivate func nestingPath(of operation: Operation) -> String? {
    let directory = tenant.directory()
    return Nesting(directory).shortestPath(
      from: operation.tenantGroup, to: operation.tenantPrincipal, in: directory
    ).map { path in path.map { name(of: $0, on: .tenant) }.joined(separator: " > ") }
  }
}

extension Operation {
  /// The key of the policy that an operation rests on, or that keeps it from happening.
  package var policyKey: String {
    switch decision {
    case .noAccount: return "members.requires-account"
    case .notWritable:
      let isEdge = kind == .addNestedGroup || kind == .removeNestedGroup
      return isEdge ? "members.single-parent" : "writing.requires-assigned-group"
    case .tooManyRemovals: return "guards.maximum-removals"
    case .tooLargeShare: return "guards.maximum-removal-percent"
    case .tooFewLeft: return "guards.minimum-group-size"
    case .lastOwner: return "guards.keeps-last-owner"
    case .keptByPolicy where kind == .removeMember || kind == .removeOwner:
      return "full-run.foreign-members"
    case .perform, .notProved, .keptByPolicy: break
    }
    return switch kind {
    case .addMember, .removeMember: keyOfMembership
    case .addOwner, .removeOwner: "owners.handling"
    case .addNestedGroup, .removeNestedGroup: "members.nesting"
    case .createGroup: "full-run.creates-groups"
    case .renameGroup: "full-run.renames-groups"
    case .endGroup: "lifecycle.deleted-groups"
    case .endAccount: "lifecycle.deleted-users"
    case .createAccount: "people.unmatched"
    case .changeAccount: "attribute-mapping"
    }
  }

  private var keyOfMembership: String {
    switch cause {
    case .onlyNested: "members.nesting"
    case .byRule: "dynamic-rules"
    case .guest: "members.guests"
    case .blocked: "members.disabled-accounts"
    case .nested where kind == .addMember: "members.nesting"
    case .direct, .nested, .notListed, .departed, .noOriginal, .secondAccount, .danglingRow,
      .notRepresentable:
      kind == .addMember ? "authority" : "full-run.foreign-members"
    }
  }
}
