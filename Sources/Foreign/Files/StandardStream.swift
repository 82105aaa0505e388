private import CSystem

/// Standard output and standard error.
package enum StandardStream: Int32, Sendable, CaseIterable {
  case output = 1
  case error = 2

  /// What messages call the stream.
  package var name: String { self == .output ? "standard output" : "standard error" }

  /// True when a person watches the stream, so that colour and progress make sense.
  package var isTerminal: Bool { csystem_is_terminal(rawValue) == 1 }

  /// The width of the terminal in columns, `nil` when the stream is none or does not say.
  package var columns: Int? {
    let columns = Int(csystem_terminal_columns(rawValue))
    return columns > 0 ? columns : nil
  }

  /// Writes all bytes, however often the system takes only a part; O(n).
  package func write(_ bytes: [UInt8]) throws(FileError) {
    try writeFully(bytes.span, to: rawValue, named: name)
  }

  /// Writes all bytes of a span; O(n).
  package func write(_ bytes: Span<UInt8>) throws(FileError) {
    try writeFully(bytes, to: rawValue, named: name)
  }

  /// Writes the UTF-8 bytes of a text; O(n).
  package func write(_ text: String) throws(FileError) {
    try writeFully(text.utf8Span.span, to: rawValue, named: name)
  }

  /// Makes writing to a reader that has gone an error (`isBrokenPipe`) instead of a sudden end.
  package static func ignoreBrokenPipes() { csystem_ignore_broken_pipes() }
}

/// Writes all bytes to an open file, however often the system takes only a part; O(n).
func writeFully(_ bytes: Span<UInt8>, to file: Int32, named name: String) throws(FileError) {
  var written = 0
  while written < bytes.count {
    let rest = bytes.extracting(written...)
    let count = unsafe rest.withUnsafeBufferPointer { buffer in
      unsafe csystem_write(file, buffer.baseAddress, buffer.count)
    }
    if count < 0 { throw FileError(path: name, operation: .write, result: count) }
    written += count
  }
}
