import DirectoryModel
import SyncSemantics

@testable import Replay

extension Stage {
  /// A history, and what came after it, as a scenario file that `rollcall test` runs as it stands.
  ///
  /// It expects the members that `ending` has: where a property does not hold, those that it should
  /// have come to.
  func scenario(
    _ title: String, _ history: [HistoryStep], then events: [Event] = [], ending: Town,
    seed: UInt64 = 1
  ) -> String {
    var (lines, town) = (head(title, seed: seed), start)
    for step in history {
      if let line = line(of: step, town) { lines.append("  - \(line)") }
      lines.append("  - wait: 30s")
      perform(step, &town)
    }
    for event in events {
      if let line = line(of: event, town, ending.world) { lines.append("  - \(line)") }
      town.step(event)
    }
    lines.append("  - expect:")
    for side in [Side.tenant, .local] {
      let lists = Self.groups.indices.map { number in
        "\(Self.groups[number]): [\(members(number, side, ending).joined(separator: ", "))]"
      }
      lines.append("      \(side.word): { \(lists.joined(separator: ", ")) }")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func head(_ title: String, seed: UInt64) -> [String] {
    let (names, kind) = (Self.people.joined(separator: ", "), kindWord)
    let isPushed = policy == "configmgr"
    func groups(_ members: String) -> String {
      "{ \(Self.groups.map { "\($0): [\(members)]" }.joined(separator: ", ")) }"
    }
    let people = Self.people.map {
      "\($0): { \(isPushed ? "" : "user-name: \($0)@contoso.com, ")external-id: \($0) }"
    }
    let hasCopies = isPushed || policy == "rezolve-bidirectional"
    var lines = [
      "scenario: \"\(title)\"", "source: A property of small histories", "policy: \(policy)",
      "start: \(Town.start)", "seed: \(seed)", "given:", "  page-size: 1", "  directory:",
    ]
    lines.append(
      isPushed
        ? "    \(kind): [\(names)]"
        : "    \(kind): { \(Self.people.map { "\($0): { user-name: \($0)@contoso.com }" }.joined(separator: ", ")) }"
    )
    lines.append("    groups: \(groups(isPushed ? "" : names))")
    if policy == "kaizala" {
      lines += ["  local:", "    groups: \(groups(""))"]
    } else {
      lines += ["  local:", "    \(kind): { \(people.joined(separator: ", ")) }"]
      if policy != "itglue" { lines.append("    groups: \(groups(hasCopies ? names : ""))") }
    }
    lines += links
    lines.append("when:")
    if isPushed { lines += Self.groups.map { "  - enable: \($0)" } }
    return lines + ["  - sync: full"]
  }

  private var kindWord: String { Self.kind(policy) == .device ? "devices" : "users" }

  private var links: [String] {
    guard policy == "configmgr" || policy == "rezolve-bidirectional" else { return [] }
    return ["  links:"]
      + Self.groups.enumerated().map { number, name in
        let direction =
          policy == "configmgr" ? "" : ", direction: \(number == 0 ? "import" : "push")"
        return "    - { local: \(name), directory: \(name)\(direction) }"
      }
  }

  /// Members as people see them.
  private func members(_ number: Int, _ side: Side, _ town: Town) -> [String] {
    let group = group(number, side, town)
    guard group != noObject else { return [] }
    let overlay = side == .tenant ? town.world.tenant : town.world.visibleLocal
    return overlay.list(of: group).filter(overlay.isLive)
      .map { town.world[side].string(.displayName, of: $0) }.sorted()
  }

  /// A step as the scenario's language has it; `nil` when it changes nothing.
  private func line(of step: HistoryStep, _ town: Town) -> String? {
    var after = town
    perform(step, &after)
    if case .incrementalRun = step { return "sync: incremental" }
    let entries = after.timeline.entries[town.timeline.entries.count...]
    guard let entry = entries.first(where: { $0.kind == .event }), let side = entry.side,
      let person = step.names.person
    else { return nil }
    let name = Self.people[person]
    guard let group = step.names.group.map({ Self.groups[$0] }) else {
      if case .purge = step { return "\(side.word): { purge: \(name) }" }
      let isGone = after.world[side].flags[Int(self.person(person, side, after))].contains(.deleted)
      return "\(side.word): { \(isGone ? "delete" : "restore"): \(name) }"
    }
    guard case .edge(_, _, _, let isPresent)? = entry.change else { return nil }
    return isPresent
      ? "\(side.word): { add: \(name), to: \(group) }"
      : "\(side.word): { remove: \(name), from: \(group) }"
  }

  /// An event as the scenario's language has it; `nil` when it changes nothing.
  private func line(of event: Event, _ town: Town, _ world: World) -> String? {
    switch event {
    case .run(let kind, _): "sync: \(kind.rawValue)"
    case .repair: town.world.faults.isEmpty ? nil : "repair: faults"
    case .reset: town.engine.remembers(town.world) ? "reset: sync" : nil
    case .fault(let fault): "fault: \(text(of: fault, world))"
    case .hand, .advance, .link, .state, .unlink, .setting, .integration, .prerequisite: nil
    }
  }

  private func text(of fault: Fault, _ world: World) -> String {
    func name(_ object: ObjectIndex, _ side: Side) -> String {
      world[side].string(.displayName, of: object)
    }
    switch fault {
    case .unreadablePage(let side, let group, let page):
      return "{ unreadable-page: \(page), of: \(name(group, side)), side: \(side.word) }"
    case .cutList(let side, let group):
      let list = group.map { name($0, side) } ?? "everything"
      return "{ cut-list: \(list), side: \(side.word) }"
    case .throttled(let call, let status, let wait, let times, let arrives):
      let word = status == 429 ? "throttled" : "unavailable"
      let retry =
        switch wait {
        case nil: ""
        case .seconds(let seconds): ", retry-after: \(seconds)s"
        case .date(let date): ", retry-after: \"\(date.httpDate)\""
        }
      return "{ \(word): \(call), times: \(times)\(retry)\(arrives ? ", arrives: yes" : "") }"
    case .refused(let side, let object, let isWhole):
      let batch = isWhole ? "yes" : "no"
      return "{ refuse: \(name(object, side)), whole-batch: \(batch), side: \(side.word) }"
    case .crash(let count): return "{ crash-after: \(count) }"
    case .tokenDead(let death): return "{ token-expired: \(death.rawValue) }"
    case .pageRepeated: return "page-repeated"
    case .pageLost: return "page-lost"
    case .pagesReordered: return "pages-reordered"
    case .lag(let side, let read, let seconds):
      return "{ lag: { \(read.rawValue): \(seconds)s }, side: \(side.word) }"
    case .answersNobody(let side): return "{ answers-nobody: \(side.word) }"
    case .clockAhead(let side, let seconds):
      let word = seconds < 0 ? "clock-behind" : "clock-ahead"
      return "{ \(word): \(abs(seconds))s, side: \(side.word) }"
    }
  }
}
