import TestSupport
import Testing

@testable import Replay

struct InstantTests {
  static let instants: [(text: String, seconds: Int64)] = [
    ("1970-01-01T00:00:00Z", 0),
    ("1969-12-31T23:59:59Z", -1),
    ("2000-02-29T12:30:15Z", 951_827_415),
    ("2022-11-30T08:00:00Z", 1_669_795_200),
    ("2100-02-28T23:59:59Z", 4_107_542_399),
    ("9999-12-31T23:59:59Z", 253_402_300_799),
    ("0001-01-01T00:00:00Z", -62_135_596_800),
  ]

  @Test(arguments: instants)
  func `an instant is read and written the same`(_ row: (text: String, seconds: Int64)) {
    #expect(Instant(row.text)?.seconds == row.seconds)
    #expect("\(Instant(seconds: row.seconds))" == row.text)
  }

  static let refused = [
    "", "now", "2022-11-30", "2022-11-30T08:00Z", "2022-11-30 08:00:00Z", "2022-11-30T08:00:00",
    "2022-11-30T08:00:00z", "2022-11-30T08:00:00.5Z", "2022-13-01T00:00:00Z",
    "2022-00-01T00:00:00Z", "2022-11-31T00:00:00Z", "2100-02-29T00:00:00Z", "2022-11-00T00:00:00Z",
    "2022-11-30T24:00:00Z", "2022-11-30T08:60:00Z", "2022-11-30T08:00:60Z", "+022-11-30T08:00:00Z",
  ]

  @Test(arguments: refused)
  func `anything else is no instant`(_ text: String) {
    #expect(Instant(text) == nil)
  }
}
