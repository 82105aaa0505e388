import DirectoryModel
import YAMLText

extension ScenarioReader {
  /// Reads one `fault`; several ways of reading that lag are several faults.
  func faults(_ node: YAMLNode) throws(YAMLError) -> [GivenFault] {
    if case .scalar(let text, _) = node.content {
      guard let trouble = GivenFault.PageTrouble(rawValue: text) else {
        throw node.unexpected(ScenarioKeys.faults + ScenarioKeys.plainFaults)
      }
      return [.pages(trouble)]
    }
    let mapping = try node.mapping()
    guard let main = mapping.entries.first(where: { ScenarioKeys.faults.contains($0.key) }) else {
      guard let entry = mapping.entries.first else {
        throw node.error(found: "an empty mapping", expected: "a fault")
      }
      throw entry.unknownKey(of: ScenarioKeys.faults)
    }
    if let answer = GivenFault.Answer(rawValue: main.key) {
      return [try self.answer(answer, main, mapping)]
    }
    return try readFaults(main, mapping)
  }

  /// An answer that sends a call away; what is told to come again for its rate has done nothing.
  private func answer(
    _ answer: GivenFault.Answer, _ main: YAMLEntry, _ mapping: YAMLMapping
  ) throws(YAMLError) -> GivenFault {
    let keys = [main.key, "times", "retry-after"]
    try mapping.refuseUnknownKeys(answer == .unavailable ? keys + ["arrives"] : keys)
    let arrives = try mapping.optional("arrives").map { node throws(YAMLError) in try flag(node) }
    let wait = try mapping.optional("retry-after").map { node throws(YAMLError) in
      try retryAfter(node)
    }
    return .answer(
      answer, call: try main.value.int(in: 1...1_000_000),
      times: try mapping.optional("times")?.int(in: 1...1000) ?? 1, retryAfter: wait,
      arrives: arrives ?? false)
  }

  /// A length of time, or a date as the header has it.
  private func retryAfter(_ node: YAMLNode) throws(YAMLError) -> RetryAfter {
    guard case .scalar(let text, _) = node.content, text.utf8.contains(UInt8(ascii: ",")) else {
      return .seconds(try length(node))
    }
    guard let date = Instant(httpDate: text) else {
      throw node.error(
        found: node.kind, expected: "a date such as '\(Instant(seconds: now + 30).httpDate)'",
        hint: Self.weekday(of: text).map { "that day is a \($0)" })
    }
    guard date.seconds - now <= Self.longestSeconds else {
      throw node.error(
        found: node.kind,
        expected: "a date within \(Self.longest) after \(Instant(seconds: now).httpDate)")
    }
    return .date(date)
  }

  /// The day of the week of a date that is right but for that.
  private static func weekday(of text: String) -> String? {
    let rest = String(decoding: text.utf8.dropFirst(3), as: UTF8.self)
    return Instant.weekdays.first { Instant(httpDate: $0 + rest) != nil }
  }

  /// A length of time up to the longest that a step may take.
  private func length(_ node: YAMLNode) throws(YAMLError) -> Int64 {
    let seconds = try node.duration()
    guard seconds <= Self.longestSeconds else {
      throw node.error(found: node.kind, expected: "a length of time up to \(Self.longest)")
    }
    return seconds
  }

  /// Faults of reading.
  private func readFaults(
    _ main: YAMLEntry, _ mapping: YAMLMapping
  ) throws(YAMLError) -> [GivenFault] {
    switch main.key {
    case "unreadable-page":
      try mapping.refuseUnknownKeys([main.key, "of", "side"])
      let group = try name(mapping.required("of"))
      let side = try side(mapping, of: group)
      return [.unreadablePage(try main.value.int(in: 1...1000), of: group, side)]
    case "cut-list":
      try mapping.refuseUnknownKeys([main.key, "side"])
      guard case .scalar("everything", _) = main.value.content else {
        let group = try name(main.value)
        return [.cutList(group, try side(mapping, of: group))]
      }
      return [.cutList(nil, try side(mapping) ?? .tenant)]
    case "lag":
      try mapping.refuseUnknownKeys([main.key, "side"])
      return try lags(main.value, side(mapping) ?? .tenant)
    case "answers-nobody":
      try mapping.refuseUnknownKeys([main.key])
      return [.answersNobody(try word(main.value, Self.sideWords))]
    case "clock-ahead":
      try mapping.refuseUnknownKeys([main.key, "side"])
      return [.clockAhead(try side(mapping) ?? .tenant, seconds: try length(main.value))]
    case "clock-behind":
      try mapping.refuseUnknownKeys([main.key, "side"])
      return [.clockAhead(try side(mapping) ?? .tenant, seconds: -(try length(main.value)))]
    default: return [try writeFault(main, mapping)]
    }
  }

  /// Faults of writing, and of the program itself.
  private func writeFault(
    _ main: YAMLEntry, _ mapping: YAMLMapping
  ) throws(YAMLError) -> GivenFault {
    switch main.key {
    case "refuse":
      try mapping.refuseUnknownKeys([main.key, "whole-batch", "side"])
      let member = try name(main.value)
      try checkAnywhere(member)
      let takesBatchDown = try mapping.optional("whole-batch").map { node throws(YAMLError) in
        try flag(node)
      }
      return .refuse(member, try side(mapping), takesBatchDown: takesBatchDown ?? true)
    case "crash-after":
      try mapping.refuseUnknownKeys([main.key])
      return .crash(afterOperation: try main.value.int(in: 0...1_000_000))
    default:
      try mapping.refuseUnknownKeys([main.key])
      return .tokenExpired(try main.value.enumeration(of: TokenDeath.self))
    }
  }

  private func lags(_ node: YAMLNode, _ side: Side) throws(YAMLError) -> [GivenFault] {
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(GivenFault.LaggingRead.allCases.map(\.rawValue))
    var lags: [GivenFault] = []
    for entry in mapping.entries {
      guard let read = GivenFault.LaggingRead(rawValue: entry.key) else { continue }
      lags.append(.lag(side, read, seconds: try length(entry.value)))
    }
    guard !lags.isEmpty else {
      throw node.error(found: node.kind, expected: "a way of reading and how late it is")
    }
    return lags
  }

  private static let sideWords: KeyValuePairs<String, Side> = [
    "directory": .tenant, "local": .local,
  ]

  private func side(_ mapping: YAMLMapping) throws(YAMLError) -> Side? {
    try mapping.optional("side").map { node throws(YAMLError) in try word(node, Self.sideWords) }
  }

  /// The side of a group: the stated one, else the one that knows it, the directory first.
  private func side(_ mapping: YAMLMapping, of group: ScenarioName) throws(YAMLError) -> Side {
    if let side = try side(mapping) {
      try check(group, on: side, as: [.group])
      return side
    }
    try checkAnywhere(group, as: [.group])
    return directory.kind(of: group) == .group ? .tenant : .local
  }
}
