package import DirectoryModel

/// Something that goes wrong between the sync and a side, until it is repaired.
package enum Fault: Sendable, Equatable {
  /// A page of a group's member list cannot be read; pages count from 1. What lies behind it
  /// cannot be read either, because the page holds the address of the next.
  case unreadablePage(Side, group: ObjectIndex, page: Int)
  /// The lists of all objects end after their first half, or a group's list does.
  case cutList(Side, group: ObjectIndex?)
  /// The n-th call from now on is answered with 429 or 503, so many times in a row.
  ///
  /// Calls are the pages that a run reads of the directory, and what it sends to either side. One
  /// that arrives does its work all the same, and only its answer is lost.
  case throttled(
    call: Int, status: Int, retryAfter: RetryAfter?, times: Int, arrives: Bool = false)
  /// Writing one object is refused: a number on the given side, whichever side is written.
  ///
  /// Members are added in batches that succeed or fail as one; as a rule the refused one takes
  /// the others down.
  case refused(Side, ObjectIndex, takesBatchDown: Bool)
  /// The sync stops dead after so many operations from now on.
  case crash(afterOperations: Int)
  /// The delta token is dead, with this answer of the service, until a new one is issued.
  case tokenDead(TokenDeath)
  /// A page of a round comes a second time.
  case pageRepeated
  /// A page of a round never comes: the round ends without a link for the next one.
  case pageLost
  /// The pages of a round come in another order.
  case pagesReordered
  /// Changes of a side show up so many seconds late in one kind of read.
  case lag(Side, ReadKind, seconds: Int64)
  /// A side answers with empty member lists, and says that they are whole.
  case answersNobody(Side)
  /// The clock of a side is ahead of the sync's by so many seconds, or behind when negative.
  ///
  /// Delta tokens are issued and judged by the directory's clock. A list of changes that is asked
  /// for by time shows what the clock ahead has stamped with a later time only once the sync's own
  /// clock has come so far; of a clock behind, changes soon after a run are stamped with a time
  /// before it, and are never shown.
  case clockAhead(Side, seconds: Int64)
}

/// What an answer says about when to call again.
///
/// Source: "HTTP Semantics", RFC 9110 section 10.2.3,
/// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3: a number of seconds or a date.
package enum RetryAfter: Sendable, Equatable {
  case seconds(Int64)
  case date(Instant)

  /// How many seconds it asks to wait; a date that has gone by asks for none.
  package func wait(at now: Instant) -> Int64 {
    switch self {
    case .seconds(let seconds): max(0, seconds)
    case .date(let date): max(0, date - now)
    }
  }

  /// The value of the header.
  package var text: String {
    switch self {
    case .seconds(let seconds): String(seconds)
    case .date(let date): date.httpDate
    }
  }
}

/// The ways of reading that may lag behind by different times.
package enum ReadKind: String, CaseIterable, Sendable {
  /// How an incremental run looks one object up.
  case point
  /// How a full run reads everything.
  case list
  /// How an incremental run finds objects by a property.
  case index
  /// What the feed of changes tells.
  case delta
}

/// The answers by which a service says that a delta token is of no use any more.
///
/// Source: "Use delta query to track changes in Microsoft Graph data",
/// https://learn.microsoft.com/graph/delta-query-overview. The text of `tooOld` is that of "Azure
/// Active Directory sync with the Kaizala Directory",
/// https://learn.microsoft.com/office365/kaizala/aad-sync-with-tul, where tokens live 30 days; the
/// last three were seen in
/// https://github.com/microsoftgraph/microsoft-graph-docs/issues/2350 and
/// https://github.com/microsoftgraph/microsoft-graph-docs/issues/1000, and in paging.
package enum TokenDeath: String, CaseIterable, Sendable {
  case reset
  case expired = "expired-doc"
  case tooOld = "expired-directory"
  case outlookStyle = "outlook-style"
  case pageToken = "page-token"
  case notFound = "not-found"

  /// The status of the answer.
  package var status: Int {
    switch self {
    case .reset, .outlookStyle: 410
    case .expired, .tooOld, .pageToken: 400
    case .notFound: 404
    }
  }

  /// The code of the answer.
  package var code: String {
    switch self {
    case .reset: "resyncRequired"
    case .expired: "syncStateNotFound"
    case .tooOld: "Request_UnsupportedQuery"
    case .outlookStyle: "SyncStateNotFound"
    case .pageToken: "Directory_ExpiredPageToken"
    case .notFound: "UnknownError"
    }
  }

  /// The message of the answer, where tokens live so many seconds; empty where there is none.
  package func message(lifetimeSeconds: Int64) -> String {
    switch self {
    case .reset: "Resync required. A new round must be started."
    case .expired:
      "The sync state generation is not found. The delta token is expired and data must be "
        + "synchronized again."
    case .tooOld:
      "DeltaLink older than \(Duration.words(lifetimeSeconds)) is not supported."
    case .outlookStyle: "The sync state generation is not found."
    case .pageToken: "The specified page token has expired."
    case .notFound: ""
    }
  }

  /// Status, code and message in one line.
  package func description(lifetimeSeconds: Int64) -> String {
    let message = message(lifetimeSeconds: lifetimeSeconds)
    return "\(status) \(code)" + (message.isEmpty ? "" : ": \(message)")
  }

  /// How a service says that a token has outlived so many seconds.
  ///
  /// The answer that names the age is known of tokens of 30 days only.
  package static func ofAge(lifetimeSeconds: Int64) -> TokenDeath {
    lifetimeSeconds == 30 * 86_400 ? .tooOld : .expired
  }
}

extension World {
  /// What a fault is, for the timeline.
  package func text(of fault: Fault) -> String {
    switch fault {
    case .unreadablePage(let side, let group, let page):
      "page \(page) of \(name(of: group, on: side)) (\(side.word)) cannot be read"
    case .cutList(let side, let group?):
      "the list of \(name(of: group, on: side)) (\(side.word)) is cut"
    case .cutList(let side, nil): "the lists of the \(side.word) side are cut"
    case .throttled(let call, let status, let wait, let times, let arrives):
      "call \(call) from now on is answered with \(status)"
        + (times > 1 ? " \(times) times" : "")
        + (wait.map { ", Retry-After \($0.text)" } ?? "")
        + (arrives ? ", and does its work all the same" : "")
    case .refused(let side, let member, let isWhole):
      "\(name(of: member, on: side)) is refused" + (isWhole ? " with the whole batch" : "")
    case .crash(let count): "the sync stops dead after \(count) operations"
    case .tokenDead(let death): "the delta token is dead: \(death.status) \(death.code)"
    case .pageRepeated: "a page of a round comes twice"
    case .pageLost: "a page of a round is lost"
    case .pagesReordered: "the pages of a round come in another order"
    case .lag(let side, let read, let seconds):
      "\(read.rawValue) reads of the \(side.word) side lag by \(Duration.text(seconds))"
    case .answersNobody(let side): "the \(side.word) side answers with empty lists"
    case .clockAhead(let side, let seconds):
      "the clock of the \(side.word) side is \(Duration.text(abs(seconds))) "
        + (seconds < 0 ? "behind" : "ahead")
    }
  }
}
