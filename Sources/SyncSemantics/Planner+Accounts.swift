import DirectoryModel

extension Planner {
  /// Plans the accounts that a policy makes for people who have none.
  mutating func planAccounts() {
    guard policy.identityMatching.unmatched == .create, policy.authority != .local else { return }
    let decision: Decision = local.state(of: .user).provesAbsence ? .perform : .notProved
    for person in tenant.users where localPartner(person) == noObject && !isExcluded(person) {
      append(
        Operation(
          .createAccount, cause: .direct, decision: decision, pair: .max, tenantGroup: noObject,
          localGroup: noObject, tenantPrincipal: person, localPrincipal: noObject))
    }
  }
}
