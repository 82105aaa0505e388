import TestSupport
import Testing
import YAMLText

@testable import Replay

struct ScenarioTruncationTests {
  /// Every beginning of the example that reads at all, by how many statements it makes.
  ///
  /// YAML cannot tell a list from its beginning: a file that is cut between two steps is a
  /// scenario. It counts only when its last step is an expectation, and then it says how many.
  @Test func `a cut file is refused wherever a step without an expectation would end it`() {
    let bytes = Array(Sample.issueExample.utf8)
    var whole: [Int] = []
    for count in 0..<bytes.count {
      do {
        whole.append(try Scenario.read(Array(bytes[..<count]), file: "s.yaml").expectationCount)
      } catch {
        #expect(error.line >= 1, "\(count): \(error)")
      }
    }
    #expect(whole == [2, 3, 5])
  }

  @Test func `what is left of a cut file never says anything else than the whole file`() throws {
    let bytes = Array(Sample.issueExample.utf8)
    let whole = try Sample.read(Sample.issueExample).steps.map(Sketch.text)
    for count in bytes.indices {
      do {
        let scenario = try Scenario.read(Array(bytes[..<count]), file: "s.yaml")
        #expect(scenario.steps.map(Sketch.text) == Array(whole.prefix(scenario.steps.count)))
      } catch {
        continue
      }
    }
  }

  @Test func `a marker for the end of the document may stand there`() throws {
    #expect(try Sample.read(Sample.issueExample + "...\n").expectationCount == 6)
  }
}
