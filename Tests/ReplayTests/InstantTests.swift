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

  static let lengths: [(seconds: Int64, text: String, words: String)] = [
    (0, "0s", "0 seconds"), (1, "1s", "1 second"), (59, "59s", "59 seconds"),
    (60, "1m", "1 minute"), (5400, "90m", "90 minutes"), (3600, "1h", "1 hour"),
    (129_600, "36h", "36 hours"), (86_400, "1d", "1 day"), (2_592_000, "30d", "30 days"),
    (2_592_001, "2592001s", "2592001 seconds"),
  ]

  @Test(arguments: lengths)
  func `a length of time is told in the largest units that leave no rest`(
    _ row: (seconds: Int64, text: String, words: String)
  ) {
    #expect(Duration.text(row.seconds) == row.text)
    #expect(Duration.words(row.seconds) == row.words)
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
