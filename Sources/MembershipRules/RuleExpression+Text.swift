package import DirectoryModel
import UnicodeForms

extension RuleExpression {
  /// The expression in the documented spelling; reading it gives an equal expression.
  ///
  /// The kind is what the rule is about: `.user` or `.device`.
  package func text(of kind: ObjectKind) -> String {
    switch self {
    case .or(let parts): Self.joined(parts, by: " -or ", kind)
    case .and(let parts): Self.joined(parts, by: " -and ", kind)
    case .not(let part): "-not (\(part.text(of: kind)))"
    case .comparison(let operand, let comparison, let value):
      "\(operand.text(of: kind)) \(comparison.spelling) \(value.text)"
    case .any(let property, let condition):
      "\(kind.prefix)\(property.name) -any (\(condition.text(of: kind)))"
    case .all(let property, let condition):
      "\(kind.prefix)\(property.name) -all (\(condition.text(of: kind)))"
    case .memberOf(let groups):
      "\(kind.prefix)memberOf -any (group.objectId -in ["
        + groups.map { "'\($0)'" }.joined(separator: ", ") + "])"
    case .directReports(let manager): "Direct Reports for \"\(manager)\""
    }
  }

  private static func joined(
    _ parts: [RuleExpression], by word: String, _ kind: ObjectKind
  ) -> String {
    parts.map { part in
      let text = part.text(of: kind)
      switch part {
      case .or, .and: return "(\(text))"
      default: return text
      }
    }.joined(separator: word)
  }
}

extension ObjectKind {
  /// What stands before the names of properties.
  var prefix: String { self == .device ? "device." : "user." }
}

extension RuleOperand {
  /// The operand as it is written.
  package func text(of kind: ObjectKind) -> String {
    switch self {
    case .property(let property): kind.prefix + property.name
    case .directoryExtension(let name): kind.prefix + String(decoding: name, as: UTF8.self)
    case .element: "_"
    case .plan(let property): "assignedPlan.\(property.name)"
    }
  }
}

extension RuleLiteral {
  /// The value as it is written, in double quotes where they are needed.
  package var text: String {
    switch self {
    case .text(let bytes): Self.quoted(bytes)
    case .list(let texts): "[" + texts.map(Self.quoted).joined(separator: ", ") + "]"
    case .flag(let value): value ? "true" : "false"
    case .null: "null"
    case .instant(let instant): RuleTime.text(of: instant)
    case .now(nil): "system.now"
    case .now(let offset?): "system.now \(offset.isMinus ? "-minus" : "-plus") \(offset.text)"
    }
  }

  /// Double quotes need escapes; a backslash at the end does only in single quotes without one.
  private static func quoted(_ bytes: [UInt8]) -> String {
    let escapes: Set<UInt8> = [UInt8(ascii: "\\"), UInt8(ascii: "`")]
    let isAwkward = zip(bytes, bytes.dropFirst() + [UInt8(ascii: "\"")]).contains {
      escapes.contains($0) && $1 == UInt8(ascii: "\"")
    }
    let quote = isAwkward ? UInt8(ascii: "'") : UInt8(ascii: "\"")
    var result = [quote]
    for byte in bytes {
      if byte == UInt8(ascii: "'") { result.append(byte) }
      if byte == UInt8(ascii: "\""), quote == byte { result.append(UInt8(ascii: "`")) }
      result.append(byte)
    }
    return String(decoding: result + [quote], as: UTF8.self)
  }
}
