import DirectoryModel
import Glibc

/// Numbers that look random and are the same for the same seed.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators",
/// https://doi.org/10.1145/2660193.2660195.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number from 0 up to, but not including, `bound`.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// True in `share` of 100,000 cases.
  mutating func chance(_ share: Int) -> Bool { below(100_000) < share }

  /// A number above 0 and at most 1.
  mutating func unit() -> Double { Double(next() >> 11 + 1) / 9_007_199_254_740_992 }

  /// A number from 1 on whose logarithm falls off with `exponent`.
  mutating func powerLaw(_ exponent: Double) -> Double { pow(unit(), -1 / exponent) }

  mutating func shuffle(_ numbers: inout [UInt32]) {
    for last in numbers.indices.dropFirst().reversed() { numbers.swapAt(last, below(last + 1)) }
  }

  /// The numbers below `count` in any order.
  mutating func permutation(_ count: Int) -> [UInt32] {
    var numbers = Array(0..<UInt32(count))
    shuffle(&numbers)
    return numbers
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// What each generated object is called; made anew whenever it is needed, so that nothing is kept.
struct Names {
  let seed: UInt64

  enum Kind: UInt64 { case user, group, device, dangling, departed, localGroup }

  private static let first = [
    "Ada", "Björn", "Chloé", "Dmitri", "Emma", "Farah", "Grace", "Hiro", "Ines", "Jack", "Kofi",
    "Lena", "Mateo", "Nia", "Omar", "Priya", "Quinn", "Rosa", "Sven", "Tariq", "Uma", "Zoë",
  ]
  private static let last = [
    "Abbott", "Bauer", "Castro", "Dubois", "Eriksen", "Fischer", "García", "Haddad", "Ito",
    "Jensen", "Kowalski", "Lindqvist", "Müller", "Novak", "O’Brien", "Petrov", "Rossi", "Weiß",
  ]
  private static let departments = [
    "Finance", "Sales", "HR", "Legal", "IT", "Support", "Research", "Plant", "Logistics",
  ]

  private func draw(_ kind: Kind, _ index: Int, _ column: UInt64) -> UInt64 {
    Dice.mix(Dice.mix(seed &+ kind.rawValue << 56 &+ column << 48) &+ UInt64(index))
  }

  func id(_ kind: Kind, _ index: Int) -> GUID {
    GUID(
      high: draw(kind, index, 0) & ~0xF000 | 0x4000, low: draw(kind, index, 1) >> 2 | 1 << 63)
  }

  func person(_ index: Int) -> String {
    let draw = draw(.user, index, 2)
    let first = Self.first[Int(draw >> 32) % Self.first.count]
    return "\(first) \(Self.last[Int(draw & 0xFFFF) % Self.last.count])"
  }

  func account(_ index: Int) -> String { "user\(Self.padded(index, 7))@contoso.example" }

  func group(_ index: Int) -> String {
    let draw = draw(.group, index, 2)
    let (department, number) = (department(index), Self.padded(index, 6))
    switch draw >> 32 % 100 {
    case 0..<2: return "R&D \(department) Team \(number)"
    case 2..<5: return "Équipe \(department) \(number)"
    case 5..<30: return "\(department) Team \(number)"
    default: return "SG-\(department)-App-\(number)"
    }
  }

  func department(_ group: Int) -> String {
    Self.departments[Int(draw(.group, group, 3) >> 32) % Self.departments.count]
  }

  /// A time stamp of the last years.
  func time(_ kind: Kind, _ index: Int) -> String {
    let draw = draw(kind, index, 4)
    let part = { (shift: UInt64, count: UInt64, from: UInt64) in
      Self.padded(Int(draw >> shift % count + from), 2)
    }
    return "\(2015 + Int(draw % 11))-\(part(8, 12, 1))-\(part(16, 28, 1))T\(part(24, 24, 0)):"
      + "\(part(32, 60, 0)):\(part(40, 60, 0))Z"
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
