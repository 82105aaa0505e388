import DirectoryModel
import Replay

/// The changes as steps of a scenario, ready to stand in its `when`.
///
/// An object is called by a name that only it has in both snapshots, or by its identifier.
struct DifferenceScenario: DifferenceWriter {
  private let difference: SnapshotDifference
  private let side: String
  private let words: ScenarioWords
  private var text = ""
  /// Entries of one list, or objects, that share a step.
  private var open: (kind: ChangeKind, group: ObjectIndex, names: [String])?
  /// Properties of one object that share a step.
  private var settings: (object: ObjectIndex, pairs: [String])?
  private var leftOut: [(label: String, count: Int)] = []
  /// Objects that a step has made.
  private var made: Set<ObjectIndex> = []

  init(_ report: DifferenceReport) {
    difference = report.difference
    side = difference.new.side == .tenant ? "directory" : "local"
    words = ScenarioWords(difference)
  }

  var byteCount: Int { text.utf8.count }

  mutating func takeBytes() -> [UInt8] {
    defer { text = "" }
    return Array(text.utf8)
  }

  mutating func begin() { text += difference.changes.isEmpty ? "when: []\n" : "when:\n" }

  mutating func add(_ row: DifferenceRow) {
    let change = row.change
    switch change.kind {
    case .added: make(change.object)
    case .changed: set(change)
    default:
      if change.kind == .memberAdded || change.kind == .ownerAdded {
        // In a list without records whoever is listed is there.
        for object in [change.group, change.object]
        where difference.oldOfNew[Int(object)] == noObject { make(object) }
      }
      collect(change)
    }
  }

  private mutating func make(_ object: ObjectIndex) {
    guard made.insert(object).inserted else { return }
    let kind = difference.new.kinds[Int(object)]
    step("create: { \(Self.plural(kind)): { \(created(object)) } }")
  }

  mutating func end() {
    finishStep()
    for (label, count) in leftOut {
      text += "  # left out, because a scenario has no word for it: \(label), \(count) times\n"
    }
    for entry in difference.unsaid {
      let words = "\(entry.count) \(entry.what): \(entry.why)"
      text += "  # cannot be said, and is no step: \(TextLines.harmless(words))\n"
    }
  }

  private mutating func step(_ body: String) {
    finishStep()
    text += "  - \(side): { \(body) }\n"
  }

  private mutating func finishStep() {
    if let step = settings, !step.pairs.isEmpty {
      let name = words.word(step.object, isOld: false)
      text += "  - \(side): { set: \(name), \(step.pairs.joined(separator: ", ")) }\n"
    }
    if let step = open {
      let names = "[\(step.names.joined(separator: ", "))]"
      text += "  - \(side): { \(Self.verb(step.kind)): \(names)"
      if let relation = step.kind.relation {
        let preposition = step.kind.isOfOlder ? "from" : "to"
        text += ", \(preposition): \(words.word(step.group, isOld: step.kind.isOfOlder))"
        if relation == .owners { text += ", owner: yes" }
      }
      text += " }\n"
    }
    (settings, open) = (nil, nil)
  }

  private static func verb(_ kind: ChangeKind) -> String {
    switch kind {
    case .memberAdded, .ownerAdded: "add"
    case .memberRemoved, .ownerRemoved: "remove"
    case .deleted: "delete"
    case .restored: "restore"
    case .removed: "purge"
    case .added, .changed: ""
    }
  }

  private mutating func collect(_ change: SnapshotChange) {
    if open?.kind != change.kind || open?.group != change.group {
      finishStep()
      open = (change.kind, change.group, [])
    }
    let earlier = change.kind == .deleted ? difference.oldOfNew[Int(change.object)] : noObject
    open?.names.append(
      earlier == noObject
        ? words.word(change.object, isOld: change.kind.isOfOlder)
        : words.word(earlier, isOld: true))
  }

  /// Whether only the word changed by which an object says that nothing on-premises masters it.
  private func isOnlyStated(_ change: SnapshotChange) -> Bool {
    change.property == .onPremises
      && !difference.new.flags[Int(change.object)].contains(.onPremises)
      && !difference.old.flags[Int(difference.oldOfNew[Int(change.object)])].contains(.onPremises)
  }

  private static func plural(_ kind: ObjectKind) -> String {
    switch kind {
    case .unknown, .user: "users"
    case .group: "groups"
    case .device: "devices"
    case .servicePrincipal: "service-principals"
    case .contact: "contacts"
    }
  }

  private func created(_ object: ObjectIndex) -> String {
    let directory = difference.new
    var pairs: [String] = []
    if directory.side == .tenant {
      pairs.append("id: \(ScenarioText.quoted("\(directory.guids[Int(object)])"))")
    }
    for property in ObjectProperty.all {
      let values = directory.values(of: property, object)
      guard !values.isEmpty, let pair = ScenarioText.pair(property, of: object, in: directory)
      else { continue }
      // A switch that is off need not be told, but for accounts, which are on by nature.
      if pair.hasSuffix(": no"), property != .accountEnabled { continue }
      if !pairs.contains(pair) { pairs.append(pair) }
    }
    return "\(words.word(object, isOld: false)): { \(pairs.joined(separator: ", ")) }"
  }

  private mutating func set(_ change: SnapshotChange) {
    if settings?.object != change.object {
      finishStep()
      settings = (change.object, [])
    }
    guard !isOnlyStated(change),
      let pair = ScenarioText.pair(change.property, of: change.object, in: difference.new)
    else {
      let kind = difference.new.kinds[Int(change.object)].label
      let label = "\(change.property.label) of \(kind)s"
      if let known = leftOut.firstIndex(where: { $0.label == label }) {
        leftOut[known].count += 1
      } else {
        leftOut.append((label, 1))
      }
      return
    }
    if settings?.pairs.contains(pair) == false { settings?.pairs.append(pair) }
  }
}
