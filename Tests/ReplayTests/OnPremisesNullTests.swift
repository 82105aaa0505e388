import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Whether an object was never synchronised from on-premises (null), or is no more (false).
struct OnPremisesNullTests {
  /// What a snapshot says of an object.
  enum State: String, CaseIterable, Sendable {
    case yes, no, null, silent

    var flags: ObjectFlags {
      switch self {
      case .yes: [.onPremisesKnown, .onPremises]
      case .no: [.onPremisesKnown, .onPremisesEnded]
      case .null: [.onPremisesKnown]
      case .silent: []
      }
    }
  }

  private static func snapshot(
    _ state: State, tellsNull: Bool = true, kind: ObjectKind = .group
  ) -> Directory {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let all = Capability(rawValue: .max)
    _ = builder.addSource(
      Source(
        input: "one", format: "one", sha256: "", byteCount: 0,
        capabilities: tellsNull ? all : all.subtracting(.threeValuedFlags),
        completeness: .complete))
    for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
    builder.defaultStates = (.complete, .complete)
    var record = ObjectRecord(kind: kind)
    record.displayName = builder.names.intern("Team")
    // A source without null drops false and null alike.
    record.flags = tellsNull ? state.flags : state.flags.subtracting(.onPremisesEnded)
    builder.record(builder.object(GUID(high: 4, low: 4)), record, at: .none)
    return builder.finish()
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let before: State
    let after: State
    var oldTellsNull = true
    var newTellsNull = true
    let verdict: String

    var testDescription: String {
      "\(before)\(oldTellsNull ? "" : "?") to \(after)\(newTellsNull ? "" : "?")"
    }
  }

  static let rows: [Row] = State.allCases.flatMap { before in
    State.allCases.flatMap { after in
      [(true, true), (true, false), (false, true), (false, false)].map { old, new in
        let verdict: String
        if before == .silent || after == .silent {
          verdict = before == after ? "same" : before == .silent ? "older" : "newer"
        } else if (before == .yes) != (after == .yes) {
          verdict = "changed"
        } else if before == .yes || !old && !new {
          verdict = "same"
        } else if old && new {
          verdict = before == after ? "same" : "changed"
        } else {
          // A source without null shows every answer but true in one way: null, which nearly all
          // have, is not counted as open each time.
          verdict = (old ? before : after) == .null ? "same" : old ? "newer" : "older"
        }
        return Row(
          before: before, after: after, oldTellsNull: old, newTellsNull: new, verdict: verdict)
      }
    }
  }

  @Test(arguments: rows)
  func `false and null are two answers where both snapshots tell them apart`(_ row: Row) throws {
    for kind in [ObjectKind.group, .user, .device] {
      let found = try difference(
        Self.snapshot(row.before, tellsNull: row.oldTellsNull, kind: kind),
        Self.snapshot(row.after, tellsNull: row.newTellsNull, kind: kind))
      let isOpen = row.verdict == "older" || row.verdict == "newer"
      #expect(
        found.changes.map(\.property) == (row.verdict == "changed" ? [.onPremises] : []), "\(kind)")
      #expect(found.unsaid.map { "\($0.epoch)" } == (isOpen ? [row.verdict] : []), "\(kind)")
      #expect(found.unsaid.allSatisfy { $0.what.hasPrefix("onPremisesSyncEnabled of ") })
    }
  }

  @Test(arguments: [0, 1])
  func `of two records of one object the first one's word stands`(_ order: Int) {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    _ = builder.addSource(
      Source(
        input: "two", format: "two", sha256: "", byteCount: 0,
        capabilities: Capability(rawValue: .max), completeness: .complete))
    let object = builder.object(GUID(high: 4, low: 4))
    let states = order == 0 ? [State.null, .no] : [.no, .null]
    for state in states {
      var record = ObjectRecord(kind: .group)
      record.flags = state.flags
      builder.record(object, record, at: .none)
    }
    let flags = builder.finish().flags[Int(object)]
    #expect(flags.contains(.onPremisesEnded) == (order == 1))
    #expect(!flags.contains(.onPremises))
  }

  static let histories: [[State]] = [
    [.null, .yes, .no, .null], [.no, .yes, .null, .no], [.yes, .no, .yes, .no], [.null, .no, .no],
    [.no, .null, .yes], [.null, .null],
  ]

  @Test(arguments: histories)
  func `a replay follows every answer, and ends at the last`(_ history: [State]) throws {
    let policy = try #require(try policy(named: "mirror"))
    let start = ArchiveReplayTests.start
    let replay = try Replay.replay(
      history.enumerated().map { DatedSnapshot(Self.snapshot($1), at: start + Int64($0) * 60) },
      local: Directory.blank(.local),
      engine: Engine(policy: policy, product: ProductFacts(name: "x")),
      until: start + 3_600)
    let end = try #require(history.last)
    #expect(try difference(replay.world.tenant.directory(), Self.snapshot(end)).changes.isEmpty)
    #expect(replay.world.tenant.flags[0].contains(.onPremises) == (end == .yes))
    let changes = zip(history, history.dropFirst()).count { $0 != $1 }
    #expect(replay.eventCount >= changes && replay.eventCount <= 2 * changes)
    #expect(replay.changeCount == changes)
  }
}
