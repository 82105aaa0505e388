package import SQLite

/// Where a column's value comes from and what is done with it.
package struct MappingColumn: Sendable, Equatable {
  /// Where the value comes from.
  package enum Source: Sendable, Equatable {
    /// A column of the table or of the SQL's rows.
    case column(String)
    /// The same value in every row.
    case constant(SQLiteValue)
    /// An SQL expression over the table's columns.
    case expression(String)
    /// A value from a table that holds one attribute a row.
    case attribute(MappingAttribute)
    /// A part of the element that another column's list is being read from: a JSON pointer.
    case item(String)
  }

  /// The canonical name.
  package var name: String
  package var source: Source
  /// In the order in which they are done.
  package var steps: [MappingStep]
}

/// A table of names and values that belong to the rows of another table.
package struct MappingAttribute: Sendable, Equatable {
  package var table: String
  /// The attribute table's column that refers to the row, and the row's column it refers to.
  package var key: String
  package var of: String
  /// The column with the attribute's name, and the name that is wanted.
  package var nameColumn: String
  package var name: String
  /// The column with the attribute's value.
  package var value: String
  package var condition: String?
}

/// One thing that is done with a value.
package enum MappingStep: Sendable, Equatable {
  /// Blanks at both ends are removed.
  case trim
  /// ASCII letters become small.
  case lower
  case guid(GUIDForm)
  /// A prefix or suffix is removed where it is there.
  case stripPrefix([UInt8])
  case stripSuffix([UInt8])
  case addPrefix([UInt8])
  case addSuffix([UInt8])
  /// What stands between the first mark and the next second one; an empty mark is the text's end.
  case between([UInt8], [UInt8])
  /// The value under a JSON pointer (RFC 6901).
  case pointer(String)
  case time(TimeForm)
  /// A word for a word; what is not listed becomes `otherwise`, or stays when there is none.
  case codes([MappingCode], otherwise: SQLiteValue?)
  /// The word of the first mask whose bits are all set.
  case bits([MappingMask], otherwise: SQLiteValue?)
  /// The value is a list: each of its elements becomes a row.
  case items(ItemForm)
}

/// A word of a product and the value that it stands for.
package struct MappingCode: Sendable, Equatable {
  /// The text of the value as it is read; integers in decimal; `nil` stands for NULL.
  package var code: [UInt8]?
  package var value: SQLiteValue
}

/// Bits of a product's number and the value that they stand for.
package struct MappingMask: Sendable, Equatable {
  package var mask: Int64
  package var value: SQLiteValue
}

/// The forms in which one column holds many values.
package enum ItemForm: Sendable, Equatable {
  case json
  case php
  case separated(by: [UInt8])
}
