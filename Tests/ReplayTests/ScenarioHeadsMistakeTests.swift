import Testing
import YAMLText

@testable import Replay

/// Every mistake in the head of a file, with its whole message.
struct ScenarioHeadsMistakeTests {
  static let mistakes: [Mistake] = [
    Mistake(
      "",
      "s.yaml:1:1: found no document, expected a YAML document"),
    Mistake(
      "[]\n",
      "s.yaml:1:1: found a list, expected a mapping"),
    Mistake(
      "scenario: x\n",
      "s.yaml:1:1: found a mapping without 'source', expected the key 'source'"),
    Mistake(
      "scenario: x\nsource: y\n",
      "s.yaml:1:1: found a mapping without 'policy', expected the key 'policy'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\n",
      "s.yaml:1:1: found a mapping without 'start', expected the key 'start'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\nstart: 2022-11-30T08:00:00Z\n",
      "s.yaml:1:1: found a mapping without 'given', expected the key 'given'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\nstart: 2022-11-30T08:00:00Z\ngiven: {directory: {}, local: {}}\n",
      "s.yaml:1:1: found a mapping without 'when', expected the key 'when'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\nstart: 2022-11-30T08:00:00Z\ngiven: {directory: {}, local: {}}\nwhen: []\n",
      "s.yaml:1:1: found no step, expected 'expect' as the last step\n  a scenario that "
        + "ends without one proves nothing, or was cut off"),
    Mistake(
      "scenario: x\nscenario: y\n",
      "s.yaml:2:1: found the key 'scenario' a second time, expected each key once\n  the "
        + "first one stands at 1:1"),
    Mistake(
      "scenaro: x\n",
      "s.yaml:1:1: found unknown key 'scenaro', expected one of 'scenario', 'claim', "
        + "'source', 'policy', 'start', 'seed', 'given', 'when'\n  did you mean 'scenario'?"),
    Mistake(
      "scenario: ''\nsource: y\n",
      "s.yaml:1:11: found the text '', expected a text"),
    Mistake(
      "scenario: x\nsource: ~\n",
      "s.yaml:2:9: found '~', expected a text"),
    Mistake(
      "scenario: x\nsource: y\npolicy: []\n",
      "s.yaml:3:9: found a list, expected a name"),
    Mistake(
      "scenario: x\nsource: y\npolicy: { schedule: { interval: 1h } }\n",
      "s.yaml:3:9: found a mapping without 'extends', expected the key 'extends'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\nstart: yesterday\n",
      "s.yaml:4:8: found 'yesterday', expected an instant in UTC such as "
        + "'2022-11-30T08:00:00Z'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\nstart: 2022-11-30\n",
      "s.yaml:4:8: found '2022-11-30', expected an instant in UTC such as "
        + "'2022-11-30T08:00:00Z'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\nstart: 2022-11-30T08:00:00+01:00\n",
      "s.yaml:4:8: found '2022-11-30T08:00:00+01:00', expected an instant in UTC such as "
        + "'2022-11-30T08:00:00Z'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\nstart: 2022-02-29T08:00:00Z\n",
      "s.yaml:4:8: found '2022-02-29T08:00:00Z', expected an instant in UTC such as "
        + "'2022-11-30T08:00:00Z'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\nstart: 2022-11-30T24:00:00Z\n",
      "s.yaml:4:8: found '2022-11-30T24:00:00Z', expected an instant in UTC such as "
        + "'2022-11-30T08:00:00Z'"),
    Mistake(
      "scenario: x\nsource: y\npolicy: mirror\nstart: 2022-11-30T08:00:00Z\nseed: -1\n",
      "s.yaml:5:7: found '-1', expected a whole number from 0 to 9223372036854775807"),
  ]

  @Test(arguments: mistakes)
  func `a mistake in the head of a file is told with its line and column`(_ mistake: Mistake) {
    mistake.check()
  }
}
