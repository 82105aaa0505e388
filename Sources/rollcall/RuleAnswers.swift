import DirectoryModel
import JSONText
import MembershipRules

/// What a rule says of every user or device of a tenant.
struct RuleAnswers {
  private let rule: MembershipRule
  private let directory: Directory
  private let notice: String?
  private let lists: [(label: String, key: String, objects: [ObjectIndex])]

  /// Asks for all of them; the lists are sorted by name and identifier.
  init(
    _ rule: MembershipRule, _ subjects: TenantSubjects, _ directory: Directory, now: Int64?,
    notice: String? = nil
  ) {
    (self.rule, self.directory, self.notice) = (rule, directory, notice)
    let table = subjects.table(of: rule.kind, for: rule.properties)
    var answers = [Truth](repeating: .unknown, count: table.objects.count)
    rule.evaluate(table.objects.indices.map(UInt32.init), of: table, now: now, into: &answers)
    var objects: [[ObjectIndex]] = [[], [], []]
    for (object, answer) in zip(table.objects, answers) {
      switch answer {
      case .yes: objects[0].append(object)
      case .unknown: objects[1].append(object)
      case .no: objects[2].append(object)
      }
    }
    let names = [("in", "in"), ("cannot say", "unknown"), ("out", "out")]
    lists = zip(names, objects).map { name, list in
      (name.0, name.1, Self.sorted(list, directory))
    }
  }

  private var warnings: [String] { (notice.map { [$0] } ?? []) + rule.warnings.map(\.description) }

  private static func name(_ object: ObjectIndex, _ directory: Directory) -> NameIndex {
    let principal = directory.principalNames[Int(object)]
    return principal > NameTable.empty ? principal : directory.displayNames[Int(object)]
  }

  private static func sorted(_ list: [ObjectIndex], _ directory: Directory) -> [ObjectIndex] {
    list.sorted { one, other in
      let (a, b) = (name(one, directory), name(other, directory))
      if a != b { return directory.names.precedes(a, b) }
      return directory.guids[Int(one)] < directory.guids[Int(other)]
    }
  }

  func text() -> String {
    var text = "\(rule.text)\n\n"
    for list in lists {
      let count = String(list.objects.count)
      text += list.label + String(repeating: " ", count: 20 - list.label.count - count.count)
      text += "\(count) \(rule.kind.label)s\n"
    }
    let state = directory.state(of: rule.kind)
    if !state.provesAbsence { text += "the list of all \(rule.kind.label)s is \(state.label)\n" }
    for warning in warnings { text += "warning: \(warning)\n" }
    for list in lists where !list.objects.isEmpty {
      text += "\n\(list.label)\n"
      for object in list.objects {
        let name = directory.names.string(Self.name(object, directory))
        text += "  \(directory.guids[Int(object)])  \(name)\n"
      }
    }
    return text
  }

  func json() -> String {
    var json = JSONWriter(indent: 2)
    json.beginObject()
    json.key("membershipRule")
    json.string(rule.text)
    json.key("about")
    json.string(rule.kind.label)
    json.key("listOfAll")
    json.string(directory.state(of: rule.kind).label)
    json.key("warnings")
    json.beginArray()
    for warning in warnings { json.string(warning) }
    json.endArray()
    for list in lists {
      json.key(list.key)
      json.beginArray()
      for object in list.objects { write(object, to: &json) }
      json.endArray()
    }
    json.endObject()
    json.lineFeed()
    return String(decoding: json.takeBytes(), as: UTF8.self)
  }

  private func write(_ object: ObjectIndex, to json: inout JSONWriter) {
    json.beginObject()
    json.key("id")
    json.string(directory.guids[Int(object)].description)
    json.key("name")
    json.string(directory.names.string(Self.name(object, directory)))
    json.endObject()
  }
}
