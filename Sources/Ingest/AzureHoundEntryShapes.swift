import DirectoryModel
import JSONText

/// The shapes that the entries of one relation have, as a rule very few.
struct AzureHoundEntryShapes {
  /// What became of the entry that comes next.
  enum Answer {
    case taken
    /// It is a nested group; the text that is selected is its name.
    case nested(GUID)
    /// It has a known shape, and has to be read as ever all the same.
    case declined
    case unknown
  }

  /// Which texts of a shape are what; negative for what it lacks.
  private struct Shape {
    var kind: ObjectKind
    var id: Int
    var group: Int
    var name: Int
  }

  private var tree = JSONShapeTree()
  private var shapes: [Shape] = []
  private var patience = AzureHoundPatience()

  /// Takes the next entry if it has a known shape; of a group the name is wanted as well.
  @inline(__always)
  mutating func takeEntry(
    of list: inout AzureHoundList, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) -> Answer {
    let number = json.nextShape(in: tree)
    guard number >= 0 else { return .unknown }
    let shape = shapes[number]
    json.selectShapedText(shape.id)
    guard let guid = json.guid else { return .declined }
    if case .group = shape.kind, shape.name < 0 { return .declined }
    if list.group == nil, shape.group >= 0 {
      json.selectShapedText(shape.group)
      list.group = json.guid
      if let group = list.group { builder.expect(group) }
    }
    json.takeShaped()
    list.entries += 1
    builder.addEntry(guid, kind: shape.kind)
    guard case .group = shape.kind else { return .taken }
    json.selectShapedText(shape.name)
    return .nested(guid)
  }

  private static let types: [JSONPath] = ["member", "owner"].map {
    [Array($0.utf8), Array("@odata.type".utf8)]
  }

  /// Learns the shape of the entry that was read, unless too much was learnt in vain.
  mutating func noteMiss(
    since mark: JSONShapeMark, types: borrowing KeyTable, _ json: borrowing JSONReader
  ) {
    guard patience.allowsLearning(),
      let learnt = json.shape(since: mark, fixed: Self.types)
    else { return }
    for key in ["member", "owner"] {
      guard let id = learnt.text(at: key, "id"), let number = tree.add(learnt) else { continue }
      var kind = ObjectKind.unknown
      if let type = learnt.constantText(at: key, "@odata.type"), let index = types.index(of: type) {
        kind = AzureHoundTables.typeKinds[index]
      }
      guard number == shapes.count else { continue }
      shapes.append(
        Shape(
          kind: kind, id: id, group: learnt.text(at: "groupId") ?? -1,
          name: learnt.text(at: key, "displayName") ?? -1))
    }
  }
}

/// How long it pays to learn shapes from what has none of those known.
struct AzureHoundPatience {
  /// Learning costs about as much as reading ten times; this bounds what a file can waste.
  private var attempts = 0
  private var skipped = 0
  private static let eagerAttempts = 64
  private static let mostAttempts = 512

  /// Whether one more object shall be learnt: at first each, later one of many.
  mutating func allowsLearning() -> Bool {
    guard attempts < Self.mostAttempts else { return false }
    skipped += 1
    guard attempts < Self.eagerAttempts || skipped >= attempts else { return false }
    skipped = 0
    attempts += 1
    return true
  }
}
