extension SourceRule {
  static let longestSummary = 150

  /// What other modules see is documented: types and functions always, the rest if at all.
  static let documentation = SourceRule(name: "documentation") { source in
    guard source.isUnder(["Sources"]) else { return [] }
    let (lines, code) = (source.lines, source.codeLines)
    return code.indices.filter { isVisible(code[$0]) }.compactMap { index in
      let complaint = summary(above: index, lines: lines, code: code).map(summaryFault)
      let fault = complaint ?? (needsDocumentation(code[index]) ? "has no doc comment" : nil)
      return fault.map {
        Complaint(
          path: source.path, line: index + 1,
          text: "'\(trimmed(lines[index]).prefix(60))' \($0)")
      }
    }
  }

  /// The first paragraph of the doc comment above a line, joined, or `nil` without a comment.
  static func summary(above index: Int, lines: [Substring], code: [Substring]) -> String? {
    var first = index
    while first > 0, isDocumentation(lines[first - 1]) || isAttribute(code[first - 1]) {
      first -= 1
    }
    let comment = lines[first..<index].filter(isDocumentation)
    guard !comment.isEmpty else { return nil }
    let texts = comment.map { trimmed($0.drop { $0 == " " }.dropFirst(3)) }
    return texts.prefix { !$0.isEmpty }.joined(separator: " ")
  }

  private static func summaryFault(_ summary: String) -> String? {
    if summary.isEmpty { return "has a doc comment whose first line is empty" }
    if summary.count > longestSummary {
      return "has a summary of \(summary.count) characters, at most \(longestSummary) are allowed"
    }
    return summary.hasSuffix(".") ? nil : "has a summary that does not end with a full stop"
  }

  private static let modifiers: Set<String> = [
    "static", "final", "mutating", "nonmutating", "consuming", "borrowing", "indirect", "override",
    "required", "convenience", "nonisolated", "isolated", "async", "private(set)", "class",
  ]

  private static func isVisible(_ line: Substring) -> Bool {
    ["package", "public"].contains { level in
      words(line).contains(Substring(level)) && !words(line).contains("import")
    }
  }

  private static func needsDocumentation(_ line: Substring) -> Bool {
    let words = words(line)
    guard let level = words.firstIndex(where: { $0 == "package" || $0 == "public" }) else {
      return false
    }
    let rest = words[level...].dropFirst().drop {
      modifiers.contains(String($0)) && $0 != "class" || $0 == "class" && words.contains("func")
    }
    switch rest.first {
    case "struct", "enum", "class", "actor", "protocol", "typealias": return true
    case "func":
      // What a protocol of the standard library demands is documented there.
      guard let name = rest.dropFirst().first?.utf8.first else { return false }
      return isWord(name) && rest.dropFirst().first != "hash(into"
    default: return false
    }
  }

  private static func words(_ line: Substring) -> [Substring] {
    line.split { $0 == " " || $0 == ":" || $0 == "{" }
  }

  private static func isDocumentation(_ line: Substring) -> Bool {
    line.drop { $0 == " " }.hasPrefix("///")
  }

  private static func isAttribute(_ line: Substring) -> Bool {
    let text = trimmed(line)
    return text.hasPrefix("@") && !text.contains(" func ") && !text.contains(" struct ")
  }

  private static func trimmed(_ line: Substring) -> String {
    let start = line.drop { $0 == " " }
    return String(String(start.reversed()).drop { $0 == " " }.reversed())
  }
}
