import DirectoryModel
import YAMLText

// What stands on the left of operators.
extension RuleParser {
  /// Reads `user.department`; says of what type it is and where it began.
  mutating func property() throws(RuleError) -> (RuleOperand, RuleType, Int) {
    let start = next.start
    guard case .word(let word) = next.token else { throw unexpected(Self.aProperty) }
    guard let dot = word.firstIndex(of: ".") else { throw nameWithoutObject(word) }
    let (object, name) = (word[..<dot].lowercased(), String(word[word.index(after: dot)...]))
    let named: ObjectKind
    switch object {
    case "user": named = .user
    case "device": named = .device
    default:
      let hint =
        Self.scopedObjects[object]
        ?? closestMatch(to: object, in: ["user", "device"])
        .map { "did you mean '\($0).\(name)'?" }
      throw unexpected(Self.aProperty, hint: hint)
    }
    if let kind, kind != named {
      throw unexpected(
        "a property of a \(kind.label)",
        hint: "one rule is about users or about devices, never about both")
    }
    kind = named
    lintCase(of: word.prefix(upTo: dot) + ".", documented: named.prefix, at: start)
    let (operand, type) = try resolve(name, of: named, at: start + object.utf8.count + 1)
    try advance()
    return (operand, type, start)
  }

  private static let aProperty = "a property such as user.department"

  private static let scopedObjects = [
    "assignedplan": "assignedPlan stands inside user.assignedPlans -any (…) or -all (…)",
    "group": "group.objectId stands inside user.memberOf -any (…)",
    "system": "system.now stands on the right of -le or -ge",
  ]

  private func nameWithoutObject(_ word: String) -> RuleError {
    if word == "_" {
      return unexpected(Self.aProperty, hint: "'_' stands inside -any (…) or -all (…)")
    }
    if word.lowercased() == "direct" {
      return unexpected(Self.aProperty, hint: "'Direct Reports for' stands alone in its rule")
    }
    let names = RuleProperty.allCases.map(\.name)
    let nearest = closestMatch(to: word, in: names).flatMap { name in
      RuleProperty.allCases.first { $0.name == name }
    }
    let prefix = nearest.map { RuleProperty.ofUsers.contains($0) ? "user." : "device." } ?? ""
    return unexpected(
      Self.aProperty, hint: nearest.map { "did you mean '\(prefix)\($0.name)'?" })
  }

  private mutating func resolve(
    _ name: String, of kind: ObjectKind, at start: Int
  ) throws(RuleError) -> (RuleOperand, RuleType) {
    let properties = kind == .user ? RuleProperty.ofUsers : RuleProperty.ofDevices
    let lower = name.lowercased()
    if let property = RuleProperty.byLowerName[lower], properties.contains(property) {
      lintCase(of: name, documented: property.name, at: start)
      if property == .organizationalUnit {
        scanner.warn(
          .obsoleteProperty, at: start, "'organizationalUnit' is obsolete and matches nothing")
      }
      if property == .memberOf { memberOfOffset = memberOfOffset ?? next.start }
      return (.property(property), property.type)
    }
    if kind == .user, lower.hasPrefix("extension_") {
      return (.directoryExtension(try extensionName(name)), .text)
    }
    let others = kind == .user ? RuleProperty.ofDevices : RuleProperty.ofUsers
    if let other = RuleProperty.byLowerName[lower], others.contains(other) {
      throw unexpected(
        "a property of a \(kind.label)",
        hint: "'\(other.name)' is a property of a \(kind == .user ? "device" : "user")")
    }
    throw unexpected(
      "a property of a \(kind.label)",
      hint: closestMatch(to: name, in: properties.map(\.name)).map {
        "did you mean '\(kind.prefix)\($0)'?"
      })
  }

  /// `extension_`, 32 hexadecimal digits of an application, `_` and a name.
  private func extensionName(_ name: String) throws(RuleError) -> [UInt8] {
    let parts = name.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].utf8.count == 32, parts[1].allSatisfy(\.isHexDigit),
      !parts[2].isEmpty
    else {
      throw unexpected(
        "extension_{application id}_{name}",
        hint: "the application id has 32 hexadecimal digits and no hyphens")
    }
    return Array(name.lowercased().utf8)
  }

  mutating func lintCase(of written: some StringProtocol, documented: String, at offset: Int) {
    guard !written.utf8.elementsEqual(documented.utf8) else { return }
    scanner.warn(
      .letterCase, at: offset, "'\(written)' is documented as '\(documented)'")
  }
}

// Collections and their elements.
extension RuleParser {
  mutating func quantified(
    _ operand: RuleOperand, _ type: RuleType
  ) throws(RuleError) -> RuleExpression {
    let isAny = nextWord == "any"
    let word = isAny ? "-any" : "-all"
    guard case .property(let property) = operand, [.texts, .plans, .groups].contains(type) else {
      throw unexpected(
        "a comparison such as -eq",
        hint: "\(word) asks for the elements of a collection, and this property is \(type.label)")
    }
    if type == .groups, !isAny { throw unexpected("-any after memberOf") }
    try advance()
    try enter()
    scope = type == .texts ? .element : type == .plans ? .plan : .group
    defer { scope = .object }
    if scope == .group { return try memberOf() }
    // A condition in brackets ends with them; without, it reaches as far as it can.
    let isBracketed = next.token == .openBracket
    if isBracketed { try advance() }
    let condition = try disjunction()
    if isBracketed { try expect(.closeBracket, "-and, -or or a closing bracket") }
    leave()
    return isAny ? .any(property, condition) : .all(property, condition)
  }

  /// Reads a comparison of an element; brackets and logic around it are read as everywhere.
  mutating func condition() throws(RuleError) -> RuleExpression {
    let expected = scope == .element ? "'_' for an element" : "a property of assignedPlan"
    guard case .word(let word) = next.token else { throw unexpected(expected) }
    let start = next.start
    if scope == .element, word == "_" {
      try advance()
      return try comparison(.element, .text, from: start)
    }
    let object = "assignedPlan."
    guard scope == .plan, word.lowercased().hasPrefix(object.lowercased()) else {
      throw unexpected(
        expected, hint: "-any and -all reach as far as they can: put brackets around them")
    }
    let name = word.dropFirst(object.utf8.count)
    guard
      let property = PlanProperty.allCases.first(where: { plan in
        plan.name.lowercased() == name.lowercased()
      })
    else {
      let names = PlanProperty.allCases.map(\.name)
      throw unexpected(
        expected,
        hint: closestMatch(to: String(name), in: names).map { "did you mean '\(object)\($0)'?" })
    }
    lintCase(of: word, documented: object + property.name, at: start)
    try advance()
    return try comparison(.plan(property), .text, from: start)
  }
}
