import TestSupport
import Testing

@testable import JSONText

/// Objects that repeat the shape of one before must read as they would without it.
struct ShapesTests {
  /// The texts of each element of an array and where it ends, or the error.
  private func elements(
    _ document: [UInt8], isShaped: Bool, limits: JSONLimits = JSONLimits(), blockSize: Int = .max
  ) -> (lines: [String], shaped: Int) {
    var reader = JSONReader(ArraySource(document, blockSize: blockSize), limits: limits)
    var (lines, count): ([String], Int) = ([], 0)
    var shape = JSONShape.none
    do {
      _ = try reader.next()
      while true {
        var texts: [String] = []
        if isShaped && reader.hasNext(shape) {
          count += 1
          for number in 0..<shape.textCount {
            reader.selectShapedText(number)
            texts.append(reader.string())
          }
          reader.takeShaped()
        } else {
          let mark = reader.shapeMark
          guard try slowly(&reader, &texts) else { break }
          shape = reader.shape(since: mark) ?? shape
        }
        lines.append(texts.joined(separator: "|") + " \(reader.line):\(reader.offset)")
      }
      lines.append("\(try reader.next())")
    } catch {
      lines.append(words(for: error))
    }
    return (lines, count)
  }

  /// Reads an element event by event; false at the end of the array.
  private func slowly(_ reader: inout JSONReader, _ texts: inout [String]) throws -> Bool {
    let depth = reader.depth
    repeat {
      let event = try reader.next()
      if event == .string { texts.append(reader.string()) }
    } while reader.depth > depth
    return reader.depth == depth
  }

  /// Three elements of one shape.
  static let entry =
    ##"{"member":{"@odata.type":"#user","id":"1f"},"x":{"n":1.5,"b":true},"groupId":"b1"}"##
  /// Arrays and how many of their elements are taken by their shape.
  static let documents: [(text: String, shaped: Int)] = [
    ("[]", 0), ("[\(entry)]", 0), ("[\(entry),\(entry)]", 1), ("[\(entry),\(entry),\(entry)]", 2),
    (#"[{"a":"1"},{"a":"22"},{"a":""},{"a":"grün"},{"a":"\#u{1F600}"}]"#, 4),
    (#"[{"a":"1"},{"a":"2\n"},{"a":"3"}]"#, 1),
    (#"[{"a":"1"},{"b":"2"},{"a":"3"},{"a":"4"}]"#, 1),
    (#"[{"a":"1"},{"a":"2","b":"3"},{"a":"4","b":"5"},{"a":"6"}]"#, 1),
    (#"[{"a":"1"} , {"a":"2"},{"a":"3"} ]"#, 2),
    ("[\n  {\n    \"a\" : \"1\"\n  },\n  {\n    \"a\" : \"2\"\n  }\n]", 1),
    (#"[{"a":"1"},{"a" :"2"},{"a":2},{"a":null},{"a":"3"}]"#, 0),
    (#"[{"a":1},{"a":1},{"a":12},{"a":1}]"#, 1),
    (#"[{"a":"1"},7,"text",[],{"a":"2"}]"#, 1),
    (#"[{},{},{"a":"1"}]"#, 1),
    (#"[{"a":{"b":"1"},"c":"2"},{"a":{"b":"3"},"c":"4"}]"#, 1),
    (#"[{"a":["1"]},{"a":["1"]}]"#, 0),
  ]

  /// Arrays that are wrong in or behind an element of a known shape.
  static let broken = [
    #"[{"a":"1"},{"a":"2"},]"#, #"[{"a":"1"},{"a":"2",}]"#, #"[{"a":"1"} {"a":"2"}]"#,
    #"[{"a":"1"},{"a":"2"}"#, #"[{"a":"1"},{"a":"2"#, #"[{"a":"1"},{"a":"2"]"#,
    #"[{"a":"1"},{"a":"2\x"}]"#, "[{\"a\":\"1\"},{\"a\":\"2\n\"}]",
    "[{\"a\":\"1\"},{\"a\":\"<FF>\"}]",
    "[{\"a\":\"1\"},{\"a\":\"<C3>\"}]", "[{\"a\":\"1\"},{\"a\":\"<E2><82>",
    #"[{"a":"1"},{"a":"2"}}"#,
    #"[{"a":"1"},{"a":"\uD800"}]"#, "\(documents[3].text)x",
  ]

  @Test(arguments: documents)
  func `elements of a shape read as they would without it`(_ row: (text: String, shaped: Int)) {
    let document = Array(row.text.utf8)
    let plain = elements(document, isShaped: false)
    let shaped = elements(document, isShaped: true)
    #expect(shaped.lines == plain.lines)
    #expect(shaped.shaped == row.shaped)
  }

  @Test(arguments: documents.map(\.text) + broken)
  func `every size of windows and blocks gives the same`(_ text: String) {
    let document = bytes(text)
    let plain = elements(document, isShaped: false).lines
    for window in 32...150 {
      let limits = JSONLimits(windowBytes: window)
      for blockSize in [Int.max, 7] {
        let shaped = elements(document, isShaped: true, limits: limits, blockSize: blockSize)
        #expect(shaped.lines == plain, "window \(window), blocks of \(blockSize)")
      }
    }
  }

  /// Bytes that change what a JSON text is.
  static let intruders: [UInt8] =
    Array("\"\\{}[],: 1a".utf8) + [0x00, 0x0A, 0x1A, 0x0C, 0x7F, 0x80, 0xC3, 0xF5, 0xFF]

  @Test(arguments: intruders)
  func `one byte in place of another anywhere gives what reading without shapes gives`(
    _ byte: UInt8
  ) {
    let element = #"{"a":{"type":"user","id":"12"},"n":3,"groupId":"b1"}"#
    let whole = Array("[\(element),\(element),\(element)]".utf8)
    for place in (element.utf8.count + 2)..<whole.count {
      var document = whole
      document[place] = byte
      let plain = elements(document, isShaped: false).lines
      #expect(elements(document, isShaped: true).lines == plain, "byte \(byte) at \(place)")
    }
  }

  @Test(arguments: 0..<60)
  func `an array cut anywhere is truncated`(_ missing: Int) {
    let element = #"{"a":{"id":"12"},"groupId":"b1"}"#
    let document = Array("[\(element),\(element),\(element)]".utf8.dropLast(missing + 1))
    let plain = elements(document, isShaped: false).lines
    #expect(elements(document, isShaped: true).lines == plain)
    #expect(plain.last?.contains("truncated") == true)
  }

  @Test(arguments: [6, 7, 8, 9, 15, 16, 17, 23, 24, 25])
  func `keys of any length are compared to their last byte`(_ length: Int) {
    let key = String(repeating: "k", count: length)
    for other in ["x" + key.dropFirst(), key.dropLast() + "x", key + "k", String(key.dropLast())] {
      let document = Array(#"[{"\#(key)":"1"},{"\#(other)":"2"},{"\#(key)":"3"}]"#.utf8)
      let found = elements(document, isShaped: true)
      #expect(found.lines == elements(document, isShaped: false).lines)
      #expect(found.shaped == 0)
    }
  }

  @Test func `a text longer than allowed is refused in a known shape too`() {
    let document = Array(#"[{"a":"12345"},{"a":"12345"},{"a":"123456"}]"#.utf8)
    let limits = JSONLimits(textBytes: 5)
    let found = elements(document, isShaped: true, limits: limits)
    #expect(found.shaped == 1)
    #expect(found.lines == elements(document, isShaped: false, limits: limits).lines)
    #expect(
      found.lines.last?.contains("found a longer string, expected at most 5 bytes") == true)
  }

  /// The shape of the first element of an array.
  private func shape(of element: String, window: Int = 64 << 10) throws -> JSONShape? {
    var reader = JSONReader(
      ArraySource(Array("[\(element)]".utf8)), limits: JSONLimits(windowBytes: window))
    _ = try reader.next()
    let mark = reader.shapeMark
    try reader.skipValue()
    return reader.shape(since: mark)
  }

  @Test func `a text is known by all keys that lead to it`() throws {
    let text = #"{"m":{"id":"1","type":"2"},"n":{"id":"3","o":{"id":"4"}},"id":"5","":"6"}"#
    let shape = try #require(try shape(of: text))
    #expect(shape.textCount == 6)
    let found = [
      shape.text(at: "m", "id"), shape.text(at: "m", "type"), shape.text(at: "n", "id"),
      shape.text(at: "n", "o", "id"), shape.text(at: "id"), shape.text(at: ""),
      shape.text(at: "m"), shape.text(at: "type"), shape.text(at: "m", "id", "x"),
    ]
    #expect(found == [0, 1, 2, 3, 4, 5, nil, nil, nil])
  }

  /// Elements that nothing is learnt from.
  static let unsuitable = [
    "7", #""text""#, "[]", #"{"a":[]}"#, #"{"a":["1"]}"#, #"{"a":"\n"}"#, #"{"\n":"1"}"#,
    "{" + (0..<25).map { #""k\#($0)":"""# }.joined(separator: ",") + "}",
    #"{"a":"\#(String(repeating: "x", count: 1100))"}"#,
  ]

  @Test(arguments: unsuitable)
  func `an element that its texts do not tell has no shape`(_ element: String) throws {
    #expect(try shape(of: element)?.textCount == nil)
  }

  @Test func `nothing is learnt while the window moves`() throws {
    let element = #"{"a":"0123456789012345678901234567890123456789"}"#
    #expect(try shape(of: element, window: 32)?.textCount == nil)
    #expect(try shape(of: element, window: 64)?.textCount == 1)
  }

  @Test func `an element is not taken before its shape was found`() async {
    await #expect(processExitsWith: .failure) {
      var reader = JSONReader(ArraySource(Array("[{}]".utf8)))
      _ = try reader.next()
      reader.takeShaped()
    }
    await #expect(processExitsWith: .failure) {
      var reader = JSONReader(ArraySource(Array("[{}]".utf8)))
      reader.selectShapedText(-1)
    }
  }
}
