/// One of SQLite's five storage classes (https://www.sqlite.org/datatype3.html).
package enum StorageClass: Equatable, Sendable {
  case null, integer, real, text, blob
}

/// A value as SQLite stores it: nothing is converted on the way.
@usableFromInline package enum SQLiteValue: Equatable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  /// UTF-8 that nobody has checked; it may hold NUL.
  case text([UInt8])
  case blob([UInt8])

  /// Text from a string.
  package static func text(_ string: String) -> SQLiteValue { .text(Array(string.utf8)) }

  /// The storage class of the value.
  package var storageClass: StorageClass {
    switch self {
    case .null: .null
    case .integer: .integer
    case .real: .real
    case .text: .text
    case .blob: .blob
    }
  }
}
