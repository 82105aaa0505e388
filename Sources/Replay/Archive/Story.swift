import DirectoryModel
import SyncSemantics

/// Which entries of the timeline led to a change of the copy.
struct Story {
  private struct Edge: Hashable {
    var group: ObjectIndex
    var object: ObjectIndex
    var isPresent: Bool
  }

  private var written: [Edge: UInt32] = [:]
  private var events: [Edge: UInt32] = [:]
  /// By the object of the database that a run wrote, made ones among them.
  private var objects: [ObjectIndex: UInt32] = [:]
  /// When objects of the tenant came into being.
  private var created: [ObjectIndex: UInt32] = [:]
  /// Members whom a run wanted to add and could not, by group and user name.
  private var heldBack: [Wish: UInt32] = [:]

  private struct Wish: Hashable {
    var group: ObjectIndex
    var name: [UInt8]
  }

  /// For entries that ended an exposure those by which it began.
  private var causes: [UInt32: UInt32] = [:]
  private let entries: [TimelineEntry]

  init(_ replay: ArchiveReplay, _ exposures: [ExposureRecord]) {
    entries = replay.timeline.entries
    for (position, change) in replay.world.local.log.enumerated() {
      let origin = replay.world.localOrigins[position]
      guard origin != .max, entries[Int(origin)].kind == .written else { continue }
      switch change {
      case .text(let object, _, _, _), .flags(let object, _, _): objects[object] = origin
      case .edge: continue
      }
    }
    for record in exposures where record.end != .max { causes[record.end] = record.cause }
    for (index, entry) in entries.enumerated() {
      let number = UInt32(index)
      if entry.kind == .written, let operation = entry.operation {
        let isPresent = operation.kind == .addMember || operation.kind == .addOwner
        let edge = Edge(
          group: operation.localGroup, object: operation.localPrincipal, isPresent: isPresent)
        written[edge] = number
      } else if entry.kind == .heldBack, let operation = entry.operation,
        operation.kind == .addMember, operation.tenantPrincipal != noObject
      {
        let tenant = replay.world.tenant
        let name = tenant.names.copy(
          tenant.text(.principalName, of: operation.tenantPrincipal))
        heldBack[Wish(group: operation.localGroup, name: name)] = number
      } else if entry.kind == .event, entry.side == .tenant, let change = entry.change {
        switch change {
        case .edge(.members, let group, let target, let isPresent):
          events[Edge(group: group, object: target, isPresent: isPresent)] = number
        case .flags(let object, let old, let new) where new.contains(.deleted) && old != new:
          events[Edge(group: noObject, object: object, isPresent: false)] = number
        case .flags(let object, let old, let new)
        where new.contains(.recorded) && !old.contains(.recorded):
          created[object] = number
        case .edge, .flags, .text: break
        }
      }
    }
  }

  /// What explains that somebody came in whom the replay wanted and could not prove to be absent.
  func held(_ change: SnapshotChange, _ key: EndKey, _ real: Directory) -> [UInt32] {
    guard change.kind == .memberAdded else { return [] }
    let name = real.names.copy(real.principalNames[Int(change.object)])
    guard let number = heldBack[Wish(group: key.group, name: name)],
      let operation = entries[Int(number)].operation
    else { return [] }
    let edge = Edge(
      group: operation.tenantGroup, object: operation.tenantPrincipal, isPresent: true)
    return (events[edge].map { [$0] } ?? []) + [number]
  }

  /// What happened in the authority, if it is known, and what was written.
  func entries(_ key: EndKey) -> [UInt32] {
    let isPresent = key.kind == .memberAdded || key.kind == .ownerAdded
    let edge = Edge(group: key.group, object: key.object, isPresent: isPresent)
    guard key.kind.relation != nil, let number = written[edge],
      let operation = entries[Int(number)].operation
    else { return making(key) }
    let cause =
      causes[number]
      ?? events[
        Edge(
          group: operation.tenantGroup, object: operation.tenantPrincipal, isPresent: isPresent)]
      ?? events[Edge(group: noObject, object: operation.tenantPrincipal, isPresent: false)]
    return (cause.map { [$0] } ?? []) + [number]
  }
  /// What wrote an object, behind what happened to its original.
  private func making(_ key: EndKey) -> [UInt32] {
    guard key.kind.relation == nil, let number = objects[key.object],
      let operation = entries[Int(number)].operation
    else { return [] }
    let original =
      operation.tenantPrincipal == noObject ? operation.tenantGroup : operation.tenantPrincipal
    let cause =
      switch key.kind {
      case .added: created[original]
      case .deleted, .removed: events[Edge(group: noObject, object: original, isPresent: false)]
      default: nil as UInt32?
      }
    return (cause.map { [$0] } ?? []) + [number]
  }
}
