/// The column at which descriptions begin.
let labelWidth = 26

/// Returns a titled table of labels and texts, or nothing without rows.
func section(_ title: String, _ rows: [(label: String, text: String)], _ width: Int) -> String {
  guard !rows.isEmpty else { return "" }
  return rows.reduce(into: "\n\(title):\n") { page, row in
    let body = wrap(row.text, indent: labelWidth, width)
    let label = "  \(row.label)"
    if label.count < labelWidth {
      page += label + body.dropFirst(label.count) + "\n"
    } else {
      page += "\(label)\n\(body)\n"
    }
  }
}

/// Breaks lines between words so that none is longer than `width`, unless a word is.
func wrap(_ text: String, indent: Int, _ width: Int) -> String {
  var lines: [String] = []
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    var line = ""
    for word in paragraph.split(separator: " ") {
      if !line.isEmpty && indent + line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? "\(word)" : " \(word)"
    }
    lines.append(line)
  }
  return lines.map { $0.isEmpty ? "" : String(repeating: " ", count: indent) + $0 }
    .joined(separator: "\n")
}
