import CommandSyntax
import DirectoryModel
import Files
import JSONText
import Replay
import SyncSemantics

/// `rollcall-bench events`.
enum EventsCommand {
  static let size = Setting<Size>(
    "size", default: Size(users: 1_000_000),
    "S, M, L (10,000, 100,000, 1,000,000 users) or a number.")
  static let count = Setting<Int>("count", default: 1_000_000, "How many memberships change.")
  static let runs = Setting<Int>("runs", default: 3, "How often they do, over the same tenant.")

  static let command = Command(
    "events", "Times changes of memberships by the engine over a large tenant, on one core.",
    takes: [size, count, runs]
  ) { arguments in
    let bench = try EventBench(arguments[size], count: max(1, arguments[count]))
    try StandardStream.output.write(bench.json(runs: max(1, arguments[runs])))
    return .success
  }
}

/// A tenant in memory and changes that come to it.
private struct EventBench {
  private let tenant: Directory
  private let groups: Int
  private let users: Int
  private let count: Int
  private let engine: Engine

  init(_ size: Size, count: Int) throws {
    let graph = Graph(.plain, size, isFlat: false, seed: 1)
    (groups, users, self.count) = (graph.groups, graph.users, count)
    tenant = Self.directory(graph)
    guard let policy = try policy(named: "mirror") else { throw BenchError("no policy 'mirror'") }
    engine = Engine(policy: policy, product: ProductFacts(name: "bench"))
  }

  /// Users and groups with names, and whom groups list.
  private static func directory(_ graph: Graph) -> Directory {
    let names = Names(seed: 1)
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "bench", counting: .row))
    for user in 0..<graph.users {
      var record = ObjectRecord(kind: .user)
      record.principalName = builder.names.intern(names.account(user))
      builder.record(
        builder.object(names.id(.user, user)), record, at: Place(unit: unit, position: 0))
    }
    for group in 0..<graph.groups {
      var record = ObjectRecord(kind: .group)
      record.displayName = builder.names.intern(names.group(group))
      let place = Place(unit: unit, position: UInt64(group))
      builder.record(builder.object(names.id(.group, group)), record, at: place)
      builder.beginList(.members)
      for user in graph.members(of: group) {
        builder.addEntry(names.id(.user, Int(user)), kind: .user)
      }
      for child in graph.children[group] {
        builder.addEntry(names.id(.group, Int(child)), kind: .group)
      }
      builder.endList(group: names.id(.group, group), state: .complete, at: place)
    }
    return builder.finish()
  }

  /// By turns somebody comes onto a list, and somebody leaves the list that they were on.
  private func events() throws -> [Event] {
    let names = Names(seed: 1)
    var dice = Dice(seed: 5)
    return try (0..<count).map { number in
      guard let group = tenant.find(names.id(.group, dice.below(groups))),
        var user = tenant.find(names.id(.user, dice.below(users)))
      else { throw BenchError("somebody is missing of the tenant that was made") }
      let list = tenant.members.list(of: group)
      let leaves = number % 2 == 1 && !list.isEmpty
      if leaves { user = list[list.startIndex + dice.below(list.count)] }
      return .hand(
        .tenant, .edge(.members, group: group, target: user, isPresent: !leaves))
    }
  }

  func json(runs: Int) throws -> [UInt8] {
    let events = try events()
    var figures: [Double] = []
    var changes = 0
    for _ in 0..<runs {
      var world = World(
        tenant: Overlay(over: tenant), local: Overlay(over: .blank(.local)),
        start: Instant(seconds: 0))
      var timeline = Timeline()
      engine.prepare(&world, &timeline)
      let start = BenchMeasure.monotonicNanoseconds
      engine.step(&world, events, &timeline)
      figures.append(Double(BenchMeasure.monotonicNanoseconds - start) / 1e9)
      changes = world.tenant.position
    }
    let seconds = Figures.median(figures)
    var json = JSONWriter(indent: 1)
    json.beginObject()
    json.member("users", users)
    json.member("memberships", tenant.members.targets.count)
    json.member("events", count)
    json.member("changes", changes)
    json.member("seconds", seconds)
    json.member("perSecond", Double(count) / seconds)
    json.member("peakMiB", Double(BenchMeasure.peakResidentBytes) / 1_048_576)
    json.endObject()
    json.lineFeed()
    return json.takeBytes()
  }
}
