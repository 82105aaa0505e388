/// What is known of each object's list: a number an object, and a table of the states.
struct ListStates: Sendable {
  /// States beyond this many, all of them reasons in words, are told apart no longer.
  private static let limit = 60_000

  private(set) var numbers: [UInt16] = []
  private(set) var table: [Completeness]
  private var known: [Completeness: UInt16]
  /// How often a list was said to be complete.
  private(set) var claims: [UInt8] = []

  /// Number 0 is for objects that nobody spoke of.
  init() {
    table = [.notCollected, .notCollected, .complete]
    known = [.notCollected: 1, .complete: 2]
  }

  /// The state of an object's list as far as somebody spoke of it.
  subscript(object: ObjectIndex) -> Completeness {
    let index = Int(object)
    guard index < numbers.count, numbers[index] > 0 else { return .notCollected }
    return table[Int(numbers[index])]
  }

  /// How often an object's list was said to be complete.
  func claims(of object: ObjectIndex) -> Int {
    Int(object) < claims.count ? Int(claims[Int(object)]) : 0
  }

  /// Joins what is known with one more statement.
  mutating func join(_ object: ObjectIndex, with state: Completeness) {
    reserve(object)
    let index = Int(object)
    if state == .complete {
      claims[index] = claims[index] == .max ? .max : claims[index] + 1
      if numbers[index] < 2 { numbers[index] = 2 }
      return
    }
    let old = numbers[index]
    set(object, to: old == 0 ? state : table[Int(old)].joined(with: state))
  }

  /// Replaces what is known.
  mutating func set(_ object: ObjectIndex, to state: Completeness) {
    reserve(object)
    numbers[Int(object)] = number(of: state)
  }

  /// The numbers of as many objects, and the table they refer to.
  consuming func columns(
    objectCount: Int, defaultState: Completeness
  ) -> (numbers: [UInt16], table: [Completeness]) {
    reserve(ObjectIndex(max(1, objectCount) - 1))
    table[0] = defaultState
    return (Array(numbers.prefix(objectCount)), table)
  }

  private mutating func reserve(_ object: ObjectIndex) {
    guard Int(object) >= numbers.count else { return }
    let count = max(Int(object) + 1, numbers.count * 2)
    numbers += Array(repeating: 0, count: count - numbers.count)
    claims += Array(repeating: 0, count: count - claims.count)
  }

  private mutating func number(of state: Completeness) -> UInt16 {
    if let number = known[state] { return number }
    let isLast = table.count == Self.limit
    if table.count > Self.limit { return UInt16(Self.limit) }
    table.append(isLast ? .partial("one of many reasons") : state)
    if isLast { return UInt16(Self.limit) }
    known[state] = UInt16(table.count - 1)
    return UInt16(table.count - 1)
  }
}
