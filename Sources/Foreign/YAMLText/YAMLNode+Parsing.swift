/// What a YAML file may cost.
package enum YAMLLimits {
  /// The longest file: 8 MiB.
  package static let bytes = 8 << 20
  /// The deepest nesting of mappings and sequences.
  package static let depth = 64
}

extension YAMLNode {
  /// Reads the one document of a file in UTF-8, with or without a byte order mark.
  ///
  /// Stricter than YAML: no anchors and aliases, so that nothing can expand; no tags but those
  /// of the core schema; no directives; each key once, and only scalars as keys.
  ///
  /// - Throws: the first mistake with its line and column.
  package init(parsing source: [UInt8], file: String) throws(YAMLError) {
    func start() -> YAMLPlace { YAMLPlace(file: file, line: 1, column: 1) }
    guard source.count <= YAMLLimits.bytes else {
      throw start().error(
        found: "\(source.count) bytes", expected: "at most \(YAMLLimits.bytes) bytes of YAML")
    }
    let isWide =
      source.starts(with: [0xFF, 0xFE]) || source.starts(with: [0xFE, 0xFF])
      || source.count > 1 && (source[0] == 0 || source[1] == 0)
    if isWide {
      throw start().error(
        found: "UTF-16 or UTF-32", expected: "UTF-8", hint: "save the file as UTF-8")
    }
    if let quick = QuickReader.read(source, file: file) {
      self = quick
    } else {
      try self.init(readByLibrary: source, file: file)
    }
  }

  /// Reads a document in UTF-8 by libyaml, whatever it holds; throws as `init(parsing:file:)` does.
  package init(readByLibrary source: [UInt8], file: String) throws(YAMLError) {
    let hasMark = source.starts(with: [0xEF, 0xBB, 0xBF])
    var builder = Builder(Parser(source[(hasMark ? 3 : 0)...], file: file))
    self = try builder.document()
  }

  /// Reads a document from a string.
  package init(parsing source: String, file: String) throws(YAMLError) {
    try self.init(parsing: Array(source.utf8), file: file)
  }
}

/// Puts a tree together from the parser's events.
private struct Builder: ~Copyable {
  private var parser: Parser

  init(_ parser: consuming Parser) { self.parser = parser }

  mutating func document() throws(YAMLError) -> YAMLNode {
    _ = try parser.next()  // The start of the stream.
    let start = try parser.next()
    guard case .documentStart = start.kind else {
      throw start.place.error(found: "no document", expected: "a YAML document")
    }
    guard !start.hasDirectives else {
      throw start.place.error(
        found: "a directive", expected: "a document without %YAML and %TAG",
        hint: "remove the lines that begin with '%'")
    }
    let root = try node(parser.next(), depth: 0)
    _ = try parser.next()  // The end of the document.
    let next = try parser.next()
    guard case .streamEnd = next.kind else {
      throw next.place.error(
        found: "a second document", expected: "a single document",
        hint: "remove the line '---' or put the second document into a file of its own")
    }
    return root
  }

  private mutating func node(_ event: Parser.Event, depth: Int) throws(YAMLError) -> YAMLNode {
    try refuseDecoration(event)
    switch event.kind {
    case .scalar(let text, let style):
      let isText = event.tag == "tag:yaml.org,2002:str"
      return YAMLNode(.scalar(text, isText ? .quoted : style), at: event.place)
    case .sequenceStart:
      try checkDepth(depth, at: event.place)
      var nodes: [YAMLNode] = []
      while true {
        let next = try parser.next()
        if case .sequenceEnd = next.kind { return YAMLNode(.sequence(nodes), at: event.place) }
        nodes.append(try node(next, depth: depth + 1))
      }
    case .mappingStart:
      try checkDepth(depth, at: event.place)
      return YAMLNode(.mapping(try entries(depth: depth)), at: event.place)
    case .alias(let name):
      throw event.place.error(
        found: "the alias '*\(name)'", expected: "a value", hint: "write the value out")
    default:
      preconditionFailure("libyaml closes only what it opened")
    }
  }

  /// Up to so many keys are searched one by one.
  private static let shortMapping = 16

  private mutating func entries(depth: Int) throws(YAMLError) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var indices: [[UInt8]: Int] = [:]
    /// Where a key stood before; short mappings are searched, long ones have a table.
    func first(_ key: String) -> Int? {
      if entries.count <= Self.shortMapping {
        return entries.firstIndex { $0.key.hasBytes(of: key) }
      }
      while indices.count < entries.count {
        indices[Array(entries[indices.count].key.utf8)] = indices.count
      }
      return indices[Array(key.utf8)]
    }
    while true {
      let event = try parser.next()
      if case .mappingEnd = event.kind { return entries }
      try refuseDecoration(event)
      guard case .scalar(let key, _) = event.kind else {
        throw event.place.error(
          found: "a list or a mapping as key", expected: "a plain or quoted key")
      }
      if let first = first(key) {
        let place = entries[first].place
        throw event.place.error(
          found: "the key '\(key)' a second time", expected: "each key once",
          hint: "the first one stands at \(place.line):\(place.column)")
      }
      let value = try node(parser.next(), depth: depth + 1)
      entries.append(YAMLEntry(key: key, place: event.place, value: value))
    }
  }

  private func checkDepth(_ depth: Int, at place: YAMLPlace) throws(YAMLError) {
    guard depth < YAMLLimits.depth else {
      throw place.error(
        found: "nesting deeper than \(YAMLLimits.depth) levels",
        expected: "at most \(YAMLLimits.depth) levels")
    }
  }

  /// Anchors could make a file grow without bound, and tags could make it mean something else.
  private func refuseDecoration(_ event: Parser.Event) throws(YAMLError) {
    if let anchor = event.anchor {
      throw event.place.error(
        found: "the anchor '&\(anchor)'", expected: "a value without an anchor",
        hint: "write the value out wherever it is needed")
    }
    guard let tag = event.tag else { return }
    let allowed =
      switch event.kind {
      case .mappingStart: ["map"]
      case .sequenceStart: ["seq"]
      default: ["str", "int", "float", "bool", "null"]
      }
    if allowed.contains(where: { tag == "tag:yaml.org,2002:" + $0 }) { return }
    throw event.place.error(
      found: "the tag '\(tag)'", expected: "a value without a tag", hint: "remove the tag")
  }
}
