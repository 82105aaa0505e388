/// Rules about the tree as a whole; each is a function of paths and texts.
enum TreeRules {
  /// What may stand at the top, beside files whose name begins with a dot.
  static let topLevel = ["Package.swift", "README.md", "Sources", "Tests", "fixtures", "reports"]

  /// Complains of everything else at the top.
  static func checkTopLevel(_ paths: [String]) -> [String] {
    let names = Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
    return names.filter { !$0.hasPrefix(".") && !topLevel.contains($0) }.sorted()
      .map { "'\($0)' stands at the top; only \(topLevel.joined(separator: ", ")) may" }
  }

  /// Complains of fixtures that the nearest README above them does not mention.
  ///
  /// A file is mentioned by its name, by its path from the README, or by a folder between the two,
  /// written with its slash or in backticks. Every folder directly under `fixtures` has a README of its own.
  static func checkFixtures(_ paths: [String], readme: (String) throws -> String) rethrows
    -> [String]
  {
    let readmes = Set(paths.filter { $0.hasSuffix("/README.md") })
    return try paths.filter { $0.hasPrefix("fixtures/") && !readmes.contains($0) }
      .compactMap { path in
        let parts = path.split(separator: "/")
        let folders = (2..<max(2, parts.count)).reversed().map {
          parts[..<$0].joined(separator: "/")
        }
        guard let folder = folders.first(where: { readmes.contains("\($0)/README.md") }) else {
          return "'\(path)' has no README.md above it"
        }
        let inner = path.dropFirst(folder.count + 1).split(separator: "/")
        let between = (1..<max(1, inner.count)).map { inner[..<$0].joined(separator: "/") }
        let names =
          between.flatMap { ["\($0)/", "`\($0)`"] }
          + [inner.joined(separator: "/"), String(inner[inner.count - 1])]
        let text = try readme("\(folder)/README.md")
        return names.contains { mentions(text, $0) }
          ? nil : "'\(folder)/README.md' does not mention '\(inner.joined(separator: "/"))'"
      }
  }

  /// Whether a text holds a name that is not part of a longer one.
  static func mentions(_ text: String, _ name: String) -> Bool {
    var rest = Substring(text)
    while let range = rest.firstRange(of: name) {
      let before = rest[..<range.lowerBound].utf8.last
      let after = rest[range.upperBound...].utf8.first
      let joins = [UInt8(ascii: "-"), UInt8(ascii: "/")]
      let isWhole = ![before, name.hasSuffix("/") ? nil : after].contains { byte in
        byte.map { SourceRule.isWord($0) || joins.contains($0) } ?? false
      }
      if isWhole { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }

  /// Lines of tests for each hundred lines of code that the tree has reached; a scenario is a test.
  ///
  /// The number may only be raised: it keeps what was reached.
  static let volumeReached = 103

  /// Complains of a tree with fewer lines of tests for its code than were reached before.
  static func checkVolume(
    _ lines: [(path: String, count: Int)], percent: Int = volumeReached
  ) -> [String] {
    let sum = { (folder: String) in
      lines.filter { $0.path.hasPrefix(folder) }.reduce(0) { $0 + $1.count }
    }
    let (code, tests) = (sum("Sources/"), sum("Tests/") + sum("fixtures/scenarios/"))
    return tests * 100 >= code * percent
      ? [] : ["\(tests) lines of tests for \(code) lines of code, expected \(percent) percent"]
  }

  /// Complains of absolute paths that exist on one machine only.
  static func checkMachinePaths(_ path: String, _ bytes: [UInt8]) -> [String] {
    // Put together here, so that this file does not complain of itself.
    let folders = ["work", "root", "home"].map { [UInt8]("/\($0)/".utf8) }
    let slash = UInt8(ascii: "/")
    var line = 1
    var complaints: [String] = []
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == slash, let folder = folders.first(where: { bytes[index...].starts(with: $0) })
      else { continue }
      let before = index == 0 ? nil : bytes[index - 1]
      let isInside = before.map { SourceRule.isWord($0) || "./-~".utf8.contains($0) } ?? false
      if !isInside {
        complaints.append(
          "\(path):\(line): '\(String(decoding: folder, as: UTF8.self))' is a path of one machine")
      }
    }
    return complaints
  }

  /// Complains of rules that only one of the two lists of the formatter's rules holds.
  static func checkFormatter(configured: [String], installed: [String]) -> [String] {
    let (ours, theirs) = (Set(configured), Set(installed))
    return theirs.subtracting(ours).sorted().map { "'\($0)' is missing in .swift-format" }
      + ours.subtracting(theirs).sorted().map { "'\($0)' is unknown to the installed formatter" }
  }
}
