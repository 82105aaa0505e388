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
      } else if let property = AzureHoundFields.further(index) {
        try readFurther(property, &json, &builder)
      } else {
        try readAttribute(AzureHoundFields.attribute(index), &json, &builder)
      }
    }
  }

  private mutating func readField(
    _ key: AzureHoundFields.Key, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    if let meaning = key.flags {
      return try flag(key, meaning.known, meaning.value, &json)
    }
    switch key {
    case .members: try readList(.members, &json, &builder)
    case .owners: try readList(.owners, &json, &builder)
    case .tenantName where !wantsTenantName(builder): try json.skipValue()
    case .collected:
      try flag(.collected, .none, .none, &json)
      fields.isCollected = json.matches("true")
    case .groupTypes: try groupTypes(&json, &builder)
    default:
      if try isText(key, &json) { takeText(key.rawValue, json, &builder) }
    }
  }

  /// Whether the record's name of the tenant says something: every record repeats it, and after the
  /// first it can only show whether the case is kept.
  private func wantsTenantName(_ builder: borrowing DirectoryBuilder) -> Bool {
    builder.tenantName == NameTable.absent || fields.mayShowCase
  }

  /// Takes the last text, which is not empty, as a property of the record or one of several values.
  mutating func takeText(
    _ index: Int, _ json: borrowing JSONReader, _ builder: inout DirectoryBuilder
  ) {
    switch AzureHoundFields.Key(rawValue: index) {
    case .id:
      fields.id = identifier(json)
      if case .guid(let guid) = fields.id { builder.expect(guid) }
      fields.hasUpperCaseID = json.withText { Self.hasLetter(in: $0, from: 0x41, to: 0x46) }
    case .tenantID: fields.tenantID = identifier(json)
    case .groupID: fields.groupID = identifier(json)
    case .displayName:
      name(.displayName, json, builder)
      if case .guid(let guid) = fields.id { builder.expectColumns(of: guid) }
    case .tenantName:
      if wantsTenantName(builder) { name(.tenantName, json, builder) }
    case .principalName: text(.principalName, json, builder)
    case .mail: text(.mail, json, builder)
    case .userType:
      if json.matches("Guest") { fields.flags.formUnion(.guestKnown.union(.guest)) }
      if json.matches("Member") { fields.flags.formUnion(.guestKnown) }
    case .groupTypes:
      if json.matches("Unified") { fields.flags.formUnion(.unified) }
      if json.matches("DynamicMembership") { fields.flags.formUnion(.dynamic) }
    case .ruleState:
      if json.matches("Paused") { fields.flags.formUnion(.rulePaused) }
    case .visibility:
      if json.matches("HiddenMembership") { fields.flags.formUnion(.hiddenMembership) }
      keep(.visibility, json, builder)
    case .deleted:
      fields.flags.formUnion(.deleted)
      keep(.deletedDateTime, json, builder)
    case .category: fields.isHome = json.matches("Home")
    case .members, .owners, .accountEnabled, .onPremises, .securityEnabled, .mailEnabled,
      .roleAssignable, .collected:
      break
    case .firstAttribute, nil: keep(AzureHoundFields.attribute(index), json, builder)
    }
  }

  /// The last text as an identifier; the tenant's own has `/tenants/` before it.
  private func identifier(_ json: borrowing JSONReader) -> AzureHoundFields.Identifier {
    if let guid = json.guid { return .guid(guid) }
    return json.withText { text in
      let tail = text.extracting(last: 36)
      guard text.count == 45, let guid = GUID(tail) else { return .malformed }
      return .guid(guid)
    }
  }

  /// Whether the value is a text with something in it; null and "" say that there is none.
  private mutating func isText(_ key: AzureHoundFields.Key, _ json: inout JSONReader) throws -> Bool
  {
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

  private mutating func odd(_ key: AzureHoundFields.Key, _ found: String) {
    if fields.oddity == nil { fields.oddity = (AzureHoundFields.name(of: key), found) }
  }

  private mutating func text(
    _ slot: AzureHoundFields.Slot, _ json: borrowing JSONReader,
    _ builder: borrowing DirectoryBuilder
  ) {
    json.withText { waiting.add($0, mark: slot.rawValue, for: builder.names) }
  }

  /// Takes a name and looks for letters in lower case as long as none was found.
  private mutating func name(
    _ slot: AzureHoundFields.Slot, _ json: borrowing JSONReader,
    _ builder: borrowing DirectoryBuilder
  ) {
    if fields.mayShowCase && !stream.hasLowerCaseName {
      let hasLowerCase = json.withText { LetterCase.hasLowerCase($0) }
      fields.hasLowerCaseName = fields.hasLowerCaseName || hasLowerCase
    }
    text(slot, json, builder)
  }

  private mutating func flag(
    _ key: AzureHoundFields.Key, _ known: ObjectFlags, _ value: ObjectFlags,
    _ json: inout JSONReader
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

  private mutating func groupTypes(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    switch try json.next() {
    case .null: return
    case .beginArray:
      while try json.readElement() {
        takeText(AzureHoundFields.Key.groupTypes.rawValue, json, &builder)
      }
    case .beginObject:
      odd(.groupTypes, "an object")
      try json.skipRest()
    default: odd(.groupTypes, "'\(json.string())'")
    }
  }

  private mutating func readFurther(
    _ property: FurtherProperty, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    guard !builder.wanted.isDisjoint(with: property.attributes) else { return try json.skipValue() }
    switch property.form {
    case .text, .texts: try readAttribute(property.key, &json, &builder)
    case .firstText:
      switch try json.next() {
      case .beginArray:
        if try json.readElement() {
          keep(property.key, json, builder)
          try json.skipRest()
        }
      case let event: try leaveOpen(property.attributes, event, &json)
      }
    case .flag:
      switch try json.next() {
      case .true: keep(property.key, "true", builder)
      case .false: keep(property.key, "false", builder)
      case let event: try leaveOpen(property.attributes, event, &json)
      }
    case .extensions: try readExtensions(&json, &builder)
    case .plans: try readPlans(property, &json, &builder)
    case .reference: try json.skipValue()
    }
  }

  private mutating func readPlans(
    _ property: FurtherProperty, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    let event = try json.next()
    guard event == .beginArray else { return try leaveOpen(property.attributes, event, &json) }
    while true {
      switch try json.next() {
      case .endArray: return
      case .beginObject:
        if let text = try json.readPlan() {
          waiting.add(
            text.span, mark: AzureHoundFields.mark(of: property.key), for: builder.names)
        } else {
          fields.unread.formUnion(property.attributes)
        }
      case let event: try leaveOpen(property.attributes, event, &json)
      }
    }
  }

  private mutating func readExtensions(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    let event = try json.next()
    guard event == .beginObject else {
      return try leaveOpen(FurtherProperty.extensionSet, event, &json)
    }
    var seen = DuplicateKeys()
    while true {
      let index = try json.nextMember(in: FurtherProperty.extensionKeys)
      if index < 0 { return }
      try seen.note(index, at: json)
      try readAttribute(.extensionAttribute(index + 1), &json, &builder)
    }
  }

  private mutating func readAttribute(
    _ key: AttributeKey, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    guard builder.wanted.contains(key) else { return try json.skipValue() }
    switch try json.next() {
    case .string: keep(key, json, builder)
    case .beginArray:
      while try json.readElement() { keep(key, json, builder) }
    case let event: try leaveOpen(key.asSet, event, &json)
    }
  }

  /// Passes over a value of another type than it should be, of which nothing is known then; null and
  /// "" say that there is none.
  private mutating func leaveOpen(
    _ attributes: AttributeSet, _ event: JSONEvent, _ json: inout JSONReader
  ) throws {
    if event == .null || event == .string && json.textByteCount == 0 { return }
    fields.unread.formUnion(attributes)
    if event == .beginObject || event == .beginArray { try json.skipRest() }
  }

  private mutating func keep(
    _ key: AttributeKey, _ json: borrowing JSONReader, _ builder: borrowing DirectoryBuilder
  ) {
    guard json.textByteCount > 0, builder.wanted.contains(key) else { return }
    json.withText { waiting.add($0, mark: AzureHoundFields.mark(of: key), for: builder.names) }
  }

  private mutating func keep(
    _ key: AttributeKey, _ text: String, _ builder: borrowing DirectoryBuilder
  ) {
    waiting.add(text.utf8Span.span, mark: AzureHoundFields.mark(of: key), for: builder.names)
  }

  static func hasLetter(in text: Span<UInt8>, from first: UInt8, to last: UInt8) -> Bool {
    for index in text.indices where text[index] >= first && text[index] <= last { return true }
    return false
  }
}
