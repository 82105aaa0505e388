private import CYAML

/// libyaml's parser over bytes that it keeps in place; it is freed when its owner lets go of it.
@safe struct Parser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let file: String
  private let fileNumber: UInt32

  /// One step through a document, with libyaml's marks turned to lines and columns from 1.
  struct Event {
    enum Kind {
      case streamStart, streamEnd, documentStart, documentEnd, mappingEnd, sequenceEnd
      case alias(String)
      case scalar(String, YAMLNode.Style)
      case sequenceStart, mappingStart
    }
    let kind: Kind
    let place: YAMLPlace
    /// Where libyaml stands after the event: line and column, both from 1.
    var end = (line: 0, column: 0)
    var anchor: String?
    var tag: String?
    /// Whether a document begins with `%YAML` or `%TAG`.
    var hasDirectives = false
  }

  init(_ source: ArraySlice<UInt8>, file: String) {
    self.file = file
    fileNumber = FileNames.number(of: file)
    unsafe bytes = .allocate(capacity: source.count)
    _ = unsafe bytes.initialize(fromContentsOf: source)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    precondition(unsafe yaml_parser_initialize(parser) == 1, "out of memory")
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe bytes.deallocate()
  }

  /// Returns the next event.
  mutating func next() throws(YAMLError) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { unsafe yaml_event_delete(&event) }
    var translated = unsafe translate(event)
    let end = unsafe event.end_mark
    translated.end = (end.line + 1, end.column + 1)
    return translated
  }

  private func translate(_ event: yaml_event_t) -> Event {
    let place = unsafe place(event.start_mark)
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: return Event(kind: .streamStart, place: place)
    case YAML_DOCUMENT_START_EVENT:
      let start = unsafe event.data.document_start
      let isTagged = unsafe start.tag_directives.start != start.tag_directives.end
      return Event(
        kind: .documentStart, place: place,
        hasDirectives: unsafe start.version_directive != nil || isTagged)
    case YAML_DOCUMENT_END_EVENT: return Event(kind: .documentEnd, place: place)
    case YAML_ALIAS_EVENT:
      return Event(kind: .alias(unsafe string(event.data.alias.anchor) ?? ""), place: place)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
      return Event(
        kind: .scalar(text, isPlain ? .plain : .quoted), place: place,
        anchor: unsafe string(scalar.anchor), tag: unsafe string(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      return Event(
        kind: .sequenceStart, place: place, anchor: unsafe string(start.anchor),
        tag: unsafe string(start.tag))
    case YAML_SEQUENCE_END_EVENT: return Event(kind: .sequenceEnd, place: place)
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      return Event(
        kind: .mappingStart, place: place, anchor: unsafe string(start.anchor),
        tag: unsafe string(start.tag))
    case YAML_MAPPING_END_EVENT: return Event(kind: .mappingEnd, place: place)
    default: return Event(kind: .streamEnd, place: place)
    }
  }

  private func string(_ text: UnsafeMutablePointer<UInt8>?) -> String? {
    unsafe text.map { unsafe String(cString: $0) }
  }

  private func place(_ mark: yaml_mark_t) -> YAMLPlace {
    YAMLPlace(fileNumber: fileNumber, line: mark.line + 1, column: mark.column + 1)
  }
}

extension Parser {
  private func failure() -> YAMLError {
    let state = unsafe parser.pointee
    let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? "unreadable text"
    guard unsafe state.error != YAML_MEMORY_ERROR else { preconditionFailure("out of memory") }
    guard unsafe state.error != YAML_READER_ERROR else {
      return unsafe readerFailure(problem, offset: state.problem_offset)
    }
    let place = unsafe place(state.problem_mark)
    var context = ""
    if let words = unsafe state.context.map({ unsafe String(cString: $0) }) {
      let mark = unsafe state.context_mark
      context = " (\(words) that begins at \(mark.line + 1):\(mark.column + 1))"
    }
    let isTab = unsafe byte(at: state.problem_mark) == UInt8(ascii: "\t")
    let hint = isTab ? "indent with spaces, not with tabs" : nil
    if let expected = problem.dropping(prefix: "did not find expected ") {
      return place.error(
        found: "something else\(context)", expected: Self.readable(expected), hint: hint)
    }
    let found = problem.dropping(prefix: "found ") ?? "'\(problem)'"
    return place.error(found: found + context, expected: "YAML 1.2", hint: hint)
  }

  /// libyaml writes `<block end>` where people say that an indentation ends.
  private static func readable(_ token: String) -> String {
    switch token {
    case "<block end>": "the end of the block, or its next entry at the same indentation"
    case "<document start>": "a single document"
    default: token
    }
  }

  /// The byte where a mark points to; libyaml counts characters.
  private func byte(at mark: yaml_mark_t) -> UInt8? {
    var left = mark.index
    for index in unsafe bytes.indices {
      let byte = unsafe bytes[index]
      if byte & 0xC0 == 0x80 { continue }
      if left == 0 { return byte }
      left -= 1
    }
    return nil
  }

  /// A reader's error has a byte offset and no mark.
  private func readerFailure(_ problem: String, offset: Int) -> YAMLError {
    var (line, column) = (1, 1)
    for index in unsafe bytes.indices.prefix(offset) {
      let byte = unsafe bytes[index]
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    let isControl = problem == "control characters are not allowed"
    return YAMLError(
      file: file, line: line, column: column,
      found: isControl ? "a control character" : "broken UTF-8 (\(problem))",
      expected: isControl ? "printable text" : "UTF-8",
      hint: isControl ? "write it as an escape in double quotes" : "save the file as UTF-8")
  }
}

extension String {
  /// What follows a prefix; nil when the text does not begin with it.
  func dropping(prefix: String) -> String? {
    utf8.starts(with: prefix.utf8)
      ? String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : nil
  }
}
