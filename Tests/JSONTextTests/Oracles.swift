private import CSimdjson
import Foundation

@testable import JSONText

/// What simdjson makes of a document.
enum Verdict: Equatable {
  case accepted([UInt8])
  case refused(String)

  var isAccepted: Bool {
    if case .accepted = self { true } else { false }
  }
}

/// The transcript of simdjson's DOM parser, in the notation of `csimdjson.h`, or its refusal.
func simdjson(_ document: [UInt8]) -> Verdict {
  let result = unsafe csimdjson_parse(document, document.count)
  defer { unsafe csimdjson_free(result) }
  guard let start = unsafe result.transcript else {
    return .refused(unsafe String(cString: result.error))
  }
  return unsafe start.withMemoryRebound(to: UInt8.self, capacity: result.length) {
    .accepted(unsafe Array(UnsafeBufferPointer(start: $0, count: result.length)))
  }
}

/// Whether Foundation takes a document, fragments allowed.
func foundationAccepts(_ document: [UInt8]) -> Bool {
  do {
    _ = try JSONSerialization.jsonObject(with: Data(document), options: .fragmentsAllowed)
    return true
  } catch {
    return false
  }
}

/// The transcript of our reader in the notation of `csimdjson.h`, or its refusal.
func ours(_ document: [UInt8], limits: JSONLimits = JSONLimits()) -> Verdict {
  var reader = JSONReader(ArraySource(document), limits: limits)
  var out: [UInt8] = []
  do {
    while true {
      switch try reader.next() {
      case .beginObject: out.append(UInt8(ascii: "{"))
      case .endObject: out.append(UInt8(ascii: "}"))
      case .beginArray: out.append(UInt8(ascii: "["))
      case .endArray: out.append(UInt8(ascii: "]"))
      case .key:
        out += [UInt8]("k\(reader.textByteCount):".utf8)
        reader.appendText(to: &out)
      case .string:
        out += [UInt8]("s\(reader.textByteCount):".utf8)
        reader.appendText(to: &out)
      case .number: out += [UInt8](number(reader.string()).utf8)
      case .true: out.append(UInt8(ascii: "t"))
      case .false: out.append(UInt8(ascii: "f"))
      case .null: out.append(UInt8(ascii: "n"))
      case .end: return .accepted(out)
      }
    }
  } catch {
    return .refused("\(error)")
  }
}

/// A number as simdjson keeps it: an integer of 64 bits where there is one, or else a double.
private func number(_ text: String) -> String {
  if let integer = Int64(text) { return "i\(integer);" }
  if let integer = UInt64(text) { return "i\(integer);" }
  return "d\(Double(text)?.bitPattern ?? 0);"
}
