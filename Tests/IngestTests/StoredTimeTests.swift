import DirectoryModel
import SQLite
import TestSupport
import Testing

@testable import Ingest

/// Times as databases hold them, held against wider arithmetic and against published examples.
struct StoredTimeTests {
  /// A form that counts: units a second, and the seconds from 1970 to its zero.
  ///
  /// Sources as at `TimeForm`; the distances are those of the documents, not computed here.
  static let counted: [(form: TimeForm, perSecond: Int128, zero: Int128)] = [
    (.seconds, 1, 0), (.milliseconds, 1_000, 0), (.microseconds, 1_000_000, 0),
    (.filetime, 10_000_000, -11_644_473_600), (.ticks, 10_000_000, -62_135_596_800),
    (.apple, 1, 978_307_200),
  ]

  /// The instant in 128 bits, where nothing can overflow; `nil` outside of the years 1 to 9999.
  private static func wide(
    _ count: Int64, _ row: (form: TimeForm, perSecond: Int128, zero: Int128)
  ) -> StoredInstant? {
    let nanoseconds = Int128(count) * (1_000_000_000 / row.perSecond) + row.zero * 1_000_000_000
    var (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    if rest < 0 { (seconds, rest) = (seconds - 1, rest + 1_000_000_000) }
    guard seconds >= -62_135_596_800, seconds <= 253_402_300_799 else { return nil }
    return StoredInstant(seconds: Int64(seconds), nanoseconds: Int64(rest))
  }

  /// Whole numbers at every edge: of 64 bits, of powers of two and ten, and of the years 1 and 9999.
  private static let counts: [Int64] = {
    var edges: [Int64] = [.min, .min + 1, .max, .max - 1, 0]
    for bit in 0..<63 { edges += [1 << Int64(bit), -(1 << Int64(bit))] }
    var ten: Int64 = 1
    for _ in 0..<18 {
      ten *= 10
      edges += [ten, -ten]
    }
    for row in counted {
      for end in [Int128(-62_135_596_800), 253_402_300_800] {
        edges.append(Int64(truncatingIfNeeded: (end - row.zero) * row.perSecond))
      }
    }
    return edges.flatMap { [$0 &- 1, $0, $0 &+ 1] }
  }()

  @Test(arguments: counted.indices)
  func `any whole number is the instant that wider arithmetic gives, or none`(_ number: Int) {
    let row = Self.counted[number]
    for count in Self.counts {
      let expected = Self.wide(count, row)
      let found = row.form.instant(integer: count, real: nil, text: nil)
      if found != expected {
        Issue.record("\(count) in \(row.form) is \(String(describing: found))")
      }
      let text = Array("\(count)".utf8)
      #expect(row.form.instant(integer: nil, real: nil, text: text) == expected)
    }
  }

  @Test(arguments: TimeForm.allCases)
  func `no number, however large, ends the program`(_ form: TimeForm) {
    let edges: [Double] = [
      0x1p63, -0x1p63, 0x1p64, -0x1p64, 0x1p60, -0x1p60, .infinity, -.infinity, .nan,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0,
    ]
    for edge in edges {
      for real in [edge, edge * 1e3, edge * 1e6, edge * 1e7, edge / 86_400_000, edge.nextUp] {
        let found = form.instant(integer: nil, real: real, text: nil)
        // The last instant of the year 9999 is 3.2e18 ticks.
        if abs(real) > 4e18 || real.isNaN { #expect(found == nil, "\(real)") }
      }
    }
    for count in Self.counts { _ = form.instant(integer: count, real: nil, text: nil) }
  }

  /// Published instants: a form, a count, and how people write it.
  static let published: [(form: TimeForm, count: Int64, text: String)] = [
    // "DateTime.UnixEpoch" and "DateTime.MaxValue" in ticks, https://learn.microsoft.com/dotnet.
    (.ticks, 621_355_968_000_000_000, "1970-01-01T00:00:00Z"),
    (.ticks, 3_155_378_975_999_999_999, "9999-12-31T23:59:59.9999999Z"),
    (.ticks, 0, "0001-01-01T00:00:00Z"),
    // RFC 3339, section 5.8, as seconds.
    (.milliseconds, 482_196_050_520, "1985-04-12T23:20:50.52Z"),
    (.seconds, 851_042_397, "1996-12-20T00:39:57Z"),
    // "Converting a time_t value to a FILETIME", Microsoft: the Unix epoch.
    (.filetime, 116_444_736_000_000_000, "1970-01-01T00:00:00Z"),
    (.filetime, 0, "1601-01-01T00:00:00Z"),
    (.apple, 0, "2001-01-01T00:00:00Z"), (.apple, -978_307_200, "1970-01-01T00:00:00Z"),
    (.seconds, 2_147_483_647, "2038-01-19T03:14:07Z"),
    (.seconds, -2_147_483_648, "1901-12-13T20:45:52Z"),
    (.microseconds, -1, "1969-12-31T23:59:59.999999Z"),
    (.seconds, 253_402_300_799, "9999-12-31T23:59:59Z"),
  ]

  @Test(arguments: published)
  func `published instants are what their documents say`(
    _ row: (form: TimeForm, count: Int64, text: String)
  ) throws {
    let instant = try #require(row.form.instant(integer: row.count, real: nil, text: nil))
    #expect(String(decoding: InstantText.write(instant), as: UTF8.self) == row.text)
    #expect(InstantText.iso(Array(row.text.utf8)) == instant)
  }

  /// Texts and the same instant as rollcall writes it; `nil` for what is none.
  ///
  /// The first rows are the examples of RFC 3339, section 5.8,
  /// https://www.rfc-editor.org/rfc/rfc3339#section-5.8; the bounds of offsets are its section 5.6.
  static let texts: [(text: String, written: String?)] = [
    ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z"),
    ("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"),
    ("1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z"),
    ("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z"),
    ("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z"),
    ("2026-11-01", "2026-11-01T00:00:00Z"), ("2026-11-01 08:00", "2026-11-01T08:00:00Z"),
    (" 2026-11-01t08:00:00z\n", "2026-11-01T08:00:00Z"),
    ("2026-11-01T08:00:00,5", "2026-11-01T08:00:00.5Z"),
    ("2026-11-01T08:00:00.1234567891", "2026-11-01T08:00:00.123456789Z"),
    ("2026-11-01T08:00:00+01", "2026-11-01T07:00:00Z"),
    ("2026-11-01T08:00:00 +0130", "2026-11-01T06:30:00Z"),
    ("2026-11-01T08:00:00-00:00", "2026-11-01T08:00:00Z"),
    ("2026-11-01T08:00:00+23:59", "2026-10-31T08:01:00Z"),
    ("2026-11-01T08:00:00-23:59", "2026-11-02T07:59:00Z"),
    ("2024-02-29", "2024-02-29T00:00:00Z"), ("2000-02-29", "2000-02-29T00:00:00Z"),
    ("2026-11-01T08:00:00+24:00", nil), ("2026-11-01T08:00:00+01:60", nil),
    ("2026-11-01T08:00:00-99:99", nil), ("2026-11-01T08:00:00+99", nil),
    ("2026-11-01T08:00:00+1", nil), ("2026-11-01T08:00:00+01:", nil),
    ("2026-11-01T08:00:00+01:0", nil), ("2026-11-01T08:00:00+01:00x", nil),
    ("2026-11-01T08:00:00 Z", nil), ("2026-11-01T08:00:00ZZ", nil), ("2026-11-01T", nil),
    ("2026-11-01T08", nil), ("2026-11-01T08:0", nil), ("2026-11-01T08:00:", nil),
    ("2026-11-01T08:00:00.", nil), ("2026-11-01T08:00:00.Z", nil), ("2026-11-01T24:00:00", nil),
    ("2026-11-01T08:60:00", nil), ("2026-11-01T08:00:61", nil), ("2026-02-29", nil),
    ("1900-02-29", nil), ("2026-13-01", nil), ("2026-00-01", nil), ("2026-01-00", nil),
    ("2026-04-31", nil), ("26-11-01", nil), ("2026/11/01", nil), ("20261101", nil),
    ("2026-11-1", nil), ("-2026-11-01", nil), ("0000-01-01", nil),
    ("0001-01-01", "0001-01-01T00:00:00Z"),
    ("0001-01-01T00:00:00+00:01", nil), ("9999-12-31T23:59:59-00:01", nil),
    ("9999-12-31T23:59:60Z", nil), ("", nil), ("now", nil), ("٢٠٢٦-11-01", nil),
  ]

  @Test(arguments: texts)
  func `a text is the instant that RFC 3339 makes of it, or none`(
    _ row: (text: String, written: String?)
  ) {
    let found = InstantText.iso(Array(row.text.utf8))
    #expect(found.map { String(decoding: InstantText.write($0), as: UTF8.self) } == row.written)
  }

  /// Texts with the month first, and the same instant.
  static let american: [(text: String, written: String?)] = [
    ("11/01/2026", "2026-11-01T00:00:00Z"), ("1/2/2026", "2026-01-02T00:00:00Z"),
    ("1/2/2026 3:04", "2026-01-02T03:04:00Z"), ("1/2/2026 13:04:05", "2026-01-02T13:04:05Z"),
    ("1/2/2026 12:00 AM", "2026-01-02T00:00:00Z"), ("1/2/2026 12:00 PM", "2026-01-02T12:00:00Z"),
    ("1/2/2026 1:00 am", "2026-01-02T01:00:00Z"), ("1/2/2026 11:59:59 pm", "2026-01-02T23:59:59Z"),
    ("\t1/2/2026 1:00 PM ", "2026-01-02T13:00:00Z"), ("1/2/2026 0:00", "2026-01-02T00:00:00Z"),
    ("1/2/2026 0:00 AM", nil), ("1/2/2026 13:00 PM", nil), ("1/2/2026 24:00", nil),
    ("1/2/2026 1:60", nil), ("1/2/2026 1:00:61", nil), ("1/2/2026 1:0", nil), ("1/2/2026 1", nil),
    ("1/2/2026 1:00 Pm", nil), ("1/2/2026 1:00 PMx", nil), ("1/2/2026 1:00  PM", nil),
    ("1/2/26", nil), ("13/1/2026", nil), ("2/29/2026", nil), ("2/29/2024", "2024-02-29T00:00:00Z"),
    ("0/1/2026", nil), ("1/0/2026", nil), ("001/1/2026", nil), ("1-2-2026", nil), ("", nil),
    ("1/2/0000", nil), ("1/2/2026T1:00", nil), ("1/2/2026 1:00:00.5", nil),
  ]

  @Test(arguments: american)
  func `the American form has its month first and its hours twice`(
    _ row: (text: String, written: String?)
  ) {
    let found = InstantText.us(Array(row.text.utf8))
    #expect(found.map { String(decoding: InstantText.write($0), as: UTF8.self) } == row.written)
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `what is written is read back in every form that can hold it`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let seconds = Int64(random.number(below: 315_537_897_600)) - 62_135_596_800
      let tenth = Int64(random.number(below: 10_000_000))
      let instant = try #require(StoredInstant(seconds: seconds, nanoseconds: tenth * 100))
      #expect(InstantText.iso(InstantText.write(instant)) == instant)
      let ticks = (seconds + 62_135_596_800) * 10_000_000 + tenth
      #expect(TimeForm.ticks.instant(integer: ticks, real: nil, text: nil) == instant)
      let minutes = Int64(random.number(below: 1_440))
      let text = "\(CivilDate.text(secondsSince1970: seconds))"
      let offset = "\(CivilDate.padded(minutes / 60, 2)):\(CivilDate.padded(minutes % 60, 2))"
      let shifted = StoredInstant(seconds: seconds - minutes * 60, nanoseconds: 0)
      #expect(InstantText.iso(Array("\(text)+\(offset)".utf8)) == shifted)
      let back = StoredInstant(seconds: seconds + minutes * 60, nanoseconds: 0)
      #expect(InstantText.iso(Array("\(text)-\(offset)".utf8)) == back)
    }
  }

  @Test func `a time that is none is told with its form, and the smallest number too`() {
    for form in TimeForm.allCases where form != .iso && form != .us {
      for value in [SQLiteValue.integer(.min), .real(-0x1p63), .text("x"), .blob([0])] {
        do throws(StepFailure) {
          Issue.record("\(form) \(value) is \(try MappingStep.time(form).apply(to: value))")
        } catch {
          #expect(error.reason == "it is no time in \(form.rawValue)")
        }
      }
    }
  }
}
