import DirectoryModel
import JSONText
import TestSupport
import Testing

@testable import Ingest

/// The beginning of a stream, as far as formats look at it.
struct GlimpseTests {
  private func glimpse(_ text: String) -> [String] {
    JSONGlimpse(Array(text.utf8), path: "x").documents.map(Self.text)
  }

  /// A value in its shortest form.
  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .number(let text): text
    case .string(let text): "\"\(text)\""
    case .array(let elements): "[\(elements.map(text).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\"\($0.key)\":\(text($0.value))" }.joined(separator: ","))}"
    }
  }

  /// A stream and the documents that are seen of it.
  static let rows: [(text: String, seen: [String])] = [
    ("", []), ("   ", []), ("null", ["null"]), ("1 2", ["1", "2"]), ("1 2 3", ["1", "2"]),
    ("{} [] {}", ["{}", "[]"]), ("{}\n{\"a\":1}\n{\"b\":2}", ["{}", "{\"a\":1}"]),
    ("[1,2,3]", ["[1,2,3]"]), ("[1,2,3,4]", ["[1,2,3,4]"]), ("[1,2,3,4,5]", ["[1,2,3,4]"]),
    ("[1,2,3,4,5,6] 7", ["[1,2,3,4]", "7"]), ("{\"a\":1,\"a\":2}", ["{\"a\":1,\"a\":2}"]),
    ("[[1,2,3,4,5],[6]]", ["[[1,2,3,4],[6]]"]), ("true false", ["true", "false"]),
    // What is cut or wrong ends the glimpse, and what stands before it is kept.
    ("{\"a\":", ["{\"a\":null}"]), ("{\"a\"", ["{\"a\":null}"]), ("{\"a\":[1,2", ["{\"a\":[1,2]}"]),
    ("{\"a\":{\"b\":\"c", ["{\"a\":{\"b\":null}}"]), ("[1,2,}", ["[1,2]"]), ("x", []),
    ("{} x", ["{}"]),
    ("[1,{\"a\":tru", ["[1,{\"a\":null}]"]), ("{\"a\":1,}{}", ["{\"a\":1}"]),
  ]

  @Test(arguments: rows)
  func `two documents and four elements of a list are seen`(_ row: (text: String, seen: [String])) {
    #expect(glimpse(row.text) == row.seen)
  }

  @Test(arguments: 1...12)
  func `eight levels are seen, deeper ones show as null`(depth: Int) {
    for (open, close, empty) in [("[", "]", "[]"), ("{\"a\":", "}", "{}")] {
      let inner = open == "[" ? "" : "1"
      let text =
        String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
      let levels = min(depth, 8)
      let seenInner = depth > 8 ? "null" : inner
      let seen =
        String(repeating: open, count: levels) + seenInner + String(repeating: close, count: levels)
      #expect(glimpse(text) == [seen], "\(empty)")
    }
  }

  @Test func `every beginning of a stream shows no more than the stream`() {
    let whole = #"{"value":[{"id":"a","b":[1,2,3]},{"id":"b"}],"x":"\u00e9"} {"y":null}"#
    let seen = glimpse(whole)
    #expect(seen.count == 2)
    for count in 0...whole.utf8.count {
      let part = JSONGlimpse(Array(whole.utf8.prefix(count)), path: "x").documents
      #expect(part.count <= 2)
      let keys = part.first?.members?.map(\.key) ?? []
      #expect(["value", "x"].starts(with: keys))
    }
  }

  /// What several formats say of one input, and what is then said of it.
  static let descriptions:
    [(
      said: [(format: String, state: Completeness, notes: [String])], format: String,
      state: Completeness, notes: [String]
    )] =
      [
        ([("A", .complete, ["n"])], "A", .complete, ["n"]),
        ([("A", .complete, []), ("A", .complete, [])], "A", .complete, []),
        (
          [("A", .complete, ["n"]), ("B", .bounded(7), ["n", "m"])], "A, B", .bounded(7),
          ["n", "m"]
        ),
        (
          [("A", .bounded(3), ["a"]), ("B", .bounded(9), ["b"]), ("A", .complete, ["b", "a"])],
          "A, B", .bounded(9), ["a", "b"]
        ),
        // A name that is part of another is another.
        (
          [("Graph JSON", .complete, []), ("JSON", .complete, [])], "Graph JSON, JSON", .complete,
          []
        ),
        ([("A", .partial("x"), []), ("B", .partial("y"), [])], "A, B", .partial("x"), []),
        ([("A", .notCollected, []), ("B", .complete, [])], "A, B", .complete, []),
      ]

  @Test(arguments: descriptions.indices)
  func `what formats say of one input is joined`(_ number: Int) {
    let row = Self.descriptions[number]
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let source = builder.addSource(
      Source(
        input: "x", format: "", sha256: "", byteCount: 0, capabilities: [],
        completeness: .notCollected))
    let abilities: [Capability] = [[.owners, .nameCase, .mail], [.owners, .mail], [.owners]]
    for (said, ability) in zip(row.said, abilities) {
      builder.describe(
        source, format: said.format, capabilities: ability, completeness: said.state,
        notes: said.notes)
    }
    let found = builder.finish().sources[source]
    #expect(found.format == row.format)
    #expect(found.completeness == row.state)
    #expect(found.notes == row.notes)
    #expect(found.capabilities == abilities[row.said.count - 1])
  }
}
