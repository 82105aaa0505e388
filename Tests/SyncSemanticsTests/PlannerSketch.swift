import DirectoryModel

@testable import SyncSemantics

/// Two sides of a few numbered people and lettered groups, matched by hand: person 1 has account 1
/// unless it is taken away, group A has the copy A.
struct PlannerSketch {
  /// What a tenant group or its copy lists.
  struct Lists: Equatable {
    var members: [Int] = []
    /// Indices of groups.
    var nested: [Int] = []
    var owners: [Int] = []
    var handMade: [Int] = []
    var state = Completeness.complete
    var ownerState = Completeness.complete
    var flags: ObjectFlags = [.typesKnown, .securityKnown, .securityEnabled, .mailKnown]
  }

  var tenant: [Lists] = []
  var local: [Lists] = []
  var people = 1...4
  var kinds: [Int: ObjectKind] = [:]
  /// People whom the export only refers to.
  var unrecorded: Set<Int> = []
  var guests: Set<Int> = []
  var blocked: Set<Int> = []
  /// People of whom the export does not say whether they are guests or may sign in.
  var untold: Set<Int> = []
  /// People in the tenant's recycle bin.
  var deleted: Set<Int> = []
  var withoutAccount: Set<Int> = []
  /// Accounts that stand alone, and why; numbers beyond `people` belong to nobody.
  var lone: [Int: Loneliness] = [:]
  /// Accounts that have no record.
  var dangling: Set<Int> = []
  var localUsers = Completeness.complete
  var localDevices = Completeness.notCollected
  var tenantUsers = Completeness.complete
  var directions: [Link.Direction?] = []
  var policy = Policy(name: "test", summary: "A test.")

  init(tenant: [Lists], local: [Lists]) { (self.tenant, self.local) = (tenant, local) }

  /// One group with its copy.
  init(_ tenant: [Int], _ local: [Int]) {
    self.init(tenant: [Lists(members: tenant)], local: [Lists(members: local)])
  }

  static func person(_ number: Int) -> GUID { GUID(high: 1, low: UInt64(number)) }
  static func group(_ index: Int) -> GUID { GUID(high: 2, low: UInt64(index + 1)) }
}

extension PlannerSketch {
  func tenantDirectory() -> Directory {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let place = Place(unit: builder.addUnit(PlaceUnit(input: "t", counting: .row)), position: 1)
    for number in people where !unrecorded.contains(number) {
      var record = ObjectRecord(kind: kinds[number] ?? .user)
      record.flags = untold.contains(number) ? [] : [.enabledKnown, .guestKnown]
      if !blocked.contains(number) { record.flags.insert(.enabled) }
      if guests.contains(number) { record.flags.insert(.guest) }
      if deleted.contains(number) { record.flags.insert(.deleted) }
      builder.record(builder.object(Self.person(number)), record, at: place)
    }
    for (index, lists) in tenant.enumerated() {
      var record = ObjectRecord(kind: .group)
      record.flags = lists.flags
      builder.record(builder.object(Self.group(index)), record, at: place)
    }
    for (index, lists) in tenant.enumerated() {
      builder.beginList(.members)
      for number in lists.members {
        builder.addEntry(Self.person(number), kind: kinds[number] ?? .user)
      }
      for child in lists.nested { builder.addEntry(Self.group(child), kind: .group) }
      builder.endList(group: Self.group(index), state: lists.state, at: place)
      builder.beginList(.owners)
      for number in lists.owners { builder.addEntry(Self.person(number), kind: .user) }
      builder.endList(group: Self.group(index), state: lists.ownerState, at: place)
    }
    builder.setState(of: .user, to: tenantUsers)
    builder.setState(of: .group, to: .complete)
    return builder.finish()
  }

  func localDirectory() -> Directory {
    var builder = DirectoryBuilder(side: .local, wanted: .all)
    let place = Place(unit: builder.addUnit(PlaceUnit(input: "l", counting: .row)), position: 1)
    for number in Set(people).subtracting(withoutAccount).union(lone.keys).sorted()
    where !dangling.contains(number) {
      let object = account(number, &builder)
      builder.record(object, ObjectRecord(kind: accountKind(number)), at: place)
    }
    let (byHand, bySync) = (builder.names.intern("manual"), builder.names.intern("sync"))
    for (index, lists) in local.enumerated() {
      let object = builder.object(.integer(Int64(index)), kind: .group)
      builder.record(object, ObjectRecord(kind: .group), at: place)
      for number in lists.members {
        builder.addRow(
          .members, group: object, target: account(number, &builder),
          origin: lists.handMade.contains(number) ? byHand : bySync)
      }
      for child in lists.nested {
        builder.addRow(
          .members, group: object, target: builder.object(.integer(Int64(child)), kind: .group),
          origin: bySync)
      }
      for number in lists.owners {
        builder.addRow(.owners, group: object, target: account(number, &builder))
      }
      builder.setState(of: object, .members, to: lists.state)
      builder.setState(of: object, .owners, to: lists.ownerState)
    }
    builder.setState(of: .user, to: localUsers)
    builder.setState(of: .device, to: localDevices)
    builder.setState(of: .group, to: .complete)
    return builder.finish()
  }

  private func accountKind(_ number: Int) -> ObjectKind {
    kinds[number] == .device ? .device : .user
  }

  private func account(_ number: Int, _ builder: inout DirectoryBuilder) -> ObjectIndex {
    builder.object(.integer(Int64(number)), kind: accountKind(number))
  }
}

extension PlannerSketch {
  /// The matching that the numbers state.
  func matching(_ tenant: Directory, _ local: Directory) -> Matching {
    var draft = draft(tenant, local)
    return Matching(taking: &draft)
  }

  /// The same while it can still be changed.
  func draft(_ tenant: Directory, _ local: Directory) -> MatchingDraft {
    var matching = MatchingDraft()
    matching.tenantOfLocal = Array(repeating: noObject, count: local.objectCount)
    matching.localOfTenant = Array(repeating: noObject, count: tenant.objectCount)
    matching.pairOfLocalGroup = Array(repeating: .max, count: local.objectCount)
    for object in 0..<ObjectIndex(local.objectCount) {
      guard case .integer(let key)? = local.key(of: object) else { continue }
      let number = Int(key)
      if local.kinds[Int(object)] == .group {
        pairGroup(number, object, tenant, &matching)
      } else if let reason = lone[number] {
        matching.loneLocalPrincipals.append(Lone(object: object, reason: reason))
      } else if let person = tenant.find(Self.person(number)), local.isRecorded(object) {
        matching.principals.append(Pair(tenant: person, local: object, evidence: .externalID))
        matching.tenantOfLocal[Int(object)] = person
        matching.localOfTenant[Int(person)] = object
      }
    }
    matching.groups.sort { $0.tenant < $1.tenant }
    for (index, pair) in matching.groups.enumerated() {
      matching.pairOfLocalGroup[Int(pair.local)] = UInt32(index)
    }
    return matching
  }

  private func pairGroup(
    _ index: Int, _ copy: ObjectIndex, _ tenant: Directory, _ matching: inout MatchingDraft
  ) {
    guard let original = tenant.find(Self.group(index)) else {
      matching.loneLocalGroups.append(Lone(object: copy, reason: .noCandidate))
      return
    }
    let direction = index < directions.count ? directions[index] : nil
    matching.groups.append(
      Pair(tenant: original, local: copy, evidence: .link, direction: direction))
    matching.tenantOfLocal[Int(copy)] = original
    matching.localOfTenant[Int(original)] = copy
  }

  func planned() -> (plan: Plan, tenant: Directory, local: Directory) {
    let (tenant, local) = (tenantDirectory(), localDirectory())
    let plan = plan(
      tenant: tenant, local: local, matching: matching(tenant, local), policy: policy,
      nesting: Nesting(tenant), localNesting: Nesting(local))
    return (plan, tenant, local)
  }

  /// The plan with the work divided and bounded as a test wants it.
  func planned(dividedAt weight: Int, atMost bound: Int = 1_000_000) -> Plan {
    let (tenant, local) = (tenantDirectory(), localDirectory())
    return plan(
      tenant: tenant, local: local, matching: matching(tenant, local), policy: policy,
      nesting: Nesting(tenant), localNesting: Nesting(local), dividedAt: weight, atMost: bound)
  }

  /// The members of some pairs, planned with the work divided as a test wants it.
  func plannedMembers(among pairs: Set<UInt32>, dividedAt weight: Int?) -> Plan {
    let (tenant, local) = (tenantDirectory(), localDirectory())
    let planner = Planner(
      tenant: tenant, local: local, matching: matching(tenant, local), policy: policy,
      nesting: Nesting(tenant), localNesting: Nesting(local))
    planner.planMembers(of: planner.shares(dividedAt: weight, among: pairs))
    return planner.finish()
  }

  /// The plan as lines: `add 1 A direct perform`; a principal of one side only bears its side.
  func lines() -> [String] {
    let (plan, tenant, local) = planned()
    return plan.operations.map { operation in
      "\(operation.kind) \(who(operation, tenant, local)) "
        + "\(group(operation, tenant, local)) \(operation.cause) \(operation.decision)"
    }
  }

  private func who(_ operation: Operation, _ tenant: Directory, _ local: Directory) -> String {
    if operation.localPrincipal != noObject {
      let text = local.keyText(operation.localPrincipal)
      let isGroup = local.kinds[Int(operation.localPrincipal)] == .group
      return isGroup ? Self.letter(Int(text) ?? 0) : text
    }
    guard operation.tenantPrincipal != noObject else { return "nobody" }
    let guid = tenant.guids[Int(operation.tenantPrincipal)]
    return guid.high == 2 ? "tenant \(Self.letter(Int(guid.low) - 1))" : "tenant \(guid.low)"
  }

  private func group(_ operation: Operation, _ tenant: Directory, _ local: Directory) -> String {
    if operation.tenantGroup != noObject {
      return Self.letter(Int(tenant.guids[Int(operation.tenantGroup)].low) - 1)
    }
    return operation.localGroup == noObject
      ? "nowhere" : "local \(local.keyText(operation.localGroup))"
  }

  static func letter(_ index: Int) -> String { String(["A", "B", "C", "D"][index]) }
}
