import DirectoryModel
import Testing

@testable import SyncSemantics

/// A tenant written down by hand: names stand for identifiers.
struct TenantSketch {
  struct Person {
    var name: String
    var mail: String? = nil
    var display: String? = nil
    var isGuest = false
    var isDeleted = false
    var proxies: [String] = []
    var otherMails: [String] = []
    var anchor: String? = nil
  }

  struct Group {
    var name: String
    var members: [String] = []
    var groups: [String] = []
    var isDeleted = false
    var isDistribution = false
    /// How much of its members is known.
    var state = Completeness.complete
    /// Told apart by this where several groups have one name.
    var id: String? = nil
  }

  struct Device {
    var name: String
    var deviceID: String? = nil
  }

  var people: [Person] = []
  var groups: [Group] = []
  var devices: [Device] = []
  var capabilities = Capability(rawValue: .max)
  var userState = Completeness.complete
  var groupState = Completeness.complete
  /// The order in which records are read; reversed to show that it does not matter.
  var isReversed = false

  /// The identifier that a sketched object has.
  static func id(_ text: String) -> GUID {
    // FNV-1a, twice: any two names of a test must differ, and runs must agree.
    func hash(_ seed: UInt64) -> UInt64 {
      text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
    return GUID(high: hash(0xCBF2_9CE4_8422_2325), low: hash(0x9E37_79B9_7F4A_7C15))
  }

  func build() -> Directory {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    _ = builder.addSource(
      Source(
        input: "tenant", format: "sketch", sha256: "", byteCount: 0, capabilities: capabilities,
        completeness: .complete))
    let unit = builder.addUnit(PlaceUnit(input: "tenant", counting: .line))
    let place = Place(unit: unit, position: 1)
    for person in isReversed ? people.reversed() : people { add(person, place, &builder) }
    for group in isReversed ? groups.reversed() : groups { add(group, place, &builder) }
    for device in devices {
      let object = builder.object(Self.id("device " + device.name))
      var record = ObjectRecord(kind: .device)
      record.displayName = builder.names.intern(device.name)
      builder.record(object, record, at: place)
      if let id = device.deviceID {
        let name = builder.names.intern(Self.id(id).description)
        builder.setAttribute(.deviceID, of: object, to: name)
      }
    }
    builder.setState(of: .user, to: userState)
    builder.setState(of: .group, to: groupState)
    builder.setState(of: .device, to: .complete)
    return builder.finish()
  }

  private func add(_ person: Person, _ place: Place, _ builder: inout DirectoryBuilder) {
    let guid = Self.id(person.name + (person.isDeleted ? " deleted" : ""))
    let object = builder.object(guid)
    var record = ObjectRecord(kind: .user)
    let prefix = person.isDeleted ? guid.description.filter { $0 != "-" } : ""
    record.principalName = builder.names.intern(prefix + person.name)
    if let mail = person.mail { record.mail = builder.names.intern(mail) }
    if let display = person.display { record.displayName = builder.names.intern(display) }
    record.flags = [.guestKnown]
    if person.isGuest { record.flags.insert(.guest) }
    if person.isDeleted { record.flags.insert(.deleted) }
    builder.record(object, record, at: place)
    for address in person.proxies {
      builder.setAttribute(.proxyAddress, of: object, to: builder.names.intern(address))
    }
    for address in person.otherMails {
      builder.setAttribute(.otherMail, of: object, to: builder.names.intern(address))
    }
    if let anchor = person.anchor {
      builder.setAttribute(.onPremisesImmutableID, of: object, to: builder.names.intern(anchor))
    }
  }

  private func add(_ group: Group, _ place: Place, _ builder: inout DirectoryBuilder) {
    let guid = Self.groupID(group.id ?? group.name)
    let object = builder.object(guid)
    var record = ObjectRecord(kind: .group)
    record.displayName = builder.names.intern(group.name)
    record.flags = [.typesKnown, .securityKnown, .mailKnown]
    record.flags.insert(group.isDistribution ? .mailEnabled : .securityEnabled)
    if group.isDeleted { record.flags.insert(.deleted) }
    builder.record(object, record, at: place)
    builder.beginList(.members)
    for member in group.members { builder.addEntry(Self.id(member), kind: .user) }
    for nested in group.groups { builder.addEntry(Self.groupID(nested), kind: .group) }
    builder.endList(group: guid, state: group.state, at: place)
  }

  static func groupID(_ name: String) -> GUID { id("group " + name) }
}

/// A local database written down by hand: keys count from 1 in the order given.
struct LocalSketch {
  struct Account {
    var name: String
    var mail: String? = nil
    var display: String? = nil
    var external: GUID? = nil
    var externalText: String? = nil
    var isBuiltIn = false
  }

  struct Group {
    var name: String
    var members: [String] = []
    var external: GUID? = nil
    var isBuiltIn = false
  }

  struct Device {
    var name: String
    var external: GUID? = nil
    var host: String? = nil
  }

  var accounts: [Account] = []
  var groups: [Group] = []
  var devices: [Device] = []
  var groupState = Completeness.complete
  var isReversed = false

  func build() -> Directory {
    var builder = DirectoryBuilder(side: .local, wanted: .all)
    _ = builder.addSource(
      Source(
        input: "local.db", format: "sketch", sha256: "", byteCount: 0,
        capabilities: Capability(rawValue: .max), completeness: .complete))
    let unit = builder.addUnit(PlaceUnit(input: "local.db", counting: .row))
    let place = Place(unit: unit, position: 1)
    let indices = isReversed ? Array(accounts.indices.reversed()) : Array(accounts.indices)
    for index in indices { add(accounts[index], index, place, &builder) }
    let groupIndices = isReversed ? Array(groups.indices.reversed()) : Array(groups.indices)
    for index in groupIndices { add(groups[index], index, place, &builder) }
    for (index, device) in devices.enumerated() {
      let object = builder.object(.integer(Int64(index + 1)), kind: .device)
      var record = ObjectRecord(kind: .device)
      record.displayName = builder.names.intern(device.name)
      builder.record(object, record, at: place)
      if let external = device.external { builder.setGUID(external, of: object) }
      if let host = device.host {
        builder.setAttribute(.hostName, of: object, to: builder.names.intern(host))
      }
    }
    for kind in [ObjectKind.user, .device] { builder.setState(of: kind, to: .complete) }
    builder.setState(of: .group, to: groupState)
    return builder.finish()
  }

  private func add(
    _ account: Account, _ index: Int, _ place: Place, _ builder: inout DirectoryBuilder
  ) {
    let object = builder.object(.integer(Int64(index + 1)), kind: .user)
    var record = ObjectRecord(kind: .user)
    record.principalName = builder.names.intern(account.name)
    if let mail = account.mail { record.mail = builder.names.intern(mail) }
    if let display = account.display { record.displayName = builder.names.intern(display) }
    if account.isBuiltIn { record.flags.insert(.builtIn) }
    builder.record(object, record, at: place)
    if let external = account.external { builder.setGUID(external, of: object) }
    if let text = account.externalText {
      builder.setAttribute(.externalIDText, of: object, to: builder.names.intern(text))
    }
  }

  private func add(
    _ group: Group, _ index: Int, _ place: Place, _ builder: inout DirectoryBuilder
  ) {
    let object = builder.object(.integer(Int64(index + 1)), kind: .group)
    var record = ObjectRecord(kind: .group)
    record.displayName = builder.names.intern(group.name)
    if group.isBuiltIn { record.flags.insert(.builtIn) }
    builder.record(object, record, at: place)
    if let external = group.external { builder.setGUID(external, of: object) }
    for member in group.members {
      guard let index = accounts.firstIndex(where: { $0.name == member }) else { continue }
      let account = builder.object(.integer(Int64(index + 1)), kind: .user)
      builder.addRow(.members, group: object, target: account)
    }
    builder.joinState(of: object, .members, with: .complete)
  }
}

/// Both sides and the settings under which they are matched.
struct Comparison {
  var tenant = TenantSketch()
  var local = LocalSketch()
  var policy = Policy(name: "test", summary: "A test.")
  var product = ProductFacts(name: "test")
  var links: [Link] = []
  var aliases: [Link] = []
  var selection: GroupSelection?

  /// What became of every local object: `Finance = Finance (exactName, none)`, one line each.
  func lines() -> [String] {
    let (tenant, local) = (tenant.build(), local.build())
    let matching = match(
      tenant: tenant, local: local, policy: policy, product: product, links: links,
      aliases: aliases, selection: selection)
    let lines = Transcript(tenant: tenant, local: local, matching: matching).lines
    // What is kept of names from one matching to the next changes nothing.
    var keys = NameKeys()
    keys.extend(tenant)
    let again = match(
      tenant: tenant, local: local, policy: policy, product: product, links: links,
      aliases: aliases, selection: selection, keys: keys)
    #expect(Transcript(tenant: tenant, local: local, matching: again).lines == lines)
    // Nor does what the matching before has found.
    var memory: MatchMemory?
    for _ in 0..<2 {
      let known = rematch(
        tenant: tenant, local: local, policy: policy, product: product, links: links + aliases,
        selection: selection, keys: keys, memory: &memory, changed: ChangedObjects())
      #expect(Transcript(tenant: tenant, local: local, matching: known).lines == lines)
    }
    return lines
  }
}

/// A matching as lines that do not depend on numbers.
struct Transcript {
  let tenant: Directory
  let local: Directory
  let matching: Matching

  var lines: [String] {
    var lines: [String] = []
    for pair in matching.groups + matching.principals {
      lines.append(
        "\(name(pair.local)) = \(original(pair.tenant)) (\(pair.evidence), \(pair.difference))")
    }
    for lone in matching.loneLocalGroups + matching.loneLocalPrincipals {
      lines.append("\(name(lone.object)): \(words(lone.reason, isLocal: true))")
    }
    for lone in matching.loneTenantGroups {
      lines.append("missing \(original(lone.object)): \(words(lone.reason, isLocal: false))")
    }
    for conflict in matching.groupConflicts + matching.principalConflicts {
      lines.append("conflict \(name(conflict.local)): \(words(conflict.kind))")
    }
    return lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The name of a local object with its key where it is not the only one.
  private func name(_ object: ObjectIndex) -> String {
    let isAccount = local.kinds[Int(object)] == .user
    let name = isAccount ? local.principalName(object) : local.displayName(object)
    return "\(name)#\(local.keyText(object))"
  }

  private func original(_ object: ObjectIndex) -> String {
    let name =
      tenant.kinds[Int(object)] == .user
      ? tenant.principalName(object) : tenant.displayName(object)
    let isAlone =
      tenant.kinds.indices.count {
        tenant.displayNames[$0] == tenant.displayNames[Int(object)] && tenant.kinds[$0] == .group
      } < 2
    // A deleted user's name begins with its identifier.
    if tenant.isDeleted(object) {
      return "deleted \(tenant.kinds[Int(object)] == .user ? String(name.dropFirst(32)) : name)"
    }
    return isAlone || tenant.kinds[Int(object)] != .group
      ? name : "\(name)@\(tenant.members.list(of: object).count)"
  }

  private func words(_ reason: Loneliness, isLocal: Bool) -> String {
    switch reason {
    case .noCandidate: "nobody"
    case .deleted(let object): original(object)
    case .unknownIdentifier: "unknown identifier"
    case .second(let other, let object):
      isLocal
        ? "second of \(name(other)) for \(original(object))"
        : "second of \(original(other)) for \(name(object))"
    case .ambiguous(let objects):
      "one of "
        + objects.map { isLocal ? original($0) : name($0) }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ")
    case .cannotSay(let why): why
    }
  }

  private func words(_ kind: Conflict.Kind) -> String {
    switch kind {
    case .staleIdentifier: "stale identifier"
    case .identifierOfDeleted(let object): "identifier of \(original(object))"
    case .identifierOfOther(let object): "identifier of \(original(object))"
    case .deviceIdentifier: "device identifier"
    case .recycledAddress(let object): "address of \(original(object))"
    }
  }
}
