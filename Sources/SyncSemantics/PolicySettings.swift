import DirectoryModel
import YAMLText

extension PolicySetting {
  /// Every decision, in the order of the manual.
  package static let all: [PolicySetting] =
    [.word("authority", \.authority, "Which side is right when the two differ.")]
    + groups + people + members + runs + schedule + limits + mappings

  private static let groups: [PolicySetting] = [
    groupKinds,
    .text("groups.name-prefix", \.scope.namePrefix, "Only groups whose name begins so take part."),
    .word(
      "groups.expected", \.scope.expectation,
      "Which tenant groups are meant to be in the application: the named ones, or all."),
    .flag("groups.linked-only", \.scope.linkedOnly, "Whether only linked groups take part."),
    .flag(
      "groups.documented", \.scope.isDocumented,
      "Whether the product keeps a document of each group, with lists of who was matched."),
    .flag(
      "groups.warn-of-on-premises", \.scope.warnsOfOnPremisesGroups,
      "Whether groups from on-premises are shown a second time by another way."),
    .flag(
      "groups.read-only-copies", \.scope.hasReadOnlyCopies,
      "Whether nobody but the sync may change what it has written."),
    .words(
      "groups.match", \.groupMatching.ladder,
      "How a local group finds its tenant group; the first that decides wins."),
    .word(
      "groups.letter-case", \.groupMatching.names.letterCase,
      "Which differences of case in names the product does not see."),
    .word(
      "groups.normalization", \.groupMatching.names.normalization,
      "Which Unicode spellings of names the product takes for one."),
    .word(
      "groups.blanks", \.groupMatching.names.blanks,
      "Which differences of blanks in names the product does not see."),
    .word(
      "groups.external-ids", \.groupMatching.externalIDs,
      "Whether an identifier in another form is still the same to the product."),
    .flag(
      "groups.expects-external-ids", \.groupMatching.expectsExternalIDs,
      "Whether a group is meant to carry an external identifier."),
  ]

  private static let people: [PolicySetting] = [
    .words(
      "people.match", \.identityMatching.ladder,
      "How a local account finds its person; the first that decides wins."),
    .words(
      "people.device-match", \.identityMatching.deviceLadder,
      "How a local device finds the tenant's; the first that decides wins."),
    .word(
      "people.external-ids", \.identityMatching.externalIDs,
      "Whether an identifier in another form is still the same to the product."),
    .flag(
      "people.expects-external-ids", \.identityMatching.expectsExternalIDs,
      "Whether an account is meant to carry an external identifier."),
    .word(
      "people.unmatched", \.identityMatching.unmatched,
      "What happens to people who have no local account."),
    .word(
      "people.user-names", \.identityMatching.userNames.members,
      "What the product makes of a member of the tenant to name the account."),
    .word(
      "people.guest-names", \.identityMatching.userNames.guests,
      "What the product makes of a guest to name the account."),
    .flag(
      "people.lower-case-names", \.identityMatching.userNames.lowercased,
      "Whether the product stores user names in lower case."),
    replacements,
    .word(
      "people.letter-case", \.identityMatching.userNames.spelling.letterCase,
      "Which differences of case in user names the product does not see."),
    .word(
      "people.normalization", \.identityMatching.userNames.spelling.normalization,
      "Which Unicode spellings of user names the product takes for one."),
    .word(
      "people.blanks", \.identityMatching.userNames.spelling.blanks,
      "Which differences of blanks in user names the product does not see."),
  ]

  private static let members: [PolicySetting] = [
    memberKinds,
    .word(
      "members.nesting", \.members.nesting,
      "Whether people in nested groups count: no, yes, or as groups in groups."),
    .word("members.guests", \.members.guests, "Whether guests are members."),
    .word(
      "members.disabled-accounts", \.members.disabledAccounts,
      "Whether people whose sign-in is blocked are members."),
    .flag(
      "members.requires-account", \.members.requiresAccount,
      "Whether accounts must exist locally before they can be members."),
    .flag(
      "members.single-parent", \.members.singleParent,
      "Whether a group can be nested in one group only."),
    .flag(
      "members.report-nested-groups", \.members.reportsNestedGroups,
      "Whether every nested group that would have brought people in is reported."),
    .word(
      "members.unlisted-groups", \.members.unlistedGroups,
      "What a nested group means whose own members no input lists."),
    .word("owners.handling", \.owners.handling, "Whether owners of the authority own the copy."),
    .flag(
      "owners.count-as-members", \.owners.countAsMembers,
      "Whether an owner is a member even without a membership."),
  ]

  private static let runs: [PolicySetting] = [
    .word(
      "full-run.foreign-members", \.fullRun.foreignMembers,
      "What becomes of members that the authority does not list."),
    .word(
      "full-run.hand-made-members", \.fullRun.handMadeMembers,
      "What becomes of members added by hand, where the product tells them apart."),
    .word(
      "full-run.empty-answer", \.fullRun.emptyAnswer,
      "What an answer that lists nobody does to the members of the copy."),
    .flag(
      "full-run.creates-groups", \.fullRun.createsGroups,
      "Whether missing groups are made."),
    .flag(
      "full-run.renames-groups", \.fullRun.renamesGroups,
      "Whether a group follows the name of its original."),
    .word(
      "incremental-run.foreign-members", \.incrementalRun.foreignMembers,
      "What becomes of members that the authority does not list."),
    .word(
      "incremental-run.hand-made-members", \.incrementalRun.handMadeMembers,
      "What becomes of members added by hand, where the product tells them apart."),
    .word(
      "incremental-run.empty-answer", \.incrementalRun.emptyAnswer,
      "What an answer that lists nobody does to the members of the copy."),
    .flag(
      "incremental-run.creates-groups", \.incrementalRun.createsGroups,
      "Whether missing groups are made."),
    .flag(
      "incremental-run.renames-groups", \.incrementalRun.renamesGroups,
      "Whether a group follows the name of its original."),
  ]

  private static let schedule: [PolicySetting] = [
    .word("schedule.trigger", \.schedule.trigger, "What starts a run."),
    .word("schedule.runs", \.schedule.runs, "Whether a scheduled run looks at everything."),
    .duration("schedule.interval", \.schedule.intervalSeconds, "The time between two runs."),
    .duration(
      "schedule.publication-delay", \.schedule.publicationDelaySeconds,
      "The time from the end of a run until its results show."),
    .flag(
      "schedule.first-run-is-full", \.schedule.firstRunIsFull,
      "Whether the first run after enabling is a full one."),
    .word(
      "lifecycle.deleted-groups", \.lifecycle.deletedGroups,
      "What becomes of the copy of a deleted group."),
    .word(
      "lifecycle.deleted-users", \.lifecycle.deletedUsers,
      "What becomes of the account of a deleted person."),
    .word(
      "lifecycle.disabled-users", \.lifecycle.disabledUsers,
      "What becomes of the account of a person whose sign-in is blocked."),
    .duration(
      "delta.token-lifetime", \.delta.tokenLifetimeSeconds,
      "How long a delta link lives; `0s` where there is none."),
    .word("delta.expiry", \.delta.expiry, "What a dead delta link does."),
    .flag(
      "delta.joins-deleted-users", \.delta.joinsDeletedUsers,
      "Whether the feed of users takes deleted people out of groups, of which that of groups is "
        + "silent."),
  ]

  private static let limits: [PolicySetting] = [
    .count(
      "writing.batch-size", \.writing.batchSize, in: 1...1_000, "Changes that are sent together."),
    .count("writing.retries", \.writing.retries, in: 0...100, "How often a change is tried again."),
    .flag(
      "writing.requires-assigned-group", \.writing.requiresAssignedGroup,
      "Whether only cloud groups with assigned membership are written."),
    .count(
      "guards.maximum-removals", \.guards.maximumRemovals, in: 0...1_000_000_000,
      "Removals in one group beyond this number stop the run; 0 for no bound."),
    .percent(
      "guards.maximum-removal-percent", \.guards.maximumRemovalPercent,
      "Removals beyond this share of a group stop the run; `0%` for no bound."),
    .count(
      "guards.minimum-group-size", \.guards.minimumGroupSize, in: 0...1_000_000_000,
      "A group below this size after a run stops it; 0 for no bound."),
    .flag(
      "guards.keeps-last-owner", \.guards.keepsLastOwner, "Whether the last owner is never removed."
    ),
  ]
}
