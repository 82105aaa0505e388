import Testing

@testable import DirectoryModel

struct StateDigestTests {
  /// Facts that are easily taken for each other.
  private static let facts: [(UInt64, UInt64, UInt64)] = [
    (1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1), (3, 1, 2), (3, 2, 1), (0, 0, 0), (0, 0, 1),
    (0, 1, 0), (1, 0, 0),
  ]

  private func digest(_ bits: Int) -> StateDigest {
    var digest = StateDigest()
    for (index, fact) in Self.facts.enumerated() where bits >> index & 1 == 1 {
      digest.toggle(fact.0, fact.1, fact.2)
    }
    return digest
  }

  @Test func `every set of ten facts has a digest of its own, and so has either half of it`() {
    let digests = (0..<1_024).map { digest($0) }
    #expect(Set(digests).count == 1_024)
    #expect(Set(digests.map(\.high)).count == 1_024)
    #expect(Set(digests.map(\.low)).count == 1_024)
  }

  @Test func `sets without a common fact are joined by their digests alone`() {
    for one in 0..<32 {
      for other in 0..<32 {
        #expect(digest(one).joined(with: digest(other << 5)) == digest(one | other << 5))
      }
    }
  }

  @Test func `a fact that goes again was never there`() {
    var digest = digest(7)
    for fact in Self.facts { digest.toggle(fact.0, fact.1, fact.2) }
    for fact in Self.facts.reversed() { digest.toggle(fact.0, fact.1, fact.2) }
    #expect(digest == self.digest(7))
  }

  /// Digests stand in reports that are compared between programs and versions.
  @Test(arguments: [
    (0, "00000000000000000000000000000000"), (1, "25d580c8982e934f05de2adb58ba312f"),
    (64, "555c9cb1c02f9d8b0c58964e66061dd1"), (1_023, "5d8afa023502ea2820a937dfabcc3e54"),
  ])
  func `a digest is the same in every process`(bits: Int, text: String) {
    #expect("\(digest(bits))" == text)
  }
}
