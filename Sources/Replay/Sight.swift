import DirectoryModel
import SyncSemantics

/// Both sides as one run read them.
struct Sight {
  let tenant: Directory
  let local: Directory
  /// Up to where the logs of both sides were seen.
  let position: FeedPosition
  /// Whether nothing stood between the run and the state of both sides.
  let isPlain: Bool
}

extension Engine {
  /// Reads both sides.
  func look(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> Sight {
    Sight(
      tenant: world.tenant.directory(), local: world.local.directory(), position: world.position,
      isPlain: true)
  }
}
