import TestSupport
import Testing

@testable import JSONText

/// Objects that repeat the shape of one before must read as they would without it.
struct ShapesTests {
  /// The texts of each element of an array and where it ends, or the error.
  private func elements(
    _ document: [UInt8], isShaped: Bool, fixed: [JSONPath] = [],
    limits: JSONLimits = JSONLimits(), blockSize: Int = .max
  ) -> (lines: [String], shaped: Int) {
    var reader = JSONReader(ArraySource(document, blockSize: blockSize), limits: limits)
    var (lines, count): ([String], Int) = ([], 0)
    var (tree, shapes): (JSONShapeTree, [JSONShape]) = (JSONShapeTree(), [])
    do {
      _ = try reader.next()
      while true {
        var texts: [String] = []
        let known = isShaped ? reader.nextShape(in: tree) : -1
        if known >= 0 {
          count += 1
          for number in shapes[known].texts.indices {
            reader.selectShapedText(number)
            texts.append(reader.string())
          }
          reader.takeShaped()
        } else {
          let mark = reader.shapeMark
          guard try slowly(&reader, &texts) else { break }
          if let shape = reader.shape(since: mark, fixed: fixed), tree.add(shape) == shapes.count {
            shapes.append(shape)
          }
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
    (#"[{"a":"1"},{"b":"2"},{"a":"3"},{"a":"4"}]"#, 2),
    (#"[{"a":"1"},{"a":"2","b":"3"},{"a":"4","b":"5"},{"a":"6"}]"#, 2),
    (#"[{"a":"1"} , {"a":"2"},{"a":"3"} ]"#, 2),
    ("[\n  {\n    \"a\" : \"1\"\n  },\n  {\n    \"a\" : \"2\"\n  }\n]", 1),
    (#"[{"a":"1"},{"a" :"2"},{"a":2},{"a":null},{"a":"3"}]"#, 1),
    (#"[{"a":1},{"a":1},{"a":12},{"a":1}]"#, 2),
    (#"[{"a":"1"},7,"text",[],{"a":"2"}]"#, 1),
    (#"[{},{},{"a":"1"}]"#, 1),
    (#"[{"a":{"b":"1"},"c":"2"},{"a":{"b":"3"},"c":"4"}]"#, 1),
    (#"[{"a":["1"]},{"a":["1"]}]"#, 1), (#"[{"a":[1]},{"a":[1]}]"#, 0),
    (#"[{"a":["1","2"],"b":"3"},{"a":["4","5"],"b":"6"},{"a":["7"],"b":"8"},{"a":[],"b":"9"}]"#, 1),
    (#"[{"a":["1"],"b":"2"},{"a":[],"b":"3"},{"a":["4"],"b":"5"},{"a":[],"b":"6"}]"#, 2),
    (#"[{"a":[["1"]]},{"a":[["1"]]},{"a":[{"b":"1"}]},{"a":[{"b":"1"}]}]"#, 0),
    (#"[{"a":"1","n":1,"b":"x"},{"a":"2","n":12,"b":"x"},{"a":"3","n":1,"b":"y"}]"#, 1),
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
      #expect(found.shaped == 1)
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
    #expect(shape.texts.count == 6)
    let found = [
      shape.text(at: "m", "id"), shape.text(at: "m", "type"), shape.text(at: "n", "id"),
      shape.text(at: "n", "o", "id"), shape.text(at: "id"), shape.text(at: ""),
      shape.text(at: "m"), shape.text(at: "type"), shape.text(at: "m", "id", "x"),
    ]
    #expect(found == [0, 1, 2, 3, 4, 5, nil, nil, nil])
  }

  /// Elements that nothing is learnt from.
  static let unsuitable = [
    "7", #""text""#, "[]", #"{"a":[1]}"#, #"{"a":[[]]}"#, #"{"a":[{}]}"#, #"{"a":"\n"}"#,
    #"{"\n":"1"}"#,
    "{" + (0..<49).map { #""k\#($0)":"""# }.joined(separator: ",") + "}",
    #"{"a":"\#(String(repeating: "x", count: 4200))"}"#,
  ]

  @Test(arguments: unsuitable)
  func `an element that its texts do not tell has no shape`(_ element: String) throws {
    #expect(try shape(of: element)?.texts == nil)
  }

  @Test func `the texts of an array are known by the array's keys`() throws {
    let shape = try #require(try shape(of: #"{"a":["1","2"],"b":{"c":["3"],"d":[]},"e":"4"}"#))
    let paths = shape.texts.map { $0.map { String(decoding: $0, as: UTF8.self) } }
    #expect(paths == [["a"], ["a"], ["b", "c"], ["e"]])
  }

  @Test func `what is no text is known by its keys and its bytes`() throws {
    let text = #"{"a":-1.5e3 ,"b":{"c":true,"d":null},"e":"4","f":false}"#
    let shape = try #require(try shape(of: text))
    let found = shape.constants.map { constant in
      let keys = constant.path.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
      return "\(keys)=\(String(decoding: constant.bytes, as: UTF8.self)) \(constant.isText)"
    }
    #expect(found == ["a=-1.5e3 false", "b/c=true false", "b/d=null false", "f=false false"])
  }

  /// The keys of a text that belongs to the shape.
  private static let type: [JSONPath] = [[Array("m".utf8), Array("type".utf8)]]

  @Test(arguments: [
    (#"[{"m":{"type":"u","id":"1"}},{"m":{"type":"u","id":"2"}},{"m":{"type":"g","id":"3"}}]"#, 1),
    (#"[{"m":{"id":"1","type":"u"}},{"m":{"id":"2","type":"uu"}},{"m":{"id":"3","type":""}}]"#, 0),
    (#"[{"m":{"id":"1","type":"u"}},{"m":{"id":"2","type":"g"}},{"m":{"id":"3","type":"g"}}]"#, 1),
    (#"[{"m":{"type":"u"}},{"m":{"type":"u"}},{"m":{"type":"\u0075"}},{"m":{"type":"u"}}]"#, 2),
    (#"[{"type":"1"},{"type":"2"},{"m":"3","type":"4"}]"#, 1),
    (#"[{"m":{"type":"grün"}},{"m":{"type":"grün"}},{"m":{"type":"gr\u00fcn"}}]"#, 1),
  ])
  func `a fixed text tells one shape from another`(_ row: (text: String, shaped: Int)) {
    let document = Array(row.text.utf8)
    let plain = elements(document, isShaped: false).lines
    let found = elements(document, isShaped: true, fixed: Self.type)
    #expect(found.shaped == row.shaped)
    // A fixed text is no longer among the texts, and all else is the same.
    #expect(found.lines.map(Self.place) == plain.map(Self.place))
  }

  /// Where an element ended, behind its texts.
  private static func place(_ line: String) -> String {
    String(line.reversed().prefix { $0 != " " }.reversed())
  }

  @Test func `a fixed text is a constant of its shape`() throws {
    let text = #"{"m":{"type":"u","id":"1","x":{"type":"2"}},"type":"3"}"#
    var reader = JSONReader(ArraySource(Array("[\(text)]".utf8)))
    _ = try reader.next()
    let mark = reader.shapeMark
    try reader.skipValue()
    let learnt = reader.shape(since: mark, fixed: Self.type)
    let shape = try #require(learnt)
    #expect(shape.constantText(at: "m", "type") == [UInt8(ascii: "u")])
    #expect(shape.constantText(at: "type") == nil)
    #expect(shape.text(at: "m", "type") == nil)
    #expect(shape.texts.count == 3)
  }

  @Test func `a tree numbers shapes in the order in which they come`() throws {
    var tree = JSONShapeTree()
    let texts = [#"{"a":"1"}"#, #"{"a":"1","b":"2"}"#, #"{"a":"9"}"#, #"{"b":"1"}"#, #"{"a":1}"#]
    var numbers: [Int?] = []
    for text in texts { numbers.append(tree.add(try #require(try shape(of: text)))) }
    #expect(numbers == [0, 1, 0, 2, 3])
    #expect(tree.count == 4)
    var reader = JSONReader(ArraySource(Array(#"[[{"a":"1"}]]"#.utf8)))
    for _ in 0..<2 { _ = try reader.next() }
    let known = reader.nextShape(in: tree)
    #expect(known == -1)
    let mark = reader.shapeMark
    try reader.skipValue()
    let deeper = reader.shape(since: mark)
    #expect(tree.add(try #require(deeper)) == nil)
  }

  @Test func `nothing is learnt while the window moves`() throws {
    let element = #"{"a":"0123456789012345678901234567890123456789012345678901234567890"}"#
    #expect(try shape(of: element, window: 64)?.texts == nil)
    #expect(try shape(of: element, window: 128)?.texts.count == 1)
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
