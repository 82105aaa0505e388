/// A Swift text split into what is code, what is comment and what is neither.
///
/// Both views keep every line break, so that a line has the same number in all of them. Texts within
/// quotation marks are blank in the code, but what is interpolated into them stays; raw identifiers
/// keep their backticks only.
struct SourceText {
  let path: String
  let text: String
  let code: String
  let comments: String
  /// The lines of the text as it stands, and of the code.
  let lines: [Substring]
  let codeLines: [Substring]

  init(path: String, text: String) {
    (self.path, self.text) = (path, text)
    var lexer = Lexer(text)
    lexer.readCode(until: nil)
    code = String(decoding: lexer.code, as: UTF8.self)
    comments = String(decoding: lexer.comments, as: UTF8.self)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    codeLines = code.split(separator: "\n", omittingEmptySubsequences: false)
  }

  func isUnder(_ folders: [String]) -> Bool {
    folders.contains { path == $0 || path.hasPrefix("\($0)/") }
  }
}

/// Copies each byte to the view it belongs to and a blank to the other.
private struct Lexer {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var code: [UInt8] = []
  private(set) var comments: [UInt8] = []

  private enum View { case code, comment, neither }

  init(_ text: String) { bytes = [UInt8](text.utf8) }

  /// Reads code up to the end, or up to the parenthesis that closes an interpolation.
  mutating func readCode(until closing: UInt8?) {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "/") where follows("//"): readLineComment()
      case UInt8(ascii: "/") where follows("/*"): readBlockComment()
      case UInt8(ascii: "`"): readRawIdentifier()
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        if !readString() { copy(.code) }
      case UInt8(ascii: "(") where closing != nil:
        depth += 1
        copy(.code)
      case UInt8(ascii: ")") where closing != nil:
        copy(.code)
        if depth == 0 { return }
        depth -= 1
      default: copy(.code)
      }
    }
  }

  private func follows(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private mutating func copy(_ view: View, count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      let byte = bytes[position]
      let blank = byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " ")
      code.append(view == .code ? byte : blank)
      comments.append(view == .comment ? byte : blank)
      position += 1
    }
  }

  private mutating func readLineComment() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { copy(.comment) }
  }

  private mutating func readBlockComment() {
    var depth = 0
    repeat {
      if follows("/*") {
        depth += 1
        copy(.comment, count: 2)
      } else if follows("*/") {
        depth -= 1
        copy(.comment, count: 2)
      } else {
        copy(.comment)
      }
    } while depth > 0 && position < bytes.count
  }

  private mutating func readRawIdentifier() {
    copy(.code)
    while position < bytes.count, bytes[position] != UInt8(ascii: "`") { copy(.neither) }
    copy(.code)
  }

  /// Reads a string of any kind; false when none begins here.
  private mutating func readString() -> Bool {
    let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
    let start = position + hashes
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return false }
    let isLong = bytes[start...].starts(with: "\"\"\"".utf8)
    let quote = String(repeating: "\"", count: isLong ? 3 : 1)
    let end = quote + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    copy(.neither, count: hashes + quote.utf8.count)
    while position < bytes.count, !follows(end) {
      if !isLong && bytes[position] == UInt8(ascii: "\n") { return true }
      if follows(escape + "(") {
        copy(.neither, count: escape.utf8.count)
        copy(.code)
        readCode(until: UInt8(ascii: ")"))
      } else {
        copy(.neither, count: follows(escape) ? escape.utf8.count + 1 : 1)
      }
    }
    copy(.neither, count: end.utf8.count)
    return true
  }
}
