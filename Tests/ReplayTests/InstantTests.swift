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

  /// The first is the example of RFC 9110, section 5.6.7.
  static let httpDates: [(text: String, instant: String)] = [
    ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
    ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
    ("Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59Z"),
    ("Tue, 29 Feb 2000 12:30:15 GMT", "2000-02-29T12:30:15Z"),
    ("Mon, 02 Mar 2026 06:00:30 GMT", "2026-03-02T06:00:30Z"),
    ("Sat, 31 Oct 2026 00:00:00 GMT", "2026-10-31T00:00:00Z"),
    ("Fri, 31 Dec 9999 23:59:59 GMT", "9999-12-31T23:59:59Z"),
    ("Mon, 01 Jan 0001 00:00:00 GMT", "0001-01-01T00:00:00Z"),
  ]

  @Test(arguments: httpDates)
  func `a date of HTTP is read and written the same`(_ row: (text: String, instant: String)) {
    #expect(Instant(httpDate: row.text)?.description == row.instant)
    #expect(Instant(row.instant)?.httpDate == row.text)
  }

  @Test func `every day of a century has the day of the week that follows the one before`() {
    let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    for day in Int64(-14_000)..<22_000 {
      let (name, noon) = (names[Int((day % 7 + 7) % 7)], Instant(seconds: day * 86_400 + 43_200))
      #expect(noon.weekday == name)
      #expect(Instant(httpDate: noon.httpDate) == noon)
    }
  }

  static let otherDates = [
    "", "Sun, 06 Nov 1994 08:49:37", "Mon, 06 Nov 1994 08:49:37 GMT",
    "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
    "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 31 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:49:60 GMT",
    "Sun,  06 Nov 1994 8:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT",
    "Sun, 06 Nov 1994T08:49:37 GMT", "1994-11-06T08:49:37Z", "10",
  ]

  /// Two of them are forms that a server must not send any more, though it may have to read them.
  @Test(arguments: otherDates)
  func `any other text is no date of HTTP`(_ text: String) {
    #expect(Instant(httpDate: text) == nil)
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
