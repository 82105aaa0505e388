import DirectoryModel
import SyncSemantics
import Threads

/// Both sides as a run read them last, with what follows from them: nothing of it need be worked
/// out again as long as neither side changes.
struct KnownSight: Sendable {
  /// Objects of both sides up to which a sight outlives its run; larger ones would hold memory.
  static let mostObjects = 4096

  let tenant: Directory
  let local: Directory
  let position: FeedPosition
  fileprivate var tenantNesting: Nesting?
  fileprivate var localNesting: Nesting?
  /// What a full run would do, by the matching that the session remembers.
  fileprivate var plan: Plan?

  /// Whether both sides still are what they were.
  func holds(in world: World) -> Bool {
    position == world.position && tenant.objectCount == world.tenant.objectCount
      && local.objectCount == world.local.objectCount
  }

  fileprivate func isOf(_ sight: Sight) -> Bool {
    tenant === sight.tenant && local === sight.local
  }
}

/// The nested groups of both sides as they were when somebody asked last.
struct FormerNestings: Sendable {
  let nestings: BothSides<Nesting>
  /// Where the logs of both sides stood then.
  fileprivate let position: FeedPosition

  fileprivate init(_ nestings: (tenant: Nesting, local: Nesting), _ position: FeedPosition) {
    self.nestings = BothSides(tenant: nestings.tenant, local: nestings.local)
    self.position = position
  }
}

extension World {
  /// Both sides as they are now; linear in what changed since they were read last, and in all
  /// objects then.
  mutating func plainSight() -> Sight {
    if let known = knownSight { return known }
    if isSmall { return smallSight() }
    session.sight = nil
    let copy = local
    let other = Meanwhile(isSmall: local.objectCount < 2_000) { copy.directory() }
    return Sight(
      tenant: tenant.directory(), local: other.result(), position: position, isPlain: true)
  }

  /// Looks at both sides ahead of the first run, so that copies of this world share what is seen.
  mutating func expectRuns() {
    // A large one would not be remembered.
    if isSmall { _ = nestings(of: plainSight()) }
  }

  /// Whether what is seen of both sides outlives a run.
  private var isSmall: Bool { tenant.objectCount + local.objectCount <= KnownSight.mostObjects }

  /// Both sides as they were read last, where they still are that.
  private var knownSight: Sight? {
    // What is remembered is large: only what is asked for is taken out of it.
    guard session.sight?.holds(in: self) == true, let tenant = session.sight?.tenant,
      let local = session.sight?.local
    else { return nil }
    return Sight(tenant: tenant, local: local, position: position, isPlain: true)
  }

  /// Both sides as they are now, remembered with what is known of a side that did not change.
  private mutating func smallSight() -> Sight {
    let old = session.sight.take()
    let (tenant, local) = (tenant.keepDirectory(), local.keepDirectory())
    session.sight = KnownSight(
      tenant: tenant, local: local, position: position,
      tenantNesting: old?.tenantNesting.flatMap {
        followed($0, .tenant, since: old?.position.tenant ?? 0, over: tenant)
      },
      localNesting: old?.localNesting.flatMap {
        followed($0, .local, since: old?.position.local ?? 0, over: local)
      })
    return Sight(tenant: tenant, local: local, position: position, isPlain: true)
  }

  /// The nested groups of both sides of a sight; linear in their edges unless they are known.
  mutating func nestings(of sight: Sight) -> (tenant: Nesting, local: Nesting) {
    guard session.sight?.isOf(sight) == true else {
      let tenant = followedNesting(.tenant, sight)
      let local = followedNesting(.local, sight)
      let other = Meanwhile(isSmall: local != nil || sight.local.objectCount < 2_000) {
        local ?? Nesting(sight.local)
      }
      let nestings = (tenant: tenant ?? Nesting(sight.tenant), local: other.result())
      if sight.isPlain { session.nestings = FormerNestings(nestings, sight.position) }
      return nestings
    }
    let tenantNesting = session.sight?.tenantNesting ?? Nesting(sight.tenant)
    let localNesting = session.sight?.localNesting ?? Nesting(sight.local)
    session.sight?.tenantNesting = tenantNesting
    session.sight?.localNesting = localNesting
    return (tenantNesting, localNesting)
  }

  /// The nesting of a large side as it was when somebody asked last, where it still is that.
  private func followedNesting(_ side: Side, _ sight: Sight) -> Nesting? {
    guard sight.isPlain, let former = session.nestings else { return nil }
    return side == .tenant
      ? followed(former.nestings.tenant, side, since: former.position.tenant, over: sight.tenant)
      : followed(former.nestings.local, side, since: former.position.local, over: sight.local)
  }

  /// An earlier nesting of a side, where no group came into another or left it since, nor was deleted
  /// or restored; linear in the changes and the objects.
  private func followed(
    _ nesting: Nesting, _ side: Side, since start: Int, over directory: Directory
  ) -> Nesting? {
    let (kinds, log) = (directory.kinds, log(of: side))
    for change in log[start...] {
      switch change {
      case .edge(.members, _, let target, _) where kinds[Int(target)] == .group: return nil
      case .flags(let object, let old, let new)
      where kinds[Int(object)] == .group && old.contains(.deleted) != new.contains(.deleted):
        return nil
      case .edge, .flags, .text: continue
      }
    }
    return nesting.extended(over: directory)
  }

  /// Remembers a matching for as long as it holds; what was planned by another one is forgotten.
  mutating func remember(_ matching: Matching) {
    session.matching = KnownMatching(matching: matching, versions: identityVersions)
    session.sight?.plan = nil
  }
}

extension Engine {
  /// What a full run does about a sight by its matching, before anything is held back.
  func fullPlan(_ sight: Sight, _ matching: Matching, _ world: inout World) -> Plan {
    let isKnown = world.session.sight?.isOf(sight) == true && world.session.matching != nil
    if isKnown, let plan = world.session.sight?.plan { return plan }
    let nestings = world.nestings(of: sight)
    let plan = plan(
      tenant: sight.tenant, local: sight.local, matching: matching, policy: policy,
      nesting: nestings.tenant, localNesting: nestings.local)
    if isKnown { world.session.sight?.plan = plan }
    return plan
  }
}
