/// A day of the Gregorian calendar, continued to before there was one; years from -9999 to 19999.
///
/// The one place where days are counted: rules, mappings and virtual time differ in what they read
/// and in the smallest unit that they keep, and all of them mean these days, in UTC.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// https://howardhinnant.github.io/date_algorithms.html.
package struct CivilDate: Hashable, Sendable {
  package let year: Int64
  /// 1 to 12.
  package let month: Int64
  /// 1 to the length of the month.
  package let day: Int64

  /// A day by its name; `nil` where the calendar has no such day.
  package init?(year: Int64, month: Int64, day: Int64) {
    guard (1...12).contains(month), (1...Self.length(ofMonth: month, in: year)).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day that is so many days after 1970-01-01, negative for before.
  package init(daysSince1970 days: Int64) {
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    month = fromMarch + (fromMarch < 10 ? 3 : -9)
    day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days from 1970-01-01, counted by eras of 400 years that begin with a March.
  package var daysSince1970: Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = shifted.floorDivided(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Days of a month, 1 to 12.
  package static func length(ofMonth month: Int64, in year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDate: CustomStringConvertible {
  /// `2026-11-01`; a year before 0000 has a sign.
  package var description: String {
    var text: [UInt8] = []
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func append(to text: inout [UInt8]) {
    if (0...9999).contains(year) {
      Self.append(year / 100, to: &text)
      Self.append(year % 100, to: &text)
    } else {
      text += ((year < 0 ? "-" : "") + Self.padded(abs(year), 4)).utf8
    }
    text.append(UInt8(ascii: "-"))
    Self.append(month, to: &text)
    text.append(UInt8(ascii: "-"))
    Self.append(day, to: &text)
  }

  /// Appends two digits.
  private static func append(_ number: Int64, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
    text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  /// `2026-11-01T08:00:00`, of an instant in seconds since 1970 in UTC.
  package static func text(secondsSince1970 seconds: Int64) -> String {
    var text: [UInt8] = []
    append(secondsSince1970: seconds, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends `2026-11-01T08:00:00`, of an instant in seconds since 1970 in UTC.
  package static func append(secondsSince1970 seconds: Int64, to text: inout [UInt8]) {
    let days = seconds.floorDivided(by: 86_400)
    let time = seconds - days * 86_400
    text.reserveCapacity(text.count + 24)
    Self(daysSince1970: days).append(to: &text)
    text.append(UInt8(ascii: "T"))
    append(time / 3600, to: &text)
    text.append(UInt8(ascii: ":"))
    append(time / 60 % 60, to: &text)
    text.append(UInt8(ascii: ":"))
    append(time % 60, to: &text)
  }

  /// Digits with zeros in front, for numbers that are not negative.
  package static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension Int64 {
  /// The quotient, rounded towards minus infinity, by a positive divisor.
  package func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
