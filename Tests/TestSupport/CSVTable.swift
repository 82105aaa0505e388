import Foundation

/// A CSV text as RFC 4180 describes it, for judging what the program wrote.
package struct CSVTable: Equatable, Sendable {
  package let header: [String]
  package let rows: [[String]]

  /// Reads a text; every row must have as many cells as the header.
  package init(_ text: String) throws {
    var lines = try Self.records(text)
    guard !lines.isEmpty else { throw CSVError(line: 1, found: "no header") }
    header = lines.removeFirst().cells
    for (line, cells) in lines where cells.count != header.count {
      throw CSVError(line: line, found: "\(cells.count) cells under \(header.count) headings")
    }
    rows = lines.map(\.cells)
  }

  /// Reads a file.
  package init(file: String) throws {
    try self.init(String(contentsOf: URL(filePath: file), encoding: .utf8))
  }

  /// Returns the cells under a heading, from the first row to the last; the heading must exist.
  package func column(_ name: String) -> [String] {
    guard let index = header.firstIndex(of: name) else {
      preconditionFailure("no column '\(name)' among \(header)")
    }
    return rows.map { $0[index] }
  }

  /// Every row as a dictionary from heading to cell.
  package var records: [[String: String]] {
    rows.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  private static func records(_ text: String) throws -> [(line: Int, cells: [String])] {
    var records: [(line: Int, cells: [String])] = []
    var (cells, cell, isQuoted, line, start) = ([String](), [UInt8](), false, 1, 1)
    let bytes = [UInt8](text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      if byte == UInt8(ascii: "\n") { line += 1 }
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && next == byte:
        cell.append(byte)
        index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case _ where isQuoted: cell.append(byte)
      case UInt8(ascii: "\r") where next == UInt8(ascii: "\n"): break
      case UInt8(ascii: ","), UInt8(ascii: "\n"):
        cells.append(String(decoding: cell, as: UTF8.self))
        cell = []
        if byte == UInt8(ascii: "\n") {
          records.append((start, cells))
          (cells, start) = ([], line)
        }
      default: cell.append(byte)
      }
      index += 1
    }
    if isQuoted { throw CSVError(line: start, found: "an open quotation mark") }
    if !cells.isEmpty || !cell.isEmpty {
      records.append((start, cells + [String(decoding: cell, as: UTF8.self)]))
    }
    return records
  }
}

/// A text that is not the CSV it should be.
package struct CSVError: Error, Equatable, CustomStringConvertible {
  package let line: Int
  package let found: String
  package var description: String { "line \(line): found \(found)" }
}
