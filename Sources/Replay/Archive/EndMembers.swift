import DirectoryModel
import SyncSemantics

/// Whom a real database shows in the groups of a replay.
struct EndMembers {
  private let world: World
  private let policy: Policy
  private let join: EndJoin
  private let real: Directory
  /// By what the members of a group can be told who have no account in the replay.
  private var known: [ObjectIndex: Traits] = [:]

  private struct Traits {
    var identifiers: Set<GUID> = []
    var names: Set<[UInt8]> = []
  }

  private struct Place: Hashable {
    var tenantGroup: ObjectIndex
    var localGroup: ObjectIndex
    var person: ObjectIndex

    init(_ record: ExposureRecord) {
      (tenantGroup, localGroup) = (record.tenantGroup, record.localGroup)
      person = record.person
    }
  }

  init(_ replay: ArchiveReplay, _ join: EndJoin, _ real: Directory) {
    (world, policy, self.join, self.real) = (replay.world, replay.policy, join, real)
  }

  /// The records with what the database shows of the last one of each place.
  mutating func told(_ records: [ExposureRecord]) -> [ExposureRecord] {
    var last: [Place: Int] = [:]
    for (index, record) in records.enumerated() {
      let place = Place(record)
      if let other = last[place], records[other].since > record.since { continue }
      last[place] = index
    }
    var told = records
    for (index, record) in records.enumerated() where last[Place(record)] == index {
      told[index].inDatabase = shows(record)
    }
    return told
  }

  /// Whether the database shows somebody in a copy; of an original it says nothing about the copy.
  private mutating func shows(_ record: ExposureRecord) -> Truth {
    let link = world.links(ofLocal: record.localGroup).first {
      world.links[$0].tenantGroup == record.tenantGroup
    }
    let isPushed = link.map { policy.isPushed(world.links[$0].direction) }
    if isPushed ?? (policy.authority == .local) { return .unknown }
    let group = join.real(record.localGroup)
    let state = group == noObject ? real.members.stateOfOthers : real.members.state(of: group)
    let isWhole = state.provesAbsence || group == noObject && real.state(of: .group).provesAbsence
    let absence = isWhole ? Truth.no : .unknown
    guard group != noObject else { return absence }
    let account = record.account == noObject ? noObject : join.real(record.account)
    if account != noObject { return real.members.contains(account, in: group) ? .yes : absence }
    // Whoever had no account in the replay may have one here, by another name too.
    if record.account == noObject { return isNamed(record.person, in: group) ? .yes : .unknown }
    return absence
  }

  /// Whether a member of a group has the identifier of somebody in the tenant, or their user name.
  private mutating func isNamed(_ person: ObjectIndex, in group: ObjectIndex) -> Bool {
    let traits = known[group] ?? self.traits(of: group)
    known[group] = traits
    let (tenant, form) = (world.tenant, policy.identityMatching.userNames)
    if traits.identifiers.contains(tenant.guids[Int(person)]) { return true }
    let isGuest = tenant.flags[Int(person)].contains(.guest)
    if (isGuest ? form.guests : form.members) == .free { return false }
    let name = form.name(
      principalName: tenant.string(.principalName, of: person),
      mail: tenant.string(.mail, of: person), displayName: tenant.string(.displayName, of: person),
      identifier: tenant.guids[Int(person)], isGuest: isGuest)
    return !name.isEmpty && traits.names.contains(Array(name.utf8))
  }

  private func traits(of group: ObjectIndex) -> Traits {
    var traits = Traits()
    for member in real.members.list(of: group) {
      if real.guids[Int(member)] != .none { traits.identifiers.insert(real.guids[Int(member)]) }
      traits.names.insert(real.names.copy(real.principalNames[Int(member)]))
    }
    return traits
  }
}
