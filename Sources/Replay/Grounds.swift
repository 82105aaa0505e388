package import DirectoryModel
import Memory
package import SyncSemantics

/// What an operation rests on beside what happened and the policy, as its run saw it.
package struct Ground: Sendable, Equatable {
  /// The operation's entry of the timeline.
  package let entry: UInt32
  /// By which evidence the groups of both sides are the same, `nil` where none was asked for.
  package let group: Evidence?
  /// The same for the person.
  package let member: Evidence?
  /// The side that nests the groups of the way.
  package let side: Side
  /// The shortest way through nested groups, from the group to the person, both included; empty for
  /// whom no nested group brings in.
  package let way: [ObjectIndex]
}

/// What a run planned by: its sight of the side that is right, and who is who.
///
/// A class, because runs hand it on: a matching has many columns.
final class RunBasis {
  private let sight: Sight
  private let matching: Matching
  private var nestings: (tenant: Nesting, local: Nesting)?
  private var tenantPaths = PathsInTurn(few: RunBasis.few)
  private var localPaths = PathsInTurn(few: RunBasis.few)
  /// Where the pair of each local object stands among those of people and devices, `UInt32.max`
  /// where it has none; made when somebody asks.
  private lazy var places: [UInt32] = {
    var places = Array(matching.tenantOfLocal.count, of: UInt32.max)
    let pairs = matching.principals
    for place in pairs.indices { places[Int(pairs[place].local)] = UInt32(place) }
    return places
  }()
  /// Ways of one group that are looked for one by one: to find all that lead below it takes longer.
  private static let few = 12

  init(_ sight: Sight, _ matching: Matching) { (self.sight, self.matching) = (sight, matching) }

  /// What an operation rests on; linear in the people when it is asked for the first time.
  ///
  /// All ways of one group that are asked for in a row take time in proportion to its nested groups
  /// and their members.
  func ground(
    of operation: Operation, entry: UInt32, writing copy: Side, _ world: inout World
  ) -> Ground {
    let side: Side = copy == .tenant ? .local : .tenant
    return Ground(
      entry: entry, group: groupEvidence(operation), member: memberEvidence(operation), side: side,
      way: way(of: operation, side, &world))
  }

  private func groupEvidence(_ operation: Operation) -> Evidence? {
    guard operation.tenantGroup != noObject, operation.localGroup != noObject,
      Int(operation.localGroup) < matching.pairOfLocalGroup.count
    else { return nil }
    let pair = matching.pair(of: operation.tenantGroup, operation.localGroup)
    return pair == .max ? nil : matching.groups[Int(pair)].evidence
  }

  private func memberEvidence(_ operation: Operation) -> Evidence? {
    guard operation.tenantPrincipal != noObject, operation.localPrincipal != noObject else {
      return nil
    }
    let places = places
    let account = Int(operation.localPrincipal)
    guard account < places.count, places[account] != .max else { return nil }
    let pair = matching.principals[Int(places[account])]
    return pair.tenant == operation.tenantPrincipal ? pair.evidence : nil
  }

  private func way(
    of operation: Operation, _ side: Side, _ world: inout World
  ) -> [ObjectIndex] {
    guard operation.cause == .nested || operation.cause == .onlyNested else { return [] }
    let (group, member) =
      side == .tenant
      ? (operation.tenantGroup, operation.tenantPrincipal)
      : (operation.localGroup, operation.localPrincipal)
    guard group != noObject, member != noObject else { return [] }
    let found = nestings ?? world.nestings(of: sight)
    nestings = found
    let way =
      side == .tenant
      ? tenantPaths.path(from: group, to: member, found.tenant, in: sight.tenant)
      : localPaths.path(from: group, to: member, found.local, in: sight.local)
    return way ?? []
  }
}

extension World {
  /// The operation with its original named, where that was deleted and the plan leaves it out.
  func namingOriginal(_ operation: Operation) -> Operation {
    guard operation.cause == .departed, operation.tenantPrincipal == noObject,
      operation.localPrincipal != noObject
    else { return operation }
    let original = session.partners.tenantPartner(operation.localPrincipal)
    guard original != noObject, !tenant.isLive(original) else { return operation }
    return Operation(
      operation.kind, cause: operation.cause, decision: operation.decision, pair: operation.pair,
      tenantGroup: operation.tenantGroup, localGroup: operation.localGroup,
      tenantPrincipal: original, localPrincipal: operation.localPrincipal)
  }
}
