/// The ways in which databases write an instant.
///
/// Sources: "Date And Time Functions", https://www.sqlite.org/lang_datefunc.html; "FILETIME
/// structure", https://learn.microsoft.com/windows/win32/api/minwinbase/ns-minwinbase-filetime;
/// "DateTime.Ticks", https://learn.microsoft.com/dotnet/api/system.datetime.ticks; "NSDate",
/// https://developer.apple.com/documentation/foundation/nsdate.
package enum TimeForm: String, CaseIterable, Sendable {
  /// Since 1970-01-01T00:00:00Z.
  case seconds, milliseconds, microseconds
  /// 100 nanoseconds since 1601-01-01T00:00:00Z.
  case filetime
  /// 100 nanoseconds since 0001-01-01T00:00:00Z.
  case ticks
  /// Seconds since 2001-01-01T00:00:00Z.
  case apple
  /// Days since noon of 24 November 4714 BC in Greenwich.
  case julian
  /// `2026-11-01T08:00:00Z` with a blank for T, fraction and offset at will; UTC where none is given.
  case iso
  /// `11/01/2026 8:00 AM`, month first, in UTC.
  case us

  /// The instant in nanoseconds since 1970, or `nil` when the value has another form.
  func nanoseconds(integer: Int64?, real: Double?, text: [UInt8]?) -> Int64? {
    switch self {
    case .iso: return text.flatMap(InstantText.iso)
    case .us: return text.flatMap(InstantText.us)
    case .julian:
      guard let days = real ?? integer.map(Double.init) else { return nil }
      // Doubles of today's days are exact to about 40 microseconds; milliseconds are what is meant.
      let milliseconds = ((days - 2_440_587.5) * 86_400_000).rounded()
      guard abs(milliseconds) < 9e12 else { return nil }
      return Int64(milliseconds) * 1_000_000
    default: break
    }
    let whole = integer ?? text.flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
    if whole == nil, let real { return scaled(real) }
    return whole.flatMap(scaled)
  }

  /// Units since which second of 1970's count, and how many nanoseconds a unit has.
  private var scale: (unit: Int64, epoch: Int64) {
    switch self {
    case .seconds, .iso, .us, .julian: (1_000_000_000, 0)
    case .milliseconds: (1_000_000, 0)
    case .microseconds: (1_000, 0)
    case .filetime: (100, -11_644_473_600)
    case .ticks: (100, -62_135_596_800)
    case .apple: (1_000_000_000, 978_307_200)
    }
  }

  private func scaled(_ count: Int64) -> Int64? {
    let (unit, epoch) = scale
    let perSecond = 1_000_000_000 / unit
    let (seconds, rest) = count.quotientAndRemainder(dividingBy: perSecond)
    let (sum, sumOverflow) = seconds.addingReportingOverflow(epoch)
    let (nanoseconds, overflow) = sum.multipliedReportingOverflow(by: 1_000_000_000)
    let (total, totalOverflow) = nanoseconds.addingReportingOverflow(rest * unit)
    return sumOverflow || overflow || totalOverflow ? nil : total
  }

  private func scaled(_ count: Double) -> Int64? {
    let (unit, epoch) = scale
    let nanoseconds = count * Double(unit) + Double(epoch) * 1e9
    return abs(nanoseconds) < 9e18 ? Int64(nanoseconds.rounded()) : nil
  }
}

/// Instants as text: what people and databases write, and the one form that rollcall writes.
enum InstantText {
  /// Writes an instant as `2026-11-01T08:00:00Z`, with a fraction only where there is one.
  static func write(nanoseconds: Int64) -> [UInt8] {
    let seconds = nanoseconds.floorDivided(by: 1_000_000_000)
    let fraction = nanoseconds - seconds * 1_000_000_000
    let days = seconds.floorDivided(by: 86_400)
    let time = seconds - days * 86_400
    let (year, month, day) = date(ofDay: days)
    var text =
      padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
      + padded(time / 3600, 2) + ":" + padded(time / 60 % 60, 2) + ":" + padded(time % 60, 2)
    if fraction != 0 {
      var digits = padded(fraction, 9)
      while digits.hasSuffix("0") { digits.removeLast() }
      text += "." + digits
    }
    return Array((text + "Z").utf8)
  }

  /// Reads a date with or without a time, fraction and offset from UTC.
  static func iso(_ text: [UInt8]) -> Int64? {
    var scan = DigitScanner(trimmed(text[...]))
    guard let year = scan.number(4), scan.take("-"), let month = scan.number(2), scan.take("-"),
      let day = scan.number(2), let start = day0(year, month, day)
    else { return nil }
    guard !scan.isAtEnd else { return nanoseconds(day: start, 0, 0, 0, 0) }
    guard scan.take("T") || scan.take(" ") || scan.take("t"), let hour = scan.number(2),
      scan.take(":"), let minute = scan.number(2)
    else { return nil }
    var (second, fraction) = (Int64(0), Int64(0))
    if scan.take(":") {
      guard let value = scan.number(2) else { return nil }
      second = value
      if scan.take(".") || scan.take(",") {
        guard let value = scan.fraction() else { return nil }
        fraction = value
      }
    }
    guard let offset = scan.offset(), scan.isAtEnd, hour < 24, minute < 60, second < 61
    else { return nil }
    return nanoseconds(day: start, hour, minute, second, fraction).map {
      $0 - offset * 60_000_000_000
    }
  }

  /// Reads `11/01/2026 8:00 AM`, seconds at will.
  static func us(_ text: [UInt8]) -> Int64? {
    var scan = DigitScanner(trimmed(text[...]))
    guard let month = scan.shortNumber(), scan.take("/"), let day = scan.shortNumber(),
      scan.take("/"), let year = scan.number(4), let start = day0(year, month, day)
    else { return nil }
    guard !scan.isAtEnd else { return nanoseconds(day: start, 0, 0, 0, 0) }
    guard scan.take(" "), var hour = scan.shortNumber(), scan.take(":"),
      let minute = scan.number(2)
    else { return nil }
    var second: Int64 = 0
    if scan.take(":") {
      guard let value = scan.number(2) else { return nil }
      second = value
    }
    if scan.take(" ") {
      let isAfternoon = scan.take("PM") || scan.take("pm")
      guard isAfternoon || scan.take("AM") || scan.take("am"), (1...12).contains(hour)
      else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard scan.isAtEnd, hour < 24, minute < 60, second < 61 else { return nil }
    return nanoseconds(day: start, hour, minute, second, 0)
  }

  private static func nanoseconds(
    day: Int64, _ hour: Int64, _ minute: Int64, _ second: Int64, _ fraction: Int64
  ) -> Int64? {
    let seconds = day * 86_400 + hour * 3600 + minute * 60 + second
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? nil : whole + fraction
  }

  /// Days from 1970-01-01 to a date of the Gregorian calendar; `nil` where there is no such date.
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
  /// https://howardhinnant.github.io/date_algorithms.html.
  static func day0(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    let shifted = month > 2 ? year : year - 1
    let era = shifted.floorDivided(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days =
      era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
      - 719_468
    return date(ofDay: days) == (year, month, day) ? days : nil
  }

  private static func date(ofDay days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let day = shifted - era * 146_097
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let civilMonth = month + (month < 10 ? 3 : -9)
    return (
      year + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth,
      dayOfYear - (153 * month + 2) / 5 + 1
    )
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(abs(number))
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

/// Takes digits and marks from the front of a text.
private struct DigitScanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) { rest = text }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ mark: String) -> Bool {
    guard rest.starts(with: mark.utf8) else { return false }
    rest = rest.dropFirst(mark.utf8.count)
    return true
  }

  mutating func number(_ width: Int) -> Int64? {
    guard rest.count >= width else { return nil }
    var value: Int64 = 0
    for byte in rest.prefix(width) {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    rest = rest.dropFirst(width)
    return value
  }

  mutating func shortNumber() -> Int64? { number(2) ?? number(1) }

  /// Digits after the point as nanoseconds; those beyond the ninth are dropped.
  mutating func fraction() -> Int64? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    var value: Int64 = 0
    for index in 0..<9 {
      let digit = index < digits.count ? digits[digits.startIndex + index] - 0x30 : 0
      value = value * 10 + Int64(digit)
    }
    return value
  }

  /// Minutes east of UTC: `Z`, `+01:00`, `+0100`, `+01` or nothing.
  mutating func offset() -> Int64? {
    if isAtEnd || take("Z") || take("z") { return 0 }
    _ = take(" ")
    let sign: Int64 = take("-") ? -1 : 1
    if sign == 1 { guard take("+") else { return nil } }
    guard let hours = number(2) else { return nil }
    if isAtEnd { return sign * hours * 60 }
    _ = take(":")
    return number(2).map { sign * (hours * 60 + $0) }
  }
}
