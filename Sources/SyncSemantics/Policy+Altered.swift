import Digests
package import YAMLText

extension Policy {
  /// This policy with some decisions stated anew, as a policy file states them.
  ///
  /// The key `extends` is passed over: it names this policy.
  ///
  /// - Throws: the first mistake with its line and column.
  package func altered(by decisions: YAMLMapping) throws(YAMLError) -> Policy {
    let reader = PolicyReader(text: "", file: decisions.place.file)
    try decisions.refuseUnknownKeys(["extends"] + PolicyReader.distinctSections)
    var policy = self
    for entry in decisions.entries where entry.key != "extends" {
      try reader.apply(entry, to: &policy)
    }
    policy.digest = SHA256.hex(of: digest + Self.canonical(.mapping(decisions.entries)))
    return policy
  }

  private static func canonical(_ content: YAMLNode.Content) -> String {
    switch content {
    case .scalar(let text, let style):
      "\(style == .plain ? "=" : "'")\(text.utf8.count):\(text)"
    case .sequence(let nodes): "[" + nodes.map { canonical($0.content) }.joined() + "]"
    case .mapping(let entries):
      "{"
        + entries.map { "\($0.key.utf8.count):\($0.key)" + canonical($0.value.content) }.joined()
        + "}"
    }
  }
}
