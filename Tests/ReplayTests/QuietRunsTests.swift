import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// A run that is repeated without looking must leave what one leaves that looks.
struct QuietRunsTests {
  private static let hour: Int64 = 3600

  private func town(_ policy: String, _ change: (inout Policy) -> Void = { _ in }) throws -> Town {
    var town = try Town(policy) { policy in
      (policy.schedule.trigger, policy.schedule.runs) = (.interval, .full)
      policy.schedule.intervalSeconds = Self.hour
      change(&policy)
    }
    for side in [Side.tenant, .local] {
      for person in ["Ann", "Ben"] { town.make(side, .user, person) }
      town.group(side, "Team", .user, ["Ann"])
      town.group(side, "Crew", .user, ["Ben"])
    }
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  /// Something that may happen between two stretches of time.
  enum Step: CaseIterable {
    case nothing, join, hand, rename, newcomer, fault, deadToken, repair, offAndOn, run
    case incremental, reset, unlink, prerequisite, deletedGroup, restoredGroup, deletedPerson
  }

  private func take(_ step: Step, _ town: inout Town) {
    let team = town[.local, .group, "Team"]
    switch step {
    case .nothing: break
    case .join: town.edge(.tenant, "Team", .user, "Ben", true)
    case .hand: town.edge(.local, "Team", .user, "Ann", false)
    case .rename:
      town.step(.hand(.tenant, .text(town[.tenant, .group, "Crew"], .displayName, "Club")))
    case .newcomer where town[.tenant, .user, "Cho"] == noObject:
      town.make(.tenant, .user, "Cho")
    case .newcomer: town.edge(.tenant, "Team", .user, "Cho", true)
    case .fault: town.step(.fault(.cutList(.tenant, group: nil)))
    case .deadToken: town.step(.fault(.tokenDead(.reset)))
    case .repair: town.step(.repair)
    case .offAndOn:
      town.step(.link(.disable, localGroup: team))
      town.step(.link(.enable, localGroup: team))
    case .run: town.run(.full)
    case .incremental: town.run(.incremental)
    case .reset: town.step(.reset)
    case .unlink: town.step(.unlink(localGroup: team, tenantGroup: nil))
    case .prerequisite: town.step(.prerequisite("client secret", isMet: false))
    case .deletedGroup: town.step(.hand(.tenant, .delete(town[.tenant, .group, "Team"])))
    case .restoredGroup: town.step(.hand(.tenant, .restore(town[.tenant, .group, "Team"])))
    case .deletedPerson: town.step(.hand(.tenant, .delete(town[.tenant, .user, "Ann"])))
    }
  }

  /// Lets hours pass one by one; with `anew`, no run knows of the ones before.
  private func wait(_ hours: Int, _ town: inout Town, anew: Bool) {
    for _ in 0..<hours {
      if anew { town.world.session.quiet = nil }
      town.step(.advance(to: town.world.now + Self.hour))
    }
  }

  private func expectSame(_ known: Town, _ fresh: Town, _ history: String) {
    #expect(known.timeline.entries == fresh.timeline.entries, "\(history)")
    #expect(known.timeline.texts == fresh.timeline.texts, "\(history)")
    #expect(known.world.digest == fresh.world.digest, "\(history)")
    #expect(known.world.runs == fresh.world.runs, "\(history)")
    #expect(known.world.publications == fresh.world.publications, "\(history)")
    #expect(known.world.session.callCount == fresh.world.session.callCount, "\(history)")
    #expect(known.world.session.tokenIssued == fresh.world.session.tokenIssued, "\(history)")
    #expect(known.world.session.roundPosition == fresh.world.session.roundPosition, "\(history)")
    var numbers = (known.world.generator, fresh.world.generator)
    #expect(numbers.0.next() == numbers.1.next(), "\(history)")
    #expect(known.world.links.count == fresh.world.links.count, "\(history)")
    for (one, other) in zip(known.world.links, fresh.world.links) {
      #expect(one.lastSync == other.lastSync && one.lastFull == other.lastFull, "\(history)")
      #expect(one.position == other.position && one.lookedAt == other.lookedAt, "\(history)")
      #expect(one.readAt == other.readAt && one.looks == other.looks, "\(history)")
      #expect(one.needsFullRun == other.needsFullRun && one.state == other.state, "\(history)")
      #expect(one.pending == other.pending && one.endedIn == other.endedIn, "\(history)")
    }
  }

  /// Holds runs that may be repeated against runs that look anew, after any step and another one.
  private func expectSame(from start: Town, then others: [Step]) {
    for first in Step.allCases {
      for second in others {
        var (known, fresh) = (start, start)
        for step in [first, second] {
          wait(4, &known, anew: false)
          wait(4, &fresh, anew: true)
          take(step, &known)
          take(step, &fresh)
        }
        wait(6, &known, anew: false)
        wait(6, &fresh, anew: true)
        expectSame(known, fresh, "\(first), \(second)")
      }
    }
  }

  @Test(arguments: ["rezolve", "itglue", "kaizala", "mirror"])
  func `runs that are repeated leave what runs leave that look anew`(_ policy: String) throws {
    expectSame(from: try town(policy), then: Step.allCases)
  }

  /// Policies whose scheduled runs are incremental.
  static let followers: [(policy: String, change: @Sendable (inout Policy) -> Void)] = [
    ("mirror", { $0.delta.tokenLifetimeSeconds = 7 * 24 * hour }),
    ("mirror", { ($0.delta.tokenLifetimeSeconds, $0.delta.expiry) = (hour, .resyncWithoutSweep) }),
    ("mirror", { ($0.delta.tokenLifetimeSeconds, $0.delta.expiry) = (hour / 2, .failUntilReset) }),
    ("mirror", { ($0.delta.tokenLifetimeSeconds, $0.owners.handling) = (7 * 24 * hour, .mirror) }),
    ("mirror", { ($0.scope.isDocumented, $0.schedule.publicationDelaySeconds) = (true, 2 * hour) }),
    ("kaizala", { $0.incrementalRun.foreignMembers = .keep }),
    ("itglue", { $0.delta.tokenLifetimeSeconds = 7 * 24 * hour }),
    ("rezolve-bidirectional", { $0.delta.tokenLifetimeSeconds = 7 * 24 * hour }),
  ]

  @Test(arguments: followers.indices)
  func `incremental runs that are repeated leave what those leave that look anew`(
    _ row: Int
  ) throws {
    let (policy, change) = Self.followers[row]
    let start = try town(policy) {
      $0.schedule.runs = .incremental
      change(&$0)
    }
    expectSame(from: start, then: [.nothing, .hand, .repair, .restoredGroup])
  }

  @Test(arguments: UInt64(1)...12)
  func `a round that is repeated has the pages that chance gives it`(_ seed: UInt64) throws {
    var known = try town("mirror") {
      $0.schedule.runs = .incremental
      $0.delta.tokenLifetimeSeconds = 7 * 24 * Self.hour
    }
    known.world.generator = SeededNumbers(seed: seed)
    var fresh = known
    for (name, isMember) in [("Ben", true), ("Ben", false)] {
      for hours in [5, 40] {
        wait(hours, &known, anew: false)
        wait(hours, &fresh, anew: true)
      }
      known.edge(.tenant, "Team", .user, name, isMember)
      fresh.edge(.tenant, "Team", .user, name, isMember)
    }
    wait(60, &known, anew: false)
    wait(60, &fresh, anew: true)
    expectSame(known, fresh, "seed \(seed)")
    let rounds = known.timeline.entries.filter { $0.kind == .read }
    let texts = rounds.map { known.timeline.text(of: $0) }
    let quiet = Set(texts.filter { $0.hasSuffix(" 0 entries") })
    let likely = [1, 2].flatMap { groups in
      [1, 2].map { "the round has \(groups) pages of groups, \($0) of users, 0 entries" }
    }
    #expect(quiet == Set(likely), "some rounds have an empty page")
    #expect((known.world.session.quiet?.count ?? 0) > 1)
  }

  @Test func `a group that is gone does not keep the others from being quiet`() throws {
    var town = try town("mirror") {
      $0.schedule.runs = .incremental
      $0.delta.tokenLifetimeSeconds = 7 * 24 * Self.hour
    }
    wait(3, &town, anew: false)
    take(.deletedGroup, &town)
    wait(3, &town, anew: false)
    #expect(town.world.session.quiet?.count == 2)
    #expect(town.world.links.count == 2, "it may come back")
  }

  @Test func `a token that has grown too old ends the quiet`() throws {
    var town = try town("mirror") {
      $0.schedule.runs = .incremental
      $0.delta.tokenLifetimeSeconds = Self.hour
    }
    wait(5, &town, anew: false)
    #expect(town.world.session.quiet?.count == 2)
    town.world.session.tokenIssued = town.world.now + -1
    wait(1, &town, anew: false)
    #expect(town.world.session.quiet == nil)
    #expect(town.timeline.entries.contains { $0.kind == .readFailed })
  }

  @Test func `the third run in step with what was there is repeated, not the second`() throws {
    var town = try town("rezolve")
    wait(1, &town, anew: false)
    #expect(town.world.session.quiet == nil, "the first run finds the links")
    wait(1, &town, anew: false)
    #expect(town.world.session.quiet?.count == 1)
    wait(1, &town, anew: false)
    #expect(town.world.session.quiet?.count == 2)
    wait(7, &town, anew: false)
    #expect(town.world.session.quiet?.count == 2, "a run that is repeated is not counted")
    #expect(town.world.runs.count == 10)
  }

  /// What ends the quiet: everything but time.
  static let noises: [(step: Step, isQuiet: Bool)] = [
    (.nothing, true), (.join, false), (.hand, false), (.fault, false), (.repair, false),
    (.run, false), (.incremental, false), (.reset, false), (.offAndOn, false), (.unlink, false),
    (.prerequisite, false),
  ]

  @Test(arguments: noises)
  func `whatever happens has the next run look`(_ row: (step: Step, isQuiet: Bool)) throws {
    var town = try town("mirror")
    wait(5, &town, anew: false)
    take(row.step, &town)
    #expect((town.world.session.quiet != nil) == row.isQuiet)
  }

  @Test func `what is held back is told again by every run`() throws {
    var town = try town("rezolve") { $0.guards.minimumGroupSize = 1 }
    wait(3, &town, anew: false)
    town.edge(.tenant, "Team", .user, "Ann", false)
    let entries = town.timeline.entries.count
    wait(4, &town, anew: false)
    let held = town.timeline.entries[entries...].count { $0.kind == .heldBack }
    #expect(held == 4)
    #expect(town.world.session.quiet == nil)
  }
}
