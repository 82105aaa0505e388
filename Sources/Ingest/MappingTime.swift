import DirectoryModel

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

  /// The instant, or `nil` when the value has another form or lies outside the years 1 to 9999.
  func instant(integer: Int64?, real: Double?, text: [UInt8]?) -> StoredInstant? {
    switch self {
    case .iso: return text.flatMap(InstantText.iso)
    case .us: return text.flatMap(InstantText.us)
    case .julian:
      guard let days = real ?? integer.map(Double.init) else { return nil }
      // Doubles of today's days are exact to about 40 microseconds; milliseconds are what is meant.
      let milliseconds = ((days - 2_440_587.5) * 86_400_000).rounded()
      return Int64(exactly: milliseconds).flatMap(TimeForm.milliseconds.scaled)
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

  private func scaled(_ count: Int64) -> StoredInstant? {
    let (unit, epoch) = scale
    let perSecond = 1_000_000_000 / unit
    let (sum, overflow) = count.floorDivided(by: perSecond).addingReportingOverflow(epoch)
    // The whole seconds of the smallest number are more units than 64 bits can count.
    let rest = (count % perSecond + perSecond) % perSecond
    return overflow ? nil : StoredInstant(seconds: sum, nanoseconds: rest * unit)
  }

  private func scaled(_ count: Double) -> StoredInstant? {
    let (unit, epoch) = scale
    let perSecond = Double(1_000_000_000 / unit)
    let seconds = (count / perSecond).rounded(.down)
    guard let whole = Int64(exactly: seconds), whole.magnitude < 1 << 60 else { return nil }
    let rest = ((count - seconds * perSecond) * Double(unit)).rounded()
    return StoredInstant(
      seconds: whole + epoch, nanoseconds: Int64(min(max(rest, 0), 999_999_999)))
  }
}

/// An instant of the years 1 to 9999, which four digits can write; to the nanosecond.
///
/// Databases hold both ends of that range: programs store 0001-01-01 for never and 9999-12-31 for
/// without end.
struct StoredInstant: Equatable {
  /// Since 1970-01-01T00:00:00Z.
  let seconds: Int64
  /// 0 to 999,999,999.
  let nanoseconds: Int64

  init?(seconds: Int64, nanoseconds: Int64) {
    guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return nil }
    (self.seconds, self.nanoseconds) = (seconds, nanoseconds)
  }
}

/// Instants as text: what people and databases write, and the one form that rollcall writes.
enum InstantText {
  /// Writes an instant as `2026-11-01T08:00:00Z`, with a fraction only where there is one.
  static func write(_ instant: StoredInstant) -> [UInt8] {
    var text = CivilDate.text(secondsSince1970: instant.seconds)
    if instant.nanoseconds != 0 {
      var digits = CivilDate.padded(instant.nanoseconds, 9)
      while digits.hasSuffix("0") { digits.removeLast() }
      text += "." + digits
    }
    return Array((text + "Z").utf8)
  }

  /// Reads a date with or without a time, fraction and offset from UTC.
  static func iso(_ text: [UInt8]) -> StoredInstant? {
    var scan = DigitScanner(trimmed(text[...]))
    guard let year = scan.number(4), scan.take("-"), let month = scan.number(2), scan.take("-"),
      let day = scan.number(2), let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    guard !scan.isAtEnd else { return instant(date, 0, 0, 0, 0) }
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
    return instant(date, hour, minute - offset, second, fraction)
  }

  /// Reads `11/01/2026 8:00 AM`, seconds at will.
  static func us(_ text: [UInt8]) -> StoredInstant? {
    var scan = DigitScanner(trimmed(text[...]))
    guard let month = scan.shortNumber(), scan.take("/"), let day = scan.shortNumber(),
      scan.take("/"), let year = scan.number(4),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    guard !scan.isAtEnd else { return instant(date, 0, 0, 0, 0) }
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
    return instant(date, hour, minute, second, 0)
  }

  private static func instant(
    _ date: CivilDate, _ hour: Int64, _ minute: Int64, _ second: Int64, _ fraction: Int64
  ) -> StoredInstant? {
    StoredInstant(
      seconds: date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second,
      nanoseconds: fraction)
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

  /// Minutes east of UTC: `Z`, `+01:00`, `+0100`, `+01` or nothing; less than a day.
  ///
  /// Source: "Internet Date/Time Format", https://www.rfc-editor.org/rfc/rfc3339#section-5.6.
  mutating func offset() -> Int64? {
    if isAtEnd || take("Z") || take("z") { return 0 }
    _ = take(" ")
    let sign: Int64 = take("-") ? -1 : 1
    if sign == 1 { guard take("+") else { return nil } }
    guard let hours = number(2), hours < 24 else { return nil }
    if isAtEnd { return sign * hours * 60 }
    _ = take(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
