import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Calls that do their work although their answer is lost.
struct LostAnswerTests {
  private let people = ["Ann", "Ben", "Cho"]

  private func town(
    listed: [String]? = nil, copied: [String] = [], change: (inout Policy) -> Void = { _ in }
  ) throws -> Town {
    try Town.team(
      "mirror", people: people, listed: listed ?? people, copied: copied, change: change)
  }

  private func lose(
    _ call: Int, times: Int = 1, after: RetryAfter? = nil, _ town: inout Town
  ) {
    town.step(
      .fault(
        .throttled(call: call, status: 503, retryAfter: after, times: times, arrives: true)))
  }

  /// Seconds since the start at which something was written.
  private func writes(_ town: Town) -> [Int64] {
    town.timeline.entries.filter { $0.kind == .written }.map { $0.time - Town.start }
  }

  @Test func `what arrived is written once, when it arrived, and counts when it is found`() throws {
    var town = try town()
    lose(4, after: .seconds(60), &town)
    town.run(.full)
    #expect(town.members(.local, "Team") == people)
    #expect(writes(town) == [0, 0, 0], "a minute before the sync knows")
    #expect(town.world.now == Town.start + 60)
    #expect(
      town.said(.retried) == [
        "a batch of 3: 503, again in 1m (Retry-After)",
        "a batch of 3: done already by the call whose answer was lost",
      ])
    #expect(town.world.runs.last?.confirmation == "Success: 3 added, 0 removed")
    #expect(town.world.session.callCount == 3 + 2)
    #expect(town.world.links.first?.lastSync?.completed == 3)
    #expect(
      town.said(.event) == [
        "fault: call 4 from now on is answered with 503, Retry-After 60, and does its work all the same"
      ])
  }

  @Test func `an answer that is lost again and again changes nothing more`() throws {
    var town = try town()
    lose(4, times: 3, &town)
    town.run(.full)
    #expect(writes(town) == [0, 0, 0])
    #expect(town.said(.retried).count == 4)
    #expect(town.world.now == Town.start + 1 + 2 + 4)
    #expect(town.lastStatus == .success)
  }

  /// How often a call is repeated, and how many answers are lost: given up where they are too many.
  static let patience: [(retries: Int, lost: Int, isKnown: Bool)] = [
    (0, 1, false), (1, 1, true), (1, 2, false), (3, 3, true), (3, 4, false), (100, 100, true),
  ]

  @Test(arguments: patience)
  func `who gives up takes for failed what is done`(
    _ row: (retries: Int, lost: Int, isKnown: Bool)
  ) throws {
    var town = try town { $0.writing.retries = row.retries }
    lose(4, times: row.lost, &town)
    town.run(.full)
    #expect(town.members(.local, "Team") == people, "whatever the sync believes")
    #expect(town.lastStatus == (row.isKnown ? .success : .failed))
    #expect(town.said(.writeFailed).count == (row.isKnown ? 0 : 3))
    #expect(
      town.world.runs.last?.confirmation
        == (row.isKnown
          ? "Success: 3 added, 0 removed" : "Failed: 0 added, 0 removed, 3 failed"))
    // The next run finds all as it should be, whether it looks at everything or at what is pending.
    for kind in [RunKind.incremental, .full] {
      var later = town
      later.run(kind)
      #expect(later.lastStatus == .success)
      #expect(writes(later).count == 3, "nothing is written a second time")
      #expect(later.members(.local, "Team") == people)
    }
  }

  @Test func `waits without a word grow up to a day`() throws {
    var town = try town { $0.writing.retries = 100 }
    lose(4, times: 100, &town)
    town.run(.full)
    // 1 + 2 + … + 65,536 are 17 waits; the other 83 take a day each.
    #expect(town.world.now == Town.start + 131_071 + 83 * 86_400)
    #expect(town.lastStatus == .success)
  }

  @Test func `removals arrive too`() throws {
    var town = try town(listed: ["Ann"], copied: people)
    lose(4, after: .date(Town.start + 90), &town)
    town.run(.full)
    #expect(town.members(.local, "Team") == ["Ann"])
    #expect(writes(town) == [0, 0])
    #expect(town.world.runs.last?.confirmation == "Success: 0 added, 2 removed")
    #expect(
      town.said(.retried).first
        == "a batch of 2: 503, again in 90s (Retry-After: Wed, 30 Nov 2022 08:01:30 GMT)")
  }

  @Test func `an account that arrived is not made twice`() throws {
    for times in [1, 9] {
      var town = try Town("kaizala")
      for name in people { town.make(.tenant, .user, name) }
      town.group(.tenant, "Team", .user, people)
      town.group(.local, "Team", .user, [])
      town.engine.prepare(&town.world, &town.timeline)
      lose(4, times: times, &town)
      town.run(.full)
      town.step(.repair)
      town.run(.full)
      #expect(town.world.local.live(.user).count == people.count)
      #expect(town.lastStatus == .success)
      #expect(town.said(.written).count == Set(town.said(.written)).count)
    }
  }

  @Test func `what is refused does not arrive`() throws {
    for takesBatchDown in [true, false] {
      var town = try town()
      town.step(
        .fault(.refused(.local, town[.local, .user, "Ben"], takesBatchDown: takesBatchDown)))
      lose(4, times: 1, &town)
      town.run(.full)
      #expect(town.members(.local, "Team") == ["Ann", "Cho"])
      #expect(town.said(.written).count == 2)
      #expect(town.said(.writeFailed).count == 1)
      #expect(town.world.runs.last?.confirmation == "Partial Success: 2 added, 0 removed, 1 failed")
    }
  }

  @Test func `a page that is read has nothing to do`() throws {
    var town = try town()
    lose(1, times: 2, &town)
    town.run(.full)
    #expect(
      town.said(.retried) == [
        "page 1 of the list of all users (directory): 503, again in 1s (backing off)",
        "page 1 of the list of all users (directory): 503, again in 2s (backing off)",
      ])
    #expect(writes(town) == [3, 3, 3])
  }

  @Test func `a sync that stops dead between its operations leaves what arrived`() throws {
    var town = try town()
    lose(4, &town)
    town.step(.fault(.crash(afterOperations: 1)))
    town.run(.full)
    #expect(town.members(.local, "Team") == people, "the batch came in whole")
    #expect(town.said(.crashed) == ["the sync stopped dead"])
    #expect(town.world.links.first?.needsFullRun == true)
    town.run(.incremental)
    #expect(town.lastStatus == .success)
    #expect(writes(town).count == 3)
  }

  /// What a header asks for, by seconds and by a date from the start.
  static let waits: [(after: RetryAfter, wait: Int64, text: String)] = [
    (.seconds(0), 0, "0"), (.seconds(17), 17, "17"), (.seconds(-5), 0, "-5"),
    (.date(Town.start), 0, "Wed, 30 Nov 2022 08:00:00 GMT"),
    (.date(Town.start + 1), 1, "Wed, 30 Nov 2022 08:00:01 GMT"),
    (.date(Town.start + 86_400), 86_400, "Thu, 01 Dec 2022 08:00:00 GMT"),
    (.date(Town.start + -1), 0, "Wed, 30 Nov 2022 07:59:59 GMT"),
    (.date(Instant(seconds: 0)), 0, "Thu, 01 Jan 1970 00:00:00 GMT"),
  ]

  @Test(arguments: waits)
  func `a header asks for seconds, or for a date that may have gone by`(
    _ row: (after: RetryAfter, wait: Int64, text: String)
  ) throws {
    #expect(row.after.wait(at: Town.start) == row.wait)
    #expect(row.after.text == row.text)
    var town = try town()
    town.step(.fault(.throttled(call: 1, status: 429, retryAfter: row.after, times: 1)))
    town.run(.full)
    #expect(town.world.now == Town.start + row.wait)
    #expect(town.lastStatus == .success)
  }
}
