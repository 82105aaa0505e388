import TestSupport
import Testing
import YAMLText

@testable import Replay

struct ScenarioIndexTests {
  /// The page of the manual that lists every claim with its document and its scenario.
  @Test func `every claim stands in the manual with its document`() throws {
    var page = """
      # Scenario index

      What the documents promise, and the scenario that checks it.

      ## Overview

      Made from the scenarios under `fixtures/scenarios`; a test keeps it up to date.

      """
    var folder = ""
    for file in try Fixture.files(in: "scenarios", withExtension: "yaml") {
      let scenario = try Scenario.read(Fixture.bytes(file), file: file)
      let parts = file.split(separator: "/").map(String.init)
      if parts[1] != folder {
        folder = parts[1]
        page += "\n## \(folder)\n\n| claim | document | scenario |\n| --- | --- | --- |\n"
      }
      page += "| \(Self.cell(scenario.claim)) | \(Self.cell(scenario.source)) | `\(file)` |\n"
    }
    try expectGolden(page, at: "Sources/rollcall/rollcall.docc/ScenarioIndex.md")
  }

  @Test func `no scenario is a copy of another with other names`() throws {
    var seen: [String: String] = [:]
    for file in try Fixture.files(in: "scenarios", withExtension: "yaml") {
      let scenario = try Scenario.read(Fixture.bytes(file), file: file)
      let shape = Self.shape(scenario)
      if let other = seen.updateValue(file, forKey: shape) {
        Issue.record("'\(file)' does the same as '\(other)'")
      }
    }
  }

  /// The scenario with every name replaced by the number of its first appearance.
  private static func shape(_ scenario: Scenario) -> String {
    var numbers: [Substring: Int] = [:]
    let text =
      "\(scenario.policy.name.text)\n" + scenario.steps.map(Sketch.text).joined(separator: "\n")
    return text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
      .map { word in
        let number = numbers[word] ?? numbers.count
        numbers[word] = number
        return String(number)
      }.joined(separator: " ")
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
