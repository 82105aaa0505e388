import TestSupport
import Testing
import YAMLText

@testable import Replay

struct ScenarioExposureTests {
  /// Collection1 holds DeviceA and is enabled at 08:00; runs follow every five minutes.
  static let bounds: [(steps: String, holds: String, differs: String)] = [
    (
      "  - expect: {}\n", "departed-access: at most 0s", ""
    ),
    (
      "  - wait: 2m\n  - local: { remove: DeviceA, from: Collection1 }\n  - wait: 3m\n",
      "departed-access: at most 3m", "departed-access: at most 2m"
    ),
    (
      "  - local: { remove: DeviceA, from: Collection1 }\n  - wait: 4m\n",
      "departed-access: at most 4m", "departed-access: at most 239s"
    ),
    (
      "  - wait: 1m\n  - local: { add: DeviceB, to: Collection1 }\n  - wait: 1h\n",
      "joiner-waited: at most 4m", "joiner-waited: at most 3m"
    ),
    (
      "  - local: { add: DeviceB, to: Collection1 }\n  - sync: incremental\n  - wait: 1h\n",
      "joiner-waited: at most 0s", ""
    ),
    (
      "  - disable: Collection1\n  - local: { remove: DeviceA, from: Collection1 }\n  - wait: 2d\n",
      "departed-access: at most 48h", "departed-access: at most 1d"
    ),
  ]

  @Test(arguments: bounds)
  func `the longest time that somebody had access or waited for it is held against a bound`(
    _ row: (steps: String, holds: String, differs: String)
  ) {
    let steps = row.steps.replacing("  - expect: {}\n", with: "")
    func differences(_ bound: String) -> [String] {
      ScenarioRunnerTests.differences(
        ScenarioRunnerTests.enabled(steps + "  - expect: { \(bound) }\n"))
    }
    #expect(differences(row.holds) == [])
    if !row.differs.isEmpty { #expect(differences(row.differs).count == 1) }
  }

  @Test func `a bound that is passed is told with the time that was found`() {
    let text = ScenarioRunnerTests.enabled(
      "  - local: { remove: DeviceA, from: Collection1 }\n  - wait: 4m\n"
        + "  - expect: { departed-access: at most 1m }\n")
    #expect(
      ScenarioRunnerTests.differences(text) == ["19: departed-access: at most 1m / at most 4m"])
  }
}
