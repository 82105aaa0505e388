import DirectoryModel
import Memory
import SyncSemantics

/// Gathers what changed on the side that is right, for each pair once a member.
struct ChangeFeed {
  private let feed: Feed
  private let policy: Policy
  /// The pair of each group of a side that is followed.
  private var followed = BothSides(tenant: FollowedGroups(), local: FollowedGroups())
  /// Whom changes of a side concern, in which of the followed groups.
  private var touched = BothSides(tenant: TouchedMembers(), local: TouchedMembers())
  /// The followed groups among those above a group of the tenant, itself among them: of the group
  /// whose list changed last.
  private var above = (
    below: noObject, links: [(group: ObjectIndex, pair: UInt32, position: Int)]()
  )
  /// How many objects each side has; `nil` for a side that nothing follows.
  private let objectCounts: BothSides<Int?>

  init(_ feed: Feed, _ policy: Policy) {
    (self.feed, self.policy) = (feed, policy)
    objectCounts = BothSides(
      tenant: feed.tenant.state?.objectCount, local: feed.local.state?.objectCount)
  }

  /// Follows the link of a place; it is read where it stands, because links are many and large.
  mutating func follow(_ links: [SyncLink], _ index: Int, _ pair: UInt32, _ side: Side) {
    let group = side == .tenant ? links[index].tenantGroup : links[index].localGroup
    let position =
      side == .tenant ? links[index].position.tenant : links[index].position.local
    // A state is not taken out of the feed for each link: that would count every part of it.
    guard let count = objectCounts[side] else { return }
    followed[side].insert(group, pair, since: position, of: count)
    for pending in links[index].pending where pending.relation == .members {
      touched[side].insert(pending.member, in: group, pair)
    }
  }

  /// Takes everybody on a pushed list for changed who has another partner than the last time: a
  /// record that was made again is not the one that the directory's group had.
  ///
  /// Linear in the objects of the local side.
  mutating func followPartners(_ matching: Matching, since former: FormerPartners) {
    guard !followed.local.isEmpty, let state = feed.local.state?.overlay else { return }
    for object in former.changes(to: matching) where state.kinds[Int(object)] != .group {
      for group in state.lists(holding: object) {
        guard let pair = followed.local.pair(of: group, at: .max) else { continue }
        touched.local.insert(object, in: group, pair)
      }
    }
  }

  private func isTransitive(_ side: Side) -> Bool {
    policy.members.nesting == .transitive && side == .tenant
  }

  /// Whether somebody counts as being there: a sync that does not follow the feed of users takes
  /// whoever lies in the recycle bin for being there.
  private func isThere(_ member: ObjectIndex, _ state: Overlay) -> Bool {
    !policy.delta.joinsDeletedUsers || state.isLive(member)
  }

  /// The changes in the order of pairs and members.
  mutating func gather() -> [MemberChange] {
    var changes: [MemberChange] = []
    for side in [Side.tenant, .local] {
      guard let state = side == .tenant ? feed.tenant.state : feed.local.state else { continue }
      read(side, state.overlay)
      decide(touched[side].byMember, side, state.overlay, &changes)
    }
    return changes.sorted { ($0.pair, $0.member) < ($1.pair, $1.member) }
  }

  /// Finds out who is a member now, once for everyone who was touched.
  private func decide(
    _ touched: [TouchedMembers.Entry], _ side: Side, _ state: Overlay,
    _ changes: inout [MemberChange]
  ) {
    changes.reserveCapacity(changes.count + touched.count)
    let isTransitive = isTransitive(side)
    var (ways, last) = (WaysUp(), noObject)
    for (place, touch) in touched.enumerated() {
      if place + 12 < touched.count {
        let (far, near) = (touched[place + 12], touched[place + 6])
        state.expectFirst(.members, far.group, far.member)
        state.expectSecond(.members, near.group, near.member)
      }
      var isListed = state.contains(touch.member, in: touch.group)
      // Who is on the list itself need not be looked for above.
      if !isListed, isTransitive {
        if touch.member != last { _ = ways.above(touch.member, state) }
        last = touch.member
        isListed = ways.isMet(touch.group)
      }
      changes.append(
        MemberChange(
          pair: touch.pair, member: touch.member,
          isMember: isListed && isThere(touch.member, state)))
    }
  }

  private mutating func read(_ side: Side, _ state: Overlay) {
    guard !followed[side].isEmpty else { return }
    if isTransitive(side) {
      readTransitive(state)
    } else {
      for edge in feed[side].edges {
        note(edge.target, of: edge.group, edge.position, side, state)
      }
      guard policy.delta.joinsDeletedUsers else { return }
      for person in feed[side].people {
        for group in state.lists(holding: person.person) {
          note(person.person, of: group, person.position, side, state)
        }
      }
    }
  }

  private mutating func note(
    _ target: ObjectIndex, of group: ObjectIndex, _ position: Int, _ side: Side, _ state: Overlay
  ) {
    guard let pair = followed[side].pair(of: group, at: position),
      state.kinds[Int(target)] != .group
    else { return }
    touched[side].insert(target, in: group, pair)
  }

  /// A change below a group changes the members of every group above it, and of every group that
  /// was above it.
  private mutating func readTransitive(_ state: Overlay) {
    var (up, down) = (WaysUp(), WaysDown())
    for edge in feed.tenant.edges
    where state.kinds[Int(edge.target)] == .group && !state.contains(edge.target, in: edge.group) {
      // Whoever came through a group that was taken out may have to leave.
      up.add(from: edge.target, to: edge.group)
      down.add(from: edge.group, to: edge.target)
    }
    for edge in feed.tenant.edges {
      noteTransitive(edge.group, edge.target, edge.position, state, &up, &down)
    }
    for person in feed.tenant.people
    where policy.delta.joinsDeletedUsers || state.kinds[Int(person.person)] == .group {
      for group in state.lists(holding: person.person) {
        noteTransitive(group, person.person, person.position, state, &up, &down)
      }
    }
  }

  private mutating func noteTransitive(
    _ group: ObjectIndex, _ target: ObjectIndex, _ position: Int, _ state: Overlay,
    _ up: inout WaysUp, _ down: inout WaysDown
  ) {
    // Changes of one list mostly follow each other, and every way is known before the first.
    if group != above.below {
      let followed = followed.tenant
      let links = up.above(group, state, throughDeleted: true).compactMap { above in
        followed.entry(of: above).map { (group: above, pair: $0.pair, position: $0.position) }
      }
      above = (group, links)
    }
    guard above.links.contains(where: { position >= $0.position }) else { return }
    for person in down.people(below: target, state) {
      for link in above.links where position >= link.position {
        touched.tenant.insert(person, in: link.group, link.pair)
      }
    }
  }
}

/// The groups of one side that links follow, with the positions from which their changes count.
private struct FollowedGroups: Sendable {
  private var entries: [(pair: UInt32, position: Int)] = []
  /// The place in `entries` of each group; `UInt32.max` for groups that no link follows.
  private var places: [UInt32] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func insert(
    _ group: ObjectIndex, _ pair: UInt32, since position: Int, of objectCount: Int
  ) {
    if places.isEmpty { places = Array(objectCount, of: .max) }
    places[Int(group)] = UInt32(entries.count)
    entries.append((pair, position))
  }

  /// The pair of a group that follows a change at a position.
  func pair(of group: ObjectIndex, at position: Int) -> UInt32? {
    guard let entry = entry(of: group), position >= entry.position else { return nil }
    return entry.pair
  }

  /// The pair of a group, and the position from which on its changes count.
  func entry(of group: ObjectIndex) -> (pair: UInt32, position: Int)? {
    guard Int(group) < places.count, places[Int(group)] != .max else { return nil }
    return entries[Int(places[Int(group)])]
  }
}

/// Members of whom something is to be found out, in groups.
private struct TouchedMembers: Sendable {
  struct Entry: Sendable {
    let member: ObjectIndex
    let group: ObjectIndex
    let pair: UInt32

    static func precedes(_ one: Entry, _ other: Entry) -> Bool {
      (one.member, one.pair) < (other.member, other.pair)
    }
  }

  private var entries: [Entry] = []

  mutating func insert(_ member: ObjectIndex, in group: ObjectIndex, _ pair: UInt32) {
    entries.append(Entry(member: member, group: group, pair: pair))
  }

  /// Everyone in every pair once, by member.
  var byMember: [Entry] {
    var result: [Entry] = []
    for entry in entries.sorted(by: Entry.precedes) {
      if let last = result.last, !Entry.precedes(last, entry) { continue }
      result.append(entry)
    }
    return result
  }
}
