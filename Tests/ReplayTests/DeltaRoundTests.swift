import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Rounds of delta pages, and how tokens die.
struct DeltaRoundTests {
  private static let day: Int64 = 86_400
  private let people = ["Ann", "Ben", "Cho", "Dan"]

  /// Kaizala after its first run; accounts are made by the sync.
  private func town(change: (inout Policy) -> Void = { _ in }) throws -> Town {
    var town = try Town("kaizala", change: change)
    for name in people { town.make(.tenant, .user, name) }
    town.group(.tenant, "Team", .user, ["Ann", "Ben"])
    town.group(.local, "Team", .user, [])
    town.world.session.pageSize = 1
    town.engine.prepare(&town.world, &town.timeline)
    town.run(.full)
    return town
  }

  private func edges(_ round: DeltaRound) -> Set<[UInt32]> {
    Set(round.told.edges.map { [$0.group, $0.member, $0.isRemoved ? 1 : 0] })
  }

  @Test func `a round tells the state at its end, whatever the seed`() throws {
    var town = try town()
    let start = town.world.tenant.position
    town.edge(.tenant, "Team", .user, "Cho", true)
    town.edge(.tenant, "Team", .user, "Cho", false)
    town.edge(.tenant, "Team", .user, "Dan", true)
    town.edge(.tenant, "Team", .user, "Ann", false)
    let (team, ann) = (town[.tenant, .group, "Team"], town[.tenant, .user, "Ann"])
    let (cho, dan) = (town[.tenant, .user, "Cho"], town[.tenant, .user, "Dan"])
    let expected: Set<[UInt32]> = [[team, ann, 1], [team, cho, 1], [team, dan, 0]]
    var shapes: Set<[Int]> = []
    for seed in UInt64(1)...40 {
      var numbers = SeededNumbers(seed: seed)
      var round = DeltaRound(of: town.world.tenant, since: start, pageSize: 2, &numbers)
      #expect(edges(round).isSuperset(of: expected))
      #expect(edges(round).subtracting(expected).count <= 1, "at most one replay")
      shapes.insert(round.groups.map(\.entries.count))
      let told = edges(round)
      round.groups = numbers.inAnyOrder(round.groups + round.groups)
      #expect(edges(round) == told)
    }
    #expect(shapes.count > 4, "rounds are cut into pages in many ways")
    #expect(shapes.contains { $0.contains(0) }, "some pages are empty")
  }

  @Test func `the feed of groups is silent of somebody in the recycle bin`() throws {
    var town = try town()
    let (ann, start) = (town[.tenant, .user, "Ann"], town.world.tenant.position)
    var numbers = SeededNumbers(seed: 1)
    town.step(.hand(.tenant, .delete(ann)))
    let soft = DeltaRound(of: town.world.tenant, since: start, pageSize: 9, &numbers).told
    #expect(soft.edges == [])
    #expect(soft.people.map(\.removal) == [.changed])
    town.step(.hand(.tenant, .purge(ann)))
    let hard = DeltaRound(of: town.world.tenant, since: start, pageSize: 9, &numbers).told
    #expect(hard.edges.map(\.isRemoved) == [true])
    #expect(hard.people.map(\.removal) == [.deleted])
  }

  @Test func `a sync that does not join the feed of users keeps whom the bin holds`() throws {
    for joins in [true, false] {
      var town = try town {
        $0.delta.joinsDeletedUsers = joins
        $0.lifecycle.deletedUsers = .keep
      }
      town.step(.hand(.tenant, .delete(town[.tenant, .user, "Ann"])))
      town.run(.incremental)
      #expect(town.members(.local, "Team") == (joins ? ["Ben"] : ["Ann", "Ben"]))
      town.step(.hand(.tenant, .restore(town[.tenant, .user, "Ann"])))
      town.run(.incremental)
      #expect(town.members(.local, "Team") == ["Ann", "Ben"])
    }
  }

  @Test func `who is gone for good loses the account, noticed in the bin or not`() throws {
    for isNoticed in [true, false] {
      for kind in [RunKind.incremental, .full] {
        var town = try town()
        let ann = town[.tenant, .user, "Ann"]
        town.step(.hand(.tenant, .delete(ann)))
        if isNoticed { town.run(.incremental) }
        town.step(.hand(.tenant, .purge(ann)))
        town.run(kind)
        #expect(town.members(.local, "Team") == ["Ben"])
        #expect(town.world.local.live(.user).count == 3)
      }
    }
  }

  @Test func `a round that lost a page changes nothing and is read again`() throws {
    var town = try town()
    let position = town.world.links.first?.position
    town.edge(.tenant, "Team", .user, "Ann", false)
    town.step(.fault(.pageLost))
    town.run(.incremental)
    #expect(town.members(.local, "Team") == ["Ann", "Ben"])
    #expect(
      town.said(.readFailed) == [
        "the round is not whole: the page with the next link was lost, and no delta link came"
      ])
    #expect(town.world.links.first?.position == position)
    #expect(town.lastStatus == .failed)
    town.step(.repair)
    town.run(.incremental)
    #expect(town.members(.local, "Team") == ["Ben"])
  }

  @Test func `a crash in the middle of a round begins it anew`() throws {
    var town = try town()
    let position = town.world.links.first?.position
    town.edge(.tenant, "Team", .user, "Ann", false)
    town.edge(.tenant, "Team", .user, "Cho", true)
    town.step(.fault(.crash(afterOperations: 1)))
    town.run(.incremental)
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho"])
    #expect(town.world.links.first?.position == position)
    town.run(.incremental)
    #expect(town.members(.local, "Team") == ["Ben", "Cho"])
  }

  @Test func `a written change names the page that told it and the event behind it`() throws {
    var town = try town()
    town.timeline.keepsGrounds = true
    town.edge(.tenant, "Team", .user, "Cho", true)
    let event = UInt32(town.timeline.entries.count - 1)
    town.world.generator = SeededNumbers(seed: 2)
    town.run(.incremental)
    let written = try #require(town.timeline.entries.lastIndex { $0.kind == .written })
    #expect(town.timeline.entries[written].cause == event)
    #expect(town.timeline.text(of: town.timeline.entries[written]).hasPrefix("page "))
    #expect(
      town.timeline.chain(of: written, town.engine.policy)
        == CauseChain(
          event: event, page: town.timeline.text(of: town.timeline.entries[written]),
          group: .exactName, member: .externalID, policy: "kaizala.yaml:7: authority: directory"))
  }

  @Test(arguments: TokenDeath.allCases)
  func `every way in which a token dies is told by its status and code`(
    _ death: TokenDeath
  ) throws {
    var town = try town()
    town.edge(.tenant, "Team", .user, "Ann", false)
    town.step(.fault(.tokenDead(death)))
    town.run(.incremental)
    let lifetime = town.engine.policy.delta.tokenLifetimeSeconds
    #expect(town.said(.readFailed) == [death.description(lifetimeSeconds: lifetime)])
    #expect(town.members(.local, "Team") == ["Ann", "Ben"])
    #expect(town.lastStatus == .failed)
    town.run(.incremental)
    #expect(town.lastStatus == .failed, "until somebody resets the sync")
    town.step(.reset)
    town.run(.incremental)
    #expect(town.members(.local, "Team") == ["Ben"])
    #expect(town.lastStatus == .success)
  }

  /// The answers of a service whose tokens live 36 hours, in the order of `TokenDeath`.
  static let answers = [
    "410 resyncRequired: Resync required. A new round must be started.",
    "400 syncStateNotFound: The sync state generation is not found. "
      + "The delta token is expired and data must be synchronized again.",
    "400 Request_UnsupportedQuery: DeltaLink older than 36 hours is not supported.",
    "410 SyncStateNotFound: The sync state generation is not found.",
    "400 Directory_ExpiredPageToken: The specified page token has expired.",
    "404 UnknownError",
  ]

  @Test func `no answer claims another age than tokens have`() {
    #expect(TokenDeath.allCases.map { $0.description(lifetimeSeconds: 129_600) } == Self.answers)
  }

  /// Seconds that tokens live, and what is said of one that is older.
  static let ages: [(lifetime: Int64, answer: String)] = [
    (30 * day, "400 Request_UnsupportedQuery: DeltaLink older than 30 days is not supported."),
    (7 * day, answers[1]), (day, answers[1]), (30 * day + 1, answers[1]), (1, answers[1]),
  ]

  @Test(arguments: ages)
  func `a token that is too old is told so in the words of its system`(
    _ row: (lifetime: Int64, answer: String)
  ) throws {
    var town = try town { $0.delta.tokenLifetimeSeconds = row.lifetime }
    town.world.session.nextRun = nil
    town.wait(row.lifetime)
    town.run(.incremental)
    #expect(town.said(.readFailed) == [])
    town.wait(row.lifetime + 1)
    town.run(.incremental)
    #expect(town.said(.readFailed) == [row.answer])
  }

  @Test func `a full resync sweeps, and one without a sweep leaves ghosts`() throws {
    for (expiry, left) in [
      (DeltaRules.Expiry.fullResync, ["Cho"]), (.resyncWithoutSweep, ["Ann", "Ben", "Cho"]),
    ] {
      var town = try town { $0.delta.expiry = expiry }
      town.edge(.tenant, "Team", .user, "Ann", false)
      town.edge(.tenant, "Team", .user, "Ben", false)
      town.edge(.tenant, "Team", .user, "Cho", true)
      town.step(.hand(.tenant, .delete(town[.tenant, .user, "Dan"])))
      town.step(.fault(.tokenDead(.reset)))
      town.run(.incremental)
      #expect(town.members(.local, "Team") == left)
      let accounts = town.world.local.live(.user).count
      #expect(accounts == (expiry == .fullResync ? 3 : 4), "accounts are swept as well")
      town.run(.incremental)
      #expect(town.lastStatus == .success, "the new token lives")
      #expect(town.members(.local, "Team") == left, "ghosts stay until everything is looked at")
      town.run(.full)
      #expect(town.members(.local, "Team") == ["Cho"])
    }
  }

  @Test func `a token lives as long as the policy says, by the clock of the directory`() throws {
    for (days, ahead, isDead) in [
      (30, Int64(0), false), (30, Int64(60), true), (31, 0, true), (31, -2 * Self.day, false),
    ] {
      var town = try town()
      town.world.session.nextRun = nil
      if ahead != 0 { town.step(.fault(.clockAhead(.tenant, seconds: ahead))) }
      town.wait(Int64(days) * Self.day)
      town.run(.incremental)
      #expect(
        town.said(.readFailed)
          == (isDead
            ? ["400 Request_UnsupportedQuery: DeltaLink older than 30 days is not supported."]
            : []))
    }
  }
}
