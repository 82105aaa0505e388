package import DirectoryModel
import YAMLText

/// How a sync product behaves, as data: what `rollcall policy show NAME` prints.
///
/// A value is made by reading a policy file; nothing in the code names a product. Every decision
/// knows the line it came from, so that a finding can cite it.
package struct Policy: Sendable {
  /// What no run asks for at every step, in one place: a copy of the policy counts it once.
  fileprivate var background: Background
  package var authority = Authority.directory
  package var scope = GroupScope()
  package var groupMatching = GroupMatching()
  package var identityMatching = IdentityMatching()
  package var members = MemberRules()
  package var owners = OwnerRules()
  package var fullRun = RunRules()
  package var incrementalRun = RunRules()
  package var schedule = Schedule()
  package var lifecycle = Lifecycle()
  package var delta = DeltaRules()
  package var writing = WritingRules()
  package var guards = Guards()
  /// Whether groups may be filled by rules on attributes.
  package var dynamicRules = false
  /// Where each decision stands: `members.nesting` → `mirror.yaml:14: nesting: direct`.
  package var lines: [String: String] = [:]

  package init(name: String, summary: String, documents: [String] = [], digest: String = "") {
    background = Background(
      Facts(name: name, summary: summary, documents: documents, digest: digest))
  }

  /// The line that a decision came from, or the policy's name and the key when it is a default.
  package func line(_ key: String) -> String { lines[key] ?? "\(name): \(key) (default)" }
}

extension Policy {
  /// The name that `--policy` takes.
  package var name: String {
    get { background.facts.name }
    set { background = background.with(\.name, newValue) }
  }
  /// One sentence for lists.
  package var summary: String {
    get { background.facts.summary }
    set { background = background.with(\.summary, newValue) }
  }
  /// The documents that promise the behaviour: title and address, one entry each.
  package var documents: [String] {
    get { background.facts.documents }
    set { background = background.with(\.documents, newValue) }
  }
  /// Lower-case hexadecimal SHA-256 of the policy's text and of every policy it extends.
  ///
  /// That of altered policies is worked out when it is asked for, which seldom happens.
  package var digest: String {
    get {
      let facts = background.facts
      return facts.alterations.isEmpty
        ? facts.digest : Self.digest(facts.digest, altered: facts.alterations)
    }
    set { background = background.with(\.digest, newValue).with(\.alterations, []) }
  }
  /// Notes decisions that were stated anew beside the policy's own text.
  mutating func noteAlterations(_ entries: [YAMLEntry]) {
    let facts = background.facts
    if !facts.alterations.isEmpty {
      // What was stated before becomes part of the text that these are stated beside.
      digest = Self.digest(facts.digest, altered: facts.alterations)
    }
    background = background.with(\.alterations, entries)
  }
  /// Pairs of a directory's property and a local one.
  package var attributeMapping: [AttributePair] {
    get { background.facts.attributeMapping }
    set {
      background = background.with(\.attributeMapping, newValue)
        .with(\.mappedFields, Self.fields(newValue))
    }
  }
  /// The pairs of fields that the attribute mapping names; unknown words are left out.
  package var mappedFields: [FieldPair] { background.facts.mappedFields }
  /// What must be there before the first call: `client secret`, `administrator rights`.
  package var prerequisites: [String] {
    get { background.facts.prerequisites }
    set { background = background.with(\.prerequisites, newValue) }
  }

  /// What a policy says of itself, and what is asked for now and then only.
  fileprivate struct Facts: Sendable {
    var name: String
    var summary: String
    var documents: [String]
    var digest: String
    /// Decisions stated anew, which the digest does not hold yet.
    var alterations: [YAMLEntry] = []
    var attributeMapping: [AttributePair] = []
    var mappedFields: [FieldPair] = []
    var prerequisites: [String] = []
  }

  /// Holds facts that never change: whoever states one anew makes another.
  fileprivate final class Background: Sendable {
    let facts: Facts

    init(_ facts: Facts) { self.facts = facts }

    func with<Value>(_ field: WritableKeyPath<Facts, Value>, _ value: Value) -> Background {
      var facts = facts
      facts[keyPath: field] = value
      return Background(facts)
    }
  }
}

/// Which side is right when the two differ.
@usableFromInline package enum Authority: String, CaseIterable, Sendable {
  case directory
  case local
  /// Each link says `import` (the directory is right) or `push` (the local side is right).
  case perLink = "per-link"
}

/// Which groups take part.
package struct GroupScope: Sendable, Equatable {
  /// How tenant groups come to be expected in the application.
  package enum Expectation: String, CaseIterable, Sendable {
    /// Only those that `--groups` names or that are linked.
    case named
    /// Every tenant group of the allowed kinds.
    case all
  }

  package var kinds: [GroupKind] = [
    .security, .microsoft365, .mailEnabledSecurity, .distribution, .unknown,
  ]
  /// Only groups whose name begins so; empty for all.
  package var namePrefix = ""
  package var expectation = Expectation.named
  /// Whether only explicitly linked groups take part.
  package var linkedOnly = false
  /// Whether the product keeps a document of each group, with lists of who was matched.
  package var isDocumented = false
  /// Whether the product shows groups from on-premises a second time by another way.
  package var warnsOfOnPremisesGroups = false
  /// Whether nobody but the sync may change what it has written.
  package var hasReadOnlyCopies = false
}

/// How a local group finds its tenant group.
package struct GroupMatching: Sendable, Equatable {
  /// A way in which a local group finds its tenant group.
  package enum Rung: String, CaseIterable, Sendable {
    case link
    case objectID = "object-id"
    case externalID = "external-id"
    case name
    /// The local name is the object identifier.
    case nameIsObjectID = "name-is-object-id"
  }

  /// Tried in order; the first that decides wins.
  package var ladder: [Rung] = [.link, .externalID, .name]
  package var names = Spelling()
  /// How the product compares external identifiers.
  package var externalIDs = IdentifierComparison.anyForm
  /// Whether a group is meant to carry an external identifier.
  package var expectsExternalIDs = false
}

/// Which differences of spelling a product does not see.
package struct Spelling: Sendable, Equatable {
  /// How much letter case counts.
  package enum LetterCase: String, CaseIterable, Sendable { case exact, ascii, unicode }
  /// Whether Unicode spellings of one name are told apart.
  package enum Normalization: String, CaseIterable, Sendable { case exact, nfc }
  /// How much blanks count.
  package enum Blanks: String, CaseIterable, Sendable { case exact, trimmed, collapsed }

  package var letterCase = LetterCase.exact
  package var normalization = Normalization.exact
  package var blanks = Blanks.exact

  package init() {}

  /// Whether any two spellings count as one.
  fileprivate var folds: Bool {
    letterCase != .exact || normalization != .exact || blanks != .exact
  }
}

/// Whether an identifier in another form is still the same to a product.
@usableFromInline package enum IdentifierComparison: String, CaseIterable, Sendable {
  /// Letter for letter: upper case, braces or missing hyphens break the match.
  case exact
  /// By value, whatever its form.
  case anyForm = "any-form"
}

/// How a local account finds its person.
package struct IdentityMatching: Sendable, Equatable {
  /// A way in which a local account finds its person.
  package enum Rung: String, CaseIterable, Sendable {
    case link
    case objectID = "object-id"
    case externalID = "external-id"
    case userName = "user-name"
    case userPrincipalName = "user-principal-name"
    case mail
    case displayName = "display-name"
    case deviceID = "device-id"
    case hostName = "host-name"
  }

  /// What becomes of people without a local account.
  package enum Unmatched: String, CaseIterable, Sendable { case skip, report, create }

  package var ladder: [Rung] = [.link, .externalID, .userName, .mail]
  package var userNames = UserNameForm()
  package var externalIDs = IdentifierComparison.anyForm
  /// Whether an account is meant to carry an external identifier.
  package var expectsExternalIDs = false
  package var unmatched = Unmatched.report
  /// Devices are told by these in order.
  package var deviceLadder: [Rung] = [.objectID, .deviceID, .displayName, .hostName]
}

/// What a product makes of a person to name the local account.
package struct UserNameForm: Sendable, Equatable {
  /// Which property names the account.
  package enum Form: String, CaseIterable, Sendable {
    /// The user principal name, `#EXT#` and all.
    case userPrincipalName = "user-principal-name"
    case mail
    /// Mail, or the user principal name where there is no mail.
    case mailOrUserPrincipalName = "mail-or-user-principal-name"
    /// What stands before the `@` of the user principal name.
    case localPart = "local-part"
    case objectID = "object-id"
    case displayName = "display-name"
    /// Names say nothing of the person.
    case free
  }

  package var members = Form.userPrincipalName
  package var guests = Form.userPrincipalName
  /// Whether the product stores names in lower case.
  package var lowercased = false
  /// Characters that the product replaces in names, and by what: `@` → `-`.
  package var replacements: [String: String] = [:]
  /// How the product compares names on sign-in.
  package var spelling = Spelling()
}

/// Who counts as a member.
package struct MemberRules: Sendable, Equatable {
  /// How nested groups count.
  package enum Nesting: String, CaseIterable, Sendable {
    /// Only those that the group itself lists.
    case direct
    /// Everybody whom nested groups bring in as well.
    case transitive
    /// Direct members, and the nested groups as groups.
    case preserved
  }

  /// Whether a kind of person takes part.
  package enum Inclusion: String, CaseIterable, Sendable { case include, exclude }

  package var kinds: [ObjectKind] = [.user]
  package var nesting = Nesting.direct
  package var guests = Inclusion.include
  package var disabledAccounts = Inclusion.include
  /// Whether accounts must exist locally before they can be members (imported or signed in once).
  package var requiresAccount = true
  /// Whether a group can have only one parent in the product.
  package var singleParent = false
  /// Whether every nested group that would have brought people in is to be reported.
  package var reportsNestedGroups = false
  /// What a nested group means whose own members no input lists.
  package var unlistedGroups = UnlistedGroups.undetermined

  /// Nested groups that stand in a member list and nowhere else.
  package enum UnlistedGroups: String, CaseIterable, Sendable {
    /// They might bring anybody in: nobody is surely absent.
    case undetermined
    /// The product ignores them.
    case ignore
  }
}

/// What happens to owners.
package struct OwnerRules: Sendable, Equatable {
  /// What a run does about owners.
  package enum Handling: String, CaseIterable, Sendable {
    case ignore
    /// Owners of the authority are owners of the copy.
    case mirror
  }

  package var handling = Handling.ignore
  /// Whether an owner is a member even without a membership.
  package var countAsMembers = false
}

/// What one run does to the copy.
package struct RunRules: Sendable, Equatable {
  /// What a run does to members that the authority does not list.
  package enum Foreign: String, CaseIterable, Sendable { case remove, keep }
  /// What a run makes of an answer that lists nobody.
  package enum EmptyAnswer: String, CaseIterable, Sendable { case remove, keep }

  /// Members of the copy that the authority does not list.
  package var foreignMembers = Foreign.remove
  /// Members that somebody added by hand, where the product tells them apart.
  package var handMadeMembers = Foreign.remove
  /// When the authority lists nobody at all for a group or a person.
  package var emptyAnswer = EmptyAnswer.remove
  package var createsGroups = false
  package var renamesGroups = false

  package init() {}
}

/// When runs happen and when their results show.
package struct Schedule: Sendable, Equatable {
  /// What starts a run.
  package enum Trigger: String, CaseIterable, Sendable {
    case manual, interval
    case signIn = "sign-in"
  }

  /// What a scheduled run looks at.
  package enum Runs: String, CaseIterable, Sendable {
    /// Everything.
    case full
    /// What changed since the run before.
    case incremental
  }

  package var trigger = Trigger.manual
  package var runs = Runs.full
  package var intervalSeconds: Int64 = 0
  package var publicationDelaySeconds: Int64 = 0
  /// Whether the first run after enabling is a full one.
  package var firstRunIsFull = true
}

/// What becomes of copies when their originals go.
package struct Lifecycle: Sendable, Equatable {
  /// What becomes of a copy without its original.
  package enum Ending: String, CaseIterable, Sendable {
    case keep, orphan, archive, disable, delete
  }

  package var deletedGroups = Ending.keep
  package var deletedUsers = Ending.keep
  package var disabledUsers = Ending.keep
}

/// How long a delta token lives and what its death does.
package struct DeltaRules: Sendable, Equatable {
  /// What a dead delta token does.
  package enum Expiry: String, CaseIterable, Sendable {
    case failUntilReset = "fail-until-reset"
    case fullResync = "full-resync"
    case resyncWithoutSweep = "resync-without-sweep"
  }

  package var tokenLifetimeSeconds: Int64 = 0
  package var expiry = Expiry.fullResync
  /// Whether deleted people are taken out of groups by what the feed of users says of them; the
  /// feed of groups is silent until they are gone for good.
  package var joinsDeletedUsers = true
}

/// How changes are sent.
package struct WritingRules: Sendable, Equatable {
  package var batchSize = 20
  package var retries = 3
  /// Only groups with assigned membership that Graph may change are written.
  package var requiresAssignedGroup = false
}

/// What stops a run that would do too much.
package struct Guards: Sendable, Equatable {
  /// Removals in one group beyond this number stop the run; 0 for no bound.
  package var maximumRemovals = 0
  /// Removals beyond this share of a group stop the run, in percent; 0 for no bound.
  package var maximumRemovalPercent = 0
  /// A group below this size after a run stops it; 0 for no bound.
  package var minimumGroupSize = 0
  /// Whether a group that would lose every owner keeps one of them.
  package var keepsLastOwner = false
}

/// A property of the directory and the local property that follows it.
package struct AttributePair: Sendable, Equatable {
  package let directory: String
  package let local: String

  package init(directory: String, local: String) {
    (self.directory, self.local) = (directory, local)
  }
}

extension Policy {
  /// Whether the product itself may pair groups whose names are not the same to the letter.
  package func seeksNearNames(in local: Directory) -> Bool {
    groupMatching.names.folds || !local.state(of: .group).provesAbsence
  }
}
