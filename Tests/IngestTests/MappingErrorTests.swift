import TestSupport
import Testing
import YAMLText

@testable import Ingest

struct MappingErrorTests {
  /// A mapping with a mistake and the whole message.
  static let rows: [(yaml: String, message: String)] = [
    ("", "m.yaml:1:1: found no document, expected a YAML document"),
    ("- a", "m.yaml:1:1: found a list, expected a mapping"),
    (
      "name: x",
      "m.yaml:1:1: found a mapping without results, expected one of 'groups', 'users', 'devices', "
        + "'memberships', 'owners', 'nested', 'links'"
    ),
    (
      "grups: SELECT 1",
      "m.yaml:1:1: found unknown key 'grups', expected one of 'name', 'title', 'about', 'policy', "
        + "'prefix', 'parameters', 'detect', 'attach', 'groups', 'users', 'devices', "
        + "'memberships', 'owners', 'nested', 'links', 'roles', 'references', 'built-in', "
        + "'facts', 'eras'\n  did you mean 'groups'?"
    ),
    (
      "groups:\n  tabel: grp",
      "m.yaml:2:3: found unknown key 'tabel', expected one of 'sql', 'table', 'where', 'columns'"
        + "\n  did you mean 'table'?"
    ),
    (
      "groups: {columns: {id: id}}",
      "m.yaml:1:9: found a statement without rows, expected the key 'sql' or the key 'table'"
    ),
    (
      "groups: {sql: SELECT 1, where: x}",
      "m.yaml:1:25: found 'where' beside 'sql', expected either 'sql' or 'table'\n"
        + "  write the condition into the SQL"
    ),
    (
      "groups: {table: grp, columns: {name: name}}",
      "m.yaml:1:9: found no column 'id', expected the columns 'id'"
    ),
    (
      "nested: {table: n, columns: {group_id: a, childid: b}}",
      "m.yaml:1:43: found unknown column 'childid', expected one of 'group_id', 'child_id', "
        + "'origin'\n  did you mean 'child_id'?"
    ),
    (
      "groups: {table: g, columns: {id: {column: a, value: 1}}}",
      "m.yaml:1:46: found 'value' beside 'column', expected one source of the value"
    ),
    (
      "groups: {table: g, columns: {id: {colum: a}}}",
      "m.yaml:1:35: found unknown key 'colum', expected one of 'column', 'value', 'expression', "
        + "'attribute', 'item', 'trim', 'lower', 'guid', 'strip-prefix', 'strip-suffix', "
        + "'add-prefix', 'add-suffix', 'between', 'pointer', 'time', 'codes', 'bits', 'items', "
        + "'otherwise'\n  did you mean 'column'?"
    ),
    (
      "groups: {table: g, columns: {id: {guid: nett}}}",
      "m.yaml:1:41: found 'nett', expected one of 'text', 'network', 'net', 'base64', "
        + "'base64-network'\n  did you mean 'net'?"
    ),
    (
      "groups: {table: g, columns: {id: {time: hours}}}",
      "m.yaml:1:41: found 'hours', expected one of 'seconds', 'milliseconds', 'microseconds', "
        + "'filetime', 'ticks', 'apple', 'julian', 'iso', 'us'"
    ),
    (
      "groups: {table: g, columns: {id: {pointer: name}}}",
      "m.yaml:1:44: found 'name', expected a JSON pointer such as '/name' (RFC 6901)"
    ),
    (
      "groups: {table: g, columns: {id: {between: ['<']}}}",
      "m.yaml:1:44: found 1 marks, expected two marks: ['<', '>']"
    ),
    (
      "groups: {table: g, columns: {id: {otherwise: 1}}}",
      "m.yaml:1:35: found 'otherwise' alone, expected 'codes' or 'bits' beside it"
    ),
    (
      "groups: {table: g, columns: {id: {bits: {0: a}}}}",
      "m.yaml:1:42: found '0', expected a mask greater than 0"
    ),
    (
      "groups: {table: g, columns: {id: {items: csv}}}",
      "m.yaml:1:42: found 'csv', expected 'json', 'php' or a mapping with 'separated-by'"
    ),
    (
      "groups: {table: g, columns: {id: {items: {separated-by: ''}}}}",
      "m.yaml:1:57: found an empty mark, expected what stands between two values"
    ),
    (
      "memberships: {table: g, columns: {group_id: {items: json}, user_id: {items: json}}}",
      "m.yaml:1:14: found the lists 'group_id' and 'user_id' in one statement, expected at most "
        + "one list in a statement\n  write a statement for each list"
    ),
    (
      "memberships: {table: g, columns: {group_id: a, role: {item: /role}}}",
      "m.yaml:1:14: found 'role' from an element of a list, and no list, expected a column with "
        + "the step 'items'"
    ),
    (
      "attach: {main: a.db}\ngroups: SELECT 1",
      "m.yaml:1:10: found the schema 'main', expected a name other than 'main' and 'temp'"
    ),
    (
      "groups: SELECT 1\nreferences: {user: name}",
      "m.yaml:2:20: found 'name', expected one of 'id', 'username', 'mail', 'display', "
        + "'external_id'"
    ),
    (
      "groups: SELECT 1\nroles: {owners: [a]}",
      "m.yaml:2:9: found unknown key 'owners', expected one of 'member', 'member-and-owner', "
        + "'owner-only', 'ignored'"
    ),
    (
      "groups: SELECT 1\nparameters: {org: {abuot: x}}",
      "m.yaml:2:20: found unknown key 'abuot', expected one of 'about', 'default', 'choices'\n"
        + "  did you mean 'about'?"
    ),
    (
      "groups: SELECT 1\ndetect: {table: x}",
      "m.yaml:2:10: found unknown key 'table', expected one of 'tables', 'probe', 'over', "
        + "'fallback'\n  did you mean 'tables'?"
    ),
    (
      "groups: SELECT 1\nfacts: {group-name-characters: 0}",
      "m.yaml:2:32: found '0', expected a whole number from 1 to 1000000"
    ),
    (
      "groups: SELECT 1\neras: [{name: x}]",
      "m.yaml:2:8: found a mapping without 'detect', expected the key 'detect'"
    ),
  ]

  @Test(arguments: rows)
  func `a mistake in a mapping is told with its place`(_ row: (yaml: String, message: String)) {
    #expect(message(row.yaml) == row.message)
  }

  @Test(arguments: PresetCatalog.names)
  func `every preset is a mapping that tells its product and its policy`(_ name: String) throws {
    let preset = try PresetCatalog.preset(name)
    #expect(preset.name == name)
    #expect(!preset.title.isEmpty && !preset.about.isEmpty && preset.policy != nil)
    #expect(!preset.detection.tables.isEmpty)
    for other in preset.detection.over { #expect(PresetCatalog.names.contains(other)) }
  }

  @Test func `a preset that is not there is told with the one that was meant`() {
    do throws(IngestError) {
      _ = try PresetCatalog.preset("grafanna")
    } catch {
      let names = PresetCatalog.names.map { "'\($0)'" }.joined(separator: ", ")
      #expect(
        error.description == "--preset: found 'grafanna', expected one of \(names)\n"
          + "  did you mean 'grafana'?")
    }
  }

  private func message(_ yaml: String) -> String {
    do throws(YAMLError) {
      let mapping = try Mapping(yaml: Array(yaml.utf8), file: "m.yaml")
      return "no error, but \(mapping)"
    } catch {
      return error.description
    }
  }
}
