import TestSupport
import Testing
import YAMLText

@testable import Replay

/// Scenarios that begin with the fixtures' tenant and an application's database.
struct ScenarioSnapshotTests {
  private func differences(_ given: String, _ steps: String) -> [String] {
    let text =
      Sample.head.replacing("configmgr", with: "gitea") + "given:\n" + given + "when:\n" + steps
    var runner = ScenarioRunner()
    let outcome = runner.outcome(of: Array(text.utf8), file: Fixture.path("scenarios/s.yaml"))
    switch outcome.verdict {
    case .passed: return []
    case .failed(let failures): return failures.map { "\($0.place.line): \($0.subject)" }
    case .broken(let message): return [message.replacing(Fixture.path(""), with: "")]
    }
  }

  static let snapshots = """
      tenant: ../tenants/halden-frost
      database: ../locals/gitea/gitea.db
      preset: gitea
      parameters: { org: halden }

    """

  @Test func `paths begin at the scenario's folder, and names are those of the snapshots`() {
    #expect(
      differences(
        Self.snapshots,
        """
          - expect: { present: { directory: [IT Hardware, priya.raman@haldenfrost.example] } }
          - directory: { remove: priya.raman@haldenfrost.example, from: IT Hardware }
          - expect: { absent: { directory: [Nobody At All] } }

        """) == [])
  }

  @Test func `a name that means nothing is told at its place`() {
    #expect(
      differences(
        Self.snapshots,
        "  - directory: { delete: Nobody }\n  - expect: { calls: 0 }\n") == [
          "scenarios/s.yaml:11:26: found 'Nobody', expected a name that means one object of the directory"
        ])
  }

  @Test func `a snapshot that cannot be read is told`() {
    let found = differences(
      "  tenant: none.zip\n  local: {}\n", "  - expect: { calls: 0 }\n")
    #expect(found.count == 1)
    #expect(found[0].contains("none.zip"), "\(found)")
  }
}
