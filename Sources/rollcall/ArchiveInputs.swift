import CommandSyntax
import DirectoryModel
import Files
import Ingest
import Replay
import SyncSemantics

/// What a replay of archives needs, read: snapshots with their times, databases and the policy.
struct ArchiveInputs {
  let snapshots: [DatedSnapshot]
  let expected: Directory?
  let notes: [String]
  private let local: LocalSnapshot
  private let policy: Policy
  private let end: Instant

  init(_ arguments: Arguments) throws {
    let paths = arguments[ReplayCommand.tenant]
    let times = arguments[ReplayCommand.times].map(\.instant)
    try Self.check(times, paths)
    let progress = Progress()
    defer { progress.end() }
    let given = try arguments[SharedOptions.policy].map(Comparison.policy)
    let reading = ReplayReading(arguments, given)
    let other = arguments[ReplayCommand.expected]
    let localPath = arguments[SharedOptions.local]
    progress.show("reading")
    // Two threads: the snapshots by turns, the databases with the second one.
    let later = Meanwhile {
      let every = stride(from: 1, to: paths.count, by: 2)
      return Second(
        snapshots: try every.map { try reading.tenant(paths[$0]) },
        local: try reading.local(localPath), expected: try other.map(reading.local))
    }
    let first = try stride(from: 0, to: paths.count, by: 2).map { try reading.tenant(paths[$0]) }
    let second = try later.result()
    snapshots = paths.indices.map {
      DatedSnapshot($0 % 2 == 0 ? first[$0 / 2] : second.snapshots[$0 / 2], at: times[$0])
    }
    local = second.local
    expected = second.expected?.directory
    if let expected = second.expected, expected.name != second.local.name {
      throw CommandError(
        "found databases of two products, '\(second.local.name)' and '\(expected.name)', "
          + "expected one product", hint: "give two states of the same application")
    }
    var rules = try given ?? Comparison.policy(second.local.policy ?? "mirror")
    notes = try Self.schedule(&rules, arguments[ReplayCommand.every]?.seconds)
    policy = rules
    let last = times[times.count - 1]
    let lag = rules.schedule.intervalSeconds + rules.schedule.publicationDelaySeconds
    end = arguments[ReplayCommand.end]?.instant ?? last + lag
    guard end >= last else {
      throw CommandError(
        "found the end \(end), expected one after the last snapshot of \(last)",
        hint: "'--until' is a time such as \(last + lag)")
    }
  }

  private struct Second: Sendable {
    let snapshots: [Directory]
    let local: LocalSnapshot
    let expected: LocalSnapshot?
  }

  /// Lets the policy run over the snapshots.
  func replay() throws -> ArchiveReplay {
    let facts = local.facts
    let product = ProductFacts(
      name: local.name, groupNameCharacters: facts.groupNameCharacters,
      groupNameBytes: facts.groupNameBytes, groupNamePrefixes: facts.groupNamePrefixes,
      accountsAppearAtSignIn: facts.accountsAppearAtSignIn)
    return Replay.replay(
      snapshots, differences: try differences(), local: local.directory, links: statedLinks,
      engine: Engine(policy: policy, product: product), until: end)
  }

  /// What changed from each snapshot to the next, on two threads.
  private func differences() throws -> [SnapshotDifference] {
    let directories = snapshots.map(\.directory)
    let last = directories.count - 1
    let odd = Meanwhile {
      try stride(from: 1, to: last, by: 2).map {
        try difference(directories[$0], directories[$0 + 1])
      }
    }
    let even = try stride(from: 0, to: last, by: 2).map {
      try difference(directories[$0], directories[$0 + 1])
    }
    let later = try odd.result()
    return (0..<last).map { $0 % 2 == 0 ? even[$0 / 2] : later[$0 / 2] }
  }

  /// The links that the database itself states.
  private var statedLinks: [StatedLink] {
    let tenant = snapshots[0].directory
    return local.links.compactMap { link in
      guard let group = tenant.find(link.tenantGroup) else { return nil }
      return StatedLink(
        tenantGroup: group, localGroup: link.localGroup,
        direction: link.direction.flatMap(Link.Direction.init(rawValue:)))
    }
  }

  /// Every snapshot needs a time, and they go up.
  private static func check(_ times: [Instant], _ paths: [String]) throws {
    guard times.count == paths.count else {
      throw CommandError(
        "found \(times.count) times for \(paths.count) snapshots, expected one '--at' for each "
          + "'--tenant'",
        hint: "exports do not say when they were made: give the times, oldest first, as in "
          + "'--at 2026-03-01T08:00:00Z'")
    }
    for index in times.indices.dropFirst() where times[index] <= times[index - 1] {
      throw CommandError(
        "found the time \(times[index]) for '\(paths[index])', expected one after "
          + "\(times[index - 1])", hint: "give the snapshots and their times, the oldest first")
    }
  }

  /// Sets how often the sync runs, and says where that comes from.
  private static func schedule(_ policy: inout Policy, _ every: Int64?) throws -> [String] {
    let own = policy.schedule.trigger == .interval ? policy.schedule.intervalSeconds : 0
    guard let every else {
      guard own > 0 else {
        throw CommandError(
          "the policy '\(policy.name)' does not say how often the sync runs",
          hint: "give '--every', such as '--every 1h'")
      }
      return []
    }
    policy.schedule.trigger = .interval
    policy.schedule.intervalSeconds = every
    if own == every { return [] }
    let instead = own > 0 ? ", instead of every \(Duration.text(own))" : ""
    return ["the sync runs every \(Duration.text(every))\(instead), because '--every' says so"]
  }
}

/// How the inputs of a replay are read.
private struct ReplayReading: Sendable {
  private let selection: LocalSelection
  private let parameters: [String: String]
  private let options: IngestOptions

  init(_ arguments: Arguments, _ policy: Policy?) {
    selection =
      arguments[SharedOptions.preset].map { .preset($0) }
      ?? arguments[SharedOptions.mapping].map { .mapping(file: $0) } ?? .automatic
    parameters = Dictionary(
      arguments[SharedOptions.parameters].map { ($0.key, $0.value) },
      uniquingKeysWith: { _, last in last })
    let dates: AttributeSet = [
      AttributeKey.createdDateTime.asSet, AttributeKey.deletedDateTime.asSet,
    ]
    let needed = AttributeSet.audit.union(policy?.neededAttributes ?? []).union(dates)
    options = IngestOptions(wanted: policy?.dynamicRules == true ? .all : needed)
  }

  func tenant(_ path: String) throws(IngestError) -> Directory {
    try readTenant([path], options: options)
  }

  func local(_ path: String) throws(IngestError) -> LocalSnapshot {
    try readLocal(path, selection: selection, parameters: parameters, options: options)
  }
}
