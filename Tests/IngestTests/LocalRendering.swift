import DirectoryModel

@testable import Ingest

extension LocalSnapshot {
  /// Everything that was read, as text: one line an object, a list, a count, a note or a link.
  var rendered: String {
    var lines: [String] = []
    for object in ObjectIndex(0)..<ObjectIndex(directory.objectCount) {
      lines.append(line(of: object))
      for (word, relation) in [("members", Relation.members), ("owners", .owners)] {
        let list = directory.lists(relation).list(of: object)
        if !list.isEmpty {
          lines.append("  \(word): " + list.map(directory.keyText).joined(separator: ", "))
        }
        let state = directory.lists(relation).state(of: object)
        if state != .complete, state != .notCollected {
          lines.append("  \(word): \(state.label)")
        }
      }
    }
    for repeated in directory.members.repeated {
      lines.append(
        "repeated: \(directory.keyText(repeated.target)) in \(directory.keyText(repeated.group)), "
          + "\(repeated.surplus) more")
    }
    lines += directory.tallies.map { "left out: \($0.count) \($0.subject): \($0.reason)" }
    for link in links {
      lines.append(
        "link: \(directory.keyText(link.localGroup)) = \(directory.names.string(link.tenantText))"
          + (link.direction.map { ", \($0)" } ?? ""))
    }
    for source in directory.sources {
      lines.append("source: \(source.format), \(source.completeness.label)")
      lines += source.notes.map { "  note: \($0)" }
    }
    lines += [ObjectKind.group, .user, .device].map {
      "\($0.label)s: \(directory.state(of: $0).label)"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(of object: ObjectIndex) -> String {
    let index = Int(object)
    var words = ["\(directory.kinds[index].label) \(keyClass(object)) \(directory.keyText(object))"]
    if !directory.isRecorded(object) { words.append("(not recorded)") }
    for name in [
      directory.displayNames[index], directory.principalNames[index], directory.mails[index],
    ] where name != NameTable.absent {
      words.append("'\(Self.visible(directory.names.copy(name)))'")
    }
    if directory.guids[index] != .none { words.append("id=\(directory.guids[index])") }
    let flags = directory.flags[index]
    if flags.contains(.enabledKnown) {
      words.append(flags.contains(.enabled) ? "enabled" : "disabled")
    }
    if flags.contains(.deleted) { words.append("deleted") }
    if flags.contains(.archived) { words.append("archived") }
    if flags.contains(.builtIn) { words.append("built-in") }
    for key in AttributeKey.allCases {
      for value in directory.attributes.all(key, of: object) {
        words.append("\(key)='\(Self.visible(directory.names.copy(value)))'")
      }
    }
    return words.joined(separator: " ")
  }

  private func keyClass(_ object: ObjectIndex) -> String {
    switch directory.key(of: object) {
    case .integer: "integer"
    case .real: "real"
    case .text: "text"
    case .blob: "blob"
    case nil: "none"
    }
  }

  /// Text as it is, with control characters and bytes that are no UTF-8 as `\x..`.
  private static func visible(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.utf8.elementsEqual(bytes), bytes.allSatisfy({ $0 >= 0x20 }) { return text }
    let digits = Array("0123456789abcdef")
    return bytes.map { byte in
      (0x20...0x7E).contains(byte)
        ? String(UnicodeScalar(byte)) : "\\x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }
}
