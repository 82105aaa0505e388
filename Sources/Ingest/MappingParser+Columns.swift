import SQLite
import YAMLText

extension MappingParser {
  private static let sources = ["column", "value", "expression", "attribute", "item"]
  private static let steps = [
    "trim", "lower", "guid", "strip-prefix", "strip-suffix", "add-prefix", "add-suffix", "between",
    "pointer", "time", "codes", "bits", "items", "otherwise",
  ]

  /// A column: the name of the table's column, or a mapping of a source and steps in their order.
  static func column(_ entry: YAMLEntry) throws(YAMLError) -> MappingColumn {
    if case .scalar = entry.value.content {
      return MappingColumn(
        name: entry.key, source: .column(try entry.value.string()), steps: [])
    }
    let body = try entry.value.mapping()
    try body.refuseUnknownKeys(sources + steps)
    var column = MappingColumn(name: entry.key, source: .column(entry.key), steps: [])
    let found = body.entries.filter { sources.contains($0.key) }
    if found.count > 1 {
      throw found[1].place.error(
        found: "'\(found[1].key)' beside '\(found[0].key)'", expected: "one source of the value")
    }
    if let source = found.first { column.source = try self.source(source) }
    for step in body.entries where steps.contains(step.key) && step.key != "otherwise" {
      if let step = try self.step(step, in: body) { column.steps.append(step) }
    }
    try checkOtherwise(body)
    return column
  }

  private static func checkOtherwise(_ body: YAMLMapping) throws(YAMLError) {
    guard let otherwise = body.entry("otherwise"), body.entry("codes") == nil,
      body.entry("bits") == nil
    else { return }
    throw otherwise.place.error(
      found: "'otherwise' alone", expected: "'codes' or 'bits' beside it")
  }

  private static func source(_ entry: YAMLEntry) throws(YAMLError) -> MappingColumn.Source {
    switch entry.key {
    case "value": return .constant(value(entry.value))
    case "expression": return .expression(try entry.value.string())
    case "attribute": return .attribute(try attribute(entry.value))
    case "item": return .item(try pointer(entry.value))
    default: return .column(try entry.value.string())
    }
  }

  private static func attribute(_ node: YAMLNode) throws(YAMLError) -> MappingAttribute {
    let body = try node.mapping()
    try body.refuseUnknownKeys(["table", "key", "of", "name-column", "name", "value", "where"])
    return MappingAttribute(
      table: try body.required("table").string(), key: try body.required("key").string(),
      of: try body.required("of").string(),
      nameColumn: try body.required("name-column").string(),
      name: try body.required("name").string(), value: try body.required("value").string(),
      condition: try body.optional("where")?.string())
  }

  private static func step(
    _ entry: YAMLEntry, in body: YAMLMapping
  ) throws(YAMLError) -> MappingStep? {
    let node = entry.value
    switch entry.key {
    case "trim": return try node.bool() ? .trim : nil
    case "lower": return try node.bool() ? .lower : nil
    case "guid": return .guid(try node.enumeration(of: GUIDForm.self))
    case "strip-prefix": return .stripPrefix(try bytes(node))
    case "strip-suffix": return .stripSuffix(try bytes(node))
    case "add-prefix": return .addPrefix(try bytes(node))
    case "add-suffix": return .addSuffix(try bytes(node))
    case "between": return try between(node)
    case "pointer": return .pointer(try pointer(node))
    case "time": return .time(try node.enumeration(of: TimeForm.self))
    case "codes": return try codes(node, otherwise: body.entry("otherwise")?.value)
    case "bits": return try bits(node, otherwise: body.entry("otherwise")?.value)
    default: return .items(try items(node))
    }
  }

  private static func bytes(_ node: YAMLNode) throws(YAMLError) -> [UInt8] {
    Array(try node.string().utf8)
  }

  private static func between(_ node: YAMLNode) throws(YAMLError) -> MappingStep {
    let marks = try node.list()
    guard marks.count == 2 else {
      throw node.error(found: "\(marks.count) marks", expected: "two marks: ['<', '>']")
    }
    return .between(try bytes(marks[0]), try bytes(marks[1]))
  }

  private static func pointer(_ node: YAMLNode) throws(YAMLError) -> String {
    let pointer = try node.string()
    guard pointer.isEmpty || pointer.utf8.first == UInt8(ascii: "/") else {
      throw node.error(
        found: "'\(pointer)'", expected: "a JSON pointer such as '/name' (RFC 6901)")
    }
    return pointer
  }

  private static func codes(
    _ node: YAMLNode, otherwise: YAMLNode?
  ) throws(YAMLError) -> MappingStep {
    var codes: [MappingCode] = []
    for entry in try node.mapping().entries {
      let isNull = entry.key == "null" || entry.key == "~"
      codes.append(
        MappingCode(code: isNull ? nil : Array(entry.key.utf8), value: value(entry.value)))
    }
    return .codes(codes, otherwise: otherwise.map(value))
  }

  private static func bits(
    _ node: YAMLNode, otherwise: YAMLNode?
  ) throws(YAMLError) -> MappingStep {
    var masks: [MappingMask] = []
    for entry in try node.mapping().entries {
      guard let mask = Int64(entry.key), mask > 0 else {
        throw entry.place.error(found: "'\(entry.key)'", expected: "a mask greater than 0")
      }
      masks.append(MappingMask(mask: mask, value: value(entry.value)))
    }
    return .bits(masks, otherwise: otherwise.map(value))
  }

  private static func items(_ node: YAMLNode) throws(YAMLError) -> ItemForm {
    if case .mapping = node.content {
      let body = try node.mapping()
      try body.refuseUnknownKeys(["separated-by"])
      let mark = try body.required("separated-by")
      guard !(try mark.string()).isEmpty else {
        throw mark.error(found: "an empty mark", expected: "what stands between two values")
      }
      return .separated(by: try bytes(mark))
    }
    let word = try node.string()
    switch word {
    case "json": return .json
    case "php": return .php
    default:
      throw node.error(
        found: "'\(word)'", expected: "'json', 'php' or a mapping with 'separated-by'")
    }
  }

  /// A constant: whole numbers, true (1), false (0) and null as such, all else as text.
  private static func value(_ node: YAMLNode) -> SQLiteValue {
    guard case .scalar(let text, let style) = node.content, !node.isNull else { return .null }
    guard style == .plain else { return .text(text) }
    if let number = Int64(text) { return .integer(number) }
    switch text {
    case "true": return .integer(1)
    case "false": return .integer(0)
    default: return .text(text)
    }
  }
}
