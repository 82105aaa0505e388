import DirectoryModel
import Files
import SQLite
import TestSupport
import Testing

@testable import Ingest

/// Values of a mapping's parameters, and what is said of those that do not fit.
struct ParameterTests {
  /// The outcome of a mapping whose parameter `org` may be any of some rows.
  private func outcome(
    _ rows: String, given: [String: String], more: String = ""
  ) throws -> String {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/app.db"
    try DatabaseBuilder(creating: path).execute(
      "CREATE TABLE orgs(id, a, b); CREATE TABLE t(id);"
        + (rows.isEmpty ? "" : "INSERT INTO orgs VALUES \(rows);"))
    let yaml = """
      name: m
      parameters: { org: { choices: "SELECT id, a, b FROM orgs ORDER BY rowid"\(more) } }
      groups: SELECT id FROM t WHERE id = :org
      """
    let mapping = try folder.write(Array(yaml.utf8), as: "m.yaml")
    do {
      let snapshot = try readLocal(
        path, selection: .mapping(file: mapping), parameters: given)
      return snapshot.directory.sources.flatMap(\.notes).joined(separator: "; ")
    } catch { return "\(error)".replacing("\(path): ", with: "") }
  }

  /// Rows of possible values and how they are listed.
  static let labels: [(rows: String, listed: String)] = [
    ("(1, 'x', 'y'), (2, '', 'z')", "'1' (x, y), '2' (z)"),
    ("(1, NULL, NULL), ('b', 'c', '')", "'1', 'b' (c)"),
    ("('', 'empty', ''), (1.5, 2, 3)", "'' (empty), '1.5' (2, 3)"),
    ("('é', 'x,y', 'a'), ('it''s', '', '')", "'é' (x,y, a), 'it's'"),
  ]

  @Test(arguments: labels)
  func `possible values are listed with what describes them`(
    _ row: (rows: String, listed: String)
  ) throws {
    let hint = "\n  give it with --param org=VALUE"
    #expect(
      try outcome(row.rows, given: [:])
        == "found no value for the parameter 'org' of 'm', expected one of \(row.listed)\(hint)")
    #expect(
      try outcome(row.rows, given: ["org": "other"])
        == "found no 'other' for the parameter 'org', expected one of \(row.listed)")
  }

  @Test(arguments: [2, 19, 20, 21, 22, 100])
  func `twenty possible values are listed and the others counted`(_ count: Int) throws {
    let rows = (1...count).map { "(\($0), '', '')" }.joined(separator: ", ")
    let listed = (1...min(count, 20)).map { "'\($0)'" }.joined(separator: ", ")
    let rest = count > 20 ? " and \(count - 20) more" : ""
    #expect(
      try outcome(rows, given: ["org": "0"])
        == "found no '0' for the parameter 'org', expected one of \(listed)\(rest)")
  }

  /// A value that is given and whether it is one of 'Nordic' and 'SÜD'.
  static let spellings: [(value: String, isKnown: Bool)] = [
    ("Nordic", true), ("nordic", true), ("NORDIC", true), ("Nordi", false), ("Nordic ", false),
    ("", false), ("SÜD", true), ("sÜd", true),
    // Beyond ASCII the database compares letters as they are.
    ("süd", false), ("SU\u{308}D", false),
  ]

  @Test(arguments: spellings)
  func `a value is compared as the database compares names`(
    _ row: (value: String, isKnown: Bool)
  ) throws {
    let found = try outcome("('Nordic', '', ''), ('SÜD', '', '')", given: ["org": row.value])
    #expect(
      found
        == (row.isKnown
          ? ""
          : "found no '\(row.value)' for the parameter 'org', expected one of 'Nordic', 'SÜD'"))
  }

  @Test func `a single value is taken with a note, and none is an error`() throws {
    #expect(
      try outcome("(7, 'Nordic', '')", given: [:])
        == "'org' is '7' (Nordic), the only one there is")
    #expect(try outcome("(7, 'Nordic', '')", given: ["org": "7"]) == "")
    let hint = "\n  give it with --param org=VALUE"
    #expect(
      try outcome("", given: [:])
        == "found no value for the parameter 'org' of 'm', expected a database that has any\(hint)")
    #expect(
      try outcome("", given: ["org": "7"])
        == "found no '7' for the parameter 'org', expected a database that has any")
    #expect(try outcome("", given: [:], more: ", default: '3'") == "")
    #expect(try outcome("(1, '', ''), (2, '', '')", given: [:], more: ", default: '3'") == "")
  }

  /// Names that are given, and the one of those nobody knows that is told.
  static let unknown: [(given: [String: String], told: String)] = [
    (["orgs": "1"], "'orgs', which 'm' does not know, expected 'org'\n  did you mean 'org'?"),
    (["zz": "1", "aa": "2", "mm": "3"], "'aa', which 'm' does not know, expected 'org'"),
    (["org": "1", "ORG": "2"], "'ORG', which 'm' does not know, expected 'org'"),
    (["": "1"], "'', which 'm' does not know, expected 'org'"),
  ]

  @Test(arguments: unknown)
  func `of several unknown names the first by the alphabet is told`(
    _ row: (given: [String: String], told: String)
  ) throws {
    for _ in 0..<3 {
      let found = try outcome("(1, '', '')", given: row.given)
      #expect(found.hasPrefix("found the parameter \(row.told)"), "\(found)")
    }
  }
}
