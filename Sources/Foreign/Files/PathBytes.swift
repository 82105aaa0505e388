/// A path as the system knows it: bytes that end before the first NUL, UTF-8 or not.
struct PathBytes: Hashable, Sendable {
  /// The bytes without a NUL at the end.
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The path for people: bytes that are no UTF-8 show as U+FFFD.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The path of something in this folder.
  func appending(_ name: [UInt8]) -> PathBytes {
    PathBytes(bytes: bytes.isEmpty || bytes.last == 0x2F ? bytes + name : bytes + [0x2F] + name)
  }

  /// Hands the path to a system call; a NUL inside would cut it, so such a path reaches nothing.
  func withPointer<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    // An empty path is what the system calls missing (ENOENT).
    let text = (bytes.contains(0) ? [] : bytes).map { CChar(bitPattern: $0) } + [0]
    return unsafe text.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("a path ends in a NUL") }
      return unsafe body(start)
    }
  }
}
