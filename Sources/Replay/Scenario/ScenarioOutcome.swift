package import YAMLText

/// What became of one scenario.
package struct ScenarioOutcome: Sendable {
  /// How it ended.
  package enum Verdict: Sendable {
    case passed
    /// What did not hold, in the order of the steps.
    case failed([ScenarioFailure])
    /// It could not be read or carried out: the whole message.
    case broken(String)
  }

  package let file: String
  /// Empty when the file could not be read.
  package var title = ""
  package var claim = ""
  package var source = ""
  package var policy = ""
  /// Single statements that were looked at.
  package var expectations = 0
  /// SHA-256 of the timeline, 64 lower-case hexadecimal digits; empty when none was made.
  package var digest = ""
  package var verdict: Verdict
  /// The line of the mistake that kept it from being carried out; `nil` where none is known.
  package var line: Int?

  package init(file: String, verdict: Verdict) { (self.file, self.verdict) = (file, verdict) }

  /// Whether everything held.
  package var isPassed: Bool {
    if case .passed = verdict { true } else { false }
  }
}

/// A statement that does not hold.
package struct ScenarioFailure: Sendable, Equatable {
  /// What `--update` writes in the place of what was expected.
  package enum Found: Sendable, Equatable {
    case text(String)
    case list([String])
    /// Nothing that could be written there would make it hold.
    case unwritable(String)
  }

  /// Where the statement stands.
  package let place: YAMLPlace
  /// Where what was expected begins.
  package let value: YAMLPlace
  /// What it is about: `members of 'Group1' in the directory`.
  package let subject: String
  package let expected: [String]
  package let found: Found

  package init(
    place: YAMLPlace, value: YAMLPlace, subject: String, expected: [String], found: Found
  ) {
    (self.place, self.value, self.subject) = (place, value, subject)
    (self.expected, self.found) = (expected, found)
  }

  /// What was found, one text a line of the table.
  package var foundTexts: [String] {
    switch found {
    case .text(let text), .unwritable(let text): [text]
    case .list(let texts): texts
    }
  }
}
