import DirectoryModel
import YAMLText

extension ScenarioReader {
  func fault(_ node: YAMLNode) throws(YAMLError) -> Fault {
    let mapping = try node.mapping()
    guard let main = mapping.entries.first(where: { ScenarioKeys.faults.contains($0.key) }) else {
      if let entry = mapping.entries.first {
        throw entry.place.error(
          found: "unknown key '\(entry.key)'",
          expected: "one of \(ScenarioKeys.faults.map { "'\($0)'" }.joined(separator: ", "))",
          hint: closestMatch(to: entry.key, in: ScenarioKeys.faults).map {
            "did you mean '\($0)'?"
          })
      }
      throw node.error(found: "an empty mapping", expected: "a fault")
    }
    if let trouble = Fault.PageTrouble(rawValue: main.key) {
      try mapping.refuseUnknownKeys([main.key, "of"])
      return .page(trouble, number: try main.value.int(in: 1...1000), of: try group(mapping, "of"))
    }
    if let answer = Fault.Answer(rawValue: main.key) {
      return try answerFault(answer, main, mapping)
    }
    return try otherFault(main, mapping)
  }

  private func answerFault(
    _ answer: Fault.Answer, _ main: YAMLEntry, _ mapping: YAMLMapping
  ) throws(YAMLError) -> Fault {
    try mapping.refuseUnknownKeys([main.key, "times", "retry-after"])
    return .answer(
      answer, call: try main.value.int(in: 1...1_000_000),
      times: try mapping.optional("times")?.int(in: 1...1000) ?? 1,
      retryAfter: try mapping.optional("retry-after")?.duration())
  }

  private func otherFault(_ main: YAMLEntry, _ mapping: YAMLMapping) throws(YAMLError) -> Fault {
    switch main.key {
    case "refuse":
      try mapping.refuseUnknownKeys(["refuse", "in"])
      let member = try name(main.value)
      try checkAnywhere(member)
      return .refuse(member, in: try group(mapping, "in"))
    case "clock-skew":
      try mapping.refuseUnknownKeys(["clock-skew", "local"])
      let seconds = try main.value.duration()
      let isBehind =
        try mapping.optional("local").map { node throws(YAMLError) in
          try word(node, ["ahead": false, "behind": true])
        } ?? false
      return .clockSkew(isBehind ? -seconds : seconds)
    default: break
    }
    try mapping.refuseUnknownKeys([main.key])
    switch main.key {
    case "crash-after": return .crash(afterOperation: try main.value.int(in: 0...1_000_000))
    case "token-expired":
      return .tokenExpired(try main.value.enumeration(of: Fault.TokenDeath.self))
    case "lag": return .lag(try lags(main.value))
    default:
      if case .scalar("everywhere", _) = main.value.content { return .answersNobody(nil) }
      let group = try name(main.value)
      try checkAnywhere(group)
      return .answersNobody(group)
    }
  }

  private func lags(
    _ node: YAMLNode
  ) throws(YAMLError) -> [(read: Fault.ReadKind, seconds: Int64)] {
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(Fault.ReadKind.allCases.map(\.rawValue))
    var lags: [(read: Fault.ReadKind, seconds: Int64)] = []
    for entry in mapping.entries {
      guard let read = Fault.ReadKind(rawValue: entry.key) else { continue }
      lags.append((read, try entry.value.duration()))
    }
    return lags
  }

  /// The group that a fault is about, on whichever side it is.
  private func group(_ mapping: YAMLMapping, _ key: String) throws(YAMLError) -> ScenarioName? {
    guard let node = mapping.optional(key) else { return nil }
    let group = try name(node)
    try checkAnywhere(group)
    return group
  }

  /// Checks that at least one side knows a name.
  func checkAnywhere(_ name: ScenarioName) throws(YAMLError) {
    if directory.kind(of: name) == nil { try local.check(name) }
  }
}
