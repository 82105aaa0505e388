import DirectoryModel
import JSONText

extension JSONReader {
  /// Reads the value that comes next whatever it is; true if it is a text.
  @inline(__always)
  mutating func readText() throws -> Bool {
    switch try next() {
    case .string: return true
    case .beginObject, .beginArray:
      try skipRest()
      return false
    default: return false
    }
  }

  /// The last text as an object identifier; nothing if it is none.
  @inline(__always)
  var guid: GUID? { identifier.map { GUID(high: $0.high, low: $0.low) } }

  /// Reads the value that comes next whatever it is; nothing if it is no integer.
  mutating func readInteger() throws -> Int64? {
    switch try next() {
    case .number: return integer()
    case .beginObject, .beginArray:
      try skipRest()
      return nil
    default: return nil
    }
  }

  /// Moves to the next text of the open array and skips what is none; false at the array's end.
  mutating func readElement() throws -> Bool {
    while true {
      switch try next() {
      case .string: return true
      case .endArray: return false
      case .beginObject, .beginArray: try skipRest()
      default: continue
      }
    }
  }
}
