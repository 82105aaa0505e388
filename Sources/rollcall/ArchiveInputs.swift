import CommandSyntax
import DirectoryModel
import Files
import Ingest
import Replay
import SyncSemantics

/// The inputs of a replay of archives, and how they are read.
struct ArchiveInputs {
  private let paths: [String]
  private let times: [Instant]
  private let reading: ReplayReading
  private let policy: Policy?
  private let localPath: String
  private let expectedPath: String?
  private let every: Int64?
  private let end: Instant?

  init(_ arguments: Arguments) throws {
    paths = arguments[ReplayCommand.tenant]
    times = arguments[ReplayCommand.times].map(\.instant)
    try Self.check(times, paths)
    policy = try arguments[SharedOptions.policy].map(Comparison.policy)
    reading = ReplayReading(arguments, policy)
    localPath = arguments[SharedOptions.local]
    expectedPath = arguments[ReplayCommand.expected]
    every = arguments[ReplayCommand.every]?.seconds
    end = arguments[ReplayCommand.end]?.instant
  }

  /// Reads everything, and lets the policy run over the snapshots as they come.
  func replay() throws -> ArchiveSeries.Outcome {
    let progress = Progress()
    defer { progress.end() }
    progress.show("reading")
    let databases = Meanwhile {
      (try reading.local(localPath), try expectedPath.map(reading.local))
    }
    let series = ArchiveSeries(at: times) { try reading.tenant(paths[$0]) }
    return try series.replay {
      let (local, expected) = try databases.result()
      return try setup(local, expected)
    }
  }

  private func setup(_ local: LocalSnapshot, _ expected: LocalSnapshot?) throws -> ReplaySetup {
    if let expected, expected.name != local.name {
      throw CommandError(
        "found databases of two products, '\(local.name)' and '\(expected.name)', "
          + "expected one product", hint: "give two states of the same application")
    }
    var rules = try policy ?? Comparison.policy(local.policy ?? "mirror")
    let notes = try Self.schedule(&rules, every)
    let last = times[times.count - 1]
    let lag = rules.schedule.intervalSeconds + rules.schedule.publicationDelaySeconds
    let end = end ?? last + lag
    guard end >= last else {
      throw CommandError(
        "found the end \(end), expected one after the last snapshot of \(last)",
        hint: "'--until' is a time such as \(last + lag)")
    }
    let facts = local.facts
    let product = ProductFacts(
      name: local.name, groupNameCharacters: facts.groupNameCharacters,
      groupNameBytes: facts.groupNameBytes, groupNamePrefixes: facts.groupNamePrefixes,
      accountsAppearAtSignIn: facts.accountsAppearAtSignIn)
    var setup = ReplaySetup(
      Engine(policy: rules, product: product), local: local.directory, until: end)
    (setup.expected, setup.notes) = (expected?.directory, notes)
    setup.links = { Self.statedLinks(local, $0) }
    return setup
  }

  /// The links that the database itself states.
  private static func statedLinks(_ local: LocalSnapshot, _ tenant: Directory) -> [StatedLink] {
    local.links.compactMap { link in
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
