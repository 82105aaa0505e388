import DirectoryModel
import SyncSemantics
import YAMLText

/// Makes the world with which a scenario begins.
struct ScenarioWorld {
  let policy: Policy
  var names = ScenarioNames()
  private let tenant: Directory
  private let local: Directory
  private var identifiers: [ScenarioName: GUID] = [:]

  private static let blankTenant = Directory.blank(.tenant)
  private static let blankLocal = Directory.blank(.local)

  /// Begins with snapshots where there are any, else with nothing.
  init(policy: Policy, tenant: Directory?, local: Directory?) {
    self.policy = policy
    self.tenant = tenant ?? Self.blankTenant
    self.local = local ?? Self.blankLocal
  }

  /// The snapshots, or nothing, at the time when a scenario begins.
  func world(beforeStartOf scenario: Scenario) -> World {
    World(
      tenant: Overlay(over: tenant), local: Overlay(over: local),
      start: Instant(seconds: scenario.start), seed: scenario.seed)
  }

  /// Makes the given objects: then the world is as it is when time begins.
  mutating func build(_ scenario: Scenario, in world: inout World) throws(YAMLError) {
    if case .objects(let objects) = scenario.given.directory {
      try make(objects, on: .tenant, &world)
    }
    if case .objects(let objects) = scenario.given.local {
      try make(objects, on: .local, &world)
    }
    if tenant.objectCount + local.objectCount > 0 { world.ownNames = OwnNamesOfSides() }
    world.beginHere()
    world.session.missingPrerequisites = scenario.given.missing.map(\.rawValue)
    if let size = scenario.given.pageSize { world.session.pageSize = size }
    for setting in scenario.given.settings where !setting.isOn {
      world.session.switchedOff += setting.setting.kinds
    }
  }

  private mutating func make(
    _ objects: [GivenObject], on side: Side, _ world: inout World
  ) throws(YAMLError) {
    names.expect(objects.count, on: side)
    world[side].expectObjects(objects.count)
    var new = NewObject(kind: .unknown)
    for place in objects.indices {
      try describe(objects[place], on: side, in: world, as: &new)
      names.set(objects[place].key, world.create(new, on: side), on: side)
    }
    for place in objects.indices where objects[place].kind == .group {
      guard let group = names[objects[place].key, side] else { continue }
      list(objects[place].members, .members, group, objects[place].handMade, side, &world)
      list(objects[place].owners, .owners, group, objects[place].handMade, side, &world)
    }
  }

  private func list(
    _ list: [ScenarioName], _ relation: Relation, _ group: ObjectIndex,
    _ handMade: [ScenarioName], _ side: Side, _ world: inout World
  ) {
    for name in list {
      guard let target = names[name, side] else { continue }
      world.perform(
        .edge(relation, group: group, target: target, isPresent: true), on: side,
        handMade: handMade.contains(name))
    }
  }
}

// Objects as a scenario writes them down.
extension ScenarioWorld {
  /// The object that a scenario means, with what goes without saying.
  func newObject(
    _ object: GivenObject, on side: Side, in world: World
  ) throws(YAMLError) -> NewObject {
    var new = NewObject(kind: object.kind)
    try describe(object, on: side, in: world, as: &new)
    return new
  }

  /// Puts what the scenario says of an object in the place of what was said of another.
  private func describe(
    _ object: GivenObject, on side: Side, in world: World, as new: inout NewObject
  ) throws(YAMLError) {
    (new.kind, new.key, new.guid) = (object.kind, "", .none)
    new.flags = Self.usual(object.kind, side)
    new.texts.removeAll(keepingCapacity: true)
    new.texts.reserveCapacity(4)
    new.texts.append((.displayName, object.key.text))
    if side == .tenant {
      new.guid = Self.identifier(object.kind, world.tenant.objectCount)
    } else {
      new.key = object.key.text
    }
    if object.kind == .user { addUsualNames(of: object, on: side, in: world, to: &new) }
    for property in object.properties {
      try set(property, of: &new, on: side, in: world)
    }
    if side == .tenant, let other = world.tenant.find(new.guid) {
      throw object.key.place.error(
        found: "the identifier \(new.guid) a second time", expected: "an identifier of its own",
        hint: "'\(names.text(of: other, on: .tenant) ?? "")' has it")
    }
  }

  /// What is true of an object of which nothing is said.
  private static func usual(_ kind: ObjectKind, _ side: Side) -> ObjectFlags {
    switch (kind, side) {
    case (.group, .tenant): usualTenantGroup
    case (.user, .tenant): usualTenantUser
    case (.device, .tenant): usualTenantDevice
    case (.user, .local), (.device, .local): usualCopy
    case (_, .tenant): .onPremisesKnown
    case (_, .local): .none
    }
  }

  // Made once: a list of flags takes memory of its own.
  private static let usualCopy: ObjectFlags = [.enabledKnown, .enabled]
  private static let usualTenantDevice: ObjectFlags = usualCopy.union(.onPremisesKnown)
  private static let usualTenantUser: ObjectFlags = usualTenantDevice.union(.guestKnown)
  private static let usualTenantGroup: ObjectFlags = [
    .typesKnown, .securityKnown, .mailKnown, .securityEnabled, .onPremisesKnown,
  ]

  /// Identifiers are numbers in the order of the scenario: `00000001-0000-4000-8000-000000000003`.
  private static func identifier(_ kind: ObjectKind, _ count: Int) -> GUID {
    GUID(high: UInt64(kind.rawValue) << 32 | 0x4000, low: 0x8000_0000_0000_0000 | UInt64(count + 1))
  }

  /// The address of somebody of whom only the name is known: `ada.lovelace@contoso.example`.
  private static func address(_ name: String) -> String {
    if name.utf8.allSatisfy({ $0 < 0x80 }) {
      var address: [UInt8] = []
      address.reserveCapacity(name.utf8.count + 16)
      for byte in name.utf8 {
        address.append(
          byte == UInt8(ascii: " ")
            ? UInt8(ascii: ".") : byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
      }
      address += "@contoso.example".utf8
      return String(decoding: address, as: UTF8.self)
    }
    let local = name.unicodeScalars.map { scalar in
      scalar == " " ? "." : String(scalar).lowercased()
    }
    return local.joined() + "@contoso.example"
  }

  /// A local user of whom only the name is said is the person of that name in the directory.
  private func addUsualNames(
    of object: GivenObject, on side: Side, in world: World, to new: inout NewObject
  ) {
    if side == .tenant {
      let stated = object.properties.first { $0.key == .userName }?.value.text
      let address = stated ?? Self.address(object.key.text)
      new.texts.append((.principalName, address))
      if address.utf8.contains(UInt8(ascii: "@")) { new.texts.append((.mail, address)) }
      return
    }
    guard !object.properties.contains(where: { $0.key.isIdentifying }) else { return }
    guard let person = names[object.key, .tenant], world.tenant.kinds[Int(person)] == .user else {
      let address = Self.address(object.key.text)
      new.texts.append((.principalName, address))
      new.texts.append((.mail, address))
      return
    }
    // The columns alone: the side that holds them would be copied.
    let mail = world.tenant.names.string(world.tenant.mails[Int(person)])
    let form = policy.identityMatching.userNames
    let name = form.name(
      principalName: world.tenant.names.string(world.tenant.principalNames[Int(person)]),
      mail: mail,
      displayName: world.tenant.names.string(world.tenant.displayNames[Int(person)]),
      identifier: world.tenant.guids[Int(person)],
      isGuest: world.tenant.flags[Int(person)].contains(.guest))
    new.texts.append((.principalName, name))
    new.texts.append((.mail, mail))
  }

  private func set(
    _ property: GivenProperty, of new: inout NewObject, on side: Side, in world: World
  ) throws(YAMLError) {
    switch property.key {
    case .id where side == .tenant: new.guid = try identifier(property)
    case .id: new.key = property.value.text
    case .externalID: new.guid = try externalIdentifier(property, in: world)
    default:
      if let (flag, isSet) = property.flag {
        if isSet { new.flags.insert(flag) } else { new.flags.remove(flag) }
        new.flags.formUnion(flag.known)
      } else if case .kind(let kind) = property.value {
        new.flags.subtract([.securityEnabled, .mailEnabled, .unified])
        new.flags.formUnion(kind.flags)
      } else if let field = property.key.field {
        let text = try names.value(of: property, in: world)
        new.texts.removeAll { $0.field == field }
        new.texts.append((field, text))
      }
    }
  }

  private func identifier(_ property: GivenProperty) throws(YAMLError) -> GUID {
    guard let guid = GUID(property.value.text) else {
      throw property.place.error(
        found: "'\(property.value.text)'",
        expected: "an identifier such as '1b8a6f1e-0c8e-4d53-9b39-6f1f3a2b7c10'")
    }
    return guid
  }

  /// An identifier, or the name of the directory's object that has it.
  func externalIdentifier(
    _ property: GivenProperty, in world: World
  ) throws(YAMLError) -> GUID {
    if property.value == .none { return .none }
    let name = ScenarioName(property.value.text, at: property.place)
    if let object = names[name, .tenant] { return world.tenant.guids[Int(object)] }
    return try identifier(property)
  }
}

extension ScenarioProperty {
  /// Whether whoever states it says by what an account is matched.
  fileprivate var isIdentifying: Bool { self == .userName || self == .mail || self == .externalID }
}
