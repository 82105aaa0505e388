import TestSupport
import Testing

struct ProgramTests {
  @Test func `output, errors and exit code are kept apart`() throws {
    #expect(
      try run("sh", ["-c", "echo out; echo err >&2; exit 3"])
        == Finished(exitCode: 3, standardOutput: "out\n", standardError: "err\n"))
  }

  @Test func `a lot on both outputs does not stop the program`() throws {
    let script =
      "i=0; while [ $i -lt 20000 ]; do echo 0123456789; echo abcdefghij >&2; "
      + "i=$((i+1)); done"
    let finished = try run("sh", ["-c", script])
    #expect(finished.standardOutput.utf8.count == 220_000)
    #expect(finished.standardError.utf8.count == 220_000)
    #expect(finished.exitCode == 0)
  }

  @Test func `input comes through a pipe`() throws {
    let input = [UInt8](repeating: UInt8(ascii: "x"), count: 300_000)
    let script = "[ -p /dev/stdin ] && wc -c"
    #expect(
      try run("sh", ["-c", script], input: input)
        == Finished(exitCode: 0, standardOutput: "300000\n"))
    #expect(try run("sh", ["-c", "exit 4"], input: input).exitCode == 4)
    #expect(try run("cat") == Finished(exitCode: 0))
  }

  @Test func `arguments arrive as they are given`() throws {
    let words = ["a b", "", "$HOME", "'", "\"", "*", "-n", "\u{FC}"]
    let finished = try run("printf", ["<%s>"] + words)
    #expect(finished.standardOutput == words.map { "<\($0)>" }.joined())
  }

  @Test func `the environment holds nothing of the developer`() throws {
    let finished = try run("sh", ["-c", "echo \"$HOME|$given\""], environment: ["given": "yes"])
    #expect(finished.standardOutput == "|yes\n")
  }

  @Test func `a program runs in the folder it is given`() throws {
    let folder = try ScratchFolder()
    try folder.write("text", to: "inner/file")
    #expect(try run("cat", ["inner/file"], in: folder.path).standardOutput == "text")
  }

  @Test func `a program that does not end is ended`() {
    #expect(throws: ProgramError("'sleep' did not end within 1 seconds")) {
      try run("sleep", ["60"], seconds: 1)
    }
  }

  @Test func `a program that dies of a signal is told from one that fails`() throws {
    #expect(try run("sh", ["-c", "kill -SEGV $$"]).exitCode == 128 + 11)
  }

  @Test func `a program that is not there says so`() throws {
    #expect(try run("there-is-no-such-program").exitCode == 127)
    #expect(throws: ProgramError.self) { try builtProgram("there-is-no-such-program") }
  }
}
