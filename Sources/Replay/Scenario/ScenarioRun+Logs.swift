import DirectoryModel
import SyncSemantics
import YAMLText

extension ScenarioRun {
  /// Compares what was carried out since the expectation before; the group may be left out.
  mutating func compareOperations(_ clause: Clause, _ expected: [String]) {
    var done: [OperationText] = []
    for entry in timeline.entries[mark.entries...] where entry.kind == .written {
      if let operation = entry.operation { done.append(text(of: operation)) }
    }
    var left = done
    var unmet = false
    for text in expected {
      if let index = left.firstIndex(where: { $0.isSaid(by: text) }) {
        left.remove(at: index)
      } else {
        unmet = true
      }
    }
    guard unmet || !left.isEmpty else { return }
    // What was expected in short is shown in short, so that the table compares like with like.
    let short = Set(expected.map(Array.init(utf8Of:)))
    let found = done.map {
      short.contains(Array($0.short.utf8)) ? $0.short : $0.whole
    }
    fail(clause, "operations", expected, .list(found))
  }

  /// An operation in words, with and without its group.
  fileprivate struct OperationText {
    let short: String
    let whole: String

    func isSaid(by text: String) -> Bool {
      text.utf8.elementsEqual(whole.utf8) || text.utf8.elementsEqual(short.utf8)
    }
  }

  private mutating func text(of operation: Operation) -> OperationText {
    let isPushed = isPushed(operation)
    let group = name(operation.tenantGroup, operation.localGroup, isPushed)
    let who = name(operation.tenantPrincipal, operation.localPrincipal, isPushed)
    switch operation.kind {
    case .addMember, .addNestedGroup:
      return OperationText(short: "add \(who)", whole: "add \(who) to \(group)")
    case .removeMember, .removeNestedGroup:
      return OperationText(short: "remove \(who)", whole: "remove \(who) from \(group)")
    case .addOwner:
      return OperationText(short: "add owner \(who)", whole: "add owner \(who) to \(group)")
    case .removeOwner:
      return OperationText(
        short: "remove owner \(who)", whole: "remove owner \(who) from \(group)")
    case .createGroup: return OperationText(both: "create \(group)")
    case .renameGroup: return OperationText(both: "rename \(group)")
    case .endGroup: return OperationText(both: "\(engine.policy.lifecycle.deletedGroups) \(group)")
    case .createAccount: return OperationText(both: "create \(who)")
    case .changeAccount: return OperationText(both: "change \(who)")
    case .endAccount: return OperationText(both: "\(engine.policy.lifecycle.deletedUsers) \(who)")
    }
  }

  /// The name of a group or somebody, as the copy calls it where it has it.
  private mutating func name(
    _ tenant: ObjectIndex, _ local: ObjectIndex, _ isPushed: Bool
  ) -> String {
    if tenant == noObject, local == noObject { return "nobody" }
    return tenant != noObject && (isPushed || local == noObject)
      ? name(of: tenant, on: .tenant) : name(of: local, on: .local)
  }

  /// What an object is called now, by a name that means no other.
  private mutating func name(of object: ObjectIndex, on side: Side) -> String {
    let own = world.ownNames(of: side)
    return names.text(of: object, on: side, in: world, own)
  }

  private func isPushed(_ operation: Operation) -> Bool {
    let link = world.link(ofLocal: operation.localGroup)
    return engine.policy.isPushed(link.flatMap { world.links[$0].direction })
  }

  /// Each text must stand in some line that a run has written since the expectation before.
  mutating func compareLog(_ clause: Clause, _ expected: [String]) {
    let lines = world.runs[mark.runs...].flatMap(\.lines)
    let isThere = expected.allSatisfy { text in lines.contains { $0.holds(text) } }
    if !isThere { fail(clause, "log of the runs", expected, .list(lines)) }
  }

  /// What the activity log has gained since the expectation before.
  mutating func activityLines() -> [String] {
    var lines: [String] = []
    for line in world.activity[mark.activity...] {
      let isNamed = world.baseCount(of: .local) > 0 && line.target != noObject
      let name = name(of: line.object, on: .local)
      let subject = isNamed ? self.name(of: line.target, on: .local) : line.subject
      lines.append("\(line.action.rawValue) \(name)" + (subject.isEmpty ? "" : ": \(subject)"))
    }
    return lines
  }
}

extension String {
  /// Whether a text stands in this one; letters of ASCII need no tables to be compared.
  func holds(_ text: String) -> Bool {
    let (letters, wanted) = (utf8Span.span, text.utf8Span.span)
    guard letters.isPlain, wanted.isPlain, !wanted.isEmpty else { return contains(text) }
    guard wanted.count <= letters.count else { return false }
    for start in 0...letters.count - wanted.count {
      var length = 0
      while length < wanted.count, letters[start + length] == wanted[length] { length += 1 }
      if length == wanted.count { return true }
    }
    return false
  }
}

extension Span<UInt8> {
  /// Whether each byte is one character: ASCII without a carriage return, which may join the next.
  fileprivate var isPlain: Bool {
    for place in indices where self[place] >= 0x80 || self[place] == 0x0D { return false }
    return true
  }
}

extension ScenarioRun.OperationText {
  fileprivate init(both text: String) { self.init(short: text, whole: text) }
}

extension World {
  /// A cell of Configuration Manager's monitoring table, which has a row a link; `~` for an empty
  /// one.
  func monitoringText(_ link: SyncLink, _ column: MonitoringColumn) -> String {
    switch column {
    case .collectionID: return local.keyText(of: link.localGroup)
    case .collectionName: return local.string(.displayName, of: link.localGroup)
    case .groupID: return tenant.guids[Int(link.tenantGroup)].description
    case .groupName: return tenant.string(.displayName, of: link.tenantGroup)
    case .status: return link.lastSync?.status.rawValue ?? RunStatus.none.rawValue
    case .memberCount: return Self.text(link.lastSync?.memberCount)
    case .completed: return Self.text(link.lastSync?.inStep)
    case .inProgress: return Self.text(link.lastSync?.waiting)
    case .failed: return Self.text(link.lastSync?.refused)
    case .lastFullSyncCount: return Self.text(link.lastFull?.inStep)
    case .lastFullSyncStatus: return link.lastFull?.status.rawValue ?? "~"
    case .lastFullSyncTime: return link.lastFull.map { "\($0.time)" } ?? "~"
    case .lastSyncCount: return Self.text(link.lastSync?.inStep)
    case .lastSyncStatus: return link.lastSync?.status.rawValue ?? "~"
    case .lastSyncTime: return link.lastSync.map { "\($0.time)" } ?? "~"
    case .cloudServiceID:
      return tenant.base.tenantID == .none ? "~" : tenant.base.tenantID.description
    case .type:
      let type = local.string(.attribute(.productType), of: link.localGroup)
      return type.isEmpty ? "~" : type
    }
  }

  private static func text(_ number: Int?) -> String { number.map { String($0) } ?? "~" }
}
