import Testing
import YAMLText

@testable import Replay

/// Every mistake in the end of a file, with its whole message.
struct ScenarioEndsMistakeTests {
  static let mistakes: [Mistake] = [
    Mistake(
      Sample.head + Sample.given + "when:\n  - wait: 5m\n",
      "s.yaml:16:5: found no expectation after the last step, expected 'expect' as the last "
        + "step\n  a scenario that ends without one proves nothing, or was cut off"),
    Mistake(
      Sample.head + Sample.given + "when:\n  - expect: { calls: 0 }",
      "s.yaml:16:1: found a last line without an end, expected a line feed at the end of "
        + "the file\n  the file may have been cut off"),
    Mistake(
      Sample.head + Sample.given + "when:\n  - expect: { calls: 0 \n",
      "s.yaml:17:1: found something else (while parsing a flow mapping that begins at "
        + "16:13), expected ',' or '}'"),
    Mistake(
      Sample.head + Sample.given + "when:\n  - expect: { calls: 0 }\n---\na: b\n",
      "s.yaml:17:1: found a second document, expected a single document\n  remove the line "
        + "'---' or put the second document into a file of its own"),
  ]

  @Test(arguments: mistakes)
  func `a mistake in the end of a file is told with its line and column`(_ mistake: Mistake) {
    mistake.check()
  }
}
