import TestSupport
import Testing
import YAMLText

@testable import Replay

/// Values by names, held against a dictionary.
struct NamedValuesTests {
  private func name(_ text: String, line: Int = 1) -> ScenarioName {
    ScenarioName(text, at: YAMLPlace(file: "s.yaml", line: line, column: 1))
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `setting, taking away and looking up give what a dictionary gives`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (values, plain) = (NamedValues<Int>(), [String: Int]())
    // Few names and many: more than are looked through one by one.
    let texts = (0..<random.pick([3, 16, 17, 18, 40])).map { "Name\($0)" }
    for step in 0..<200 {
      let text = random.pick(texts)
      if random.pick([true, true, true, false]) {
        values.set(step, for: name(text))
        plain[text] = step
      } else {
        let taken = values.remove(name(text))
        #expect(taken == plain.removeValue(forKey: text), "\(random)")
      }
      let isSame = texts.allSatisfy { values[name($0)] == plain[$0] }
      #expect(isSame, "\(random) after \(step)")
      #expect(values.names.count == plain.count, "\(random)")
    }
  }

  static let spellings: [(known: String, asked: String, isThere: Bool)] = [
    ("Ann", "Ann", true), ("Ann", "ann", false), ("Ann", "Anne", false), ("", "", true),
    ("Gru\u{0308}n", "Gr\u{00FC}n", false), ("Gr\u{00FC}n", "Gr\u{00FC}n", true),
    ("a name of more than fifteen bytes", "a name of more than fifteen bytes", true),
    ("\u{212B}", "A\u{030A}", false),
  ]

  @Test(arguments: spellings)
  func `a name is found by its bytes, among few and among many`(
    _ row: (known: String, asked: String, isThere: Bool)
  ) {
    for count in [0, 15, 16, 30] {
      var values = NamedValues<Int>()
      values.expect(count + 1)
      for number in 0..<count { values.set(number, for: name("Other\(number)")) }
      values.set(-1, for: name(row.known))
      #expect((values[name(row.asked)] == -1) == row.isThere, "\(count)")
    }
  }

  @Test(arguments: [1, 16, 17])
  func `a name keeps the place where it came first`(count: Int) {
    var values = NamedValues<Bool>()
    for number in 0..<count { values.set(true, for: name("Name\(number)", line: number + 1)) }
    let again = name("Name0", line: 99)
    values.set(false, for: again)
    #expect(values.first(again)?.place.line == 1)
    #expect(values[again] == false)
    #expect(values.first(name("Nobody")) == nil)
    values.remove(again)
    #expect(values.first(again) == nil)
  }
}
