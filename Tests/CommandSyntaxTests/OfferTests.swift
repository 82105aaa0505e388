import Testing

@testable import CommandSyntax

/// Whatever is offered may be typed, and whatever may be typed as an option is offered.
struct OfferTests {
  /// Finished words of which command lines are made.
  static let words = [
    "-s", "--strict", "-q", "--preset", "--preset=gitea", "--mapping=m", "-f", "json", "-fcsv",
    "--tenant=a", "-t", "x", "--", "-", "--param", "a=b", "--limit=1",
  ]

  /// Whether the parser takes a line as far as it goes: what is still missing does not count.
  private func isTaken(_ words: [String]) -> Bool {
    do {
      _ = try Sample.root.parse(words)
      return true
    } catch {
      return error.message.hasPrefix("missing ")
    }
  }

  private func offered(_ typed: [String], _ partial: String) -> [String] {
    Sample.root.completions(after: typed + [partial])
  }

  /// Every line of up to two words after the command.
  private static let lines: [[String]] =
    [["audit"]] + words.map { ["audit", $0] }
    + words.flatMap { first in words.map { ["audit", first, $0] } }

  @Test func `an option is offered exactly where the parser takes it`() {
    for line in Self.lines where isTaken(line) {
      let offers = Set(offered(line, "--"))
      for option in Sample.audit.named {
        let value = option.name == "param" ? "k=v" : option.name == "limit" ? "3" : "json"
        let typed = option.kind == .flag ? option.title : "\(option.title)=\(value)"
        // A flag that is given again says nothing new: taken, and not offered.
        let isAgain = option.kind == .flag && offered(line, "--").contains("--help")
        let isOffered = offers.contains(option.title)
        if isOffered || !isAgain {
          #expect(isTaken(line + [typed]) == isOffered, "\(line) \(typed)")
        }
      }
    }
  }

  @Test func `a value is offered exactly where an option waits for one`() {
    for line in Self.lines where isTaken(line) || isTaken(line + ["json"]) {
      for (word, option) in [("gitea", "--preset"), ("csv", "-f")] {
        let isOffered = offered(line, "").contains(word)
        let isPending =
          line.last == option && !line.dropLast().contains("--")
          && !["--preset", "-f", "-t", "--param"].contains(line.dropLast().last ?? "")
        #expect(isOffered == isPending, "\(line) and \(word)")
      }
    }
  }

  @Test func `every offer begins with what was typed of it`() {
    for partial in ["", "-", "--", "--p", "--preset=", "--preset=g", "g", "=", "\u{301}"] {
      for line in Self.lines.prefix(60) {
        for offer in offered(line, partial) where !offer.hasPrefix(":") {
          let begun = partial == "=" ? "" : partial
          #expect(offer.utf8.starts(with: begun.utf8), "\(line) \(partial)")
        }
      }
    }
  }

  /// Positional words that were given, and whether a first and a third one may still come.
  static let positionals: [(given: [String], offered: [String])] = [
    ([], ["mirror", "rezolve"]), (["mirror"], []), (["mirror", "1"], []), (["-"], []),
    (["--"], ["mirror", "rezolve"]), (["--", "--"], []),
  ]

  @Test(arguments: positionals)
  func `each place has its own words`(_ row: (given: [String], offered: [String])) {
    #expect(offered(["policy", "show"] + row.given, "") == row.offered)
  }

  @Test func `the second and the third place offer their words, the last one for ever`() {
    let first = Setting<String>(
      required: "a", position: .positional, completion: .words(["a1"]), "A.")
    let second = Setting<String>(
      required: "b", position: .positional, completion: .words(["b1"]), "B.")
    let rest = Repeated<String>("c", position: .positional, completion: .words(["c1"]), "C.")
    let command = Command("x", "X.", takes: [first, second, rest]) { _ in .success }
    let typed = ["1", "2", "3", "4"]
    #expect(
      (0...4).map { command.completions(after: typed.prefix($0) + [""]) }
        == [["a1"], ["b1"], ["c1"], ["c1"], ["c1"]])
    let short = Command("x", "X.", takes: [first, second]) { _ in .success }
    #expect(
      (0...3).map { short.completions(after: typed.prefix($0) + [""]) }
        == [["a1"], ["b1"], [], []])
  }
}

/// Edit distances and suggestions, held against their definitions.
struct PlainDistanceTests {
  /// Every word of up to four letters of two.
  private static let words: [[Character]] = (0...4).flatMap { length in
    (0..<(1 << length)).map { bits in (0..<length).map { bits >> $0 & 1 == 1 ? "a" : "b" } }
  }

  /// The recursive definition: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance, optimal
  /// string alignment.
  private func distance(_ one: ArraySlice<Character>, _ other: ArraySlice<Character>) -> Int {
    guard let last = one.last, let end = other.last else { return max(one.count, other.count) }
    if last == end { return distance(one.dropLast(), other.dropLast()) }
    var best =
      1
      + min(
        distance(one.dropLast(), other), distance(one, other.dropLast()),
        distance(one.dropLast(), other.dropLast()))
    if one.count > 1, other.count > 1, one.dropLast().last == end, other.dropLast().last == last {
      best = min(best, 1 + distance(one.dropLast(2), other.dropLast(2)))
    }
    return best
  }

  @Test func `the table gives what the recursive definition gives, for all short words`() {
    for one in Self.words {
      for other in Self.words where one.count + other.count < 8 {
        let expected = distance(one[...], other[...])
        if editDistance(String(one), String(other)) != expected {
          Issue.record("\(String(one)) and \(String(other)): expected \(expected)")
        }
      }
    }
  }

  /// How many letters a word has, and how many of them may be wrong.
  static let limits: [(length: Int, wrong: Int)] = [
    (1, 1), (4, 1), (7, 1), (8, 2), (11, 2), (12, 3), (15, 3), (16, 4), (19, 4), (20, 5),
  ]

  @Test(arguments: limits)
  func `a quarter of the letters may be wrong and no more`(_ row: (length: Int, wrong: Int)) {
    let meant = String(repeating: "a", count: row.length)
    func typed(_ wrong: Int) -> String {
      String(repeating: "z", count: wrong) + meant.dropFirst(wrong)
    }
    #expect(suggestion(for: typed(row.wrong), in: [meant]) == "did you mean '\(meant)'?")
    if row.wrong < row.length {
      #expect(suggestion(for: typed(row.wrong + 1), in: ["\(meant)"]) == nil)
    }
  }

  @Test func `of equally near words the first is named`() {
    #expect(suggestion(for: "lost", in: ["list", "last"]) == "did you mean 'list'?")
    #expect(suggestion(for: "lost", in: ["last", "list"]) == "did you mean 'last'?")
    #expect(suggestion(for: "lost", in: ["list", "lost"]) == "did you mean 'lost'?")
  }

  /// What kinds of value say of a word that is none.
  static let expectations: [(said: String, expected: String)] = [
    (String.expectation, "another value"), (Int.expectation, "a whole number"),
    (Assignment.expectation, "a name and a value such as 'name=value'"),
    (Sample.Format.expectation, "'text', 'json' or 'csv'"), (Only.expectation, "'it'"),
    (Either.expectation, "'this' or 'that'"),
  ]

  enum Only: String, CaseIterable, ArgumentValue { case it }
  enum Either: String, CaseIterable, ArgumentValue { case this, that }

  @Test(arguments: expectations)
  func `a kind of value says what it expects in words`(_ row: (said: String, expected: String)) {
    #expect(row.said == row.expected)
  }
}
