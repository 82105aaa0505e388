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
///
/// The column also tells who counts at all, so that one look at it says everything of somebody.
struct MemberMarks: Sendable {
  /// 0 for whoever never counts, 1 for whoever no mark was made of, else a mark.
  private var column: [UInt32] = []
  /// The mark of whoever is expected; whoever was found has the next one.
  private var expected: UInt32 = 0

  /// Marks nobody, and nobody counts.
  init() {}

  /// Marks nobody; whoever has a standing counts.
  init(_ standings: [MemberStanding]) {
    column = standings.map { $0 == .none ? 0 : 1 }
  }

  /// Takes every mark back.
  mutating func clear() { expected += 2 }

  /// Marks somebody as expected if they count; says whether they do.
  @inline(__always)
  mutating func expect(_ object: ObjectIndex) -> Bool {
    guard column[Int(object)] != 0 else { return false }
    column[Int(object)] = expected
    return true
  }

  /// Marks somebody as found, expected or not.
  @inline(__always)
  mutating func find(_ object: ObjectIndex) { column[Int(object)] = expected + 1 }

  /// Marks somebody as found if they are expected; says whether they are.
  @inline(__always)
  mutating func findExpected(_ object: ObjectIndex) -> Bool {
    guard column[Int(object)] >= expected else { return false }
    column[Int(object)] = expected + 1
    return true
  }

  /// Whether somebody was marked as found.
  @inline(__always)
  func isFound(_ object: ObjectIndex) -> Bool { column[Int(object)] == expected + 1 }

  /// Whether somebody counts and was not found.
  @inline(__always)
  func isMissing(_ object: ObjectIndex) -> Bool {
    let mark = column[Int(object)]
    return mark != 0 && mark <= expected
  }
}

/// What everybody is to a planning, as two planners share it.
struct MemberColumns: Sendable {
  /// What everybody's account is, by tenant number.
  let standings: [MemberStanding]
  /// The tenant partner of each local object; `noObject` if there is none, `group` for groups.
  let partners: [ObjectIndex]

  /// Stands for a local group, which is no member that is compared.
  static let group = noObject - 1
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
    var marks = MemberMarks()
    swap(&marks, &self.marks)
    defer { swap(&marks, &self.marks) }
    marks.clear()
    var found = MemberTally()
    switch set {
    case .list(let list): compare(pair, list, &marks, &count, &extras)
    case .bits(let row, let size):
      let countsAll = !hasUnknownKinds && !hasDeleted
      count.expected = countsAll ? UInt32(size) : tally(of: row, pair.tenant).expected
      found = compare(pair, row, &marks, &count, &extras)
    }
    if leavesOut, count.matched > 0 { leaveOut(pair, marks, &count, &extras) }
    return found
  }

  /// Takes those out of the matched whom the policy leaves out, or may leave out.
  private func leaveOut(
    _ pair: Pair, _ marks: MemberMarks, _ count: inout PairCount,
    _ extras: inout [(ObjectIndex, ObjectIndex)]
  ) {
    let (standings, partners) = (columns.standings, columns.partners)
    var (excluded, undecided) = (UInt32(0), UInt32(0))
    for member in local.members.list(of: pair.local) {
      let partner = partners[Int(member)]
      guard partner < MemberColumns.group, marks.isFound(partner) else { continue }
      if standings[Int(partner)] == .excluded {
        excluded += 1
        extras.append((member, partner))
      } else if standings[Int(partner)] == .undecided {
        // Whoever has an account is undecided for no other reason than this policy.
        undecided += 1
      }
    }
    count.expected -= excluded
    count.matched -= excluded + undecided
    count.unknown += undecided
  }

  private func compare(
    _ pair: Pair, _ list: ArraySlice<ObjectIndex>, _ marks: inout MemberMarks,
    _ count: inout PairCount, _ extras: inout [(ObjectIndex, ObjectIndex)]
  ) {
    let partners = columns.partners
    var (expected, matched) = (UInt32(0), UInt32(0))
    for member in list where marks.expect(member) { expected += 1 }
    for member in local.members.list(of: pair.local) {
      let partner = partners[Int(member)]
      if partner < MemberColumns.group, marks.findExpected(partner) {
        matched += 1
      } else if partner != MemberColumns.group {
        extras.append((member, partner))
      }
    }
    (count.expected, count.matched) = (expected, matched)
  }

  private func compare(
    _ pair: Pair, _ row: BitRow, _ marks: inout MemberMarks, _ count: inout PairCount,
    _ extras: inout [(ObjectIndex, ObjectIndex)]
  ) -> MemberTally {
    let (standings, partners) = (columns.standings, columns.partners)
    var found = MemberTally()
    for member in local.members.list(of: pair.local) {
      let partner = partners[Int(member)]
      if partner < MemberColumns.group, row.contains(partner), standings[Int(partner)] != .none {
        marks.find(partner)
        found[standings[Int(partner)]] += 1
      } else if partner != MemberColumns.group {
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
    let (standings, marks) = (columns.standings, marks)
    var missing = MemberTally()
    switch set {
    case .list(let list):
      for member in list where marks.isMissing(member) {
        missing[standings[Int(member)]] += 1
      }
    case .bits(let row, _): missing = tally(of: row, pair.tenant) - found
    }
    plan.unlisted += Int(missing.expected)
    count.expected -= missing[.excluded]
    count.unknown += missing[.undecided]
    if missing[.undecided] > 0, mayLeaveOut { doubt = Self.doubtOfExclusion }
    if stateOfCopy.provesAbsence {
      count.missing += missing[.account]
    } else {
      count.unknown += missing[.account]
    }
  }

  private func tally(of row: BitRow, _ group: ObjectIndex) -> MemberTally {
    let component = nestingParts.componentOf[Int(group)]
    if let lastTally, lastTally.component == component { return lastTally.tally }
    var tally = MemberTally()
    for standing in MemberStanding.allCases {
      tally[standing] = UInt32(row.commonCount(with: standingRows[Int(standing.rawValue)]))
    }
    lastTally = (component, tally)
    return tally
  }

  func allColumns() -> MemberColumns {
    let kinds = local.kinds
    let standings = allStandings()
    let partners = zip(kinds, matching.tenantOfLocal).map { kind, partner in
      kind == .group ? MemberColumns.group : partner
    }
    return MemberColumns(standings: standings, partners: partners)
  }

  /// What everybody's account is; most people have one, which shows at a glance.
  private func allStandings() -> [MemberStanding] {
    let (kinds, partners) = (tenant.kinds, matching.localOfTenant)
    let plain = ObjectKind.allCases.map { kind in
      kind != .unknown && !leavesOut && policy.members.kinds.contains(kind)
    }
    return kinds.indices.map { index in
      plain[Int(kinds[index].rawValue)] && partners[index] != noObject
        ? .account : standing(ObjectIndex(index))
    }
  }

  private func standing(_ object: ObjectIndex) -> MemberStanding {
    guard counts(object) else { return .none }
    switch isExcluded(object) {
    case .yes: return .excluded
    case .unknown: return .undecided
    case .no: break
    }
    if localPartner(object) != noObject { return .account }
    return absenceOfAccount(object) == .notProved ? .undecided : .withoutAccount
  }

  func allStandingRows() -> [BitRow] {
    var rows = Array(
      repeating: BitRow(count: tenant.objectCount), count: MemberStanding.allCases.count)
    for (object, standing) in columns.standings.enumerated() {
      rows[Int(standing.rawValue)].insert(ObjectIndex(object))
    }
    return rows
  }
}
