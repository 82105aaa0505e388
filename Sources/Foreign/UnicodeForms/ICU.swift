private import CICU

/// ICU's operations over UTF-16, from arrays to arrays.
enum ICU {
  /// What can be done to a text.
  enum Operation {
    case nfc, nfd, foldCase, lowercase, skeleton
  }

  /// Carries out an operation; nothing in it depends on a locale.
  static func apply(_ operation: Operation, to text: [UInt16]) -> [UInt16] {
    unsafe grow(from: text.count + 16) { output, capacity, status in
      unsafe text.withUnsafeBufferPointer { input in
        let count = Int32(input.count)
        return switch operation {
        case .nfc:
          unsafe rollcall_icu_normalize(
            rollcall_icu_nfc(status), input.baseAddress, count, output, capacity, status)
        case .nfd:
          unsafe rollcall_icu_normalize(
            rollcall_icu_nfd(status), input.baseAddress, count, output, capacity, status)
        case .foldCase:
          unsafe rollcall_icu_fold_case(input.baseAddress, count, output, capacity, status)
        case .lowercase:
          unsafe rollcall_icu_lowercase(input.baseAddress, count, output, capacity, status)
        case .skeleton:
          unsafe rollcall_icu_skeleton(
            checker, input.baseAddress, count, output, capacity, status)
        }
      }
    }
  }

  /// Whether a text is in Normalization Form C.
  static func isNFC(_ text: [UInt16]) -> Bool {
    unsafe text.withUnsafeBufferPointer { input in
      var status = U_ZERO_ERROR
      let form = unsafe rollcall_icu_nfc(&status)
      let result = unsafe rollcall_icu_is_normalized(
        form, input.baseAddress, Int32(input.count), &status)
      precondition(rollcall_icu_failed(status) == 0, "ICU cannot check the form of a text")
      return result != 0
    }
  }

  /// UTF-16 of UTF-8; each maximal subpart of a broken sequence becomes U+FFFD.
  static func utf16(_ bytes: Span<UInt8>) -> [UInt16] {
    unsafe grow(from: bytes.count) { output, capacity, status in
      unsafe bytes.withUnsafeBytes { input in
        unsafe rollcall_icu_from_utf8(
          input.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(input.count), output,
          capacity, status)
      }
    }
  }

  /// UTF-8 of UTF-16.
  static func utf8(_ text: [UInt16]) -> [UInt8] {
    unsafe grow(from: text.count * 3) { output, capacity, status in
      unsafe text.withUnsafeBufferPointer { input in
        unsafe output.withMemoryRebound(to: CChar.self, capacity: Int(capacity)) { output in
          unsafe rollcall_icu_to_utf8(
            input.baseAddress, Int32(input.count), output, capacity, status)
        }
      }
    }
  }

  /// Calls `body` again with as much room as it asked for when the first guess was too small.
  private static func grow<Unit>(
    from guess: Int,
    _ body: (UnsafeMutablePointer<Unit>, Int32, UnsafeMutablePointer<UErrorCode>) -> Int32
  ) -> [Unit] {
    var capacity = max(guess, 1)
    while true {
      var status = U_ZERO_ERROR
      var needed = 0
      let result = unsafe [Unit](unsafeUninitializedCapacity: capacity) { buffer, count in
        guard let start = buffer.baseAddress else { return }
        needed = unsafe Int(body(start, Int32(capacity), &status))
        count = min(needed, capacity)
      }
      if status == U_BUFFER_OVERFLOW_ERROR {
        capacity = needed
        continue
      }
      precondition(rollcall_icu_failed(status) == 0, "ICU cannot convert a text")
      return result
    }
  }

  /// Read-only after it was opened, and then safe to share between threads
  /// (https://unicode-org.github.io/icu-docs/apidoc/released/icu4c/uspoof_8h.html).
  private nonisolated(unsafe) static let checker: OpaquePointer = {
    var status = U_ZERO_ERROR
    guard let checker = unsafe rollcall_icu_spoof_open(&status), rollcall_icu_failed(status) == 0
    else { preconditionFailure("ICU has no confusables data") }
    return unsafe checker
  }()
}
