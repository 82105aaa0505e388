package import DirectoryModel

/// One round of the directory's feeds of groups and of users, as pages that come one after another.
///
/// What a round tells is the state at its end of everything that changed since its token: entries
/// come in any order, a group's members may be split over entries and pages, an entry may come
/// twice, what an earlier round told may come again, and a page may be empty.
///
/// Source: "Use delta query to track changes in Microsoft Graph data",
/// https://learn.microsoft.com/graph/delta-query-overview, and "Get incremental changes for
/// groups", https://learn.microsoft.com/graph/delta-query-groups.
package struct DeltaRound: Sendable, Equatable {
  /// Why an object of a feed is marked as removed.
  package enum Removal: String, Sendable {
    /// In the recycle bin.
    case changed
    /// Gone for good.
    case deleted
  }

  /// One entry of `members@delta`; a removed one carries `@removed` with the reason `deleted`.
  package struct Member: Sendable, Equatable {
    package let member: ObjectIndex
    package let isRemoved: Bool
  }

  /// One object of a page, with a slice of what changed among its members.
  package struct Entry: Sendable, Equatable {
    package let object: ObjectIndex
    package let removal: Removal?
    package var members: [Member] = []
  }

  /// One page; the last one of a feed holds the link for the next round.
  package struct Page: Sendable, Equatable {
    package var entries: [Entry] = []
  }

  package var groups: [Page]
  package var users: [Page]

  /// How many entries the pages hold.
  package var entryCount: Int {
    groups.reduce(0) { $0 + $1.entries.count } + users.reduce(0) { $0 + $1.entries.count }
  }
}

extension DeltaRound {
  /// The round that a directory tells of the changes in a stretch of its log.
  ///
  /// Somebody in the recycle bin keeps their memberships: the feed of groups says nothing of them,
  /// the feed of users marks them as removed. Linear in the changes.
  package init(
    of directory: borrowing Overlay, since start: Int, pageSize: Int,
    _ numbers: inout some RandomNumberGenerator
  ) {
    var edges: [ObjectIndex: Set<ObjectIndex>] = [:]
    var objects: Set<ObjectIndex> = []
    for change in directory.log[min(start, directory.position)...] {
      switch change {
      case .edge(.members, let group, let target, _): edges[group, default: []].insert(target)
      case .edge(.owners, _, _, _): continue
      case .text(let object, _, _, _), .flags(let object, _, _): objects.insert(object)
      }
    }
    Self.replay(of: directory, before: start, &edges, &numbers)
    if edges.isEmpty, objects.isEmpty {
      // Most rounds tell nothing.
      groups = Self.pages(of: [], pageSize, &numbers)
      users = Self.pages(of: [], pageSize, &numbers)
      return
    }
    var groups: [Entry] = []
    // A closure over the directory itself would count all that it holds.
    let (kinds, flags) = (directory.kinds, directory.flags)
    for group in Set(edges.keys).union(objects.filter { kinds[Int($0)] == .group })
      .sorted()
    {
      groups += Self.entries(
        of: group, (edges[group] ?? []).sorted(), directory, pageSize, &numbers)
    }
    let users = objects.filter { kinds[Int($0)] != .group }.sorted().map {
      Entry(object: $0, removal: Self.removal(flags[Int($0)]))
    }
    self.groups = Self.pages(of: groups, pageSize, &numbers)
    self.users = Self.pages(of: users, pageSize, &numbers)
  }

  /// Now and then the last change before the round is told once more.
  private static func replay(
    of directory: Overlay, before start: Int, _ edges: inout [ObjectIndex: Set<ObjectIndex>],
    _ numbers: inout some RandomNumberGenerator
  ) {
    guard start > 0, start <= directory.position, numbers.number(below: 4) == 0,
      case .edge(.members, let group, let target, _) = directory.log[start - 1]
    else { return }
    edges[group, default: []].insert(target)
  }

  private static func removal(_ flags: ObjectFlags) -> Removal? {
    if !flags.contains(.recorded) { return .deleted }
    return flags.contains(.deleted) ? .changed : nil
  }

  /// A group's entries: its changed members in slices, in any order.
  private static func entries(
    of group: ObjectIndex, _ targets: [ObjectIndex], _ directory: Overlay, _ pageSize: Int,
    _ numbers: inout some RandomNumberGenerator
  ) -> [Entry] {
    let members = numbers.inAnyOrder(targets).map {
      Member(member: $0, isRemoved: !directory.contains($0, in: group))
    }
    let removal = removal(directory.flags[Int(group)])
    guard !members.isEmpty else { return [Entry(object: group, removal: removal)] }
    var slices: [Entry] = []
    var next = 0
    while next < members.count {
      let most = min(pageSize, members.count - next)
      // Slices are as long as the service likes.
      let length = numbers.number(below: 2) == 0 ? most : 1 + numbers.number(below: most)
      slices.append(
        Entry(
          object: group, removal: removal, members: Array(members[next..<next + length])))
      next += length
    }
    return slices
  }

  /// Puts entries on pages in any order, one now and then twice, with an empty page now and then.
  private static func pages(
    of entries: [Entry], _ pageSize: Int, _ numbers: inout some RandomNumberGenerator
  ) -> [Page] {
    var all = numbers.inAnyOrder(entries)
    if !all.isEmpty, numbers.number(below: 4) == 0 {
      all.append(all[numbers.number(below: all.count)])
    }
    var (pages, weight) = ([Page()], 0)
    for entry in all {
      let own = max(1, entry.members.count)
      if weight + own > pageSize, !pages[pages.count - 1].entries.isEmpty {
        pages.append(Page())
        weight = 0
      }
      pages[pages.count - 1].entries.append(entry)
      weight += own
    }
    if numbers.number(below: 4) == 0 {
      pages.insert(Page(), at: numbers.number(below: pages.count + 1))
    }
    return pages
  }
}

extension RandomNumberGenerator {
  /// The elements in a seeded order.
  package mutating func inAnyOrder<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    var left = result.count
    while left > 1 {
      let chosen = number(below: left)
      left -= 1
      result.swapAt(left, chosen)
    }
    return result
  }
}

extension DeltaRound {
  /// What a reader keeps of a round: the state of each pair of group and member, and of each user.
  package struct Told: Sendable, Equatable {
    /// A group and somebody of whom a page told, with the page's number.
    package struct Edge: Sendable, Equatable {
      package let group: ObjectIndex
      package let member: ObjectIndex
      package let isRemoved: Bool
      package let page: Int
    }

    /// A user or a group of whom a page told, with the page's number.
    package struct Person: Sendable, Equatable {
      package let person: ObjectIndex
      package let removal: Removal?
      package let page: Int
    }

    package var edges: [Edge] = []
    package var people: [Person] = []
    package var groups: [Person] = []
  }

  /// Merges the pages as they come: the same for every order, and however often a page comes.
  package var told: Told {
    var edges: [UInt64: Told.Edge] = [:]
    for (number, page) in groups.enumerated() {
      for entry in page.entries {
        for member in entry.members {
          let key = UInt64(entry.object) << 32 | UInt64(member.member)
          if edges[key] != nil { continue }
          edges[key] = Told.Edge(
            group: entry.object, member: member.member, isRemoved: member.isRemoved,
            page: number + 1)
        }
      }
    }
    return Told(
      edges: edges.sorted { $0.key < $1.key }.map(\.value), people: Self.objects(users),
      groups: Self.objects(groups))
  }

  /// Each object of some pages once, in the order of numbers.
  private static func objects(_ pages: [Page]) -> [Told.Person] {
    var objects: [ObjectIndex: Told.Person] = [:]
    for (number, page) in pages.enumerated() {
      for entry in page.entries where objects[entry.object] == nil {
        objects[entry.object] = Told.Person(
          person: entry.object, removal: entry.removal, page: number + 1)
      }
    }
    return objects.sorted { $0.key < $1.key }.map(\.value)
  }
}
