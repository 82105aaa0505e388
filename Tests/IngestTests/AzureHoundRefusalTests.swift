import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

struct AzureHoundRefusalTests {
  private static let other = Hound.id("f2")

  /// Input that is refused, and the whole message.
  static let rows: [(text: String, message: String)] = [
    (
      #"{"data":[{"kind":"AZUser","data":{}},3]}"#,
      "x:1 (byte 37): found a lone value, expected a record"
    ),
    (
      #"{"data":[{"kind":"AZUser","data":3}]}"#,
      "x:1 (byte 33): found a lone value under 'data', expected an object"
    ),
    (
      #"{"data":[{"kind":"AZUser","data":{}},{"kind":3}]}"#,
      "x:1 (byte 45): found a kind that is no text, expected a kind such as 'AZGroup'"
    ),
    (
      #"{"data":[{"kind":"AZUser","data":{}}],"meta":3}"#,
      "x:1 (byte 45): found a lone value under 'meta', expected an object"
    ),
    (
      #"{"data":[{"kind":"AZUser","data":{}}],"meta":{"type":"users"}}"#,
      "x:1 (byte 53): found 'meta' with another 'type', expected the type 'azure'"
    ),
    (
      #"{"kind":"AZUser","data":{}}"# + "\n3",
      "x:2 (byte 28): found a lone value, expected an object with 'data', or a record"
    ),
    (
      "[" + Hound.record("AZUser", #"{"id":"a1","id":"a1"}"#) + "]",
      "x:1 (byte 36): found the key 'id' again, expected each key of an object once"
    ),
    (
      "[" + #"{"kind":"AZUser","kind":"AZUser"}"# + "]",
      "x:1 (byte 18): found the key 'kind' again, expected each key of an object once"
    ),
    (
      Hound.record("AZGroupMember", #"{"members":[{"member":{"id":"a","id":"b"}}]}"#),
      "x:1 (byte 63): found the key 'id' again, expected each key of an object once"
    ),
    (
      Hound.record("AZGroupMember", #"{"members":[{"member":{},"member":{}}]}"#),
      "x:1 (byte 56): found the key 'member' again, expected each key of an object once"
    ),
    (
      Hound.record("AZGroupMember", #"{"members":{}}"#),
      "x:1 (byte 42): found a list that is no array, expected one array, or null, of members or owners"
    ),
    (
      Hound.record("AZGroupMember", #"{"members":[],"owners":[]}"#),
      "x:1 (byte 54): found a second list, expected one array, or null, of members or owners"
    ),
    (
      Hound.user("a1", #","displayName":7"#),
      "x:1 (byte 85): found '7' under 'displayName' of the record that ends here, expected another type of value"
    ),
    (
      Hound.user("a1", #","accountEnabled":"yes""#),
      "x:1 (byte 92): found 'yes' under 'accountEnabled' of the record that ends here, expected another type of value"
    ),
    (
      Hound.user("a1", #","mail":["a"]"#),
      "x:1 (byte 82): found a container under 'mail' of the record that ends here, expected another type of value"
    ),
    (
      Hound.group("b1", #","groupTypes":"Unified""#),
      "x:1 (byte 93): found 'Unified' under 'groupTypes' of the record that ends here, expected another type of value"
    ),
    (
      Hound.user("a1", #","tenantId":"\#(Hound.id("f1"))""#)
        + Hound.user("a2", #","tenantId":"\#(Hound.id("f2"))""#),
      """
      x: found the tenant '\(Hound.id("f2"))', expected the tenant '\(Hound.id("f1"))' of x
        give the exports of one tenant at a time
      """
    ),
    (
      #"{"data":[{"kind":"AZUser","data":{}}}"#,
      """
      x:1 (byte 36): found '}', expected ',' or ']'
        the file was cut or damaged; export or copy it again
      """
    ),
    (
      #"{"data":[{"kind":"AZVM","data":{"a":"\ud800"}}]}"#,
      "x:1 (byte 37): found a lone surrogate '\\uD800', expected '\\uDC00' to '\\uDFFF' after it"
    ),
  ]

  @Test(arguments: rows)
  func `records that make no sense are refused with their place`(
    _ row: (text: String, message: String)
  ) {
    #expect(Hound.refusal(row.text) == row.message)
  }

  @Test func `bytes that are no UTF-8 are refused even where they are skipped`() {
    let bytes =
      Array(#"{"data":[{"kind":"AZVM","data":{"a":""#.utf8) + [0xFF] + Array("\"}}]}".utf8)
    #expect(
      Hound.refusal([("x", bytes)]) == """
        x:1 (byte 37): found byte 0xFF, expected well-formed UTF-8
          JSON is read as UTF-8 or UTF-16; save the file in one of these
        """)
  }

  @Test func `JSON that is too deep is refused`() {
    var options = IngestOptions()
    options.limits.jsonDepth = 6
    let text = #"{"data":[{"kind":"AZVM","data":{"a":[[[]]]}}]}"#
    #expect(
      Hound.refusal(text, options: options)
        == "x:1 (byte 38): found more containers inside each other, expected at most 6")
  }

  @Test func `a text that is too long is refused`() {
    var options = IngestOptions()
    options.limits.textBytes = 100
    let text = Hound.user("a1", #","displayName":"\#(String(repeating: "x", count: 101))""#)
    #expect(
      Hound.refusal(text, options: options)
        == "x:1 (byte 83): found a longer string, expected at most 100 bytes")
  }
}
