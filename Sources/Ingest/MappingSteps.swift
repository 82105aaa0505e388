import DirectoryModel
import JSONText
import SQLite

/// One element of a list: a plain value, or a JSON value that pointers can reach into.
enum MappingItem: Equatable {
  case value(SQLiteValue)
  case json(JSONValue)

  /// The value that the element stands for where it is used as it is.
  var plain: SQLiteValue? {
    switch self {
    case .value(let value): value
    case .json(let json): json.plain
    }
  }
}

extension JSONValue {
  /// The value of a scalar; `nil` for arrays and objects.
  var plain: SQLiteValue? {
    switch self {
    case .null: .null
    case .bool(let value): .integer(value ? 1 : 0)
    case .string(let text): .text(text)
    case .number(let text): integer.map(SQLiteValue.integer) ?? Double(text).map(SQLiteValue.real)
    case .array, .object: nil
    }
  }

  /// The value under a JSON pointer; `nil` when there is none.
  ///
  /// Source: "JavaScript Object Notation (JSON) Pointer", https://www.rfc-editor.org/rfc/rfc6901.
  func value(at pointer: String) -> JSONValue? {
    var value = self
    for part in pointer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .dropFirst()
    {
      let key = Self.unescaped(part)
      switch value {
      case .object:
        guard let next = value[key] else { return nil }
        value = next
      case .array(let elements):
        guard let index = Self.index(key), index < elements.count else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }

  /// The place in a list that a part names: digits alone, without zeros in front.
  private static func index(_ key: String) -> Int? {
    let digits = key.utf8
    guard digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
      digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return nil }
    return Int(key)
  }

  private static func unescaped(_ part: Substring.UTF8View) -> String {
    var bytes: [UInt8] = []
    var isEscape = false
    for byte in part {
      if isEscape {
        bytes.append(byte == UInt8(ascii: "1") ? UInt8(ascii: "/") : UInt8(ascii: "~"))
        isEscape = false
      } else if byte == UInt8(ascii: "~") {
        isEscape = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A value that a step could not read; it stays as it was.
struct StepFailure: Error, Equatable {
  /// What the value is not: `no GUID`.
  let reason: String
}

extension MappingStep {
  /// Does the step; NULL stays NULL except where a list of words names it.
  func apply(to value: SQLiteValue) throws(StepFailure) -> SQLiteValue {
    switch self {
    case .codes(let codes, let otherwise): return Self.code(of: value, codes, otherwise)
    case .bits(let masks, let otherwise): return try Self.word(of: value, masks, otherwise)
    default: break
    }
    if value == .null { return .null }
    switch self {
    case .guid(let form): return try Self.guid(value, form)
    case .time(let form): return try Self.instant(value, form)
    case .pointer(let pointer): return try Self.part(of: value, pointer)
    default: return .text(try edited(value.textBytes))
    }
  }

  private func edited(_ text: [UInt8]) throws(StepFailure) -> [UInt8] {
    switch self {
    case .trim: return Array(trimmed(text[...]))
    case .lower: return text.map { $0 &- 65 < 26 ? $0 | 32 : $0 }
    case .stripPrefix(let prefix):
      return text.starts(with: prefix) ? Array(text.dropFirst(prefix.count)) : text
    case .stripSuffix(let suffix):
      return text.reversed().starts(with: suffix.reversed())
        ? Array(text.dropLast(suffix.count)) : text
    case .addPrefix(let prefix): return prefix + text
    case .addSuffix(let suffix): return text + suffix
    case .between(let open, let close): return try Self.between(open, close, text)
    default: return text
    }
  }

  private static func between(
    _ open: [UInt8], _ close: [UInt8], _ text: [UInt8]
  ) throws(StepFailure) -> [UInt8] {
    guard let start = text.position(of: open, from: 0) else {
      throw StepFailure(reason: "it holds no '\(String(decoding: open, as: UTF8.self))'")
    }
    let first = start + open.count
    if close.isEmpty { return Array(text[first...]) }
    guard let end = text.position(of: close, from: first) else {
      throw StepFailure(reason: "it holds no '\(String(decoding: close, as: UTF8.self))'")
    }
    return Array(text[first..<end])
  }

  private static func guid(
    _ value: SQLiteValue, _ form: GUIDForm
  ) throws(StepFailure) -> SQLiteValue {
    let bytes: [UInt8]
    switch value {
    case .text(let text): bytes = text
    case .blob(let blob): bytes = blob
    default: throw StepFailure(reason: "it is no GUID")
    }
    guard !bytes.isEmpty else { return .null }
    guard let guid = form.read(bytes) else { throw StepFailure(reason: "it is no GUID") }
    return .text(guid.description)
  }

  private static func instant(
    _ value: SQLiteValue, _ form: TimeForm
  ) throws(StepFailure) -> SQLiteValue {
    let found: StoredInstant?
    switch value {
    case .integer(let integer): found = form.instant(integer: integer, real: nil, text: nil)
    case .real(let real): found = form.instant(integer: nil, real: real, text: nil)
    case .text(let text):
      if trimmed(text[...]).isEmpty { return .null }
      found = form.instant(integer: nil, real: nil, text: text)
    case .null, .blob: found = nil
    }
    guard let found else { throw StepFailure(reason: "it is no time in \(form.rawValue)") }
    return .text(InstantText.write(found))
  }

  private static func part(
    of value: SQLiteValue, _ pointer: String
  ) throws(StepFailure) -> SQLiteValue {
    guard let json = MappingItem.parsed(value.textBytes) else {
      throw StepFailure(reason: "it is no valid JSON")
    }
    guard let part = json.value(at: pointer) else { return .null }
    guard let plain = part.plain else {
      throw StepFailure(reason: "'\(pointer)' is an object or an array")
    }
    return plain
  }

  private static func code(
    of value: SQLiteValue, _ codes: [MappingCode], _ otherwise: SQLiteValue?
  ) -> SQLiteValue {
    let text = value == .null ? nil : value.textBytes
    return codes.first { $0.code == text }?.value ?? otherwise ?? value
  }

  private static func word(
    of value: SQLiteValue, _ masks: [MappingMask], _ otherwise: SQLiteValue?
  ) throws(StepFailure) -> SQLiteValue {
    guard value != .null else { return otherwise ?? .null }
    guard case .integer(let number) = value else {
      throw StepFailure(reason: "it is no whole number")
    }
    return masks.first { number & $0.mask == $0.mask }?.value ?? otherwise ?? .null
  }
}

extension MappingItem {
  /// Reads a JSON text; `nil` when it is none.
  static func parsed(_ text: [UInt8]) -> JSONValue? {
    do {
      return try JSONValue(parsing: text, duplicates: .kept)
    } catch {
      return nil
    }
  }

  /// The elements of a list; NULL and an empty text are an empty one.
  static func list(_ value: SQLiteValue, _ form: ItemForm) throws(StepFailure) -> [MappingItem] {
    let text = value.textBytes
    if value == .null || text.isEmpty { return [] }
    switch form {
    case .separated(let mark): return separated(text, by: mark).map { .value(.text($0)) }
    case .php:
      guard let values = PHPList.values(text) else {
        throw StepFailure(reason: "it is no serialised list of PHP")
      }
      return values
    case .json:
      guard var json = parsed(text) else { throw StepFailure(reason: "it is no valid JSON") }
      // JSON inside JSON: the text of a string is read again, once.
      if let inner = json.text, let again = parsed(Array(inner.utf8)) { json = again }
      if json == .null { return [] }
      guard let elements = json.elements else { throw StepFailure(reason: "it is no JSON array") }
      return elements.map(MappingItem.json)
    }
  }

  /// The parts between the marks without blanks around them; empty parts are left out.
  private static func separated(_ text: [UInt8], by mark: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var start = 0
    while let end = text.position(of: mark, from: start) {
      parts.append(Array(trimmed(text[start..<end])))
      start = end + mark.count
    }
    parts.append(Array(trimmed(text[start...])))
    return parts.filter { !$0.isEmpty }
  }
}

extension SQLiteValue {
  /// The bytes of a text or blob; a number in decimal digits; NULL as nothing.
  var textBytes: [UInt8] {
    switch self {
    case .null: []
    case .integer(let value): Array(String(value).utf8)
    case .real(let value): Array(String(value).utf8)
    case .text(let bytes), .blob(let bytes): bytes
    }
  }
}

extension [UInt8] {
  /// Where a mark that is not empty stands, from an offset on; O(n · m).
  func position(of mark: [UInt8], from start: Int) -> Int? {
    guard !mark.isEmpty else { return start }
    var index = start
    while index + mark.count <= count {
      if self[index..<(index + mark.count)].elementsEqual(mark) { return index }
      index += 1
    }
    return nil
  }
}
