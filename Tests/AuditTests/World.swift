import Audit
import SyncSemantics

@testable import DirectoryModel

/// A small tenant and the application that follows it, as values that a test changes at will.
///
/// People, devices and groups of the tenant share one range of numbers, from which their
/// identifiers are made; accounts and local groups have keys of their own. Places are made of the
/// numbers too, so that the order of records shows nowhere.
struct World: Sendable {
  /// A user, a device or anything else that can be a member.
  struct Person: Sendable {
    var id: Int
    var kind = ObjectKind.user
    var name = ""
    var principalName = ""
    var mail = ""
    var isEnabled: Bool? = true
    var isGuest: Bool? = false
    var isDeleted = false
    /// Whether the tenant's export holds a record, not only a reference.
    var isRecorded = true
    var attributes: [(AttributeKey, String)] = []
  }

  struct Group: Sendable {
    var id: Int
    var name: String
    var members: [Int] = []
    var owners: [Int] = []
    var state = Completeness.complete
    var flags: ObjectFlags = [.typesKnown, .securityKnown, .securityEnabled, .mailKnown]
    var isDeleted = false
    var attributes: [(AttributeKey, String)] = []
  }

  /// An account or a device of the application.
  struct Account: Sendable {
    var key: Int
    var kind = ObjectKind.user
    var userName = ""
    var name = ""
    var mail = ""
    /// The number that the external identifier is made of.
    var externalID: Int?
    var isEnabled: Bool? = true
    var attributes: [(AttributeKey, String)] = []
  }

  struct LocalGroup: Sendable {
    var key: Int
    var name: String
    var externalID: Int?
    /// Keys of accounts; one that is here twice stands in two rows.
    var members: [Int] = []
    /// Keys of devices.
    var devices: [Int] = []
    /// Keys of groups.
    var nested: [Int] = []
    var owners: [Int] = []
    /// Keys of accounts that somebody added by hand.
    var handMade: [Int] = []
    var flags: ObjectFlags = []
    var attributes: [(AttributeKey, String)] = []
  }

  var people: [Person] = []
  var groups: [Group] = []
  var accounts: [Account] = []
  var localGroups: [LocalGroup] = []
  /// What is known of the lists of all objects of a kind; complete unless stated.
  var tenantStates: [ObjectKind: Completeness] = [:]
  var localStates: [ObjectKind: Completeness] = [:]
  /// What is known of the members of every local group.
  var localLists = Completeness.complete
  var ownersKnown = true
  var lost: Capability = []
  /// What further inputs of the tenant cannot say.
  var furtherInputs: [(input: String, lost: Capability)] = []
  var tallies: [(subject: String, reason: String, count: Int)] = []
  var contradictions: [(id: Int, property: String, first: String, second: String)] = []
  /// Numbers of the tenant groups that are meant to be in the application.
  var expected: [Int]?
  var selection: [String] = []
  var links: [Link] = []
  var policy: Policy
  var product = ProductFacts(name: "demo")

  init(_ policy: String = "mirror") throws { self.policy = try Self.builtIn(policy) }

  /// A built-in policy by name.
  static func builtIn(_ name: String) throws -> Policy {
    guard let policy = try SyncSemantics.policy(named: name) else { throw Missing(name: name) }
    return policy
  }

  struct Missing: Error { let name: String }

  /// The identifier that stands for a number.
  static func guid(_ number: Int) -> GUID { GUID(high: 0xABCD_0000_7000, low: UInt64(number)) }
}

extension World {
  /// Compares the two sides.
  func audited(rules: [Rule] = Rule.all) -> AuditResult {
    let (tenant, local) = (tenantDirectory(), localDirectory())
    return audit(
      tenant: tenant, local: local, policy: policy, matching: matching(tenant, local),
      product: product, rules: rules)
  }

  /// Which objects of the two sides are the same.
  func matching(
    _ tenant: Directory, _ local: Directory, adjusting: (inout MatchingDraft) -> Void = { _ in }
  ) -> Matching {
    match(
      tenant: tenant, local: local, policy: policy, product: product, links: links,
      selection: groupSelection, adjusting: adjusting)
  }

  private var groupSelection: GroupSelection? {
    guard let expected else { return nil }
    let entries = expected.map { (Self.guid($0).description) } + selection
    return GroupSelection(text: entries.joined(separator: "\n"), file: "groups.txt")
  }
}

extension World {
  /// The tenant as its export would be read.
  func tenantDirectory() -> Directory {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let unit = builder.addUnit(PlaceUnit(input: "tenant.json", counting: .line))
    _ = builder.addSource(source("tenant.json", "Graph JSON", lacking: lost))
    for further in furtherInputs {
      _ = builder.addSource(source(further.input, "AzureHound", lacking: further.lost))
    }
    let kindOf = kindsByNumber
    for person in people where person.isRecorded { record(person, unit, &builder) }
    for group in groups { record(group, unit, kindOf, &builder) }
    for kind in ObjectKind.allCases {
      builder.setState(of: kind, to: tenantStates[kind] ?? .complete)
    }
    for entry in contradictions {
      builder.note(
        Contradiction(
          object: builder.object(Self.guid(entry.id)), property: entry.property,
          first: Place(unit: unit, position: UInt64(entry.id)),
          second: Place(unit: unit, position: UInt64(entry.id + 5_000)),
          firstValue: entry.first, secondValue: entry.second))
    }
    return builder.finish()
  }

  private var kindsByNumber: [Int: ObjectKind] {
    var kinds: [Int: ObjectKind] = [:]
    for person in people { kinds[person.id] = person.kind }
    for group in groups { kinds[group.id] = .group }
    return kinds
  }

  private func source(_ input: String, _ format: String, lacking: Capability) -> Source {
    Source(
      input: input, format: format, sha256: String(repeating: "0", count: 64), byteCount: 0,
      capabilities: Capability(rawValue: .max).subtracting(lacking), completeness: .complete)
  }

  private func record(_ person: Person, _ unit: UInt32, _ builder: inout DirectoryBuilder) {
    var record = ObjectRecord(kind: person.kind)
    record.displayName = builder.named(person.name)
    record.principalName = builder.named(person.principalName)
    record.mail = builder.named(person.mail)
    if person.isDeleted { record.flags.insert(.deleted) }
    if let isEnabled = person.isEnabled {
      record.flags.formUnion(isEnabled ? [.enabledKnown, .enabled] : [.enabledKnown])
    }
    if let isGuest = person.isGuest {
      record.flags.formUnion(isGuest ? [.guestKnown, .guest] : [.guestKnown])
    }
    let object = builder.object(Self.guid(person.id))
    builder.record(object, record, at: Place(unit: unit, position: UInt64(person.id)))
    for (key, value) in person.attributes {
      builder.setAttribute(key, of: object, to: builder.names.intern(value))
    }
  }

  private func record(
    _ group: Group, _ unit: UInt32, _ kindOf: [Int: ObjectKind], _ builder: inout DirectoryBuilder
  ) {
    var record = ObjectRecord(kind: .group)
    record.displayName = builder.named(group.name)
    record.flags = group.flags
    if group.isDeleted { record.flags.insert(.deleted) }
    let object = builder.object(Self.guid(group.id))
    builder.record(object, record, at: Place(unit: unit, position: UInt64(group.id)))
    for (key, value) in group.attributes {
      builder.setAttribute(key, of: object, to: builder.names.intern(value))
    }
    for (relation, list) in [(Relation.members, group.members), (.owners, group.owners)] {
      builder.beginList(relation)
      for id in list { builder.addEntry(Self.guid(id), kind: kindOf[id] ?? .unknown) }
      let isKnown = relation == .members || ownersKnown
      builder.endList(
        group: Self.guid(group.id),
        state: isKnown ? (relation == .members ? group.state : .complete) : .notCollected,
        at: Place(unit: unit, position: UInt64(1_000 + group.id)))
    }
  }
}

extension World {
  /// The application as its database would be read.
  func localDirectory() -> Directory {
    var builder = DirectoryBuilder(side: .local, wanted: .all)
    let unit = builder.addUnit(
      PlaceUnit(input: "app.db", entry: "accounts", counting: .row))
    let groupUnit = builder.addUnit(
      PlaceUnit(input: "app.db", entry: "groups", counting: .row))
    let number = builder.addSource(source("app.db", "SQLite, preset demo", lacking: []))
    for account in accounts { record(account, unit, &builder) }
    for group in localGroups { record(group, groupUnit, &builder) }
    for group in localGroups { addRows(of: group, &builder) }
    for kind in ObjectKind.allCases {
      builder.setState(of: kind, to: localStates[kind] ?? .complete)
    }
    builder.defaultStates = (localLists, .complete)
    for tally in tallies {
      builder.tally(
        tally.subject, tally.reason, source: number, at: Place(unit: unit, position: 99),
        count: tally.count)
    }
    return builder.finish()
  }

  private func record(_ account: Account, _ unit: UInt32, _ builder: inout DirectoryBuilder) {
    var record = ObjectRecord(kind: account.kind)
    record.displayName = builder.named(account.name)
    record.principalName = builder.named(account.userName)
    record.mail = builder.named(account.mail)
    if let isEnabled = account.isEnabled {
      record.flags.formUnion(isEnabled ? [.enabledKnown, .enabled] : [.enabledKnown])
    }
    let object = builder.object(.integer(Int64(account.key)), kind: account.kind)
    builder.record(object, record, at: Place(unit: unit, position: UInt64(account.key)))
    if let id = account.externalID { builder.setGUID(Self.guid(id), of: object) }
    for (key, value) in account.attributes {
      builder.setAttribute(key, of: object, to: builder.names.intern(value))
    }
  }

  private func record(_ group: LocalGroup, _ unit: UInt32, _ builder: inout DirectoryBuilder) {
    var record = ObjectRecord(kind: .group)
    record.displayName = builder.named(group.name)
    record.flags = group.flags
    let object = builder.object(.integer(Int64(group.key)), kind: .group)
    builder.record(object, record, at: Place(unit: unit, position: UInt64(group.key)))
    if let id = group.externalID { builder.setGUID(Self.guid(id), of: object) }
    for (key, value) in group.attributes {
      builder.setAttribute(key, of: object, to: builder.names.intern(value))
    }
  }

  private func addRows(of group: LocalGroup, _ builder: inout DirectoryBuilder) {
    let object = builder.object(.integer(Int64(group.key)), kind: .group)
    let (byHand, bySync) = (builder.names.intern("manual"), builder.names.intern("sync"))
    let targets: [(ObjectKind, [Int])] = [
      (.user, group.members), (.device, group.devices), (.group, group.nested),
    ]
    for (kind, keys) in targets {
      for key in keys {
        let isByHand = kind == .user && group.handMade.contains(key)
        builder.addRow(
          .members, group: object, target: builder.object(.integer(Int64(key)), kind: kind),
          origin: isByHand ? byHand : bySync)
      }
    }
    for key in group.owners {
      builder.addRow(
        .owners, group: object, target: builder.object(.integer(Int64(key)), kind: .user))
    }
  }
}

extension DirectoryBuilder {
  /// A name, or its absence where the text is empty.
  fileprivate mutating func named(_ text: String) -> NameIndex {
    text.isEmpty ? NameTable.absent : names.intern(text)
  }
}
