import Testing

@testable import CommandSyntax

/// The reference as Markdown, read as a reader of GitHub's Markdown reads its tables.
struct ManualTests {
  /// The cells of a row: a bar ends a cell unless a backslash stands before it, code or not.
  ///
  /// Source: "Tables (extension)", https://github.github.com/gfm/#tables-extension-, example 200.
  private func cells(_ row: Substring) -> [String] {
    var (cells, cell, isEscaped) = ([String](), "", false)
    for character in row.dropFirst().dropLast() {
      if character == "|" && !isEscaped {
        cells.append(cell)
        cell = ""
      } else {
        if character == "|" { cell.removeLast() }
        cell.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return (cells + [cell]).map { $0.split(separator: " ").joined(separator: " ") }
  }

  private func rows(_ manual: String) -> [[String]] {
    manual.split(separator: "\n").filter { $0.hasPrefix("| ") }.map(cells)
  }

  @Test func `every row of every table has two cells, whatever its parameter is called`() {
    let rows = rows(Sample.root.manual())
    #expect(rows.count == 21)
    #expect(rows.filter { $0.count != 2 } == [])
    #expect(
      rows.contains(["`--policy <name|file>`", "The policy. (values: mirror, rezolve)"]) == false)
    #expect(rows.contains(["`--policy <name|file>`", "The policy."]))
    #expect(rows.contains(["`--limit <limit>`", "The number of findings."]) == false)
    #expect(rows.contains(["`-n, --limit <limit>`", "The number of findings."]))
  }

  @Test func `bars in the help of a parameter end no cell either`() {
    let choice = Option<String>("choice", value: "a|b|", "Either a|b, or |.")
    let command = Command("x", "Does x.", takes: [choice]) { _ in .success }
    #expect(
      rows(command.manual()) == [
        ["Option", "Meaning"], ["---", "---"], ["`--choice <a|b|>`", "Either a|b, or |."],
      ])
  }

  @Test func `options, arguments, discussion and examples stand in one order`() {
    let name = Setting<String>(required: "name", position: .positional, "Whose.")
    let loud = Flag("loud", short: "l", "Shouts.")
    let command = Command(
      "greet", "Greets somebody.", discussion: "Once.\n\nOnly once.", takes: [loud, name],
      examples: [
        (line: "greet Ida", purpose: "Greet Ida"), (line: "greet -l Bo", purpose: "Shout"),
      ]
    ) { _ in .success }
    #expect(
      command.manual() == """
        ## greet

        Greets somebody.

        Once.

        Only once.

        ```text
        greet [--loud] <name>
        ```

        | Argument | Meaning |
        | --- | --- |
        | `<name>` | Whose. |

        | Option | Meaning |
        | --- | --- |
        | `-l, --loud` | Shouts. |

        Greet Ida:

        ```sh
        greet Ida
        ```

        Shout:

        ```sh
        greet -l Bo
        ```

        """)
  }

  @Test func `headings go no deeper than Markdown's sixth level`() {
    var command = Command("c7", "Seven.") { _ in .success }
    for level in (1...6).reversed() {
      command = Command("c\(level)", "\(level).", subcommands: [command])
    }
    let headings = command.manual().split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(
      headings.map { $0.prefix { $0 == "#" }.count } == [2, 3, 4, 5, 6, 6, 6])
    #expect(headings.last == "###### c1 c2 c3 c4 c5 c6 c7")
  }
}

/// Lines of help pages at the edges of their columns.
struct TextLayoutTests {
  /// A label, and the lines of its row; texts begin in column 27.
  static let rows: [(label: String, lines: [String])] = [
    ("--a", ["  --a                     One two."]),
    (String(repeating: "x", count: 22), ["  xxxxxxxxxxxxxxxxxxxxxx  One two."]),
    (String(repeating: "x", count: 23), ["  xxxxxxxxxxxxxxxxxxxxxxx One two."]),
    (
      String(repeating: "x", count: 24),
      ["  xxxxxxxxxxxxxxxxxxxxxxxx", "                          One two."]
    ),
    (
      String(repeating: "x", count: 30),
      ["  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "                          One two."]
    ),
  ]

  @Test(arguments: rows)
  func `a label that leaves no blank before its text has a line of its own`(
    _ row: (label: String, lines: [String])
  ) {
    #expect(
      section("TITLE", [(row.label, "One two.")], 80) == "\nTITLE:\n"
        + row.lines.map { $0 + "\n" }.joined())
  }

  @Test func `a table without rows has no title`() {
    #expect(section("TITLE", [], 80) == "")
  }

  /// A text, the width, and its lines with two blanks of indentation.
  static let wrapped: [(text: String, width: Int, lines: String)] = [
    ("", 10, ""), ("a", 1, "  a"), ("ab cd", 7, "  ab cd"), ("ab cd", 6, "  ab\n  cd"),
    ("abcdefgh ij", 5, "  abcdefgh\n  ij"), ("a\n\nb", 10, "  a\n\n  b"), ("a\n", 10, "  a\n"),
    ("a  b", 10, "  a b"), (" a", 10, "  a"), ("a b c d", 5, "  a b\n  c d"),
    ("\u{E9}\u{E9} e\u{301}\u{E9}", 7, "  \u{E9}\u{E9} e\u{301}\u{E9}"),
  ]

  @Test(arguments: wrapped)
  func `lines are broken between words and paragraphs stay apart`(
    _ row: (text: String, width: Int, lines: String)
  ) {
    #expect(wrap(row.text, indent: 2, row.width).utf8.elementsEqual(row.lines.utf8))
  }

  @Test func `without being told a help page is eighty columns wide`() {
    let words = (0..<40).map { _ in "abcdefg" }.joined(separator: " ")
    let command = Command("x", words) { _ in .success }
    let lines = [command].help().split(separator: "\n")
    #expect(lines[0].count == 73 && lines[1].count == 79)
    #expect([command].help() == [command].help(width: 80))
    #expect([command].help(width: 79) == [command].help(width: 80))
    #expect([command].help(width: 78) != [command].help(width: 80))
  }
}
