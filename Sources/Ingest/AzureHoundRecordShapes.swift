import DirectoryModel
import JSONText

/// The shapes that whole records have: those of one kind differ in the properties that they lack.
struct AzureHoundRecordShapes {
  /// What is the same in all records of a shape, and what their other texts are.
  struct Shape {
    var kind = AzureHoundFields.Kind.none
    var tenantID = AzureHoundFields.Identifier.absent
    var flags = ObjectFlags.none
    var steps: [Step] = []
  }

  /// A text that is read, with its index among the keys of a record's data.
  struct Step {
    var text: Int
    var key: Int
  }

  private(set) var tree = JSONShapeTree()
  private(set) var shapes: [Shape] = []
  private var patience = AzureHoundPatience()

  private static let kind: JSONPath = [Array("kind".utf8)]
  private static let tenantID: JSONPath = [Array("data".utf8), Array("tenantId".utf8)]

  /// Learns the shape of the record that was read, if shapes can tell all that matters in it.
  mutating func learn(
    _ fields: borrowing AzureHoundFields, since mark: JSONShapeMark, _ json: borrowing JSONReader,
    _ tables: borrowing AzureHoundTables
  ) {
    guard fields.hasData, fields.oddity == nil, fields.unread.isEmpty,
      patience.allowsLearning(),
      let learnt = json.shape(since: mark, fixed: [Self.kind, Self.tenantID]),
      let shape = Self.compile(learnt, fields, tables), let number = tree.add(learnt),
      number == shapes.count
    else { return }
    shapes.append(shape)
  }

  /// What a record with the shape says; nil where that takes reading it.
  private static func compile(
    _ learnt: JSONShape, _ fields: borrowing AzureHoundFields, _ tables: borrowing AzureHoundTables
  ) -> Shape? {
    var shape = Shape()
    guard learnt.constantText(at: "kind") != nil else { return nil }
    shape.kind = fields.kind
    switch fields.kind {
    case .none, .known(.tenant), .known(.groupMember), .known(.groupOwner): return nil
    case .other: return shape
    case .known(.user), .known(.group), .known(.device), .known(.servicePrincipal): break
    }
    shape.tenantID = fields.tenantID
    for constant in learnt.constants {
      guard let key = key(constant.path, tables) else { continue }
      if constant.isText || constant.bytes == Array("null".utf8) { continue }
      if AzureHoundFields.further(key)?.form == .flag { return nil }
      if key >= AzureHoundFields.Key.firstAttribute.rawValue { continue }
      guard let meaning = AzureHoundFields.Key(rawValue: key)?.flags else { return nil }
      shape.flags.formUnion(meaning.known)
      if constant.bytes == Array("true".utf8) { shape.flags.formUnion(meaning.value) }
    }
    for (text, path) in learnt.texts.enumerated() {
      guard let key = key(path, tables) else { continue }
      switch AzureHoundFields.further(key)?.form {
      case .flag, .extensions, .plans, .reference: continue
      // A shape does not tell the first text of a list from the others.
      case .firstText: return nil
      case .text, .texts, nil: shape.steps.append(Step(text: text, key: key))
      }
    }
    return shape
  }

  /// The index of a property of the record; nil for what is deeper in it, or not read.
  private static func key(_ path: JSONPath, _ tables: borrowing AzureHoundTables) -> Int? {
    guard (2...3).contains(path.count), path[0] == Array("data".utf8),
      let key = tables.data.index(of: path[1])
    else { return nil }
    if path.count == 2 { return key }
    guard AzureHoundFields.further(key)?.form == .extensions,
      let number = FurtherProperty.extensionKeys.index(of: path[2])
    else { return nil }
    return AzureHoundFields.firstExtension + number
  }
}

extension AzureHoundReader {
  /// Takes the next record if it has a known shape.
  mutating func takeShapedRecord(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws -> Bool {
    let number = json.nextShape(in: recordShapes.tree)
    guard number >= 0 else { return false }
    begin(at: json)
    let shape = recordShapes.shapes[number]
    (fields.hasData, fields.kind) = (true, shape.kind)
    (fields.tenantID, fields.flags) = (shape.tenantID, shape.flags)
    for step in shape.steps {
      json.selectShapedText(step.text)
      if json.textByteCount > 0 { takeText(step.key, json, &builder) }
    }
    json.takeShaped()
    try close(&builder, at: json)
    return true
  }
}
