import Testing

struct TreeRulesTests {
  @Test func `only the folders of the design stand at the top`() {
    let allowed = [
      ".ci/test", ".gitignore", "Package.swift", "README.md", "Sources/A/a.swift", "Tests/a.swift",
      "fixtures/a", "reports/a",
    ]
    #expect(TreeRules.checkTopLevel(allowed) == [])
    #expect(TreeRules.checkTopLevel([]) == [])
    #expect(
      TreeRules.checkTopLevel(allowed + ["docs/a.md", "Makefile", "docs/b.md"]) == [
        "'Makefile' stands at the top; only Package.swift, README.md, Sources, Tests, fixtures, "
          + "reports may",
        "'docs' stands at the top; only Package.swift, README.md, Sources, Tests, fixtures, "
          + "reports may",
      ])
  }

  /// A file, the text of `fixtures/a/README.md`, and what is complained of.
  static let fixtures: [(path: String, readme: String, complaints: [String])] = [
    ("fixtures/a/x.csv", "- `x.csv`: a table", []),
    ("fixtures/a/x.csv", "x.csv, a table", []),
    ("fixtures/a/b/x.csv", "`b/x.csv` is a table", []),
    ("fixtures/a/b/x.csv", "`x.csv` is a table", []),
    ("fixtures/a/b/c/x.csv", "everything in b/ is a case", []),
    ("fixtures/a/b/c/x.csv", "everything in b/c/ is a case", []),
    ("fixtures/a/b/x.csv", "| `b` | a case |", []),
    ("fixtures/a/README.md", "", []),
    ("Tests/a/x.csv", "", []),
    ("fixtures/a/x.csv", "", ["'fixtures/a/README.md' does not mention 'x.csv'"]),
    ("fixtures/a/x.csv", "xx.csv x.csv-wal", ["'fixtures/a/README.md' does not mention 'x.csv'"]),
    ("fixtures/a/b/x.csv", "c/b/ b", ["'fixtures/a/README.md' does not mention 'b/x.csv'"]),
    ("fixtures/b/x.csv", "x.csv", ["'fixtures/b/x.csv' has no README.md above it"]),
    ("fixtures/x.csv", "x.csv", ["'fixtures/x.csv' has no README.md above it"]),
  ]

  @Test(arguments: fixtures)
  func `every fixture has a line in a README`(
    _ row: (path: String, readme: String, complaints: [String])
  ) {
    let paths = ["fixtures/README.md", "fixtures/a/README.md", row.path]
    let found = TreeRules.checkFixtures(paths) { path in
      path == "fixtures/a/README.md" ? row.readme : "x.csv a/ b/"
    }
    #expect(found == row.complaints)
  }

  @Test func `the nearest README counts`() {
    let paths = ["fixtures/a/README.md", "fixtures/a/b/README.md", "fixtures/a/b/x.csv"]
    let found = TreeRules.checkFixtures(paths) { $0 == "fixtures/a/README.md" ? "b/ x.csv" : "" }
    #expect(found == ["'fixtures/a/b/README.md' does not mention 'x.csv'"])
  }

  @Test func `tests are as long as the share of the code that is asked for`() {
    let equal = [("Sources/a.swift", 10), ("Tests/a.swift", 4), ("Tests/b.swift", 6)]
    #expect(TreeRules.checkVolume(equal, percent: 100) == [])
    #expect(TreeRules.checkVolume([], percent: 100) == [])
    let more = equal + [("Sources/b.swift", 1)]
    #expect(TreeRules.checkVolume(more, percent: 90) == [])
    #expect(
      TreeRules.checkVolume(more, percent: 91)
        == ["10 lines of tests for 11 lines of code, expected 91 percent"])
  }

  static let folders: [(text: String, complaints: [String])] = [
    ("https://example.com/work/a", []),
    ("../work/a and ./home/a and ~/home/b", []),
    ("network/home/", []),
    ("/workshop /rooted /homely", []),
    ("/srv/a", []),
    ("cd /\u{77}ork/a", ["a:1: '/\u{77}ork/' is a path of one machine"]),
    ("\n\"/\u{72}oot/\"", ["a:2: '/\u{72}oot/' is a path of one machine"]),
    (
      "/\u{68}ome/me:/\u{68}ome/you",
      [
        "a:1: '/\u{68}ome/' is a path of one machine",
        "a:1: '/\u{68}ome/' is a path of one machine",
      ]
    ),
  ]

  @Test(arguments: folders)
  func `a path of one machine is found`(_ row: (text: String, complaints: [String])) {
    #expect(TreeRules.checkMachinePaths("a", [UInt8](row.text.utf8)) == row.complaints)
  }

  @Test func `the formatter and its configuration know the same rules`() {
    #expect(TreeRules.checkFormatter(configured: ["B", "A"], installed: ["A", "B"]) == [])
    #expect(
      TreeRules.checkFormatter(configured: ["B", "C"], installed: ["A", "B"]) == [
        "'A' is missing in .swift-format", "'C' is unknown to the installed formatter",
      ])
  }
}
