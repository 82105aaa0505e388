import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// Whatever answer is lost, and however often: the sync comes to the state that it comes to without.
struct LostAnswerPropertyTests {
  private static let histories: [[HistoryStep]] = [
    [.authority(0, 0)], [.authority(0, 0), .copy(1, 0)], [.copy(2, 1), .bin(0)],
    [.purge(1), .authority(0, 1)], [.bin(2), .authority(1, 0), .copy(0, 1)],
  ]

  private func lost(_ call: Int, _ times: Int) -> Event {
    .fault(.throttled(call: call, status: 503, retryAfter: nil, times: times, arrives: true))
  }

  /// Members of both sides, by their names.
  private func state(_ town: Town) -> [[String]] {
    [Side.tenant, .local].flatMap { side in
      town.world[side].live(.group).map { group in
        town.world[side].list(of: group).filter(town.world[side].isLive)
          .map { town.world[side].string(.displayName, of: $0) }.sorted()
      }
    }
  }

  @Test(arguments: Stage.policies)
  func `one lost answer changes nothing but the time`(_ policy: String) throws {
    let stage = try Stage(policy)
    for history in Self.histories {
      for kind in [RunKind.full, .incremental] {
        var plain = stage.town(after: history)
        plain.run(kind)
        for call in 1...16 {
          var town = stage.town(after: history)
          town.step(lost(call, 1))
          town.run(kind)
          #expect(state(town) == state(plain), "\(history) call \(call)")
          #expect(town.lastStatus == plain.lastStatus, "\(history) call \(call)")
          #expect(
            town.world.runs.last?.confirmation == plain.world.runs.last?.confirmation,
            "\(history) call \(call)")
          #expect(town.said(.written).sorted() == plain.said(.written).sorted())
        }
      }
    }
  }

  @Test(arguments: Stage.policies)
  func `a service whose answers are all lost is caught up with once it answers`(
    _ policy: String
  ) throws {
    let stage = try Stage(policy)
    for history in Self.histories {
      var plain = stage.town(after: history)
      plain.run(.full)
      plain.run(.full)
      for call in [1, 4, 7, 10, 13, 16] {
        var town = stage.town(after: history)
        town.step(lost(call, 1000))
        town.run(.full)
        town.step(.repair)
        town.run(.full)
        town.run(.full)
        #expect(state(town) == state(plain), "\(history) from call \(call)")
        #expect(town.lastStatus == plain.lastStatus, "\(history) from call \(call)")
        #expect(town.said(.written).count == plain.said(.written).count, "nothing done twice")
      }
    }
  }
}
