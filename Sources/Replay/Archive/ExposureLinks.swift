import DirectoryModel
import Memory

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

  /// Asks for where the latest link of a group stands; changes nothing.
  func expectPlace(of group: ObjectIndex) { prefetch(latest, Int(group)) }

  /// Asks for the latest link of a group, once its place is near; changes nothing.
  func expectLink(of group: ObjectIndex) {
    if holds(group) { prefetch(links, Int(latest[Int(group)])) }
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

/// The links of a group and of those above it, for as long as groups stay where they are.
struct Reach: Sendable {
  private var group = noObject
  private var links: [LedgerLink] = []
  /// How much of the tenant's log has been looked at.
  private var position = 0

  /// What is known of a group, unless some group may have moved since.
  mutating func links(above group: ObjectIndex, _ tenant: Overlay) -> [LedgerLink]? {
    if tenant.log[position...].contains(where: { Self.mayMove($0, tenant.kinds) }) { forget() }
    position = tenant.log.count
    return self.group == group ? links : nil
  }

  mutating func keep(_ links: [LedgerLink], above group: ObjectIndex) {
    (self.group, self.links) = (group, links)
  }

  mutating func forget() { (group, links) = (noObject, []) }

  /// Whether a change may be about a group inside another, or one that ends or comes back.
  private static func mayMove(_ change: Change, _ kinds: [ObjectKind]) -> Bool {
    switch change {
    case .edge(_, _, let object, _), .flags(let object, _, _): !kinds[Int(object)].isNoGroup
    case .text: false
    }
  }
}

extension ObjectKind {
  /// Whether it is known to be something else than a group.
  fileprivate var isNoGroup: Bool {
    switch self {
    case .user, .device, .servicePrincipal, .contact: true
    case .group, .unknown: false
    }
  }
}
