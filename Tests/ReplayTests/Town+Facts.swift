import DirectoryModel
import SyncSemantics

@testable import Replay

extension Town {
  /// A group `Team` on both sides, and people on both sides.
  static func team(
    _ policy: String, people: [String], listed: [String], copied: [String],
    change: (inout Policy) -> Void = { _ in }
  ) throws -> Town {
    var town = try Town(policy, change: change)
    for name in people {
      town.make(.tenant, .user, name)
      town.make(.local, .user, name)
    }
    town.group(.tenant, "Team", .user, listed)
    town.group(.local, "Team", .user, copied)
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  var team: (tenant: ObjectIndex, local: ObjectIndex) {
    (self[.tenant, .group, "Team"], self[.local, .group, "Team"])
  }

  /// What the entries of some kinds say, in their order.
  func said(_ kinds: TimelineEntry.Kind...) -> [String] {
    timeline.entries.filter { kinds.contains($0.kind) }.map { timeline.what($0, world: world) }
  }

  mutating func run(_ kind: RunKind) { step(.run(kind, localGroup: nil)) }

  var lastStatus: LinkRun.Status? { world.runs.last?.status }
}
