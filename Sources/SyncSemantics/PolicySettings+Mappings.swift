import DirectoryModel
import YAMLText

extension PolicySetting {
  /// The kinds of group in the words of a policy file.
  static let groupKindWords: [(word: String, kind: GroupKind)] = [
    ("microsoft-365", .microsoft365), ("security", .security),
    ("mail-enabled-security", .mailEnabledSecurity), ("distribution", .distribution),
    ("unknown", .unknown),
  ]

  /// The kinds of member in the words of a policy file.
  static let memberKindWords: [(word: String, kind: ObjectKind)] = [
    ("user", .user), ("device", .device), ("group", .group),
    ("service-principal", .servicePrincipal), ("contact", .contact),
  ]

  static let groupKinds = PolicySetting(
    path: "groups.kinds", summary: "The kinds of tenant group that take part.",
    values: "a list of \(code(groupKindWords.map(\.word)))",
    defaultText: code(groupKindWords.filter { unset.scope.kinds.contains($0.kind) }.map(\.word))
  ) { (policy, node) throws(YAMLError) in
    policy.scope.kinds = try kinds(node, among: groupKindWords)
  }

  static let memberKinds = PolicySetting(
    path: "members.kinds", summary: "The kinds of object that count as members.",
    values: "a list of \(code(memberKindWords.map(\.word)))",
    defaultText: code(memberKindWords.filter { unset.members.kinds.contains($0.kind) }.map(\.word))
  ) { (policy, node) throws(YAMLError) in
    policy.members.kinds = try kinds(node, among: memberKindWords)
  }

  private static func kinds<Kind: Equatable>(
    _ node: YAMLNode, among words: [(word: String, kind: Kind)]
  ) throws(YAMLError) -> [Kind] {
    var kinds: [Kind] = []
    for item in try node.list() {
      let text = try item.string()
      guard let known = words.first(where: { $0.word.utf8.elementsEqual(text.utf8) }) else {
        let all = words.map(\.word)
        throw item.error(
          found: item.kind,
          expected: "one of " + all.map { "'\($0)'" }.joined(separator: ", "),
          hint: closestMatch(to: text, in: all).map { "did you mean '\($0)'?" })
      }
      guard !kinds.contains(known.kind) else {
        throw item.error(found: "'\(known.word)' a second time", expected: "each word once")
      }
      kinds.append(known.kind)
    }
    return kinds
  }

  static let replacements = PolicySetting(
    path: "people.replacements",
    summary: "Characters that the product replaces in user names, and by what.",
    values: "a mapping from one character to a text: `{ '@': '-' }`", defaultText: "nothing"
  ) { (policy, node) throws(YAMLError) in
    var replacements: [String: String] = [:]
    for entry in try node.mapping().entries {
      guard entry.key.unicodeScalars.count == 1 else {
        throw entry.place.error(found: "the key '\(entry.key)'", expected: "one character")
      }
      replacements[entry.key] = try entry.value.string()
    }
    policy.identityMatching.userNames.replacements = replacements
  }

  static let mappings: [PolicySetting] = [
    PolicySetting(
      path: "attribute-mapping", summary: "Which local property follows which of the directory.",
      values: "a mapping from a property of the directory to a local one", defaultText: "nothing"
    ) { (policy, node) throws(YAMLError) in
      var pairs: [AttributePair] = []
      for entry in try node.mapping().entries {
        pairs.append(AttributePair(directory: entry.key, local: try entry.value.string()))
      }
      policy.attributeMapping = pairs
    },
    .flag(
      "dynamic-rules", \.dynamicRules, "Whether rules on attributes may fill groups of the product."
    ),
    PolicySetting(
      path: "prerequisites", summary: "What must be there before the first call.",
      values: "a list of texts: `client secret`", defaultText: "nothing"
    ) { (policy, node) throws(YAMLError) in
      var texts: [String] = []
      for item in try node.list() { texts.append(try item.string()) }
      policy.prerequisites = texts
    },
  ]
}
