import DirectoryModel
import SyncSemantics
import YAMLText

extension ScenarioRun {
  /// Looks whether a statement holds, and notes it when it does not.
  mutating func check(_ clause: Clause) {
    switch clause.what {
    case .members(let side, let group, let names):
      compareLists(clause, .members, side, group, names)
    case .owners(let side, let group, let names): compareLists(clause, .owners, side, group, names)
    case .property(let side, let object, let key, let value):
      compareProperty(clause, side, object, key, value)
    case .present(let side, let names): comparePresence(clause, side, names, isPresent: true)
    case .absent(let side, let names): comparePresence(clause, side, names, isPresent: false)
    case .operations(let texts): compareOperations(clause, texts)
    case .status(let group, let status):
      compareLinks(clause, "status of '\(group.text)'", status.rawValue, group) { link, _ in
        link?.lastSync?.status.rawValue ?? RunStatus.none.rawValue
      }
    case .link(let group, let state):
      compareLinks(clause, "state of '\(group.text)'", state.rawValue, group) { link, _ in
        link?.state.label ?? "not linked"
      }
    case .monitoring(let group, let column, let text):
      compareLinks(clause, "\(column.rawValue) of '\(group.text)'", text, group) { link, world in
        guard let link else { return "not linked" }
        return world.monitoringText(link, column)
      }
    case .document(let group, let which, let texts): compareDocument(clause, group, which, texts)
    case .documentText(let group, let which, let text):
      compareDocument(clause, group, which, text)
    case .log(let texts): compareLog(clause, texts)
    case .activity(let texts):
      compareSet(clause, "activity log", texts, activityLines())
    case .refused(let text): compareRefusal(clause, text)
    case .unchanged: compareIdleness(clause)
    case .findings(let rules):
      compareSet(clause, "rules that find something", rules, findings?(world, engine.policy) ?? [])
    case .found(let names):
      compareSet(clause, "groups that were found", names.map(\.text), texts(of: found, on: .tenant))
    case .calls(let count):
      compare(
        clause, "calls", String(count), String(world.session.callCount - mark.calls))
    case .exposure(let bound, let seconds): compareExposure(clause, bound, seconds)
    }
  }

  /// Notes a difference of one text.
  mutating func compare(
    _ clause: Clause, _ subject: @autoclosure () -> String, _ expected: String, _ found: String
  ) {
    guard !expected.hasBytes(of: found) else { return }
    fail(clause, subject(), [expected], .text(found))
  }

  /// Notes a difference of two collections whose order does not matter.
  mutating func compareSet(
    _ clause: Clause, _ subject: @autoclosure () -> String, _ expected: [String],
    _ found: [String]
  ) {
    // Most lists stand in the order in which they were expected.
    if found.elementsEqual(expected, by: { $0.hasBytes(of: $1) }) { return }
    let found = found.sortedByBytes
    guard !found.elementsEqual(expected.sortedByBytes, by: { $0.hasBytes(of: $1) }) else { return }
    fail(clause, subject(), expected, .list(found))
  }

  mutating func fail(
    _ clause: Clause, _ subject: String, _ expected: [String], _ found: ScenarioFailure.Found
  ) {
    failures.append(
      ScenarioFailure(
        place: clause.place, value: clause.value, subject: subject, expected: expected,
        found: found))
  }

  /// Compares what is said of a group with what is true of each of its links.
  private mutating func compareLinks(
    _ clause: Clause, _ subject: @autoclosure () -> String, _ expected: String,
    _ name: ScenarioName, _ text: (SyncLink?, World) -> String
  ) {
    let links = links(of: name)
    guard links.count > 1 else {
      return compare(clause, subject(), expected, text(links.first, world))
    }
    var found: [String] = []
    for link in links { found.append(text(link, world)) }
    guard found.contains(where: { !$0.hasBytes(of: expected) }) else { return }
    let each = zip(texts(of: links.map(\.tenantGroup), on: .tenant), found).map { name, text in
      "\(name): \(text)"
    }
    fail(clause, subject(), [expected], .unwritable(each.joined(separator: ", ")))
  }

  /// What objects are called now, each by a name that means no other.
  mutating func texts(of objects: [ObjectIndex], on side: Side) -> [String] {
    texts(of: objects, on: side, objects.isEmpty ? nil : world.ownNames(of: side))
  }

  /// The links of a local group, or the one of a group of the directory.
  private func links(of name: ScenarioName) -> [SyncLink] {
    if let group = names.find(name, on: .local, in: world) {
      let links = world.links(ofLocal: group)
      if !links.isEmpty { return links.map { world.links[$0] } }
    }
    guard let group = names[name, .tenant] else { return [] }
    return world.links.filter { $0.tenantGroup == group }
  }
}

// Lists and properties.
extension ScenarioRun {
  /// A side as people see it: results of a run show on the local side when they are published.
  private func seen(_ side: Side) -> Overlay { side == .tenant ? world.tenant : world.visibleLocal }

  private mutating func compareLists(
    _ clause: Clause, _ relation: Relation, _ side: Side, _ name: ScenarioName,
    _ expected: [ScenarioName]
  ) {
    func subject() -> String {
      let place = side == .tenant ? "in the directory" : "on the local side"
      return "\(relation == .members ? "members" : "owners") of '\(name.text)' \(place)"
    }
    guard let group = names.find(name, on: side, in: world) else {
      let choice = names.choice(name, on: side, in: world)
      return fail(
        clause, subject(), expected.map(\.text), .unwritable(choice ?? "no such group"))
    }
    let isHidden = side == .local && !world.publications.isEmpty
    let members =
      isHidden
      ? Self.live(group, relation, world.visibleLocal)
      : side == .tenant
        ? Self.live(group, relation, world.tenant) : Self.live(group, relation, world.local)
    let own = members.isEmpty ? nil : world.ownNames(of: side)
    compareSet(
      clause, subject(),
      own == nil ? expected.map(\.text) : called(expected, side, members, own),
      texts(of: members, on: side, own))
  }

  /// What objects are called.
  private func texts(of objects: [ObjectIndex], on side: Side, _ own: OwnNames?) -> [String] {
    var texts: [String] = []
    texts.reserveCapacity(objects.count)
    // A closure would count all that the world holds.
    for object in objects { texts.append(names.text(of: object, on: side, in: world, own)) }
    return texts
  }

  /// The expected names as the objects of a snapshot are called in lists: a scenario may call them by
  /// a display name, a user name, an address or an identifier.
  private func called(
    _ expected: [ScenarioName], _ side: Side, _ members: [ObjectIndex], _ own: OwnNames?
  ) -> [String] {
    expected.map { name in
      guard let object = names.find(name, on: side, in: world), members.contains(object) else {
        return name.text
      }
      return names.text(of: object, on: side, in: world, own)
    }
  }

  private static func live(
    _ group: ObjectIndex, _ relation: Relation, _ overlay: Overlay
  ) -> [ObjectIndex] {
    var members = overlay.list(of: group, relation)
    members.removeAll { !overlay.isLive($0) }
    return members
  }

  private mutating func compareProperty(
    _ clause: Clause, _ side: Side, _ name: ScenarioName, _ key: ScenarioProperty,
    _ expected: PropertyValue
  ) {
    let place = side == .tenant ? "in the directory" : "on the local side"
    let subject = "\(key.rawValue) of '\(name.text)' \(place)"
    guard let object = names.find(name, on: side, in: world), seen(side).isLiveOrDeleted(object)
    else { return fail(clause, subject, [expected.text], .unwritable("no such object")) }
    compare(clause, subject, expected.text, text(of: key, of: object, side, expected))
  }

  private func text(
    of key: ScenarioProperty, of object: ObjectIndex, _ side: Side, _ expected: PropertyValue
  ) -> String {
    let overlay = seen(side)
    if let flag = key.flag {
      return overlay.flags[Int(object)].contains(flag) ? "yes" : "no"
    }
    switch key {
    case .kind: return overlay.groupKind(object).word
    case .id where side == .local: return overlay.keyText(of: object)
    case .id, .externalID: return text(of: overlay.guids[Int(object)], expected)
    case .manager:
      let text = overlay.string(.attribute(.manager), of: object)
      return GUID(text).map { self.text(of: $0, expected) } ?? (text.isEmpty ? "~" : text)
    default:
      guard let field = key.field else { return "~" }
      let text = overlay.text(field, of: object)
      return text == NameTable.absent ? "~" : overlay.names.string(text)
    }
  }

  /// An identifier, or the name that is expected where the object that has it is called so.
  private func text(of guid: GUID, _ expected: PropertyValue) -> String {
    if guid == .none { return "~" }
    let name = world.tenant.find(guid).flatMap { names.text(of: $0, on: .tenant) }
    return name == expected.text ? expected.text : guid.description
  }

  private mutating func comparePresence(
    _ clause: Clause, _ side: Side, _ expected: [ScenarioName], isPresent: Bool
  ) {
    // Another overlay only where one is to be made: a copy counts all that it holds.
    let hidden = side == .local && !world.publications.isEmpty ? world.visibleLocal : nil
    var right: [String] = []
    for name in expected {
      var isThere = false
      if let object = names.find(name, on: side, in: world) {
        isThere = hidden?.isLive(object) ?? world.isLive(object, on: side)
      }
      if isThere == isPresent { right.append(name.text) }
    }
    let place = side == .tenant ? "in the directory" : "on the local side"
    compareSet(
      clause, "what is \(isPresent ? "there" : "not there") \(place)", expected.map(\.text),
      right)
  }

  private mutating func compareIdleness(_ clause: Clause) {
    guard hasChanged || idle.isEmpty else { return }
    fail(clause, "what the step changed", ["nothing"], .unwritable("something"))
  }

  private mutating func compareRefusal(_ clause: Clause, _ text: String) {
    let isAnswered = refusals.contains { $0.hasBytes(of: text) }
    guard !isAnswered else { return }
    guard let refusal = refusals.first else {
      return fail(
        clause, "what the step was answered", [text], .unwritable("it was not refused"))
    }
    fail(clause, "what the step was answered", [text], .text(refusal))
  }
}

extension Overlay {
  /// Whether the object's record is there, be it in the recycle bin.
  fileprivate func isLiveOrDeleted(_ object: ObjectIndex) -> Bool {
    flags[Int(object)].contains(.recorded)
  }
}

extension [String] {
  /// In the order of their UTF-8 bytes.
  var sortedByBytes: [String] { sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

extension [UInt8] {
  init(utf8Of text: String) { self.init(text.utf8) }
}
