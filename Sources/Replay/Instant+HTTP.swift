// Dates as HTTP writes them.
extension Instant {
  static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that a server may send; anything else, and
  /// a day of the week that is another, gives `nil`.
  ///
  /// Source: "HTTP Semantics", RFC 9110 section 5.6.7,
  /// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7.
  package init?(httpDate text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 29,
      let month = Self.months.firstIndex(where: { $0.utf8.elementsEqual(bytes[8..<11]) })
    else { return nil }
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    let date = "\(part(12..<16))-\(number)-\(part(5..<7))T\(part(17..<25))Z"
    guard let instant = Instant(date), instant.httpDate.utf8.elementsEqual(bytes) else {
      return nil
    }
    self = instant
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  package var httpDate: String {
    let bytes = Array(description.utf8)
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let month = Int(part(5..<7)).map { Self.months[$0 - 1] } ?? ""
    return "\(weekday), \(part(8..<10)) \(month) \(part(0..<4)) \(part(11..<19)) GMT"
  }

  /// The first three letters of the day of the week; the first day of 1970 was a Thursday.
  package var weekday: String {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    return Self.weekdays[Int(((days + 3) % 7 + 7) % 7)]
  }
}
