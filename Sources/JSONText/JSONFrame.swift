/// What stands around the values of a JSON element that is written many times.
///
/// Between its values such an element is always the same: keys, brackets and the breaks of lines.
/// They are written once, by the writer itself, and copied from then on, which takes a fraction of
/// the time.
package struct JSONFrame: Sendable {
  /// What stands before each value and behind the last one, one after another.
  private let bytes: [UInt8]
  /// Where each of these pieces begins in `bytes`, and where the last one ends.
  private let starts: [Int]

  /// Stands for a value; no JSON text holds this byte.
  private static let hole: UInt8 = 0

  /// Makes the frame of what `write` writes after `writer`, its values left out by `leaveValue`.
  ///
  /// Later writers must stand where `writer` does: in the same containers, with an element before
  /// in the innermost one if and only if there is one now.
  package init(after writer: JSONWriter, _ write: (inout JSONWriter) -> Void) {
    var copy = writer
    _ = copy.takeBytes()
    write(&copy)
    precondition(copy.depth == writer.depth, "a frame is closed where it was opened")
    let pieces = copy.takeBytes().split(separator: Self.hole, omittingEmptySubsequences: false)
    bytes = Array(pieces.joined())
    starts = pieces.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  /// Copies a frame for one thread: two that count their uses of one frame wait for each other.
  package init(copying other: JSONFrame) {
    bytes = other.bytes.map(\.self)
    starts = other.starts.map(\.self)
  }

  /// How many values there are.
  package var valueCount: Int { starts.count - 2 }

  /// Writes what leads to a value, by its place among them; the value must follow.
  @inline(__always)
  package func lead(to value: Int, _ json: inout JSONWriter) {
    json.lead(
      bytes.span.extracting(starts[value]..<starts[value + 1]), isLast: value == valueCount)
  }

  /// Writes what stands behind the last value.
  @inline(__always)
  package func end(_ json: inout JSONWriter) { lead(to: valueCount, &json) }
}

extension JSONWriter {
  /// Leaves room for a value of a `JSONFrame`.
  package mutating func leaveValue() { number("\u{0}") }
}
