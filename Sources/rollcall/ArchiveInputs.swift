import CommandSyntax
import DirectoryModel
import Files
import Ingest
import Replay
import SyncSemantics
import Threads

/// The inputs of a replay of archives, and how they are read.
struct ArchiveInputs {
  private let paths: [String]
  private let times: [Instant]
  /// Attributes that the policy needs beyond those of every replay.
  private let wanted: AttributeSet
  private let reading: LocalReading
  private let policy: Policy?
  private let localPath: String
  private let expectedPath: String?
  private let every: Int64?
  private let end: Instant?
  private let links: [Link]
  private let aliases: [Link]
  private let selection: GroupSelection?
  /// The word that selects groups, for messages.
  private let selectionWord: String?

  init(_ arguments: Arguments) throws {
    paths = arguments[ReplayCommand.tenant]
    times = arguments[ReplayCommand.times].map(\.instant)
    try Self.check(times, paths)
    policy = try arguments[SharedOptions.policy].map(Comparison.policy)
    wanted = policy?.dynamicRules == true ? .all : policy?.neededAttributes ?? []
    reading = LocalReading(arguments)
    localPath = arguments[SharedOptions.local]
    expectedPath = arguments[ReplayCommand.expected]
    every = arguments[ReplayCommand.every]?.seconds
    end = arguments[ReplayCommand.end]?.instant
    (links, aliases) = try Comparison.links(arguments)
    (selection, selectionWord) = (
      try Comparison.selection(arguments), arguments[SharedOptions.groups]
    )
  }

  /// Reads everything, and lets the policy run over the snapshots as they come.
  func replay() throws -> ArchiveSeries.Outcome {
    let progress = Progress()
    defer { progress.end() }
    progress.show("reading")
    let options = ArchiveSeries.options(wanted: wanted)
    // The first run waits for the databases: beside one snapshot after another they would come last.
    let databases = Meanwhile {
      (
        try reading.read(localPath, options),
        try expectedPath.map { try reading.read($0, options) }
      )
    }
    let series = ArchiveSeries(of: paths, at: times, wanted: wanted)
    return try series.replay { tenant in
      let (local, expected) = try databases.result()
      return try setup(tenant, local, expected)
    }
  }

  private func setup(
    _ tenant: Directory, _ local: LocalSnapshot, _ expected: LocalSnapshot?
  ) throws -> ReplaySetup {
    if let expected, expected.name != local.name {
      throw CommandError(
        "found databases of two products, '\(local.name)' and '\(expected.name)', "
          + "expected one product", hint: "give two states of the same application")
    }
    var rules = try policy ?? Comparison.policy(local.policy ?? "mirror")
    let trigger = rules.schedule.trigger
    let notes = try Self.schedule(&rules, every)
    let last = times[times.count - 1]
    let lag = rules.schedule.intervalSeconds + rules.schedule.publicationDelaySeconds
    let end = end ?? last + lag
    guard end >= last else {
      throw CommandError(
        "found the end \(end), expected one after the last snapshot of \(last)",
        hint: "'--until' is a time such as \(last + lag)")
    }
    if let selection {
      try Comparison.check(
        selection, unmatched: selection.resolve(in: tenant).unmatched, selectionWord)
    }
    let product = ProductFacts(local)
    let stated = statedPairs(
      tenant: tenant, local: local.directory, policy: rules, product: product,
      links: links + Comparison.stated(local) + aliases)
    var setup = ReplaySetup(
      Engine(policy: rules, product: product, selection: selection), local: local.directory,
      until: end)
    (setup.expected, setup.notes) = (
      expected?.directory,
      notes + Self.limits(of: rules, trigger, stated.pairs.count) + stated.broken.map(Self.note)
    )
    setup.links = stated.pairs.map {
      StatedLink(tenantGroup: $0.tenant, localGroup: $0.local, direction: $0.direction)
    }
    return setup
  }

  /// What is said of a policy that does not act by the clock, or not without links.
  private static func limits(of policy: Policy, _ trigger: Schedule.Trigger, _ links: Int)
    -> [String]
  {
    var notes: [String] = []
    if trigger == .signIn {
      notes.append(
        "the policy '\(policy.name)' acts on a person when that person signs in, which no snapshot "
          + "shows: scheduled runs stand for the sign-ins, so how long a copy lagged is not known")
    }
    if policy.scope.linkedOnly, links == 0 {
      notes.append(
        "the policy '\(policy.name)' acts on linked groups only, and no link was given: nothing ran "
          + "and nothing can be explained; '--links' gives them")
    }
    return notes
  }

  /// What is said of a link that the replay cannot follow.
  private static func note(of link: Link) -> String {
    "\(link.place) is left out: it does not name one group of the first snapshot and one of the "
      + "database"
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
