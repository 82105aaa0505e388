import CommandSyntax
import TestSupport
import Testing

/// The scripts are run by the shells themselves, against a stand-in that answers `--complete`.
struct ShellTests {
  /// Prints the words it was asked about, one a line, between fixed offers.
  static let standIn = """
    #!/bin/sh
    [ "$1" = --complete ] || exit 70
    shift
    [ "$1" = paths ] && { echo :files; exit; }
    [ "$1" = folders ] && { echo :directories; exit; }
    echo "first"; echo "asked:$*"; echo "with blank"

    """

  /// A folder with the stand-in, the script of a shell and something to complete paths with.
  private func prepare(_ shell: Shell) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(Self.standIn, to: "bin/rollcall")
    try folder.write(shell.completionScript(for: "rollcall"), to: "script")
    try folder.write("", to: "data/export one.zip")
    try folder.write("", to: "data/exports/inner")
    _ = try run("chmod", ["+x", "\(folder.path)/bin/rollcall"])
    return folder
  }

  private func ask(_ shell: Shell, _ lines: String) throws -> Finished {
    let folder = try prepare(shell)
    let path = "\(folder.path)/bin:/usr/bin:/bin"
    let home = ["PATH": path, "HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "TERM": "dumb"]
    let quiet =
      shell == .bash ? ["--norc", "--noprofile"] : shell == .zsh ? ["-f"] : ["--no-config"]
    return try run(
      shell.rawValue, quiet + ["-c", lines], in: "\(folder.path)/data",
      environment: home.merging(["script": "\(folder.path)/script"]) { $1 })
  }

  @Test(arguments: [
    ("rollcall audit", 1, "first\nasked:audit\nwith blank\n"),
    ("rollcall audit ''", 2, "first\nasked:audit \nwith blank\n"),
    ("rollcall audit x later", 2, "first\nasked:audit x\nwith blank\n"),
    ("rollcall paths export", 2, "export one.zip\nexports\n"),
    ("rollcall folders e", 2, "exports\n"),
    ("rollcall --preset =", 2, "first\nasked:--preset =\nwith blank\n"),
  ])
  func `bash offers what the program answers`(typed: String, index: Int, offered: String) throws {
    let finished = try ask(
      .bash,
      """
      source "$script"
      COMP_WORDS=(\(typed)); COMP_CWORD=\(index)
      _rollcall_complete
      printf '%s\\n' "${COMPREPLY[@]}" | sort
      """)
    let sorted = offered.split(separator: "\n").sorted().joined(separator: "\n") + "\n"
    #expect(finished == Finished(exitCode: 0, standardOutput: sorted))
  }

  /// Fish itself leaves out what does not contain the half-typed word.
  @Test(arguments: [
    ("rollcall audit", "asked:audit\n"),
    ("rollcall audit ", "asked:audit \nfirst\nwith blank\n"),
    ("rollcall audit x", "asked:audit x\n"),
    ("rollcall paths export", "export one.zip\nexports/\n"),
    ("rollcall folders e", "exports/\n"),
  ])
  func `fish offers what the program answers`(typed: String, offered: String) throws {
    let finished = try ask(
      .fish, "source $script; complete --do-complete '\(typed)' | string unescape | sort")
    let words = finished.standardOutput.split(separator: "\n").map { line in
      line.split(separator: "\t")[0] + "\n"
    }
    #expect(words.joined() == offered)
    #expect(finished.exitCode == 0)
    #expect(finished.standardError == "")
  }

  @Test(arguments: [
    ("rollcall audit", "2", "<first><asked:audit><with blank>"),
    ("rollcall audit ''", "3", "<first><asked:audit ><with blank>"),
    ("rollcall paths e", "3", "files:"),
    ("rollcall folders e", "3", "files:-/"),
  ])
  func `zsh offers what the program answers`(
    typed: String, current: String, offered: String
  ) throws {
    let finished = try ask(
      .zsh,
      """
      compdef() { }
      compadd() { shift; print -rn -- "<$1>" }
      _files() { print -rn -- "files:$1" }
      source "$script"
      words=(\(typed)); CURRENT=\(current)
      _rollcall_complete
      """)
    #expect(finished == Finished(exitCode: 0, standardOutput: offered))
  }

  @Test func `each script names the program for which it was made`() {
    for shell in Shell.allCases {
      let script = shell.completionScript(for: "other")
      #expect(script.contains("_other_complete"))
      #expect(!script.contains("rollcall"))
      #expect(script.hasSuffix("\n"))
    }
  }
}
