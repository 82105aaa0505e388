extension Rule {
  /// Rules about whole groups.
  static let groupRules: [Rule] = [
    .groupMissingLocally, .groupMissingInTenant, .groupUnmatched, .groupDeleted, .groupRenamed,
    .groupRecreated,
    .groupDuplicateName, .groupAmbiguous, .groupExternalIDMissing, .groupExternalIDForm,
    .groupIdentifierSwapped, .groupUnsupportedKind, .groupNotWritable,
  ]

  /// Rules about groups that a rule of the tenant fills.
  static let dynamicRules: [Rule] = [
    .dynamicMemberOutside, .dynamicRuleNotMember, .dynamicMemberOfNeverLetsGo, .dynamicPaused,
    .dynamicInvalid,
  ]

  /// Rules about how the names of a pair differ.
  static let nameRules: [Rule] = [
    .nameCase, .nameBlank, .nameInvisible, .nameNormalization, .nameLookAlike, .namePunctuation,
    .nameEntity, .nameWording, .nameDamaged, .nameMarksDropped, .nameTruncated, .nameAffix,
    .nameIsObjectID, .nameNotObjectID, .nameNearMiss,
  ]

  /// Rules about groups in groups.
  static let nestedRules: [Rule] = [
    .nestedMemberMissing, .nestedFlattened, .nestedEdgeMissing, .nestedEdgeExtra,
    .nestedEdgeNotRepresentable, .nestedCycle, .nestedLocalCycle, .nestedDepth,
    .nestedCountedTwice, .nestedUnsupportedKind, .nestedGroupNotFollowed,
  ]

  /// Rules about the inputs themselves.
  static let inputRules: [Rule] = [
    .localDanglingRow, .localRepeatedRow, .localRowsLeftOut, .snapshotContradiction,
    .onPremisesTwice,
  ]
}
