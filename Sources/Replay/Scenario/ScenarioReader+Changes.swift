import DirectoryModel
import YAMLText

extension ScenarioReader {
  /// Reads one change of a side, or a list of changes that happen at the same instant.
  mutating func changes(_ node: YAMLNode, _ side: Side) throws(YAMLError) -> [SideChange] {
    let items = try list(node)
    guard !items.isEmpty else { throw node.error(found: "an empty list", expected: "a change") }
    var changes: [SideChange] = []
    for item in items { changes.append(try change(item, side)) }
    return changes
  }

  private mutating func change(_ node: YAMLNode, _ side: Side) throws(YAMLError) -> SideChange {
    let mapping = try node.mapping()
    guard let verb = mapping.entries.first(where: { ScenarioKeys.changes.contains($0.key) }) else {
      if let entry = mapping.entries.first {
        throw entry.unknownKey(of: ScenarioKeys.changes)
      }
      throw node.error(found: "an empty mapping", expected: "a change")
    }
    return SideChange(side: side, place: verb.place, what: try what(verb, mapping, side))
  }

  private mutating func what(
    _ verb: YAMLEntry, _ mapping: YAMLMapping, _ side: Side
  ) throws(YAMLError) -> SideChange.What {
    switch verb.key {
    case "add", "remove": return try membership(verb, mapping, side)
    case "rename": return try rename(verb, mapping, side)
    case "set": return try set(verb, mapping, side)
    default: break
    }
    try mapping.refuseUnknownKeys([verb.key])
    if verb.key == "create" { return .create(try create(verb.value, side)) }
    let names = try someNames(verb.value)
    for name in names { try check(name, on: side) }
    switch verb.key {
    case "delete": return .delete(names)
    case "purge": return .purge(names)
    default: return .restore(names)
    }
  }

  private func membership(
    _ verb: YAMLEntry, _ mapping: YAMLMapping, _ side: Side
  ) throws(YAMLError) -> SideChange.What {
    let preposition = verb.key == "add" ? "to" : "from"
    try mapping.refuseUnknownKeys([verb.key, preposition, "owner"])
    let names = try someNames(verb.value)
    for name in names { try check(name, on: side) }
    let group = try name(mapping.required(preposition))
    try check(group, on: side, as: [.group])
    let isOwner = try mapping.optional("owner").map { node throws(YAMLError) in try flag(node) }
    return verb.key == "add"
      ? .add(names, to: group, isOwner: isOwner ?? false)
      : .remove(names, from: group, isOwner: isOwner ?? false)
  }

  private mutating func rename(
    _ verb: YAMLEntry, _ mapping: YAMLMapping, _ side: Side
  ) throws(YAMLError) -> SideChange.What {
    try mapping.refuseUnknownKeys(["rename", "to"])
    let old = try name(verb.value)
    let new = try name(mapping.required("to"))
    try check(old, on: side)
    renameLinks(old, to: new, on: side)
    if side == .tenant {
      try directory.rename(old, to: new)
    } else {
      try local.rename(old, to: new)
    }
    return .rename(old, to: new)
  }

  private func set(
    _ verb: YAMLEntry, _ mapping: YAMLMapping, _ side: Side
  ) throws(YAMLError) -> SideChange.What {
    let object = try name(verb.value)
    let scope = scope(side)
    try check(object, on: side)
    let known =
      scope.kind(of: object).map { ScenarioProperty.known(for: $0, on: side) }
      ?? ScenarioProperty.allCases
    var properties: [GivenProperty] = []
    for entry in mapping.entries where entry.key != "set" {
      let property = try property(entry, known)
      guard property.key != .id else {
        throw entry.place.error(
          found: "'id'", expected: "another property", hint: "an identifier never changes")
      }
      properties.append(property)
    }
    guard !properties.isEmpty else {
      throw verb.place.error(
        found: "'set' alone", expected: "a property beside it",
        hint: "as in '{ set: Ada, department: Finance }'")
    }
    return .set(object, properties)
  }

  /// What is created has the form of a side in `given`; `user` and `users` mean the same.
  private mutating func create(_ node: YAMLNode, _ side: Side) throws(YAMLError) -> [GivenObject] {
    let plurals = side == .tenant ? ScenarioKeys.directory : ScenarioKeys.local
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(plurals + plurals.map { String($0.dropLast()) })
    var objects: [GivenObject] = []
    for entry in mapping.entries {
      let kind = Self.kind(of: entry.key, on: side)
      for object in try self.objects(entry.value, kind, side) {
        try note(object.key, kind, side)
        objects.append(object)
      }
    }
    guard !objects.isEmpty else {
      throw node.error(found: "nothing to create", expected: "an object")
    }
    try checkLists(objects, side)
    return objects
  }
}
