package import DirectoryModel

/// Something that goes wrong from here on, until it is repaired or has happened.
package enum GivenFault: Sendable {
  /// A page of a group's member list cannot be read; pages count from 1.
  case unreadablePage(Int, of: ScenarioName, Side)
  /// A group's member list ends early, or without a group the list of all objects.
  case cutList(ScenarioName?, Side)
  /// The service answers a call with 429 or 503; calls count from 1, from the fault on. One that
  /// arrives does its work all the same.
  case answer(Answer, call: Int, times: Int, retryAfter: RetryAfter?, arrives: Bool)
  /// Writing one member is refused, as a rule together with its whole batch; on the side that is
  /// written unless another is named.
  case refuse(ScenarioName, Side?, takesBatchDown: Bool)
  /// The program stops dead after so many operations.
  case crash(afterOperation: Int)
  case tokenExpired(TokenDeath)
  case pages(PageTrouble)
  /// One way of reading a side shows the state of so many seconds ago.
  case lag(Side, LaggingRead, seconds: Int64)
  /// A side answers with empty lists.
  case answersNobody(Side)
  /// A side's clock is so many seconds ahead of the sync's, or behind when negative.
  case clockAhead(Side, seconds: Int64)

  /// Why a call is not answered.
  package enum Answer: String, CaseIterable, Sendable {
    case throttled, unavailable

    /// The status of the answer.
    package var status: Int { self == .throttled ? 429 : 503 }
  }

  /// What happens to the pages of a round.
  package enum PageTrouble: String, CaseIterable, Sendable {
    case repeated = "page-repeated"
    case lost = "page-lost"
    case reordered = "pages-reordered"
  }

  /// Ways of reading that may show changes at different times.
  package enum LaggingRead: String, CaseIterable, Sendable { case point, list, index, delta }
}
