import Testing

@testable import JSONText

struct ValueTests {
  @Test func `a tree keeps order, spelling and kinds`() throws {
    let tree = try JSONValue(
      parsing: bytes(#" {"b":[1.50,-0,"x\n",true,false,null,{}],"a":{"":[]}} "#))
    #expect(
      tree
        == .object([
          JSONMember(
            key: "b",
            value: .array([
              .number("1.50"), .number("-0"), .string("x\n"), .bool(true), .bool(false), .null,
              .object([]),
            ])),
          JSONMember(key: "a", value: .object([JSONMember(key: "", value: .array([]))])),
        ]))
    #expect(tree["b"]?.elements?.count == 7)
    #expect(tree["b"]?.elements?[2].text == "x\n")
    #expect(tree["b"]?.elements?[3].bool == true)
    #expect(tree["b"]?.elements?[0].integer == nil)
    #expect(tree["b"]?.elements?[1].integer == 0)
    #expect(tree["a"]?.members?.map(\.key) == [""])
    #expect(tree["c"] == nil)
  }

  @Test func `kinds are not taken for each other`() throws {
    let tree = try JSONValue(parsing: bytes(#"["1",1,true,null,[],{}]"#))
    let elements = tree.elements ?? []
    #expect(elements.map { $0.text != nil } == [true, false, false, false, false, false])
    #expect(elements.map { $0.integer != nil } == [false, true, false, false, false, false])
    #expect(elements.map { $0.bool != nil } == [false, false, true, false, false, false])
    #expect(elements.map { $0.elements != nil } == [false, false, false, false, true, false])
    #expect(elements.map { $0.members != nil } == [false, false, false, false, false, true])
    for (index, one) in elements.enumerated() {
      for (other, two) in elements.enumerated() { #expect((one == two) == (index == other)) }
    }
  }

  @Test func `names that look alike stay different`() throws {
    let tree = try JSONValue(parsing: bytes("{\"\u{E9}\":1,\"e\u{301}\":2}"))
    #expect(tree["\u{E9}"] == .number("1"))
    #expect(tree["e\u{301}"] == .number("2"))
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, 7), (#"{"a":1,"b":{"a":2},"a":3}"#, 19), (#"[{"x":1,"\u0078":2}]"#, 8),
    (#"{"":1,"":2}"#, 6),
  ])
  func `a key that comes again is refused or kept`(_ row: (text: String, offset: Int)) throws {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes(row.text)) }
    #expect(error?.kind == .duplicateKey)
    #expect(error?.offset == UInt64(row.offset))
    let kept = try JSONValue(parsing: bytes(row.text), duplicates: .kept)
    let members = kept.members ?? kept.elements?.first?.members ?? []
    #expect(members.first?.value == .number("1"))
    #expect(members.last?.key.utf8.count == members.first?.key.utf8.count)
  }

  @Test(arguments: GrammarTests.refused)
  func `a tree is refused for the reason that the reader gives`(_ row: Row) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes(row.text)) }
    #expect(error == row.error)
  }

  @Test func `a tree may have as many nodes as allowed`() throws {
    for count in 1...5 {
      var reader = JSONReader(ArraySource(bytes(#"[1,{"a":2}]"#)))
      if count < 5 {
        let error = #expect(throws: JSONError.self) {
          try JSONValue(next: &reader, maximumNodes: count)
        }
        #expect(error?.found == "a larger document")
        #expect(error?.expected == "at most \(count) keys and values")
      } else {
        #expect(try JSONValue(next: &reader, maximumNodes: count).elements?.count == 2)
      }
    }
  }

  @Test func `trees are read where a reader stands`() throws {
    var reader = JSONReader(ArraySource(bytes(#"{"skip":[1],"take":{"a":[true]},"end":0}"#)))
    _ = try reader.next()
    while try reader.next() == .key {
      guard reader.matches("take") else {
        try reader.skipValue()
        continue
      }
      #expect(
        try JSONValue(next: &reader)
          == .object([JSONMember(key: "a", value: .array([.bool(true)]))]))
    }
    #expect(try reader.next() == .end)
  }
}
