import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

struct TimelineTextTests {
  private func town() throws -> Town {
    var town = try Town("mirror")
    for name in ["Ada", "Ben"] {
      town.make(.tenant, .user, name)
      town.make(.local, .user, name)
    }
    town.group(.tenant, "Team", .user, ["Ada"])
    town.group(.local, "Team", .user, ["Ben"])
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  @Test func `a text has one number, among few texts and among many`() {
    var timeline = Timeline()
    for round in 0..<3 {
      for number in 0..<40 {
        let text = "text \(number)"
        #expect(timeline.intern(text) == UInt32(number + 1), "round \(round)")
      }
      #expect(timeline.intern("") == 0)
    }
    #expect(timeline.texts.count == 41)
    #expect(timeline.add("text 7") == 41, "what is added is not looked for")
    #expect(timeline.intern("text 7") == 8)
  }

  /// The numbers of names in the order in which runs end for their groups.
  static let orders: [(name: String, numbers: [NameIndex])] = [
    ("rising", Array(0..<20_000)), ("falling", Array((0..<20_000).reversed())),
    ("one, far up", [3_000_000]), ("far apart", (0..<300).map { $0 * 7_919 }),
    ("scattered", (0..<5_000).map { $0 * 7_919 % 5_000 }), ("none", []),
  ]

  @Test(arguments: orders)
  func `how a run ended for a group is put into words once, in whatever order groups come`(
    _ row: (name: String, numbers: [NameIndex])
  ) {
    var timeline = Timeline()
    var made = 0
    for status in [LinkRun.Status.success, .failed] {
      for name in row.numbers { #expect(timeline.ending(of: name, status) == nil) }
      for round in 0..<2 {
        for name in row.numbers {
          let number = timeline.intern(name, status) {
            made += 1
            return "\(name) \(status.rawValue)"
          }
          #expect(timeline.ending(of: name, status) == number, "round \(round)")
          #expect(timeline.texts[Int(number)] == "\(name) \(status.rawValue)")
        }
      }
    }
    #expect(made == 2 * row.numbers.count)
    #expect(timeline.ending(of: 4_000_000, .success) == nil, "nobody has a name so far up")
    #expect(timeline.ending(of: row.numbers.first ?? 0, .inProgress) == nil)
  }

  @Test func `a run is told line by line, with names and reasons`() throws {
    var town = try town()
    town.step(.run(.full, localGroup: nil))
    #expect(
      town.timeline.lines(world: town.world) == [
        "2022-11-30T08:00:00Z run 1 started: full",
        "2022-11-30T08:00:00Z run 1 linked: 'Team' and 'Team': the exact name",
        "2022-11-30T08:00:00Z run 1 written: local: add 'Ada' to 'Team': "
          + "the authority lists them directly",
        "2022-11-30T08:00:00Z run 1 written: local: remove 'Ben' from 'Team': "
          + "the authority does not list them",
        "2022-11-30T08:00:00Z run 1 link ended: 'Team': Success",
        "2022-11-30T08:00:00Z run 1 ended: Success: 1 added, 1 removed",
      ])
  }

  @Test func `texts that only look alike are kept apart`() {
    var timeline = Timeline()
    let (composed, decomposed) = (timeline.intern("Caf\u{E9}"), timeline.intern("Cafe\u{301}"))
    #expect(composed != decomposed)
    #expect(timeline.intern("Caf\u{E9}") == composed)
    #expect(Array(timeline.texts[Int(decomposed)].utf8) == Array("Cafe\u{301}".utf8))
  }

  @Test func `changes by hand are told with their side`() throws {
    var town = try town()
    let ada = town[.tenant, .user, "Ada"]
    town.edge(.tenant, "Team", .user, "Ben", true)
    town.edge(.local, "Team", .user, "Ben", false)
    town.step(.hand(.tenant, .text(ada, .displayName, "Ada\nLovelace")))
    town.step(.hand(.tenant, .flag(ada, [.enabledKnown, .enabled], isSet: true)))
    town.step(.hand(.tenant, .delete(ada)))
    town.step(.hand(.tenant, .restore(ada)))
    town.step(.hand(.tenant, .purge(ada)))
    #expect(
      town.timeline.entries.map { town.timeline.what($0, world: town.world) } == [
        "directory: add 'Ben' to 'Team'",
        "local: remove 'Ben' from 'Team'",
        "directory: display name of 'Ada\\nLovelace' from 'Ada' to 'Ada\\nLovelace'",
        "directory: user 'Ada\\nLovelace': enabled known on, enabled on",
        "directory: delete user 'Ada\\nLovelace'",
        "directory: restore user 'Ada\\nLovelace'",
        "directory: remove 'Ada\\nLovelace' from 'Team'",
        "directory: delete user 'Ada\\nLovelace' for good",
      ])
  }

  @Test func `equal histories have equal digests, and others do not`() throws {
    var (one, other, third) = (try town(), try town(), try town())
    one.step(.run(.full, localGroup: nil))
    other.step(.run(.full, localGroup: nil))
    third.step(.run(.incremental, localGroup: nil))
    let digests = [one, other, third].map { $0.timeline.digest(world: $0.world) }
    #expect(digests[0] == digests[1])
    #expect(digests[0] != digests[2])
    #expect(digests[0].count == 64)
    let lines = one.timeline.lines(world: one.world).map { $0 + "\n" }.joined()
    #expect(one.timeline.bytes(world: one.world) == Array(lines.utf8))
  }
}
