import TestSupport
import Testing

@testable import JSONText

struct WriterTests {
  private func text(_ writer: JSONWriter) -> String {
    String(decoding: writer.bytes, as: UTF8.self)
  }

  private func write(_ value: JSONValue, to writer: inout JSONWriter) {
    switch value {
    case .null: writer.null()
    case .bool(let bool): writer.bool(bool)
    case .number(let text): writer.number(text)
    case .string(let text): writer.string(text)
    case .array(let elements):
      writer.beginArray()
      for element in elements { write(element, to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.key(member.key)
        write(member.value, to: &writer)
      }
      writer.endObject()
    }
  }

  static let document = #"{"a":[1,-2.50,"x",[],{}],"b":{"c":true,"d":null},"e":false}"#

  @Test func `a document is written in one line`() throws {
    var writer = JSONWriter()
    write(try JSONValue(parsing: bytes(Self.document)), to: &writer)
    #expect(text(writer) == Self.document)
    #expect(writer.depth == 0)
  }

  @Test func `a document is written in many lines`() throws {
    var writer = JSONWriter(indent: 2)
    write(try JSONValue(parsing: bytes(Self.document)), to: &writer)
    writer.lineFeed()
    #expect(
      text(writer) == """
        {
          "a": [
            1,
            -2.50,
            "x",
            [],
            {}
          ],
          "b": {
            "c": true,
            "d": null
          },
          "e": false
        }

        """)
  }

  static let strings: [(text: String, written: String)] = [
    ("", #""""#),
    ("plain", #""plain""#),
    ("\"\\/", #""\"\\/""#),
    ("\u{8}\u{9}\u{A}\u{C}\u{D}", #""\b\t\n\f\r""#),
    ("\u{0}\u{1}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001f\u{7F}\""),
    ("é€😀", "\"é€😀\""),
    ("aé\nb", "\"aé\\nb\""),
    ("\u{2028}", "\"\u{2028}\""),
    (String(repeating: "a", count: 63) + "\"", "\"" + String(repeating: "a", count: 63) + "\\\"\""),
    (String(repeating: "é\n", count: 50), "\"" + String(repeating: "é\\n", count: 50) + "\""),
  ]

  @Test(arguments: strings)
  func `a string is escaped where it must be and nowhere else`(
    _ row: (text: String, written: String)
  ) throws {
    var writer = JSONWriter()
    writer.string(row.text)
    #expect(text(writer) == row.written)
    #expect(
      try JSONValue(parsing: writer.bytes).text.map { Array($0.utf8) } == Array(row.text.utf8))
    var bytesWriter = JSONWriter()
    bytesWriter.string(bytes: Array(row.text.utf8))
    #expect(bytesWriter.bytes == writer.bytes)
    var keyWriter = JSONWriter()
    keyWriter.beginObject()
    keyWriter.key(row.text)
    keyWriter.integer(1)
    keyWriter.endObject()
    #expect(text(keyWriter) == "{" + row.written + ":1}")
  }

  /// Each maximal subpart becomes one replacement (Unicode Standard, section 3.9, table 3-8 to 3-11).
  static let damaged: [(bytes: String, written: String)] = [
    ("<FF>", "\"\u{FFFD}\""),
    ("a<80>b", "\"a\u{FFFD}b\""),
    ("<C3>", "\"\u{FFFD}\""),
    ("<C3>a", "\"\u{FFFD}a\""),
    ("<E2><82>a", "\"\u{FFFD}a\""),
    ("<F0><9F><98>", "\"\u{FFFD}\""),
    ("<C0><AF>", "\"\u{FFFD}\u{FFFD}\""),
    ("<E0><80><80>", "\"\u{FFFD}\u{FFFD}\u{FFFD}\""),
    ("<ED><A0><80>", "\"\u{FFFD}\u{FFFD}\u{FFFD}\""),
    ("<F4><91><92><93>", "\"\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\""),
    ("é<FF>é<E2><82>€", "\"é\u{FFFD}é\u{FFFD}€\""),
    ("<F1><80><80><E1><80><C2>b<80>c", "\"\u{FFFD}\u{FFFD}\u{FFFD}b\u{FFFD}c\""),
  ]

  @Test(arguments: damaged)
  func `bytes that are not UTF-8 become replacement characters`(
    _ row: (bytes: String, written: String)
  ) {
    var writer = JSONWriter()
    writer.string(bytes: bytes(row.bytes))
    #expect(text(writer) == row.written)
    #expect(text(writer) == "\"" + String(decoding: bytes(row.bytes), as: UTF8.self) + "\"")
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `any bytes are written as the standard library repairs them`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for length in 0..<150 {
      var text = random.bytes(length)
      for index in text.indices where random.chance(1, outOf: 2) { text[index] |= 0xC0 }
      var writer = JSONWriter()
      writer.string(bytes: text)
      let read = try JSONValue(parsing: writer.bytes).text
      #expect(read == String(decoding: text, as: UTF8.self), "\(random)")
    }
  }

  @Test func `integers of every width are written exactly`() {
    var writer = JSONWriter()
    writer.beginArray()
    writer.integer(Int64.min)
    writer.integer(UInt64.max)
    writer.integer(UInt8(7))
    writer.integer(0)
    writer.endArray()
    #expect(text(writer) == "[-9223372036854775808,18446744073709551615,7,0]")
  }

  static let integers = [
    Int.min, -1_000, -10, -9, -1, 0, 1, 9, 10, 11, 99, 100, 1_234_567_890, Int.max,
  ]

  @Test(arguments: integers)
  func `an integer is written as the standard library spells it`(_ value: Int) {
    var writer = JSONWriter()
    writer.integer(value)
    #expect(text(writer) == "\(value)")
    var other = JSONWriter()
    other.integer(Int64(value))
    #expect(other.bytes == writer.bytes)
    var quoted = JSONWriter()
    quoted.string(Int64(value))
    #expect(text(quoted) == "\"\(value)\"")
  }

  @Test(arguments: strings)
  func `a key is escaped and set apart wherever it stands`(_ row: (text: String, written: String)) {
    var writer = JSONWriter(indent: 1)
    writer.beginObject()
    writer.key(row.text)
    writer.integer(1)
    writer.key(row.text)
    writer.beginObject()
    writer.key(row.text)
    writer.null()
    writer.endObject()
    writer.endObject()
    let key = row.written
    #expect(text(writer) == "{\n \(key): 1,\n \(key): {\n  \(key): null\n }\n}")
  }

  @Test(arguments: [1, 2, 7, 63, 64, 65])
  func `a document is indented at any depth`(indent: Int) {
    for depth in 1...9 {
      var writer = JSONWriter(indent: indent)
      for _ in 0..<depth { writer.beginArray() }
      writer.integer(1)
      writer.integer(2)
      for _ in 0..<depth { writer.endArray() }
      #expect(writer.depth == 0)
      func line(_ level: Int, _ text: String) -> String {
        String(repeating: " ", count: indent * level) + text
      }
      let begins = (0..<depth).map { line($0, "[") }
      let ends = (0..<depth).reversed().map { line($0, "]") }
      let lines = begins + [line(depth, "1,"), line(depth, "2")] + ends
      #expect(text(writer) == lines.joined(separator: "\n"), "\(depth)")
    }
  }

  @Test func `an element after a container that ended is set apart from it`() {
    var writer = JSONWriter(indent: 1)
    writer.beginArray()
    writer.beginArray()
    writer.endArray()
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.null()
    writer.endArray()
    writer.key("b")
    writer.bool(true)
    writer.endObject()
    writer.null()
    writer.endArray()
    #expect(
      text(writer) == """
        [
         [],
         {
          "a": [
           null
          ],
          "b": true
         },
         null
        ]
        """)
  }

  @Test func `what was taken is not written again`() {
    var writer = JSONWriter()
    writer.beginArray()
    writer.integer(1)
    #expect(writer.takeBytes() == Array("[1".utf8))
    writer.integer(2)
    writer.endArray()
    writer.lineFeed()
    #expect(writer.takeBytes() == Array(",2]\n".utf8))
    #expect(writer.takeBytes() == [])
  }

  @Test func `a key without a value is a bug`() async {
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("a")
      writer.endObject()
    }
  }
}
