import Testing

@testable import JSONText

/// Where a window or a block ends must not matter.
struct CutTests {
  /// Documents with something delicate at every distance from the start.
  static let documents: [String] = [
    #"{"a":[1,"x\n",true],"long key with many letters in it":{"b":null,"c":false}}"#,
    #"["\uD83D\uDE00\uD83D\uDE01","\\\\\\\"","\"\\",""," ","é€😀é€😀é€😀é€😀é€😀é€😀"]"#,
    "<EF><BB><BF>{<0D><0A>  \"key\" :<0A> [ -12.5e+10 , 0.25 ]<0A>}<0A>",
    "[12345678901234567890123456789012345678901234567890123456789012345678901234567890,-0,1E5]",
    "[                                                                    1       ,\"    \"  ]",
    #"{"\u0061\u0062\\":"\u0000\u00e9\u20ac","\"":{"":[[],{},[{}]]},"é":"日本語日本語日本語日本語"}"#,
    #"["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\aaaaaaaaa"]"#,
    "\"" + String(repeating: "\\\\", count: 70) + "\"",
    "[" + String(repeating: "[],", count: 50) + "true,false,null]",
    String(repeating: "[", count: 60) + String(repeating: "]", count: 60),
  ]
  /// The same with an error late in the text.
  static let broken: [String] = [
    #"[1,"a",[11,"a",[1,"i","i","1",t<E5><00><00><00>gi",","i","<E9>,,""#,
    "[                              true<FF>]",
    "[                              tx<FF>]",
    "[                              1<FF>]",
    "[                              tru<C3>",
    #"{"a":[1,"x\n",true],"long key with many letters in it":{"b":null,"c":falsy}}"#,
    #"["\uD83D\uDE00\uD83D\uDE01","\\\\\\\"","\"\\",""," ","é€😀é€😀\uD83Dé€😀é€😀é€😀"]"#,
    #"["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\uD83D\u12"]"#,
    "[\"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééé<E2><82>é\"]",
    "[1234567890123456789012345678901234567890123456789012345678901234567890123456e+]",
    "[12345678901234567890123456789012345678901234567890123456789012345678901234e+1.5]",
    "<0A><0A>[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa<0A>\"]",
    "[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\"\"]",
    "{\"a\"                                                                         }",
    "[\"éééééééééééééééééééééééééééééééééééééééééééééé<F0><9F><98>",
  ]

  @Test(arguments: documents + broken)
  func `every size of blocks gives the same events, places and errors`(_ text: String) {
    let document = bytes(text)
    let expected = transcript(document)
    for blockSize in 1...130 {
      #expect(transcript(document, blockSize: blockSize) == expected)
    }
  }

  @Test(arguments: documents + broken)
  func `every size of windows gives the same events, places and errors`(_ text: String) {
    let document = bytes(text)
    let expected = transcript(document)
    for windowBytes in 32...130 {
      let limits = JSONLimits(windowBytes: windowBytes)
      #expect(transcript(document, limits: limits) == expected)
      #expect(transcript(document, limits: limits, blockSize: 7) == expected)
    }
  }

  @Test(arguments: documents + broken)
  func `every size of windows skips the same`(_ text: String) {
    let document = bytes(text)
    let expected = problem(document)
    for windowBytes in 32...130 {
      let limits = JSONLimits(windowBytes: windowBytes)
      #expect(skipping(document, limits: limits) == expected)
      #expect(skipping(document, limits: limits, blockSize: 3) == expected)
    }
  }

  /// Windows end at multiples of 64 bytes: every place of a document comes to lie at such an end.
  @Test(arguments: documents + broken)
  func `every place of a document may be the end of a window`(_ text: String) {
    let document = bytes(text)
    guard !text.hasPrefix("<EF>") else { return }
    for count in 0..<64 {
      let moved = [UInt8](repeating: 0x20, count: count) + document
      let expected = transcript(moved)
      let limits = JSONLimits(windowBytes: 64)
      #expect(transcript(moved, limits: limits) == expected)
      #expect(transcript(moved, limits: limits, blockSize: 7) == expected)
      #expect(skipping(moved, limits: limits) == problem(moved))
    }
  }

  @Test(arguments: GrammarTests.accepted)
  func `blanks before a document only move its places`(
    _ row: (text: String, events: String)
  ) throws {
    guard !row.text.hasPrefix("<EF>") else { return }
    for count in 1...70 {
      let moved = [UInt8](repeating: 0x20, count: count) + bytes(row.text)
      #expect(try compact(moved) == row.events)
    }
  }

  @Test(arguments: documents)
  func `a document cut anywhere is truncated, never shorter`(_ text: String) {
    let document = bytes(text)
    let end = document.count - document.reversed().prefix { $0 <= 0x20 }.count
    for count in 0..<end {
      let cut = Array(document.prefix(count))
      #expect(problem(cut).hasPrefix("truncated: "))
      #expect(skipping(cut).hasPrefix("truncated: "))
      #expect(problem(cut, limits: JSONLimits(windowBytes: 32)) == problem(cut))
    }
  }

  @Test(arguments: GrammarTests.accepted)
  func `a text cut anywhere is truncated unless what is left is a number`(
    _ row: (text: String, events: String)
  ) {
    let document = bytes(row.text)
    let end = document.count - document.reversed().prefix { $0 <= 0x20 }.count
    let isNumber = row.events.first.map { "-0123456789".contains($0) } ?? false
    for count in 0..<end {
      let found = problem(Array(document.prefix(count)))
      #expect(found.hasPrefix("truncated: ") || (isNumber && found.isEmpty))
    }
  }

  @Test func `a number that is a whole document may have lost digits unseen`() {
    let rows: [(cut: String, problem: String)] = [
      ("", "truncated: line 1, byte 0: found the end of the input, expected a value"),
      ("-", "truncated: line 1, byte 1: found the end of the input, expected a digit"),
      ("-1", ""),
      ("-12", ""),
      ("-12.", "truncated: line 1, byte 4: found the end of the input, expected a digit"),
      ("-12.5", ""),
      ("-12.5e", "truncated: line 1, byte 6: found the end of the input, expected a digit"),
      ("-12.5e+", "truncated: line 1, byte 7: found the end of the input, expected a digit"),
      ("-12.5e+1", ""),
    ]
    for row in rows { #expect(problem(bytes(row.cut)) == row.problem) }
  }
}
