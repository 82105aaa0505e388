import DirectoryModel

/// A place of evidence taken apart, so that tools can open it.
struct SARIFPlace: Equatable {
  /// The input as the user named it, or the whole place when no input is known.
  let input: String
  /// The file in the archive or folder; `nil` when the input itself is the file.
  let entry: String?
  let spot: Spot?

  /// The position in the file.
  enum Spot: Equatable {
    case byteOffset(UInt64)
    case line(UInt64)
    /// A row of a table, which is no position in the bytes of a file.
    case row(String)
  }

  /// Takes places of a report's two sides apart.
  struct Reader {
    private let units: [ExactText: PlaceUnit]

    init(_ units: [PlaceUnit]) {
      self.units = Dictionary(
        units.map { (ExactText($0.entry.isEmpty ? $0.input : "\($0.input)!\($0.entry)"), $0) },
        uniquingKeysWith: { first, _ in first })
    }

    /// Takes a place apart that `Directory.text(of:)` or a list file wrote.
    func place(_ text: String) -> SARIFPlace {
      guard let (stem, number) = Self.split(text) else {
        return SARIFPlace(input: text, entry: nil, spot: nil)
      }
      guard let unit = units[ExactText(stem)] else {
        return SARIFPlace(input: stem, entry: nil, spot: number > 0 ? .line(number) : nil)
      }
      let entry = unit.entry.isEmpty ? nil : unit.entry
      switch unit.counting {
      case .byteOffset:
        return SARIFPlace(input: unit.input, entry: entry, spot: .byteOffset(number))
      case .line: return SARIFPlace(input: unit.input, entry: entry, spot: .line(max(1, number)))
      case .row:
        return SARIFPlace(
          input: unit.input, entry: nil, spot: .row(entry.map { "\($0):\(number)" } ?? "\(number)"))
      }
    }

    /// The part before the last `@` or `:`, and the number after it.
    private static func split(_ text: String) -> (stem: String, number: UInt64)? {
      let mark = text.utf8.lastIndex { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ":") }
      guard let mark else { return nil }
      let digits = text[text.utf8.index(after: mark)...]
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(digits)
      else { return nil }
      return (String(text[..<mark]), number)
    }
  }

  /// A path as a URI reference: what RFC 3986 does not allow is escaped.
  ///
  /// Source: "Uniform Resource Identifier (URI): Generic Syntax",
  /// https://www.rfc-editor.org/rfc/rfc3986.
  static func uri(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    // Two slashes in front would name a host.
    var text = Array((path.utf8.starts(with: "//".utf8) ? "/." : "").utf8)
    for byte in path.utf8 {
      if isPlain(byte) {
        text.append(byte)
      } else {
        text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/".utf8.contains(byte)
    }
  }
}
