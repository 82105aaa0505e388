import DirectoryModel
import SQLite

extension LocalReader {
  /// Reads the rows of memberships, owners or nesting.
  mutating func readEdges(
    _ reading: inout StatementReading, _ rows: inout Rows
  ) throws(DatabaseError) {
    let edges = EdgeColumns(reading)
    if let fast = edges.fast(reading, roles: reading.result == .memberships), !hasOrigins,
      mapping.references == MappingReferences()
    {
      return try readFast(fast, &reading, &rows)
    }
    while try rows.advance() {
      reading.row += 1
      guard let listed = reading.plan.listed else {
        readEdge(edges, reading, rows)
        continue
      }
      guard let elements = elements(listed, reading, rows) else {
        noteUnreadable(listed, edges, reading, rows)
        continue
      }
      for item in elements {
        reading.item = item
        readEdge(edges, reading, rows)
      }
    }
  }

  private mutating func readEdge(
    _ edges: EdgeColumns, _ reading: StatementReading, _ rows: borrowing Rows
  ) {
    guard let group = reference(edges.group, .group, "group", reading, rows) else {
      if isUntold { unreadable = "a row does not tell which group it means" }
      return
    }
    guard let target = target(edges, reading, rows) else {
      if isUntold { noteUntold(group, edges, reading, rows) }
      return
    }
    var origin: NameIndex?
    if hasOrigins {
      let name = name(edges.origin, reading, rows)
      origin = name == NameTable.absent ? NameTable.empty : name
    }
    switch reading.result {
    case .owners: builder.addRow(.owners, group: group, target: target, origin: origin)
    case .nested: builder.addRow(.members, group: group, target: target, origin: origin)
    default:
      let word = edges.role.map { value($0, reading, rows).textBytes } ?? []
      let meaning = roles.meaning(of: word.span)
      if meaning == .ignored { tallyIgnored(word, reading, at: reading.place, count: 1) }
      if meaning.relations.contains(.members) {
        builder.addRow(.members, group: group, target: target, origin: origin)
      }
      if meaning.relations.contains(.owners) {
        builder.addRow(.owners, group: group, target: target, origin: origin)
      }
    }
  }

  /// The member or owner that a row names.
  private mutating func target(
    _ edges: EdgeColumns, _ reading: StatementReading, _ rows: borrowing Rows
  ) -> ObjectIndex? {
    var isDeviceUntold = false
    if let device = edges.device {
      isUntold = false
      if hasValue(device, reading, rows) {
        return reference(device, .device, "device", reading, rows)
      }
      isDeviceUntold = isUntold
    }
    let word = edges.targetKind == .group ? "nested group" : "user"
    let target = reference(edges.target, edges.targetKind, word, reading, rows)
    isUntold = isUntold || isDeviceUntold
    return target
  }

  /// A row that names somebody, nobody knows whom: the group's list may lack anybody.
  private mutating func noteUntold(
    _ group: ObjectIndex, _ edges: EdgeColumns, _ reading: StatementReading,
    _ rows: borrowing Rows
  ) {
    var relations: RelationSet = reading.result == .owners ? .owners : .members
    if reading.result == .memberships, let role = edges.role {
      relations = roles.meaning(of: value(role, reading, rows).textBytes.span).relations
    }
    let state = Completeness.partial("a row does not tell whom it means")
    if relations.contains(.members) { builder.joinState(of: group, .members, with: state) }
    if relations.contains(.owners) { builder.joinState(of: group, .owners, with: state) }
  }

  /// A list that cannot be read says nothing of who is missing from it.
  private mutating func noteUnreadable(
    _ listed: Int, _ edges: EdgeColumns, _ reading: StatementReading, _ rows: borrowing Rows
  ) {
    let relation: Relation = reading.result == .owners ? .owners : .members
    guard listed != edges.group, let group = reference(edges.group, .group, "group", reading, rows)
    else {
      unreadable = "a list of groups cannot be read"
      return
    }
    builder.joinState(of: group, relation, with: .partial("a list of members cannot be read"))
  }

  private mutating func hasValue(
    _ column: Int, _ reading: StatementReading, _ rows: borrowing Rows
  ) -> Bool {
    guard reading.plan.columns[column] != nil else { return false }
    return value(column, reading, rows) != .null
  }

  /// The object that a column refers to, made as a mere reference when nobody recorded it.
  private mutating func reference(
    _ column: Int, _ kind: ObjectKind, _ word: String, _ reading: StatementReading,
    _ rows: borrowing Rows
  ) -> ObjectIndex? {
    isUntold = false
    guard let key = key(column, reading, rows) else {
      builder.tally(
        reading.result.rowWord, "the \(word) is NULL", source: source, at: reading.place)
      return nil
    }
    let isChild = reading.result == .nested && word != "group"
    let answer: ReferenceLookup.Answer
    switch (kind, key) {
    case (_, .integer), (_, .real), (_, .blob): return builder.object(key, kind: kind)
    case (.group, .text(let name)) where isChild && mapping.references.child != .id:
      answer = childLookup.find(name)
    case (.group, .text(let name)) where !isChild && mapping.references.group != .id:
      answer = groupLookup.find(name)
    case (.device, .text(let name)) where mapping.references.device != .id:
      answer = deviceLookup.find(name)
    case (.user, .text(let name)) where mapping.references.user != .id:
      answer = userLookup.find(name)
    default: return builder.object(key, kind: kind)
    }
    switch answer {
    case .one(let object): return object
    case .none: return builder.object(key, kind: kind)
    case .several:
      isUntold = true
      builder.tally(
        reading.result.rowWord, "the \(word)'s name stands for more than one", source: source,
        at: reading.place)
      return nil
    }
  }
}

extension LocalReader {
  /// Reads rows of two keys and a role that are used as they are stored: the common large table.
  private mutating func readFast(
    _ columns: FastColumns, _ reading: inout StatementReading, _ rows: inout Rows
  ) throws(DatabaseError) {
    if reading.plan.isTable {
      let scanned = try rows.scan(
        first: columns.group, second: columns.target, word: columns.role
      ) { take($0, columns, &reading) }
      if scanned.isWhole { return }
      for _ in 0..<scanned.count { _ = try rows.advance() }
    }
    var batch = IntegerBatch()
    while true {
      let end = try rows.read(
        &batch, first: columns.group, second: columns.target, word: columns.role)
      take(batch, columns, &reading)
      if end == .done { return }
      if end == .irregular {
        reading.row += 1
        readEdge(columns.general, reading, rows)
      }
    }
  }

  private mutating func take(
    _ batch: borrowing IntegerBatch, _ columns: FastColumns, _ reading: inout StatementReading
  ) {
    let only: RelationSet = reading.result == .owners ? .owners : .members
    let relations = columns.role == nil ? [only] : relations(of: batch, reading)
    builder.addRows(
      groups: batch.first, targets: batch.second, count: batch.count,
      targetKind: columns.targetKind, words: columns.role == nil ? [] : batch.wordNumbers,
      relations: relations)
    reading.row += UInt64(batch.count)
  }

  /// Finds out what the words of a batch mean, and counts the rows that make nobody anything.
  private mutating func relations(
    of batch: borrowing IntegerBatch, _ reading: StatementReading
  ) -> [RelationSet] {
    var counts = [Int](repeating: 0, count: batch.words.count)
    var examples = counts
    for row in 0..<batch.count {
      let word = Int(batch.wordNumbers[row])
      if counts[word] == 0 { examples[word] = row }
      counts[word] += 1
    }
    var relations: [RelationSet] = []
    for (number, word) in batch.words.enumerated() {
      let meaning = roles.meaning(of: word.span, rows: counts[number])
      relations.append(meaning.relations)
      guard meaning == .ignored, counts[number] > 0 else { continue }
      let place = Place(
        unit: reading.unit, position: reading.row + UInt64(examples[number]) + 1)
      tallyIgnored(word, reading, at: place, count: counts[number])
    }
    return relations
  }

  private mutating func tallyIgnored(
    _ word: [UInt8], _ reading: StatementReading, at place: Place, count: Int
  ) {
    builder.tally(
      reading.result.rowWord,
      "the role '\(String(decoding: word, as: UTF8.self))' makes nobody a member or owner",
      source: source, at: place, count: count)
  }
}

/// Where the columns of a result that gives edges are.
struct EdgeColumns {
  let group = 0
  let target: Int
  let targetKind: ObjectKind
  let device: Int?
  let role: Int?
  let origin: Int

  init(_ reading: StatementReading) {
    let all = reading.result.allColumns
    func column(_ name: String) -> Int? {
      all.firstIndex(of: name).flatMap { reading.plan.columns[$0] == nil ? nil : $0 }
    }
    let isNested = reading.result == .nested
    target = all.firstIndex(of: isNested ? "child_id" : "user_id") ?? 1
    targetKind = isNested ? .group : .user
    device = column("device_id")
    role = column("role")
    origin = all.firstIndex(of: "origin") ?? 0
  }

  /// The numbers of the rows' columns, if all of them are used as they are stored.
  func fast(_ reading: StatementReading, roles: Bool) -> FastColumns? {
    guard device == nil, reading.plan.listed == nil, let group = plain(group, reading),
      let target = plain(target, reading)
    else { return nil }
    guard roles, let role else {
      return FastColumns(
        general: self, group: group, target: target, role: nil, targetKind: targetKind)
    }
    guard let role = plain(role, reading) else { return nil }
    return FastColumns(
      general: self, group: group, target: target, role: role, targetKind: targetKind)
  }

  private func plain(_ column: Int, _ reading: StatementReading) -> Int? {
    reading.plan.columns[column].flatMap { $0.isPlain ? $0.column : nil }
  }
}

/// The numbers of the rows' columns for the fast loop.
struct FastColumns {
  let general: EdgeColumns
  let group: Int
  let target: Int
  let role: Int?
  let targetKind: ObjectKind
}
