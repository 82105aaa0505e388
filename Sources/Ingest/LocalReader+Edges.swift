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
      for item in elements(listed, reading, rows) ?? [] {
        reading.item = item
        readEdge(edges, reading, rows)
      }
    }
  }

  private mutating func readEdge(
    _ edges: EdgeColumns, _ reading: StatementReading, _ rows: borrowing Rows
  ) {
    guard let group = reference(edges.group, .group, "group", reading, rows) else { return }
    let target: ObjectIndex
    if let device = edges.device, hasValue(device, reading, rows) {
      guard let found = reference(device, .device, "device", reading, rows) else { return }
      target = found
    } else {
      let word = edges.targetKind == .group ? "nested group" : "user"
      guard let found = reference(edges.target, edges.targetKind, word, reading, rows)
      else { return }
      target = found
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
      add(roles.meaning(of: word.span), group, target, origin, word: word.span, reading)
    }
  }

  @inline(__always)
  private mutating func add(
    _ meaning: RoleMeaning, _ group: ObjectIndex, _ target: ObjectIndex, _ origin: NameIndex?,
    word: Span<UInt8>, _ reading: StatementReading
  ) {
    switch meaning {
    case .member: builder.addRow(.members, group: group, target: target, origin: origin)
    case .memberAndOwner:
      builder.addRow(.members, group: group, target: target, origin: origin)
      builder.addRow(.owners, group: group, target: target, origin: origin)
    case .ownerOnly: builder.addRow(.owners, group: group, target: target, origin: origin)
    case .ignored:
      var bytes: [UInt8] = []
      for index in word.indices { bytes.append(word[index]) }
      builder.tally(
        reading.result.rowWord,
        "the role '\(String(decoding: bytes, as: UTF8.self))' makes nobody a member or owner",
        source: source, at: reading.place)
    }
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
    let isMembership = reading.result == .memberships
    let relation: Relation = reading.result == .owners ? .owners : .members
    var (lastKey, lastGroup) = (Int64.min, noObject)
    while try rows.advance() {
      reading.row += 1
      guard let groupKey = rows.integer(columns.group), let userKey = rows.integer(columns.target)
      else {
        readSlow(columns, reading, rows)
        continue
      }
      if groupKey != lastKey || lastGroup == noObject {
        (lastKey, lastGroup) = (groupKey, builder.object(.integer(groupKey), kind: .group))
      }
      let target = builder.object(.integer(userKey), kind: columns.targetKind)
      guard isMembership, let role = columns.role else {
        builder.addRow(relation, group: lastGroup, target: target)
        continue
      }
      let group = lastGroup
      if rows.storageClass(role) != .text, !rows.isNull(role) {
        readSlow(columns, reading, rows)
        continue
      }
      rows.withBytes(role) { word in
        add(roles.meaning(of: word), group, target, nil, word: word, reading)
      }
    }
  }

  /// A row of the fast loop whose keys are no whole numbers.
  private mutating func readSlow(
    _ columns: FastColumns, _ reading: StatementReading, _ rows: borrowing Rows
  ) {
    readEdge(columns.general, reading, rows)
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
