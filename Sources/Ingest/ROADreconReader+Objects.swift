import DirectoryModel
import JSONText
import SQLite

extension ROADreconReader {
  /// Reads a table of objects; a version that has none leaves it uncollected.
  mutating func read(
    _ entity: ROADreconEntity, _ database: borrowing Database, _ builder: inout DirectoryBuilder
  ) throws {
    guard let table = table(entity.table) else { return }
    let columns = ROADreconEntity.keys(wanted: builder.wanted).compactMap { key in
      ROADreconEntity.columns(of: key).first { table.hasColumn($0) }.map { (key, $0) }
    }
    let further = ROADreconEntity.further(wanted: builder.wanted, in: table)
    let names = columns.map(\.1) + further.map(\.column)
    let list = names.map { ", " + Database.identifier($0) }.joined()
    let unit = unit(of: entity.table, &builder)
    var rows = try database.rows("SELECT rowid\(list) FROM \(entity.table) ORDER BY rowid")
    while try rows.advance() {
      let place = Place(unit: unit, position: UInt64(rows.integer(0) ?? 0))
      try readRow(rows, columns.map(\.0), further, entity, place, &builder)
    }
  }

  private mutating func readRow(
    _ rows: borrowing Rows, _ keys: [GraphKey], _ further: [ROADreconColumn],
    _ entity: ROADreconEntity, _ place: Place, _ builder: inout DirectoryBuilder
  ) throws {
    var object = GraphObject(at: place)
    for (index, key) in keys.enumerated() {
      let column = index + 1
      object.keys.insert(key)
      switch key {
      case .id: object.id = rows.withBytes(column) { GUID($0) }
      case .displayName: object.displayName = text(rows, column, key, &object, &builder)
      case .userPrincipalName: object.principalName = text(rows, column, key, &object, &builder)
      case .mail: object.mail = text(rows, column, key, &object, &builder)
      case .groupTypes, .proxyAddresses, .otherMails:
        readList(rows, column, key, &object, &builder)
      default: readProperty(rows, column, key, &object, &builder)
      }
    }
    for (index, column) in further.enumerated() {
      readFurther(rows, 1 + keys.count + index, column, &object, &builder)
    }
    keep(object, entity, &builder)
  }

  private mutating func keep(
    _ object: GraphObject, _ entity: ROADreconEntity, _ builder: inout DirectoryBuilder
  ) {
    guard let guid = object.id else {
      unreadable[entity.table, default: 0] += 1
      leaveOut(
        "rows of '\(entity.table)'", "they have no object identifier", object.place, &builder)
      return
    }
    kept[entity.table, default: 0] += 1
    var record = ObjectRecord(kind: entity.kind)
    record.displayName = object.displayName
    record.principalName = object.principalName
    record.mail = object.mail
    record.flags = object.flags
    if object.isDeleted { record.flags.insert(.deleted) }
    let index = builder.object(guid)
    builder.record(index, record, at: object.place)
    for (key, value) in object.attributes { builder.setAttribute(key, of: index, to: value) }
    builder.leaveOpen(object.leftOpen)
    guard entity.kind == .group else { return }
    groups.append(index)
    if object.flags.contains(.hiddenMembership) { hidden.insert(index) }
  }

  /// A text, `absent` for NULL; another storage class is counted and is not known.
  private func text(
    _ rows: borrowing Rows, _ column: Int, _ key: GraphKey, _ object: inout GraphObject,
    _ builder: inout DirectoryBuilder
  ) -> NameIndex {
    switch rows.storageClass(column) {
    case .null: return NameTable.absent
    case .text: return rows.withBytes(column) { builder.names.intern($0) }
    case .integer, .real, .blob:
      object.unreadKeys.insert(key)
      leaveOut("values of '\(key.name)'", "they are no text", object.place, &builder)
      return NameTable.absent
    }
  }

  private func readProperty(
    _ rows: borrowing Rows, _ column: Int, _ key: GraphKey, _ object: inout GraphObject,
    _ builder: inout DirectoryBuilder
  ) {
    switch key {
    case .accountEnabled: flag(rows, column, .enabledKnown, .enabled, &object)
    case .securityEnabled: flag(rows, column, .securityKnown, .securityEnabled, &object)
    case .mailEnabled: flag(rows, column, .mailKnown, .mailEnabled, &object)
    case .isAssignableToRole: flag(rows, column, [], .roleAssignable, &object)
    case .onPremisesSyncEnabled:
      // NULL is an answer here: the object has never been synchronised.
      if rows.isNull(column) { object.flags.insert(.onPremisesKnown) }
      flag(rows, column, .onPremisesKnown, .onPremises, &object)
      if rows.integer(column) == 0 { object.flags.insert(.onPremisesEnded) }
    default:
      let name = text(rows, column, key, &object, &builder)
      guard name != NameTable.absent else { return }
      readWord(builder.names.string(name), name, key, &object)
    }
  }

  private func readWord(
    _ word: String, _ name: NameIndex, _ key: GraphKey, _ object: inout GraphObject
  ) {
    switch (key, word) {
    case (.userType, "Guest"): object.flags.formUnion([.guestKnown, .guest])
    case (.userType, "Member"): object.flags.insert(.guestKnown)
    case (.membershipRuleProcessingState, "Paused"): object.flags.insert(.rulePaused)
    case (.visibility, "HiddenMembership"), (.visibility, "Hiddenmembership"):
      object.flags.insert(.hiddenMembership)
    case (.deletedDateTime, _): object.isDeleted = true
    default: break
    }
    if key == .visibility {
      object.attributes.append((.visibility, name))
    } else if key == .deletedDateTime {
      object.attributes.append((.deletedDateTime, name))
    } else if let attribute = key.attribute {
      object.attributes.append((attribute, name))
    }
  }

  /// SQLAlchemy stores a Boolean as 0 or 1, or NULL where the tenant has no value.
  private func flag(
    _ rows: borrowing Rows, _ column: Int, _ known: ObjectFlags, _ value: ObjectFlags,
    _ object: inout GraphObject
  ) {
    switch rows.integer(column) {
    case 0: object.flags.formUnion(known)
    case 1: object.flags.formUnion([known, value])
    default: break
    }
  }

  /// A list is JSON in a text; `[]` is an empty one and NULL was never told.
  private func readList(
    _ rows: borrowing Rows, _ column: Int, _ key: GraphKey, _ object: inout GraphObject,
    _ builder: inout DirectoryBuilder
  ) {
    guard let bytes = rows.bytes(column) else { return }
    if key == .groupTypes { object.flags.insert(.typesKnown) }
    if bytes == Array("[]".utf8) { return }
    guard case .success(.array(let elements)) = Self.parsed(bytes) else {
      if key == .groupTypes { object.flags.remove(.typesKnown) }
      object.unreadKeys.insert(key)
      return leaveOut("values of '\(key.name)'", "they are no JSON list", object.place, &builder)
    }
    for text in elements.compactMap(\.text) {
      switch key {
      case .groupTypes where text == "Unified": object.flags.insert(.unified)
      case .groupTypes where text == "DynamicMembership": object.flags.insert(.dynamic)
      case .proxyAddresses:
        object.attributes.append((.proxyAddress, builder.names.intern(text)))
      case .otherMails: object.attributes.append((.otherMail, builder.names.intern(text)))
      default: break
      }
    }
  }
}
