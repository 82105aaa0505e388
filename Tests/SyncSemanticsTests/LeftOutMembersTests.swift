import DirectoryModel
import Testing

@testable import SyncSemantics

/// Members whom the policy leaves out, or who lie in the recycle bin.
struct LeftOutMembersTests {
  static func strict(_ tenant: [Int], _ local: [Int]) -> PlannerSketch {
    var sketch = PlannerSketch(tenant, local)
    sketch.policy.members.guests = .exclude
    sketch.policy.members.disabledAccounts = .exclude
    return sketch
  }

  static let rows: [PlannerRow] = [
    PlannerRow("a guest who is in leaves", "removeMember 2 A guest perform") {
      var sketch = strict([1, 2], [1, 2])
      sketch.guests = [2]
      return sketch
    },
    PlannerRow("somebody blocked who is in leaves", "removeMember 2 A blocked perform") {
      var sketch = strict([1, 2], [1, 2])
      sketch.blocked = [2]
      return sketch
    },
    PlannerRow("a blocked guest is a guest first", "removeMember 2 A guest perform") {
      var sketch = strict([1, 2], [1, 2])
      (sketch.guests, sketch.blocked) = ([2], [2])
      return sketch
    },
    PlannerRow("a blocked guest where guests count", "removeMember 2 A blocked perform") {
      var sketch = strict([1, 2], [1, 2])
      (sketch.guests, sketch.blocked) = ([2], [2])
      sketch.policy.members.guests = .include
      return sketch
    },
    PlannerRow("a guest leaves beside a cut list", "removeMember 2 A guest perform") {
      var sketch = strict([1, 2], [1, 2])
      (sketch.guests, sketch.tenant[0].state) = ([2], .bounded(2))
      return sketch
    },
    PlannerRow("a guest who is on no list is foreign", "removeMember 2 A notListed perform") {
      var sketch = strict([1], [1, 2])
      sketch.guests = [2]
      return sketch
    },
    PlannerRow("a policy that keeps foreign members", "removeMember 2 A guest keptByPolicy") {
      var sketch = strict([1, 2], [1, 2])
      (sketch.guests, sketch.policy.fullRun.foreignMembers) = ([2], .keep)
      return sketch
    },
    PlannerRow("a guest whom somebody made a member by hand", "removeMember 2 A guest keptByPolicy")
    {
      var sketch = strict([1, 2], [1, 2])
      (sketch.guests, sketch.local[0].handMade) = ([2], [2])
      sketch.policy.fullRun.handMadeMembers = .keep
      return sketch
    },
    PlannerRow("a guest who owns the group", "removeMember 2 A guest perform") {
      var sketch = strict([1], [1, 2])
      (sketch.guests, sketch.tenant[0].owners) = ([2], [2])
      sketch.policy.owners.countAsMembers = true
      return sketch
    },
    PlannerRow("people of whom nobody says what they are stay") {
      var sketch = strict([1, 2], [1, 2])
      sketch.untold = [2]
      return sketch
    },
    PlannerRow("a guest of whom nobody says more stays where guests count") {
      var sketch = strict([1, 2], [1, 2])
      sketch.untold = [2]
      sketch.policy.members.guests = .include
      sketch.policy.members.disabledAccounts = .include
      return sketch
    },
    PlannerRow(
      "one of every sort", "addMember 4 A guest keptByPolicy", "removeMember 3 A blocked perform"
    ) {
      var sketch = strict([1, 2, 3, 4], [1, 2, 3])
      (sketch.untold, sketch.blocked, sketch.guests) = ([2], [3], [4])
      return sketch
    },
    PlannerRow("whoever lies in the recycle bin is expected nowhere") {
      var sketch = PlannerSketch([1, 2], [1])
      (sketch.deleted, sketch.withoutAccount) = ([2], [2])
      return sketch
    },
    PlannerRow(
      "an account of somebody in the recycle bin leaves", "removeMember 9 A departed perform"
    ) {
      var sketch = PlannerSketch([1, 2], [1, 9])
      (sketch.deleted, sketch.withoutAccount, sketch.lone[9]) = ([2], [2], .deleted(1))
      return sketch
    },
    PlannerRow("a push takes nobody out who lies in the recycle bin") {
      var sketch = PlannerSketch([1, 2], [1])
      (sketch.deleted, sketch.withoutAccount, sketch.policy.authority) = ([2], [2], .local)
      return sketch
    },
  ]

  @Test(arguments: rows)
  func `a full run does what the row says`(_ row: PlannerRow) {
    let lines = row.sketch().lines().filter { !$0.hasPrefix("endAccount") }
    #expect(lines == row.lines)
  }

  /// What somebody is to a policy that leaves guests and blocked people out.
  enum Sort: CaseIterable { case plain, guest, blocked, untold, deleted }

  /// Three people of every sort in every list, held against the counts worked out one by one.
  @Test(arguments: [1, 5_000])
  func `everybody is counted once, in small groups and in large ones`(_ crowd: Int) {
    // Enough plain members make the set of a nesting group one of bits.
    let plain = crowd > 1 ? Array(10..<(10 + crowd)) : []
    let sorts = Sort.allCases
    let patterns = crowd > 1 ? [0b010_011, 0b111_110, 0b101_101] : Array(0..<64)
    for number in stride(from: 0, to: 125, by: crowd > 1 ? 31 : 1) {
      let own = [sorts[number % 5], sorts[number / 5 % 5], sorts[number / 25]]
      for lists in patterns {
        let tenant = (0..<3).filter { lists >> $0 & 1 == 1 }
        let local = (0..<3).filter { lists >> (3 + $0) & 1 == 1 }
        var sketch = Self.strict(tenant.map { $0 + 1 } + plain, local.map { $0 + 1 } + plain)
        sketch.people = 1...(9 + max(plain.count, 1))
        sketch.tenant.append(PlannerSketch.Lists(members: [4]))
        sketch.local.append(PlannerSketch.Lists(members: [4]))
        sketch.tenant[0].nested = [1]
        sketch.local[0].members.append(4)
        sketch.policy.members.nesting = .transitive
        for (person, sort) in own.enumerated() {
          switch sort {
          case .plain: break
          case .guest: sketch.guests.insert(person + 1)
          case .blocked: sketch.blocked.insert(person + 1)
          case .untold: sketch.untold.insert(person + 1)
          case .deleted:
            sketch.deleted.insert(person + 1)
            sketch.lone[person + 1] = .deleted(0)
          }
        }
        check(sketch.planned(dividedAt: 1), own, Set(tenant), Set(local), common: plain.count + 1)
        guard crowd > 1 || lists % 7 == 0 else { continue }
        // What is too much to be listed is counted alike.
        check(
          sketch.planned(dividedAt: 1, atMost: 0), own, Set(tenant), Set(local),
          common: plain.count + 1)
      }
    }
  }

  private func check(
    _ plan: Plan, _ sorts: [Sort], _ tenant: Set<Int>, _ local: Set<Int>, common: Int
  ) {
    func count(_ people: Set<Int>, _ wanted: Sort...) -> Int {
      people.count { wanted.contains(sorts[$0]) }
    }
    let (both, all) = (tenant.intersection(local), tenant.union(local))
    let found = plan.counts[0]
    let missing = tenant.subtracting(local)
    let foreign = local.subtracting(tenant)
    #expect(Int(found.matched) == common + count(both, .plain))
    #expect(Int(found.missing) == count(missing, .plain))
    #expect(
      Int(found.extra)
        == foreign.count + count(both, .guest, .blocked, .deleted), "\(sorts) \(tenant) \(local)")
    #expect(Int(found.unknown) == count(tenant, .untold))
    #expect(Int(found.expected) == common + count(tenant, .plain, .untold))
    let isOpen = count(tenant, .untold) > 0
    #expect(plan.limits[0] == (isOpen ? Planner.doubtOfExclusion : nil), "\(all)")
  }
}
