import DirectoryModel

/// A list that a request wants inside each element, where it does not ask for all of it.
///
/// Sources: "Use query parameters to customize responses",
/// https://learn.microsoft.com/graph/query-parameters, and "OData Version 4.01 Part 2: URL
/// Conventions", section 5.1.3 "System Query Option $expand",
/// https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html: the options
/// of an expanded list stand in brackets behind it, with semicolons between them.
struct GraphExpand: Equatable {
  let relation: Relation
  /// Why the list is not whole.
  let reason: String

  /// The lists that the value of an `$expand` does not want whole, as it stands in an address.
  static func thinned(by value: String) -> [GraphExpand] {
    split(HexDigits.percentDecoded(Array(value.utf8)), at: UInt8(ascii: ",")).compactMap { item in
      let path = item.prefix { $0 != UInt8(ascii: "(") }
      let steps = path.split(separator: UInt8(ascii: "/")).map { trimmed($0).lowercased() }
      guard let relation = relation(steps.first ?? "") else { return nil }
      if steps.contains(where: { $0.hasPrefix("microsoft.graph.") }) {
        return GraphExpand(relation: relation, reason: "only members of one kind were asked for")
      }
      var options = item.dropFirst(path.count + 1)
      if options.last == UInt8(ascii: ")") { options.removeLast() }
      let names = split(Array(options), at: UInt8(ascii: ";")).map { option in
        GraphLink.bareName(trimmed(option.prefix { $0 != UInt8(ascii: "=") }))
      }
      return reason(names).map { GraphExpand(relation: relation, reason: $0) }
    }
  }

  private static func reason(_ options: [String]) -> String? {
    if options.contains(where: GraphLink.conditions.contains) {
      return GraphListRecord.conditionReason
    }
    return options.contains { $0 == "top" || $0 == "skip" }
      ? "only some entries were asked for, by '$top' or '$skip'" : nil
  }

  private static func relation(_ name: String) -> Relation? {
    switch name {
    case "members": .members
    case "owners": .owners
    default: nil
    }
  }

  private static func trimmed(_ bytes: some Collection<UInt8>) -> String {
    let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == UInt8(ascii: "+") }
    let start = bytes.drop(while: blank)
    return String(decoding: start.reversed().drop(while: blank).reversed(), as: UTF8.self)
  }

  /// The parts between the separators that stand in no brackets and in no text.
  private static func split(_ bytes: [UInt8], at separator: UInt8) -> [[UInt8]] {
    var (parts, depth, isText): ([[UInt8]], Int, Bool) = ([[]], 0, false)
    for byte in bytes {
      // A quotation mark inside a text is written twice.
      if byte == UInt8(ascii: "'") { isText.toggle() }
      if !isText, byte == UInt8(ascii: "(") { depth += 1 }
      if !isText, byte == UInt8(ascii: ")") { depth -= 1 }
      if byte == separator, !isText, depth <= 0 {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    return parts
  }
}
