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
    case nothing, join, hand, rename, newcomer, fault, repair, offAndOn, run, incremental, reset
    case unlink, prerequisite
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
    case .repair: town.step(.repair)
    case .offAndOn:
      town.step(.link(.disable, localGroup: team))
      town.step(.link(.enable, localGroup: team))
    case .run: town.run(.full)
    case .incremental: town.run(.incremental)
    case .reset: town.step(.reset)
    case .unlink: town.step(.unlink(localGroup: team, tenantGroup: nil))
    case .prerequisite: town.step(.prerequisite("client secret", isMet: false))
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
    for (one, other) in zip(known.world.links, fresh.world.links) {
      #expect(one.lastSync == other.lastSync && one.lastFull == other.lastFull, "\(history)")
      #expect(one.position == other.position && one.lookedAt == other.lookedAt, "\(history)")
      #expect(one.readAt == other.readAt && one.looks == other.looks, "\(history)")
      #expect(one.needsFullRun == other.needsFullRun && one.state == other.state, "\(history)")
    }
  }

  @Test(arguments: ["rezolve", "itglue", "kaizala", "mirror"])
  func `runs that are repeated leave what runs leave that look anew`(_ policy: String) throws {
    let start = try town(policy)
    for first in Step.allCases {
      for second in Step.allCases {
        var (known, fresh) = (start, start)
        for step in [first, second] {
          for anew in [false, true] {
            if anew { wait(4, &fresh, anew: true) } else { wait(4, &known, anew: false) }
          }
          take(step, &known)
          take(step, &fresh)
        }
        wait(5, &known, anew: false)
        wait(5, &fresh, anew: true)
        expectSame(known, fresh, "\(first), \(second)")
      }
    }
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
