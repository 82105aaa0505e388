/// What engines of regular expressions read differently.
///
/// Which engine Entra ID uses is not documented; its examples fit that of .NET. There `[a-z-[m]]` takes
/// a class from another one, and `[[ab]` and `[a&&b]` are plain characters; ICU has sets in sets
/// instead. Sources: "Character classes in .NET regular expressions",
/// https://learn.microsoft.com/dotnet/standard/base-types/character-classes-in-regular-expressions, and
/// "Set Expressions", https://unicode-org.github.io/icu/userguide/strings/regexp.html.
enum RulePattern {
  /// Whether a pattern has a set in a set, or an operator between sets.
  static func isDoubtful(_ pattern: [UInt8]) -> Bool {
    var isInSet = false
    var index = 0
    while index < pattern.count {
      let next = index + 1 < pattern.count ? pattern[index + 1] : 0
      switch pattern[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["):
        if isInSet { return true }
        isInSet = true
        // A bracket that stands first belongs to the set.
        if next == UInt8(ascii: "^") { index += 1 }
        if index + 1 < pattern.count, pattern[index + 1] == UInt8(ascii: "]") { index += 1 }
      case UInt8(ascii: "]"): isInSet = false
      case UInt8(ascii: "&") where isInSet && next == UInt8(ascii: "&"): return true
      case UInt8(ascii: "-") where isInSet && next == UInt8(ascii: "-"): return true
      default: break
      }
      index += 1
    }
    return false
  }
}
