import Testing

@testable import JSONText

struct ReaderTests {
  static let rows: [(text: String, events: String)] = [
    ("", ""),
    (" \n", ""),
    ("<EF><BB><BF>", ""),
    ("1 2", "1 2"),
    ("{}{}", "{ } { }"),
    ("[1][2]", "[ 1 ] [ 2 ]"),
    ("{\"a\":1}\n{\"a\":2}\n", "{ k(a) 1 } { k(a) 2 }"),
    ("{\"a\":1}\r\n{\"a\":2}", "{ k(a) 1 } { k(a) 2 }"),
    ("\"a\"\"b\"", "s(a) s(b)"),
    ("true[]null{}1\"a\"", "true [ ] null { } 1 s(a)"),
  ]

  @Test(arguments: rows)
  func `documents may follow each other with and without blanks`(
    _ row: (text: String, events: String)
  ) throws {
    #expect(try compact(bytes(row.text), documents: .many) == row.events)
  }

  @Test(arguments: [
    ("{}{", "truncated: line 1, byte 3: found the end of the input, expected a key or '}'"),
    ("{}\n]", "malformed: line 2, byte 3: found ']', expected a value"),
    ("{},{}", "malformed: line 1, byte 2: found ',', expected a value"),
    ("truefalse", "malformed: line 1, byte 4: found 'f', expected the end of 'true'"),
    ("1\n<EF><BB><BF>2", "malformed: line 2, byte 2: found byte 0xEF, expected a value"),
    ("{}<C3>", Self.unfinished),
  ])
  func `what is wrong between documents is refused`(_ row: (text: String, error: String)) {
    let last = transcript(bytes(row.text), documents: .many, places: false)
    #expect(lastLine(last) == row.error)
  }

  static let unfinished =
    "truncated: line 1, byte 2: found the end of the input inside a character, "
    + "expected the rest of its UTF-8 sequence"

  @Test func `the end is reported again and again`() throws {
    var reader = JSONReader(ArraySource(bytes("[] ")))
    _ = try (reader.next(), reader.next())
    for _ in 0..<3 { #expect(try reader.next() == .end) }
    #expect(reader.offset == 3)
  }

  @Test func `a byte order mark is reported and counted`() throws {
    var marked = JSONReader(ArraySource(bytes("<EF><BB><BF>[]"), blockSize: 1))
    #expect(marked.hasByteOrderMark == false)
    #expect(try marked.next() == .beginArray)
    #expect(marked.hasByteOrderMark == true)
    #expect(marked.offset == 3)
    var plain = JSONReader(ArraySource(bytes("[]")))
    #expect(try plain.next() == .beginArray)
    #expect(plain.hasByteOrderMark == false)
  }

  @Test func `places are those of the first byte of a token`() {
    #expect(
      transcript(bytes("{\n \"a\\n\": [1,\n  true]\r\n}\n")) == """
        1:0 beginObject
        2:3 key a

        2:10 beginArray
        2:11 number 1
        3:16 true
        3:20 endArray
        4:23 endObject
        5:25 end
        """)
  }

  @Test func `the text of a token is at hand in every form`() throws {
    var reader = JSONReader(ArraySource(bytes(#"["a\tb",12,-9223372036854775808,9.5]"#)))
    _ = try reader.next()
    #expect(try reader.next() == .string)
    #expect(reader.copyText() == [0x61, 0x09, 0x62])
    #expect(reader.string() == "a\tb")
    #expect(reader.withText { $0.count } == 3)
    #expect(reader.withText { $0[1] } == 0x09)
    #expect(reader.textByteCount == 3)
    #expect(reader.matches("a\tb") && !reader.matches("a\tc") && !reader.matches("a\t"))
    var array: [UInt8] = [0x7A]
    reader.appendText(to: &array)
    #expect(array == [0x7A, 0x61, 0x09, 0x62])
    #expect(try reader.next() == .number)
    #expect(reader.integer() == 12)
    #expect(try reader.next() == .number)
    #expect(reader.integer() == .min)
    #expect(try reader.next() == .number)
    #expect(reader.integer() == nil)
    #expect(reader.string() == "9.5")
  }

  static let members = #"{"a":1,"b":[1,{"c":[]}],"d":"e\n","f":null,"g":{}}"#

  @Test func `a value is skipped where the next one would come`() throws {
    for windowBytes in [32, 1000] {
      var reader = JSONReader(
        ArraySource(bytes(Self.members)), limits: JSONLimits(windowBytes: windowBytes))
      var keys: [String] = []
      #expect(try reader.next() == .beginObject)
      while try reader.next() == .key {
        keys.append(reader.string())
        try reader.skipValue()
      }
      #expect(keys == ["a", "b", "d", "f", "g"])
      #expect(try reader.next() == .end)
    }
  }

  @Test func `the rest of a container is skipped with its end`() throws {
    for count in 1...15 {
      var reader = JSONReader(ArraySource(bytes("[" + Self.members + ",7]")))
      _ = try reader.next()
      for _ in 0..<count { _ = try reader.next() }
      while reader.depth > 1 { try reader.skipRest() }
      #expect(try reader.next() == .number)
      #expect(reader.string() == "7")
      try reader.skipRest()
      #expect(reader.depth == 0)
      #expect(try reader.next() == .end)
    }
  }

  @Test func `a text after skipping is kept again`() throws {
    var reader = JSONReader(ArraySource(bytes(#"["a\n",{"b":"c\n"},"d\n"]"#)))
    _ = try reader.next()
    try reader.skipValue()
    try reader.skipValue()
    #expect(try reader.next() == .string)
    #expect(reader.string() == "d\n")
  }

  @Test func `a member is skipped where a key comes next`() throws {
    var reader = JSONReader(ArraySource(bytes(Self.members)))
    _ = try reader.next()
    try reader.skipValue()
    #expect(try reader.next() == .key)
    #expect(reader.string() == "b")
  }

  @Test func `skipping a value that is not there is an error`() throws {
    var array = JSONReader(ArraySource(bytes("[1]")))
    _ = try (array.next(), array.next())
    let noElement = #expect(throws: JSONError.self) { try array.skipValue() }
    #expect(noElement.map { "\($0)" } == "line 1, byte 2: found no value, expected a value")
    var documents = JSONReader(ArraySource(bytes("1 ")), documents: .many)
    _ = try documents.next()
    let noDocument = #expect(throws: JSONError.self) { try documents.skipValue() }
    #expect(
      noDocument.map { "\($0)" }
        == "line 1, byte 2: found the end of the input, expected a value")
  }

  @Test func `an error of the source passes through`() throws {
    struct Broken: ByteSource {
      struct Failure: Error {}
      mutating func read(into buffer: inout MutableSpan<UInt8>) throws -> Int { throw Failure() }
    }
    var reader = JSONReader(Broken())
    #expect(throws: Broken.Failure.self) { _ = try reader.next() }
  }

  @Test func `there is no rest outside containers`() async {
    await #expect(processExitsWith: .failure) {
      var reader = JSONReader(ArraySource([]))
      try reader.skipRest()
    }
  }
}
