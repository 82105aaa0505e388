import DirectoryModel
import SQLite
import TestSupport
import Testing

@testable import Ingest

struct MappingStepTests {
  private static let guid = "aa4c5b0e-52b0-4f0b-9d35-1a1f3a3b7c01"

  /// A step, the value it is done with, and the value or the reason it cannot be done.
  struct Row: Sendable, CustomTestStringConvertible {
    let step: MappingStep
    let value: SQLiteValue
    let result: SQLiteValue?
    var reason = ""
    var testDescription: String { "\(step) of \(value)" }
  }

  static let texts: [Row] = [
    Row(step: .trim, value: .text(" \t\u{A0}x y\r\n"), result: .text("x y")),
    Row(step: .trim, value: .null, result: .null),
    Row(step: .lower, value: .text("ÄBC"), result: .text("Äbc")),
    Row(step: .stripPrefix(Array("okta_".utf8)), value: .text("okta_x"), result: .text("x")),
    Row(step: .stripPrefix(Array("okta_".utf8)), value: .text("x"), result: .text("x")),
    Row(step: .stripSuffix(Array("@x".utf8)), value: .text("a@x"), result: .text("a")),
    Row(step: .stripSuffix(Array("@xyz".utf8)), value: .text("z"), result: .text("z")),
    Row(step: .addPrefix(Array("p:".utf8)), value: .integer(7), result: .text("p:7")),
    Row(step: .addSuffix(Array("!".utf8)), value: .real(1.5), result: .text("1.5!")),
    Row(
      step: .between(Array("<".utf8), Array(">".utf8)), value: .text("a <b> c>"),
      result: .text("b")),
    Row(step: .between(Array("@".utf8), []), value: .text("a@b"), result: .text("b")),
    Row(
      step: .between(Array("<".utf8), []), value: .text("a"), result: nil, reason: "it holds no '<'"
    ),
    Row(
      step: .between([], Array(">".utf8)), value: .text("a"), result: nil, reason: "it holds no '>'"
    ),
  ]

  static let identifiers: [Row] = [
    Row(
      step: .guid(.text), value: .text("{AA4C5B0E-52B0-4F0B-9D35-1A1F3A3B7C01}"),
      result: .text(guid)),
    Row(
      step: .guid(.text), value: .text(" aa4c5b0e52b04f0b9d351a1f3a3b7c01 "), result: .text(guid)),
    Row(step: .guid(.text), value: .text("(\(guid))"), result: .text(guid)),
    Row(step: .guid(.text), value: .text("urn:uuid:\(guid)"), result: .text(guid)),
    Row(step: .guid(.text), value: .text("{\(guid)"), result: nil, reason: "it is no GUID"),
    Row(step: .guid(.text), value: .text("{\(guid))"), result: nil, reason: "it is no GUID"),
    Row(step: .guid(.text), value: .text("\(guid)0"), result: nil, reason: "it is no GUID"),
    Row(
      step: .guid(.text), value: .text("aa4c5b0e-52b0-4f0b-9d35+1a1f3a3b7c01"), result: nil,
      reason: "it is no GUID"),
    Row(
      step: .guid(.text), value: .text("ga4c5b0e-52b0-4f0b-9d35-1a1f3a3b7c01"), result: nil,
      reason: "it is no GUID"),
    Row(step: .guid(.text), value: .text(""), result: .null),
    Row(step: .guid(.text), value: .integer(1), result: nil, reason: "it is no GUID"),
    Row(
      step: .guid(.network), value: .blob(bytes(hex: "aa4c5b0e52b04f0b9d351a1f3a3b7c01")),
      result: .text(guid)),
    Row(
      step: .guid(.dotNet), value: .blob(bytes(hex: "0e5b4caab0520b4f9d351a1f3a3b7c01")),
      result: .text(guid)),
    Row(step: .guid(.network), value: .blob([1, 2]), result: nil, reason: "it is no GUID"),
    Row(step: .guid(.base64), value: .text("DltMqrBSC0+dNRofOjt8AQ=="), result: .text(guid)),
    Row(step: .guid(.base64Network), value: .text("qkxbDlKwTwudNRofOjt8AQ=="), result: .text(guid)),
    Row(
      step: .guid(.base64), value: .text("DltMqrBSC0-dNRofOjt8AQ=="), result: nil,
      reason: "it is no GUID"),
    Row(step: .guid(.base64), value: .text("DltM"), result: nil, reason: "it is no GUID"),
    Row(step: .guid(.base64), value: .text("===="), result: nil, reason: "it is no GUID"),
  ]

  private static let instant = SQLiteValue.text("2026-11-01T08:00:00Z")

  static let times: [Row] = [
    Row(step: .time(.seconds), value: .integer(1_793_520_000), result: instant),
    Row(step: .time(.seconds), value: .text("1793520000"), result: instant),
    Row(
      step: .time(.seconds), value: .real(1_793_520_000.5), result: .text("2026-11-01T08:00:00.5Z")),
    Row(step: .time(.seconds), value: .integer(-1), result: .text("1969-12-31T23:59:59Z")),
    Row(
      step: .time(.seconds), value: .integer(.max), result: nil, reason: "it is no time in seconds"),
    Row(
      step: .time(.milliseconds), value: .integer(1_793_520_000_001),
      result: .text("2026-11-01T08:00:00.001Z")),
    Row(step: .time(.microseconds), value: .integer(1_793_520_000_000_000), result: instant),
    Row(step: .time(.filetime), value: .integer(134_379_936_000_000_000), result: instant),
    Row(step: .time(.ticks), value: .integer(639_291_168_000_000_000), result: instant),
    Row(step: .time(.apple), value: .integer(815_212_800), result: instant),
    Row(step: .time(.julian), value: .real(2_461_345.8333333334885), result: instant),
    Row(step: .time(.julian), value: .integer(2_440_588), result: .text("1970-01-01T12:00:00Z")),
    Row(step: .time(.julian), value: .text("x"), result: nil, reason: "it is no time in julian"),
    Row(step: .time(.iso), value: .text("2026-11-01"), result: .text("2026-11-01T00:00:00Z")),
    Row(step: .time(.iso), value: .text("2026-11-01 09:00:00.000+01:00"), result: instant),
    Row(step: .time(.iso), value: .text("2026-11-01T02:30-0530"), result: instant),
    Row(
      step: .time(.iso), value: .text("2024-02-29T00:00:00Z"), result: .text("2024-02-29T00:00:00Z")
    ),
    Row(step: .time(.iso), value: .text("2026-02-29"), result: nil, reason: "it is no time in iso"),
    Row(
      step: .time(.iso), value: .text("2026-11-01T24:00"), result: nil,
      reason: "it is no time in iso"),
    Row(
      step: .time(.iso), value: .text("2026-11-01T08:00x"), result: nil,
      reason: "it is no time in iso"),
    Row(step: .time(.iso), value: .text("  "), result: .null),
    Row(step: .time(.us), value: .text("11/01/2026 8:00 AM"), result: instant),
    Row(step: .time(.us), value: .text("11/1/2026 08:00:00"), result: instant),
    Row(
      step: .time(.us), value: .text("11/01/2026 12:00 AM"), result: .text("2026-11-01T00:00:00Z")),
    Row(
      step: .time(.us), value: .text("11/01/2026 12:30 PM"), result: .text("2026-11-01T12:30:00Z")),
    Row(step: .time(.us), value: .text("31/12/2026"), result: nil, reason: "it is no time in us"),
    Row(
      step: .time(.us), value: .text("11/01/2026 13:00 PM"), result: nil,
      reason: "it is no time in us"),
  ]

  private static let status = MappingStep.codes(
    [
      MappingCode(code: Array("enabled".utf8), value: .integer(1)),
      MappingCode(code: Array("3".utf8), value: .integer(0)),
      MappingCode(code: nil, value: .integer(2)),
    ], otherwise: nil)
  private static let flags = MappingStep.bits(
    [
      MappingMask(mask: 5, value: .text("both")), MappingMask(mask: 4, value: .text("owner")),
      MappingMask(mask: 1, value: .text("member")),
    ], otherwise: .text("none"))

  static let words: [Row] = [
    Row(step: status, value: .text("enabled"), result: .integer(1)),
    Row(step: status, value: .integer(3), result: .integer(0)),
    Row(step: status, value: .null, result: .integer(2)),
    Row(step: status, value: .text("Enabled"), result: .text("Enabled")),
    Row(step: flags, value: .integer(7), result: .text("both")),
    Row(step: flags, value: .integer(4), result: .text("owner")),
    Row(step: flags, value: .integer(1), result: .text("member")),
    Row(step: flags, value: .integer(2), result: .text("none")),
    Row(step: flags, value: .null, result: .text("none")),
    Row(step: flags, value: .text("1"), result: nil, reason: "it is no whole number"),
    Row(step: .pointer("/a/1"), value: .text(#"{"a":[1,"x"]}"#), result: .text("x")),
    Row(step: .pointer("/a/0"), value: .text(#"{"a":["y","x"]}"#), result: .text("y")),
    Row(
      step: .pointer("/a/10"), value: .text(#"{"a":[0,1,2,3,4,5,6,7,8,9,"x"]}"#), result: .text("x")
    ),
    Row(step: .pointer("/a/+1"), value: .text(#"{"a":[1,"x"]}"#), result: .null),
    Row(step: .pointer("/a/-0"), value: .text(#"{"a":[1,"x"]}"#), result: .null),
    Row(step: .pointer("/a/-"), value: .text(#"{"a":[1,"x"]}"#), result: .null),
    Row(step: .pointer("/a/01"), value: .text(#"{"a":[1,"x"]}"#), result: .null),
    Row(step: .pointer("/a/00"), value: .text(#"{"a":[1,"x"]}"#), result: .null),
    Row(step: .pointer("/a/"), value: .text(#"{"a":[1,"x"]}"#), result: .null),
    Row(step: .pointer("/a/2"), value: .text(#"{"a":[1,"x"]}"#), result: .null),
    Row(step: .pointer("/a/99999999999999999999"), value: .text(#"{"a":[1]}"#), result: .null),
    Row(step: .pointer("/a/01"), value: .text(#"{"a":{"01":"x"}}"#), result: .text("x")),
    Row(step: .pointer("/a~1b~0"), value: .text(#"{"a/b~":7}"#), result: .integer(7)),
    Row(step: .pointer(""), value: .text("true"), result: .integer(1)),
    Row(step: .pointer("/b"), value: .text("{}"), result: .null),
    Row(step: .pointer("/0"), value: .text(#"{"a":1}"#), result: .null),
    Row(
      step: .pointer("/a"), value: .text(#"{"a":{}}"#), result: nil,
      reason: "'/a' is an object or an array"),
    Row(step: .pointer("/a"), value: .text("{"), result: nil, reason: "it is no valid JSON"),
  ]

  private static func noTime(_ form: TimeForm, _ value: SQLiteValue) -> Row {
    Row(step: .time(form), value: value, result: nil, reason: "it is no time in \(form.rawValue)")
  }

  /// Instants far from today: what programs store for never and for without end, and what is beyond.
  static let farTimes: [Row] = [
    Row(step: .time(.ticks), value: .integer(0), result: .text("0001-01-01T00:00:00Z")),
    noTime(.ticks, .integer(-1)),
    Row(
      step: .time(.ticks), value: .integer(3_155_378_975_999_999_999),
      result: .text("9999-12-31T23:59:59.9999999Z")),
    noTime(.ticks, .integer(3_155_378_976_000_000_000)),
    Row(step: .time(.iso), value: .text("0001-01-01"), result: .text("0001-01-01T00:00:00Z")),
    noTime(.iso, .text("0001-01-01T00:00:00+00:01")),
    noTime(.iso, .text("0000-12-31")),
    Row(
      step: .time(.iso), value: .text("9999-12-31T23:59:59.999999999Z"),
      result: .text("9999-12-31T23:59:59.999999999Z")),
    noTime(.iso, .text("9999-12-31T23:59:59-00:01")),
    // Nanoseconds since 1970 end within this second in 64 bits, and began within the other one.
    Row(
      step: .time(.iso), value: .text("2262-04-11T23:47:16.9Z"),
      result: .text("2262-04-11T23:47:16.9Z")),
    Row(
      step: .time(.iso), value: .text("1677-09-21T00:12:43+01:00"),
      result: .text("1677-09-20T23:12:43Z")),
    Row(step: .time(.us), value: .text("1/1/0001"), result: .text("0001-01-01T00:00:00Z")),
    Row(step: .time(.us), value: .text("12/31/9999"), result: .text("9999-12-31T00:00:00Z")),
    Row(
      step: .time(.filetime), value: .integer(0), result: .text("1601-01-01T00:00:00Z")),
    Row(step: .time(.filetime), value: .integer(-1), result: .text("1600-12-31T23:59:59.9999999Z")),
    noTime(.filetime, .integer(.max)),
    noTime(.seconds, .integer(.min)),
    noTime(.seconds, .integer(253_402_300_800)),
    Row(
      step: .time(.seconds), value: .integer(253_402_300_799),
      result: .text("9999-12-31T23:59:59Z")),
    Row(
      step: .time(.seconds), value: .integer(-62_135_596_800),
      result: .text("0001-01-01T00:00:00Z")),
    noTime(.seconds, .integer(-62_135_596_801)),
    noTime(.apple, .integer(.max)),
    Row(step: .time(.apple), value: .real(-0.5), result: .text("2000-12-31T23:59:59.5Z")),
    noTime(.seconds, .real(.infinity)),
    noTime(.seconds, .real(-.infinity)),
    noTime(.seconds, .real(1e300)),
    Row(step: .time(.milliseconds), value: .real(-1), result: .text("1969-12-31T23:59:59.999Z")),
    Row(
      step: .time(.microseconds), value: .real(1.5), result: .text("1970-01-01T00:00:00.0000015Z")),
    Row(step: .time(.julian), value: .real(1_721_425.5), result: .text("0001-01-01T00:00:00Z")),
    noTime(.julian, .real(1_721_425.4)),
    noTime(.julian, .real(.infinity)),
    noTime(.julian, .integer(.max)),
  ]

  @Test(arguments: texts + identifiers + times + farTimes + words)
  func `a step gives its value or says what the value is not`(_ row: Row) {
    do throws(StepFailure) {
      let result = try row.step.apply(to: row.value)
      #expect(result == row.result)
    } catch {
      #expect(row.result == nil)
      #expect(error.reason == row.reason)
    }
  }

  /// A list, its form, and its elements; `nil` for one that cannot be read.
  static let lists: [(form: ItemForm, text: String, elements: [SQLiteValue]?)] = [
    (.separated(by: Array(";".utf8)), "a; b;;c ", [.text("a"), .text("b"), .text("c")]),
    (.separated(by: Array("||".utf8)), "a|b||c", [.text("a|b"), .text("c")]),
    (.separated(by: Array(";".utf8)), "", []),
    (.json, #"["a",1,null]"#, [.text("a"), .integer(1), .null]),
    (.json, #""[\"a\"]""#, [.text("a")]),
    (.json, "null", []),
    (.json, #"{"a":1}"#, nil),
    (.json, #"["a""#, nil),
    (.php, "a:0:{}", []),
    (.php, #"a:2:{i:0;s:6:"björn";s:1:"k";i:-5;}"#, [.text("björn"), .integer(-5)]),
    (.php, #"a:1:{i:0;s:5:"björn";}"#, nil),
    (.php, #"a:2:{i:0;s:1:"x";}"#, nil),
    (.php, #"a:1:{i:0;O:1:"x":0:{}}"#, nil),
    (.php, #"a:99999999999:{}"#, nil),
    (.php, #"a:1:{i:0;s:-1:"";}"#, nil),
    (.php, #"a:0:{}x"#, nil),
  ]

  @Test(arguments: lists)
  func `a list is taken apart or refused`(
    _ row: (form: ItemForm, text: String, elements: [SQLiteValue]?)
  ) {
    do throws(StepFailure) {
      let elements = try MappingItem.list(.text(row.text), row.form)
      #expect(elements.compactMap(\.plain) == row.elements)
    } catch {
      #expect(row.elements == nil)
    }
  }

  @Test func `every day of eight centuries is written and read back`() throws {
    for day in Int64(-140_000)...160_000 {
      let instant = try #require(StoredInstant(seconds: day * 86_400, nanoseconds: 0))
      if InstantText.iso(InstantText.write(instant)) != instant {
        Issue.record("day \(day) is \(String(decoding: InstantText.write(instant), as: UTF8.self))")
      }
    }
  }
}
