import DirectoryModel
import JSONText

extension GraphReader {
  /// Reads an object whose brace was read, up to its end.
  mutating func readObject(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws -> GraphObject {
    var object = GraphObject(at: stream.place(json.offset))
    var seen = DuplicateKeys()
    while try json.next() == .key {
      let index = json.keyIndex(in: keys)
      try seen.note(index, at: json)
      if let key = GraphKey(rawValue: index) {
        try readMember(key, of: &object, &json, &builder)
      } else if index >= 0, let property = GraphKey.further(index) {
        try readFurther(property, of: &object, &json, &builder)
      } else {
        try json.skipValue()
      }
    }
    return object
  }

  /// Reads the value of a key that means something.
  mutating func readMember(
    _ key: GraphKey, of object: inout GraphObject, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    unreadKey = nil
    switch key {
    case .id: object.id = try readGUID(key, &json, &builder)
    case .reference: object.reference = try readReference(&json)
    case .type: object.type = try readType(&json, &builder)
    case .displayName: object.displayName = try readText(key, &json, &builder)
    case .userPrincipalName: object.principalName = try readText(key, &json, &builder)
    case .mail: object.mail = try readText(key, &json, &builder)
    case .deletedDateTime: try readDeletion(&object, &json, &builder)
    case .members, .owners: try readExpansion(key, of: &object, &json, &builder)
    case .membersNextLink, .ownersNextLink:
      if try readLink(&json) != nil { object.keys.insert(key) }
      return
    case .proxyAddresses: try readTexts(key, .proxyAddress, &object, &json, &builder)
    case .otherMails: try readTexts(key, .otherMail, &object, &json, &builder)
    case .verifiedDomains: try readDomains(&object, &json)
    case .groupID, .rowGroupID: object.rowGroup = try readGUID(key, &json, &builder)
    case .memberID, .rowMemberID: object.rowMember = try readGUID(key, &json, &builder)
    case .memberType, .rowMemberType: try readRowKind(&object, &json)
    case .deltaLink, .membersDelta, .ownersDelta, .removed, .oldMetadata, .oldType, .oldObjectID,
      .pascalAdditionalProperties:
      try refuse(key, json)
    case .context, .nextLink, .count, .value, .error, .pascalID, .pascalDisplayName,
      .servicePrincipalType:
      try json.skipValue()
    default: try readProperty(key, of: &object, &json, &builder)
    }
    object.keys.insert(key)
    if unreadKey == key { object.unreadKeys.insert(key) }
  }

  private mutating func readGUID(
    _ key: GraphKey, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws -> GUID? {
    let event = try json.next()
    if event == .string { return json.guid }
    try leaveOut(key, event, &json, &builder)
    return nil
  }

  /// The identifier in a link such as `…/directoryObjects/<id>/Microsoft.DirectoryServices.User`.
  private func readReference(_ json: inout JSONReader) throws -> GUID? {
    let event = try json.next()
    if event == .beginObject || event == .beginArray { try json.skipRest() }
    guard event == .string else { return nil }
    return json.string().utf8.split(separator: UInt8(ascii: "/")).reversed().lazy
      .compactMap { GUID(String(Substring($0))) }.first
  }

  private mutating func readType(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws -> GraphType? {
    let event = try json.next()
    guard event == .string else {
      try leaveOut(.type, event, &json, &builder)
      return nil
    }
    if json.matches("#microsoft.graph.user") { return .kind(.user) }
    return GraphType(json.string())
  }

  private mutating func readDeletion(
    _ object: inout GraphObject, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    let name = try readText(.deletedDateTime, &json, &builder)
    guard name != NameTable.absent else { return }
    object.isDeleted = true
    object.attributes.append((.deletedDateTime, name))
  }

  private func readRowKind(_ object: inout GraphObject, _ json: inout JSONReader) throws {
    let event = try json.next()
    if event == .beginObject || event == .beginArray { try json.skipRest() }
    if event == .string { object.rowKind = ObjectKind(word: json.string()) ?? .unknown }
  }

  private func readDomains(_ object: inout GraphObject, _ json: inout JSONReader) throws {
    let value = try JSONValue(next: &json, maximumNodes: 1 << 16)
    object.verifiedDomains = (value.elements ?? []).compactMap { $0["name"]?.text }
  }

  /// Refuses the keys of formats that are related to Graph's and are read differently.
  func refuse(_ key: GraphKey, _ json: borrowing JSONReader) throws(IngestError) {
    switch key {
    case .deltaLink: throw delta(json, found: "the last page of a delta query")
    case .membersDelta, .ownersDelta, .removed:
      throw delta(json, found: "'\(key.name)', which delta queries answer with")
    case .oldMetadata, .oldType, .oldObjectID:
      throw stream.error(
        at: json, found: "'\(key.name)', a key of Azure AD Graph",
        expected: "the keys of Microsoft Graph",
        hint: "Azure AD Graph was retired; export with Microsoft Graph, AzureHound or ROADrecon")
    default:
      throw stream.error(
        at: json, found: "'\(key.name)', a key that Microsoft Graph PowerShell writes",
        expected: "the keys of Microsoft Graph, which begin in lower case",
        hint: "save the answers themselves: Invoke-MgGraphRequest -OutputType Json")
    }
  }
}
