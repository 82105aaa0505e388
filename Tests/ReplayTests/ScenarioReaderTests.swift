import DirectoryModel
import TestSupport
import Testing
import YAMLText

@testable import Replay

struct ScenarioReaderTests {
  @Test func `the example of the documentation is read whole`() throws {
    let scenario = try Sample.read(Sample.issueExample)
    #expect(scenario.claim == scenario.title)
    #expect(scenario.policy.name.text == "configmgr")
    #expect(scenario.start == 1_669_795_200)
    #expect(scenario.steps.count == 10)
    #expect(scenario.expectationCount == 6)
    guard case .objects(let objects) = scenario.given.directory else {
      Issue.record("no objects")
      return
    }
    #expect(objects.map(\.key.text) == ["DeviceA", "DeviceB", "DeviceC", "DeviceD", "Group1"])
  }
}
