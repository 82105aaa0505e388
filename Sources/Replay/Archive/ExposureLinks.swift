import DirectoryModel

/// What the account of exposures needs of a link.
struct LedgerLink: Sendable {
  let tenantGroup: ObjectIndex
  let localGroup: ObjectIndex
  let isPushed: Bool
}

/// Links by the number of a group.
struct LinkTable: Sendable {
  private var links: [LedgerLink] = []
  /// The place in `links` of each group's latest link; `UInt32.max` for groups without one.
  private var latest: [UInt32] = []
  /// For each link the place of the one before it of the same group.
  private var former: [UInt32] = []

  /// Whether nothing was ever read into it.
  var isBlank: Bool { latest.isEmpty }

  mutating func clear(objectCount: Int) {
    links.removeAll(keepingCapacity: true)
    former.removeAll(keepingCapacity: true)
    latest = Array(repeating: .max, count: objectCount)
  }

  mutating func insert(_ link: LedgerLink, of group: ObjectIndex) {
    former.append(latest[Int(group)])
    latest[Int(group)] = UInt32(links.count)
    links.append(link)
  }

  /// The latest link of a group.
  func last(of group: ObjectIndex) -> LedgerLink? {
    guard Int(group) < latest.count, latest[Int(group)] != .max else { return nil }
    return links[Int(latest[Int(group)])]
  }

  /// The link of a group that has no other; `nil` for groups with several, or none.
  func only(of group: ObjectIndex) -> LedgerLink? {
    guard let last = last(of: group), former[Int(latest[Int(group)])] == .max else { return nil }
    return last
  }

  /// Whether a group has a link.
  func holds(_ group: ObjectIndex) -> Bool {
    Int(group) < latest.count && latest[Int(group)] != .max
  }

  /// Every link of a group, in the order in which they came.
  func all(of group: ObjectIndex) -> [LedgerLink] {
    guard holds(group) else { return [] }
    var (place, found) = (latest[Int(group)], [LedgerLink]())
    while place != .max {
      found.append(links[Int(place)])
      place = former[Int(place)]
    }
    found.reverse()
    return found
  }
}
