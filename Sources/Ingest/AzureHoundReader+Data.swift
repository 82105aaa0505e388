import DirectoryModel
import JSONText

extension AzureHoundReader {
  /// Reads the rest of an object under `data`, of a kind that matters or is not known yet.
  mutating func readData(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    fields.hasData = true
    var seen = DuplicateKeys()
    while true {
      let index = try json.nextMember(in: tables.data)
      if index < 0 { return }
      try seen.note(index, at: json)
      if let key = AzureHoundFields.Key(rawValue: index), key != .firstAttribute {
        try readField(key, &json, &builder)
      } else {
        try readAttribute(AzureHoundFields.attribute(index), &json, &builder)
      }
    }
  }

  private mutating func readField(
    _ key: AzureHoundFields.Key, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    switch key {
    case .id:
      fields.id = try identifier(&json)
      if case .guid(let guid) = fields.id { builder.expect(guid) }
      fields.hasUpperCaseID = json.withText { Self.hasLetter(in: $0, from: 0x41, to: 0x46) }
    case .tenantID: fields.tenantID = try identifier(&json)
    case .groupID: fields.groupID = try identifier(&json)
    case .members: try readList(.members, &json, &builder)
    case .owners: try readList(.owners, &json, &builder)
    case .displayName:
      try name("displayName", .displayName, &json, &builder)
      if case .guid(let guid) = fields.id { builder.expectColumns(of: guid) }
    case .tenantName:
      // Every record repeats it; after the first it can only show whether the case is kept.
      guard builder.tenantName == NameTable.absent || fields.mayShowCase else {
        return try json.skipValue()
      }
      try name("tenantName", .tenantName, &json, &builder)
    case .principalName: try text("userPrincipalName", .principalName, &json, &builder)
    case .mail: try text("mail", .mail, &json, &builder)
    case .accountEnabled: try flag("accountEnabled", .enabledKnown, .enabled, &json)
    case .onPremises: try flag("onPremisesSyncEnabled", .onPremisesKnown, .onPremises, &json)
    case .securityEnabled: try flag("securityEnabled", .securityKnown, .securityEnabled, &json)
    case .mailEnabled: try flag("mailEnabled", .mailKnown, .mailEnabled, &json)
    case .roleAssignable: try flag("isAssignableToRole", .none, .roleAssignable, &json)
    case .collected:
      try flag("collected", .none, .none, &json)
      fields.isCollected = json.matches("true")
    case .userType: try userType(&json)
    case .groupTypes: try groupTypes(&json)
    case .ruleState: try word("membershipRuleProcessingState", "Paused", .rulePaused, &json)
    case .visibility:
      try word("visibility", "HiddenMembership", .hiddenMembership, &json)
      keep(.visibility, json, &builder)
    case .deleted:
      if try isText("deletedDateTime", &json) {
        fields.flags.formUnion(.deleted)
        keep(.deletedDateTime, json, &builder)
      }
    case .category: fields.isHome = try isText("tenantCategory", &json) && json.matches("Home")
    case .firstAttribute: try json.skipValue()
    }
  }

  /// Reads an identifier; the tenant's own has `/tenants/` before it.
  private mutating func identifier(
    _ json: inout JSONReader
  ) throws -> AzureHoundFields.Identifier {
    guard try isText("id", &json) else { return .absent }
    if let guid = json.guid { return .guid(guid) }
    return json.withText { text in
      let tail = text.extracting(last: 36)
      guard text.count == 45, let guid = GUID(tail) else { return .malformed }
      return .guid(guid)
    }
  }

  /// Whether the value is a text with something in it; null and "" say that there is none.
  private mutating func isText(_ key: StaticString, _ json: inout JSONReader) throws -> Bool {
    switch try json.next() {
    case .string: return json.textByteCount > 0
    case .null: return false
    case .beginObject, .beginArray:
      odd(key, "a container")
      try json.skipRest()
      return false
    default:
      odd(key, "'\(json.string())'")
      return false
    }
  }

  private mutating func odd(_ key: StaticString, _ found: String) {
    if fields.oddity == nil { fields.oddity = ("\(key)", found) }
  }

  private mutating func text(
    _ key: StaticString, _ slot: AzureHoundFields.Slot, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    guard try isText(key, &json) else { return }
    json.withText { waiting.add($0, mark: slot.rawValue, for: builder.names) }
  }

  /// Reads a name and looks for letters in lower case as long as none was found.
  private mutating func name(
    _ key: StaticString, _ slot: AzureHoundFields.Slot, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    guard try isText(key, &json) else { return }
    if fields.mayShowCase && !stream.hasLowerCaseName {
      let hasLowerCase = json.withText { LetterCase.hasLowerCase($0) }
      fields.hasLowerCaseName = fields.hasLowerCaseName || hasLowerCase
    }
    json.withText { waiting.add($0, mark: slot.rawValue, for: builder.names) }
  }

  private mutating func flag(
    _ key: StaticString, _ known: ObjectFlags, _ value: ObjectFlags, _ json: inout JSONReader
  ) throws {
    switch try json.next() {
    case .true: fields.flags.formUnion(known.union(value))
    case .false: fields.flags.formUnion(known)
    case .null: break
    case .beginObject, .beginArray:
      odd(key, "a container")
      try json.skipRest()
    default: odd(key, "'\(json.string())'")
    }
  }

  private mutating func word(
    _ key: StaticString, _ word: StaticString, _ flag: ObjectFlags, _ json: inout JSONReader
  ) throws {
    if try isText(key, &json), json.matches(word) { fields.flags.formUnion(flag) }
  }

  private mutating func userType(_ json: inout JSONReader) throws {
    guard try isText("userType", &json) else { return }
    if json.matches("Guest") { fields.flags.formUnion(.guestKnown.union(.guest)) }
    if json.matches("Member") { fields.flags.formUnion(.guestKnown) }
  }

  private mutating func groupTypes(_ json: inout JSONReader) throws {
    switch try json.next() {
    case .null: return
    case .beginArray:
      while try json.readElement() {
        if json.matches("Unified") { fields.flags.formUnion(.unified) }
        if json.matches("DynamicMembership") { fields.flags.formUnion(.dynamic) }
      }
    case .beginObject:
      odd("groupTypes", "an object")
      try json.skipRest()
    default: odd("groupTypes", "'\(json.string())'")
    }
  }

  private mutating func readAttribute(
    _ key: AttributeKey, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    guard builder.wanted.contains(key) else { return try json.skipValue() }
    switch try json.next() {
    case .string: keep(key, json, &builder)
    case .beginArray:
      while try json.readElement() { keep(key, json, &builder) }
    case .beginObject: try json.skipRest()
    default: return
    }
  }

  private mutating func keep(
    _ key: AttributeKey, _ json: borrowing JSONReader, _ builder: inout DirectoryBuilder
  ) {
    guard json.textByteCount > 0, builder.wanted.contains(key) else { return }
    json.withText { waiting.add($0, mark: AzureHoundFields.mark(of: key), for: builder.names) }
  }

  static func hasLetter(in text: Span<UInt8>, from first: UInt8, to last: UInt8) -> Bool {
    for index in text.indices where text[index] >= first && text[index] <= last { return true }
    return false
  }
}
