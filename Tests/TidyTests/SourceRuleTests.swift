import Testing

struct SourceRuleTests {
  @Test func `a file may have as many lines as the rule says and not one more`() {
    let longest = String(repeating: "\n", count: SourceRule.longestFile)
    #expect(SourceRule.fileLength.complaints("Sources/A.swift", longest) == [])
    #expect(
      SourceRule.fileLength.complaints("Sources/A.swift", longest + "x")
        == ["501: 501 lines, at most 500 are allowed; split the file by purpose"])
    #expect(SourceRule.fileLength.complaints("Sources/A.swift", "") == [])
  }

  @Test func `a function may have as many lines as the rule says and not one more`() {
    func text(_ count: Int) -> String {
      "\nfunc f() {" + String(repeating: "\n", count: count - 1) + "}\n"
    }
    #expect(SourceRule.functionLength.complaints("Sources/A.swift", text(70)) == [])
    #expect(
      SourceRule.functionLength.complaints("Tests/A.swift", text(71))
        == ["2: 'func' has 71 lines, at most 70 are allowed; name its parts"])
  }

  /// A text, and its bodies as `keyword line count`.
  static let bodies: [(text: String, found: [String])] = [
    ("func f() {\n}", ["func 1 2"]),
    ("func f() { if a { b } else { c } }\nfunc g() {\n\n}", ["func 1 1", "func 2 3"]),
    ("func `f {`(\n  a: Int\n) -> Int\nwhere A: B {\n}", ["func 1 5"]),
    ("func f(\n  g: () -> Void = {\n  }\n) async throws(E) -> [Int] {\n}", ["func 1 5"]),
    ("func f()\n  throws\n{\n}", ["func 1 4"]),
    ("protocol P {\n  func f()\n  var a: Int { get }\n  init()\n}", ["var 3 1"]),
    ("init?(a: Int) {\n}\ndeinit {\n}", ["init 1 2", "deinit 3 2"]),
    ("subscript(i: Int) -> Int {\n  get { 1 }\n}", ["subscript 1 3"]),
    ("var a = 1\nvar b: Int {\n  1\n}", ["var 2 3"]),
    ("func f() {\n  func g() {\n  }\n}", ["func 1 4", "func 2 2"]),
    ("A.init(b) { c\n}", []),
    ("self.init(\n)\n{ }", []),
    ("let functional = variable", []),
    ("// func f() {\n\"func f() {\"", []),
    ("f(var)\n", []),
    ("func f() {\n  unfinished", ["func 1 2"]),
    ("func f(", []),
  ]

  @Test(arguments: bodies)
  func `bodies are found by their braces`(_ row: (text: String, found: [String])) {
    let source = SourceText(path: "Sources/A.swift", text: row.text)
    let found = SourceRule.bodies(in: source).map { "\($0.name) \($0.line) \($0.count)" }
    #expect(found == row.found)
  }

  /// A path, a line, and what is complained of.
  static let bans: [(path: String, line: String, complaints: [String])] = [
    ("Sources/A/a.swift", "let t = Date()", ["take the time from the scenario or the snapshot"]),
    ("Tests/A/a.swift", "let t = Date()", ["take the time from the scenario or the snapshot"]),
    ("Sources/A/a.swift", "let t = Date(timeIntervalSince1970: 0)", []),
    ("Sources/A/a.swift", "let t = ModifiedDate()", []),
    ("Sources/A/a.swift", "// Date() is not used.", []),
    ("Sources/A/a.swift", "let t = \"Date()\"", []),
    (
      "Sources/A/a.swift", #"let t = "\(Date())""#,
      ["take the time from the scenario or the snapshot"]
    ),
    ("Tests/Benchmarks/a.swift", "ContinuousClock().now", []),
    (
      "Tests/B/a.swift", "ContinuousClock().now",
      ["take the time from the scenario or the snapshot"]
    ),
    (
      "Sources/A/a.swift", "Int.random(in: 0..<9)",
      ["draw from a generator with a seed that is printed"]
    ),
    ("Sources/A/a.swift", "a.shuffled()", ["draw from a generator with a seed that is printed"]),
    (
      "Sources/A/a.swift", "a.shuffled(using: &g)",
      ["draw from a generator with a seed that is printed"]
    ),
    ("Sources/A/a.swift", "UUID()", ["draw from a generator with a seed that is printed"]),
    ("Tests/A/a.swift", "UUID()", []),
    (
      "Sources/A/a.swift", "String(format: f)",
      ["write out the format: a locale differs from machine to machine"]
    ),
    (
      "Sources/A/a.swift", "formatted(locale: Locale.current)",
      ["write out the format: a locale differs from machine to machine"]
    ),
    ("Sources/A/a.swift", "setLocale(a)", []),
    ("Sources/Foreign/A/a.swift", "Locale(pointer: a)", []),
    ("Sources/A/a.swift", "try? f()", ["catch the error and say what it means"]),
    ("Sources/A/a.swift", "a ? try f() : g", []),
    ("Tests/A/a.swift", "try! f()", ["throw the error on"]),
    (
      "Sources/A/a.swift", "fatalError(a)",
      ["throw a typed error, or use precondition for what only a bug can cause"]
    ),
    ("Sources/A/a.swift", "preconditionFailure(a)", []),
    ("Sources/A/a.swift", "print(a)", ["return the text: only the executable prints"]),
    ("Sources/A/a.swift", "report.print(a); reprint(a)", []),
    ("Sources/rollcall/a.swift", "print(a)", []),
    ("Tests/A/a.swift", "print(a)", []),
    ("Sources/A/a.swift", "exit(1)", ["throw: only the executable ends the process"]),
    (
      "Sources/Audit/a.swift", "import Foundation",
      ["the model and the rules do without Foundation"]
    ),
    (
      "Sources/Audit/a.swift", "import FoundationEssentials",
      ["the model and the rules do without Foundation"]
    ),
    ("Sources/Reports/a.swift", "import Foundation", []),
    ("Tests/A/a.swift", "import XCTest", ["write tests with Swift Testing"]),
    ("Sources/A/a.swift", "// TODO: later", ["do it, or open an issue"]),
    ("Sources/A/a.swift", "/// FIXME", ["do it, or open an issue"]),
    ("Sources/A/a.swift", "let XXX = TODO", []),
    ("Sources/A/a.swift", "// METHODOLOGY", []),
  ]

  @Test(arguments: bans)
  func `a banned text is named with its replacement`(
    _ row: (path: String, line: String, complaints: [String])
  ) {
    let found = SourceRule.bannedTexts.complaints(row.path, "\n\(row.line)\n")
    #expect(found.allSatisfy { $0.hasPrefix("2: '") })
    #expect(found.map { String($0.split(separator: "': ").last ?? "") } == row.complaints)
  }

  @Test func `unsafe code stands beside the C it calls`() {
    let text = "let a = unsafe f()\n// unsafe\nlet unsafeName = \"unsafe\"\n"
    let complaint = "1: 'unsafe': only Sources/Foreign and Sources/JSONText hold it"
    #expect(SourceRule.unsafeCode.complaints("Sources/Audit/a.swift", text) == [complaint])
    #expect(SourceRule.unsafeCode.complaints("Sources/Foreigner/a.swift", text) == [complaint])
    #expect(SourceRule.unsafeCode.complaints("Sources/Foreign/SQLite/a.swift", text) == [])
    #expect(SourceRule.unsafeCode.complaints("Sources/JSONText/a.swift", text) == [])
    #expect(SourceRule.unsafeCode.complaints("Tests/AuditTests/a.swift", text) == [])
  }
}
