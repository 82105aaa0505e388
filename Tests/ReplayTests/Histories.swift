import DirectoryModel
import SyncSemantics

@testable import Replay

/// One step of a generated history; people and groups by their numbers.
enum HistoryStep: Equatable {
  /// Somebody comes onto the list of the side that is right, or leaves it.
  case authority(Int, Int)
  /// The same by hand on the other side.
  case copy(Int, Int)
  /// Somebody goes to the recycle bin, or comes back.
  case bin(Int)
  /// Somebody is gone for good.
  case purge(Int)
  case incrementalRun

  /// The people and the groups that a step names.
  var names: (person: Int?, group: Int?) {
    switch self {
    case .authority(let person, let group), .copy(let person, let group): (person, group)
    case .bin(let person), .purge(let person): (person, nil)
    case .incrementalRun: (nil, nil)
    }
  }
}

/// A policy, and both sides after the first full run: everybody is in every group.
struct Stage {
  static let people = ["Ann", "Ben", "Cho"]
  static let groups = ["Red", "Sea"]
  static let policies = ["rezolve", "rezolve-bidirectional", "configmgr", "itglue", "kaizala"]

  let policy: String
  let start: Town
  /// Whether one group is as good as the other.
  let areGroupsAlike: Bool

  init(_ policy: String) throws {
    self.policy = policy
    areGroupsAlike = policy != "rezolve-bidirectional"
    var town = try Town(policy)
    let kind = Self.kind(policy)
    for name in Self.people {
      town.make(.tenant, kind, name)
      if policy != "kaizala" { town.make(.local, kind, name) }
    }
    for name in Self.groups {
      town.group(.tenant, name, kind, policy == "configmgr" ? [] : Self.people)
      if policy != "itglue" {
        let isFull = policy == "configmgr" || policy == "rezolve-bidirectional"
        town.group(.local, name, kind, isFull ? Self.people : [])
      }
    }
    town.world.session.pageSize = 1
    town.engine.prepare(&town.world, &town.timeline)
    for (number, name) in Self.groups.enumerated() where Self.isLinked(policy) {
      let local = town[.local, .group, name]
      let direction: Link.Direction? =
        policy == "configmgr" ? nil : number == 0 ? .importing : .pushing
      town.step(
        .state(tenantGroup: town[.tenant, .group, name], localGroup: local, direction))
      if policy == "configmgr" { town.step(.link(.enable, localGroup: local)) }
    }
    town.step(.run(.full, localGroup: nil))
    start = town
  }

  static func kind(_ policy: String) -> ObjectKind { policy == "configmgr" ? .device : .user }
  private static func isLinked(_ policy: String) -> Bool {
    policy == "configmgr" || policy == "rezolve-bidirectional"
  }

  /// The side that is right about a group.
  func authority(_ group: Int) -> Side {
    switch policy {
    case "configmgr": .local
    case "rezolve-bidirectional": group == 0 ? .tenant : .local
    default: .tenant
    }
  }

  /// Where people come from.
  var home: Side { policy == "configmgr" ? .local : .tenant }

  func group(_ number: Int, _ side: Side, _ town: Town) -> ObjectIndex {
    find(.group, Self.groups[number], side, town)
  }

  func person(_ number: Int, _ side: Side, _ town: Town) -> ObjectIndex {
    find(Self.kind(policy), Self.people[number], side, town)
  }

  /// An object by its name; copies that a sync made are called by the original's identifier.
  private func find(
    _ kind: ObjectKind, _ name: String, _ side: Side, _ town: Town
  ) -> ObjectIndex {
    if side == .tenant { return town[.tenant, kind, name] }
    return town.world.local.find(key: name, kind)
      ?? town.world.local.find(key: "\(Town.guid(kind, name))", kind) ?? noObject
  }

  /// Lets a step happen, and half a minute pass; steps that mean nothing change nothing.
  func perform(_ step: HistoryStep, _ town: inout Town) {
    switch step {
    case .authority(let person, let group): toggle(person, group, authority(group), &town)
    case .copy(let person, let group):
      toggle(person, group, authority(group) == .tenant ? .local : .tenant, &town)
    case .bin(let number):
      let person = person(number, home, town)
      let flags = town.world[home].flags[Int(person)]
      guard flags.contains(.recorded) else { break }
      town.step(.hand(home, flags.contains(.deleted) ? .restore(person) : .delete(person)))
    case .purge(let number):
      let person = person(number, home, town)
      if town.world[home].flags[Int(person)].contains(.recorded) {
        town.step(.hand(home, .purge(person)))
      }
    case .incrementalRun: town.step(.run(.incremental, localGroup: nil))
    }
    town.wait(30)
  }

  private func toggle(_ person: Int, _ group: Int, _ side: Side, _ town: inout Town) {
    let (person, group) = (self.person(person, side, town), self.group(group, side, town))
    guard person != noObject, group != noObject, town.world[side].isLive(person) else { return }
    let isThere = town.world[side].contains(person, in: group)
    town.step(
      .hand(side, .edge(.members, group: group, target: person, isPresent: !isThere)))
  }

  /// The world after a history; chance begins with the seed.
  func town(after history: [HistoryStep], seed: UInt64 = 1) -> Town {
    var town = start
    town.world.generator = SeededNumbers(seed: seed)
    for step in history { perform(step, &town) }
    return town
  }

  /// Every history of up to so many steps, one for each way of naming people and groups.
  func histories(upTo length: Int) -> [[HistoryStep]] {
    var letters: [HistoryStep] = [.incrementalRun]
    for person in Self.people.indices {
      letters += [.bin(person), .purge(person)]
      for group in Self.groups.indices {
        letters.append(.authority(person, group))
        // Nobody edits by hand what this product has synchronised.
        if policy != "itglue" { letters.append(.copy(person, group)) }
      }
    }
    var all: [[HistoryStep]] = [[]]
    var longest: [[HistoryStep]] = [[]]
    for _ in 0..<length {
      longest = longest.flatMap { history in
        letters.map { history + [$0] }.filter { isCanonical($0) }
      }
      all += longest
    }
    return all
  }

  /// Whether people, and groups where they are alike, first appear in the order of their numbers.
  private func isCanonical(_ history: [HistoryStep]) -> Bool {
    var (people, groups) = (0, 0)
    for step in history {
      let (person, group) = step.names
      if let person {
        guard person <= people else { return false }
        people = max(people, person + 1)
      }
      if let group, areGroupsAlike {
        guard group <= groups else { return false }
        groups = max(groups, group + 1)
      }
    }
    // Two runs with nothing between them are one.
    return !zip(history, history.dropFirst()).contains { $0 == .incrementalRun && $0 == $1 }
  }

  /// Every fault that these worlds can meet.
  func faults(_ town: Town) -> [Fault] {
    var faults: [Fault] = [
      .throttled(call: 1, status: 429, retryAfter: .seconds(10), times: 2),
      .throttled(call: 3, status: 503, retryAfter: nil, times: 99),
      .throttled(
        call: 2, status: 503, retryAfter: .date(Town.start + 3600), times: 1, arrives: true),
      .crash(afterOperations: 0), .crash(afterOperations: 1),
      .pageRepeated, .pageLost, .pagesReordered,
    ]
    // Reading takes so many calls that one of these meets the first that writes.
    faults += [9, 12, 15].map {
      .throttled(call: $0, status: 503, retryAfter: nil, times: 99, arrives: true)
    }
    faults += TokenDeath.allCases.map { .tokenDead($0) }
    for side in [Side.tenant, .local] {
      let (red, ann) = (group(0, side, town), person(0, side, town))
      faults += [
        .unreadablePage(side, group: red, page: 1), .unreadablePage(side, group: red, page: 2),
        .cutList(side, group: nil), .cutList(side, group: red),
        .refused(side, ann, takesBatchDown: true), .refused(side, ann, takesBatchDown: false),
        .answersNobody(side), .clockAhead(side, seconds: 45), .clockAhead(side, seconds: -45),
      ]
      faults += ReadKind.allCases.map { .lag(side, $0, seconds: 45) }
    }
    return faults
  }
}
