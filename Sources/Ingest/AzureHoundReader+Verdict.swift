import DirectoryModel

extension AzureHoundReader {
  mutating func finish(into builder: inout DirectoryBuilder) throws(IngestError) {
    settleEnabled(&builder)
    restoreNames(&builder)
    let interruption = interruption(among: builder.objectCount)
    for (kind, own) in [
      (ObjectKind.user, AzureHound.Kind.user), (.group, .group), (.device, .device),
      (.servicePrincipal, .servicePrincipal),
    ] {
      guard let state = state(of: own, interruption) else { continue }
      builder.setState(of: kind, to: state)
    }
    for source in sources { describe(source, interruption, &builder) }
  }

  /// The inputs that the streams belong to, in the order in which they were read.
  private var sources: [Int] {
    streams.map(\.identity.source).reduce(into: []) { known, source in
      if known.last != source { known.append(source) }
    }
  }

  private func hasSeen(_ kind: AzureHound.Kind) -> Bool {
    streams.contains { $0.kept[kind.rawValue] > 0 }
  }

  /// Accounts without `accountEnabled` are disabled, unless no account of their kind has it at all:
  /// then nobody asked for the property.
  private mutating func settleEnabled(_ builder: inout DirectoryBuilder) {
    for (object, kind, place) in withoutEnabled where kindsWithEnabled[Int(kind.rawValue)] {
      var record = ObjectRecord(kind: kind)
      record.flags = .enabledKnown
      builder.record(object, record, at: place)
    }
  }

  /// Gives nested groups the spelling that their members' lists show, where the groups' own
  /// records were put into upper case.
  private func restoreNames(_ builder: inout DirectoryBuilder) {
    guard streams.contains(where: \.hasLostCase) else { return }
    for (object, name) in memberNames {
      let known = builder.displayName(of: object)
      let spelled = builder.names.copy(name)
      if known != name, LetterCase.upper(spelled) == builder.names.copy(known) {
        builder.setDisplayName(name, of: object)
      }
    }
  }

  /// What shows that a collector was stopped although its file was closed in order: it writes one
  /// list of members for each group.
  private func interruption(among objectCount: Int) -> String? {
    guard hasSeen(.group), hasSeen(.groupMember) else { return nil }
    var marks = [UInt8](repeating: 0, count: objectCount)
    for group in recordedGroups { marks[Int(group)] |= 1 }
    for group in listedGroups { marks[Int(group)] |= 2 }
    let withoutList = marks.count { $0 == 1 }
    let withoutRecord = marks.count { $0 == 2 }
    if withoutList > 0 { return "\(withoutList) groups have a record and no list of members" }
    return withoutRecord > 0
      ? "\(withoutRecord) groups have a list of members and no record" : nil
  }

  /// How much of the list of all objects of a kind was read; nothing if it was not collected.
  private func state(of kind: AzureHound.Kind, _ interruption: String?) -> Completeness? {
    let index = kind.rawValue
    var state: Completeness?
    for stream in streams where stream.kept[index] + stream.damaged[index] > 0 {
      var own = stream.end.completeness
      if stream.damaged[index] > 0 {
        own = own.joined(with: .partial("records without a usable id were left out"))
      }
      state = (state ?? .complete).joined(with: own)
    }
    guard let interruption else { return state }
    return state?.joined(with: .partial(interruption))
  }

  private func describe(
    _ source: Int, _ interruption: String?, _ builder: inout DirectoryBuilder
  ) {
    let own = streams.filter { $0.identity.source == source }
    var completeness = own.map(\.end.completeness)
      .reduce(Completeness.complete) { $0.joined(with: $1) }
    if let interruption { completeness = completeness.joined(with: .partial(interruption)) }
    var capabilities = capabilities
    if own.contains(where: \.hasLostCase) { capabilities.remove(.nameCase) }
    builder.describe(
      source, format: "AzureHound", capabilities: capabilities, completeness: completeness,
      notes: notes(own))
  }

  /// What the format can say, as far as the collections that were asked for go.
  private var capabilities: Capability {
    var capabilities: Capability = [.nameCase]
    if hasSeen(.user) {
      capabilities.formUnion([.userPrincipalNames, .mail])
      if hasUserType { capabilities.insert(.userType) }
      if kindsWithEnabled[Int(ObjectKind.user.rawValue)] { capabilities.insert(.accountEnabled) }
    }
    if hasSeen(.group) { capabilities.insert(.onPremisesState) }
    if hasSeen(.device) { capabilities.insert(.devices) }
    if hasSeen(.groupOwner) { capabilities.insert(.owners) }
    if hasSeen(.groupMember) {
      capabilities.formUnion([.nesting, .otherMembers, .dynamicMembers])
    }
    return capabilities
  }

  private func notes(_ streams: [AzureHoundStream]) -> [String] {
    var notes = ["only security-enabled groups are in this format"]
    if streams.contains(where: \.hasLostCase) {
      notes.append("names are in upper case; their own spelling is lost")
    }
    let nullLists = streams.map(\.nullLists).reduce(0, +)
    if nullLists > 0 {
      notes.append(
        "\(nullLists) lists of members are null: the format does not tell an empty group from one "
          + "whose members were refused")
    }
    return notes
  }
}
