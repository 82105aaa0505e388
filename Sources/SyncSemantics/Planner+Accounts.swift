import DirectoryModel

extension Planner {
  /// Plans the accounts that a policy makes for people who have none.
  func planAccounts() {
    guard policy.identityMatching.unmatched == .create, policy.authority != .local else { return }
    for person in tenant.users where localPartner(person) == noObject && isExcluded(person) == .no {
      let isAbsent = absenceOfAccount(person) == .noAccount
      append(
        Operation(
          .createAccount, cause: .direct, decision: isAbsent ? .perform : .notProved, pair: .max,
          tenantGroup: noObject,
          localGroup: noObject, tenantPrincipal: person, localPrincipal: noObject))
    }
  }
}
