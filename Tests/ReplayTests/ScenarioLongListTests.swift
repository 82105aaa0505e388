import TestSupport
import Testing
import YAMLText

@testable import Replay

/// Lists longer than those that are searched from end to end.
struct ScenarioLongListTests {
  private static func users(_ names: [String]) -> String {
    Sample.given(
      "given:\n  directory:\n    users: [\(names.joined(separator: ", "))]\n  local:\n    users: []\n"
    )
  }

  private static func message(_ text: String) -> String {
    do {
      _ = try Sample.read(text)
      return "read"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [15, 16, 17, 18, 500])
  func `a name that stands in a list twice is refused, however long the list is`(_ count: Int) {
    let names = (10..<10 + count).map { "u\($0)" }
    #expect(Self.message(Self.users(names)) == "read")
    let column = 13 + names.reduce(0) { $0 + $1.utf8.count + 2 }
    #expect(
      Self.message(Self.users(names + ["u11"]))
        == "s.yaml:7:\(column): found 'u11' a second time, expected each name once in "
        + "a list\n  the first one stands at 7:18")
  }

  @Test(arguments: [16, 17])
  func `names that only look the same stand beside each other`(_ count: Int) {
    let names = (0..<count - 2).map { "u\($0)" } + ["Gru\u{0308}n", "Gr\u{00FC}n"]
    #expect(Self.message(Self.users(names)) == "read")
  }
}

struct SameBytesTests {
  static let rows: [(one: String, other: String, isSame: Bool)] = [
    ("", "", true), ("a", "a", true), ("a", "b", false), ("a", "", false), ("ab", "ba", false),
    ("a longer text than fits into a word", "a longer text than fits into a word", true),
    ("a longer text than fits into a word", "a longer text than fits into a work", false),
    ("A\u{30A}", "\u{212B}", false), ("Gru\u{0308}n", "Gr\u{00FC}n", false),
    ("\u{00FC}", "\u{00FC}", true),
  ]

  @Test(arguments: rows)
  func `texts are the same when their bytes are`(
    _ row: (one: String, other: String, isSame: Bool)
  ) {
    #expect(row.one.hasBytes(of: row.other) == row.isSame)
    #expect(row.other.hasBytes(of: row.one) == row.isSame)
  }
}
