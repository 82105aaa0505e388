extension DirectoryBuilder {
  /// Compares lists that are each said to be the complete one of a group.
  ///
  /// Where they agree, one of them is kept. Where they differ, that is a contradiction, entries of
  /// both are kept, and the list proves no absence any more. Linear unless there are such lists.
  mutating func noteContradictions(_ relation: Relation) {
    var edges = relation == .members ? members : owners
    let claimed = edges.severalClaims(format: formatNumbers())
    guard !claimed.isEmpty else { return }
    // Several references to one array would be copied on writing.
    if relation == .members { members = EdgeAccumulator() } else { owners = EdgeAccumulator() }
    var surplus: Set<Int> = []
    for (group, claims) in claimed where edges.states[group] == .complete {
      compare(claims, of: group, relation, &edges, &surplus)
    }
    edges.drop(entries: surplus)
    if relation == .members { members = edges } else { owners = edges }
  }

  /// For each unit a number of the format that it was read in: pages of a list are of one format.
  private func formatNumbers() -> [Int] {
    var formats: [String] = []
    return units.map { unit in
      let format = sources.first { $0.input == unit.input }?.format ?? ""
      if let known = formats.firstIndex(of: format) { return known }
      formats.append(format)
      return formats.count - 1
    }
  }

  private mutating func compare(
    _ claims: [EdgeAccumulator.Claim], of group: ObjectIndex, _ relation: Relation,
    _ edges: inout EdgeAccumulator, _ surplus: inout Set<Int>
  ) {
    let sets = claims.map { Set($0.entries.map { edges.targets[$0] }) }
    var seen = sets[0]
    for (claim, set) in zip(claims, sets).dropFirst() {
      surplus.formUnion(claim.entries.filter { seen.contains(edges.targets[$0]) })
      seen.formUnion(set)
    }
    guard let other = sets.indices.first(where: { sets[$0] != sets[0] }) else { return }
    edges.states.set(group, to: .partial("two complete lists differ"))
    note(
      Contradiction(
        object: group, property: relation == .members ? "members" : "owners",
        first: claims[0].place, second: claims[other].place,
        firstValue: "\(sets[0].count) entries", secondValue: "\(sets[other].count) entries"))
  }
}

extension EdgeAccumulator {
  /// One statement of what the complete list of a group is.
  struct Claim {
    /// Indices into `targets`.
    var entries: [Int]
    var place: Place
    var format: Int
  }

  /// Groups whose list was said to be complete more than once, with what was said each time.
  ///
  /// A stretch that is whole is a claim; all the others of a group in one format are one, the pages
  /// of a list. A claim that no stretch belongs to is an empty list.
  func severalClaims(format: @autoclosure () -> [Int]) -> [(group: ObjectIndex, claims: [Claim])] {
    let groups = states.claims.indices.filter { states.claims[$0] > 1 }.map(ObjectIndex.init)
    guard !groups.isEmpty else { return [] }
    let formats = format()
    var slots: [ObjectIndex: Int] = [:]
    for (slot, group) in groups.enumerated() { slots[group] = slot }
    var whole = [[Claim]](repeating: [], count: groups.count)
    var pages = [[Claim]](repeating: [], count: groups.count)
    for (index, segment) in segments.enumerated() {
      guard let slot = slots[segment.group] else { continue }
      let end = index + 1 < segments.count ? segments[index + 1].start : targets.count
      let unit = Int(segment.place.unit)
      let claim = Claim(
        entries: Array(segment.start..<end), place: segment.place,
        format: unit < formats.count ? formats[unit] : -1)
      if segment.isWhole {
        whole[slot].append(claim)
      } else if let known = pages[slot].firstIndex(where: { $0.format == claim.format }) {
        pages[slot][known].entries += claim.entries
      } else {
        pages[slot].append(claim)
      }
    }
    return groups.indices.compactMap { slot in
      var claims = whole[slot] + pages[slot]
      if pages[slot].isEmpty, whole[slot].count < states.claims(of: groups[slot]) {
        claims.append(Claim(entries: [], place: .none, format: -1))
      }
      return claims.count > 1 ? (groups[slot], claims) : nil
    }
  }

  /// Removes entries that another list of the same group has too.
  mutating func drop(entries: Set<Int>) {
    guard !entries.isEmpty else { return }
    var kept: [ObjectIndex] = []
    kept.reserveCapacity(targets.count)
    var next = 0
    for (index, target) in targets.enumerated() {
      while next < segments.count, segments[next].start <= index {
        segments[next].start = kept.count
        next += 1
      }
      if !entries.contains(index) { kept.append(target) }
    }
    while next < segments.count {
      segments[next].start = kept.count
      next += 1
    }
    targets = kept
  }
}
