import DirectoryModel

/// What a dump of a directory shows.
enum Facts: CaseIterable {
  case objects, attributes, lists, states, tallies, notes, capabilities, tenant

  /// Everything but what belongs to the source.
  static let usual: Set<Facts> = [.objects, .attributes, .lists, .states, .tallies, .tenant]
}

extension Directory {
  /// Everything the directory says, one fact a line, in an order that no input decides.
  func facts(_ shown: Set<Facts> = Facts.usual) -> [String] {
    var lines: [String] = []
    for object in (0..<ObjectIndex(objectCount)).sorted(by: { guids[Int($0)] < guids[Int($1)] }) {
      if shown.contains(.objects) { lines += ownFacts(object) }
      if shown.contains(.attributes) { lines += attributeFacts(object) }
      if shown.contains(.lists) { lines += listFacts(object) }
    }
    if shown.contains(.states) { lines += stateFacts }
    if shown.contains(.tallies) { lines += tallyFacts }
    if shown.contains(.tenant), tenantID != .none {
      lines.append("tenant \(tenantID) '\(names.string(tenantName))'")
    }
    for source in sources {
      if shown.contains(.notes) { lines += source.notes.map { "note: \($0)" } }
      if shown.contains(.capabilities) {
        let words = Capability.labels.filter { source.capabilities.contains($0.0) }.map(\.1)
        lines.append("can say: \(words.joined(separator: " "))")
      }
    }
    return lines
  }

  /// What an object is called in a dump.
  func label(_ object: ObjectIndex) -> String {
    "\(kinds[Int(object)].label) \(guids[Int(object)])"
  }

  private func ownFacts(_ object: ObjectIndex) -> [String] {
    let index = Int(object)
    let mark = isDeleted(object) ? "deleted " : isRecorded(object) ? "" : "mentioned "
    let subject = mark + label(object)
    var lines = [subject]
    for (property, name) in [
      ("displayName", displayNames[index]), ("principalName", principalNames[index]),
      ("mail", mails[index]),
    ] where name != NameTable.absent {
      lines.append("\(subject) \(property) '\(names.string(name))'")
    }
    let answers: [(String, Truth)] = [
      ("enabled", isEnabled(object)), ("guest", isGuest(object)),
      ("onPremises", isOnPremises(object)),
    ]
    for (property, truth) in answers where truth != .unknown {
      lines.append("\(subject) \(property) \(truth)")
    }
    if flags[index].contains(.onPremisesEnded) { lines.append("\(subject) onPremises ended") }
    if kinds[index] == .group, isRecorded(object) { lines += groupFacts(object, subject) }
    return lines
  }

  private func groupFacts(_ object: ObjectIndex, _ subject: String) -> [String] {
    var lines = ["\(subject) kind \(groupKind(object).rawValue)"]
    if isDynamic(object) != .unknown { lines.append("\(subject) dynamic \(isDynamic(object))") }
    let marks: [(String, ObjectFlags)] = [
      ("rule paused", .rulePaused), ("role-assignable", .roleAssignable),
      ("hidden membership", .hiddenMembership),
    ]
    for (word, flag) in marks where flags[Int(object)].contains(flag) {
      lines.append("\(subject) \(word)")
    }
    return lines
  }

  private func attributeFacts(_ object: ObjectIndex) -> [String] {
    AttributeKey.allCases.flatMap { key in
      attributes.all(key, of: object).map { "\(label(object)) \(key) '\(names.string($0))'" }
    }
  }

  private func listFacts(_ object: ObjectIndex) -> [String] {
    [("members", Relation.members), ("owners", Relation.owners)].flatMap { word, relation in
      let lists = lists(relation)
      let state = lists.state(of: object)
      let targets = lists.list(of: object).sorted { guids[Int($0)] < guids[Int($1)] }
      guard state != .notCollected || !targets.isEmpty else { return [String]() }
      return ["\(label(object)) \(word) \(state.label)"]
        + targets.map { "\(label(object)) \(word): \(label($0))" }
    }
  }

  private var stateFacts: [String] {
    ObjectKind.allCases.compactMap { kind in
      state(of: kind) == .notCollected ? nil : "all \(kind.label)s \(state(of: kind).label)"
    }
  }

  private var tallyFacts: [String] {
    tallies.map { "left out: \($0.count) \($0.subject): \($0.reason) (\(text(of: $0.example)))" }
  }
}
