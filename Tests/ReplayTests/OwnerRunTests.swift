import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Owners in incremental runs.
struct OwnerRunTests {
  private static let people = ["Ann", "Ben", "Cho"]

  private func town(
    _ foreign: RunRules.Foreign, isRound: Bool, keepsLast: Bool = false
  ) throws -> Town {
    var town = try Town("rezolve") { policy in
      policy.guards.keepsLastOwner = keepsLast
      policy.incrementalRun.foreignMembers = foreign
      policy.delta.tokenLifetimeSeconds = isRound ? 86_400 : 0
      policy.schedule.trigger = .manual
    }
    for name in Self.people { town.make(.tenant, .user, name) }
    for name in Self.people.dropLast() { town.make(.local, .user, name) }
    for side in [Side.tenant, .local] {
      town.group(side, "Team", .user, [])
      town.own(side, "Ann", true)
    }
    town.engine.prepare(&town.world, &town.timeline)
    town.run(.full)
    return town
  }

  private func owners(_ town: Town) -> [String] {
    let local = town.world.local
    return local.list(of: town[.local, .group, "Team"], .owners)
      .map { local.string(.displayName, of: $0) }.sorted()
  }

  /// Every way of changing owners up to three times, with a run in between or without.
  private static let histories: [[Int]] = {
    var (all, last): ([[Int]], [[Int]]) = ([[]], [[]])
    for _ in 0..<3 {
      last = last.flatMap { history in (0...people.count + 1).map { history + [$0] } }
      all += last
    }
    return all
  }()

  @Test(arguments: [RunRules.Foreign.keep, .remove], [false, true])
  func `an incremental run gives and takes owner permission as a full one does`(
    _ foreign: RunRules.Foreign, _ isRound: Bool
  ) throws {
    let start = try town(foreign, isRound: isRound)
    for history in Self.histories {
      var town = start
      for step in history {
        switch step {
        case Self.people.count: town.run(.incremental)
        case Self.people.count + 1 where town[.local, .user, "Cho"] == noObject:
          var account = NewObject(kind: .user)
          (account.key, account.guid) = ("Cho", Town.guid(.user, "Cho"))
          account.flags = [.enabledKnown, .enabled]
          account.texts = [(.displayName, "Cho"), (.principalName, "Cho@contoso.com")]
          town.step(.hand(.local, .create(account)))
        case Self.people.count + 1: break
        default: town.toggleOwner(Self.people[step])
        }
      }
      var full = town
      town.run(.incremental)
      full.run(.full)
      #expect(owners(town) == owners(full), "\(history)")
      let count = town.timeline.entries.count
      town.run(.incremental)
      let again = town.timeline.entries[count...].filter { $0.kind == .written }
      #expect(again.isEmpty, "\(history): nothing is left to be done")
    }
  }

  @Test func `an owner whom somebody made by hand survives where foreign members do`() throws {
    for foreign in [RunRules.Foreign.keep, .remove] {
      var town = try town(foreign, isRound: false)
      town.own(.local, "Ben", true)
      town.toggleOwner("Ann")
      town.run(.incremental)
      #expect(owners(town) == (foreign == .keep ? ["Ben"] : []))
      town.run(.full)
      #expect(owners(town) == [])
    }
  }

  @Test func `a refused owner is tried again`() throws {
    var town = try town(.keep, isRound: false)
    let ben = town[.local, .user, "Ben"]
    town.step(.fault(.refused(.local, ben, takesBatchDown: false)))
    town.toggleOwner("Ben")
    town.run(.incremental)
    #expect(owners(town) == ["Ann"])
    #expect(
      town.world.links.first?.pending == [
        PendingChange(.owners, member: town[.tenant, .user, "Ben"], isMember: true)
      ])
    town.step(.repair)
    town.run(.incremental)
    #expect(owners(town) == ["Ann", "Ben"])
    #expect(town.world.links.first?.pending == [])
  }

  @Test(arguments: [RunKind.incremental, .full], [RunRules.Foreign.keep, .remove])
  func `the last owner stays until another one has come`(
    _ kind: RunKind, _ foreign: RunRules.Foreign
  ) throws {
    var town = try town(foreign, isRound: false, keepsLast: true)
    town.toggleOwner("Ann")
    for _ in 0..<2 {
      town.run(kind)
      #expect(owners(town) == ["Ann"])
      #expect(town.world.links.first?.lastSync?.status == .partialSuccess)
      #expect(
        town.world.runs.last?.lines == [
          "a group keeps its last owner (guards.keeps-last-owner)",
          "Partial Success: 0 added, 0 removed, 1 held back",
        ])
    }
    town.toggleOwner("Ben")
    town.run(kind)
    #expect(owners(town) == ["Ben"])
    #expect(town.world.links.first?.lastSync?.status == .success)
    #expect(town.world.links.first?.pending == [])
  }

  @Test(arguments: [RunKind.incremental, .full])
  func `the last owner stays when the one who was to come is refused`(_ kind: RunKind) throws {
    var town = try town(.remove, isRound: false, keepsLast: true)
    let ben = town[.local, .user, "Ben"]
    town.step(.fault(.refused(.local, ben, takesBatchDown: false)))
    town.toggleOwner("Ann")
    town.toggleOwner("Ben")
    town.run(kind)
    #expect(owners(town) == ["Ann"])
    let last = try #require(town.timeline.entries.lastIndex { $0.kind == .heldBack })
    #expect(
      town.timeline.line(last, world: town.world).hasSuffix(
        "held back: local: remove 'Ann' from the owners of 'Team': "
          + "the authority does not list them, but a group keeps its last owner"))
    town.step(.repair)
    town.run(kind)
    #expect(owners(town) == ["Ben"])
  }

  @Test func `a policy that leaves owners alone follows none`() throws {
    var town = try Town("kaizala")
    town.make(.tenant, .user, "Ann")
    town.group(.tenant, "Team", .user, ["Ann"])
    town.group(.local, "Team", .user, [])
    town.run(.full)
    town.toggleOwner("Ann")
    town.run(.incremental)
    #expect(owners(town) == [])
  }
}

extension Town {
  /// Makes somebody an owner of `Team`, or no owner any more, without an event.
  fileprivate mutating func own(_ side: Side, _ name: String, _ isOwner: Bool) {
    world.perform(
      .edge(
        .owners, group: self[side, .group, "Team"], target: self[side, .user, name],
        isPresent: isOwner), on: side)
  }

  /// The directory makes somebody an owner of `Team`, or no owner any more.
  fileprivate mutating func toggleOwner(_ name: String) {
    let (group, owner) = (self[.tenant, .group, "Team"], self[.tenant, .user, name])
    let isOwner = world.tenant.contains(owner, in: group, .owners)
    step(.hand(.tenant, .edge(.owners, group: group, target: owner, isPresent: !isOwner)))
  }
}
