import Foundation
import TestSupport
import Testing

/// What `rollcall test` prints, writes and returns.
struct ScenarioCommandTests {
  static let folder = "fixtures/broken/scenarios"

  static let rows: [(file: String, words: [String])] = [
    ("test-wrong-members", ["test", "\(folder)/wrong-members.yaml"]),
    ("test-unnoticed-refusal", ["test", "\(folder)/unnoticed-refusal.yaml"]),
    ("test-misspelt-step", ["test", "\(folder)/misspelt-step.yaml"]),
    ("test-cut-off", ["test", "\(folder)/cut-off.yaml"]),
    ("test-folder", ["test", folder]),
    ("test-folder-json", ["test", folder, "--json"]),
    ("test-filter", ["test", folder, "--filter", "refused"]),
    ("test-filter-nothing", ["test", "fixtures/scenarios/delta", "--filter", "no such title"]),
    ("test-unchanged", ["test", "\(folder)/unchanged.yaml"]),
    ("test-documented-example", ["test", "fixtures/scenarios/configmgr/documented-example.yaml"]),
    ("test-no-scenario", ["test", "fixtures/schemas"]),
    ("test-no-file", ["test", "fixtures/scenarios/none.yaml"]),
    ("test-negative-seed", ["test", folder, "--seed=-1"]),
  ]

  @Test(arguments: rows)
  func `results are printed whole`(_ row: (file: String, words: [String])) throws {
    let finished = try rollcall(row.words, in: Repository.root)
    try expectGolden(
      "rollcall \(row.words.joined(separator: " "))\n\(finished)",
      at: "fixtures/golden/cli/\(row.file).txt")
  }

  @Test func `results are the same on one core, on two, and in another process`() throws {
    func output(_ words: String...) throws -> String {
      let finished = try rollcall(
        ["test", "fixtures/scenarios", "--json"] + words, in: Repository.root)
      #expect(finished.exitCode == 0, "\(finished)")
      // Only the words of the command differ.
      return finished.standardOutput.replacing(#/"command": \[[^\]]*\]/#, with: "")
    }
    let one = try output("--jobs", "1")
    #expect(try output("--jobs", "2") == one)
    #expect(try output("--jobs", "2", "--once") == one)
    #expect(try output("--jobs", "1", "--seed", "7").contains("\"verdict\": \"passed\""))
  }

  @Test func `scenarios of both endings are taken, and their lines stand in the JUnit results`()
    throws
  {
    let scratch = try ScratchFolder()
    let text = try Fixture.text("scenarios/configmgr/documented-example.yaml")
    for name in ["a.yaml", "b.yml", "below/c.yml", "d.yaml.bak", "e.YML", "yml"] {
      try scratch.write(text, to: name)
    }
    try scratch.write(text.replacing("remove DeviceA", with: "remove DeviceB"), to: "wrong.yml")
    try scratch.write(text.replacing("findings", with: "x") + "  - nonsense: 1\n", to: "bad.yml")
    let finished = try rollcall(["test", ".", "--junit", "out.xml"], in: scratch.path)
    #expect(finished.exitCode == 2)
    let lines = finished.standardOutput.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    let words = lines.dropLast().map { $0.split(separator: ":")[0] }
    #expect(
      words == [
        "pass   ./a.yaml", "pass   ./b.yml", "error  ./bad.yml", "pass   ./below/c.yml",
        "FAIL   ./wrong.yml",
      ], "\(words)")
    let xml = try scratch.text(of: "out.xml")
    #expect(xml.contains("file=\"./a.yaml\"/>") || xml.contains("file=\"a.yaml\"/>"))
    #expect(xml.contains("wrong.yml\" line=\"16\""), "\(xml)")
    #expect(xml.contains("bad.yml\" line=\"25\""), "\(xml)")
  }

  @Test func `a filter without a match writes nothing`() throws {
    let scratch = try ScratchFolder()
    let words = ["--filter", "nothing at all", "--junit", "\(scratch.path)/out.xml"]
    let finished = try rollcall(["test", "fixtures/scenarios/delta"] + words, in: Repository.root)
    #expect(finished.exitCode == 64)
    #expect(finished.standardOutput == "")
    #expect(finished.standardError.contains("'nothing at all'"))
    #expect(try scratch.names() == [])
    let one = try rollcall(["test", Self.folder, "--filter", "refused"], in: Repository.root)
    #expect(one.exitCode != 64)
  }

  @Test func `JUnit results are written beside the text`() throws {
    let scratch = try ScratchFolder()
    let file = "\(scratch.path)/results.xml"
    let finished = try rollcall(["test", Self.folder, "--junit", file], in: Repository.root)
    #expect(finished.exitCode == 2)
    try expectGolden(try scratch.text(of: "results.xml"), at: "fixtures/golden/cli/test-junit.xml")
  }

  @Test func `an update writes what was found and fails, and afterwards all holds`() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
      try Fixture.bytes("broken/scenarios/wrong-members.yaml"), to: "wrong-members.yaml")
    let finished = try rollcall(["test", "wrong-members.yaml", "--update"], in: scratch.path)
    #expect(finished.exitCode == 1)
    #expect(
      finished.standardError == "rollcall: wrong-members.yaml: 7 expectations written\n")
    try expectGolden(
      try scratch.text(of: "wrong-members.yaml"), at: "fixtures/golden/cli/test-updated.yaml")
    let again = try rollcall(["test", file])
    #expect(again.exitCode == 0, "\(again)")
  }

  @Test func `an update leaves a scenario alone that cannot be read`() throws {
    let scratch = try ScratchFolder()
    let before = try Fixture.text("broken/scenarios/misspelt-step.yaml")
    try scratch.write(before, to: "misspelt-step.yaml")
    let finished = try rollcall(["test", "misspelt-step.yaml", "--update"], in: scratch.path)
    #expect(finished.exitCode == 2)
    #expect(try scratch.text(of: "misspelt-step.yaml") == before)
  }
}
