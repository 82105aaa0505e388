package import JSONText

/// The beginning of a JSON stream as far as it can be read: what formats are told apart by.
package struct JSONGlimpse: Sendable {
  /// The first documents, two at most; what lies beyond the glimpse is missing from them.
  package let documents: [JSONValue]
  /// The path of the stream: a hint beside the content, never instead of it.
  package let path: String

  /// Containers inside each other that a glimpse holds; deeper ones show as `null`.
  private static let depth = 8
  /// Elements of one array that a glimpse holds.
  private static let elements = 4

  /// Looks at the first bytes of a stream; stops without error where they end or make no sense.
  package init(_ prefix: [UInt8], path: String) {
    var json = JSONReader(ArraySource(prefix), documents: .many)
    var documents: [JSONValue] = []
    var isCut = false
    while documents.count < 2, !isCut {
      guard let event = Self.next(&json, &isCut), event != .end else { break }
      documents.append(Self.value(event, &json, depth: 1, &isCut))
    }
    (self.documents, self.path) = (documents, path)
  }

  /// The first document, `null` when not even that begins.
  package var root: JSONValue { documents.first ?? .null }

  /// The next event, or nothing where the glimpse ends.
  private static func next(_ json: inout JSONReader, _ isCut: inout Bool) -> JSONEvent? {
    do {
      return try json.next()
    } catch {
      // A glimpse ends anywhere; whatever is wrong will be found again by the format's reader.
      isCut = true
      return nil
    }
  }

  private static func value(
    _ event: JSONEvent, _ json: inout JSONReader, depth: Int, _ isCut: inout Bool
  ) -> JSONValue {
    switch event {
    case .beginObject: object(&json, depth: depth, &isCut)
    case .beginArray: array(&json, depth: depth, &isCut)
    case .string: .string(json.string())
    case .number: .number(json.string())
    case .true: .bool(true)
    case .false: .bool(false)
    case .null, .key, .endObject, .endArray, .end: .null
    }
  }

  private static func object(
    _ json: inout JSONReader, depth: Int, _ isCut: inout Bool
  ) -> JSONValue {
    var members: [JSONMember] = []
    while let event = next(&json, &isCut), event == .key {
      let key = json.string()
      guard let event = next(&json, &isCut) else {
        members.append(JSONMember(key: key, value: .null))
        break
      }
      members.append(
        JSONMember(key: key, value: value(event, &json, depth: depth + 1, &isCut)))
      if isCut { break }
    }
    return depth > Self.depth ? .null : .object(members)
  }

  private static func array(
    _ json: inout JSONReader, depth: Int, _ isCut: inout Bool
  ) -> JSONValue {
    var elements: [JSONValue] = []
    while let event = next(&json, &isCut), event != .endArray {
      let element = value(event, &json, depth: depth + 1, &isCut)
      if elements.count < Self.elements { elements.append(element) }
      if isCut { break }
    }
    return depth > Self.depth ? .null : .array(elements)
  }
}
