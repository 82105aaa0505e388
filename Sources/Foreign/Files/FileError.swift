private import CSystem

/// A file, folder or stream that the system did not let us use as asked.
package struct FileError: Error, Equatable, CustomStringConvertible {
  /// What was being done when the system refused.
  package enum Operation: String, Sendable, CaseIterable {
    case open
    case read
    case write
    case close
    case sync
    case inspect
    case list
    case makeFolder = "make a folder at"
    case makeLink = "make a link at"
    case makePipe = "make a pipe at"
    case changeMode = "change the mode of"
    case remove
    case rename
    case readLink = "read the link"
  }

  /// The path as it was given, or the name of a standard stream; bytes that are no UTF-8 repaired.
  package let path: String
  /// What was being done.
  package let operation: Operation
  /// The system's error number (errno), 0 where a rule of ours was broken instead.
  package let code: Int32
  /// The system's words for the number, in English whatever the locale.
  package let message: String

  /// Describes a refusal that is our own, such as a file larger than allowed.
  package init(path: String, operation: Operation, message: String) {
    (self.path, self.operation, self.code, self.message) = (path, operation, 0, message)
  }

  /// Describes a refusal of the system; `result` is a negated error number.
  init(path: String, operation: Operation, result: Int) {
    (self.path, self.operation, self.code) = (path, operation, Int32(-result))
    message = Self.message(of: Int32(-result))
  }

  /// True when nothing is there under that path.
  package var isMissing: Bool { code == 2 || code == 20 }
  /// True when whoever read our output has stopped reading.
  package var isBrokenPipe: Bool { code == 32 }
  /// True when something is already there under that path.
  package var isExisting: Bool { code == 17 }

  /// One line: path, what could not be done, and why.
  package var description: String {
    let reason = code == 0 ? message : "\(message) (error \(code))"
    return "\(path): cannot \(operation.rawValue) it: \(reason)"
  }

  /// Returns the words for an error number, such as `no such file or directory`.
  static func message(of code: Int32) -> String {
    let words = unsafe String(unsafeUninitializedCapacity: 200) { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { text in
        guard let start = text.baseAddress else { return 0 }
        unsafe csystem_message(code, start, text.count)
        return unsafe text.firstIndex(of: 0) ?? 0
      }
    }
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
