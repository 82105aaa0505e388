private import CICU
private import Synchronization

/// A regular expression that ignores letter case and gives up instead of running for long.
///
/// The engine is ICU's (https://unicode-org.github.io/icu/userguide/strings/regexp.html). It may be
/// shared between threads, which then take turns.
@safe package final class TextPattern: Sendable {
  /// Steps of the engine, of ten thousand moves each, after which a search is given up.
  private static let mostSteps: Int32 = 4
  /// Bytes of memory for backtracking, after which a search is given up.
  private static let mostStack: Int32 = 1 << 20

  /// `nil` for the empty pattern, which the engine refuses and which is found everywhere.
  private nonisolated(unsafe) let expression: OpaquePointer?
  private let turn = Mutex(())

  /// Compiles a pattern in UTF-8; throws where it is none.
  package init(_ pattern: [UInt8]) throws(TextPatternError) {
    if pattern.isEmpty {
      unsafe expression = nil
      return
    }
    let text = ICU.utf16(pattern.span)
    var place = UParseError()
    var status = U_ZERO_ERROR
    let opened = unsafe text.withUnsafeBufferPointer { input in
      unsafe rollcall_icu_regex_open(input.baseAddress, Int32(input.count), &place, &status)
    }
    guard rollcall_icu_failed(status) == 0, let opened = unsafe opened else {
      let offset = max(0, min(Int(place.offset), text.count))
      throw TextPatternError(
        offset: String(decoding: text.prefix(offset), as: UTF16.self).unicodeScalars.count,
        reason: TextPatternError.words[status.rawValue] ?? "ICU reports error \(status.rawValue)")
    }
    unsafe rollcall_icu_regex_bound(opened, Self.mostSteps, Self.mostStack, &status)
    precondition(rollcall_icu_failed(status) == 0, "ICU cannot bound a pattern")
    unsafe expression = opened
  }

  deinit {
    if let expression = unsafe expression { unsafe rollcall_icu_regex_close(expression) }
  }

  /// Whether the pattern is found anywhere in the text; `nil` when the search was given up.
  package func isFound(in bytes: Span<UInt8>) -> Bool? {
    guard let expression = unsafe expression else { return true }
    let text = ICU.utf16(bytes)
    return turn.withLock { _ in
      unsafe text.withUnsafeBufferPointer { input in
        var status = U_ZERO_ERROR
        let found = unsafe rollcall_icu_regex_find(
          expression, input.baseAddress, Int32(input.count), &status)
        return rollcall_icu_failed(status) == 0 ? found != 0 : nil
      }
    }
  }
}

/// A text that is no regular expression.
package struct TextPatternError: Error, Equatable {
  /// How many characters of the pattern were read.
  package let offset: Int
  /// What is wrong with it.
  package let reason: String

  /// The engine's errors in words, by their numbers in `utypes.h`.
  fileprivate static let words: [UErrorCode.RawValue: String] = [
    U_REGEX_RULE_SYNTAX.rawValue: "it is malformed",
    U_REGEX_BAD_ESCAPE_SEQUENCE.rawValue: "it has an unknown escape",
    U_REGEX_PROPERTY_SYNTAX.rawValue: "it names an unknown class of characters",
    U_ILLEGAL_ARGUMENT_ERROR.rawValue: "it names an unknown class of characters",
    U_REGEX_UNIMPLEMENTED.rawValue: "it uses what the engine does not have",
    U_REGEX_MISMATCHED_PAREN.rawValue: "its brackets do not match",
    U_REGEX_NUMBER_TOO_BIG.rawValue: "it has too big a number",
    U_REGEX_BAD_INTERVAL.rawValue: "it has a malformed interval",
    U_REGEX_MAX_LT_MIN.rawValue: "it has an interval whose end is below its start",
    U_REGEX_INVALID_BACK_REF.rawValue: "it refers to a group that is not there",
    U_REGEX_INVALID_FLAG.rawValue: "it has an unknown flag",
    U_REGEX_LOOK_BEHIND_LIMIT.rawValue: "it looks behind without a bound",
    U_REGEX_MISSING_CLOSE_BRACKET.rawValue: "a set of characters has no end",
    U_REGEX_INVALID_RANGE.rawValue: "it has a range whose end is below its start",
    U_REGEX_PATTERN_TOO_BIG.rawValue: "it is too big",
    U_REGEX_INVALID_CAPTURE_GROUP_NAME.rawValue: "it has a malformed name of a group",
  ]
}
