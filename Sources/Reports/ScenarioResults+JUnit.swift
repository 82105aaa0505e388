import DirectoryModel
import Replay
import YAMLText

extension ScenarioResults {
  /// The results as JUnit XML: a suite a folder, a case a scenario.
  ///
  /// Keeps to the schema that CI systems agree on, "JUnit.xsd" of windyroad,
  /// https://github.com/windyroad/JUnit-Schema. Its times are those of a clock on the wall; they are
  /// zero here, so that the same scenarios give the same bytes.
  package func junit() -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    for (number, suite) in suites.enumerated() { text += Self.xml(suite, number) }
    return text + "</testsuites>\n"
  }

  /// The outcomes by the folder of their files, in the order in which folders come first.
  private var suites: [(folder: String, outcomes: [ScenarioOutcome])] {
    var suites: [(folder: String, outcomes: [ScenarioOutcome])] = []
    var numbers: [ExactText: Int] = [:]
    for outcome in outcomes {
      let folder = Self.folder(of: outcome.file)
      let key = ExactText(folder)
      if let number = numbers[key] {
        suites[number].outcomes.append(outcome)
      } else {
        numbers[key] = suites.count
        suites.append((folder, [outcome]))
      }
    }
    return suites
  }

  private static func folder(of file: String) -> String {
    guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    // By the schema a suite has a name, that of the root included.
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }

  private static func xml(
    _ suite: (folder: String, outcomes: [ScenarioOutcome]), _ number: Int
  ) -> String {
    let failed = suite.outcomes.filter { if case .failed = $0.verdict { true } else { false } }
    let broken = suite.outcomes.filter { if case .broken = $0.verdict { true } else { false } }
    let attributes = [
      ("package", "rollcall"), ("id", "\(number)"), ("name", suite.folder),
      ("timestamp", "1970-01-01T00:00:00"), ("hostname", "localhost"),
      ("tests", "\(suite.outcomes.count)"), ("failures", "\(failed.count)"),
      ("errors", "\(broken.count)"), ("time", "0"),
    ]
    var text = "  \(tag("testsuite", attributes))\n    <properties/>\n"
    for outcome in suite.outcomes { text += xml(outcome, in: suite.folder) }
    return text + "    <system-out/>\n    <system-err/>\n  </testsuite>\n"
  }

  private static func xml(_ outcome: ScenarioOutcome, in folder: String) -> String {
    let name = outcome.title.isEmpty ? outcome.file : outcome.title
    let path = folder.split(separator: "/").joined(separator: ".")
    // Outside of the schema, and what CI systems lead to the source by.
    var source = [("file", outcome.file)]
    var line = outcome.line
    if case .failed(let failures) = outcome.verdict { line = failures.first?.place.line }
    if let line { source.append(("line", "\(line)")) }
    let head = tag(
      "testcase",
      [("name", name), ("classname", path.isEmpty ? "." : path), ("time", "0")] + source)
    switch outcome.verdict {
    case .passed: return "    \(head.dropLast())/>\n"
    case .broken(let message):
      let error = tag("error", [("message", message), ("type", "scenario")])
      return "    \(head)\n      \(error)\(escaped(message))</error>\n    </testcase>\n"
    case .failed(let failures):
      guard let first = failures.first else { return "" }
      let message = "\(first.place): \(first.subject)"
      let body = failures.map { failure in
        "\(failure.place): \(failure.subject)\n"
          + "  expected: \(failure.expected.joined(separator: ", "))\n"
          + "  found: \(failure.foundTexts.joined(separator: ", "))\n"
      }.joined()
      let failure = tag("failure", [("message", message), ("type", "expectation")])
      return "    \(head)\n      \(failure)\(escaped(body))</failure>\n    </testcase>\n"
    }
  }

  private static func tag(_ name: String, _ attributes: [(String, String)]) -> String {
    "<\(name)" + attributes.map { " \($0.0)=\"\(escaped($0.1, isAttribute: true))\"" }.joined()
      + ">"
  }

  /// The text with what XML 1.0 gives a meaning written as references, and what it forbids replaced.
  ///
  /// Source: "Extensible Markup Language (XML) 1.0", https://www.w3.org/TR/xml/#charsets.
  private static func escaped(_ text: String, isAttribute: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t", "\r":
        if isAttribute {
          result += "&#\(scalar.value);"
        } else {
          result.unicodeScalars.append(scalar)
        }
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
