import DirectoryModel
import YAMLText

extension ScenarioReader {
  /// Reads an `expect` into single statements.
  func expectation(_ node: YAMLNode) throws(YAMLError) -> [Clause] {
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(ScenarioKeys.expectations)
    guard !mapping.entries.isEmpty else {
      throw node.error(found: "an empty mapping", expected: "something to expect")
    }
    var clauses: [Clause] = []
    for entry in mapping.entries {
      let found = try self.clauses(entry)
      guard !found.isEmpty else {
        throw entry.value.error(found: entry.value.kind, expected: "something to expect")
      }
      clauses += found
    }
    return clauses
  }

  private func clauses(_ entry: YAMLEntry) throws(YAMLError) -> [Clause] {
    switch entry.key {
    case "directory": return try memberClauses(entry.value, .tenant)
    case "local": return try memberClauses(entry.value, .local)
    case "owners": return try sides(entry.value, ownerClauses)
    case "users": return try sides(entry.value, propertyClauses(.user))
    case "devices": return try sides(entry.value, propertyClauses(.device))
    case "groups": return try sides(entry.value, propertyClauses(.group))
    case "present", "absent": return try presence(entry)
    case "status": return try statusClauses(entry.value)
    case "link": return try linkClauses(entry.value)
    case "monitoring": return try monitoringClauses(entry.value)
    case "document": return try documentClauses(entry.value)
    default:
      let what = try single(entry)
      return [Clause(place: entry.place, value: entry.value.place, what: what)]
    }
  }

  private func single(_ entry: YAMLEntry) throws(YAMLError) -> Clause.What {
    let node = entry.value
    if let exposure = ExposureBound(rawValue: entry.key) {
      return .exposure(exposure, try bound(node))
    }
    switch entry.key {
    case "operations": return .operations(try operations(node))
    case "log": return .log(try texts(node))
    case "activity": return .activity(try texts(node))
    case "refused":
      guard lastWasAction else {
        throw entry.place.error(
          found: "'refused' without a step before it", expected: "the step that is refused before")
      }
      return .refused(try text(node))
    case "unchanged":
      guard lastWasAction else {
        throw entry.place.error(
          found: "'unchanged' without a step before it",
          expected: "the step that changes nothing before")
      }
      _ = try word(node, ["yes": true, "true": true])
      return .unchanged
    case "findings": return .findings(try findings(node))
    case "found":
      let found = try names(node)
      for name in found { try check(name, on: .tenant, as: [.group]) }
      return .found(found)
    default: return .calls(try node.int(in: 0...Int.max))
    }
  }

  /// `at most 1h`.
  private func bound(_ node: YAMLNode) throws(YAMLError) -> Int64 {
    let expected = "a bound such as 'at most 1h'"
    guard case .scalar(let text, _) = node.content, text.utf8.starts(with: "at most ".utf8) else {
      throw node.error(found: node.kind, expected: expected)
    }
    let rest = String(text.unicodeScalars.dropFirst(8))
    let place = YAMLPlace(
      file: node.place.file, line: node.place.line, column: node.place.column + 8)
    return try YAMLNode(.scalar(rest, .plain), at: place).duration()
  }

  /// The names of rules, which must be known where anybody knows any.
  private func findings(_ node: YAMLNode) throws(YAMLError) -> [String] {
    var names: [String] = []
    for item in try list(node) {
      let name = try text(item)
      guard rules.isEmpty || rules.contains(where: { $0.hasBytes(of: name) }) else {
        throw item.error(
          found: item.kind, expected: "the name of a rule, as 'rollcall rules' lists them",
          hint: closestMatch(to: name, in: rules).map { "did you mean '\($0)'?" })
      }
      names.append(name)
    }
    return names
  }

  private static let verbs = [
    "add", "remove", "create", "rename", "change", "orphan", "archive", "disable", "delete", "keep",
  ]

  /// Texts such as `remove DeviceA` and `add Ada to Group1`.
  private func operations(_ node: YAMLNode) throws(YAMLError) -> [String] {
    var texts: [String] = []
    for item in try list(node) {
      let text = try text(item)
      let verb = text.prefix { $0 != " " }
      guard Self.verbs.contains(String(verb)), verb.utf8.count < text.utf8.count else {
        throw item.error(
          found: item.kind,
          expected: "an operation such as 'add Ada to Group1', 'remove Ada' or 'create Group1'",
          hint: closestMatch(to: String(verb), in: Self.verbs).flatMap {
            $0 == verb ? nil : "did you mean '\($0)'?"
          })
      }
      texts.append(text)
    }
    return texts
  }
}

// Statements about groups.
extension ScenarioReader {
  /// Reads the same statements for each side that is named.
  private func sides(
    _ node: YAMLNode, _ read: (YAMLNode, Side) throws(YAMLError) -> [Clause]
  ) throws(YAMLError) -> [Clause] {
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(["directory", "local"])
    var clauses: [Clause] = []
    for entry in mapping.entries {
      clauses += try read(entry.value, entry.key == "local" ? .local : .tenant)
    }
    return clauses
  }

  private func memberClauses(_ node: YAMLNode, _ side: Side) throws(YAMLError) -> [Clause] {
    try listClauses(node, side) { .members(side, $0, $1) }
  }

  private func ownerClauses(_ node: YAMLNode, _ side: Side) throws(YAMLError) -> [Clause] {
    try listClauses(node, side) { .owners(side, $0, $1) }
  }

  private func listClauses(
    _ node: YAMLNode, _ side: Side, _ make: (ScenarioName, [ScenarioName]) -> Clause.What
  ) throws(YAMLError) -> [Clause] {
    var clauses: [Clause] = []
    for entry in try node.mapping().entries {
      let group = ScenarioName(entry.key, at: entry.place)
      try check(group, on: side, as: [.group])
      let names = try names(entry.value)
      // A run may have made accounts and groups that the scenario never wrote down.
      for name in names where side == .tenant { try check(name, on: side) }
      for name in names where side == .local { try checkAnywhere(name) }
      clauses.append(
        Clause(place: entry.place, value: entry.value.place, what: make(group, names)))
    }
    return clauses
  }

  private func propertyClauses(
    _ kind: ObjectKind
  ) -> (YAMLNode, Side) throws(YAMLError) -> [Clause] {
    { (node, side) throws(YAMLError) in
      var clauses: [Clause] = []
      for entry in try node.mapping().entries {
        let name = ScenarioName(entry.key, at: entry.place)
        if side == .tenant {
          try check(name, on: .tenant, as: [kind])
        } else {
          try checkAnywhere(name)
        }
        for inner in try entry.value.mapping().entries {
          let property = try property(inner, ScenarioProperty.known(for: kind, on: side))
          clauses.append(
            Clause(
              place: inner.place, value: inner.value.place,
              what: .property(side, name, property.key, property.value)))
        }
      }
      return clauses
    }
  }

  private func presence(_ entry: YAMLEntry) throws(YAMLError) -> [Clause] {
    try sides(entry.value) { (node, side) throws(YAMLError) in
      let names = try names(node)
      for name in names { try checkAnywhere(name) }
      let what: Clause.What =
        entry.key == "present" ? .present(side, names) : .absent(side, names)
      return [Clause(place: entry.place, value: node.place, what: what)]
    }
  }

  private func statusClauses(_ node: YAMLNode) throws(YAMLError) -> [Clause] {
    try perGroup(node) { (group, node) throws(YAMLError) in
      .status(group, try node.enumeration(of: RunStatus.self))
    }
  }

  private func linkClauses(_ node: YAMLNode) throws(YAMLError) -> [Clause] {
    try perGroup(node) { (group, node) throws(YAMLError) in
      .link(group, try node.enumeration(of: LinkWord.self))
    }
  }

  private func perGroup(
    _ node: YAMLNode, _ read: (ScenarioName, YAMLNode) throws(YAMLError) -> Clause.What
  ) throws(YAMLError) -> [Clause] {
    var clauses: [Clause] = []
    for entry in try node.mapping().entries {
      let group = ScenarioName(entry.key, at: entry.place)
      try checkAnywhere(group, as: [.group])
      clauses.append(
        Clause(
          place: entry.place, value: entry.value.place, what: try read(group, entry.value)))
    }
    return clauses
  }

  private func monitoringClauses(_ node: YAMLNode) throws(YAMLError) -> [Clause] {
    var clauses: [Clause] = []
    for entry in try node.mapping().entries {
      let group = ScenarioName(entry.key, at: entry.place)
      try checkAnywhere(group, as: [.group])
      let columns = try entry.value.mapping()
      try columns.refuseUnknownKeys(MonitoringColumn.allCases.map(\.rawValue))
      for inner in columns.entries {
        guard let column = MonitoringColumn(rawValue: inner.key) else { continue }
        clauses.append(
          Clause(
            place: inner.place, value: inner.value.place,
            what: .monitoring(
              group, column, inner.value.isNull ? "~" : try inner.value.string())))
      }
    }
    return clauses
  }

  private func documentClauses(_ node: YAMLNode) throws(YAMLError) -> [Clause] {
    var clauses: [Clause] = []
    for entry in try node.mapping().entries {
      let group = ScenarioName(entry.key, at: entry.place)
      try checkAnywhere(group, as: [.group])
      let lists = try entry.value.mapping()
      try lists.refuseUnknownKeys(ScenarioKeys.document)
      for inner in lists.entries {
        let what: Clause.What
        if let list = DocumentList(rawValue: inner.key) {
          what = .document(group, list, try texts(inner.value))
        } else if let column = DocumentText.allCases.first(where: { $0.word == inner.key }) {
          what = .documentText(group, column, inner.value.isNull ? "~" : try inner.value.string())
        } else {
          continue
        }
        clauses.append(Clause(place: inner.place, value: inner.value.place, what: what))
      }
    }
    return clauses
  }
}
