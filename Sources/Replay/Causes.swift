import DirectoryModel
import SyncSemantics

/// The latest changes of both sides that a run may follow from, and the pages that told them.
struct Causes {
  private var edges: [Side: [UInt64: Int]] = [.tenant: [:], .local: [:]]
  private var targets: [Side: [ObjectIndex: Int]] = [.tenant: [:], .local: [:]]
  private var objects: [Side: [ObjectIndex: Int]] = [.tenant: [:], .local: [:]]
  private var pages: [UInt64: UInt32] = [:]
  private var pagesOfPeople: [ObjectIndex: UInt32] = [:]

  /// Linear in the changes since the given position.
  init(_ world: World, since start: FeedPosition, _ news: FeedPages) {
    for side in [Side.tenant, .local] {
      let overlay = world[side]
      let first = side == .tenant ? start.tenant : start.local
      guard first < overlay.position else { continue }
      for position in first..<overlay.position {
        switch overlay.log[position] {
        case .edge(_, let group, let target, _):
          edges[side]?[Self.key(group, target)] = position
          targets[side]?[target] = position
        case .text(let object, _, _, _), .flags(let object, _, _):
          objects[side]?[object] = position
        }
      }
    }
    (pages, pagesOfPeople) = (news.edges, news.people)
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
        edges[side]?[Self.key(group, target)], objects[side]?[target],
        target == noObject ? objects[side]?[group] : nil,
        operation.cause == .nested && side != copy ? targets[side]?[target] : nil,
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
