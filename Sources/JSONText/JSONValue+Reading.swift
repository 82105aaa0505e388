/// What a tree does with a key that its object has already.
package enum JSONDuplicates: Sendable {
  /// The document is refused.
  case refused
  /// Both members stay, in their order.
  case kept
}

extension JSONValue {
  /// Reads a whole document in memory; throws `JSONError` when it is no single JSON document.
  package init(
    parsing bytes: [UInt8], limits: JSONLimits = JSONLimits(windowBytes: 16 << 10),
    duplicates: JSONDuplicates = .refused
  ) throws {
    var reader = JSONReader(ArraySource(bytes), limits: limits)
    self = try JSONValue(next: &reader, maximumNodes: .max, duplicates: duplicates)
    _ = try reader.next()
  }

  /// Reads the value that comes next from a reader whose limits then also bound the tree.
  ///
  /// Throws `JSONError`, of kind `tooLong` when the tree would have more nodes than `maximumNodes`.
  package init(
    next reader: inout JSONReader, maximumNodes: Int = 1 << 20,
    duplicates: JSONDuplicates = .refused
  ) throws {
    var builder = JSONTreeBuilder(maximumNodes: maximumNodes, duplicates: duplicates)
    self = try builder.build(from: &reader)
  }
}

/// Builds a tree without recursion, so that depth is bounded by the reader's limit alone.
private struct JSONTreeBuilder {
  struct Frame {
    var key: String?
    var elements: [JSONValue] = []
    var members: [JSONMember] = []
    var keys: Set<[UInt8]> = []
  }

  let maximumNodes: Int
  let duplicates: JSONDuplicates
  var nodes = 0
  var frames: [Frame] = []

  init(maximumNodes: Int, duplicates: JSONDuplicates) {
    self.maximumNodes = maximumNodes
    self.duplicates = duplicates
  }

  mutating func build(from reader: inout JSONReader) throws -> JSONValue {
    while true {
      let event = try reader.next()
      if event != .endObject && event != .endArray { nodes += 1 }
      guard nodes <= maximumNodes else {
        throw reader.tooManyNodes(maximumNodes)
      }
      if let value = try take(event, from: reader), let root = place(value) { return root }
    }
  }

  /// The value that an event completes, if it does.
  private mutating func take(
    _ event: JSONEvent, from reader: borrowing JSONReader
  ) throws -> JSONValue? {
    switch event {
    case .beginObject, .beginArray: frames.append(Frame())
    case .endObject: return frames.popLast().map { .object($0.members) }
    case .endArray: return frames.popLast().map { .array($0.elements) }
    case .key: try note(from: reader)
    case .string: return .string(reader.string())
    case .number: return .number(reader.string())
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .null: return .null
    case .end: throw reader.truncated(expected: "a value")
    }
    return nil
  }

  private mutating func note(from reader: borrowing JSONReader) throws {
    let innermost = frames.count - 1
    let isNew = frames[innermost].keys.insert(reader.copyText()).inserted
    if !isNew && duplicates == .refused { throw reader.duplicateKey() }
    frames[innermost].key = reader.string()
  }

  /// Puts a value into the innermost open container, or returns it when none is open.
  private mutating func place(_ value: JSONValue) -> JSONValue? {
    guard !frames.isEmpty else { return value }
    let innermost = frames.count - 1
    if let key = frames[innermost].key {
      frames[innermost].members.append(JSONMember(key: key, value: value))
      frames[innermost].key = nil
    } else {
      frames[innermost].elements.append(value)
    }
    return nil
  }
}

extension JSONReader {
  /// An error that says that a tree got too large.
  borrowing func tooManyNodes(_ maximum: Int) -> JSONError {
    problem(
      .tooLong, at: tokenStart, found: "a larger document",
      expected: "at most \(maximum) keys and values")
  }
}
