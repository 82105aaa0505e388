import DirectoryModel

extension LocalReader {
  /// Adds what is to be said of an attached file.
  mutating func describe(_ file: AttachedDatabase, digest: String) {
    _ = builder.addSource(
      Source(
        input: file.path, format: "SQLite, attached as '\(file.schema)'", sha256: digest,
        byteCount: file.size, capabilities: Capability(rawValue: .max),
        completeness: file.partial.map(Completeness.partial) ?? .complete,
        notes: file.notes))
  }

  /// States what the database can say, and ends the reading.
  consuming func finish(
    era: String?, partial: String?, digest: String
  ) throws(IngestError) -> LocalSnapshot {
    let state = partial.map(Completeness.partial) ?? .complete
    let ownersKnown =
      roles.isExplicit || roles.sawOwner || !mapping.statements(of: .owners).isEmpty
    builder.setState(of: .group, to: known([.groups], state))
    builder.setState(of: .user, to: known([.users], state))
    builder.setState(of: .device, to: known([.devices], state))
    let lists = unreadable.map(Completeness.partial) ?? state
    builder.defaultStates = (
      known([.memberships, .nested], lists), ownersKnown ? lists : .notCollected
    )
    var capabilities: Capability = [.allGroupKinds, .nameCase, .userPrincipalNames]
    capabilities.formUnion(seen)
    if ownersKnown { capabilities.insert(.owners) }
    if !mapping.statements(of: .devices).isEmpty { capabilities.insert(.devices) }
    if !mapping.statements(of: .nested).isEmpty { capabilities.insert(.nesting) }
    let notes = roles.notes
    builder.updateSource(source) { source in
      source.sha256 = digest
      source.capabilities = capabilities
      source.completeness = state
      source.notes += notes
    }
    let (used, found, counts) = (mapping, links, rowCounts)
    return LocalSnapshot(
      directory: builder.finish(), name: used.name, era: era, policy: used.policy,
      facts: used.facts, links: found, rowCounts: counts)
  }

  /// The state of what some results give; without a statement for any of them nothing was asked.
  private func known(_ results: [MappingResult], _ state: Completeness) -> Completeness {
    results.contains { !mapping.statements(of: $0).isEmpty } ? state : .notCollected
  }
}
