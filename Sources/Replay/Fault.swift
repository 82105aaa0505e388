package import DirectoryModel

/// Something that goes wrong between the sync and a side, until it is repaired.
package enum Fault: Sendable, Equatable {
  /// A page of a group's member list cannot be read; pages count from 1.
  case unreadablePage(Side, group: ObjectIndex, page: Int)
  /// The list of all objects of a kind ends early, or a group's does.
  case cutList(Side, group: ObjectIndex?)
  /// The n-th call from now on is answered with 429 or 503, so many times.
  case throttled(call: Int, status: Int, retryAfterSeconds: Int64?, times: Int)
  /// Writing one member is refused.
  case refused(member: ObjectIndex, takesBatchDown: Bool)
  /// The sync stops dead after so many operations from now on.
  case crash(afterOperations: Int)
  /// The delta token is dead, with this answer of the service.
  case tokenDead(TokenDeath)
  case pageRepeated
  case pageLost
  case pagesReordered
  /// Changes of a side show up so many seconds late in one kind of read.
  case lag(Side, ReadKind, seconds: Int64)
  /// A side answers with empty lists.
  case answersNobody(Side)
  /// The clock of a side is ahead of the sync's by so many seconds.
  case clockAhead(Side, seconds: Int64)
}

/// The ways of reading that may lag behind by different times.
package enum ReadKind: String, CaseIterable, Sendable { case point, list, index, delta }

/// The answers by which a service says that a delta token is of no use any more.
///
/// Source: "Use delta query to track changes in Microsoft Graph data",
/// https://learn.microsoft.com/graph/delta-query-overview.
package enum TokenDeath: String, CaseIterable, Sendable {
  case reset
  case expired = "expired-doc"
  case tooOld = "expired-directory"
  case outlookStyle = "outlook-style"

  /// The status of the answer.
  package var status: Int {
    switch self {
    case .reset, .outlookStyle: 410
    case .expired, .tooOld: 400
    }
  }

  /// The code and the message of the answer.
  package var text: (code: String, message: String) {
    switch self {
    case .reset: ("resyncRequired", "Resync required. A new round must be started.")
    case .expired:
      (
        "syncStateNotFound",
        "The sync state generation is not found. The delta token is expired and data must be "
          + "synchronized again."
      )
    case .tooOld:
      ("Request_UnsupportedQuery", "DeltaLink older than 30 days is not supported.")
    case .outlookStyle: ("SyncStateNotFound", "The sync state generation is not found.")
    }
  }
}
