import DirectoryModel

/// Instants and durations as rules write them, in UTC.
enum RuleTime {
  static let day: Int64 = 86_400_000

  /// The instant that lies an offset away; a day that a month lacks becomes its last one.
  static func moved(_ instant: Int64, by offset: RuleOffset) -> Int64 {
    let sign: Int64 = offset.isMinus ? -1 : 1
    guard offset.months != 0 else { return instant + sign * offset.milliseconds }
    let days = instant.floorDivided(by: day)
    let from = CivilDate(daysSince1970: days)
    let months = from.year * 12 + from.month - 1 + sign * offset.months
    let year = months.floorDivided(by: 12)
    let month = months - year * 12 + 1
    let last = CivilDate.length(ofMonth: month, in: year)
    guard let date = CivilDate(year: year, month: month, day: min(from.day, last))
    else { preconditionFailure("a month lacks its last day") }
    return date.daysSince1970 * day + instant - days * day + sign * offset.milliseconds
  }
}

extension RuleTime {
  /// Reads `2024-01-31`, `2024-01-31T08:00Z`, `2024-01-31T08:00:00.5+01:00`; without a zone: UTC.
  static func instant(_ bytes: some Collection<UInt8>) -> Int64? {
    var digits = Digits(bytes)
    guard let year = digits.number(4), digits.take("-"), let month = digits.number(2),
      digits.take("-"), let dayOfMonth = digits.number(2),
      let date = CivilDate(year: year, month: month, day: dayOfMonth)
    else { return nil }
    var result = date.daysSince1970 * day
    if digits.isAtEnd { return result }
    guard digits.take("t") || digits.take(" "), let hour = digits.number(2), digits.take(":"),
      let minute = digits.number(2), hour < 24, minute < 60
    else { return nil }
    result += (hour * 60 + minute) * 60_000
    if digits.take(":") {
      guard let second = digits.number(2), second < 60 else { return nil }
      result += second * 1000
      if digits.take(".") {
        guard let fraction = digits.fraction() else { return nil }
        result += fraction
      }
    }
    guard let zone = digits.zone(), digits.isAtEnd else { return nil }
    return result - zone
  }

  /// Writes an instant in the form of ISO 8601, without parts that are zero.
  static func text(of instant: Int64) -> String {
    let days = instant.floorDivided(by: day)
    if days * day == instant { return CivilDate(daysSince1970: days).description }
    let seconds = instant.floorDivided(by: 1000)
    let fraction = instant - seconds * 1000
    return CivilDate.text(secondsSince1970: seconds)
      + (fraction == 0 ? "Z" : ".\(CivilDate.padded(fraction, 3))Z")
  }
}

/// Reads the parts of a time from the front of a text.
struct Digits {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

  var isAtEnd: Bool { index == bytes.count }

  /// Takes a character, a lower-case letter in either case, if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count else { return false }
    let byte = bytes[index]
    guard (byte &- 65 < 26 ? byte | 32 : byte) == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  /// Takes exactly so many digits.
  mutating func number(_ count: Int) -> Int64? {
    guard index + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[index..<(index + count)] {
      guard byte &- 0x30 < 10 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    index += count
    return value
  }

  /// Takes one to nine digits, a number below a billion.
  mutating func number() -> Int64? {
    let count = bytes[index...].prefix { $0 &- 0x30 < 10 }.count
    return (1...9).contains(count) ? number(count) : nil
  }

  /// Takes the digits after a decimal point, as milliseconds; further ones are dropped.
  mutating func fraction() -> Int64? {
    let digits = bytes[index...].prefix { $0 &- 0x30 < 10 }
    guard !digits.isEmpty else { return nil }
    index += digits.count
    var value: Int64 = 0
    for place in 0..<3 {
      value =
        value * 10 + (place < digits.count ? Int64(digits[digits.startIndex + place] - 48) : 0)
    }
    return value
  }

  /// Takes `Z`, `+01:00` or nothing, as milliseconds.
  mutating func zone() -> Int64? {
    if isAtEnd || take("z") { return 0 }
    let sign: Int64 = bytes[index] == UInt8(ascii: "-") ? -1 : 1
    guard sign == -1 || bytes[index] == UInt8(ascii: "+") else { return nil }
    index += 1
    guard let hour = number(2), take(":"), let minute = number(2), hour < 15, minute < 60
    else { return nil }
    return sign * (hour * 60 + minute) * 60_000
  }
}

extension RuleOffset {
  /// Reads a duration of ISO 8601, in either letter case: `p1d`, `PT8H`, `P1Y2M3W4DT5H6M7.5S`.
  init?(duration bytes: some Collection<UInt8>, isMinus: Bool) {
    self.init(isMinus: isMinus)
    var digits = Digits(bytes)
    guard digits.take("p") else { return nil }
    var count = 0
    if !readUnits(&digits, [("y", 12, 0), ("m", 1, 0), ("w", 0, 7), ("d", 0, 1)], &count) {
      return nil
    }
    if digits.take("t") {
      guard readTime(&digits) else { return nil }
    } else if count == 0 || !digits.isAtEnd {
      return nil
    }
    guard months <= Self.longest * 12, milliseconds <= Self.longest * 365 * RuleTime.day
    else { return nil }
  }

  /// Years that an offset may have: no date of a directory is farther away.
  private static let longest: Int64 = 10_000

  private mutating func readTime(_ digits: inout Digits) -> Bool {
    var count = 0
    while !digits.isAtEnd {
      guard let number = digits.number() else { return false }
      if count < 1, digits.take("h") {
        (milliseconds, count) = (milliseconds + number * 3_600_000, 1)
      } else if count < 2, digits.take("m") {
        (milliseconds, count) = (milliseconds + number * 60_000, 2)
      } else {
        let fraction = digits.take(".") ? digits.fraction() : 0
        guard let fraction, digits.take("s"), digits.isAtEnd else { return false }
        (milliseconds, count) = (milliseconds + number * 1000 + fraction, 3)
      }
    }
    return count > 0
  }

  /// Takes numbers with their units, each unit at most once and in this order, up to a `T`.
  private mutating func readUnits(
    _ digits: inout Digits, _ units: [(Unicode.Scalar, months: Int64, days: Int64)],
    _ count: inout Int
  ) -> Bool {
    var rest = units[...]
    while let number = digits.number() {
      guard let unit = rest.firstIndex(where: { digits.take($0.0) }) else { return false }
      months += number * units[unit].months
      milliseconds += number * units[unit].days * RuleTime.day
      rest = units[(unit + 1)...]
      count += 1
    }
    return true
  }

  /// The duration in its shortest form; the direction is not part of it.
  var text: String {
    let days = milliseconds / RuleTime.day
    let seconds = milliseconds % RuleTime.day / 1000
    var date = months > 0 ? "\(months)M" : ""
    if days > 0 { date += "\(days)D" }
    var time = seconds / 3600 > 0 ? "\(seconds / 3600)H" : ""
    if seconds / 60 % 60 > 0 { time += "\(seconds / 60 % 60)M" }
    let fraction = milliseconds % 1000
    if seconds % 60 > 0 || fraction > 0 {
      let digits = String(fraction + 1000).dropFirst()
      time += "\(seconds % 60)" + (fraction > 0 ? ".\(digits)" : "") + "S"
    }
    if date.isEmpty && time.isEmpty { date = "0D" }
    return "P" + date + (time.isEmpty ? "" : "T" + time)
  }
}
