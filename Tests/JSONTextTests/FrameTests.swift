import TestSupport
import Testing

@testable import JSONText

/// Elements whose keys and brackets are written once, held against those written in full.
struct FrameTests {
  /// Keys of an element; a key with members is an object, `*` stands for a value.
  indirect enum Shape: Sendable {
    case value
    case object([(String, Shape)])
    case array([Shape])

    /// Writes the shape, each value by `write`.
    func write(to json: inout JSONWriter, _ value: (inout JSONWriter) -> Void) {
      switch self {
      case .value: value(&json)
      case .object(let members):
        json.beginObject()
        for (key, member) in members {
          json.key(key)
          member.write(to: &json, value)
        }
        json.endObject()
      case .array(let elements):
        json.beginArray()
        for element in elements { element.write(to: &json, value) }
        json.endArray()
      }
    }
  }

  static let flat = Shape.object([("id", .value), ("name", .value)])
  static let shapes: [Shape] = [
    flat, .object([]), .array([]), .object([("only", .value)]),
    .object([("group", flat), ("count", .value), ("status", .value)]),
    .object([("first", .value), ("last", flat)]),
    .object([("k\"ey\n", .value), ("", .value), ("é", .object([("é", .value)]))]),
    .array([flat]), .object([("empty", .object([])), ("then", .value)]),
  ]

  /// A writer in a list that has an element.
  private static func begun(_ indent: Int) -> JSONWriter {
    var writer = JSONWriter(indent: indent)
    writer.beginObject()
    writer.key("list")
    writer.beginArray()
    writer.integer(0)
    return writer
  }

  private static func end(_ writer: inout JSONWriter) -> String {
    writer.endArray()
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Writes a different value each time.
  private static func value(_ number: Int, _ json: inout JSONWriter) {
    switch number % 5 {
    case 0: json.integer(number)
    case 1: json.string("text \"\(number)\"\u{0}")
    case 2: json.null()
    case 3: json.string(Int64(-number))
    default: json.bool(number % 2 == 0)
    }
  }

  @Test(arguments: shapes.indices, [0, 1, 3])
  func `what is written by a frame is what is written in full`(_ index: Int, indent: Int) {
    let shape = Self.shapes[index]
    var (full, framed) = (Self.begun(indent), Self.begun(indent))
    let shared = JSONFrame(after: framed) { json in shape.write(to: &json) { $0.leaveValue() } }
    let frame = JSONFrame(copying: shared)
    var (fullNumber, framedNumber) = (0, 0)
    for _ in 0..<4 {
      shape.write(to: &full) { json in
        Self.value(fullNumber, &json)
        fullNumber += 1
      }
      for place in 0..<frame.valueCount {
        frame.lead(to: place, &framed)
        Self.value(framedNumber, &framed)
        framedNumber += 1
      }
      frame.end(&framed)
    }
    // An ordinary element after them is set apart as ever.
    full.integer(7)
    framed.integer(7)
    #expect(fullNumber == framedNumber)
    #expect(Self.end(&framed) == Self.end(&full))
  }

  @Test(arguments: [(0, 2), (1, 0), (2, 0), (3, 1), (4, 4), (5, 3), (6, 3), (7, 2), (8, 1)])
  func `a frame knows how many values it has`(_ row: (shape: Int, count: Int)) {
    let frame = JSONFrame(after: Self.begun(1)) { json in
      Self.shapes[row.shape].write(to: &json) { $0.leaveValue() }
    }
    #expect(frame.valueCount == row.count)
  }

  @Test func `a frame that was not closed is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = JSONFrame(after: JSONWriter()) { $0.beginObject() }
    }
  }

  @Test func `a value that a frame leads to must be written`() async {
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter()
      writer.beginArray()
      writer.integer(0)
      let frame = JSONFrame(after: writer) { json in
        json.beginObject()
        json.key("a")
        json.leaveValue()
        json.endObject()
      }
      frame.lead(to: 0, &writer)
      writer.endArray()
    }
  }
}
