package import DirectoryModel
package import SyncSemantics

/// What a sync remembers of one pair of groups between its runs.
package struct SyncLink: Sendable {
  package let tenantGroup: ObjectIndex
  package let localGroup: ObjectIndex
  package var direction: Link.Direction?
  /// Whether somebody stated the link; the others come and go with the matching.
  package let isStated: Bool
  package var state: LinkState
  /// Whether the next run has to look at everything.
  package var needsFullRun = true
  /// Up to where the changes of both sides are dealt with.
  package var position: FeedPosition
  /// The same, as far as the last full run goes.
  package var lookedAt: FeedPosition
  /// When the run began after which the position holds.
  package var readAt: Instant?
  /// The last run that dealt with the link; 0 when none has.
  var endedIn: UInt32 = 0
  package var lastFull: LinkRun?
  package var lastSync: LinkRun?
  /// Changes that were refused, to be tried again: by member on the authority's side.
  package var pending: [PendingChange] = []
  /// What runs have seen of a documented group: what its document shows, and what it shows later.
  package internal(set) var looks: [DocumentLook] = []

  package init(
    tenantGroup: ObjectIndex, localGroup: ObjectIndex, direction: Link.Direction?, isStated: Bool,
    state: LinkState, position: FeedPosition
  ) {
    (self.tenantGroup, self.localGroup) = (tenantGroup, localGroup)
    (self.direction, self.isStated) = (direction, isStated)
    (self.state, self.position, lookedAt) = (state, position, position)
  }
}

/// Where a reader of both sides' changes stands: positions in the logs of the overlays.
package struct FeedPosition: Hashable, Sendable {
  package var tenant: Int
  package var local: Int

  package init(tenant: Int, local: Int) { (self.tenant, self.local) = (tenant, local) }
}

/// A change that a run could not carry out.
package struct PendingChange: Hashable, Sendable {
  /// The list that was to change.
  package let relation: Relation
  /// A number on the authority's side.
  package let member: ObjectIndex
  package let isMember: Bool

  package init(_ relation: Relation = .members, member: ObjectIndex, isMember: Bool) {
    (self.relation, self.member, self.isMember) = (relation, member, isMember)
  }
}

/// How one run ended for one link.
package struct LinkRun: Sendable, Equatable {
  /// The words that a monitoring table shows.
  package enum Status: String, CaseIterable, Sendable {
    case success = "Success"
    case partialSuccess = "Partial Success"
    case failed = "Failed"
    case inProgress = "In Progress"

    /// The place among all cases.
    var number: Int {
      switch self {
      case .success: 0
      case .partialSuccess: 1
      case .failed: 2
      case .inProgress: 3
      }
    }
  }

  package var time: Instant
  package var status: Status
  /// Members of the authority at the time of the run.
  package var memberCount: Int
  /// Changes that were to be made, and how many of them were.
  package var wanted: Int
  package var completed: Int
  package var failed: Int
  /// Members of the authority that the copy does not have yet, and nothing speaks against it.
  package var waiting = 0
  /// Members of the authority that the copy was refused.
  package var refused = 0

  package init(
    time: Instant, status: Status, memberCount: Int = 0, wanted: Int = 0, completed: Int = 0,
    failed: Int = 0
  ) {
    (self.time, self.status, self.memberCount) = (time, status, memberCount)
    (self.wanted, self.completed, self.failed) = (wanted, completed, failed)
  }

  /// Members that both sides have, as far as the sync knows.
  package var inStep: Int { max(0, memberCount - waiting - refused) }
}
