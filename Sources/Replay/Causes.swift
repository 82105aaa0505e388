import DirectoryModel
import SyncSemantics

/// The latest changes of both sides that a run may follow from, and the pages that told them.
///
/// A class, because every operation asks it: to hand a structure on would count its eight tables.
final class Causes {
  private var changes = BothSides(tenant: Changes(), local: Changes())
  private let pages: [UInt64: UInt32]
  private let pagesOfPeople: [ObjectIndex: UInt32]

  /// Linear in the changes since the given position.
  init(_ world: World, since start: FeedPosition, _ news: FeedPages) {
    (pages, pagesOfPeople) = (news.edges, news.people)
    if start.tenant < world.tenant.position {
      changes.tenant.note(world.tenant.log, from: start.tenant)
    }
    if start.local < world.local.position {
      changes.local.note(world.local.log, from: start.local)
    }
  }

  static func key(_ group: ObjectIndex, _ target: ObjectIndex) -> UInt64 {
    UInt64(group) << 32 | UInt64(target)
  }

  /// The event that an operation follows from, `nil` when there is none but the run itself.
  func event(
    of operation: Operation, writing copy: Side, _ world: World, _ timeline: Timeline
  ) -> UInt32? {
    let tenant = (operation.tenantGroup, operation.tenantPrincipal)
    let local = (operation.localGroup, operation.localPrincipal)
    var latest: UInt32?
    for (side, (group, target)) in [(Side.tenant, tenant), (Side.local, local)] {
      let places = [
        changes[side].edges[Self.key(group, target)], changes[side].objects[target],
        target == noObject ? changes[side].objects[group] : nil,
        operation.cause == .nested && side != copy ? changes[side].targets[target] : nil,
      ]
      for place in places {
        guard let place else { continue }
        let entry = world.origin(side, at: place)
        guard entry != .max, timeline.entries[Int(entry)].kind == .event else { continue }
        latest = max(latest ?? entry, entry)
      }
    }
    return latest
  }

  /// The page that told what an operation follows from, as an index into `Timeline.texts`.
  func page(of operation: Operation) -> UInt32 {
    pages[Self.key(operation.tenantGroup, operation.tenantPrincipal)]
      ?? pagesOfPeople[operation.tenantPrincipal] ?? 0
  }
}

/// The latest changes of one side, as positions of its log.
private struct Changes: Sendable {
  var edges: [UInt64: Int] = [:]
  var targets: [ObjectIndex: Int] = [:]
  var objects: [ObjectIndex: Int] = [:]

  mutating func note(_ log: [Change], from first: Int) {
    for position in first..<log.count {
      switch log[position] {
      case .edge(_, let group, let target, _):
        edges[Causes.key(group, target)] = position
        targets[target] = position
      case .text(let object, _, _, _), .flags(let object, _, _): objects[object] = position
      }
    }
  }
}
