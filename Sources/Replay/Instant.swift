import DirectoryModel

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
    guard let date = CivilDate(year: fields[0], month: fields[1], day: fields[2]), fields[3] < 24,
      fields[4] < 60, fields[5] < 60
    else { return nil }
    seconds = date.daysSince1970 * 86_400 + fields[3] * 3_600 + fields[4] * 60 + fields[5]
  }

  /// `2022-11-30T08:00:00Z`.
  package var description: String {
    var text: [UInt8] = []
    CivilDate.append(secondsSince1970: seconds, to: &text)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
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
