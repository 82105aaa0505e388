import DirectoryModel

/// What a full run would do about somebody whom a copy lacks, as far as the copy plays no part.
enum MemberStanding: UInt8, CaseIterable, Sendable {
  /// Does not count as a member.
  case none
  /// Counts, and the policy leaves the person out.
  case excluded
  /// Has no account, and that is sure.
  case withoutAccount
  /// Whether there is an account cannot be said.
  case undecided
  /// Has an account.
  case account
}

/// How many members there are of each standing.
struct MemberTally: Sendable, Equatable {
  private var counts = SIMD8<UInt32>(repeating: 0)

  /// How many there are of one standing.
  subscript(standing: MemberStanding) -> UInt32 {
    get { counts[Int(standing.rawValue)] }
    set { counts[Int(standing.rawValue)] = newValue }
  }

  /// Everybody who counts as a member.
  var expected: UInt32 { counts.wrappedSum() &- self[.none] }

  static func - (one: MemberTally, other: MemberTally) -> MemberTally {
    var difference = one
    difference.counts = one.counts &- other.counts
    return difference
  }
}

/// Marks of those whom a group expects, and of those who were found, in one column.
struct MemberMarks: Sendable {
  private(set) var column: [UInt32]
  /// The mark of whoever is expected; whoever was found has the next one.
  private(set) var expected: UInt32 = 0

  init(count: Int) { column = Array(repeating: 0, count: count) }

  /// Takes every mark back.
  mutating func clear() { expected += 2 }

  /// Marks somebody as expected.
  @inline(__always)
  mutating func expect(_ object: ObjectIndex) { column[Int(object)] = expected }

  /// Marks somebody as found, expected or not.
  @inline(__always)
  mutating func find(_ object: ObjectIndex) { column[Int(object)] = expected + 1 }

  /// Whether somebody is expected, found or not.
  @inline(__always)
  func isExpected(_ object: ObjectIndex) -> Bool { column[Int(object)] >= expected }

  /// Whether somebody was found.
  @inline(__always)
  func isFound(_ object: ObjectIndex) -> Bool { column[Int(object)] > expected }
}

extension Planner {
  /// Counts whom both sides have and collects whom only the copy has, as (account, person).
  ///
  /// Returns those found by standing, where the set is so large that only this counts.
  func compare(
    _ pair: Pair, _ set: MemberSet, _ count: inout PairCount,
    _ extras: inout [(ObjectIndex, ObjectIndex)]
  ) -> MemberTally {
    // The marks are taken out of the class for the loops: each access to them would be checked.
    var marks = MemberMarks(count: 0)
    swap(&marks, &self.marks)
    defer { swap(&marks, &self.marks) }
    marks.clear()
    switch set {
    case .list(let list):
      compare(pair, list, &marks, &count, &extras)
      return MemberTally()
    case .bits(let row, let size):
      count.expected = hasUnknownKinds ? tally(of: row, pair.tenant).expected : UInt32(size)
      return compare(pair, row, &marks, &count, &extras)
    }
  }

  private func compare(
    _ pair: Pair, _ list: ArraySlice<ObjectIndex>, _ marks: inout MemberMarks,
    _ count: inout PairCount, _ extras: inout [(ObjectIndex, ObjectIndex)]
  ) {
    let (standings, kinds, partners) = (standings, local.kinds, matching.tenantOfLocal)
    var (expected, matched) = (UInt32(0), UInt32(0))
    for member in list where standings[Int(member)] != .none {
      marks.expect(member)
      expected += 1
    }
    for member in local.members.list(of: pair.local) where kinds[Int(member)] != .group {
      let partner = partners[Int(member)]
      if partner != noObject, marks.isExpected(partner) {
        marks.find(partner)
        matched += 1
      } else {
        extras.append((member, partner))
      }
    }
    (count.expected, count.matched) = (expected, matched)
  }

  private func compare(
    _ pair: Pair, _ row: BitRow, _ marks: inout MemberMarks, _ count: inout PairCount,
    _ extras: inout [(ObjectIndex, ObjectIndex)]
  ) -> MemberTally {
    let (standings, kinds, partners) = (standings, local.kinds, matching.tenantOfLocal)
    var found = MemberTally()
    for member in local.members.list(of: pair.local) where kinds[Int(member)] != .group {
      let partner = partners[Int(member)]
      if partner != noObject, row.contains(partner), standings[Int(partner)] != .none {
        marks.find(partner)
        found[standings[Int(partner)]] += 1
      } else {
        extras.append((member, partner))
      }
    }
    count.matched = found.expected
    return found
  }

  /// Counts the missing where no more can be listed; large sets take one step for 512 objects.
  func countMissing(
    _ set: MemberSet, _ pair: Pair, _ found: MemberTally, _ stateOfCopy: Completeness,
    _ count: inout PairCount
  ) {
    let (standings, marks) = (standings, marks)
    var missing = MemberTally()
    switch set {
    case .list(let list):
      for member in list where !marks.isFound(member) {
        missing[standings[Int(member)]] += 1
      }
    case .bits(let row, _): missing = tally(of: row, pair.tenant) - found
    }
    plan.unlisted += Int(missing.expected)
    count.expected -= missing[.excluded]
    count.unknown += missing[.undecided]
    if stateOfCopy.provesAbsence {
      count.missing += missing[.account]
    } else {
      count.unknown += missing[.account]
    }
  }

  private func tally(of row: BitRow, _ group: ObjectIndex) -> MemberTally {
    let component = nesting.componentOf[Int(group)]
    if let lastTally, lastTally.component == component { return lastTally.tally }
    var tally = MemberTally()
    for standing in MemberStanding.allCases {
      tally[standing] = UInt32(row.commonCount(with: standingRows[Int(standing.rawValue)]))
    }
    lastTally = (component, tally)
    return tally
  }

  func allStandings() -> [MemberStanding] {
    (0..<ObjectIndex(tenant.objectCount)).map { object in
      guard counts(object) else { return .none }
      switch isExcluded(object) {
      case .yes: return .excluded
      case .unknown: return .undecided
      case .no: break
      }
      if localPartner(object) != noObject { return .account }
      return absenceOfAccount(object) == .notProved ? .undecided : .withoutAccount
    }
  }

  func allStandingRows() -> [BitRow] {
    var rows = Array(
      repeating: BitRow(count: tenant.objectCount), count: MemberStanding.allCases.count)
    for (object, standing) in standings.enumerated() {
      rows[Int(standing.rawValue)].insert(ObjectIndex(object))
    }
    return rows
  }
}
