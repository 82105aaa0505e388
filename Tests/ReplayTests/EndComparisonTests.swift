import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Ends of replays, held against databases and snapshots that do not show everything.
struct EndComparisonTests {
  private static let base = ArchiveReplayTests.base

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    /// The tenant on the second day.
    var day = base
    var cut = SketchWorld.Cut()
    /// The database in the end.
    var real = base
    var realCut = SketchWorld.Cut()
    let lines: [String]

    init(_ name: String, _ lines: [String], _ change: (inout Row) -> Void) {
      (self.name, self.lines) = (name, lines)
      change(&self)
    }

    var testDescription: String { name }
  }

  static let rows = [
    Row("nothing changed", []) { _ in },
    Row("a leaver whom no list can prove", ["undecided: memberRemoved 101"]) {
      $0.cut.members[0] = [101]
      $0.real.members = [0: [100]]
    },
    Row("a leaver, and another list was cut", ["unexplained: memberRemoved 101"]) {
      $0.cut.members[1] = [100]
      $0.real.members = [0: [100]]
    },
    Row("a joiner whom a cut list may hold", ["undecided: memberAdded 101"]) {
      $0.cut.members[1] = [100]
      $0.real.members[1] = [101]
    },
    Row("a joiner who may be one of the people that were not seen", ["undecided: memberAdded 101"])
    {
      $0.day.objects[102] = .init(name: "Cy", userName: "cy")
      $0.day.members[1] = [102]
      $0.cut.objects = [102]
      $0.real.members[1] = [101]
    },
    Row("a joiner of a group whose original was not seen", ["undecided: memberAdded 101"]) {
      $0.cut.objects = [1]
      $0.real.members[1] = [101]
    },
    Row("a name that changed, whatever was cut", ["unexplained: changed 100"]) {
      $0.cut.members[0] = [101]
      $0.real.objects[100]?.userName = "eve"
    },
    Row("a leaver who is off the list", ["explained: memberRemoved 101"]) {
      $0.day.members = [0: [100]]
      $0.real.members = [0: [100]]
    },
    Row("a leaver who is still on the list", ["missed: memberRemoved 101"]) {
      $0.day.members = [0: [100]]
    },
    Row("a leaver who is still on a list that was cut", ["missed: memberRemoved 101"]) {
      $0.day.members = [0: [100]]
      $0.realCut.members[0] = [100]
    },
    Row("a leaver whom a cut list does not show", ["unsaid: memberRemoved 101"]) {
      $0.day.members = [0: [100]]
      $0.realCut.members[0] = [101]
    },
    Row(
      "the last member of a group that is shown as long as it has one",
      [
        "explained: memberRemoved 100", "explained: memberRemoved 101",
      ]
    ) {
      $0.day.members = [:]
      $0.real.members = [:]
      $0.realCut.objects = [0]
    },
    Row("a joiner of a group that is shown as soon as it has one", ["missed: memberAdded 101"]) {
      $0.day.members[1] = [101]
      $0.realCut.objects = [1]
    },
    Row("a joiner whom a cut list does not show", ["unsaid: memberAdded 101"]) {
      $0.day.members[1] = [101]
      $0.realCut.members[1] = [100]
    },
  ]

  @Test(arguments: rows)
  func `what one side cannot say is neither unexplained nor missed`(_ row: Row) throws {
    let replay = try ArchiveReplayTests.replay(
      [Self.base, row.day], cuts: [SketchWorld.Cut(), row.cut], local: Self.base,
      engine: ArchiveReplayTests.engine(every: 3_600), after: 7_200)
    let end = try replay.compareEnd(with: row.real.snapshot(side: .local, cut: row.realCut))
    let lines = end.rows.map { row in
      let difference = row.isReal ? end.real : end.predicted
      let number = SketchWorld.number(
        row.change.object, difference.directory(of: row.change))
      return "\(row.verdict): \(row.change.kind.label) \(number)"
    }
    #expect(lines == row.lines)
  }

  /// A database to which one account came, with an identifier and a name.
  private static func database(
    key: String, identifier: UInt64, _ name: String
  ) throws -> SnapshotDifference {
    let start = Directory.blank(.local)
    var overlay = Overlay(over: start)
    let guid = identifier == 0 ? GUID.none : GUID(high: 7, low: identifier)
    let user = overlay.makeObject(.user, key: key, guid)
    overlay.apply(.flags(user, old: [], new: .recorded))
    overlay.apply(
      .text(user, .principalName, old: NameTable.absent, new: overlay.intern(name)))
    return try difference(start, overlay.directory())
  }

  static let twins: [(identifier: UInt64, name: String, isSame: Bool)] = [
    (1, "zed", true), (1, "zoe", true), (0, "zed", true), (2, "zed", false), (0, "zoe", false),
    (2, "zoe", false),
  ]

  @Test(arguments: twins)
  func `two accounts with different identifiers are never one`(
    _ row: (identifier: UInt64, name: String, isSame: Bool)
  ) throws {
    let predicted = try Self.database(key: "made", identifier: 1, "zed")
    let found = try Self.database(key: "7", identifier: row.identifier, row.name)
    let join = EndJoin(predicted, found)
    let (made, real) = (try #require(predicted.changes.first), try #require(found.changes.first))
    #expect((join.key(made, isReal: false) == join.key(real, isReal: true)) == row.isSame)
  }

  @Test func `an account that a run made is told with what made it`() throws {
    var day = Self.base
    day.objects[102] = .init(name: "Cy", userName: "cy")
    let engine = try ArchiveReplayTests.engine(every: 3_600) {
      $0.identityMatching.unmatched = .create
    }
    let replay = try ArchiveReplayTests.replay(
      [Self.base, day], local: Self.base, engine: engine, after: 7_200)
    let end = try replay.compareEnd(with: Self.base.snapshot(side: .local))
    let row = try #require(end.rows.first { $0.change.kind == .added })
    #expect(row.verdict == .missed)
    let entries = row.entries.map { replay.timeline.entries[Int($0)] }
    #expect(entries.map(\.kind) == [.event, .written])
    #expect(entries.last?.operation?.kind == .createAccount)
  }
}
