import JSONText

/// What the JSON reader makes of some bytes, as lines.
enum JSONTrace {
  /// Reads with a large window and with the smallest one, in pieces of seven bytes.
  static func compare(_ bytes: [UInt8]) {
    let whole = lines(bytes, windowBytes: 64 << 10, blockSize: .max)
    let pieces = lines(bytes, windowBytes: 64, blockSize: 7)
    guard whole != pieces else { return }
    let place = zip(whole, pieces).prefix { $0 == $1 }.count
    preconditionFailure("windows differ at \(place): \(whole[place...]) and \(pieces[place...])")
  }

  private static func lines(_ bytes: [UInt8], windowBytes: Int, blockSize: Int) -> [String] {
    var lines: [String] = []
    var reader = JSONReader(
      ArraySource(bytes, blockSize: blockSize), limits: JSONLimits(windowBytes: windowBytes),
      documents: .many)
    do {
      while true {
        let event = try reader.next()
        switch event {
        case .key, .string, .number:
          lines.append("\(event) \(reader.copyText())")
        default: lines.append("\(event)")
        }
        if case .end = event { return lines }
      }
    } catch {
      return lines + ["\(error)"]
    }
  }
}
