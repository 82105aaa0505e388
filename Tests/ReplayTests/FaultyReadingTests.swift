import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// What a full run makes of lists that it cannot read to their ends.
struct FaultyReadingTests {
  private func town() throws -> Town {
    var town = try Town.team(
      "mirror", people: ["Ann", "Ben", "Cho", "Dan"], listed: ["Ann", "Ben", "Cho"],
      copied: ["Ben", "Cho", "Dan"])
    town.world.session.pageSize = 2
    return town
  }

  @Test func `behind an unreadable page nobody is removed, and who came before it is added`() throws
  {
    var town = try town()
    town.step(.fault(.unreadablePage(.tenant, group: town.team.tenant, page: 2)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho", "Dan"])
    #expect(
      town.said(.readFailed) == [
        "the members of 'Team' (directory): page 2 could not be read: 503"
      ])
    #expect(
      town.said(.heldBack) == [
        "local: remove 'Cho' from 'Team': the authority does not list them, "
          + "but the evidence is incomplete, so it does not",
        "local: remove 'Dan' from 'Team': the authority does not list them, "
          + "but the evidence is incomplete, so it does not",
      ])
    #expect(town.lastStatus == .partialSuccess)
    #expect(town.world.links.first?.needsFullRun == true)
    town.step(.repair)
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho"])
    #expect(town.world.links.first?.needsFullRun == false)
  }

  @Test func `when the first page is unreadable nothing happens and the run has failed`() throws {
    var town = try town()
    town.step(.fault(.unreadablePage(.tenant, group: town.team.tenant, page: 1)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ben", "Cho", "Dan"])
    #expect(town.lastStatus == .failed)
    #expect(
      town.world.runs.last?.lines == [
        "the members of 'Team' (directory): page 1 could not be read: 503",
        "Failed: 0 added, 0 removed, 3 held back",
      ])
  }

  @Test func `a page that the list does not have does no harm`() throws {
    var town = try town()
    town.step(.fault(.unreadablePage(.tenant, group: town.team.tenant, page: 3)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho"])
    #expect(town.lastStatus == .success)
  }

  @Test func `a copy that cannot be read is not filled a second time`() throws {
    var town = try town()
    town.step(.fault(.unreadablePage(.local, group: town.team.local, page: 1)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ben", "Cho", "Dan"])
    #expect(town.said(.written) == [])
  }

  @Test(arguments: [Side.tenant, .local])
  func `lists of all objects that end early take nobody away`(_ side: Side) throws {
    var town = try town()
    town.run(.full)
    town.edge(.local, "Team", .user, "Dan", true)
    town.step(.fault(.cutList(side, group: nil)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho", "Dan"])
    #expect(town.lastStatus == .failed)
    #expect(
      town.said(.readFailed) == [
        "the list of all users (\(side.word)): the list ended early",
        "the list of all groups (\(side.word)): the list ended early",
      ])
    #expect(town.world.links.count == 1, "the link is kept")
    town.step(.repair)
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho"])
  }

  @Test func `a list of one group that ends early keeps everybody in the others too`() throws {
    var town = try town()
    town.group(.tenant, "Club", .user, ["Ann"])
    town.group(.local, "Club", .user, ["Dan"])
    town.group(.tenant, "Crew", .user, ["Ann", "Ben"])
    town.group(.local, "Crew", .user, ["Ann"])
    town.step(.fault(.cutList(.tenant, group: town.team.tenant)))
    town.run(.full)
    #expect(town.members(.local, "Club") == ["Ann", "Dan"], "who is to come in comes in")
    #expect(town.members(.local, "Crew") == ["Ann", "Ben"])
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho", "Dan"])
    #expect(
      town.world.links.map { $0.lastSync?.status } == [.partialSuccess, .partialSuccess, .success])
    #expect(town.world.links.map(\.needsFullRun) == [true, true, false])
    #expect(
      town.world.runs.last?.lines.first == "nothing is removed: not everything could be read")
    town.step(.repair)
    town.run(.incremental)
    #expect(town.members(.local, "Club") == ["Ann"])
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho"])
  }

  @Test func `an incomplete read ends no account and takes no owner and no nested group away`()
    throws
  {
    var town = try Town("mirror") { policy in
      policy.owners.handling = .mirror
      policy.members.nesting = .preserved
      policy.lifecycle.deletedUsers = .delete
      policy.lifecycle.deletedGroups = .delete
    }
    for name in ["Ann", "Ben", "Gone"] {
      for side in [Side.tenant, .local] { town.make(side, .user, name) }
    }
    for side in [Side.tenant, .local] {
      for name in ["Team", "Inner", "Club", "Lost"] { town.group(side, name, .user, ["Ann"]) }
      town.step(
        .hand(
          side,
          .edge(
            .owners, group: town[side, .group, "Team"], target: town[side, .user, "Ben"],
            isPresent: true)))
      town.edge(side, "Team", .group, "Inner", true)
    }
    town.run(.full)
    let before = town.world.local.digest
    town.step(
      .hand(
        .tenant,
        .edge(
          .owners, group: town[.tenant, .group, "Team"], target: town[.tenant, .user, "Ben"],
          isPresent: false)))
    town.edge(.tenant, "Team", .group, "Inner", false)
    town.step(.hand(.tenant, .delete(town[.tenant, .user, "Gone"])))
    town.step(.hand(.tenant, .delete(town[.tenant, .group, "Lost"])))
    town.step(.fault(.cutList(.tenant, group: town[.tenant, .group, "Club"])))
    town.run(.full)
    #expect(town.world.local.digest == before, "nothing is taken away anywhere")
    town.step(.repair)
    town.run(.full)
    let local = town.world.local
    #expect(local.list(of: town[.local, .group, "Team"], .owners) == [])
    #expect(town.members(.local, "Team") == ["Ann"])
    #expect(local.live(.user).count == 2)
    #expect(local.live(.group).count == 3)
  }

  @Test func `a side that answers with nobody is believed unless the policy does not`() throws {
    for isKept in [false, true] {
      var town = try Town.team(
        "mirror", people: ["Ann", "Ben"], listed: ["Ann", "Ben"], copied: ["Ann", "Ben"]
      ) {
        if isKept { $0.fullRun.emptyAnswer = .keep }
      }
      town.step(.fault(.answersNobody(.tenant)))
      town.run(.full)
      #expect(town.members(.local, "Team") == (isKept ? ["Ann", "Ben"] : []))
      town.step(.repair)
      town.run(.full)
      #expect(town.members(.local, "Team") == ["Ann", "Ben"])
    }
  }

  @Test func `a list that lags shows what was there so many seconds ago`() throws {
    var town = try town()
    town.wait(60)
    town.edge(.tenant, "Team", .user, "Dan", true)
    town.wait(30)
    town.step(.fault(.lag(.tenant, .list, seconds: 45)))
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho"])
    #expect(town.lastStatus == .success)
    town.wait(15)
    town.run(.incremental)
    #expect(town.members(.local, "Team") == ["Ann", "Ben", "Cho", "Dan"])
  }

  @Test func `a call is repeated after as many seconds as the service says`() throws {
    var town = try town()
    town.step(.fault(.throttled(call: 2, status: 429, retryAfter: .seconds(17), times: 2)))
    town.run(.full)
    #expect(
      town.said(.retried) == [
        "page 2 of the list of all users (directory): 429, again in 17s (Retry-After)",
        "page 2 of the list of all users (directory): 429, again in 17s (Retry-After)",
      ])
    #expect(town.world.now == Town.start + 34)
    #expect(town.lastStatus == .success)
    #expect(town.world.session.callCount == 2 + 1 + 2 + 2 + 2, "pages, repeats, two batches")
  }

  @Test func `without a word from the service the waits double, and then the list is cut`() throws {
    var town = try town()
    town.step(.fault(.throttled(call: 4, status: 503, retryAfter: nil, times: 4)))
    town.run(.full)
    #expect(
      town.said(.retried, .readFailed) == [
        "page 1 of the members of 'Team' (directory): 503, again in 1s (backing off)",
        "page 1 of the members of 'Team' (directory): 503, again in 2s (backing off)",
        "page 1 of the members of 'Team' (directory): 503, again in 4s (backing off)",
        "the members of 'Team' (directory): page 1 could not be read: 503",
      ])
    #expect(town.world.now == Town.start + 7)
    #expect(town.members(.local, "Team") == ["Ben", "Cho", "Dan"])
  }

  @Test func `calls are counted when nothing is wrong`() throws {
    var town = try town()
    town.run(.full)
    #expect(town.world.session.callCount == 2 + 1 + 2 + 2, "pages of two, two batches")
    #expect(town.said(.readFailed, .retried) == [])
  }
}
