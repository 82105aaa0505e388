import DirectoryModel
import JSONText
import TestSupport

@testable import Ingest

/// Files of Graph's answers, written with short names for identifiers: `<ann>` for a GUID.
struct GraphFiles {
  var files: [(name: String, text: String)]

  init(_ files: (String, String)...) { self.files = files.map { ($0.0, $0.1) } }

  /// Reads the files as those of one folder called `export`.
  func read(wanted: AttributeSet = .all) throws -> Directory {
    var builder = DirectoryBuilder(side: .tenant, wanted: wanted)
    var reader = GraphReader()
    let source = builder.addSource(
      Source(
        input: "export", format: "", sha256: "", byteCount: 0, capabilities: [],
        completeness: .complete))
    for file in files {
      let unit = builder.addUnit(
        PlaceUnit(input: "export", entry: file.name, counting: .byteOffset))
      let name = ShortGUID.spelledOut(file.name)
      let stream = TenantStream(input: "export", entry: name, source: source, unit: unit)
      var json = JSONReader(
        ArraySource(Array(ShortGUID.spelledOut(file.text).utf8)), documents: .many)
      do {
        try reader.read(&json, of: stream, into: &builder)
      } catch {
        throw IngestError(error, input: "export", entry: name)
      }
    }
    try reader.finish(into: &builder)
    return builder.finish()
  }

  /// What the files say, one fact a line; or the message of the error that reading ends with.
  func outcome(_ shown: Set<Facts> = Facts.usual) -> String {
    do {
      return ShortGUID.shortened(try read().facts(shown).joined(separator: "\n"))
    } catch {
      return ShortGUID.shortened("\(error)")
    }
  }
}

/// Short names for identifiers in tests: `<ann>` is the letters' bytes behind a fixed beginning.
enum ShortGUID {
  private static let start = "00000000-0000-4000-8000-"

  /// Replaces `<ann>` by a GUID.
  static func spelledOut(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let name = rest[rest.index(after: open)..<close]
      let digits = hex(name.utf8)
      guard digits.utf8.count <= 12, !name.isEmpty else { break }
      result += rest[..<open] + start + digits
      result += String(repeating: "0", count: 12 - digits.utf8.count)
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Replaces GUIDs that stand for short names by these.
  static func shortened(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let range = rest.firstRange(of: start) {
      let digits = rest[range.upperBound...].prefix(12)
      let name = bytes(hex: String(digits)).prefix { $0 != 0 }
      result += rest[..<range.lowerBound] + "<\(String(decoding: name, as: UTF8.self))>"
      rest = rest[range.upperBound...].dropFirst(12)
    }
    return result + rest
  }
}
