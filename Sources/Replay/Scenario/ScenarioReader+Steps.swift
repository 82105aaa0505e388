import DirectoryModel
import YAMLText

extension ScenarioReader {
  /// Reads one entry of `when`; an entry with several settings gives several steps.
  mutating func readSteps(
    _ node: YAMLNode, before next: YAMLNode?, into steps: inout [Step]
  ) throws(YAMLError) {
    let entry = try single(node, of: ScenarioKeys.steps)
    let actions = try actions(entry)
    for action in actions { try followLinks(action, before: next) }
    for action in actions { steps.append(Step(place: entry.place, action: action)) }
    if let action = actions.last {
      if case .expect = action { lastWasAction = false } else { lastWasAction = true }
      switch action {
      case .wait, .until, .sync: mayHaveCopies = makesCopies
      case .administer, .setting, .integration, .prerequisite, .resetSync, .change, .link, .unlink,
        .fault, .repairFaults, .search, .expect:
        break
      }
    }
  }

  private mutating func actions(_ entry: YAMLEntry) throws(YAMLError) -> [Step.Action] {
    let node = entry.value
    switch entry.key {
    case "expect": return [.expect(try expectation(node))]
    case "setting":
      return try some(settings(node), "a setting", node).map { .setting($0.setting, isOn: $0.isOn) }
    case "integration":
      return [.integration(isThere: try word(node, ["added": true, "removed": false]))]
    case "prerequisites": return try some(prerequisites(node), "a prerequisite", node)
    case "reset": return [try word(node, ["sync": .resetSync])]
    case "local": return [.change(try changes(node, .local))]
    case "directory": return [.change(try changes(node, .tenant))]
    case "link": return try links(node).map { .link($0) }
    case "unlink": return try unlink(node)
    case "wait": return [try wait(node)]
    case "until": return [try until(node)]
    case "sync": return [try sync(node)]
    case "fault": return try faults(node).map { .fault($0) }
    case "repair": return [try word(node, ["faults": .repairFaults])]
    case "search":
      let search = try single(node, of: ScenarioKeys.search)
      return [.search(try search.value.string())]
    default:
      // Only known keys come here, and every other one is the verb of an administrator.
      guard let verb = Administration(rawValue: entry.key) else { return [] }
      return try localGroups(node).map { .administer(verb, $0) }
    }
  }

  /// What a step says, of which there must be something.
  private func some<Item>(
    _ items: [Item], _ expected: String, _ node: YAMLNode
  ) throws(YAMLError) -> [Item] {
    guard !items.isEmpty else {
      throw node.error(found: "an empty mapping", expected: expected)
    }
    return items
  }

  private func localGroups(_ node: YAMLNode) throws(YAMLError) -> [ScenarioName] {
    let names = try someNames(node)
    for name in names { try check(name, on: .local, as: [.group]) }
    return names
  }

  private func unlink(_ node: YAMLNode) throws(YAMLError) -> [Step.Action] {
    guard case .mapping = node.content else {
      return try localGroups(node).map { .unlink($0, from: []) }
    }
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(ScenarioKeys.unlink)
    let local = try name(mapping.required("local"))
    let groups = try someNames(mapping.required("directory"))
    try check(local, on: .local, as: [.group])
    for group in groups { try check(group, on: .tenant, as: [.group]) }
    return [.unlink(local, from: groups)]
  }

  private func prerequisites(_ node: YAMLNode) throws(YAMLError) -> [Step.Action] {
    let mapping = try node.mapping()
    try mapping.refuseUnknownKeys(Prerequisite.allCases.map(\.rawValue))
    var actions: [Step.Action] = []
    for entry in mapping.entries {
      guard let prerequisite = Prerequisite(rawValue: entry.key) else { continue }
      let isThere = try word(entry.value, ["given": true, "missing": false])
      actions.append(.prerequisite(prerequisite, isThere: isThere))
    }
    return actions
  }

  private mutating func wait(_ node: YAMLNode) throws(YAMLError) -> Step.Action {
    let seconds = try node.duration()
    guard seconds > 0, seconds <= Self.longestSeconds, now + seconds < Self.endOfTime else {
      throw node.error(
        found: node.kind, expected: "a length of time above zero, up to \(Self.longest)")
    }
    now += seconds
    return .wait(seconds)
  }

  private mutating func until(_ node: YAMLNode) throws(YAMLError) -> Step.Action {
    let instant = try instant(node)
    guard instant > now else {
      throw node.error(
        found: node.kind, expected: "an instant after \(Instant(seconds: now))",
        hint: "time never goes backwards; it stands where the steps before have brought it")
    }
    guard instant - now <= Self.longestSeconds else {
      throw node.error(
        found: node.kind,
        expected: "an instant within \(Self.longest) after \(Instant(seconds: now))")
    }
    now = instant
    return .until(instant)
  }

  /// Every run of a schedule is told, and takes its room: ten years of a run an hour are 88,000.
  static let longestSeconds: Int64 = 3_652 * 86_400
  static let longest = "ten years"
  private static let endOfTime: Int64 = 253_402_300_800

  private func sync(_ node: YAMLNode) throws(YAMLError) -> Step.Action {
    guard case .mapping = node.content else {
      return .sync(try node.enumeration(of: RunReach.self), [])
    }
    let entry = try single(node, of: RunReach.allCases.map(\.rawValue))
    return .sync(
      entry.key == RunReach.full.rawValue ? .full : .incremental, try localGroups(entry.value))
  }
}
