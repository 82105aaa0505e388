import Testing

struct SourceTextTests {
  /// A text, its code and its comments, both with blanks squeezed to one.
  static let rows: [(text: String, code: String, comments: String)] = [
    ("", "", ""),
    ("let a = 1", "let a = 1", ""),
    ("let a = 1  // why", "let a = 1", "// why"),
    ("/// Doc.\nlet a", "\nlet a", "/// Doc.\n"),
    ("a /* b /* c */ d */ e", "a e", "/* b /* c */ d */"),
    ("/* never ends", "", "/* never ends"),
    ("let s = \"// no comment\"", "let s =", ""),
    (#"f("a \(b + c) d", e)"#, "f( (b + c) , e)", ""),
    (#""\(f("x \(y) z"))" // c"#, "(f( (y) ))", "// c"),
    (#""\" { \\" + d"#, "+ d", ""),
    (##"#"\(no) \#(yes) ""# + d"##, "(yes) + d", ""),
    ("\"\"\"\n  {\n  \\(a)\n  \"\"\" + b", "\n\n(a)\n+ b", "\n\n\n"),
    ("\"open\nlet b", "\nlet b", "\n"),
    ("func `a { in // words`() {}", "func ` `() {}", ""),
    ("#expect(a)", "#expect(a)", ""),
    ("let u = \"\u{E9}\" + v", "let u = + v", ""),
    ("\"unfinished \\(", "(", ""),
  ]

  @Test(arguments: rows)
  func `code, comments and texts are told apart`(
    _ row: (text: String, code: String, comments: String)
  ) {
    let source = SourceText(path: "Sources/A.swift", text: row.text)
    #expect(squeezed(source.code) == row.code)
    #expect(squeezed(source.comments).filter { $0 != "\n" } == row.comments.filter { $0 != "\n" })
    #expect(source.codeLines.count == source.lines.count)
    #expect(source.comments.count { $0 == "\n" } + 1 == source.lines.count)
    #expect(source.code.utf8.count == row.text.utf8.count)
  }

  @Test func `a path is under a folder by whole names`() {
    let source = SourceText(path: "Sources/Audit/Rule.swift", text: "")
    #expect(source.isUnder(["Sources"]))
    #expect(source.isUnder(["Tests", "Sources/Audit"]))
    #expect(source.isUnder(["Sources/Audit/Rule.swift"]))
    #expect(!source.isUnder(["Sources/Aud"]))
    #expect(!source.isUnder([]))
  }

  private func squeezed(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: "\n")
  }
}
