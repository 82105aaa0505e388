extension OperationKind {
  /// What the operation does, as the end of "a full run would".
  package var label: String {
    switch self {
    case .addMember: "add the member"
    case .removeMember: "remove the member"
    case .addOwner: "make them an owner"
    case .removeOwner: "take the ownership away"
    case .addNestedGroup: "nest the group"
    case .removeNestedGroup: "take the nested group out"
    case .createGroup: "create the group"
    case .renameGroup: "rename the group"
    case .endGroup: "end the group"
    case .endAccount: "end the account"
    case .createAccount: "create the account"
    case .changeAccount: "change the account"
    }
  }
}

extension Cause {
  /// What the operation rests on.
  package var label: String {
    switch self {
    case .direct: "the authority lists them directly"
    case .nested: "nested groups bring them in"
    case .notListed: "the authority does not list them"
    case .onlyNested: "only nested groups bring them in, and direct members count"
    case .departed: "the original was deleted"
    case .noOriginal: "nobody in the tenant stands behind the account"
    case .secondAccount: "the person is a member through another account"
    case .danglingRow: "the row points at nothing"
    case .guest: "the policy leaves guests out"
    case .blocked: "the policy leaves out whoever may not sign in"
    case .notRepresentable: "the copy keeps one parent a group"
    case .byRule: "the group's rule decides it"
    }
  }
}

extension Operation {
  /// What the operation rests on, in words that fit whether it is about somebody or about a group.
  package var reason: String {
    switch (kind, cause) {
    case (.createGroup, .direct): "the authority has it, and the copy does not"
    case (.renameGroup, .direct): "the authority calls it otherwise"
    case (.createAccount, .direct): "the authority has the person, and the copy does not"
    case (.changeAccount, .direct): "the authority says otherwise"
    case (.addNestedGroup, .direct): "the authority lists it directly"
    case (.removeNestedGroup, .notListed): "the authority does not list it"
    case (.removeNestedGroup, .noOriginal): "no group of the authority stands behind it"
    default: cause.label
    }
  }
}

extension Decision {
  /// Whether it happens, and if not, why.
  package var label: String {
    switch self {
    case .perform: "and it does"
    case .noAccount: "but the person has no account yet"
    case .notProved: "but the evidence is incomplete, so it does not"
    case .notWritable: "but the group may not be written"
    case .keptByPolicy: "but the policy keeps things as they are"
    case .tooManyRemovals, .tooLargeShare, .tooFewLeft: "but a guard stops the run"
    case .lastOwner: "but a group keeps its last owner"
    }
  }

  /// Why it does not happen, where nothing before speaks of what would; empty where it happens.
  package var obstacle: String {
    switch self {
    case .perform: ""
    case .notProved: "but the evidence is incomplete"
    case .noAccount, .notWritable, .keptByPolicy, .tooManyRemovals, .tooLargeShare, .tooFewLeft,
      .lastOwner:
      label
    }
  }
}
