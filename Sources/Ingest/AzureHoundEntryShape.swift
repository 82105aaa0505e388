import DirectoryModel
import JSONText

/// The shape that the entries of one relation have, as a rule all of them.
struct AzureHoundEntryShape {
  /// What became of the entry that comes next.
  enum Answer {
    case taken
    /// It has the shape, and has to be read as ever all the same.
    case declined
    case unknown
  }

  private var shape = JSONShape.none
  /// Which texts of the shape are what; negative for what it lacks.
  private var (id, type, group) = (-1, -1, -1)
  private var misses = 0
  /// How many entries of another shape it takes until that is learnt; grows with what was learnt.
  private var patience = 1
  private var hits = 0

  /// Takes the next entry if it has the shape and is no group, whose name is wanted.
  mutating func takeEntry(
    of list: inout AzureHoundList, types: borrowing KeyTable, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) -> Answer {
    guard json.hasNext(shape) else { return .unknown }
    var kind = ObjectKind.unknown
    if type >= 0 {
      json.selectShapedText(type)
      let index = json.keyIndex(in: types)
      if index >= 0 { kind = AzureHoundTables.typeKinds[index] }
    }
    if case .group = kind { return .declined }
    json.selectShapedText(id)
    guard let guid = json.guid else { return .declined }
    if list.group == nil, group >= 0 {
      json.selectShapedText(group)
      list.group = json.guid
      if let group = list.group { builder.expect(group) }
    }
    json.takeShaped()
    list.entries += 1
    builder.addEntry(guid, kind: kind)
    noteHit()
    return .taken
  }

  private mutating func noteHit() {
    misses = 0
    hits += 1
    if hits == 64 { (hits, patience) = (0, 2) }
  }

  /// Learns the shape of the entry that was read, if there were enough that the known one is not of.
  mutating func noteMiss(since mark: JSONShapeMark, _ json: borrowing JSONReader) {
    misses += 1
    guard misses >= patience, let learnt = json.shape(since: mark) else { return }
    misses = 0
    patience = min(2 * patience, 1024)
    for key in ["member", "owner"] {
      guard let id = learnt.text(at: key, "id") else { continue }
      shape = learnt
      self.id = id
      type = learnt.text(at: key, "@odata.type") ?? -1
      group = learnt.text(at: "groupId") ?? -1
    }
  }
}
