import CommandSyntax
import Testing

struct CompletionTests {
  static let everyOption = [
    "--tenant", "--local", "--preset", "--mapping", "--param", "--format", "--limit", "--policy",
    "--out", "--strict", "--quiet", "--help",
  ]

  /// The words up to the half-typed last one, and what is offered for it.
  static let rows: [(typed: [String], offered: [String])] = [
    ([], ["audit", "policy", "explain", "help", "--help", "--version"]),
    ([""], ["audit", "policy", "explain", "help", "--help", "--version"]),
    (["a"], ["audit"]), (["--v"], ["--version"]), (["x"], []),
    (["policy", ""], ["list", "show", "help", "--help"]),
    (["help", "po"], ["policy"]), (["help", "policy", "s"], ["show"]),
    (["audit", "-"], everyOption), (["audit", "--p"], ["--preset", "--param", "--policy"]),
    (["audit", "--strict", "--s"], []), (["audit", "-s", "--s"], []),
    (["audit", "--tenant", "a", "--t"], ["--tenant"]),
    (["audit", "--preset", "gitea", "--m"], []), (["audit", "--mapping=m", "--pre"], []),
    (["audit", "--preset", ""], ["gitea", "gitlab", "zulip"]),
    (["audit", "--preset", "git"], ["gitea", "gitlab"]),
    (["audit", "--preset=git"], ["--preset=gitea", "--preset=gitlab"]),
    (["audit", "--preset", "=", "z"], ["zulip"]),
    (["audit", "--preset", "="], ["gitea", "gitlab", "zulip"]),
    (["audit", "-f", "j"], ["json"]), (["audit", "-sf", "c"], ["csv"]),
    (["audit", "-fjson", ""], []),
    (["audit", "-t", ""], [":files"]), (["audit", "--tenant", "x"], [":files"]),
    (["audit", "--tenant=x"], [":files"]), (["audit", "--out", ""], [":directories"]),
    (["audit", "--policy", "m"], ["mirror", ":files"]), (["audit", "--limit", ""], []),
    (["audit", "--unknown", ""], []), (["audit", ""], []), (["audit", "--strict=", ""], []),
    (["policy", "show", ""], ["mirror", "rezolve"]), (["policy", "show", "r"], ["rezolve"]),
    (["policy", "show", "mirror", ""], []), (["policy", "show", "--", "m"], ["mirror"]),
    (["policy", "show", "--", "-"], []), (["policy", "list", "--h"], ["--help"]),
  ]

  @Test(arguments: rows)
  func `only what may follow is offered`(_ row: (typed: [String], offered: [String])) {
    #expect(Sample.root.completions(after: row.typed) == row.offered, "\(row.typed)")
  }

  @Test func `the hidden question of the shells is answered before anything is parsed`() {
    #expect(outcome("--complete", "policy", "") == "completions list show help --help")
    #expect(
      outcome("--complete", "--complete", "") == "completions audit policy explain help "
        + "--help --version")
  }
}
