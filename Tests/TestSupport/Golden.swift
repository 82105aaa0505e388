import Foundation
package import Testing

/// Expects the text to equal the whole committed file, which is named relative to the package.
///
/// With `ROLLCALL_RECORD=1` the file is written anew, and the test fails all the same, so that no
/// run passes by recording. A missing file fails.
package func expectGolden(
  _ text: String, at relative: String, recording: Bool = isRecordingGoldens,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectGolden(
    [UInt8](text.utf8), at: relative, recording: recording, sourceLocation: sourceLocation)
}

/// Whether golden files are written instead of compared.
package var isRecordingGoldens: Bool {
  ProcessInfo.processInfo.environment["ROLLCALL_RECORD"] == "1"
}

/// Expects the bytes to equal the whole committed file, which is named relative to the package.
package func expectGolden(
  _ bytes: [UInt8], at relative: String, recording: Bool = isRecordingGoldens,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  if let fault = try goldenFault(
    bytes, file: Repository.path(relative), called: relative, recording: recording)
  {
    Issue.record("\(fault)", sourceLocation: sourceLocation)
  }
}

/// Says how the bytes differ from a golden file, or returns `nil` when they do not.
package func goldenFault(
  _ bytes: [UInt8], file: String, called name: String, recording: Bool
) throws -> String? {
  let url = URL(filePath: file)
  let exists = FileManager.default.fileExists(atPath: file)
  if exists, [UInt8](try Data(contentsOf: url)) == bytes { return nil }
  if recording {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return "\(name): recorded; look at the difference and run again without ROLLCALL_RECORD"
  }
  guard exists else { return "\(name): missing; ROLLCALL_RECORD=1 writes it" }
  return "\(name):" + firstDifference(expected: [UInt8](try Data(contentsOf: url)), found: bytes)
}

/// Shows the first line in which two texts differ, as `42: expected '…', found '…'`.
package func firstDifference(expected: [UInt8], found: [UInt8]) -> String {
  let newline = UInt8(ascii: "\n")
  let (old, new) = (
    expected.split(separator: newline, omittingEmptySubsequences: false),
    found.split(separator: newline, omittingEmptySubsequences: false)
  )
  let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
  func shown(_ lines: [ArraySlice<UInt8>]) -> String {
    // Escaped, so that a carriage return or another spelling of a letter can be seen.
    line < lines.count
      ? "'\(escaped(String(decoding: lines[line], as: UTF8.self)))'" : "the end of the file"
  }
  return "\(line + 1): expected \(shown(old)), found \(shown(new))"
}

/// Returns the text with every scalar outside printable ASCII written as `\u{…}`.
package func escaped(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { result, scalar in
    switch scalar.value {
    case 0x20...0x7E: result.unicodeScalars.append(scalar)
    default: result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
}
