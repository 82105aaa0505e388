import Digests
package import YAMLText

extension Policy {
  /// Reads a policy file; `extends` may name a built-in policy.
  ///
  /// - Throws: the first mistake with its line and column.
  package static func read(text: String, file: String) throws(YAMLError) -> Policy {
    try PolicyReader(text: text, file: file).read(above: [])
  }
}

/// Reads one policy file, after the policies that it extends.
struct PolicyReader {
  let text: String
  let file: String
  private let lines: [Substring]

  init(text: String, file: String) {
    (self.text, self.file) = (text, file)
    // By scalars: CR LF is one Character and would hide the line break.
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Substring.init)
  }

  private static let headKeys = ["policy", "summary", "extends", "documents"]

  /// `above` are the names of the policies that extend this one.
  func read(above: [String]) throws(YAMLError) -> Policy {
    let root = try YAMLNode(parsing: text, file: file).mapping()
    let sections = Self.distinctSections
    try root.refuseUnknownKeys(Self.headKeys + sections)
    let name = try Self.name(root.required("policy"))
    var policy = try base(root, above: above + [name])
    policy.name = name
    policy.summary = try root.required("summary").string()
    policy.documents = try documents(root) ?? policy.documents
    for entry in root.entries where sections.contains(entry.key) {
      try apply(entry, to: &policy)
    }
    policy.digest = SHA256.hex(of: try sources(root))
    return policy
  }

  static let distinctSections: [String] = PolicySetting.all.reduce(into: []) {
    let head = $1.section.isEmpty ? $1.key : $1.section
    if !$0.contains(head) { $0.append(head) }
  }

  private static func name(_ node: YAMLNode) throws(YAMLError) -> String {
    let name = try node.string()
    let isPlain = name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 45
    }
    guard !name.isEmpty, isPlain else {
      throw node.error(
        found: node.kind, expected: "a name of lower-case letters, digits and hyphens")
    }
    return name
  }

  private func base(_ root: YAMLMapping, above: [String]) throws(YAMLError) -> Policy {
    guard let node = root.optional("extends") else { return Policy(name: "", summary: "") }
    let name = try node.string()
    guard let text = Policy.text(named: name) else {
      throw node.error(
        found: "'\(name)'", expected: "the name of a built-in policy",
        hint: closestMatch(to: name, in: Policy.builtInNames).map { "did you mean '\($0)'?" })
    }
    // A file may be called like the policy that it extends; only built-in ones could go in circles.
    guard !above.dropFirst().contains(name) else {
      throw node.error(
        found: "'\(name)', which extends this policy", expected: "a policy that does not")
    }
    return try PolicyReader(text: text, file: "\(name).yaml").read(above: above)
  }

  private func documents(_ root: YAMLMapping) throws(YAMLError) -> [String]? {
    guard let node = root.optional("documents") else { return nil }
    var documents: [String] = []
    for item in try node.list() { documents.append(try item.string()) }
    return documents
  }

  /// Takes over what one key of a policy file says.
  func apply(_ entry: YAMLEntry, to policy: inout Policy) throws(YAMLError) {
    let settings = PolicySetting.ofSections[entry.key] ?? []
    if settings.isEmpty, let setting = PolicySetting.all.first(where: { $0.path == entry.key }) {
      try setting.read(&policy, entry.value)
      policy.lines[setting.path] = line(of: entry)
      return
    }
    let section = try entry.value.mapping()
    try section.refuseUnknownKeys(settings.map(\.key))
    for inner in section.entries {
      guard let setting = settings.first(where: { $0.key == inner.key }) else { continue }
      try setting.read(&policy, inner.value)
      policy.lines[setting.path] = line(of: inner)
    }
  }

  /// The text of this policy and of every policy that it extends, one after another.
  private func sources(_ root: YAMLMapping) throws(YAMLError) -> String {
    guard let name = try root.optional("extends")?.string(),
      let base = Policy.text(named: name)
    else { return text }
    let reader = PolicyReader(text: base, file: "\(name).yaml")
    return try text + reader.sources(YAMLNode(parsing: base, file: reader.file).mapping())
  }

  /// `grafana.yaml:14: nesting: transitive`.
  private func line(of entry: YAMLEntry) -> String {
    let number = entry.place.line
    guard !text.isEmpty else { return "\(file):\(number): \(entry.key)" }
    let source = lines.indices.contains(number - 1) ? Array(lines[number - 1].utf8) : []
    var kept = source[..<Self.end(of: source)]
    while let last = kept.last, last <= UInt8(ascii: " ") { kept.removeLast() }
    let trimmed = kept.drop { $0 == UInt8(ascii: " ") }
    return "\(file):\(number): \(String(decoding: trimmed, as: UTF8.self))"
  }

  /// Where the comment of a line begins, else where the line ends.
  ///
  /// A sign within quotation marks begins none, and quotation marks open only where a value may
  /// begin. Source: "YAML Ain't Markup Language, version 1.2", https://yaml.org/spec/1.2.2/#66-comments.
  private static func end(of line: [UInt8]) -> Int {
    var quote: UInt8?
    var before = UInt8(ascii: " ")
    for (index, byte) in line.enumerated() {
      let isBlankBefore = index > 0 && (line[index - 1] == 0x20 || line[index - 1] == 0x09)
      if let open = quote {
        // Within double quotation marks a backslash keeps the next one from closing.
        let isEscaped = open == UInt8(ascii: "\"") && before == UInt8(ascii: "\\")
        if byte == open, !isEscaped { quote = nil }
        before = isEscaped ? 0 : byte
        continue
      }
      if byte == UInt8(ascii: "#"), isBlankBefore { return index }
      let canOpen = " \t,:[{'".utf8.contains(before)
      if canOpen, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
      before = byte
    }
    return line.count
  }
}
