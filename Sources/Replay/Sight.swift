import DirectoryModel
import SyncSemantics

/// Both sides as one run read them.
struct Sight {
  let tenant: Directory
  let local: Directory
  /// Up to where the logs of both sides were seen.
  var position: FeedPosition
  /// Whether nothing stood between the run and the state of both sides.
  let isPlain: Bool
  /// What could not be read whole.
  var unread = Unread()

  /// Whether there is so much that what is made of it is worth keeping.
  var isLarge: Bool { tenant.objectCount + local.objectCount > KnownSight.mostObjects }
}

/// The lists that a run could not read to their ends.
struct Unread {
  /// Sides of which the list of all objects of some kind ended early.
  var sides: Set<Side> = []
  var tenantGroups: Set<ObjectIndex> = []
  var localGroups: Set<ObjectIndex> = []

  var isEmpty: Bool { sides.isEmpty && tenantGroups.isEmpty && localGroups.isEmpty }

  mutating func insert(_ group: ObjectIndex, _ side: Side) {
    if side == .tenant { tenantGroups.insert(group) } else { localGroups.insert(group) }
  }

  /// Whether a pair may have been read in part; nested groups may be anywhere.
  func concerns(_ tenantGroup: ObjectIndex, _ localGroup: ObjectIndex, _ policy: Policy) -> Bool {
    guard !isEmpty else { return false }
    return !sides.isEmpty || policy.members.nesting == .transitive
      || tenantGroups.contains(tenantGroup) || localGroups.contains(localGroup)
  }
}

extension Fault {
  /// Whether the fault may change what a full run reads.
  var concernsLists: Bool {
    switch self {
    case .unreadablePage, .cutList, .throttled, .answersNobody: true
    case .lag(_, let read, _): read == .list
    case .refused, .crash, .tokenDead, .pageRepeated, .pageLost, .pagesReordered, .clockAhead:
      false
    }
  }

  /// Whether the fault may change what an incremental run looks up beside the feed of changes.
  var concernsLookUps: Bool {
    switch self {
    case .lag(_, let read, _): read == .point || read == .index
    case .unreadablePage, .cutList, .answersNobody: true
    case .throttled, .refused, .crash, .tokenDead, .pageRepeated, .pageLost, .pagesReordered,
      .clockAhead:
      false
    }
  }
}

extension World {
  /// How many seconds some kinds of read of a side lag behind.
  func lag(_ side: Side, _ kinds: [ReadKind]) -> Int64 {
    var seconds: Int64 = 0
    for case .lag(side, let kind, let lag) in faults where kinds.contains(kind) {
      seconds = max(seconds, lag)
    }
    return seconds
  }

  /// Where the log of a side stands as reads that lag so much see it.
  func position(_ side: Side, lag: Int64) -> Int {
    guard lag > 0 else { return position(of: side) }
    let position = position(at: now + -lag)
    return side == .tenant ? position.tenant : position.local
  }

  /// How far a side's clock is ahead of the sync's.
  func clockAhead(_ side: Side) -> Int64 {
    for case .clockAhead(side, let seconds) in faults { return seconds }
    return 0
  }
}
