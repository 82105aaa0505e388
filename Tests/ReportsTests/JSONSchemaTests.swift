import Audit
import Reports
import TestSupport
import Testing

/// The judge of the reports must itself refuse what is wrong.
struct JSONSchemaTests {
  static let rows: [(schema: String, text: String, faults: [String])] = [
    (#"{"type": "integer"}"#, "3", []),
    (#"{"type": "integer"}"#, "3.5", [": number, expected integer"]),
    (#"{"type": "integer"}"#, "true", [": boolean, expected integer"]),
    (#"{"type": "number"}"#, "3", []),
    (#"{"type": ["string", "null"]}"#, "null", []),
    (#"{"type": ["string", "null"]}"#, "[]", [": array, expected string or null"]),
    (#"{"type": "object", "required": ["a"]}"#, "{}", [": 'a' is missing"]),
    (
      #"{"properties": {"a": {"type": "null"}}, "additionalProperties": false}"#,
      #"{"a": null, "b": 1}"#, ["/b: nothing may stand here"]
    ),
    (
      #"{"additionalProperties": {"type": "string"}}"#, #"{"a": 1}"#,
      ["/a: integer, expected string"]
    ),
    (#"{"items": {"minimum": 0}}"#, "[0, -1]", ["/1: -1 is less than 0"]),
    (#"{"minItems": 1}"#, "[]", [": 0 elements, at least 1"]),
    (
      #"{"uniqueItems": true}"#, #"[{"a": 1, "b": 2}, {"b": 2, "a": 1}]"#,
      [": two elements are equal"]
    ),
    (#"{"enum": ["a", "b"]}"#, #""c""#, [": 'c' is none of the values"]),
    (#"{"enum": ["a"]}"#, "null", [": 'null' is none of the values"]),
    (#"{"const": "a"}"#, #""b""#, [": not 'a'"]),
    (#"{"pattern": "^[0-9]+$"}"#, #""1a""#, [": '1a' does not match '^[0-9]+$'"]),
    (#"{"minLength": 1}"#, #""""#, [": '' is too short"]),
    (#"{"format": "uri-reference"}"#, #""a b""#, [": 'a b' is no uri-reference"]),
    (#"{"format": "uri-reference"}"#, #""a%2""#, [": 'a%2' is no uri-reference"]),
    (#"{"format": "uri"}"#, #""a/b""#, [": 'a/b' is no uri"]),
    (#"{"format": "uri"}"#, #""https://a/b""#, []),
    (#"{"anyOf": [{"type": "null"}, {"type": "string"}]}"#, "1", [": keeps to 0 of 2 choices"]),
    (#"{"oneOf": [{"minimum": 0}, {"minimum": 1}]}"#, "2", [": keeps to 2 of 2 choices"]),
    (
      ##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}}"##, "1",
      [": integer, expected null"]
    ),
    (##"{"$ref": "#/$defs/b"}"##, "1", [": the schema has no '#/$defs/b'"]),
    (#"{"$ref": "other.json"}"#, "1", [": 'other.json' lies elsewhere"]),
    (
      #"{"maxLength": 3}"#, #""a""#, [": the schema's keyword 'maxLength' is not known to the test"]
    ),
    (#"{"format": "date"}"#, #""a""#, [": the format 'date' is not known to the test"]),
  ]

  @Test(arguments: rows)
  func `a text is held against a schema`(_ row: (schema: String, text: String, faults: [String]))
    throws
  {
    #expect(try JSONSchema(row.schema).faults(in: JSONNode(row.text)) == row.faults)
  }

  @Test func `a report with a wrong member is refused by the audit's schema`() throws {
    let text = try Sample.report([(.error, Sample.text("a"))]).text(.json)
    let schema = try Schemas.audit()
    func faults(_ old: String, _ new: String) throws -> [String] {
      #expect(text.contains(old))
      return schema.faults(in: try JSONNode(text.replacing(old, with: new)))
    }
    #expect(
      try faults("\"error\"", "\"fatal\"") == [
        "/findings/0/severity: 'fatal' is none of the values"
      ])
    #expect(try faults("\"verdict\"", "\"judgement\"").count == 2)
    #expect(
      try faults("\"bytes\": 7", "\"bytes\": -7").first == "/inputs/0/bytes: -7 is less than 0")
    #expect(try faults("\"principal\": null", "\"principal\": {}").count == 3)
    #expect(try faults("test.raa", "Test Rule").count == 1)
  }
}
