import DirectoryModel
package import YAMLText

extension Scenario {
  /// Reads a scenario.
  ///
  /// Names are checked against those that are there at that point of the story. A file that was
  /// cut off is refused: it must end with a line feed, and its last step must be an expectation.
  /// The names of rules are checked where they are given.
  ///
  /// - Throws: the first mistake with its line and column.
  package static func read(
    _ bytes: [UInt8], file: String, rules: [String] = []
  ) throws(YAMLError) -> Scenario {
    let root = try YAMLNode(parsing: bytes, file: file).mapping()
    var reader = ScenarioReader(file: file, rules: rules)
    let scenario = try reader.scenario(root)
    try reader.checkEnd(scenario, bytes)
    return scenario
  }

  /// Reads a scenario from a string.
  package static func read(text: String, file: String) throws(YAMLError) -> Scenario {
    try read(Array(text.utf8), file: file)
  }
}

/// Reads one scenario and follows which names there are at each of its steps.
struct ScenarioReader {
  let file: String
  var directory = NameScope(.tenant)
  var local = NameScope(.local)
  /// Seconds since 1970 at the step that is being read.
  var now: Int64 = 0
  /// Whether groups are matched rather than linked, so that runs may make copies of new ones.
  var makesCopies = false
  /// Whether a run may have made copies, which bear the names of their originals.
  var mayHaveCopies = false
  /// Whether something has happened that an expectation of a refusal could be about.
  var lastWasAction = false
  /// The names of rules that an expectation may hold; any where there are none.
  let rules: [String]
  /// The links that are there, as far as the names tell.
  var links: [GivenLink] = []

  init(file: String, rules: [String] = []) { (self.file, self.rules) = (file, rules) }

  mutating func scenario(_ root: YAMLMapping) throws(YAMLError) -> Scenario {
    try root.refuseUnknownKeys(ScenarioKeys.scenario)
    let title = try text(root.required("scenario"))
    let source = try text(root.required("source"))
    let claim = try root.optional("claim").map { node throws(YAMLError) in try text(node) }
    let policy = try policy(root.required("policy"))
    now = try instant(root.required("start"))
    let start = now
    let seed = try root.optional("seed")?.int(in: 0...Int.max) ?? 1
    let given = try given(root.required("given").mapping())
    makesCopies = given.links.isEmpty
    links = given.links
    let nodes = try root.required("when").list()
    var steps: [Step] = []
    steps.reserveCapacity(nodes.count)
    for (place, node) in nodes.enumerated() {
      try readSteps(node, before: place + 1 < nodes.count ? nodes[place + 1] : nil, into: &steps)
    }
    return Scenario(
      file: file, title: title, claim: claim ?? title, source: source, policy: policy,
      start: start, seed: UInt64(seed), given: given, steps: steps)
  }

  /// Refuses what a cut could have left of a longer file.
  func checkEnd(_ scenario: Scenario, _ bytes: [UInt8]) throws(YAMLError) {
    guard let last = scenario.steps.last, case .expect = last.action else {
      let place = scenario.steps.last?.place ?? YAMLPlace(file: file, line: 1, column: 1)
      throw place.error(
        found: scenario.steps.isEmpty ? "no step" : "no expectation after the last step",
        expected: "'expect' as the last step",
        hint: "a scenario that ends without one proves nothing, or was cut off")
    }
    guard bytes.last == UInt8(ascii: "\n") else {
      let lines = bytes.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
      throw YAMLError(
        file: file, line: lines, column: 1, found: "a last line without an end",
        expected: "a line feed at the end of the file", hint: "the file may have been cut off")
    }
  }

  private func policy(_ node: YAMLNode) throws(YAMLError) -> PolicyChoice {
    guard case .mapping = node.content else { return .named(try name(node)) }
    let mapping = try node.mapping()
    return .altered(base: try name(mapping.required("extends")), decisions: mapping)
  }
}

// Small things that stand everywhere.
extension ScenarioReader {
  /// A text that is not empty.
  func text(_ node: YAMLNode) throws(YAMLError) -> String {
    guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
      throw node.error(found: node.kind, expected: "a text")
    }
    return text
  }

  func name(_ node: YAMLNode) throws(YAMLError) -> ScenarioName {
    guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
      throw node.error(found: node.kind, expected: "a name")
    }
    return ScenarioName(text, at: node.place)
  }

  /// At least one name.
  func someNames(_ node: YAMLNode) throws(YAMLError) -> [ScenarioName] {
    let names = try names(node)
    guard !names.isEmpty else { throw node.error(found: "an empty list", expected: "a name") }
    return names
  }

  /// One name or a list of names, each once.
  func names(_ node: YAMLNode) throws(YAMLError) -> [ScenarioName] {
    guard case .sequence(let nodes) = node.content else { return [try name(node)] }
    var names: [ScenarioName] = []
    names.reserveCapacity(nodes.count)
    // Lists are short as a rule: only long ones pay for a set.
    var known = Set<ScenarioName>(minimumCapacity: nodes.count > 16 ? nodes.count : 0)
    for item in nodes {
      let name = try name(item)
      let isNew =
        nodes.count > 16 ? known.insert(name).inserted : !names.contains { $0 == name }
      if !isNew, let first = names.first(where: { $0 == name }) {
        throw name.place.error(
          found: "'\(name.text)' a second time", expected: "each name once in a list",
          hint: "the first one stands at \(first.place.line):\(first.place.column)")
      }
      names.append(name)
    }
    return names
  }

  /// The items of a list of texts; one text counts as a list.
  func texts(_ node: YAMLNode) throws(YAMLError) -> [String] {
    guard case .sequence(let nodes) = node.content else { return [try text(node)] }
    var texts: [String] = []
    for item in nodes { texts.append(try text(item)) }
    return texts
  }

  /// `yes`, `no`, `true` or `false`.
  func flag(_ node: YAMLNode) throws(YAMLError) -> Bool {
    try word(node, ["yes": true, "no": false, "true": true, "false": false])
  }

  /// One of some words, in the order in which an error lists them.
  func word<Value>(
    _ node: YAMLNode, _ words: KeyValuePairs<String, Value>
  ) throws(YAMLError) -> Value {
    if case .scalar(let text, _) = node.content {
      for (word, value) in words where word == text { return value }
    }
    throw node.unexpected(words.map(\.key))
  }

  /// An instant in UTC: `2022-11-30T08:00:00Z`.
  func instant(_ node: YAMLNode) throws(YAMLError) -> Int64 {
    guard case .scalar(let text, _) = node.content, let instant = Instant(text)?.seconds else {
      throw node.error(
        found: node.kind, expected: "an instant in UTC such as '2022-11-30T08:00:00Z'")
    }
    return instant
  }

  /// The one entry of a mapping.
  func single(_ node: YAMLNode, of known: [String]) throws(YAMLError) -> YAMLEntry {
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(known)
    guard let entry = mapping.entries.first else {
      throw node.error(found: "an empty mapping", expected: "one key")
    }
    guard mapping.entries.count == 1 else {
      throw mapping.entries[1].place.error(
        found: "the key '\(mapping.entries[1].key)' beside '\(entry.key)'", expected: "one key",
        hint: "write a step of its own for each, with a '-' before it")
    }
    return entry
  }
}

extension YAMLNode {
  /// The error of a word that is none of those allowed.
  func unexpected(_ words: [String]) -> YAMLError {
    var hint: String?
    if case .scalar(let text, _) = content {
      hint = closestMatch(to: text, in: words).map { "did you mean '\($0)'?" }
    }
    let list = words.map { "'\($0)'" }.joined(separator: ", ")
    return error(
      found: kind, expected: words.count == 1 ? list : "one of \(list)", hint: hint)
  }
}

extension YAMLEntry {
  /// The error of a key that is none of those allowed.
  func unknownKey(of known: [String], listed: [String]? = nil) -> YAMLError {
    place.error(
      found: "unknown key '\(key)'",
      expected: "one of \((listed ?? known.map { "'\($0)'" }).joined(separator: ", "))",
      hint: closestMatch(to: key, in: known).map { "did you mean '\($0)'?" })
  }
}
