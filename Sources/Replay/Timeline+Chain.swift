package import DirectoryModel
package import SyncSemantics

/// Why an operation happened or did not: event, page, match rules, nesting path and policy line.
///
/// The operation itself is the entry's. What nothing is known of is left out.
package struct CauseChain: Sendable, Equatable {
  /// The entry of what happened; `nil` when only the run itself is known.
  package var event: UInt32?
  /// The page that told of it, empty when no page did.
  package var page = ""
  /// By which evidence the groups of both sides are the same.
  package var group: Evidence?
  /// The same for the person.
  package var member: Evidence?
  /// The side that nests the groups of the way.
  package var side = Side.tenant
  /// From the group to the person through nested groups, both included.
  package var way: [ObjectIndex] = []
  /// The line of the policy.
  package var policy: String
}

extension Timeline {
  /// The chain of an entry that tells of an operation, or that a group cannot be written; `nil` for
  /// others.
  ///
  /// Match rules and ways are there where the timeline keeps grounds. Logarithmic in these.
  package func chain(of index: Int, _ policy: Policy) -> CauseChain? {
    let entry = entries[index]
    guard let operation = entry.operation else {
      // Within a run nothing else is refused before the first call.
      guard entry.kind == .refused, entry.run > 0 else { return nil }
      return CauseChain(policy: policy.line("writing.requires-assigned-group"))
    }
    var chain = CauseChain(policy: policy.line(operation.policyKey))
    if entry.cause != .max, entries[Int(entry.cause)].kind == .event { chain.event = entry.cause }
    if entry.tellsPage { chain.page = text(of: entry) }
    if let ground = ground(of: UInt32(index)) {
      (chain.group, chain.member) = (ground.group, ground.member)
      (chain.side, chain.way) = (ground.side, ground.way)
    }
    return chain
  }
}

extension TimelineEntry {
  /// Whether the text of an operation names the page that told of its cause; otherwise it is the
  /// reason why nothing was written.
  package var tellsPage: Bool {
    guard let operation else { return false }
    return kind == .written || kind == .heldBack && operation.decision != .notWritable
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
