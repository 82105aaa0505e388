extension SourceRule {
  static let longestFile = 500
  static let longestFunction = 70

  /// No file is longer than anyone reads in one go.
  static let fileLength = SourceRule(name: "file length") { source in
    let count = source.lines.count - (source.text.hasSuffix("\n") ? 1 : 0)
    guard count > longestFile else { return [] }
    return [
      Complaint(
        path: source.path, line: longestFile + 1,
        text: "\(count) lines, at most \(longestFile) are allowed; split the file by purpose")
    ]
  }

  /// No function, initialiser, subscript or computed property is longer than a screen.
  static let functionLength = SourceRule(name: "function length") { source in
    bodies(in: source).filter { $0.count > longestFunction }.map { body in
      Complaint(
        path: source.path, line: body.line,
        text: "'\(body.name)' has \(body.count) lines, at most \(longestFunction) are allowed; "
          + "name its parts")
    }
  }

  /// A body: the line of its declaration, and the lines from there to the closing brace.
  struct Body: Equatable {
    let name: String
    let line: Int
    let count: Int
  }

  /// Finds every body by matching braces in the code.
  static func bodies(in source: SourceText) -> [Body] {
    let code = [UInt8](source.code.utf8)
    var (bodies, line, index) = ([Body](), 1, 0)
    while index < code.count {
      if code[index] == UInt8(ascii: "\n") { line += 1 }
      if let keyword = keyword(at: index, in: code),
        let open = openingBrace(after: index + keyword.utf8.count, in: code)
      {
        let close = closingBrace(of: open, in: code)
        let newlines = code[index..<close].count { $0 == UInt8(ascii: "\n") }
        bodies.append(Body(name: keyword, line: line, count: newlines + 1))
        index += keyword.utf8.count
      } else {
        index += 1
      }
    }
    return bodies
  }

  private static func keyword(at index: Int, in code: [UInt8]) -> String? {
    if index > 0, isWord(code[index - 1]) || code[index - 1] == UInt8(ascii: ".") { return nil }
    return ["func", "init", "deinit", "subscript", "var"].first { word in
      let end = index + word.utf8.count
      return code[index...].starts(with: word.utf8) && end < code.count && !isWord(code[end])
        && (word != "init" || "(?<".utf8.contains(code[end]))
    }
  }

  /// The brace that opens the body, or nothing when the declaration ends without one.
  private static func openingBrace(after start: Int, in code: [UInt8]) -> Int? {
    var depth = 0
    for index in start..<code.count {
      switch code[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        depth -= 1
        if depth < 0 { return nil }
      case UInt8(ascii: "{") where depth == 0: return index
      case UInt8(ascii: "}") where depth == 0, UInt8(ascii: ";") where depth == 0: return nil
      case UInt8(ascii: "\n") where depth == 0:
        if !continues(after: index, in: code) { return nil }
      default: break
      }
    }
    return nil
  }

  /// Whether the declaration goes on in the next line.
  private static func continues(after newline: Int, in code: [UInt8]) -> Bool {
    let rest = code[newline...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    return ["{", "->", "where ", "throws", "async", "rethrows"].contains {
      rest.starts(with: $0.utf8)
    }
  }

  private static func closingBrace(of open: Int, in code: [UInt8]) -> Int {
    var depth = 0
    for index in open..<code.count {
      if code[index] == UInt8(ascii: "{") { depth += 1 }
      if code[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index }
    }
    return code.count
  }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
