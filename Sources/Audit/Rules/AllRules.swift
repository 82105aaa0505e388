extension Rule {
  /// Every rule, in the order of the manual.
  package static let all: [Rule] =
    membershipRules + identityRules + ownerRules + groupRules + dynamicRules + nameRules
    + nestedRules + inputRules

  /// Rules about who is in a group.
  static let membershipRules: [Rule] = [
    .membershipMissing, .membershipExtra, .membershipForeignKept,
    .membershipDeparted, .membershipUnmatchedAccount,
    .membershipSecondAccount,
  ]

  /// Rules about which account belongs to which person.
  static let identityRules: [Rule] = [
    .identityNotImported, .identityAccountMissing, .identityUnmatched, .identityDeparted,
    .identityDisabledActive,
    .identityRecreated, .identityNameChanged, .identityMailChanged, .identityNameCase,
    .identityNameBlank, .identityGuestForm, .identityExternalIDMissing, .identityExternalIDForm,
    .identityExternalIDUnknown, .identityRecycledAddress, .identityTwoAccounts,
    .identityAmbiguous, .identityDeviceID, .identityDeviceUnmatched, .identityAttributeDiffers,
  ]

  /// Rules about owners.
  static let ownerRules: [Rule] = [.ownerMissing, .ownerExtra]
}
