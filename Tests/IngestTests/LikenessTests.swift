import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

/// Tenants that are read with the texts and the room of another snapshot.
struct LikenessTests {
  /// Inputs of every format and archive, the days of a series among them.
  private static func inputs() throws -> [String] {
    try Fixture.files(in: "tenants")
      .filter { !$0.hasSuffix(".md") && !$0.hasSuffix(".txt") && !$0.hasSuffix(".py") }
      + ["series/day-1", "series/day-2", "series/day-3"]
  }

  /// All that the input says, or why it is refused.
  private static func outcome(
    _ input: String, like former: Directory?
  ) -> (directory: Directory?, facts: [String]) {
    var options = IngestOptions(wanted: .all)
    options.like = former
    do throws(IngestError) {
      let directory = try readTenant([Fixture.path(input)], options: options)
      return (directory, directory.facts(Set(Facts.allCases)) + directory.sources.map(\.sha256))
    } catch {
      return (nil, ["\(error)"])
    }
  }

  @Test func `what is read is the same, whatever it is thought to resemble`() throws {
    let inputs = try Self.inputs()
    #expect(inputs.count > 40)
    var former = Self.outcome("series/day-1", like: nil).directory
    for input in inputs {
      let plain = Self.outcome(input, like: nil)
      let (other, again) = (
        Self.outcome(input, like: former), Self.outcome(input, like: plain.directory)
      )
      #expect(other.facts == plain.facts, "\(input) after another tenant")
      #expect(again.facts == plain.facts, "\(input) after itself")
      #expect(other.directory?.objectCount == plain.directory?.objectCount)
      former = other.directory ?? former
    }
  }

  @Test func `texts of both have one number, and what is new comes behind`() throws {
    let days = try (1...3).reduce(into: [Directory]()) { days, day in
      days.append(try #require(Self.outcome("series/day-\(day)", like: days.last).directory))
    }
    for (older, newer) in zip(days, days.dropFirst()) {
      let numbers = older.names.numbers(in: newer.names)
      #expect(numbers == Array(0..<NameIndex(older.names.count)))
      #expect(newer.names.count >= older.names.count)
      for object in newer.users {
        let name = newer.displayNames[Int(object)]
        let text = newer.names.string(name)
        #expect(older.names.find(text.utf8Span.span).map { $0 == name } ?? true, "\(text)")
      }
    }
    #expect(days[0].names.count < days[2].names.count)
    // The texts of the first day are still there, and nobody bears those that are gone.
    let alone = try #require(Self.outcome("series/day-3", like: nil).directory)
    #expect(days[2].facts() == alone.facts())
    #expect(days[2].names.count > alone.names.count)
  }

  @Test func `a snapshot without anything gives nothing`() throws {
    let empty = DirectoryBuilder(side: .tenant).finish()
    for input in ["series/day-1", "tenants/azurehound/small.json"] {
      let plain = Self.outcome(input, like: nil)
      #expect(Self.outcome(input, like: empty).facts == plain.facts)
      #expect(plain.directory != nil)
    }
  }
}
