/// A text of one entry a line, or of cells between commas, that cannot be read.
package struct ListError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file and line, as in `links.csv:3`.
  package let place: String
  package let found: String
  package let expected: String
  package let hint: String?

  package init(place: String, found: String, expected: String, hint: String? = nil) {
    (self.place, self.found, self.expected, self.hint) = (place, found, expected, hint)
  }

  package var description: String {
    "\(place): found \(found), expected \(expected)" + (hint.map { "\n  \($0)" } ?? "")
  }
}

/// The records of a small CSV text (RFC 4180), each with the line it begins in.
struct ListFile {
  struct Record: Equatable {
    let line: Int
    let cells: [String]
  }

  let file: String

  /// Reads every record; lines that are empty or begin with `#` are comments.
  ///
  /// Source: "Common Format and MIME Type for Comma-Separated Values (CSV) Files",
  /// https://www.rfc-editor.org/rfc/rfc4180.
  func records(_ text: String) throws(ListError) -> [Record] {
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var records: [Record] = []
    var line = 1
    while !bytes.isEmpty {
      let start = line
      if bytes.first == UInt8(ascii: "#") {
        bytes = bytes.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
        line += 1
        continue
      }
      let cells = try record(&bytes, line: &line)
      if cells.contains(where: { !$0.isEmpty }) {
        records.append(Record(line: start, cells: cells))
      }
    }
    return records
  }

  private func record(
    _ bytes: inout ArraySlice<UInt8>, line: inout Int
  ) throws(ListError) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(try cell(&bytes, line: &line))
      guard let end = bytes.popFirst() else { return cells }
      if end == UInt8(ascii: ",") { continue }
      if end == UInt8(ascii: "\r") { _ = bytes.popFirst() }
      line += 1
      return cells
    }
  }

  /// Leaves the comma or line break after the cell.
  private func cell(_ bytes: inout ArraySlice<UInt8>, line: inout Int) throws(ListError) -> String {
    guard bytes.first == UInt8(ascii: "\"") else {
      let end = bytes.indices.first { isEnd(bytes, $0) } ?? bytes.endIndex
      defer { bytes = bytes[end...] }
      return String(decoding: bytes[..<end], as: UTF8.self)
    }
    let start = line
    var content: [UInt8] = []
    bytes.removeFirst()
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == UInt8(ascii: "\"") else {
        content.append(byte)
        continue
      }
      if bytes.first == UInt8(ascii: "\"") {
        content.append(byte)
        bytes.removeFirst()
        continue
      }
      guard bytes.isEmpty || isEnd(bytes, bytes.startIndex) else {
        throw ListError(
          place: "\(file):\(line)", found: "text after a closing quotation mark",
          expected: "a comma or the end of the line")
      }
      return String(decoding: content, as: UTF8.self)
    }
    throw ListError(
      place: "\(file):\(start)", found: "a quotation mark that is never closed",
      expected: "a closing quotation mark")
  }

  private func isEnd(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: ","), UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): index + 1 == bytes.endIndex || bytes[index + 1] == UInt8(ascii: "\n")
    default: false
    }
  }
}
