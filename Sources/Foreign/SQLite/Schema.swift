/// A table or view of a database, with what is known of its columns.
package struct SchemaObject: Equatable, Sendable {
  /// What an object is.
  package enum Kind: String, Sendable { case table, view, virtual }

  package let name: String
  package let kind: Kind
  /// All columns in their order, hidden and generated ones too; empty when `error` is set.
  package let columns: [SchemaColumn]
  /// Why the object cannot be read; the others still can.
  package let error: DatabaseError?

  /// Whether there is a column of this name, ASCII case ignored as SQLite ignores it.
  package func hasColumn(_ name: String) -> Bool {
    columns.contains { $0.name.utf8.elementsEqual(name.utf8, by: equalIgnoringASCIICase) }
  }
}

/// A column as `PRAGMA table_xinfo` lists it (https://www.sqlite.org/pragma.html).
package struct SchemaColumn: Equatable, Sendable {
  /// Where a column's values come from.
  package enum Origin: Int64, Sendable {
    case stored = 0
    case hidden, generatedVirtual, generatedStored
  }

  package let name: String
  /// The type as declared; empty when there is none.
  package let declaredType: String
  package let origin: Origin
  package let isNotNull: Bool
  package let isPrimaryKey: Bool
}

extension Database {
  /// Lists the tables and views of a schema in the order of the file, without SQLite's own.
  ///
  /// An object that cannot be read (a view of a missing table, a virtual table of a missing
  /// module) carries its error and hides none of the others.
  ///
  /// - Throws: when the schema itself cannot be read.
  package func tables(in schema: String = "main") throws(DatabaseError) -> [SchemaObject] {
    var listed: [(name: String, kind: SchemaObject.Kind)] = []
    var objects = try rows(
      """
      SELECT name, type, sql LIKE 'create virtual%' FROM \(Self.identifier(schema)).sqlite_schema
      WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid
      """)
    while try objects.advance() {
      let name = String(decoding: objects.bytes(0) ?? [], as: UTF8.self)
      let isView = objects.bytes(1) == Array("view".utf8)
      listed.append((name, isView ? .view : objects.integer(2) == 1 ? .virtual : .table))
    }
    var result: [SchemaObject] = []
    for (name, kind) in listed {
      do throws(DatabaseError) {
        let columns = try columns(of: name, in: schema)
        result.append(SchemaObject(name: name, kind: kind, columns: columns, error: nil))
      } catch {
        guard error.isAboutOneObject else { throw error }
        result.append(SchemaObject(name: name, kind: kind, columns: [], error: error))
      }
    }
    return result
  }

  private func columns(
    of name: String, in schema: String
  ) throws(DatabaseError) -> [SchemaColumn] {
    connection.isHouseKeeping = true
    defer { connection.isHouseKeeping = false }
    var columns: [SchemaColumn] = []
    do throws(DatabaseError) {
      var rows = try self.rows(
        "SELECT name, type, hidden, \"notnull\", pk FROM pragma_table_xinfo(:name, :schema)",
        parameters: [("name", .text(name)), ("schema", .text(schema))])
      while try rows.advance() {
        columns.append(
          SchemaColumn(
            name: String(decoding: rows.bytes(0) ?? [], as: UTF8.self),
            declaredType: String(decoding: rows.bytes(1) ?? [], as: UTF8.self),
            origin: rows.integer(2).flatMap(SchemaColumn.Origin.init) ?? .stored,
            isNotNull: rows.integer(3) != 0, isPrimaryKey: rows.integer(4) != 0))
      }
    } catch {
      throw DatabaseError(
        file: error.file, extendedCode: error.extendedCode, message: error.message,
        doing: "listing the columns of '\(name)'")
    }
    return columns
  }
}

extension DatabaseError {
  /// Whether the failure says nothing about the rest of the file.
  fileprivate var isAboutOneObject: Bool {
    !(isBusy || isCorrupt || isNotADatabase || isCantOpen || isReadOnlyRollback || isInterrupted)
  }
}

private func equalIgnoringASCIICase(_ first: UInt8, _ second: UInt8) -> Bool {
  func folded(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }
  return folded(first) == folded(second)
}
