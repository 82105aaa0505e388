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
    policy.noteAlterations(decisions.entries)
    return policy
  }

  /// The digest of a policy of which some decisions were stated anew.
  static func digest(_ digest: String, altered decisions: [YAMLEntry]) -> String {
    var text = Array(digest.utf8)
    append(.mapping(decisions), to: &text)
    return SHA256.hex(of: text)
  }

  /// Appends what decisions say, in one form however they are laid out.
  private static func append(_ content: YAMLNode.Content, to text: inout [UInt8]) {
    switch content {
    case .scalar(let scalar, let style):
      text.append(UInt8(ascii: style == .plain ? "=" : "'"))
      append(counted: scalar, to: &text)
    case .sequence(let nodes):
      text.append(UInt8(ascii: "["))
      for node in nodes { append(node.content, to: &text) }
      text.append(UInt8(ascii: "]"))
    case .mapping(let entries):
      text.append(UInt8(ascii: "{"))
      for entry in entries {
        append(counted: entry.key, to: &text)
        append(entry.value.content, to: &text)
      }
      text.append(UInt8(ascii: "}"))
    }
  }

  private static func append(counted word: String, to text: inout [UInt8]) {
    text += String(word.utf8.count).utf8
    text.append(UInt8(ascii: ":"))
    text += word.utf8
  }
}
