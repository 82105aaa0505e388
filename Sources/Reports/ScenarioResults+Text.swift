import Replay
import YAMLText

extension ScenarioResults {
  /// The results for people: a line a scenario, and the first difference of each as a table.
  package func text() -> String {
    outcomes.map(Self.text).joined() + summary + "\n"
  }

  /// `6 scenarios: 5 passed, 1 failed; 40 expectations`.
  package var summary: String {
    let totals = totals
    var parts = ["\(totals.passed) passed"]
    if totals.failed > 0 { parts.append("\(totals.failed) failed") }
    if totals.broken > 0 { parts.append("\(totals.broken) not carried out") }
    let count = Self.counted(outcomes.count, "scenario")
    let left = leftOut > 0 ? "; \(leftOut) left out by the filter" : ""
    return "\(count): \(parts.joined(separator: ", "))"
      + "; \(Self.counted(totals.expectations, "expectation"))" + left
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func text(_ outcome: ScenarioOutcome) -> String {
    let head = TextLines.harmless("\(outcome.file): \(outcome.title)")
    switch outcome.verdict {
    case .passed: return "pass   \(head)\n"
    case .broken(let message): return "error  \(indented(message, by: 7))\n"
    case .failed(let failures):
      guard let first = failures.first else { return "" }
      let rest =
        failures.count > 1
        ? "       and \(counted(failures.count - 1, "further difference"))\n" : ""
      let subject = TextLines.harmless("\(first.place): \(first.subject)")
      return "FAIL   \(head)\n       \(subject)\n" + table(first) + rest
    }
  }

  private static func indented(_ text: String, by columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TextLines.harmless(String($0)) }
      .joined(separator: "\n" + String(repeating: " ", count: columns))
  }

  /// What was expected beside what was found; lists a line an entry, marked where they differ.
  private static func table(_ failure: ScenarioFailure) -> String {
    guard case .list(let found) = failure.found else {
      return rows([
        ["expected", failure.expected.joined(separator: ", ")],
        ["found", failure.foundTexts.joined(separator: ", ")],
      ])
    }
    var left = found
    var lines = [["", "expected", "found", ""]]
    for text in failure.expected {
      let index = left.firstIndex { $0.utf8.elementsEqual(text.utf8) }
      if let index { left.remove(at: index) }
      lines.append([text, "yes", index == nil ? "no" : "yes", index == nil ? "<" : ""])
    }
    for text in left { lines.append([text, "no", "yes", "<"]) }
    return rows(lines)
  }

  private static func rows(_ rows: [[String]]) -> String {
    let texts = rows.map { $0.map(TextLines.harmless) }
    let count = texts.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      texts.map { column < $0.count ? $0[column].unicodeScalars.count : 0 }.max() ?? 0
    }
    return texts.map { row in
      var line = "         "
      for (column, cell) in row.enumerated() {
        line += cell
        let gap = widths[column] - cell.unicodeScalars.count + 2
        line += String(repeating: " ", count: gap)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
