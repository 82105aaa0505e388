import DirectoryModel
import SyncSemantics

/// The latest changes of both sides that a run may follow from, and the pages that told them.
///
/// A class, because every operation asks it: to hand a structure on would count its eight tables.
final class Causes {
  private let changes: BothSides<LatestChanges>
  private let pages: [UInt64: UInt32]
  private let pagesOfPeople: [ObjectIndex: UInt32]

  /// The changes of a side, each with the entry of the timeline that it comes from.
  typealias Log = (changes: [Change], origins: [UInt32])

  /// Linear in the changes since the given position.
  init(
    tenant: Log, local: Log, since start: FeedPosition, _ entries: [TimelineEntry],
    _ news: FeedPages
  ) {
    (pages, pagesOfPeople) = (news.edges, news.people)
    changes = BothSides(
      tenant: LatestChanges(tenant, from: start.tenant, entries),
      local: LatestChanges(local, from: start.local, entries))
  }

  static func key(_ group: ObjectIndex, _ target: ObjectIndex) -> UInt64 {
    UInt64(group) << 32 | UInt64(target)
  }

  /// The event that an operation follows from, `nil` when there is none but the run itself.
  ///
  /// Where the way through nested groups is known, only its own steps count, else every list that
  /// names the person.
  func event(
    of operation: Operation, writing copy: Side, way: [ObjectIndex] = []
  ) -> UInt32? {
    let isNested = operation.cause == .nested && way.isEmpty
    let one = event(
      operation.tenantGroup, operation.tenantPrincipal, changes.tenant,
      isNested: isNested && copy != .tenant, way: copy == .tenant ? [] : way)
    let other = event(
      operation.localGroup, operation.localPrincipal, changes.local,
      isNested: isNested && copy != .local, way: copy == .local ? [] : way)
    guard let one, let other else { return one ?? other }
    return max(one, other)
  }

  private func event(
    _ group: ObjectIndex, _ target: ObjectIndex, _ changes: LatestChanges, isNested: Bool,
    way: [ObjectIndex]
  ) -> UInt32? {
    if changes.isEmpty { return nil }
    var latest: UInt32?
    func consider(_ entry: UInt32?) {
      guard let entry, entry != .max else { return }
      latest = max(latest ?? entry, entry)
    }
    consider(changes.edge(group, target))
    consider(changes.object(target))
    if target == noObject { consider(changes.object(group)) }
    if isNested { consider(changes.target(target)) }
    var index = 1
    while index < way.count {
      consider(changes.edge(way[index - 1], way[index]))
      index += 1
    }
    return latest
  }

  /// The page that told what an operation follows from, as an index into `Timeline.texts`.
  func page(of operation: Operation) -> UInt32 {
    pages[Self.key(operation.tenantGroup, operation.tenantPrincipal)]
      ?? pagesOfPeople[operation.tenantPrincipal] ?? 0
  }
}

/// The latest changes of one side, as the entries of the timeline that tell of the events which made
/// them; `UInt32.max` for a change that no event made.
///
/// A few are looked through from the last one back; many are found by their hashes.
private struct LatestChanges: Sendable {
  private static let mostUnhashed = 16

  private var few: [(change: Change, event: UInt32)] = []
  private var edges: [UInt64: UInt32] = [:]
  private var targets: [ObjectIndex: UInt32] = [:]
  private var objects: [ObjectIndex: UInt32] = [:]

  init(_ side: Causes.Log, from first: Int, _ entries: [TimelineEntry]) {
    let (log, origins) = side
    func event(_ position: Int) -> UInt32 {
      guard position < origins.count, origins[position] != .max,
        entries[Int(origins[position])].kind == .event
      else { return .max }
      return origins[position]
    }
    var positions = first..<max(first, log.count)
    // What the sync itself wrote, which may be all of it, is no event.
    while let position = positions.first, event(position) == .max { positions.removeFirst() }
    guard positions.count > Self.mostUnhashed else {
      few.reserveCapacity(positions.count)
      for position in positions { few.append((log[position], event(position))) }
      return
    }
    for position in positions {
      switch log[position] {
      case .edge(_, let group, let target, _):
        edges[Causes.key(group, target)] = event(position)
        targets[target] = event(position)
      case .text(let object, _, _, _), .flags(let object, _, _): objects[object] = event(position)
      }
    }
  }

  var isEmpty: Bool { few.isEmpty && edges.isEmpty && objects.isEmpty }

  private func last(where isMeant: (Change) -> Bool) -> UInt32? {
    few.last { isMeant($0.change) }?.event
  }

  /// The latest change of one entry of a list.
  func edge(_ group: ObjectIndex, _ target: ObjectIndex) -> UInt32? {
    edges[Causes.key(group, target)]
      ?? last {
        guard case .edge(_, group, target, _) = $0 else { return false }
        return true
      }
  }

  /// The latest change of any list's entry for somebody.
  func target(_ target: ObjectIndex) -> UInt32? {
    targets[target]
      ?? last {
        guard case .edge(_, _, target, _) = $0 else { return false }
        return true
      }
  }

  /// The latest change of an object itself.
  func object(_ object: ObjectIndex) -> UInt32? {
    objects[object]
      ?? last {
        switch $0 {
        case .edge: false
        case .text(object, _, _, _), .flags(object, _, _): true
        case .text, .flags: false
        }
      }
  }
}
