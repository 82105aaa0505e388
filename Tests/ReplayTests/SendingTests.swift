import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// What becomes of changes on their way to the other side.
struct SendingTests {
  private let people = ["Ann", "Ben", "Cho"]

  private func town(change: (inout Policy) -> Void = { _ in }) throws -> Town {
    try Town.team("mirror", people: people, listed: people, copied: [], change: change)
  }

  @Test func `one refused member takes the batch down, and the rest are sent one by one`() throws {
    var town = try town()
    town.step(.fault(.refused(.local, town[.local, .user, "Ben"], takesBatchDown: true)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann", "Cho"])
    #expect(
      town.said(.retried, .writeFailed) == [
        "a batch of 3 was refused because of 'Ben': its members are sent one by one",
        "local: add 'Ben' to 'Team': the authority lists them directly: refused",
      ])
    #expect(town.world.links.first?.lastSync?.status == .partialSuccess)
    #expect(town.world.session.callCount == 3 + 4, "three lists, the batch and three alone")
    #expect(town.world.runs.last?.confirmation == "Partial Success: 2 added, 0 removed, 1 failed")
    town.step(.repair)
    town.run(.incremental)
    #expect(town.members(.local, "Team") == people, "what was refused is tried again")
  }

  @Test func `a part of a batch may be refused alone`() throws {
    var town = try town()
    town.step(.fault(.refused(.tenant, town[.tenant, .user, "Ben"], takesBatchDown: false)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann", "Cho"])
    #expect(town.said(.retried) == [])
    #expect(town.world.session.callCount == 3 + 1)
  }

  @Test func `nobody whom the directory has deleted is written, whatever a late read shows`() throws
  {
    var town = try Town.team("mirror", people: people, listed: people, copied: ["Ben", "Cho"]) {
      $0.authority = .local
    }
    town.wait(60)
    town.step(.hand(.tenant, .delete(town[.tenant, .user, "Ann"])))
    town.step(.fault(.lag(.tenant, .list, seconds: 45)))
    let before = town.members(.tenant, "Team")
    town.run(.full)
    #expect(
      town.said(.writeFailed) == [
        "directory: remove 'Ann' from 'Team': the authority does not list them: deleted in the "
          + "directory"
      ])
    #expect(town.members(.tenant, "Team") == before)
    town.step(.repair)
    town.run(.full)
    #expect(town.said(.writeFailed).count == 1, "nobody asks for it any more")
  }

  @Test func `a batch holds as many changes as the policy says`() throws {
    for (size, calls) in [(1, 3), (2, 2), (20, 1)] {
      var town = try town { $0.writing.batchSize = size }
      town.run(.full)
      #expect(town.world.session.callCount == 3 + calls)
    }
  }

  @Test func `a busy service is waited for, and given up in the end`() throws {
    var town = try town { $0.writing.retries = 2 }
    town.step(.fault(.throttled(call: 4, status: 429, retryAfter: nil, times: 3)))
    town.run(.full)
    #expect(town.members(.local, "Team") == [])
    #expect(
      town.said(.retried) == [
        "a batch of 3: 429, again in 1s (backing off)",
        "a batch of 3: 429, again in 2s (backing off)",
      ])
    #expect(town.said(.writeFailed).count == 3)
    #expect(town.lastStatus == .failed)
    #expect(town.world.links.first?.lastSync?.status == .failed)
    town.run(.full)
    #expect(town.members(.local, "Team") == people)
  }

  @Test func `after a crash what was written stays and nothing counts as dealt with`() throws {
    var town = try town()
    town.step(.fault(.crash(afterOperations: 2)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann", "Ben"])
    #expect(town.said(.crashed) == ["the sync stopped dead"])
    #expect(town.lastStatus == .failed)
    #expect(town.world.links.first?.needsFullRun == true)
    #expect(town.said(.linkEnded, .runEnded) == [])
    town.run(.incremental)
    #expect(town.members(.local, "Team") == people)
  }

  /// Which properties of a group keep its members from being written.
  static let unwritable: [(flags: ObjectFlags, reason: String)] = [
    (
      [.typesKnown, .dynamic, .securityKnown, .mailKnown, .securityEnabled],
      "a rule says who its members are (groupTypes holds DynamicMembership)"
    ),
    (
      [.typesKnown, .onPremises, .securityKnown, .mailKnown, .securityEnabled],
      "it is mastered on-premises (onPremisesSyncEnabled is true)"
    ),
    (
      [.typesKnown, .securityKnown, .mailKnown, .securityEnabled, .mailEnabled],
      "it is a mail-enabled security group (mailEnabled is true, groupTypes is empty)"
    ),
    (
      [.typesKnown, .securityKnown, .mailKnown, .mailEnabled],
      "it is a distribution list (mailEnabled is true, securityEnabled is not)"
    ),
  ]

  @Test(arguments: unwritable)
  func `a group that cannot be written is refused before the first call`(
    _ row: (flags: ObjectFlags, reason: String)
  ) throws {
    var town = try Town.team(
      "rezolve-bidirectional", people: people, listed: [], copied: people)
    let (tenant, local) = town.team
    town.step(.state(tenantGroup: tenant, localGroup: local, .pushing))
    let old = town.world.tenant.flags[Int(tenant)]
    town.world.tenant.apply(.flags(tenant, old: old, new: row.flags.union(.recorded)))
    town.run(.full)
    #expect(town.members(.tenant, "Team") == [])
    #expect(town.said(.refused) == ["'Team' cannot be written: \(row.reason)"])
    #expect(
      town.said(.heldBack).first
        == "directory: add 'Ann' to 'Team': the authority lists them directly, "
        + "but the group may not be written: \(row.reason)")
    #expect(town.world.session.callCount == 3, "three lists were read, nothing was sent")
    #expect(town.world.links.first?.lastSync?.status == .failed)
    #expect(town.world.runs.last?.lines.first == "'Team' cannot be written: \(row.reason)")
  }
}
