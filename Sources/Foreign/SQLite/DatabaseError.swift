private import CSQLite

/// What SQLite said, about which file, and what was being done at the time.
package struct DatabaseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The database as the caller named it.
  package let file: String
  /// The extended result code, such as 776 for a hot journal that cannot be rolled back.
  package let extendedCode: Int32
  /// SQLite's own words, or rollcall's where a statement was refused before it ran.
  package let message: String
  /// What failed, as in `opening the database` or `reading 'SELECT name FROM grp'`.
  package let doing: String
  /// What would have been right.
  package let expected: String
  /// What the user can do about it.
  package let hint: String?

  /// Describes a failure; what was expected and the way out follow from the code unless stated.
  package init(
    file: String, extendedCode: Int32, message: String, doing: String,
    expected: String? = nil, hint: String? = nil
  ) {
    self.file = file
    self.extendedCode = extendedCode
    self.message = message
    self.doing = doing
    let advice = Self.advice(for: extendedCode)
    self.expected = expected ?? advice.expected
    self.hint = hint ?? (expected == nil ? advice.hint : nil)
  }

  /// The primary result code: the low byte of the extended one.
  package var code: Int32 { extendedCode & 0xFF }

  /// Another program holds a lock on the file.
  package var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }
  /// The file begins like a database but is cut or damaged.
  package var isCorrupt: Bool { code == SQLITE_CORRUPT }
  /// The file is something else, or encrypted.
  package var isNotADatabase: Bool { code == SQLITE_NOTADB }
  /// The file, or a file that belongs to it, cannot be opened.
  package var isCantOpen: Bool { code == SQLITE_CANTOPEN }
  /// A hot journal stands beside the file and needs a private copy to be rolled back.
  package var isReadOnlyRollback: Bool { extendedCode == rollbackNeeded }
  /// The statement asked for more than reading.
  package var isRefused: Bool { code == SQLITE_AUTH }
  /// The statement ran beyond its limit of steps.
  package var isInterrupted: Bool { code == SQLITE_INTERRUPT }

  package var description: String {
    "\(file): found \(message) (\(Self.name(of: extendedCode))) while \(doing), "
      + "expected \(expected)" + (hint.map { "\n  \($0)" } ?? "")
  }
}

/// SQLITE_READONLY_ROLLBACK, a macro with an expression that Swift does not import.
private let rollbackNeeded = SQLITE_READONLY | (3 << 8)

/// SQLITE_READONLY_RECOVERY: the write-ahead log needs recovery, which writes.
private let recoveryNeeded = SQLITE_READONLY | (1 << 8)

/// SQLITE_ERROR_MISSING_COLLSEQ.
private let missingCollation = SQLITE_ERROR | (1 << 8)

extension DatabaseError {
  /// The name of a result code with its number, as https://www.sqlite.org/rescode.html lists it.
  static func name(of extendedCode: Int32) -> String {
    let primary = names[Int(extendedCode & 0xFF)] ?? "SQLITE"
    return "\(primary) \(extendedCode)"
  }

  private static let names: [Int: String] = [
    1: "SQLITE_ERROR", 2: "SQLITE_INTERNAL", 3: "SQLITE_PERM", 4: "SQLITE_ABORT", 5: "SQLITE_BUSY",
    6: "SQLITE_LOCKED", 7: "SQLITE_NOMEM", 8: "SQLITE_READONLY", 9: "SQLITE_INTERRUPT",
    10: "SQLITE_IOERR", 11: "SQLITE_CORRUPT", 13: "SQLITE_FULL", 14: "SQLITE_CANTOPEN",
    15: "SQLITE_PROTOCOL", 17: "SQLITE_SCHEMA", 18: "SQLITE_TOOBIG", 20: "SQLITE_MISMATCH",
    21: "SQLITE_MISUSE", 22: "SQLITE_NOLFS", 23: "SQLITE_AUTH", 25: "SQLITE_RANGE",
    26: "SQLITE_NOTADB",
  ]

  private static func advice(for extendedCode: Int32) -> (expected: String, hint: String?) {
    switch extendedCode {
    case rollbackNeeded, recoveryNeeded:
      return (
        "a database at rest", "copy the database with its journal and read the copy"
      )
    case missingCollation:
      return (
        "a statement that needs no foreign collation",
        "leave out ORDER BY and DISTINCT on the column, or add COLLATE BINARY"
      )
    default: break
    }
    switch extendedCode & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return (
        "a database that no other program is writing",
        "wait until the other program is done, stop it, or read a copy"
      )
    case SQLITE_CORRUPT:
      return ("a whole SQLite database", "collect the file again; it is cut or damaged")
    case SQLITE_NOTADB:
      return ("a SQLite database", "check that the file is the right one and not encrypted")
    case SQLITE_CANTOPEN:
      return ("a file that can be opened for reading", nil)
    case SQLITE_IOERR: return ("a file that can be read to its end", nil)
    case SQLITE_AUTH: return ("a statement that only reads", "use a single SELECT")
    case SQLITE_TOOBIG: return ("values within the limits", nil)
    case SQLITE_INTERRUPT:
      return ("a statement that ends", "simplify the statement or raise the limit of steps")
    case SQLITE_NOMEM: return ("enough memory", nil)
    default: return ("a statement that fits the database", nil)
    }
  }
}
