package import YAMLText

/// Writes what was found into the expectations of a scenario and leaves everything else as it is.
package struct ScenarioEdit {
  private var bytes: [UInt8]
  private let extents: YAMLExtents
  private let lineStarts: [Int]

  /// Takes up a file that has been read as a scenario.
  ///
  /// - Throws: the first mistake with its line and column.
  package init(_ bytes: [UInt8], file: String) throws(YAMLError) {
    self.bytes = bytes
    extents = try YAMLExtents(parsing: bytes, file: file)
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
    lineStarts = starts
  }

  /// The file with what was found in the place of what was expected.
  ///
  /// What no spelling could make true stays. O(*n*) for each of the failures.
  package func applying(_ failures: [ScenarioFailure]) -> (bytes: [UInt8], count: Int) {
    var result = bytes
    var count = 0
    // From the end to the beginning, so that earlier places stay where they are.
    let order = failures.sorted {
      ($0.value.line, $0.value.column) > ($1.value.line, $1.value.column)
    }
    for failure in order {
      guard let range = range(of: failure.value) else { continue }
      guard let text = replacement(failure, at: range) else { continue }
      result.replaceSubrange(range, with: text.utf8)
      count += 1
    }
    return (result, count)
  }

  /// The bytes of a value, without blanks and comments behind it.
  private func range(of place: YAMLPlace) -> Range<Int>? {
    guard let end = extents.end(of: place) else { return nil }
    let start = offset(place.line, place.column)
    var stop = offset(end.line, end.column)
    guard start < stop else { return nil }
    guard isBlock(start) else {
      // libyaml reads a folded text up to the line after it.
      while stop > start, bytes[stop - 1] <= 0x20 { stop -= 1 }
      return start..<stop
    }
    // A list in block style reaches to the next key: blanks and comments before it stay.
    var last = start
    for line in place.line...max(place.line, end.line) {
      let from = max(start, lineStarts[line - 1])
      let to = line < lineStarts.count ? min(stop, lineStarts[line] - 1) : stop
      guard from < to else { continue }
      let content = bytes[from..<to].drop { $0 == 0x20 }
      guard let first = content.first, first != UInt8(ascii: "#"), first != 0x0D else { continue }
      last = to
    }
    stop = last
    while stop > start, bytes[stop - 1] <= 0x20 { stop -= 1 }
    return start..<stop
  }

  /// Whether a list in block style begins here, and not a text that begins with a hyphen.
  private func isBlock(_ start: Int) -> Bool {
    bytes[start] == UInt8(ascii: "-") && (start + 1 == bytes.count || bytes[start + 1] <= 0x20)
  }

  private func replacement(_ failure: ScenarioFailure, at range: Range<Int>) -> String? {
    switch failure.found {
    case .unwritable: return nil
    case .text(let text): return text == "~" ? text : Self.scalar(text)
    case .list(let texts):
      guard isBlock(range.lowerBound) else {
        return "[" + texts.map(Self.scalar).joined(separator: ", ") + "]"
      }
      let indent = String(repeating: " ", count: failure.value.column - 1)
      guard !texts.isEmpty else { return "  []" }
      return texts.map { "- " + Self.scalar($0) }.joined(separator: "\n" + indent)
    }
  }

  /// The byte at which a column of a line stands; columns count characters.
  private func offset(_ line: Int, _ column: Int) -> Int {
    guard line <= lineStarts.count else { return bytes.count }
    var offset = lineStarts[line - 1]
    var left = column - 1
    while left > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }

  /// A text as a plain scalar where YAML reads it back as it is, else in double quotes.
  private static func scalar(_ text: String) -> String {
    let letters = text.utf8
    func isWord(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    let isPlain = letters.allSatisfy { isWord($0) || " ._@/+()-".utf8.contains($0) }
    if isPlain, let first = letters.first, let last = letters.last, isWord(first), last != 0x20,
      !["null", "Null", "NULL"].contains(text)
    {
      return text
    }
    return YAMLScalar.inDoubleQuotes(text)
  }
}
