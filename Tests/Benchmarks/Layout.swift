import CommandSyntax
import Files

/// How a JSON export is laid out; the content is the same.
enum Layout: String, CaseIterable, ArgumentValue {
  /// One record a line, as the collector writes it.
  case lines
  /// Everything on one line.
  case single
  /// Every member on a line of its own.
  case pretty
}

/// Writes an export in one of the layouts, a mebibyte at a time.
struct ExportFile: ~Copyable {
  private var writer: FileWriter
  private let layout: Layout
  private var buffer: [UInt8] = []
  private var depth = 0
  private var count = 0

  init(_ path: String, _ layout: Layout) throws {
    writer = try FileWriter(replacing: path)
    self.layout = layout
    put(#"{"data":["#)
  }

  /// Writes one record, given without blanks between its tokens.
  mutating func add(_ kind: String, _ data: String) throws {
    if count > 0 { put(",") }
    if layout == .lines { buffer += Array("\n\t\t".utf8) }
    put(#"{"kind":"\#(kind)","data":\#(data)}"#)
    count += 1
    if buffer.count > 1 << 20 { try flush() }
  }

  /// Writes what stands after the records and closes the file.
  consuming func finish() throws {
    if layout == .lines { buffer += Array("\n\t".utf8) }
    put(#"],"meta":{"type":"azure","version":5,"count":\#(count)}}"#)
    buffer.append(0x0A)
    try flush()
    try writer.finish()
  }

  private mutating func flush() throws {
    try writer.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func put(_ text: String) {
    guard layout == .pretty else {
      buffer += text.utf8
      return
    }
    var (isString, isEscaped) = (false, false)
    for byte in text.utf8 {
      if isString {
        buffer.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isString = false
        }
        continue
      }
      putToken(byte)
      isString = byte == 0x22
    }
  }

  private mutating func putToken(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      buffer.append(byte)
      depth += 1
      breakLine()
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      breakLine()
      buffer.append(byte)
    case UInt8(ascii: ","):
      buffer.append(byte)
      breakLine()
    case UInt8(ascii: ":"): buffer += [byte, 0x20]
    default: buffer.append(byte)
    }
  }

  private mutating func breakLine() {
    buffer.append(0x0A)
    buffer += repeatElement(0x20, count: 2 * depth)
  }
}
