import DirectoryModel
import SQLite

extension LocalReader {
  /// Reads the rows of groups, users or devices.
  mutating func readObjects(
    _ reading: inout StatementReading, _ rows: inout Rows
  ) throws(DatabaseError) {
    let columns = ObjectColumns(reading)
    while try rows.advance() {
      reading.row += 1
      guard let key = key(0, reading, rows) else {
        builder.tally(
          reading.result.rowWord, "the id is NULL", source: source, at: reading.place)
        continue
      }
      let object = builder.object(key, kind: columns.kind)
      let isFirst = !builder.isRecorded(object)
      var record = ObjectRecord(kind: columns.kind)
      record.displayName = name(columns.display, reading, rows)
      if let column = columns.principal { record.principalName = name(column, reading, rows) }
      if let column = columns.mail { record.mail = name(column, reading, rows) }
      record.flags = flags(columns, reading, rows)
      if isBuiltIn(record, key, columns.kind) { record.flags.insert(.builtIn) }
      note(record)
      builder.record(object, record, at: reading.place)
      let external = readExternalID(columns.external, of: object, isFirst, reading, rows)
      if isFirst {
        for (attribute, column) in columns.attributes {
          let value = name(column, reading, rows)
          if value != NameTable.empty { builder.setAttribute(attribute, of: object, to: value) }
        }
      }
      addReferences(object, record, key, external, columns.kind)
    }
  }

  private mutating func note(_ record: ObjectRecord) {
    if record.mail > NameTable.empty { seen.insert(.mail) }
    if record.flags.contains(.enabledKnown) && record.kind == .user {
      seen.insert(.accountEnabled)
    }
  }

  private mutating func flags(
    _ columns: ObjectColumns, _ reading: StatementReading, _ rows: borrowing Rows
  ) -> ObjectFlags {
    var flags = ObjectFlags.none
    for (column, known, value) in columns.flags {
      guard let truth = truth(column, reading, rows) else { continue }
      flags.formUnion(known)
      if truth { flags.insert(value) }
    }
    return flags
  }

  private func isBuiltIn(_ record: ObjectRecord, _ key: LocalKey, _ kind: ObjectKind) -> Bool {
    let names = kind == .group ? mapping.builtIn.groups : kind == .user ? mapping.builtIn.users : []
    guard !names.isEmpty else { return false }
    let own = kind == .group ? record.displayName : record.principalName
    return names.contains { name in
      let bytes = Array(name.utf8)
      if builder.names.equals(own, bytes.span), own != NameTable.absent { return true }
      switch key {
      case .text(let text): return builder.names.equals(text, bytes.span)
      case .integer(let number): return String(number).utf8.elementsEqual(bytes)
      case .real, .blob: return false
      }
    }
  }

  /// Takes an external identifier: a GUID in any spelling, and every other text as it is.
  ///
  /// - Returns: the text as the database has it.
  private mutating func readExternalID(
    _ column: Int, of object: ObjectIndex, _ isFirst: Bool, _ reading: StatementReading,
    _ rows: borrowing Rows
  ) -> NameIndex {
    guard let plan = reading.plan.columns[column] else { return NameTable.absent }
    if plan.isPlain, let number = plan.column, rows.storageClass(number) == .text,
      let guid = rows.withBytes(number, CanonicalGUID.read)
    {
      setExternal(guid, text: nil, of: object, reading)
      let isNeeded = mapping.references.needsExternalIDs
      return isNeeded ? rows.withBytes(number) { builder.names.intern($0) } : NameTable.absent
    }
    let bytes = value(column, reading, rows).textBytes
    guard !trimmed(bytes[...]).isEmpty else { return NameTable.absent }
    let text = builder.names.intern(bytes)
    if let guid = GUIDForm.loose(bytes) {
      let isCanonical = CanonicalGUID.read(bytes.span) != nil
      setExternal(guid, text: isCanonical ? nil : text, of: object, reading)
    } else if isFirst {
      builder.setAttribute(.externalIDText, of: object, to: text)
    } else {
      builder.setAttribute(.otherExternalID, of: object, to: text)
    }
    return text
  }

  private mutating func setExternal(
    _ guid: GUID, text: NameIndex?, of object: ObjectIndex, _ reading: StatementReading
  ) {
    seen.insert(reading.result == .groups ? .groupExternalIDs : .userExternalIDs)
    let known = builder.guid(of: object)
    if known == .none {
      builder.setGUID(guid, of: object)
      if let text { builder.setAttribute(.externalIDText, of: object, to: text) }
    } else if known != guid {
      let other = text ?? builder.names.intern(guid.description)
      builder.setAttribute(.otherExternalID, of: object, to: other)
    }
  }

  private mutating func addReferences(
    _ object: ObjectIndex, _ record: ObjectRecord, _ key: LocalKey, _ external: NameIndex,
    _ kind: ObjectKind
  ) {
    func text(_ reference: MappingReferences.Key) -> NameIndex {
      switch reference {
      case .id: NameTable.absent
      case .name, .display: record.displayName
      case .username: record.principalName
      case .mail: record.mail
      case .externalID: external
      }
    }
    let references = mapping.references
    switch kind {
    case .group:
      if references.group != .id { groupLookup.add(text(references.group), object) }
      if references.child != .id { childLookup.add(text(references.child), object) }
    case .device: if references.device != .id { deviceLookup.add(text(references.device), object) }
    default: if references.user != .id { userLookup.add(text(references.user), object) }
    }
  }
}

extension MappingReferences {
  /// Whether rows refer to objects by external identifiers, so that their texts must be kept.
  var needsExternalIDs: Bool { [group, child, user, device].contains(.externalID) }
}

/// A GUID in its one canonical spelling: lower case, hyphens, nothing around.
enum CanonicalGUID {
  static func read(_ text: Span<UInt8>) -> GUID? {
    guard text.count == 36 else { return nil }
    for index in text.indices where text[index] &- 65 < 26 { return nil }
    return GUID(text)
  }
}

/// Where the columns of a result that gives objects are; of flags and attributes those it has.
struct ObjectColumns {
  let kind: ObjectKind
  let display: Int
  let principal: Int?
  let mail: Int?
  let external: Int
  let flags: [(column: Int, known: ObjectFlags, value: ObjectFlags)]
  let attributes: [(AttributeKey, Int)]

  init(_ reading: StatementReading) {
    let result = reading.result
    let all = result.allColumns
    func column(_ name: String) -> Int? { all.firstIndex(of: name) }
    func given(_ name: String) -> Int? {
      column(name).flatMap { reading.plan.columns[$0] == nil ? nil : $0 }
    }
    kind = result == .groups ? .group : result == .devices ? .device : .user
    display = column(result == .users ? "display" : "name") ?? 0
    principal = column("username")
    mail = column("mail")
    external = column("external_id") ?? 0
    let flagColumns: [(String, ObjectFlags, ObjectFlags)] = [
      ("enabled", .enabledKnown, .enabled), ("archived", [], .archived),
      ("deleted", [], .deleted), ("built_in", [], .builtIn),
    ]
    flags = flagColumns.compactMap { name, known, value in given(name).map { ($0, known, value) } }
    let attributeColumns: [(AttributeKey, String)] = [
      (.description, "description"), (.productType, "type"), (.updated, "updated"),
      (.hostName, "host_name"), (.origin, "origin"), (.deviceID, "device_id"), (.phone, "phone"),
      (.mobilePhone, "mobile_phone"), (.city, "city"), (.department, "department"),
      (.otherMail, "other_mail"), (.lastFullSync, "last_full_sync"), (.lastSync, "last_sync"),
    ]
    attributes = attributeColumns.compactMap { key, name in given(name).map { (key, $0) } }
  }
}
