import Testing
import YAMLText

@testable import Replay

/// Every mistake in a fault, with its whole message.
struct ScenarioFaultsMistakeTests {
  static let mistakes: [Mistake] = [
    Mistake(
      Sample.step("fault: page"),
      "s.yaml:16:12: found 'page', expected one of 'unreadable-page', 'cut-list', "
        + "'throttled', 'unavailable', 'refuse', 'crash-after', 'token-expired', 'lag', "
        + "'answers-nobody', 'clock-ahead', 'clock-behind', 'page-repeated', 'page-lost', "
        + "'pages-reordered'"),
    Mistake(
      Sample.step("fault: page-lots"),
      "s.yaml:16:12: found 'page-lots', expected one of 'unreadable-page', 'cut-list', "
        + "'throttled', 'unavailable', 'refuse', 'crash-after', 'token-expired', 'lag', "
        + "'answers-nobody', 'clock-ahead', 'clock-behind', 'page-repeated', 'page-lost', "
        + "'pages-reordered'\n  "
        + "did you mean 'page-lost'?"),
    Mistake(
      Sample.step("fault: {}"),
      "s.yaml:16:12: found an empty mapping, expected a fault"),
    Mistake(
      Sample.step("fault: { trottled: 3 }"),
      "s.yaml:16:14: found unknown key 'trottled', expected one of 'unreadable-page', "
        + "'cut-list', 'throttled', 'unavailable', 'refuse', 'crash-after', 'token-expired', "
        + "'lag', 'answers-nobody', 'clock-ahead', 'clock-behind'\n  did you mean 'throttled'?"),
    Mistake(
      Sample.step("fault: { throttled: 0 }"),
      "s.yaml:16:25: found '0', expected a whole number from 1 to 1000000"),
    Mistake(
      Sample.step("fault: { throttled: 3, retry-after: 10 }"),
      "s.yaml:16:41: found '10', expected a duration such as '90s', '5m', '1h' or '30d'"),
    Mistake(
      Sample.step("fault: { throttled: 3, retry-after: \"Thu, 30 Nov 2022 08:00:30 GMT\" }"),
      "s.yaml:16:41: found the text 'Thu, 30 Nov 2022 08:00:30 GMT', expected a date such as "
        + "'Wed, 30 Nov 2022 08:00:30 GMT'\n  that day is a Wed"),
    Mistake(
      Sample.step("fault: { throttled: 3, retry-after: \"Wed, 30 Nov 2022 08:00:30 UTC\" }"),
      "s.yaml:16:41: found the text 'Wed, 30 Nov 2022 08:00:30 UTC', expected a date such as "
        + "'Wed, 30 Nov 2022 08:00:30 GMT'"),
    Mistake(
      Sample.step("fault: { throttled: 3, retry-after: \"Wednesday, 30-Nov-22 08:00:30 GMT\" }"),
      "s.yaml:16:41: found the text 'Wednesday, 30-Nov-22 08:00:30 GMT', expected a date such as "
        + "'Wed, 30 Nov 2022 08:00:30 GMT'"),
    Mistake(
      Sample.step("fault: { throttled: 3, retry-after: \"Mon, 29 Nov 2032 08:00:01 GMT\" }"),
      "s.yaml:16:41: found the text 'Mon, 29 Nov 2032 08:00:01 GMT', expected a date within ten years "
        + "after Wed, 30 Nov 2022 08:00:00 GMT"),
    Mistake(
      Sample.step("fault: { throttled: 3, retry-after: 3653d }"),
      "s.yaml:16:41: found '3653d', expected a length of time up to ten years"),
    Mistake(
      Sample.step("fault: { unavailable: 3, retry-after: 106751991167300d }"),
      "s.yaml:16:43: found '106751991167300d', expected a length of time up to ten years"),
    Mistake(
      Sample.step("fault: { throttled: 3, arrives: yes }"),
      "s.yaml:16:28: found unknown key 'arrives', expected one of 'throttled', 'times', "
        + "'retry-after'"),
    Mistake(
      Sample.step("fault: { unavailable: 3, arrives: late }"),
      "s.yaml:16:39: found 'late', expected one of 'yes', 'no', 'true', 'false'"),
    Mistake(
      Sample.step("fault: { clock-behind: 3653d }"),
      "s.yaml:16:28: found '3653d', expected a length of time up to ten years"),
    Mistake(
      Sample.step("fault: { lag: { list: 3653d } }"),
      "s.yaml:16:27: found '3653d', expected a length of time up to ten years"),
    Mistake(
      Sample.step("fault: { throttled: 3, after: 10s }"),
      "s.yaml:16:28: found unknown key 'after', expected one of 'throttled', 'times', "
        + "'retry-after'"),
    Mistake(
      Sample.step("fault: { unreadable-page: 1 }"),
      "s.yaml:16:12: found a mapping without 'of', expected the key 'of'"),
    Mistake(
      Sample.step("fault: { unreadable-page: 0, of: Group1 }"),
      "s.yaml:16:31: found '0', expected a whole number from 1 to 1000"),
    Mistake(
      Sample.step("fault: { unreadable-page: 1, of: Group9 }"),
      "s.yaml:16:38: found 'Group9', expected a group that either side has\n  did you mean "
        + "'Group1'?"),
    Mistake(
      Sample.step("fault: { unreadable-page: 1, of: Collection1, side: directory }"),
      "s.yaml:16:38: found 'Collection1', expected a group that the directory has\n  "
        + "'Collection1' is a group of the local side"),
    Mistake(
      Sample.step("fault: { cut-list: Ada }"),
      "s.yaml:16:24: found the user 'Ada', expected a group"),
    Mistake(
      Sample.step("fault: { answers-nobody: everybody }"),
      "s.yaml:16:30: found 'everybody', expected one of 'directory', 'local'"),
    Mistake(
      Sample.step("fault: { lag: { lists: 5m } }"),
      "s.yaml:16:21: found unknown key 'lists', expected one of 'point', 'list', 'index', "
        + "'delta'\n  did you mean 'list'?"),
    Mistake(
      Sample.step("fault: { lag: {} }"),
      "s.yaml:16:19: found a mapping, expected a way of reading and how late it is"),
    Mistake(
      Sample.step("fault: { clock-ahead: 5 }"),
      "s.yaml:16:27: found '5', expected a duration such as '90s', '5m', '1h' or '30d'"),
    Mistake(
      Sample.step("fault: { refuse: Eve }"),
      "s.yaml:16:22: found 'Eve', expected an object that either side has\n  list it under "
        + "'given'"),
    Mistake(
      Sample.step("fault: { refuse: Ada, whole-batch: 20 }"),
      "s.yaml:16:40: found '20', expected one of 'yes', 'no', 'true', 'false'"),
    Mistake(
      Sample.step("fault: { crash-after: many }"),
      "s.yaml:16:27: found 'many', expected a whole number from 0 to 1000000"),
    Mistake(
      Sample.step("fault: { token-expired: 30d }"),
      "s.yaml:16:29: found '30d', expected one of 'reset', 'expired-doc', "
        + "'expired-directory', 'outlook-style', 'page-token', 'not-found'"),
  ]

  @Test(arguments: mistakes)
  func `a mistake in a fault is told with its line and column`(_ mistake: Mistake) {
    mistake.check()
  }
}
