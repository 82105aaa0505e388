extension JSONReader {
  /// An error at a position of the window.
  func problem(
    _ kind: JSONError.Kind, at position: Int, found: String, expected: String
  ) -> JSONError {
    JSONError(
      kind: kind, offset: absolute(position), line: line(at: position), found: found,
      expected: expected)
  }

  /// The byte at a position is not what the grammar wants there.
  func malformed(at position: Int, expected: String) -> JSONError {
    let byte = unsafe window.bytes[position]
    return problem(.malformed, at: position, found: words(for: byte), expected: expected)
  }

  func truncated(expected: String) -> JSONError {
    problem(.truncated, at: window.usable, found: "the end of the input", expected: expected)
  }

  func invalidUTF8() -> JSONError {
    let byte = unsafe window.bytes[window.usable]
    return problem(
      .invalidUTF8, at: window.usable, found: words(for: byte), expected: "well-formed UTF-8")
  }

  func unfinishedCharacter() -> JSONError {
    problem(
      .truncated, at: window.usable, found: "the end of the input inside a character",
      expected: "the rest of its UTF-8 sequence")
  }

  func tooDeep() -> JSONError {
    problem(
      .tooDeep, at: tokenStart, found: "more containers inside each other",
      expected: "at most \(limits.depth)")
  }

  func tooLong(_ what: String) -> JSONError {
    problem(
      .tooLong, at: tokenStart, found: "a longer \(what)",
      expected: "at most \(limits.textBytes) bytes")
  }
}
