import DirectoryModel
import SQLite

extension LocalReader {
  /// Reads the pairs of a local and a tenant group that the database states.
  mutating func readLinks(
    _ reading: inout StatementReading, _ rows: inout Rows
  ) throws(DatabaseError) {
    while try rows.advance() {
      reading.row += 1
      guard let key = key(0, reading, rows) else {
        builder.tally(
          reading.result.rowWord, "the group is NULL", source: source, at: reading.place)
        continue
      }
      let text = name(1, reading, rows)
      guard text > NameTable.empty else {
        builder.tally(
          reading.result.rowWord, "the tenant group is NULL or empty", source: source,
          at: reading.place)
        continue
      }
      var group = builder.object(key, kind: .group)
      if case .text(let name) = key, mapping.references.group != .id,
        case .one(let found) = groupLookup.find(name)
      {
        group = found
      }
      let direction = value(2, reading, rows)
      links.append(
        LocalLink(
          localGroup: group, tenantGroup: GUIDForm.loose(builder.names.copy(text)) ?? .none,
          tenantText: text,
          direction: direction == .null
            ? nil : String(decoding: direction.textBytes, as: UTF8.self),
          place: reading.place))
    }
  }
}
