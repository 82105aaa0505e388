import DirectoryModel
import YAMLText

/// Which objects the names of a scenario mean, on both sides, as the story goes on.
struct ScenarioNames: Sendable {
  private var tenantObjects = NamedValues<ObjectIndex>()
  private var localObjects = NamedValues<ObjectIndex>()
  /// The names by number of object, empty where the scenario gave none.
  private var tenantTexts: [String] = []
  private var localTexts: [String] = []

  /// Makes room for the objects of a side.
  mutating func expect(_ count: Int, on side: Side) {
    if side == .tenant {
      tenantObjects.expect(count)
      tenantTexts.reserveCapacity(count)
    } else {
      localObjects.expect(count)
      localTexts.reserveCapacity(count)
    }
  }

  /// Gives an object its name.
  mutating func set(_ name: ScenarioName, _ object: ObjectIndex, on side: Side) {
    if side == .tenant {
      tenantObjects.set(object, for: name)
      Self.set(&tenantTexts, name.text, object)
    } else {
      localObjects.set(object, for: name)
      Self.set(&localTexts, name.text, object)
    }
  }

  private static func set(_ texts: inout [String], _ text: String, _ object: ObjectIndex) {
    while texts.count <= Int(object) { texts.append("") }
    texts[Int(object)] = text
  }

  /// Gives an object another name; the old one is free again.
  mutating func rename(_ name: ScenarioName, to new: ScenarioName, on side: Side) {
    guard let object = self[name, side] else { return }
    if side == .tenant { tenantObjects.remove(name) } else { localObjects.remove(name) }
    set(new, object, on: side)
  }

  /// The object that the scenario itself gave a name.
  subscript(name: ScenarioName, side: Side) -> ObjectIndex? {
    side == .tenant ? tenantObjects[name] : localObjects[name]
  }

  /// The name that the scenario gave an object; `nil` when it gave none.
  func text(of object: ObjectIndex, on side: Side) -> String? {
    let texts = side == .tenant ? tenantTexts : localTexts
    guard Int(object) < texts.count, !texts[Int(object)].isEmpty else { return nil }
    return texts[Int(object)]
  }
}

extension ScenarioNames {
  /// The object that a name means now: one that was named, the copy of one, or one of a snapshot.
  func find(_ name: ScenarioName, on side: Side, in world: World) -> ObjectIndex? {
    if let object = given(name, on: side, in: world) { return object }
    return side == .tenant
      ? snapshotObject(name, world.tenant) : snapshotObject(name, world.local)
  }

  /// The object that a name means which the scenario gave, to it or to its original.
  func given(_ name: ScenarioName, on side: Side, in world: World) -> ObjectIndex? {
    if let object = self[name, side] { return object }
    guard side == .local, let original = tenantObjects[name] else { return nil }
    return copy(of: original, in: world)
  }

  /// What an object is called now.
  func text(of object: ObjectIndex, on side: Side, in world: World) -> String {
    if let text = text(of: object, on: side) { return text }
    let overlay = world[side]
    if side == .local, let original = world.tenant.find(overlay.guids[Int(object)]),
      let text = text(of: original, on: .tenant)
    {
      return text
    }
    let name = overlay.string(.displayName, of: object)
    return name.isEmpty ? overlay.string(.principalName, of: object) : name
  }

  /// The local object that a run made for an original; it keeps the original's identifier.
  private func copy(of original: ObjectIndex, in world: World) -> ObjectIndex? {
    let guid = world.tenant.guids[Int(original)]
    return world.local.guids.indices.first {
      world.local.guids[$0] == guid && text(of: ObjectIndex($0), on: .local) == nil
    }.map(ObjectIndex.init)
  }

  private func snapshotObject(_ name: ScenarioName, _ overlay: Overlay) -> ObjectIndex? {
    guard overlay.base.objectCount > 0 else { return nil }
    if overlay.side == .tenant, let guid = GUID(name.text) { return overlay.find(guid) }
    // A key need not be among the names.
    if let text = overlay.names.find(Array(name.text.utf8).span) {
      for field in [overlay.displayNames, overlay.principalNames, overlay.mails] {
        let found = field.indices.filter {
          field[$0] == text && overlay.flags[$0].contains(.recorded)
        }
        if found.count == 1 { return ObjectIndex(found[0]) }
      }
    }
    guard overlay.side == .local else { return nil }
    return Self.object(ofKey: name.text, overlay)
  }

  /// The object of a local key that nobody else has.
  private static func object(ofKey key: String, _ overlay: Overlay) -> ObjectIndex? {
    let found = overlay.flags.indices.filter {
      overlay.flags[$0].contains(.recorded)
        && overlay.keyText(of: ObjectIndex($0)).hasBytes(of: key)
    }
    return found.count == 1 ? ObjectIndex(found[0]) : nil
  }

  /// How the objects of a snapshot can be told apart that have one name, `nil` where none has it.
  func choice(_ name: ScenarioName, on side: Side, in world: World) -> String? {
    let overlay = world[side]
    guard overlay.base.objectCount > 0,
      let text = overlay.names.find(Array(name.text.utf8).span)
    else { return nil }
    let found = overlay.flags.indices.filter {
      overlay.flags[$0].contains(.recorded)
        && [overlay.displayNames[$0], overlay.principalNames[$0], overlay.mails[$0]].contains(text)
    }
    guard found.count > 1 else { return nil }
    let words = found.prefix(3).map { place in
      let object = ObjectIndex(place)
      return "'\(side == .tenant ? "\(overlay.guids[place])" : overlay.keyText(of: object))'"
    }
    let rest = found.count > 3 ? " or another" : ""
    let noun = side == .tenant ? "identifier" : "key"
    return "\(found.count) objects have this name: write the \(noun) of the one that is meant, "
      + words.joined(separator: " or ") + rest
  }
}

extension ScenarioNames {
  /// The text that a property sets, empty where it takes it away.
  ///
  /// - Throws: at a manager who is nobody.
  func value(of property: GivenProperty, in world: World) throws(YAMLError) -> String {
    if property.value == .none { return "" }
    return property.key == .manager ? try manager(property, in: world) : property.value.text
  }

  /// A manager is kept as the identifier of somebody of the directory.
  private func manager(_ property: GivenProperty, in world: World) throws(YAMLError) -> String {
    if let guid = GUID(property.value.text) { return "\(guid)" }
    let name = ScenarioName(property.value.text, at: property.place)
    guard let person = find(name, on: .tenant, in: world) else {
      throw property.place.error(
        found: "'\(name.text)'", expected: "an identifier, or the name of somebody who is there",
        hint: choice(name, on: .tenant, in: world)
          ?? "list managers before the people who have them")
    }
    return "\(world.tenant.guids[Int(person)])"
  }
}
