import TestSupport
import Testing

/// What tests are fed with: seeded numbers, bytes, folders and fixtures.
struct InputTests {
  /// The first numbers for the seed 1234567, from the reference implementation by Sebastiano Vigna
  /// (https://prng.di.unimi.it/splitmix64.c).
  @Test func `the generator is SplitMix64`() {
    var random = SeededGenerator(seed: 1_234_567)
    let numbers = (0..<5).map { _ in random.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
    #expect(random.description == "seed 1234567")
  }

  @Test(arguments: SeededGenerator.seeds(5))
  func `the same seed draws the same and stays in bounds`(seed: UInt64) {
    var (first, second) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
    var (one, other) = ([Int](0..<20), [Int](0..<20))
    first.shuffle(&one)
    second.shuffle(&other)
    #expect(one == other)
    #expect(one.sorted() == [Int](0..<20))
    #expect(first.bytes(9) == second.bytes(9))
    let drawn = (0..<1_000).map { _ in first.number(below: 3) }
    #expect(Set(drawn) == [0, 1, 2])
    #expect(!(0..<99).contains { _ in first.chance(0, outOf: 5) })
    #expect((0..<99).allSatisfy { _ in first.chance(5, outOf: 5) })
    #expect([7].contains(first.pick([7])))
  }

  @Test func `bytes and digits turn into each other`() {
    #expect(hex([0, 15, 16, 255]) == "000f10ff")
    #expect(hex([]) == "")
    #expect(bytes(hex: "00 0F10\nff") == [0, 15, 16, 255])
    for byte in UInt8.min...UInt8.max { #expect(bytes(hex: hex([byte])) == [byte]) }
  }

  @Test func `a scratch folder disappears with its owner`() throws {
    var path = ""
    do {
      let folder = try ScratchFolder()
      path = folder.path
      try folder.write("x", to: "b/c")
      try folder.write([0xFF], to: "a")
      #expect(try folder.names() == ["a", "b", "b/c"])
      #expect(try folder.bytes(of: "a") == [0xFF])
      #expect(throws: (any Error).self) { try folder.text(of: "a") }
    }
    #expect(try run("test", ["-e", path]).exitCode == 1)
  }

  @Test func `fixtures and files are found wherever the tests are started`() throws {
    #expect(Repository.path("Package.swift") == "\(Repository.root)/Package.swift")
    #expect(Fixture.path("a/b") == "\(Repository.root)/fixtures/a/b")
    #expect(try run("test", ["-f", Repository.path("Package.swift")]).exitCode == 0)
    #expect(throws: (any Error).self) { try Fixture.bytes("there-is-no-such-file") }
  }
}
