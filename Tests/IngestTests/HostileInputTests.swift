import TestSupport
import Testing

@testable import Ingest

/// Inputs that somebody made to mislead, stop or misuse whoever reads them, given to the two
/// functions that read all input.
struct HostileInputTests {
  static let all =
    HostileInput.json + HostileInput.names + HostileInput.archives + HostileInput.files
    + HostileInput.databases + HostileInput.statements

  @Test(arguments: all)
  func `hostile input is refused with the whole reason, or read as it is`(
    _ input: HostileInput
  ) throws {
    let (outcome, changes) = try input.observed()
    #expect(outcome == input.outcome)
    #expect(changes == [], "nothing is written beside an input")
  }

  @Test func `every kind of hostile input has a case`() {
    let known = Set(Self.all.map(\.kind))
    #expect(HostileInput.Kind.allCases.filter { !known.contains($0) } == [])
  }

  @Test func `no two cases are called alike`() {
    let names = Self.all.map(\.description)
    #expect(Set(names).count == names.count)
  }
}
