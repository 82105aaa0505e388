import DirectoryModel
import TestSupport
import Testing

@testable import SyncSemantics

/// What two threads plan together is what one plans alone.
struct PlannerSharesTests {
  /// Everything of a plan that can be compared.
  struct Outcome: Equatable {
    let operations: [Operation]
    let counts: [PairCount]
    let unlisted: Int
    let limits: [UInt32: String]

    init(_ plan: Plan) {
      (operations, counts) = (plan.operations, plan.counts)
      (unlisted, limits) = (plan.unlisted, plan.limits)
    }
  }

  /// Four groups of up to six people, nested and pushed, with lists that were cut.
  static func sketch(_ seed: UInt64) -> PlannerSketch {
    var random = SeededGenerator(seed: seed)
    func people() -> [Int] { (1...6).filter { _ in random.number(below: 2) == 0 } }
    let states: [Completeness] = [.complete, .complete, .complete, .bounded(2)]
    func lists() -> [PlannerSketch.Lists] {
      (0..<4).map { _ in
        PlannerSketch.Lists(
          members: people(), nested: (0..<4).filter { _ in random.number(below: 5) == 0 },
          state: random.pick(states))
      }
    }
    var sketch = PlannerSketch(tenant: lists(), local: lists())
    sketch.people = 1...6
    sketch.withoutAccount = Set(people().prefix(2))
    sketch.guests = Set(people().prefix(2))
    sketch.localUsers = random.pick(states)
    sketch.policy.members.nesting = random.pick([.transitive, .transitive, .direct])
    sketch.policy.members.guests = random.pick([.include, .exclude])
    sketch.policy.authority = .perLink
    sketch.directions = [nil, nil, .pushing, nil]
    return sketch
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `the plan does not depend on where the work is divided`(seed: UInt64) {
    let sketch = Self.sketch(seed)
    let alone = Outcome(sketch.planned().plan)
    for weight in stride(from: 0, through: 60, by: 6) {
      #expect(Outcome(sketch.planned(dividedAt: weight)) == alone, "seed \(seed), \(weight)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `pairs that are not asked for are not planned, wherever the work is divided`(seed: UInt64) {
    let sketch = Self.sketch(seed)
    let everyPair = Set(UInt32(0)..<4)
    let whole = sketch.plannedMembers(among: everyPair, dividedAt: nil)
    for bits in 0..<16 {
      let wanted = everyPair.filter { bits >> $0 & 1 == 1 }
      let expected = whole.operations.filter { wanted.contains($0.pair) }
      for weight in [nil, 0, 15, 30, 1_000] {
        let plan = sketch.plannedMembers(among: wanted, dividedAt: weight)
        #expect(plan.operations == expected, "seed \(seed), \(wanted.sorted()), \(weight ?? -1)")
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `what is too much to be listed is still counted`(seed: UInt64) {
    let sketch = Self.sketch(seed)
    let whole = Outcome(sketch.planned().plan)
    for bound in 0...whole.operations.count {
      let first = Outcome(sketch.planned(dividedAt: 1_000, atMost: bound))
      #expect(first.operations.count == bound, "seed \(seed)")
      #expect(first.unlisted == whole.operations.count - bound, "seed \(seed)")
      #expect(first.counts == whole.counts, "seed \(seed), \(bound)")
      #expect(first.limits == whole.limits, "seed \(seed), \(bound)")
      for weight in [0, 20, 40] {
        let divided = Outcome(sketch.planned(dividedAt: weight, atMost: bound))
        #expect(divided == first, "seed \(seed), \(bound), \(weight)")
      }
    }
  }

  /// A ring of two groups with so many people that their set is one of bits.
  static func ring(_ copy: [Int]) -> PlannerSketch {
    var sketch = PlannerSketch(
      tenant: [.init(members: Array(1...3_000), nested: [1]), .init(nested: [0])],
      local: [.init(members: copy), .init(members: Array(copy.prefix(1)))])
    sketch.tenant[1].members = Array(3_001...6_000)
    sketch.people = 1...6_100
    sketch.withoutAccount = [10, 20, 30]
    sketch.guests = [40, 50]
    sketch.policy.members.nesting = .transitive
    sketch.policy.members.guests = .exclude
    return sketch
  }

  /// Copies of the ring's first group.
  static let copies: [[Int]] = [
    [1], [40, 60], Array(1...100).filter { ![10, 20, 30].contains($0) }, [6_050, 6_060],
    Array(4_000...5_000), Array(31...6_000), Array(31...6_100),
  ]

  @Test(arguments: copies)
  func `large sets are counted as they are listed`(_ copy: [Int]) {
    var sketch = Self.ring(copy)
    for isWhole in [true, false] {
      sketch.local[0].state = isWhole ? .complete : .bounded(20)
      let whole = Outcome(sketch.planned().plan)
      for bound in [0, 1, 2, 100, 5_000] where bound <= whole.operations.count {
        let counted = Outcome(sketch.planned(dividedAt: 0, atMost: bound))
        #expect(counted.counts == whole.counts)
        #expect(counted.unlisted == whole.operations.count - bound)
        #expect(counted.limits == whole.limits)
      }
    }
  }

  @Test func `large sets are tallied by what everybody's account is`() {
    let counts = Self.ring([1]).planned(dividedAt: 0, atMost: 0).counts
    // Of 6,000 people three have no account and two are guests; one is there.
    #expect(counts.map(\.expected) == [5_998, 5_998])
    #expect(counts.map(\.matched) == [1, 1])
    #expect(counts.map(\.missing) == [5_994, 5_994])
    #expect(counts.map(\.extra) == [0, 0])
    #expect(counts.map(\.unknown) == [0, 0])
  }
}
