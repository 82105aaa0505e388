import SQLite
import TestSupport
import Testing

struct DatabaseErrorTests {
  /// One row a result code, with every question that a caller may ask.
  struct Row: Sendable {
    let code: Int32
    let primary: Int32
    var answers: [String] = []
    let tail: String
  }

  static let rows: [Row] = [
    Row(code: 1, primary: 1, tail: "a statement that fits the database"),
    Row(
      code: 257, primary: 1,
      tail: """
        a statement that needs no foreign collation
          leave out ORDER BY and DISTINCT on the column, or add COLLATE BINARY
        """),
    Row(
      code: 5, primary: 5, answers: ["busy"],
      tail: """
        a database that no other program is writing
          wait until the other program is done, stop it, or read a copy
        """),
    Row(
      code: 517, primary: 5, answers: ["busy"],
      tail: """
        a database that no other program is writing
          wait until the other program is done, stop it, or read a copy
        """),
    Row(
      code: 6, primary: 6, answers: ["busy"],
      tail: """
        a database that no other program is writing
          wait until the other program is done, stop it, or read a copy
        """),
    Row(
      code: 9, primary: 9, answers: ["interrupted"],
      tail: """
        a statement that ends
          simplify the statement or raise the limit of steps
        """),
    Row(code: 10, primary: 10, tail: "a file that can be read to its end"),
    Row(code: 522, primary: 10, tail: "a file that can be read to its end"),
    Row(
      code: 11, primary: 11, answers: ["corrupt"],
      tail: """
        a whole SQLite database
          collect the file again; it is cut or damaged
        """),
    Row(
      code: 14, primary: 14, answers: ["cannot open"],
      tail: "a file that can be opened for reading"),
    Row(code: 18, primary: 18, tail: "values within the limits"),
    Row(
      code: 23, primary: 23, answers: ["refused"],
      tail: """
        a statement that only reads
          use a single SELECT
        """),
    Row(
      code: 26, primary: 26, answers: ["no database"],
      tail: """
        a SQLite database
          check that the file is the right one and not encrypted
        """),
    Row(
      code: 776, primary: 8, answers: ["rollback"],
      tail: """
        a database at rest
          copy the database with its journal and read the copy
        """),
    Row(
      code: 264, primary: 8,
      tail: """
        a database at rest
          copy the database with its journal and read the copy
        """),
    Row(code: 8, primary: 8, tail: "a statement that fits the database"),
  ]

  @Test(arguments: rows)
  func `each code says what it means and what to do`(_ row: Row) {
    let error = DatabaseError(
      file: "app.db", extendedCode: row.code, message: "'words'", doing: "reading")
    let answers = [
      error.isBusy ? "busy" : "", error.isCorrupt ? "corrupt" : "",
      error.isNotADatabase ? "no database" : "", error.isCantOpen ? "cannot open" : "",
      error.isReadOnlyRollback ? "rollback" : "", error.isRefused ? "refused" : "",
      error.isInterrupted ? "interrupted" : "",
    ]
    #expect(error.code == row.primary)
    #expect(answers.filter { !$0.isEmpty } == row.answers)
    #expect(error.description.hasPrefix("app.db: found 'words' (SQLITE_"))
    #expect(error.description.hasSuffix(" \(row.code)) while reading, expected \(row.tail)"))
  }

  @Test func `what is stated takes the place of what follows from the code`() {
    let error = DatabaseError(
      file: "a.db", extendedCode: 11, message: "half a page", doing: "opening", expected: "a page")
    #expect(
      error.description
        == "a.db: found half a page (SQLITE_CORRUPT 11) while opening, expected a page")
    let hinted = DatabaseError(
      file: "a.db", extendedCode: 11, message: "half a page", doing: "opening", expected: "a page",
      hint: "find the other half")
    #expect(hinted.description == error.description + "\n  find the other half")
    #expect(hinted != error)
  }

  @Test func `a code without a name keeps its number`() {
    let error = DatabaseError(file: "a.db", extendedCode: 99, message: "x", doing: "reading")
    #expect(
      error.description
        == "a.db: found x (SQLITE 99) while reading, expected a statement that fits the database")
  }

  @Test func `limits that are none stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = DatabaseLimits(steps: 0) }
    await #expect(processExitsWith: .failure) { _ = DatabaseLimits(valueBytes: 0) }
    await #expect(processExitsWith: .failure) { _ = DatabaseLimits(busyMilliseconds: -1) }
  }

  @Test func `a long statement is cut in a message, and stands on one line`() throws {
    let file = Fixture.path("locals/pitfalls/bigint/app.db")
    let database = try Database(reading: file)
    let sql = "SELECT\n\t" + String(repeating: "1,\n ", count: 200) + "none"
    #expect(
      told(file) { _ = try database.rows(sql) }
        == "app.db: found 'no such column: none' (SQLITE_ERROR 1) while preparing 'SELECT "
        + String(repeating: "1, ", count: 97) + "...', expected a statement that fits the database")
  }
}
