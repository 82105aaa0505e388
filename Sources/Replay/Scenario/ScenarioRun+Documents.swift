import DirectoryModel
import SyncSemantics
import YAMLText

/// What a documenting product shows of a group now: what the last run saw whose results show.
private struct ShownDocument {
  let document: DocumentedGroup
  let tenant: Directory
  let look: DocumentLook
}

extension ScenarioRun {
  /// Compares a list of a document.
  mutating func compareDocument(
    _ clause: Clause, _ name: ScenarioName, _ which: DocumentList, _ expected: [String]
  ) {
    let subject = "\(which.rawValue) of the document of '\(name.text)'"
    guard let document = shownDocument(name)?.document else {
      return fail(clause, subject, expected, .unwritable("no document"))
    }
    let objects =
      switch which {
      case .nestedGroups: document.nestedGroups
      case .matchedMembers: document.matchedMembers
      case .unmatchedMembers: document.unmatchedMembers
      case .matchedDevices: document.matchedDevices
      case .unmatchedDevices: document.unmatchedDevices
      }
    compareSet(clause, subject, expected, texts(of: objects, on: .tenant))
  }

  /// Compares a text of a document.
  mutating func compareDocument(
    _ clause: Clause, _ name: ScenarioName, _ which: DocumentText, _ expected: String
  ) {
    let subject = "\(which.word) of the document of '\(name.text)'"
    guard let shown = shownDocument(name) else {
      return fail(clause, subject, [expected], .unwritable("no document"))
    }
    compare(clause, subject, expected, text(which, of: shown) ?? "~")
  }

  private func text(_ which: DocumentText, of shown: ShownDocument) -> String? {
    switch which {
    case .column(let column): shown.document.text(column, in: shown.tenant)
    case .list: shown.document.list.rawValue
    case .syncStatus: shown.document.status.label
    case .updated:
      lastChange(of: shown.document.group, before: shown.look.position.tenant).map { "\($0)" }
        ?? shown.document.updated(in: shown.tenant)
    }
  }

  /// When a group of the directory or its list of members changed last, as far as a run has seen.
  private func lastChange(of group: ObjectIndex, before position: Int) -> Instant? {
    for (place, change) in world.tenant.log[..<position].enumerated().reversed() {
      let isOwn =
        switch change {
        case .edge(.members, let changed, _, _): changed == group
        case .edge(.owners, _, _, _): false
        case .text(let object, _, _, _), .flags(let object, _, _): object == group
        }
      guard isOwn else { continue }
      let entry = world.origin(.tenant, at: place)
      return entry == .max ? nil : timeline.entries[Int(entry)].time
    }
    return nil
  }

  private mutating func shownDocument(_ name: ScenarioName) -> ShownDocument? {
    guard let group = names.find(name, on: .tenant, in: world),
      let link = world.links.first(where: { $0.tenantGroup == group && $0.state != .deleted }),
      let look = link.look(at: world.now)
    else { return nil }
    let state = documentedState(at: look.position)
    let (tenant, matching) = (state.tenant, state.matching)
    return ShownDocument(
      document: document(of: group, link.documentStatus(at: world.now), tenant, matching),
      tenant: tenant, look: look)
  }
}

// Several statements about documents ask for one state.
extension ScenarioRun {
  /// Both sides as a run saw them, and how their objects belong together.
  struct DocumentedState {
    let position: FeedPosition
    let tenant: Directory
    let matching: Matching
  }

  private mutating func documentedState(at position: FeedPosition) -> DocumentedState {
    if let known = documentedState, known.position == position { return known }
    let tenant = world.tenant.rewound(to: position.tenant).directory()
    let local = world.local.rewound(to: position.local).directory()
    let matching = match(
      tenant: tenant, local: local, policy: engine.policy, product: engine.product,
      explains: false, adjusting: { $0.keepOwn(engine.policy, in: tenant) })
    let state = DocumentedState(position: position, tenant: tenant, matching: matching)
    documentedState = state
    return state
  }
}

extension DocumentedGroup.Status {
  /// The word of the column.
  var label: String {
    switch self {
    case .enabled: "Enabled"
    case .orphaned: "Orphaned"
    case .disabled: "Disabled"
    }
  }
}
