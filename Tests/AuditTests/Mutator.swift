import Audit
import DirectoryModel
import SyncSemantics
import TestSupport

/// Makes a clean world of random people and groups and plants faults in it, each of which states
/// the findings that it has to cause.
///
/// Groups 1 to 4 keep their pairs and hold the faults of members; the others hold the faults of
/// groups, one each. A fault about a person brings its own person, so that no two faults meet.
struct Mutator {
  var random: SeededGenerator
  var world: World
  /// Whether the application keeps identifiers.
  let hasIdentifiers: Bool
  /// Every finding that has to be there: `rule tenant-group local-group person account`.
  var expected: [String] = []
  /// What was planted, for the log of a failure.
  var planted: [String] = []
  private var nextPerson = 101
  private var nextGroup = 1
  private var spellings = Case.spellings

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    world = try World("mirror")
    hasIdentifiers = random.chance(2, outOf: 3)
    world.policy.members.nesting = random.pick([.direct, .transitive, .preserved])
    world.policy.owners.handling = .mirror
    world.expected = []
    for _ in 0..<24 { _ = addPerson() }
    for _ in 0..<12 { addGroup() }
    random.shuffle(&spellings)
  }

  /// Plants some faults and forgets identifiers where the application keeps none.
  mutating func plant(_ count: Int) {
    var groups = Array(5...12)
    random.shuffle(&groups)
    var kinds = Fault.allCases.filter { hasIdentifiers || !$0.needsIdentifiers }
    random.shuffle(&kinds)
    for kind in kinds.prefix(count) {
      if kind.isOfGroup {
        guard let group = groups.popLast() else { continue }
        plant(kind, inGroup: group)
      } else {
        plant(kind)
      }
      planted.append("\(kind)")
    }
    if !hasIdentifiers { world.forgetIdentifiers() }
    random.shuffle(&world.people)
    random.shuffle(&world.accounts)
    random.shuffle(&world.groups)
    random.shuffle(&world.localGroups)
  }

  /// The kinds of fault, in the words of the sample databases.
  enum Fault: CaseIterable {
    case spelling, renamed, deletedGroup, missingLocally, onlyLocal, duplicate, recreatedGroup
    case swapped
    case missing, extra, departed, disabled, noAccount, unmatched, unmatchedMember, twoAccounts
    case movedName, recreatedPerson, unknownIdentifier, changedMail, blankName, guestForm
    case recycled, nested, edge, cycle, localCycle, dangling, repeated, ownerMissing, ownerExtra

    var needsIdentifiers: Bool {
      switch self {
      case .recreatedGroup, .swapped, .recreatedPerson, .unknownIdentifier, .recycled: true
      default: false
      }
    }

    var isOfGroup: Bool {
      switch self {
      case .spelling, .renamed, .deletedGroup, .missingLocally, .onlyLocal, .duplicate,
        .recreatedGroup, .swapped:
        true
      default: false
      }
    }
  }
}

extension Mutator {
  private static let syllables = [
    "bar", "dol", "fen", "gim", "hul", "jor", "kas", "lem", "mir", "nov", "pex", "quil",
  ]

  /// Two words that no other number gives.
  private static func words(_ number: Int) -> String {
    func syllable(_ index: Int) -> String { syllables[index % 12] }
    let first = syllable(number) + syllable(number / 12 + 5)
    let last = syllable(number * 7 + 3) + syllable(number * 5 + 1) + syllable(number / 12)
    return [first, last].map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }

  /// A new person with an account, in no group.
  private mutating func addPerson() -> Int {
    let id = nextPerson
    nextPerson += 1
    world.addPerson(id, Self.words(id))
    return id
  }

  private mutating func addGroup() {
    // Nobody from among those whom faults brought.
    var people = Array(101...124)
    random.shuffle(&people)
    let id = nextGroup
    nextGroup += 1
    world.addGroup(id, "Team " + Self.words(500 + id), Array(people.prefix(4 + id % 3)).sorted())
    world.expected?.append(id)
  }

  /// One of the groups that keep their pairs.
  private mutating func stableGroup() -> Int { 1 + random.number(below: 4) }

  /// A new person who is in a stable group on both sides.
  private mutating func addMember() -> (person: Int, group: Int) {
    let (id, group) = (addPerson(), stableGroup())
    world.group(group) { $0.members.append(id) }
    world.copy(group) { $0.members.append(id - 100) }
    return (id, group)
  }

  private mutating func expect(
    _ rule: String, group: Int? = nil, copy: Int? = nil, person: Int? = nil, account: Int? = nil
  ) {
    let words = [group, copy, person, account].map { $0.map(String.init) ?? "-" }
    expected.append("\(rule) \(words.joined(separator: " "))")
  }

  private mutating func plant(_ kind: Fault, inGroup group: Int) {
    switch kind {
    case .spelling:
      guard let spelling = spellings.popLast() else { return }
      spellings.removeAll { $0.tenant == spelling.tenant }
      world.group(group) { $0.name = spelling.tenant }
      world.copy(group) { $0.name = spelling.local }
      expect(spelling.rule, group: group, copy: group)
    case .renamed:
      world.group(group) { $0.name = "Renamed \(Self.words(700 + group))" }
      expect("group.renamed", group: group, copy: group)
    case .deletedGroup:
      world.delete(group: group)
      expect("group.deleted", group: group, copy: group)
    case .missingLocally:
      world.localGroups.removeAll { $0.key == group }
      expect("group.missing-locally", group: group)
    case .onlyLocal:
      world.localGroups.append(World.LocalGroup(key: 60 + group, name: "Chess Club \(group)"))
      expect("group.missing-in-tenant", copy: 60 + group)
    case .duplicate:
      let name = world.groups.first { $0.id == group }?.name ?? ""
      let second = random.pick([name, name.uppercased(), name + " "])
      world.localGroups.append(World.LocalGroup(key: 60 + group, name: second))
      expect("group.duplicate-name", group: group, copy: 60 + group)
    case .recreatedGroup: recreate(group)
    case .swapped: swapIdentifiers(of: group)
    default: break
    }
  }

  private mutating func recreate(_ group: Int) {
    guard let old = world.groups.first(where: { $0.id == group }) else { return }
    world.delete(group: group)
    var new = old
    new.id = 60 + group
    world.groups.append(new)
    world.expected?.append(new.id)
    expect("group.recreated", group: new.id, copy: group)
  }

  /// Exchanges the identifiers of a new pair of groups and the one at hand.
  private mutating func swapIdentifiers(of group: Int) {
    addGroup()
    let other = nextGroup - 1
    world.copy(group) { $0.externalID = other }
    world.copy(other) { $0.externalID = group }
    expect("group.external-id-swapped", group: group, copy: group)
    expect("group.external-id-swapped", group: other, copy: other)
  }
}

extension Mutator {
  private mutating func plant(_ kind: Fault) {
    switch kind {
    case .missing, .extra, .departed, .noAccount, .dangling, .repeated: plantMember(kind)
    case .ownerMissing, .ownerExtra: plantOwner(kind)
    case .nested, .edge, .cycle, .localCycle: plantNesting(kind)
    case .unmatched, .unmatchedMember, .twoAccounts: plantAccount(kind)
    default: plantPerson(kind)
    }
  }

  private mutating func plantMember(_ kind: Fault) {
    let (id, group) = addMember()
    let key = id - 100
    switch kind {
    case .missing:
      world.copy(group) { $0.members.removeAll { $0 == key } }
      expect("membership.missing", group: group, copy: group, person: id, account: key)
    case .extra:
      world.group(group) { $0.members.removeAll { $0 == id } }
      expect("membership.extra", group: group, copy: group, person: id, account: key)
    case .departed:
      world.delete(person: id)
      expect("identity.departed", person: id, account: key)
      expect("membership.departed", group: group, copy: group, account: key)
    case .noAccount:
      world.remove(account: key)
      expect("identity.not-imported", person: id)
    case .dangling:
      world.copy(group) { $0.members.append(9_000 + key) }
      expect("local.dangling-row", group: group, copy: group, account: 9_000 + key)
    default:
      world.copy(group) { $0.members.append(key) }
      expect("local.repeated-row", group: group, copy: group, person: id, account: key)
    }
  }

  private mutating func plantOwner(_ kind: Fault) {
    let (id, group) = addMember()
    if kind == .ownerMissing {
      world.group(group) { $0.owners.append(id) }
      expect("owner.missing", group: group, copy: group, person: id, account: id - 100)
    } else {
      world.copy(group) { $0.owners.append(id - 100) }
      expect("owner.extra", group: group, copy: group, person: id, account: id - 100)
    }
  }

  private mutating func plantAccount(_ kind: Fault) {
    let key = 3_000 + random.number(below: 1_000)
    switch kind {
    case .unmatched:
      world.accounts.append(World.Account(key: key, userName: "robot-\(key)"))
      expect("identity.unmatched", account: key)
    case .unmatchedMember:
      let group = stableGroup()
      world.accounts.append(World.Account(key: key + 1_000, userName: "service-\(key)"))
      world.copy(group) { $0.members.append(key + 1_000) }
      expect("identity.unmatched", account: key + 1_000)
      expect("membership.unmatched-account", group: group, copy: group, account: key + 1_000)
    default:
      let (id, group) = addMember()
      let mail = world.people.first { $0.id == id }?.mail ?? ""
      let second = World.Account(
        key: key + 2_000, userName: "second-\(key)", mail: mail,
        externalID: hasIdentifiers ? id : nil)
      world.accounts.append(second)
      world.copy(group) { $0.members.append(key + 2_000) }
      expect("identity.two-accounts", person: id, account: key + 2_000)
      expect("membership.second-account", group: group, copy: group, account: key + 2_000)
    }
  }

  private mutating func plantPerson(_ kind: Fault) {
    let (id, group) = addMember()
    let key = id - 100
    switch kind {
    case .disabled:
      world.person(id) { $0.isEnabled = false }
      expect("identity.disabled-active", person: id, account: key)
    case .movedName:
      world.person(id) { $0.principalName = "moved." + $0.principalName }
      expect("identity.upn-changed", person: id, account: key)
    case .recreatedPerson:
      guard var new = world.people.first(where: { $0.id == id }) else { return }
      world.delete(person: id)
      new.id = 6_000 + id
      world.people.append(new)
      world.group(group) { $0.members.append(6_000 + id) }
      expect("identity.recreated", person: new.id, account: key)
    case .unknownIdentifier:
      world.account(key) { $0.externalID = 8_000 + key }
      expect("identity.external-id-unknown", person: id, account: key)
    case .changedMail:
      world.account(key) { $0.mail = "old.\(key)@example.org" }
      expect("identity.mail-changed", person: id, account: key)
    case .blankName:
      world.account(key) { $0.userName += random.pick([" ", "\u{A0}", "\u{200B}"]) }
      expect("identity.name-blank", person: id, account: key)
    case .guestForm: plantGuest(id)
    default: plantRecycledAddress(id)
    }
  }

  private mutating func plantGuest(_ id: Int) {
    let address = "guest\(id)@partner.example"
    world.person(id) {
      $0.isGuest = true
      $0.principalName = "guest\(id)_partner.example#EXT#@example.com"
      $0.mail = address
    }
    world.account(id - 100) {
      $0.userName = address
      $0.mail = address
    }
    expect("identity.guest-form", person: id, account: id - 100)
  }

  /// Somebody new gets the name and address of a person who got others.
  private mutating func plantRecycledAddress(_ id: Int) {
    let old = world.people.first { $0.id == id }
    world.person(id) {
      ($0.principalName, $0.mail) = ("new\(id)@example.com", "new\(id)@example.com")
    }
    world.people.append(
      World.Person(
        id: 6_000 + id, name: Self.words(900 + id), principalName: old?.principalName ?? "",
        mail: old?.mail ?? ""))
    expect("identity.recycled-address", person: id, account: id - 100)
    // The changed name says it all: the address is not reported a second time.
    expect("identity.upn-changed", person: id, account: id - 100)
  }
}

extension Mutator {
  /// A new pair of groups with one new member each side.
  private mutating func addInnerGroup() -> (group: Int, person: Int) {
    let (id, group) = (addPerson(), nextGroup)
    nextGroup += 1
    world.addGroup(group, "Inner " + Self.words(500 + group), [id])
    world.expected?.append(group)
    return (group, id)
  }

  private mutating func plantNesting(_ kind: Fault) {
    switch kind {
    case .nested: plantNestedMember()
    case .edge: plantEdge()
    case .cycle: plantCycle(isLocal: false)
    default: plantCycle(isLocal: true)
    }
  }

  private mutating func plantNestedMember() {
    let (inner, person) = addInnerGroup()
    let outer = stableGroup()
    world.group(outer) { $0.members.append(inner) }
    switch world.policy.members.nesting {
    case .transitive:
      expect(
        "nested.member-missing", group: outer, copy: outer, person: person, account: person - 100)
    case .direct, .preserved:
      world.copy(outer) {
        $0.members.append(person - 100)
        $0.nested.append(inner)
      }
      expect("nested.flattened", group: outer, copy: outer, person: person, account: person - 100)
    }
  }

  /// An edge on one side only; it matters where nesting is preserved.
  private mutating func plantEdge() {
    let (inner, person) = addInnerGroup()
    let outer = stableGroup()
    if random.chance(1, outOf: 2) {
      world.group(outer) { $0.members.append(inner) }
      switch world.policy.members.nesting {
      case .preserved:
        expect("nested.edge-missing", group: outer, copy: outer, person: inner, account: inner)
      case .transitive: world.copy(outer) { $0.members.append(person - 100) }
      case .direct: break
      }
    } else {
      world.copy(outer) { $0.nested.append(inner) }
      if world.policy.members.nesting == .preserved {
        expect("nested.edge-extra", group: outer, copy: outer, person: inner, account: inner)
      }
    }
  }

  /// Two new groups that contain each other, on one side or on both.
  private mutating func plantCycle(isLocal: Bool) {
    let ((one, first), (other, second)) = (addInnerGroup(), addInnerGroup())
    let isPreserved = world.policy.members.nesting == .preserved
    if isLocal || isPreserved {
      world.copy(one) { $0.nested.append(other) }
      world.copy(other) { $0.nested.append(one) }
      expect("nested.local-cycle", copy: one)
    }
    if !isLocal {
      world.group(one) { $0.members.append(other) }
      world.group(other) { $0.members.append(one) }
      expect("nested.cycle", group: one)
      guard world.policy.members.nesting == .transitive else { return }
      world.copy(one) { $0.members.append(second - 100) }
      world.copy(other) { $0.members.append(first - 100) }
    } else if isPreserved {
      expect("nested.edge-extra", group: one, copy: one, person: other, account: other)
      expect("nested.edge-extra", group: other, copy: other, person: one, account: one)
    }
  }
}
