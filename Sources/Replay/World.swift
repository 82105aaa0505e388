package import DirectoryModel
import Memory
import SyncSemantics

/// Both sides, what the sync remembers, and the time: everything that an event may change.
///
/// A value: a copy is a snapshot, and costs next to nothing until one of the two changes.
package struct World: Sendable {
  package var now: Instant
  package var tenant: Overlay
  package var local: Overlay
  /// In the order of local groups, those of one group in the order of the directory's groups.
  package var links: [SyncLink] = []
  package var session = SyncSession()
  package var faults: [Fault] = []
  /// Results of runs that do not show yet.
  package var publications: [Publication] = []
  /// Changes and actions by hand, as an activity log shows them.
  package var activity: [Activity] = []
  /// What each run wrote into its log.
  package var runs: [RunLog] = []
  /// Where chance comes from.
  ///
  /// Of any kind: what holds one is handed on by its address, where a structure of this size would
  /// be copied for every question that it is asked.
  package var generator: any RandomNumberGenerator & Sendable
  /// Where the logs stood when time stood still, in order of time.
  var marks: [Mark] = []
  /// Where the logs stood at the start.
  var start: FeedPosition
  /// What tells namesakes of a snapshot apart in texts, for whoever wants that.
  var ownNames: OwnNamesOfSides?
  /// For each change of a side the entry of the timeline that it comes from.
  var tenantOrigins: [UInt32]
  var localOrigins: [UInt32]

  package init(tenant: Overlay, local: Overlay, start: Instant, seed: UInt64 = 1) {
    now = start
    generator = SeededNumbers(seed: seed)
    self.start = FeedPosition(tenant: tenant.position, local: local.position)
    tenantOrigins = Array(tenant.position, of: .max)
    localOrigins = Array(local.position, of: .max)
    // Last, so that the sides move in instead of being copied.
    self.tenant = tenant
    self.local = local
  }

  /// Takes everything that is there for having always been there.
  mutating func beginHere() {
    start = position
    tenantOrigins = Array(tenant.position, of: .max)
    localOrigins = Array(local.position, of: .max)
  }

  /// The overlay of a side.
  package subscript(side: Side) -> Overlay {
    _read {
      if side == .tenant { yield tenant } else { yield local }
    }
    _modify {
      if side == .tenant { yield &tenant } else { yield &local }
    }
  }

  /// The states of both sides, as far as identities go.
  var identityVersions: IdentityVersions {
    IdentityVersions(tenant: tenant.identityVersion, local: local.identityVersion)
  }

  /// The objects that changed since an earlier position by what the sides are matched by.
  ///
  /// Linear in the changes.
  func changedObjects(since position: FeedPosition) -> ChangedObjects {
    var changed = ChangedObjects()
    changed.tenant = tenant.log[position.tenant...].compactMap(\.changedObject)
    changed.local = local.log[position.local...].compactMap(\.changedObject)
    return changed
  }

  /// The link of a local group, the first one where it fills several groups, as an index into
  /// `links`; takes logarithmic time.
  package func link(ofLocal group: ObjectIndex) -> Int? { links(ofLocal: group).first }

  /// All links of a local group, as indices into `links`; takes logarithmic time.
  package func links(ofLocal group: ObjectIndex) -> Range<Int> {
    var (low, high) = (0, links.count)
    while low < high {
      let middle = (low + high) / 2
      if links[middle].localGroup < group { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < links.count, links[end].localGroup == group { end += 1 }
    return low..<end
  }

  /// The link of two groups, as an index into `links`.
  func link(of tenantGroup: ObjectIndex, _ localGroup: ObjectIndex) -> Int? {
    links(ofLocal: localGroup).first { links[$0].tenantGroup == tenantGroup }
  }

  /// Puts the links into their stated order.
  mutating func sortLinks() {
    links.sort { ($0.localGroup, $0.tenantGroup) < ($1.localGroup, $1.tenantGroup) }
  }

  /// A digest of both sides; equal states have equal digests, whatever their history.
  package var digest: StateDigest { tenant.digest.joined(with: local.digest) }
}

/// What a sync remembers between its runs beside its links.
package struct SyncSession: Sendable {
  /// When the delta token that the next run would use was issued; `nil` before the first round.
  package var tokenIssued: Instant?
  /// When the next scheduled run is due.
  package var nextRun: Instant?
  package var runCount: UInt32 = 0
  /// Kinds of group whose lists are switched off.
  package var switchedOff: [GroupKind] = []
  package var hasIntegration = true
  /// What is missing of the things that must be there before the first call.
  package var missingPrerequisites: [String] = []
  /// Tenant groups whose copies were deleted by hand: never synchronised again.
  package var neverAgain: [ObjectIndex] = []
  /// Calls made so far: pages read of the directory, and what was sent to either side.
  package var callCount = 0
  /// Entries on one page of a list.
  ///
  /// Source: "List groups", https://learn.microsoft.com/graph/api/group-list: 100 unless asked for
  /// up to 999.
  package var pageSize = 100
  /// Up to where the directory's changes are dealt with, as far as runs of all links go.
  var roundPosition = 0
  /// The same for the local side.
  var localPosition = 0
  /// With whom each object was matched last.
  var partners = FormerPartners()
  /// The matching of the run before, as long as nothing changed by which it was found.
  var matching: KnownMatching?
  /// What matching made of the tenant's names.
  var nameKeys = NameKeys()
  /// What the last matching of large sides found, and where both sides stood.
  var matchMemory: (memory: MatchMemory, position: FeedPosition)?
  /// Both sides as they were read last, as long as neither changed.
  var sight: KnownSight?
  /// The nested groups of large sides, for the next run.
  var nestings: FormerNestings?
  /// What the latest full runs on schedule did, as long as they found everything in step.
  var quiet: QuietRuns?
  /// The states of both sides whose people and groups have been followed to the end.
  var accountsFollowed: IdentityVersions?

  package init() {}
}

/// Which states of both sides, as far as identities go.
struct IdentityVersions: Equatable, Sendable {
  let tenant: Int
  let local: Int
}

/// A matching and the states for which it holds.
struct KnownMatching: Sendable {
  let matching: Matching
  let versions: IdentityVersions
}

/// Changes of a run that people see only later.
package struct Publication: Sendable, Equatable {
  package let time: Instant
  /// The changes of the local side, as positions of its log.
  package let changes: Range<Int>
  package let run: UInt32
}

/// One line of an activity log.
package struct Activity: Sendable, Equatable {
  /// What somebody did.
  package enum Action: String, Sendable {
    case created, updated, archived, unarchived, disabled, enabled, deleted
    case rowDeleted = "row deleted"
  }

  package let time: Instant
  package let action: Action
  package let object: ObjectIndex
  /// The field or the member that it was about; empty when it was the object itself.
  package let subject: String
  /// The member that it was about, where it was one.
  package var target = noObject
}

/// What one run tells about itself.
package struct RunLog: Sendable, Equatable {
  package let run: UInt32
  package let kind: RunKind
  package let started: Instant
  package var ended: Instant
  package var status: LinkRun.Status
  package var added = 0
  package var removed = 0
  package var changed = 0
  /// Wanted changes that did not happen.
  package var heldBack = 0
  package var failed = 0
  /// Whether everything was read and nothing refused: as long as nothing happens, another run would
  /// end in the same way.
  var isSettled = false
  package var lines: [String] = []
}

/// Numbers that look random and are the same for the same seed, on every machine.
///
/// SplitMix64: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators",
/// https://doi.org/10.1145/2660193.2660195.
package struct SeededNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// The next number, any of 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension RandomNumberGenerator {
  /// A number from 0 up to, but not including, `bound`.
  package mutating func number(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }
}

extension Change {
  /// The object whose text or flags changed.
  fileprivate var changedObject: ObjectIndex? {
    switch self {
    case .edge: nil
    case .text(let object, _, _, _), .flags(let object, _, _): object
    }
  }
}
