import TestSupport
import Testing

/// What `rollcall diff --format scenario` prints, as the steps of a scenario for `rollcall test`.
struct DiffScenarioTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    /// What must hold after the steps.
    let expectation: String

    var testDescription: String { "\(old) to \(new)" }
  }

  private static let series = "fixtures/series"

  static let rows = [
    Row(
      old: "\(series)/day-1", new: "\(series)/day-2",
      expectation: """
        directory:
                Sales: [Astrid Lund, gro@fjordline.example]
                IT: [Carla Weiss, Deniz Kaya, Bjørn Aune]
                Finance: [Fatou Sarr]
                Project Kraken: [Astrid Lund, Carla Weiss]
              present: { directory: [gro@fjordline.example] }
              absent: { directory: [eivind@fjordline.example] }
        """),
    Row(
      old: "\(series)/day-2", new: "\(series)/day-3",
      expectation: """
        directory: { Night Shift: [Deniz Kaya], Project Kraken: [Carla Weiss] }
              owners: { directory: { Finance: [Fatou Sarr-Holm, Astrid Lund], Night Shift: [Carla Weiss] } }
              users:
                directory:
                  deniz@fjordline.example: { enabled: no }
                  fatou@fjordline.example: { name: Fatou Sarr-Holm, job-title: ~ }
              groups:
                directory:
                  IT: { dynamic: yes, rule: 'user.department -eq "IT"' }
                  df5c3965-08e1-5e5a-b7eb-127353b4b629: { name: Sales Nordic }
        """),
    Row(
      old: "\(series)/application-day-1.csv", new: "\(series)/application-day-3.csv",
      expectation: """
        local:
                Sales: [astrid@fjordline.example, bjorn@fjordline.example, gro@fjordline.example]
                IT: [bjorn@fjordline.example, carla@fjordline.example, deniz@fjordline.example]
                Finance: [astrid@fjordline.example]
                Project Kraken: [carla@fjordline.example]
        """),
  ]

  /// A scenario whose steps are what is printed, beginning with the older of the two states.
  private func scenario(_ row: Row, steps: String, in folder: String) -> String {
    let up = String(repeating: "../", count: folder.split(separator: "/").count)
    func path(_ file: String) -> String { "\(up)\(Repository.path(file).dropFirst())" }
    let isTenant = !row.old.hasSuffix(".csv")
    return """
      scenario: The changes between two states happen once more
      source: rollcall diff
      policy: mirror
      start: 2026-03-02T00:00:00Z
      given:
        tenant: \(path(isTenant ? row.old : "\(Self.series)/day-2"))
        database: \(path(isTenant ? "\(Self.series)/application-day-1.csv" : row.old))
      \(steps)  - expect:
            \(row.expectation)

      """
  }

  @Test(arguments: rows)
  func `the printed steps lead from the older state to the newer one`(_ row: Row) throws {
    let printed = try rollcall(
      ["diff", row.old, row.new, "--format", "scenario"], in: Repository.root)
    #expect(printed.exitCode == 0)
    let folder = try ScratchFolder()
    let text = scenario(row, steps: printed.standardOutput, in: folder.path)
    try folder.write(text, to: "again.yaml")
    let finished = try rollcall(["test", "\(folder.path)/again.yaml"], in: Repository.root)
    #expect(finished.exitCode == 0, "\(finished)\n\(text)")
    #expect(finished.standardError == "")
  }

  @Test func `steps that are left out are missed`() throws {
    let row = Self.rows[0]
    let folder = try ScratchFolder()
    let text = scenario(row, steps: "when:\n  - wait: 1m\n", in: folder.path)
    try folder.write(text, to: "again.yaml")
    let finished = try rollcall(["test", "\(folder.path)/again.yaml"], in: Repository.root)
    #expect(finished.exitCode == 1 || finished.exitCode == 2, "\(finished)")
  }
}
