/// The records of a CSV text (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180), one after another.
///
/// The separator is found in the first line: a comma, a semicolon or a tab. A byte order mark at the
/// start is skipped. UTF-16 is read by its byte order mark.
struct CSVText {
  private let bytes: [UInt8]
  private var offset = 0
  let file: String
  let separator: UInt8
  /// The line on which the last record begins, from 1.
  private(set) var line: UInt64 = 0
  private var nextLine: UInt64 = 1

  /// Looks at the start of a text; nothing is parsed yet.
  init(_ raw: [UInt8], file: String) throws(IngestError) {
    self.file = file
    bytes = try Self.utf8(raw, file: file)
    separator = Self.separator(bytes)
  }

  private static func utf8(_ raw: [UInt8], file: String) throws(IngestError) -> [UInt8] {
    if raw.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(raw.dropFirst(3)) }
    let isLittle = raw.starts(with: [0xFF, 0xFE])
    guard isLittle || raw.starts(with: [0xFE, 0xFF]) else { return raw }
    guard raw.count % 2 == 0 else {
      throw IngestError(
        input: file, found: "UTF-16 with an odd number of bytes", expected: "whole characters",
        hint: "the file was cut; export it again")
    }
    let units = stride(from: 2, to: raw.count, by: 2).map { index -> UInt16 in
      let (first, second) = (UInt16(raw[index]), UInt16(raw[index + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw IngestError(
        input: file, found: "half a surrogate pair in UTF-16", expected: "both halves",
        hint: "the file was damaged; export or copy it again")
    }
    return Array(text.utf8)
  }

  /// The mark that occurs most often in the first line outside quotes; a comma when none does.
  private static func separator(_ bytes: [UInt8]) -> UInt8 {
    var counts: [(mark: UInt8, count: Int)] = [
      (UInt8(ascii: ","), 0), (UInt8(ascii: ";"), 0), (UInt8(ascii: "\t"), 0),
    ]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      for index in counts.indices where counts[index].mark == byte { counts[index].count += 1 }
    }
    return counts.max { $0.count < $1.count && $1.count > 0 }.map(\.mark) ?? UInt8(ascii: ",")
  }

  /// The cells of the next record, or `nil` after the last one; empty lines are passed over.
  mutating func next() throws(IngestError) -> [[UInt8]]? {
    while offset < bytes.count {
      line = nextLine
      let cells = try record()
      if cells.count > 1 || !(cells.first ?? []).isEmpty { return cells }
    }
    return nil
  }

  private mutating func record() throws(IngestError) -> [[UInt8]] {
    var cells: [[UInt8]] = []
    while true {
      cells.append(try cell())
      guard offset < bytes.count else { return cells }
      let mark = bytes[offset]
      offset += 1
      if mark == separator { continue }
      if mark == UInt8(ascii: "\r"), offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") {
        offset += 1
      }
      nextLine += 1
      return cells
    }
  }

  /// Reads a cell up to the separator or the line's end, which stays.
  private mutating func cell() throws(IngestError) -> [UInt8] {
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") { return try quoted() }
    let start = offset
    while offset < bytes.count, bytes[offset] != separator, !Self.isLineEnd(bytes[offset]) {
      offset += 1
    }
    return Array(bytes[start..<offset])
  }

  private mutating func quoted() throws(IngestError) -> [UInt8] {
    let opened = nextLine
    var cell: [UInt8] = []
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      guard byte == UInt8(ascii: "\"") else {
        if byte == UInt8(ascii: "\n") { nextLine += 1 }
        cell.append(byte)
        continue
      }
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
        cell.append(byte)
        offset += 1
        continue
      }
      if offset < bytes.count, bytes[offset] != separator, !Self.isLineEnd(bytes[offset]) {
        throw IngestError(
          input: "\(file):\(nextLine)", found: "text after a closing quotation mark",
          expected: "a separator or the end of the line",
          hint: "write a quotation mark inside quotes twice")
      }
      return cell
    }
    throw IngestError(
      input: "\(file):\(opened)", found: "an open quotation mark", expected: "its closing one",
      hint: "the file was cut, or a cell with a quotation mark is not quoted")
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
