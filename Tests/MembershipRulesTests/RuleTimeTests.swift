import Testing

@testable import MembershipRules

struct RuleTimeTests {
  static let instants: [(text: String, instant: Int64?)] = [
    ("1970-01-01", 0), ("1970-01-01T00:00Z", 0), ("1970-01-01t00:00:01z", 1000),
    ("1970-01-01 00:00:00.5Z", 500), ("1970-01-01T00:00:00.123456789Z", 123),
    ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T23:00:00-01:00", 0),
    ("2000-02-29", 951_782_400_000), ("2024-01-01", 1_704_067_200_000),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31", 253_402_214_400_000),
    ("1970-01-01T00:00:00", 0), ("1900-02-28", -2_203_977_600_000),
    ("", nil), ("1970", nil), ("1970-1-1", nil), ("1970-13-01", nil), ("1970-00-01", nil),
    ("2023-02-29", nil), ("1900-02-29", nil), ("1970-01-32", nil), ("1970-01-00", nil),
    ("1970-01-01T", nil), ("1970-01-01T24:00Z", nil), ("1970-01-01T00:60Z", nil),
    ("1970-01-01T00:00:60Z", nil), ("1970-01-01T00:00:00.Z", nil), ("1970-01-01x", nil),
    ("1970-01-01T00:00:00+1:00", nil), ("1970-01-01T00:00:00Zx", nil), ("1970-01-01\r", nil),
    ("1970\r01-01", nil), ("1970-01-01T00:00+15:00", nil),
  ]

  @Test(arguments: instants)
  func `an instant is read to the millisecond`(_ row: (text: String, instant: Int64?)) {
    #expect(RuleTime.instant(Array(row.text.utf8)) == row.instant)
  }

  static let offsets: [(text: String, months: Int64, milliseconds: Int64, canonical: String)] = [
    ("p1d", 0, 86_400_000, "P1D"), ("P1W", 0, 604_800_000, "P7D"), ("P1Y2M", 14, 0, "P14M"),
    ("PT1H", 0, 3_600_000, "PT1H"), ("pt90m", 0, 5_400_000, "PT1H30M"),
    ("PT0.5S", 0, 500, "PT0.500S"), ("P1DT2H3M4.5S", 0, 93_784_500, "P1DT2H3M4.500S"),
    ("P0D", 0, 0, "P0D"), ("P1Y2M3W4DT5H6M7S", 14, 2_178_367_000, "P14M25DT5H6M7S"),
    ("PT1M", 0, 60_000, "PT1M"), ("P1M", 1, 0, "P1M"), ("PT36H", 0, 129_600_000, "P1DT12H"),
    ("P9999Y", 119_988, 0, "P119988M"),
  ]

  @Test(arguments: offsets)
  func `a duration is read and written in its shortest form`(
    _ row: (text: String, months: Int64, milliseconds: Int64, canonical: String)
  ) {
    let offset = RuleOffset(duration: row.text.utf8, isMinus: true)
    #expect(
      offset == RuleOffset(isMinus: true, months: row.months, milliseconds: row.milliseconds))
    #expect(offset?.text == row.canonical)
    #expect(RuleOffset(duration: row.canonical.utf8, isMinus: true) == offset)
  }

  @Test(arguments: [
    "", "p", "1d", "pt", "p1", "p1x", "p1d2m", "p1dt", "pt1d", "p1h", "pt1s2h", "pt1.s", "pt.5s",
    "p-1d", "p1d ", "p1d1d", "p20000y", "p4000000d", "p1.5d", "pt1h1h", "p9999999999d",
  ])
  func `what is no duration is refused`(_ text: String) {
    #expect(RuleOffset(duration: text.utf8, isMinus: false) == nil)
  }

  static let moves: [(from: String, offset: String, isMinus: Bool, to: String)] = [
    ("2024-01-31", "P1M", false, "2024-02-29"), ("2023-01-31", "P1M", false, "2023-02-28"),
    ("2024-03-31", "P1M", true, "2024-02-29"), ("2024-02-29", "P1Y", true, "2023-02-28"),
    ("2024-01-15", "P1M", true, "2023-12-15"), ("2024-12-15", "P1M", false, "2025-01-15"),
    ("2024-01-01", "P1D", true, "2023-12-31"), ("1970-01-01", "PT1H", true, "1969-12-31T23:00:00Z"),
    ("1969-12-31T23:30:00Z", "P1M", false, "1970-01-31T23:30:00Z"),
    ("2024-01-01T08:30:00Z", "P1M1DT1H", false, "2024-02-02T09:30:00Z"),
  ]

  @Test(arguments: moves)
  func `time moves by the calendar`(
    _ row: (from: String, offset: String, isMinus: Bool, to: String)
  ) throws {
    let from = try #require(RuleTime.instant(row.from.utf8))
    let offset = try #require(RuleOffset(duration: row.offset.utf8, isMinus: row.isMinus))
    #expect(RuleTime.text(of: RuleTime.moved(from, by: offset)) == row.to)
    #expect(RuleTime.instant(row.to.utf8) == RuleTime.moved(from, by: offset))
  }
}
