@testable import JSONText

/// The bytes of a text in which `<FF>` stands for a byte that a literal cannot hold.
func bytes(_ text: String) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = Substring(text)
  while let first = rest.first {
    let code = rest.dropFirst().prefix(2)
    if first == "<", rest.dropFirst(3).first == ">", let byte = UInt8(code, radix: 16) {
      bytes.append(byte)
      rest = rest.dropFirst(4)
    } else {
      bytes.append(contentsOf: String(first).utf8)
      rest = rest.dropFirst()
    }
  }
  return bytes
}

/// What a reader says about a document, one line an event, an error's kind and words at the end.
func transcript(
  _ document: [UInt8], limits: JSONLimits = JSONLimits(), blockSize: Int = .max,
  documents: JSONDocuments = .one, places: Bool = true
) -> String {
  var reader = JSONReader(
    ArraySource(document, blockSize: blockSize), limits: limits, documents: documents)
  var lines: [String] = []
  do {
    while true {
      let event = try reader.next()
      let place = places ? "\(reader.line):\(reader.offset) " : ""
      switch event {
      case .key, .string, .number: lines.append("\(place)\(event) \(reader.string())")
      default: lines.append("\(place)\(event)")
      }
      if event == .end { break }
    }
  } catch {
    lines.append(words(for: error))
  }
  return lines.joined(separator: "\n")
}

/// What a reader says that skips all of a document: nothing, or the error.
func skipping(
  _ document: [UInt8], limits: JSONLimits = JSONLimits(), blockSize: Int = .max
) -> String {
  var reader = JSONReader(ArraySource(document, blockSize: blockSize), limits: limits)
  do {
    try reader.skipValue()
    let event = try reader.next()
    return event == .end ? "" : "\(event) after the document"
  } catch {
    return words(for: error)
  }
}

/// An error's kind and words.
func words(for error: any Error) -> String {
  guard let error = error as? JSONError else { return "\(error)" }
  return "\(error.kind): \(error)"
}

/// What follows the last line feed; a carriage return before one would hide it from characters.
func lastLine(_ text: String) -> String {
  String(decoding: text.utf8.split(separator: 0x0A).last ?? [], as: UTF8.self)
}

/// Only the error of a document; empty when there is none.
func problem(_ document: [UInt8], limits: JSONLimits = JSONLimits()) -> String {
  let last = lastLine(transcript(document, limits: limits, places: false))
  return last == "end" ? "" : last
}

/// Events in little room: `{ k(a) s(b) 1 }`, bytes outside printable ASCII as `<FF>`.
func compact(_ document: [UInt8], documents: JSONDocuments = .one) throws -> String {
  var reader = JSONReader(ArraySource(document), documents: documents)
  var parts: [String] = []
  while true {
    switch try reader.next() {
    case .beginObject: parts.append("{")
    case .endObject: parts.append("}")
    case .beginArray: parts.append("[")
    case .endArray: parts.append("]")
    case .key: parts.append("k(\(printable(reader.copyText())))")
    case .string: parts.append("s(\(printable(reader.copyText())))")
    case .number, .true, .false, .null: parts.append(printable(reader.copyText()))
    case .end: return parts.joined(separator: " ")
    }
  }
}

/// Printable ASCII as it is, everything else as `<FF>`.
func printable(_ bytes: [UInt8]) -> String {
  bytes.map { byte in
    if (0x20..<0x7F).contains(byte) { return String(Unicode.Scalar(byte)) }
    let digits = String(byte, radix: 16, uppercase: true)
    return "<" + (digits.utf8.count < 2 ? "0" : "") + digits + ">"
  }.joined()
}
