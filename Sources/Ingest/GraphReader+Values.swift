import DirectoryModel
import JSONText

extension GraphReader {
  /// Reads a text, `absent` for null; anything else is counted and is not known.
  mutating func readText(
    _ key: GraphKey, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws -> NameIndex {
    let event = try json.next()
    switch event {
    case .string: return json.withText { builder.names.intern($0) }
    case .null: break
    default: try leaveOut(key, event, &json, &builder)
    }
    return NameTable.absent
  }

  /// Reads a list of texts into an attribute, if it is wanted.
  mutating func readTexts(
    _ key: GraphKey, _ attribute: AttributeKey, _ object: inout GraphObject,
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    guard builder.wanted.contains(attribute) else { return try json.skipValue() }
    let event = try json.next()
    if event == .null { return }
    guard event == .beginArray else { return try leaveOut(key, event, &json, &builder) }
    while true {
      let event = try json.next()
      switch event {
      case .endArray: return
      case .string:
        object.attributes.append((attribute, json.withText { builder.names.intern($0) }))
      default: try leaveOut(key, event, &json, &builder)
      }
    }
  }

  /// Reads a flag or an attribute.
  mutating func readProperty(
    _ key: GraphKey, of object: inout GraphObject, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    switch key {
    case .accountEnabled:
      try readFlag(key, .enabledKnown, .enabled, &object, &json, &builder)
    case .securityEnabled:
      try readFlag(key, .securityKnown, .securityEnabled, &object, &json, &builder)
    case .mailEnabled: try readFlag(key, .mailKnown, .mailEnabled, &object, &json, &builder)
    case .onPremisesSyncEnabled:
      // Null is an answer here: the object has never been synchronised.
      object.flags.insert(.onPremisesKnown)
      try readFlag(
        key, .onPremisesKnown, .onPremises, otherwise: .onPremisesEnded, &object, &json, &builder)
    case .isAssignableToRole: try readFlag(key, [], .roleAssignable, &object, &json, &builder)
    case .groupTypes: try readGroupTypes(&object, &json, &builder)
    case .userType, .visibility, .membershipRuleProcessingState:
      try readWord(key, &object, &json, &builder)
    default: try readAttribute(key, &object, &json, &builder)
    }
  }

  private mutating func readFlag(
    _ key: GraphKey, _ known: ObjectFlags, _ value: ObjectFlags, otherwise no: ObjectFlags = .none,
    _ object: inout GraphObject, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    let event = try json.next()
    switch event {
    case .true: object.flags.formUnion([known, value])
    case .false: object.flags.formUnion([known, no])
    case .null: break
    default:
      object.flags.subtract(known)
      try leaveOut(key, event, &json, &builder)
    }
  }

  private mutating func readGroupTypes(
    _ object: inout GraphObject, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    let event = try json.next()
    if event == .null { return }
    guard event == .beginArray else { return try leaveOut(.groupTypes, event, &json, &builder) }
    object.flags.insert(.typesKnown)
    while true {
      let event = try json.next()
      switch event {
      case .endArray: return
      case .string:
        if json.matches("Unified") { object.flags.insert(.unified) }
        if json.matches("DynamicMembership") { object.flags.insert(.dynamic) }
      default: try leaveOut(.groupTypes, event, &json, &builder)
      }
    }
  }

  private mutating func readWord(
    _ key: GraphKey, _ object: inout GraphObject, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    let event = try json.next()
    if event == .null { return }
    guard event == .string else { return try leaveOut(key, event, &json, &builder) }
    switch key {
    case .userType:
      if json.matches("Guest") { object.flags.formUnion([.guestKnown, .guest]) }
      if json.matches("Member") { object.flags.insert(.guestKnown) }
    case .membershipRuleProcessingState:
      if json.matches("Paused") { object.flags.insert(.rulePaused) }
    default:
      // Both spellings are in Microsoft's pages.
      if json.matches("HiddenMembership") || json.matches("Hiddenmembership") {
        object.flags.insert(.hiddenMembership)
      }
    }
    guard key == .visibility, builder.wanted.contains(.visibility) else { return }
    object.attributes.append((.visibility, json.withText { builder.names.intern($0) }))
  }

  private mutating func readAttribute(
    _ key: GraphKey, _ object: inout GraphObject, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    guard let attribute = key.attribute, builder.wanted.contains(attribute) else {
      return try json.skipValue()
    }
    let name = try readText(key, &json, &builder)
    if name != NameTable.absent { object.attributes.append((attribute, name)) }
  }

  /// Counts a value of the wrong type, which is then not known, and skips it.
  mutating func leaveOut(
    _ key: GraphKey, _ event: JSONEvent, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    unreadKey = key
    try leaveOut(key.name, event, &json, &builder)
  }

  /// The same for a property by its name.
  func leaveOut(
    _ name: String, _ event: JSONEvent, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    let place = stream.place(json.offset)
    if event == .beginObject || event == .beginArray { try json.skipRest() }
    leaveOut("values of '\(name)'", "\(event.words) has no meaning there", place, &builder)
  }

  /// Counts something that was left out.
  func leaveOut(
    _ subject: String, _ reason: String, _ place: Place, _ builder: inout DirectoryBuilder
  ) {
    builder.tally(subject, reason, source: stream.source, at: place)
  }
}
