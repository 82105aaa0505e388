import Digests
import DirectoryModel
import Files

/// Memberships in a CSV file: a group, a member and perhaps a role in each line.
enum LocalCSV {
  private static let byteLimit = 1 << 30

  /// Headings that mean the same, compared without case, blanks, `_` and `-`.
  private static let headings: [(column: Column, names: [String])] = [
    (.group, ["group", "groupname", "groupid", "groupdisplayname", "team", "collection", "role"]),
    (
      .member,
      [
        "member", "memberid", "membername", "user", "userid", "username", "upn",
        "userprincipalname", "mail", "email", "memberupn", "memberemail", "login",
      ]
    ),
    (.role, ["role", "memberrole", "permission", "membertype"]),
  ]

  private enum Column: String { case group, member, role }

  /// Whether a file is to be read as CSV: nobody chose a mapping, and it begins like text.
  static func isMeant(_ path: String, _ selection: LocalSelection) throws(IngestError) -> Bool {
    guard selection == .automatic else { return false }
    let (bytes, _) = try DatabaseHeader.firstBytes(path, 4096)
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    guard !bytes.isEmpty, !bytes.starts(with: DatabaseHeader.magic.prefix(bytes.count)) else {
      return false
    }
    return bytes.allSatisfy { $0 >= 0x20 || isBlank($0) }
  }

  /// A file whose last line has no end may have been cut in it, or before others.
  ///
  /// A cut behind a line end leaves no trace; nothing in the format marks its end.
  private static func ending(_ bytes: [UInt8]) -> Completeness {
    let end: [UInt8] =
      bytes.starts(with: [0xFF, 0xFE])
      ? [0x0A, 0] : bytes.starts(with: [0xFE, 0xFF]) ? [0, 0x0A] : [0x0A]
    return bytes.suffix(end.count).elementsEqual(end)
      ? .complete : .partial("its last line has no end")
  }

  static func read(
    _ path: String, parameters: [String: String], options: IngestOptions
  ) throws(IngestError) -> LocalSnapshot {
    if let name = parameters.keys.min() {
      throw IngestError(
        input: path, found: "the parameter '\(name)' for a CSV file", expected: "no parameters")
    }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileReader.contents(of: path, limit: byteLimit)
    } catch {
      throw IngestError(error, input: path)
    }
    var text = try CSVText(bytes, file: path)
    let columns = try columns(&text, path)
    var builder = DirectoryBuilder(side: .local, wanted: options.wanted)
    let source = builder.addSource(
      Source(
        input: path, format: "CSV", sha256: SHA256.hex(of: bytes),
        byteCount: UInt64(bytes.count), capabilities: [], completeness: ending(bytes)))
    let unit = builder.addUnit(PlaceUnit(input: path, counting: .line))
    var rows = CSVRows(columns: columns, source: source, unit: unit)
    while let cells = try text.next() {
      try rows.read(cells, line: text.line, path, &builder)
    }
    return rows.finish(builder, ending(bytes))
  }

  private static func columns(
    _ text: inout CSVText, _ path: String
  ) throws(IngestError) -> CSVColumns {
    guard let cells = try text.next() else {
      throw IngestError(
        input: path, found: "no line", expected: "a heading with 'group' and 'member'")
    }
    var found: [Column: Int] = [:]
    for (index, cell) in cells.enumerated() {
      let name = folded(cell)
      for (column, names) in headings where names.contains(name) && found[column] == nil {
        // 'role' heads the groups only where no other column does.
        if column == .group, name == "role", cells.contains(where: { isGroup(folded($0)) }) {
          continue
        }
        found[column] = index
        break
      }
    }
    guard let group = found[.group], let member = found[.member] else {
      let missing: Column = found[.group] == nil ? .group : .member
      let list = cells.prefix(20).map { "'\(String(decoding: $0, as: UTF8.self))'" }
      throw IngestError(
        input: "\(path):\(text.line)", found: "the headings \(list.joined(separator: ", "))",
        expected: "one for the \(missing.rawValue): "
          + (headings.first { $0.column == missing }?.names ?? []).map { "'\($0)'" }
          .joined(separator: ", "),
        hint: "a CSV file has the columns group, member and, at will, role")
    }
    return CSVColumns(group: group, member: member, role: found[.role], count: cells.count)
  }

  private static func isGroup(_ name: String) -> Bool {
    name != "role" && (headings.first { $0.column == .group }?.names ?? []).contains(name)
  }

  private static func folded(_ cell: [UInt8]) -> String {
    String(decoding: trimmed(cell[...]), as: UTF8.self).lowercased()
      .filter { $0 != " " && $0 != "_" && $0 != "-" }
  }
}

/// Where the columns of a CSV file are.
struct CSVColumns {
  let group: Int
  let member: Int
  let role: Int?
  /// How many cells each line has.
  let count: Int
}

/// Turns the lines of a CSV file into groups, people and memberships.
struct CSVRows {
  let columns: CSVColumns
  let source: Int
  let unit: UInt32
  private var roles = RoleReader(nil)
  private var count = 0
  /// Whether a line names a member and no group: any list may lack it.
  private var hasGroupless = false

  init(columns: CSVColumns, source: Int, unit: UInt32) {
    (self.columns, self.source, self.unit) = (columns, source, unit)
  }

  mutating func read(
    _ cells: [[UInt8]], line: UInt64, _ path: String, _ builder: inout DirectoryBuilder
  ) throws(IngestError) {
    guard cells.count == columns.count else {
      throw IngestError(
        input: "\(path):\(line)", found: "\(cells.count) columns", expected: "\(columns.count)",
        hint: "quote cells that hold the separator")
    }
    count += 1
    let place = Place(unit: unit, position: line)
    for (name, cell) in [("group", columns.group), ("member", columns.member)]
    where cells[cell].isEmpty {
      builder.tally("lines", "the \(name) is empty", source: source, at: place)
      hasGroupless = hasGroupless || !cells[columns.member].isEmpty && name == "group"
      return
    }
    let group = object(cells[columns.group], .group, place, &builder)
    let member = object(cells[columns.member], .user, place, &builder)
    let word = columns.role.map { Array(trimmed(cells[$0][...])) } ?? []
    let meaning = roles.meaning(of: word.span)
    if meaning == .member || meaning == .memberAndOwner {
      builder.addRow(.members, group: group, target: member)
    }
    if meaning == .ownerOnly || meaning == .memberAndOwner {
      builder.addRow(.owners, group: group, target: member)
    }
  }

  private func object(
    _ cell: [UInt8], _ kind: ObjectKind, _ place: Place, _ builder: inout DirectoryBuilder
  ) -> ObjectIndex {
    let text = builder.names.intern(cell)
    let object = builder.object(.text(text), kind: kind)
    guard !builder.isRecorded(object) else { return object }
    var record = ObjectRecord(kind: kind)
    if kind == .group { record.displayName = text } else { record.principalName = text }
    builder.record(object, record, at: place)
    if let guid = GUIDForm.loose(cell) {
      builder.setGUID(guid, of: object)
      if CanonicalGUID.read(cell.span) == nil {
        builder.setAttribute(.externalIDText, of: object, to: text)
      }
    }
    return object
  }

  /// States what a list of memberships can say: groups and people without one are not in it.
  func finish(
    _ builder: consuming DirectoryBuilder, _ ending: Completeness
  ) -> LocalSnapshot {
    var builder = builder
    builder.setState(of: .group, to: .partial("groups without members are not in a CSV file"))
    builder.setState(of: .user, to: .partial("people without groups are not in a CSV file"))
    let lists = hasGroupless ? ending.joined(with: .partial("a line names no group")) : ending
    builder.defaultStates = (lists, columns.role == nil ? .notCollected : lists)
    let notes = roles.notes
    let hasRoles = columns.role != nil
    builder.updateSource(source) { source in
      source.capabilities = [.allGroupKinds, .nameCase, .userPrincipalNames]
      if hasRoles { source.capabilities.insert(.owners) }
      source.notes += notes
    }
    var counts = [Int](repeating: 0, count: MappingResult.allCases.count)
    counts[MappingResult.memberships.index] = count
    return LocalSnapshot(
      directory: builder.finish(), name: "csv", era: nil, policy: nil, facts: MappingFacts(),
      links: [], rowCounts: counts)
  }
}
