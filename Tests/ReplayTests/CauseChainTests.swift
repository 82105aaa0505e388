import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// The chain of causes of every operation of a replay, from the event down to the policy.
struct CauseChainTests {
  private typealias Days = ArchiveReplayTests

  /// Sales with a nested group, whose members are in the application.
  private static let nested: SketchWorld = {
    var world = Days.base
    world.objects[2] = .init(name: "Nordic")
    world.objects[3] = .init(name: "Oslo")
    for number in 102...104 {
      world.objects[number] = .init(name: "P\(number)", userName: "p\(number)")
    }
    world.members = [0: [100, 101, 2], 2: [3, 102], 3: [103]]
    return world
  }()

  /// The application of it: only 'Sales', with everybody whom it has.
  private static let application: SketchWorld = {
    var world = nested
    for group in [1, 2, 3] { world.objects[group] = nil }
    world.members = [0: [100, 101, 102, 103]]
    return world
  }()

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var days = [nested, nested]
    var cuts: [SketchWorld.Cut] = []
    var local = application
    let chains: [String]
    var rules: @Sendable (inout Policy) -> Void = { $0.members.nesting = .transitive }

    var testDescription: String { name }

    init(_ name: String, _ chains: [String], _ change: (inout Row) -> Void) {
      self.chains = chains
      self.name = name
      change(&self)
    }
  }

  static let rows = [
    Row("nothing happens", []) { _ in },
    Row("somebody joins", ["written + 104 of 0: + 104 of 0; exactName exactName; authority"]) {
      $0.days[1].members[0]?.insert(104)
    },
    Row("somebody leaves", ["written - 101 of 0: - 101 of 0; exactName exactName; foreign-members"])
    {
      $0.days[1].members[0]?.remove(101)
    },
    Row(
      "somebody comes through a nested group",
      ["written + 104 of 0: + 104 of 2; exactName exactName; 0>2>104; nesting"]
    ) { $0.days[1].members[2]?.insert(104) },
    Row(
      "somebody comes through two nested groups",
      ["written + 104 of 0: + 104 of 3; exactName exactName; 0>2>3>104; nesting"]
    ) { $0.days[1].members[3]?.insert(104) },
    Row(
      "a group that has nothing to do with it does not explain it",
      ["written + 104 of 0: + 104 of 3; exactName exactName; 0>2>3>104; nesting"]
    ) {
      $0.days.append($0.days[1])
      $0.days[1].members[3]?.insert(104)
      $0.days[2] = $0.days[1]
      $0.days[1].members[1] = [104]
      $0.days[1].objects[99] = .init(name: "Last")
      $0.days[1].members[99] = [104]
    },
    Row(
      "only direct members count",
      [
        "written - 102 of 0: run; exactName exactName; 0>2>102; nesting",
        "written - 103 of 0: run; exactName exactName; 0>2>3>103; nesting",
      ]
    ) { $0.rules = { _ in } },
    Row(
      "the way is gone at the end and was there when it was used",
      [
        "written + 104 of 0: + 104 of 3; exactName exactName; 0>2>3>104; nesting",
        "written - 103 of 0: run; exactName exactName; foreign-members",
        "written - 104 of 0: run; exactName exactName; foreign-members",
      ]
    ) {
      $0.days.append(nested)
      $0.days[1].members[3]?.insert(104)
      $0.days[2].members = [0: [100, 101, 2], 2: [102], 3: [103, 104]]
    },
    Row(
      "a short way beats a long one",
      ["written + 104 of 0: + 104 of 2; exactName exactName; 0>2>104; nesting"]
    ) {
      $0.days[1].members[3]?.insert(104)
      $0.days[1].members[2]?.insert(104)
    },
    Row("somebody is deleted", ["written - 101 of 0: deleted 101; exactName -; foreign-members"]) {
      $0.days[1].objects[101]?.isDeleted = true
      $0.days[1].members[0]?.remove(101)
    },
    Row(
      "somebody was in the copy without reason from the start",
      ["written - 104 of 0: run; exactName exactName; foreign-members"]
    ) { $0.local.members[0]?.insert(104) },
    Row(
      "somebody has no account", ["heldBack + 104 of 0: + 104 of 0; exactName -; requires-account"]
    ) {
      $0.days[1].members[0]?.insert(104)
      $0.local.objects[104] = nil
    },
    Row(
      "a list that was cut proves nobody's absence",
      ["heldBack - 101 of 0: run; exactName exactName; foreign-members"]
    ) {
      $0.local.members[0]?.insert(104)
      $0.local.members[0]?.remove(104)
      $0.cuts = [.init(members: [0: [101]]), .init(members: [0: [101]])]
    },
    Row(
      "a guard holds the removal back",
      ["heldBack - 101 of 0: - 101 of 0; exactName exactName; minimum-group-size"]
    ) {
      $0.days[1].members[0]?.remove(101)
      $0.rules = {
        $0.members.nesting = .transitive
        $0.guards.minimumGroupSize = 4
      }
    },
  ]

  private static func told(_ replay: ArchiveReplay, _ index: Int) -> String? {
    let (entry, world) = (replay.timeline.entries[index], replay.world)
    guard let operation = entry.operation else { return nil }
    guard let chain = replay.timeline.chain(of: index, replay.policy) else { return "no chain" }
    func number(_ object: ObjectIndex, _ side: Side) -> String {
      side == .tenant
        ? "\(SketchWorld.number(object, world.tenant))"
        : String(world.local.keyText(of: object).dropFirst())
    }
    let sign = operation.kind == .addMember ? "+" : "-"
    let who =
      operation.localPrincipal == noObject
      ? number(operation.tenantPrincipal, .tenant) : number(operation.localPrincipal, .local)
    let cause: String
    switch chain.event.map({ replay.timeline.entries[Int($0)].change }) {
    case .edge(_, let group, let target, let isPresent)??:
      cause = "\(isPresent ? "+" : "-") \(number(target, .tenant)) of \(number(group, .tenant))"
    case .flags(let object, _, _)??: cause = "deleted \(number(object, .tenant))"
    case .text??: cause = "a text"
    case .some(nil): cause = "an event"
    case nil: cause = "run"
    }
    let matches = [chain.group, chain.member].map { $0.map { "\($0)" } ?? "-" }
    let way = chain.way.map { number($0, chain.side) }.joined(separator: ">")
    let policy = chain.policy.split(separator: ":").map { $0.filter { $0 != " " } }
    let key = policy.count > 2 ? policy[2] : policy[1].replacing("(default)", with: "")
    return "\(entry.kind) \(sign) \(who) of \(number(operation.localGroup, .local)): \(cause); "
      + "\(matches.joined(separator: " ")); \(way.isEmpty ? "" : "\(way); ")"
      + "\(key.split(separator: ".").last ?? "")"
  }

  @Test(arguments: rows)
  func `every operation tells its whole chain`(_ row: Row) throws {
    let replay = try Days.replay(
      row.days, cuts: row.cuts, local: row.local, engine: Days.engine(every: 3_600, row.rules),
      after: 7_200)
    let entries = replay.timeline.entries
    #expect(entries.indices.compactMap { Self.told(replay, $0) }.uniqued() == row.chains)
  }

  @Test func `only operations have a chain, and only where grounds are kept are matches told`()
    throws
  {
    var town = try Town("mirror")
    for side in [Side.tenant, .local] {
      town.make(side, .user, "Ada")
      town.group(side, "Team", .user, side == .tenant ? ["Ada"] : [])
    }
    town.engine.prepare(&town.world, &town.timeline)
    town.run(.full)
    let policy = town.engine.policy
    let chains = town.timeline.entries.indices.compactMap { town.timeline.chain(of: $0, policy) }
    #expect(chains == [CauseChain(policy: policy.line("authority"))])
    #expect(town.timeline.grounds.isEmpty)
  }

  @Test func `a group that cannot be written is refused by the policy's line`() throws {
    var town = try Town("configmgr")
    town.timeline.keepsGrounds = true
    for side in [Side.tenant, .local] { town.make(side, .device, "PC") }
    town.group(.tenant, "Team", .device, [])
    town.group(.local, "Team", .device, [])
    town.engine.prepare(&town.world, &town.timeline)
    let (group, copy) = (town[.tenant, .group, "Team"], town[.local, .group, "Team"])
    town.step(.state(tenantGroup: group, localGroup: copy, nil))
    town.step(.link(.enable, localGroup: copy))
    town.step(.hand(.tenant, .flag(group, .dynamic, isSet: true)))
    town.edge(.local, "Team", .device, "PC", true)
    town.wait(300)
    let policy = town.engine.policy
    let line = policy.line("writing.requires-assigned-group")
    let told = town.timeline.entries.indices.compactMap { index in
      town.timeline.chain(of: index, policy).map { (town.timeline.entries[index].kind, $0) }
    }
    #expect(told.map(\.0).prefix(2) == [.refused, .heldBack])
    #expect(told.allSatisfy { $0.1.policy == line && $0.1.page.isEmpty })
    #expect(told.last?.1.group == .link)
  }

  @Test func `what was refused or gave up says the reason, not a page`() {
    let operation = SyncSemantics.Operation(
      .addMember, cause: .direct, decision: .perform, pair: 0, tenantGroup: 0, localGroup: 0,
      tenantPrincipal: 0, localPrincipal: 0)
    let rows: [(TimelineEntry.Kind, Decision, Bool)] = [
      (.written, .perform, true), (.heldBack, .noAccount, true), (.heldBack, .notWritable, false),
      (.writeFailed, .perform, false), (.heldBack, .tooFewLeft, true),
    ]
    for (kind, decision, tellsPage) in rows {
      let entry = TimelineEntry(
        time: Town.start, kind: kind, operation: operation.deciding(decision))
      #expect(entry.tellsPage == tellsPage, "\(kind) \(decision)")
    }
    #expect(!TimelineEntry(time: Town.start, kind: .written).tellsPage)
  }
}

extension [String] {
  /// The lines without those that a later run repeats.
  fileprivate func uniqued() -> [String] {
    reduce(into: []) { lines, line in if !lines.contains(line) { lines.append(line) } }
  }
}
