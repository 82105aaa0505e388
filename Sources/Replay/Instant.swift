/// A point in virtual time, in whole seconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable {
  package var seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (one: Self, other: Self) -> Bool { one.seconds < other.seconds }
  package static func + (one: Self, seconds: Int64) -> Self {
    Self(seconds: one.seconds + seconds)
  }
  /// Seconds from the other point to this one.
  package static func - (one: Self, other: Self) -> Int64 { one.seconds - other.seconds }

  private static let secondsOfDay: Int64 = 86_400
}

extension Instant: CustomStringConvertible {
  /// Reads `2022-11-30T08:00:00Z`, the one form that is taken; anything else gives `nil`.
  ///
  /// Source: "Date and Time on the Internet: Timestamps", RFC 3339 section 5.6,
  /// https://www.rfc-editor.org/rfc/rfc3339#section-5.6.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let shape = Array("0000-00-00T00:00:00Z".utf8)
    guard bytes.count == shape.count else { return nil }
    var fields: [Int64] = [0]
    for (byte, sign) in zip(bytes, shape) {
      if sign == UInt8(ascii: "0") {
        guard (48...57).contains(byte), let last = fields.popLast() else { return nil }
        fields.append(last * 10 + Int64(byte - 48))
      } else {
        guard byte == sign else { return nil }
        fields.append(0)
      }
    }
    let (year, month, day) = (fields[0], fields[1], fields[2])
    guard (1...12).contains(month), (1...Self.days(month, year)).contains(day), fields[3] < 24,
      fields[4] < 60, fields[5] < 60
    else { return nil }
    seconds =
      Self.dayNumber(year, month, day) * Self.secondsOfDay + fields[3] * 3_600 + fields[4] * 60
      + fields[5]
  }

  /// `2022-11-30T08:00:00Z`.
  package var description: String {
    var day = seconds / Self.secondsOfDay
    var left = seconds % Self.secondsOfDay
    if left < 0 { (day, left) = (day - 1, left + Self.secondsOfDay) }
    let (year, month, date) = Self.civil(day)
    return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(date, 2) + "T"
      + Self.padded(left / 3_600, 2) + ":" + Self.padded(left / 60 % 60, 2) + ":"
      + Self.padded(left % 60, 2) + "Z"
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func days(_ month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 in the Gregorian calendar, by eras of 400 years from March on.
  private static func dayNumber(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(_ number: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1
    )
  }
}

/// Durations as people write them.
package enum Duration {
  /// A number of seconds in the largest units that leave no rest: `1d`, `90m`, `36h`, `0s`.
  package static func text(_ seconds: Int64) -> String {
    for (unit, length) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)]
    where seconds != 0 && seconds % length == 0 {
      return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
  }

  /// The same in words: `30 days`, `1 hour`, `0 seconds`.
  package static func words(_ seconds: Int64) -> String {
    for (unit, length) in [("day", Int64(86_400)), ("hour", 3_600), ("minute", 60)]
    where seconds != 0 && seconds % length == 0 {
      return "\(seconds / length) \(unit)" + (seconds == length ? "" : "s")
    }
    return "\(seconds) second" + (seconds == 1 ? "" : "s")
  }
}
