import Foundation

/// Numbers that look random and are the same for the same seed, on every machine.
///
/// This is SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators",
/// https://doi.org/10.1145/2660193.2660195). Give a test its seeds as arguments, and a failure
/// names the seed:
///
///     @Test(arguments: SeededGenerator.seeds(20))
///     func `every tree is acyclic`(seed: UInt64) { var random = SeededGenerator(seed: seed) … }
package struct SeededGenerator: RandomNumberGenerator, Sendable, CustomStringConvertible {
  package let seed: UInt64
  private var state: UInt64

  package init(seed: UInt64) { (self.seed, state) = (seed, seed) }

  /// Returns `count` seeds from 1 on, or only the one in the environment variable `ROLLCALL_SEED`.
  package static func seeds(_ count: UInt64) -> [UInt64] {
    let chosen = ProcessInfo.processInfo.environment["ROLLCALL_SEED"].flatMap(UInt64.init)
    return chosen.map { [$0] } ?? [UInt64](1...count)
  }

  package var description: String { "seed \(seed)" }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns a number from 0 up to, but not including, `bound`; each is equally likely.
  ///
  /// Written out because the algorithm of the standard library may change between versions.
  package mutating func number(below bound: Int) -> Int {
    precondition(bound > 0, "there is no number below \(bound) to draw")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Returns true in `of` out of `outOf` cases.
  package mutating func chance(_ of: Int, outOf: Int) -> Bool { number(below: outOf) < of }

  /// Returns one of the elements, of which there must be one.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// Puts the elements into any order (Fisher and Yates).
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in elements.indices.dropFirst().reversed() {
      elements.swapAt(last, number(below: last + 1))
    }
  }

  /// Returns that many bytes, each of any value.
  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
