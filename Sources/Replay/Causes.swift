import DirectoryModel
import SyncSemantics

/// The latest changes of both sides that a run may follow from, and the pages that told them.
///
/// A class, because every operation asks it: to hand a structure on would count its eight tables.
final class Causes {
  private let changes: BothSides<LatestChanges>
  private let pages: [UInt64: UInt32]
  private let pagesOfPeople: [ObjectIndex: UInt32]

  /// Linear in the changes since the given position.
  init(tenant: [Change], local: [Change], since start: FeedPosition, _ news: FeedPages) {
    (pages, pagesOfPeople) = (news.edges, news.people)
    changes = BothSides(
      tenant: LatestChanges(tenant, from: start.tenant),
      local: LatestChanges(local, from: start.local))
  }

  static func key(_ group: ObjectIndex, _ target: ObjectIndex) -> UInt64 {
    UInt64(group) << 32 | UInt64(target)
  }

  /// The event that an operation follows from, `nil` when there is none but the run itself.
  ///
  /// The origins are the entries from which the changes of each side come. Where the way through
  /// nested groups is known, only its own steps count, else every list that names the person.
  func event(
    of operation: Operation, writing copy: Side, origins: (tenant: [UInt32], local: [UInt32]),
    _ entries: [TimelineEntry], way: [ObjectIndex] = []
  ) -> UInt32? {
    let isNested = operation.cause == .nested && way.isEmpty
    let one = event(
      operation.tenantGroup, operation.tenantPrincipal, changes.tenant, origins.tenant, entries,
      isNested: isNested && copy != .tenant, way: copy == .tenant ? [] : way)
    let other = event(
      operation.localGroup, operation.localPrincipal, changes.local, origins.local, entries,
      isNested: isNested && copy != .local, way: copy == .local ? [] : way)
    guard let one, let other else { return one ?? other }
    return max(one, other)
  }

  private func event(
    _ group: ObjectIndex, _ target: ObjectIndex, _ changes: LatestChanges, _ origins: [UInt32],
    _ entries: [TimelineEntry], isNested: Bool, way: [ObjectIndex]
  ) -> UInt32? {
    if changes.isEmpty { return nil }
    var latest: UInt32?
    func consider(_ place: Int?) {
      guard let place, place < origins.count else { return }
      let entry = origins[place]
      guard entry != .max, entries[Int(entry)].kind == .event else { return }
      latest = max(latest ?? entry, entry)
    }
    consider(changes.edge(group, target))
    consider(changes.object(target))
    if target == noObject { consider(changes.object(group)) }
    if isNested { consider(changes.target(target)) }
    for (parent, child) in zip(way, way.dropFirst()) { consider(changes.edge(parent, child)) }
    return latest
  }

  /// The page that told what an operation follows from, as an index into `Timeline.texts`.
  func page(of operation: Operation) -> UInt32 {
    pages[Self.key(operation.tenantGroup, operation.tenantPrincipal)]
      ?? pagesOfPeople[operation.tenantPrincipal] ?? 0
  }
}

/// The latest changes of one side, as positions of its log.
///
/// A few are looked through from the last one back; many are found by their hashes.
private struct LatestChanges: Sendable {
  private static let mostUnhashed = 16

  /// Copies, and where the first of them stands: to hold the log itself would have it copied by the
  /// next change.
  private let few: [Change]
  private let first: Int
  private var edges: [UInt64: Int] = [:]
  private var targets: [ObjectIndex: Int] = [:]
  private var objects: [ObjectIndex: Int] = [:]

  init(_ log: [Change], from first: Int) {
    self.first = first
    guard log.count - first > Self.mostUnhashed else {
      few = first < log.count ? Array(log[first...]) : []
      return
    }
    few = []
    for position in first..<log.count {
      switch log[position] {
      case .edge(_, let group, let target, _):
        edges[Causes.key(group, target)] = position
        targets[target] = position
      case .text(let object, _, _, _), .flags(let object, _, _): objects[object] = position
      }
    }
  }

  var isEmpty: Bool { few.isEmpty && edges.isEmpty && objects.isEmpty }

  private func last(where isMeant: (Change) -> Bool) -> Int? {
    few.lastIndex(where: isMeant).map { first + $0 }
  }

  /// The latest change of one entry of a list.
  func edge(_ group: ObjectIndex, _ target: ObjectIndex) -> Int? {
    edges[Causes.key(group, target)]
      ?? last {
        guard case .edge(_, group, target, _) = $0 else { return false }
        return true
      }
  }

  /// The latest change of any list's entry for somebody.
  func target(_ target: ObjectIndex) -> Int? {
    targets[target]
      ?? last {
        guard case .edge(_, _, target, _) = $0 else { return false }
        return true
      }
  }

  /// The latest change of an object itself.
  func object(_ object: ObjectIndex) -> Int? {
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
