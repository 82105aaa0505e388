import JSONText
import Testing

struct WriterMembersTests {
  static let members: [(write: @Sendable (inout JSONWriter) -> Void, text: String)] = [
    ({ $0.member("a", "b") }, #"{"a":"b"}"#),
    ({ $0.member("a", "\"\u{0}") }, #"{"a":"\"\u0000"}"#),
    ({ $0.member("", "") }, #"{"":""}"#),
    ({ $0.member("a", 0) }, #"{"a":0}"#),
    ({ $0.member("a", Int.min) }, #"{"a":-9223372036854775808}"#),
    ({ $0.optional("a", "b") }, #"{"a":"b"}"#),
    ({ $0.optional("a", nil) }, #"{"a":null}"#),
    ({ $0.strings("a", []) }, #"{"a":[]}"#),
    ({ $0.strings("a", ["b", "c"]) }, #"{"a":["b","c"]}"#),
  ]

  @Test(arguments: members)
  func `a member is its key and its value`(
    _ row: (write: @Sendable (inout JSONWriter) -> Void, text: String)
  ) {
    var json = JSONWriter()
    json.beginObject()
    row.write(&json)
    json.endObject()
    #expect(String(decoding: json.bytes, as: UTF8.self).filter { $0 != " " } == row.text)
  }
}
