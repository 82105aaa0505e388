import DirectoryModel
package import SyncSemantics

/// Keeps account of how far copies lag behind their originals, for each group and person.
///
/// It is shown the world after every step and reads what the timeline has gained. Only groups that
/// are linked count, and only persons whom a run wants in the copy: whoever the policy leaves out
/// does not wait.
package struct ExposureLedger: Sendable {
  let policy: Policy
  /// How much of the timeline has been read.
  private var position = 0
  var closed: [ExposureRecord] = []
  var open = OpenExposures()
  /// What the authority took back at one time: at the same time it may be as it was again.
  var turned: [Key: (waiting: Waiting, record: ExposureRecord)] = [:]
  var turnedAt: Instant?
  /// Who waits, by copy and account: of somebody deleted only the account is left.
  var persons = PersonsOfAccounts()
  /// The links of each linked group of the side that is right, and the link of each copy.
  var links = BothSides(tenant: LinkTable(), local: LinkTable())
  var linksOfCopies = BothSides(tenant: LinkTable(), local: LinkTable())
  /// The links that groups had which are deleted: runs let go of those.
  var linksOfGone = BothSides<[ObjectIndex: [LedgerLink]]>(tenant: [:], local: [:])
  /// Whether some group of the tenant may be deleted.
  var hasDeletedGroups = false
  var ways = WaysUp()
  var below = WaysDown()
  /// What was reached last, for the next change of the same list.
  var reach = Reach()
  private var linksSeen: (count: Int, runs: UInt32) = (-1, 0)
  private var areLinksRead = false
  /// Those who kept access, by group and by person; made when a group or an account ends.
  var ends: OpenEnds?
  /// Changes before any run has looked, by entry: what is linked is not known yet.
  var early: [UInt32: Dating] = [:]
  /// Accounts that somebody changed a copy for before a run had found out whose they are.
  var strangers: [(link: LedgerLink, account: ObjectIndex, moment: Moment)] = []
  /// When a run came to nothing last.
  var lastFailure: Instant?
  /// Since when the events that are shown next can have happened.
  var dating = Dating.exact

  /// A group's copy and a person on the side that is right.
  struct Key: Hashable {
    var tenantGroup: ObjectIndex
    var localGroup: ObjectIndex
    var person: ObjectIndex

    func hash(into hasher: inout Hasher) {
      // Two words take half as long as three numbers.
      hasher.combine(UInt64(tenantGroup) << 32 | UInt64(localGroup))
      hasher.combine(UInt64(person))
    }
  }

  /// Since when the events that follow can have happened.
  enum Dating: Sendable {
    /// At the time of the event.
    case exact
    /// At a time, or later up to that of the event.
    case after(Instant)
    /// At any time before the event.
    case unknown
  }

  /// Something that has not ended yet.
  struct Waiting: Sendable {
    var record: ExposureRecord
    let isPushed: Bool
    /// Whether a run went by after the authority can have changed and before it did.
    var hasRunBetween = false
    /// Whether a run has gone by that did not want the change.
    var isPassedOver = false
    /// What kept runs from making the change.
    var hold = Hold.none
    /// Seconds after which a run came that may have made the change, though nothing proves it.
    var unproved: Int64?

    var key: Key {
      Key(
        tenantGroup: record.tenantGroup, localGroup: record.localGroup, person: record.person)
    }

    /// Whether a run before it might have made the change already.
    var mayHaveEndedSooner: Bool { hasRunBetween && hold != .lasting }
  }

  /// What kept runs from making a change that they wanted.
  enum Hold: UInt8 {
    case none
    /// Something that would have kept every run before from it as well.
    case lasting
    /// Something that may not be so in another run.
    case passing

    init(_ decision: Decision) {
      switch decision {
      case .noAccount, .notWritable, .keptByPolicy, .lastOwner: self = .lasting
      case .perform, .notProved, .tooManyRemovals, .tooLargeShare, .tooFewLeft: self = .passing
      }
    }
  }

  package init(_ policy: Policy) { self.policy = policy }

  /// Reads what the timeline has gained; takes time in proportion to that.
  package mutating func observe(_ world: World, _ timeline: Timeline) {
    if linksSeen != (world.links.count, world.session.runCount) {
      linksSeen = (world.links.count, world.session.runCount)
      areLinksRead = false
    }
    while position < timeline.entries.count {
      let entry = timeline.entries[position]
      switch entry.kind {
      case .event:
        if entry.change != nil {
          if !areLinksRead { readLinks(world) }
          note(entry, position, world, timeline)
        } else {
          // Somebody did something else: a link may be another one.
          areLinksRead = false
        }
      case .written: close(entry, UInt32(position), world, timeline)
      case .heldBack: hold(entry, world, timeline)
      case .runEnded: settle(entry, world)
      case .crashed: lastFailure = entry.time
      case .refused, .runStarted, .read, .readFailed, .linked, .unlinked, .writeFailed, .retried,
        .linkEnded, .published:
        break
      }
      position += 1
    }
  }

  /// Makes room for so many changes of lists.
  mutating func expect(_ changes: Int) {
    open.expect(changes)
    persons.expect(changes)
  }

  /// Everything that ended, and what had not ended by now; in the order of groups and persons.
  package func records(_ world: World) -> [ExposureRecord] {
    var records = closed + turned.values.map(\.record)
    for waiting in open.all {
      let key = waiting.key
      var record = waiting.record
      if record.account == noObject {
        record.account = account(of: key, isPushed: waiting.isPushed, world)
      }
      switch record.kind {
      case .departed:
        if isInCopy(key, record.account, isPushed: waiting.isPushed, world) == .no { continue }
      case .joiner: if waiting.hold == .none, waiting.isPassedOver { continue }
      }
      let isLeft = waiting.hold == .none && waiting.isPassedOver
      record.shortest = waiting.mayHaveEndedSooner && !isLeft ? 0 : waiting.unproved
      records.append(record)
    }
    return records.sorted { one, other in
      (one.kind.rawValue, one.localGroup, one.tenantGroup, one.person, one.since, one.cause)
        < (
          other.kind.rawValue, other.localGroup, other.tenantGroup, other.person, other.since,
          other.cause
        )
    }
  }

  private mutating func readLinks(_ world: World) {
    let isFirst = links.tenant.isBlank
    reach.forget()
    for side in [Side.tenant, .local] {
      let count = side == .tenant ? world.tenant.objectCount : world.local.objectCount
      links[side].clear(objectCount: count)
      linksOfCopies[side].clear(objectCount: count)
    }
    for index in world.links.indices where world.links[index].hasCopy {
      let link = LedgerLink(
        tenantGroup: world.links[index].tenantGroup, localGroup: world.links[index].localGroup,
        isPushed: policy.isPushed(world.links[index].direction))
      let (original, copy) = link.isPushed ? (Side.local, Side.tenant) : (.tenant, .local)
      links[original].insert(link, of: link.isPushed ? link.localGroup : link.tenantGroup)
      linksOfCopies[copy].insert(link, of: link.isPushed ? link.tenantGroup : link.localGroup)
    }
    if isFirst, policy.members.nesting == .transitive {
      let tenant = world.tenant
      hasDeletedGroups = tenant.kinds.indices.contains {
        tenant.kinds[$0] == .group && tenant.flags[$0].contains(.deleted)
      }
    }
    areLinksRead = true
  }
}

extension ExposureLedger.Key {
  init(_ link: LedgerLink, _ person: ObjectIndex) {
    (tenantGroup, localGroup, self.person) = (link.tenantGroup, link.localGroup, person)
  }
}

extension SyncLink {
  /// Whether a copy goes by the link: it is synchronised, or was and somebody has stopped that.
  fileprivate var hasCopy: Bool {
    switch state {
    case .enabled: true
    case .disabled: lastSync != nil
    case .new, .orphaned, .deleted: false
    }
  }
}
