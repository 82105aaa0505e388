package import SyncSemantics

/// What a run has seen of a documented group: its document says so from some time on.
package struct DocumentLook: Sendable, Equatable {
  package let run: UInt32
  /// When the document shows it.
  package var visibleAt: Instant
  /// How far the logs of both sides went as the run read them.
  package let position: FeedPosition
  /// Whether the run found the group gone.
  package let isOrphan: Bool
}

extension SyncLink {
  /// The latest look that the document shows at a time, `nil` before the first.
  package func look(at time: Instant) -> DocumentLook? { looks.last { $0.visibleAt <= time } }

  /// What the document says of its own state at a time.
  ///
  /// Source: "Microsoft Integration: Entra ID groups auto-documentation",
  /// https://help.itglue.kaseya.com/help/Content/1-admin/microsoft/microsoft-entra-id-groups-auto-documentation.html:
  /// an archived group is an orphaned one too.
  package func documentStatus(at time: Instant) -> DocumentedGroup.Status {
    switch state {
    case .disabled, .new: .disabled
    case .orphaned(.archived), .deleted: .orphaned
    case .enabled, .orphaned(.originalDeleted):
      look(at: time)?.isOrphan == true ? .orphaned : .enabled
    }
  }

  /// Takes up what a run has seen; of what showed before only the latest is kept.
  mutating func note(_ look: DocumentLook, at time: Instant) {
    if let shown = looks.lastIndex(where: { $0.visibleAt <= time }) {
      looks.removeFirst(shown)
    }
    looks.removeAll { $0.run == look.run }
    looks.append(look)
  }
}

extension Engine {
  /// Notes for the document of a link's group what a run has seen of it.
  func noteLook(
    _ link: inout SyncLink, at position: FeedPosition, isOrphan: Bool, run: UInt32,
    _ now: Instant
  ) {
    guard policy.scope.isDocumented else { return }
    link.note(
      DocumentLook(
        run: run, visibleAt: now + policy.schedule.publicationDelaySeconds,
        position: position, isOrphan: isOrphan),
      at: now)
  }

  /// Lets what a run has seen show so much later than the run ends.
  func publishLooks(of run: CurrentRun, _ world: inout World) {
    guard policy.scope.isDocumented else { return }
    let time = world.now + policy.schedule.publicationDelaySeconds
    for index in world.links.indices where world.links[index].looks.last?.run == run.number {
      world.links[index].looks[world.links[index].looks.count - 1].visibleAt = time
    }
  }
}
