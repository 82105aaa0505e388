import DirectoryModel
import SyncSemantics
import YAMLText

extension ScenarioReader {
  mutating func given(_ root: YAMLMapping) throws(YAMLError) -> Given {
    try root.refuseUnknownKeys(ScenarioKeys.given)
    let directory = try givenDirectory(root)
    let local = try givenLocal(root)
    var given = Given(directory: directory, local: local)
    try checkLists(given)
    if let node = root.optional("links") {
      for item in try node.list() {
        for link in try links(item) { try add(link, to: &given.links) }
      }
    }
    if let node = root.optional("settings") { given.settings = try settings(node) }
    given.pageSize = try root.optional("page-size")?.int(in: 1...999)
    if let node = root.optional("missing") {
      for item in try list(node) {
        given.missing.append(try item.enumeration(of: Prerequisite.self))
      }
    }
    return given
  }

  private mutating func givenDirectory(_ root: YAMLMapping) throws(YAMLError) -> GivenSide {
    guard let entry = root.entry("tenant") else {
      return .objects(try objects(root.required("directory"), .tenant))
    }
    if let other = root.entry("directory") {
      throw other.place.error(
        found: "'directory' beside 'tenant'", expected: "one of the two")
    }
    directory.isOpen = true
    return .tenant(try someNames(entry.value))
  }

  private mutating func givenLocal(_ root: YAMLMapping) throws(YAMLError) -> GivenSide {
    guard let entry = root.entry("database") else {
      for key in ["preset", "mapping", "parameters"] {
        if let entry = root.entry(key) {
          throw entry.place.error(
            found: "'\(key)' without 'database'", expected: "'database' beside it")
        }
      }
      return .objects(try objects(root.required("local"), .local))
    }
    if let other = root.entry("local") {
      throw other.place.error(found: "'local' beside 'database'", expected: "one of the two")
    }
    local.isOpen = true
    var database = GivenDatabase(path: try name(entry.value))
    database.preset = try root.optional("preset").map { node throws(YAMLError) in try name(node) }
    database.mapping = try root.optional("mapping").map { node throws(YAMLError) in
      try name(node)
    }
    if let node = root.optional("parameters") {
      for entry in try node.mapping().entries {
        database.parameters[entry.key] = try entry.value.string()
      }
    }
    return .database(database)
  }

  /// The items of a list, or one item alone.
  func list(_ node: YAMLNode) throws(YAMLError) -> [YAMLNode] {
    if case .sequence(let nodes) = node.content { return nodes }
    return [node]
  }

  func settings(
    _ node: YAMLNode
  ) throws(YAMLError) -> [(setting: ProductSetting, isOn: Bool)] {
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(ProductSetting.allCases.map(\.rawValue))
    var settings: [(setting: ProductSetting, isOn: Bool)] = []
    for entry in mapping.entries {
      guard let setting = ProductSetting(rawValue: entry.key) else { continue }
      settings.append((setting, try word(entry.value, ["on": true, "off": false])))
    }
    return settings
  }

  /// A group of the directory has one copy: a second link to it would never be followed.
  private func add(_ link: GivenLink, to links: inout [GivenLink]) throws(YAMLError) {
    if let first = links.first(where: { $0.directory == link.directory }) {
      throw link.directory.place.error(
        found: "a second link to '\(link.directory.text)'",
        expected: "one link for each group of the directory, like that of line "
          + "\(first.directory.place.line)")
    }
    links.append(link)
  }

  /// A local group and the directory's groups that belong to it, one or several.
  func links(_ node: YAMLNode) throws(YAMLError) -> [GivenLink] {
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(ScenarioKeys.link)
    let local = try name(mapping.required("local"))
    let groups = try someNames(mapping.required("directory"))
    let direction = try mapping.optional("direction")?.enumeration(of: Link.Direction.self)
    try check(local, on: .local, as: [.group])
    for group in groups { try check(group, on: .tenant, as: [.group]) }
    return groups.map { GivenLink(local: local, directory: $0, direction: direction) }
  }
}

// The objects of a side.
extension ScenarioReader {
  /// Reads the lists of one side and makes their names known; members are checked afterwards.
  mutating func objects(_ node: YAMLNode, _ side: Side) throws(YAMLError) -> [GivenObject] {
    if node.isNull { return [] }
    let mapping = try node.mapping()
    let known = side == .tenant ? ScenarioKeys.directory : ScenarioKeys.local
    try mapping.refuseUnknownKeys(known)
    var objects: [GivenObject] = []
    for entry in mapping.entries {
      let kind = Self.kind(of: entry.key, on: side)
      let first = objects.count
      try read(entry.value, kind, side, into: &objects)
      for place in first..<objects.count { try note(objects[place].key, kind, side) }
    }
    return objects
  }

  static func kind(of key: String, on side: Side) -> ObjectKind {
    switch key {
    case "users", "user": .user
    // IT Glue's contacts are what other products call users.
    case "contacts", "contact": side == .local ? .user : .contact
    case "devices", "device", "configurations", "configuration": .device
    case "service-principals", "service-principal": .servicePrincipal
    default: .group
    }
  }

  mutating func note(
    _ name: ScenarioName, _ kind: ObjectKind, _ side: Side
  ) throws(YAMLError) {
    if side == .tenant { try directory.add(name, kind) } else { try local.add(name, kind) }
  }

  func scope(_ side: Side) -> NameScope { side == .tenant ? directory : local }

  /// A list of names, or a mapping of names to what is known of them.
  func objects(
    _ node: YAMLNode, _ kind: ObjectKind, _ side: Side
  ) throws(YAMLError) -> [GivenObject] {
    var objects: [GivenObject] = []
    try read(node, kind, side, into: &objects)
    return objects
  }

  private func read(
    _ node: YAMLNode, _ kind: ObjectKind, _ side: Side, into objects: inout [GivenObject]
  ) throws(YAMLError) {
    guard case .mapping(let entries) = node.content else {
      for name in try names(node) { objects.append(GivenObject(key: name, kind: kind)) }
      return
    }
    for entry in entries {
      let name = ScenarioName(entry.key, at: entry.place)
      guard !entry.key.isEmpty else {
        throw entry.place.error(found: "an empty name", expected: "a name")
      }
      objects.append(GivenObject(key: name, kind: kind))
      try read(entry.value, side, into: &objects[objects.count - 1])
    }
  }

  private func read(
    _ node: YAMLNode, _ side: Side, into object: inout GivenObject
  ) throws(YAMLError) {
    if node.isNull { return }
    if object.kind == .group, case .sequence = node.content {
      object.members = try names(node)
      return
    }
    let mapping = try node.mapping()
    let lists = object.kind == .group ? ScenarioKeys.groupLists : []
    let known = ScenarioProperty.known(for: object.kind, on: side)
    for entry in mapping.entries {
      switch entry.key {
      case "members" where !lists.isEmpty: object.members = try names(entry.value)
      case "owners" where !lists.isEmpty: object.owners = try names(entry.value)
      case "made-by-hand" where !lists.isEmpty: object.handMade = try names(entry.value)
      default: object.properties.append(try property(entry, known, lists))
      }
    }
  }

  /// Reads one property of an object.
  func property(
    _ entry: YAMLEntry, _ known: [ScenarioProperty], _ lists: [String] = []
  ) throws(YAMLError) -> GivenProperty {
    guard let key = ScenarioProperty(rawValue: entry.key), known.contains(key) else {
      throw entry.unknownKey(
        of: lists + known.map(\.rawValue),
        listed: lists.map { "'\($0)'" } + ScenarioProperty.listed(known))
    }
    return GivenProperty(key: key, value: try value(entry.value, of: key), place: entry.place)
  }

  func value(_ node: YAMLNode, of key: ScenarioProperty) throws(YAMLError) -> PropertyValue {
    switch key.form {
    case .flag: return .flag(try flag(node))
    case .text: return node.isNull ? .none : .text(try node.string())
    case .kind:
      if case .scalar(let text, _) = node.content,
        let kind = GroupKind.words.first(where: { $0.word == text })?.kind
      {
        return .kind(kind)
      }
      throw node.unexpected(GroupKind.words.map(\.word))
    }
  }

  private func checkLists(_ given: Given) throws(YAMLError) {
    if case .objects(let objects) = given.directory { try checkLists(objects, .tenant) }
    if case .objects(let objects) = given.local { try checkLists(objects, .local) }
  }

  /// Checks that the members and owners of groups are known.
  func checkLists(_ objects: [GivenObject], _ side: Side) throws(YAMLError) {
    // Most objects are no groups: they are looked at where they stand.
    for place in objects.indices where objects[place].kind == .group {
      try checkLists(of: objects[place], side)
    }
  }

  private func checkLists(of object: GivenObject, _ side: Side) throws(YAMLError) {
    for name in object.members { try check(name, on: side) }
    for name in object.handMade { try check(name, on: side) }
    for name in object.owners {
      try check(name, on: side, as: side == .tenant ? [.user, .servicePrincipal] : [.user])
    }
    for name in object.handMade where !object.members.contains(name) {
      throw name.place.error(
        found: "'\(name.text)'", expected: "a member of '\(object.key.text)'",
        hint: "whoever was put there by hand is a member too: add the name to 'members'")
    }
    if let own = object.members.first(where: { $0 == object.key }) {
      throw own.place.error(
        found: "'\(own.text)' as a member of itself", expected: "another object")
    }
  }
}
