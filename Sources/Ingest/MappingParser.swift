package import YAMLText

extension Mapping {
  /// Reads a mapping from YAML.
  ///
  /// - Throws: the first thing that is no mapping, with its line and column and, for a word that
  ///   nobody knows, the one that was likely meant.
  package init(yaml: [UInt8], file: String) throws(YAMLError) {
    try self.init(MappingParser.top(yaml, file: file), file: file)
  }

  private init(_ top: YAMLMapping, file: String) throws(YAMLError) {
    try top.refuseUnknownKeys(MappingParser.keys)
    name = try top.optional("name")?.string() ?? file
    title = try top.optional("title")?.string() ?? name
    about = try top.optional("about")?.string() ?? ""
    policy = try top.optional("policy")?.string()
    prefix = try top.optional("prefix")?.string()
    parameters = try MappingParser.parameters(top.optional("parameters"))
    detection = try MappingParser.detection(top.optional("detect"))
    attachments = try MappingParser.attachments(top.optional("attach"))
    statements = try MappingParser.results(top)
    roles = try MappingParser.roles(top.optional("roles"))
    references = try MappingParser.references(top.optional("references"))
    builtIn = try MappingParser.builtIn(top.optional("built-in"))
    facts = try MappingParser.facts(top.optional("facts"))
    eras = try MappingParser.eras(top.optional("eras"))
    let hasRows = statements.contains { !$0.isEmpty } || eras.contains { !$0.statements.isEmpty }
    guard hasRows else {
      throw top.place.error(
        found: "a mapping without results",
        expected: "one of "
          + MappingResult.allCases.map { "'\($0.rawValue)'" }
          .joined(separator: ", "))
    }
  }
}

/// The parts of a mapping as they stand in YAML.
enum MappingParser {
  static let keys =
    ["name", "title", "about", "policy", "prefix", "parameters", "detect", "attach"]
    + MappingResult.allCases.map(\.rawValue)
    + ["roles", "references", "built-in", "facts", "eras"]

  static func top(_ yaml: [UInt8], file: String) throws(YAMLError) -> YAMLMapping {
    try YAMLNode(parsing: yaml, file: file).mapping()
  }

  static func parameters(_ node: YAMLNode?) throws(YAMLError) -> [MappingParameter] {
    var parameters: [MappingParameter] = []
    for entry in try node?.mapping().entries ?? [] {
      let body = try entry.value.mapping()
      try body.refuseUnknownKeys(["about", "default", "choices"])
      parameters.append(
        MappingParameter(
          name: entry.key, about: try body.optional("about")?.string() ?? "",
          fallback: try body.optional("default")?.string(),
          choices: try body.optional("choices")?.string()))
    }
    return parameters
  }

  static func detection(_ node: YAMLNode?) throws(YAMLError) -> MappingDetection {
    var detection = MappingDetection()
    guard let body = try node?.mapping() else { return detection }
    try body.refuseUnknownKeys(["tables", "probe", "over", "fallback"])
    for entry in try body.optional("tables")?.mapping().entries ?? [] {
      detection.tables.append(.init(name: entry.key, columns: try entry.value.strings()))
    }
    detection.probe = try body.optional("probe")?.string()
    detection.over = try body.optional("over")?.strings() ?? []
    detection.isFallback = try body.optional("fallback")?.bool() ?? false
    return detection
  }

  static func attachments(_ node: YAMLNode?) throws(YAMLError) -> [MappingAttachment] {
    var attachments: [MappingAttachment] = []
    for entry in try node?.mapping().entries ?? [] {
      guard !["main", "temp"].contains(entry.key) else {
        throw entry.place.error(
          found: "the schema '\(entry.key)'", expected: "a name other than 'main' and 'temp'")
      }
      attachments.append(MappingAttachment(schema: entry.key, path: try entry.value.string()))
    }
    return attachments
  }

  static func roles(_ node: YAMLNode?) throws(YAMLError) -> RoleWords? {
    guard let body = try node?.mapping() else { return nil }
    try body.refuseUnknownKeys(RoleMeaning.allCases.map(\.rawValue))
    var words: [[[UInt8]]] = []
    for meaning in RoleMeaning.allCases {
      words.append(try body.optional(meaning.rawValue)?.strings().map { Array($0.utf8) } ?? [])
    }
    return RoleWords(words: words)
  }

  static func references(_ node: YAMLNode?) throws(YAMLError) -> MappingReferences {
    var references = MappingReferences()
    guard let body = try node?.mapping() else { return references }
    try body.refuseUnknownKeys(["group", "child", "user", "device"])
    if let node = body.optional("group") { references.group = try key(node, ofUser: false) }
    if let node = body.optional("child") { references.child = try key(node, ofUser: false) }
    if let node = body.optional("user") { references.user = try key(node, ofUser: true) }
    if let node = body.optional("device") { references.device = try key(node, ofUser: false) }
    return references
  }

  private static func key(
    _ node: YAMLNode, ofUser: Bool
  ) throws(YAMLError) -> MappingReferences.Key {
    let key = try node.enumeration(of: MappingReferences.Key.self)
    let allowed: [MappingReferences.Key] =
      ofUser ? [.id, .username, .mail, .display, .externalID] : [.id, .name, .externalID]
    guard allowed.contains(key) else {
      throw node.error(
        found: "'\(key.rawValue)'",
        expected: "one of " + allowed.map { "'\($0.rawValue)'" }.joined(separator: ", "))
    }
    return key
  }

  static func builtIn(_ node: YAMLNode?) throws(YAMLError) -> BuiltInNames {
    guard let body = try node?.mapping() else { return BuiltInNames() }
    try body.refuseUnknownKeys(["groups", "users"])
    return BuiltInNames(
      groups: try body.optional("groups")?.strings() ?? [],
      users: try body.optional("users")?.strings() ?? [])
  }

  static func facts(_ node: YAMLNode?) throws(YAMLError) -> MappingFacts {
    var facts = MappingFacts()
    guard let body = try node?.mapping() else { return facts }
    try body.refuseUnknownKeys([
      "group-name-characters", "group-name-bytes", "group-name-prefixes",
      "accounts-appear-at-sign-in",
    ])
    let limit = 1...1_000_000
    facts.groupNameCharacters = try body.optional("group-name-characters")?.int(in: limit) ?? 0
    facts.groupNameBytes = try body.optional("group-name-bytes")?.int(in: limit) ?? 0
    facts.groupNamePrefixes = try body.optional("group-name-prefixes")?.strings() ?? []
    facts.accountsAppearAtSignIn =
      try body.optional("accounts-appear-at-sign-in")?.bool() ?? false
    return facts
  }

  static func eras(_ node: YAMLNode?) throws(YAMLError) -> [MappingEra] {
    var eras: [MappingEra] = []
    for item in try node?.list() ?? [] {
      let body = try item.mapping()
      try body.refuseUnknownKeys(
        ["name", "detect", "policy"] + MappingResult.allCases.map(\.rawValue))
      eras.append(
        MappingEra(
          name: try body.required("name").string(),
          detection: try detection(body.required("detect")),
          policy: try body.optional("policy")?.string(), statements: try results(body)))
    }
    return eras
  }
}
