/// Something that goes wrong from here on, until it is repaired or has happened.
package enum Fault: Sendable {
  /// A page of a group's list, counted from 1.
  case page(PageTrouble, number: Int, of: ScenarioName?)
  /// The service answers a call with a status; calls are counted from the fault on, from 1.
  case answer(Answer, call: Int, times: Int, retryAfter: Int64?)
  /// A write for one member is refused, and its whole batch with it.
  case refuse(ScenarioName, in: ScenarioName?)
  /// The program stops after so many operations of the next run.
  case crash(afterOperation: Int)
  case tokenExpired(TokenDeath)
  /// A kind of reading shows the state of so many seconds ago.
  case lag([(read: ReadKind, seconds: Int64)])
  /// The source answers that a group has no members at all.
  case answersNobody(ScenarioName?)
  /// The local clock is so many seconds ahead of the directory's; negative when behind.
  case clockSkew(Int64)

  /// What is wrong with a page.
  package enum PageTrouble: String, CaseIterable, Sendable {
    case unreadable = "unreadable-page"
    case truncated = "truncated-page"
    case repeated = "repeated-page"
    case lost = "lost-page"
    case reordered = "reordered-page"
  }

  /// Why a call is not answered.
  package enum Answer: String, CaseIterable, Sendable {
    /// 429.
    case throttled
    /// 503.
    case unavailable
  }

  /// The ways in which Microsoft Graph tells that a delta token is dead.
  package enum TokenDeath: String, CaseIterable, Sendable {
    case reset
    case documented = "expired-doc"
    case directory = "expired-directory"
    case outlook = "outlook-style"
    case page = "page-token"
  }

  /// Ways of reading that may show changes at different times.
  package enum ReadKind: String, CaseIterable, Sendable {
    case point, list, index, delta
  }
}
