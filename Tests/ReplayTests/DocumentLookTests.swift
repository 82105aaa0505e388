import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// What a documenting product shows of a group, and from when on.
struct DocumentLookTests {
  private func look(_ run: UInt32, at seconds: Int64, isOrphan: Bool = false) -> DocumentLook {
    DocumentLook(
      run: run, visibleAt: Instant(seconds: seconds),
      position: FeedPosition(tenant: Int(run), local: 0), isOrphan: isOrphan)
  }

  private func link(_ state: LinkState = .enabled) -> SyncLink {
    SyncLink(
      tenantGroup: 0, localGroup: 0, direction: nil, isStated: false, state: state,
      position: FeedPosition(tenant: 0, local: 0))
  }

  @Test func `a document shows the latest look whose time has come`() {
    var link = link()
    #expect(link.look(at: Instant(seconds: 100)) == nil)
    link.note(look(1, at: 10), at: Instant(seconds: 0))
    #expect(link.look(at: Instant(seconds: 9)) == nil)
    #expect(link.look(at: Instant(seconds: 10))?.run == 1)
    link.note(look(2, at: 30), at: Instant(seconds: 20))
    #expect(link.look(at: Instant(seconds: 29))?.run == 1)
    #expect(link.look(at: Instant(seconds: 30))?.run == 2)
  }

  @Test func `of what showed before only the latest is kept`() {
    var link = link()
    for run in 1...50 {
      link.note(look(UInt32(run), at: Int64(run) * 10 + 5), at: Instant(seconds: Int64(run) * 10))
      #expect(link.looks.count <= 2)
    }
    link.note(look(51, at: 600), at: Instant(seconds: 590))
    #expect(link.looks.map(\.run) == [50, 51])
  }

  @Test func `two looks of one run are one`() {
    var link = link()
    link.note(look(1, at: 10), at: Instant(seconds: 0))
    link.note(look(2, at: 20), at: Instant(seconds: 12))
    link.note(look(2, at: 21), at: Instant(seconds: 13))
    #expect(link.looks.map(\.visibleAt) == [Instant(seconds: 10), Instant(seconds: 21)])
  }

  /// The state of a link, whether the last look found the group gone, and what the column says.
  static let states: [(state: LinkState, isOrphan: Bool, status: DocumentedGroup.Status)] = [
    (.new, false, .disabled), (.enabled, false, .enabled), (.enabled, true, .orphaned),
    (.disabled(.byHand), false, .disabled), (.disabled(.bySetting), true, .disabled),
    (.disabled(.byRemovedIntegration), false, .disabled),
    (.orphaned(.originalDeleted), false, .enabled), (.orphaned(.originalDeleted), true, .orphaned),
    (.orphaned(.archived), false, .orphaned), (.deleted, false, .orphaned),
  ]

  @Test(arguments: states)
  func `what is done by hand shows at once, what a run finds when its results show`(
    _ row: (state: LinkState, isOrphan: Bool, status: DocumentedGroup.Status)
  ) {
    var link = link(row.state)
    link.note(look(1, at: 10, isOrphan: row.isOrphan), at: Instant(seconds: 0))
    #expect(link.documentStatus(at: Instant(seconds: 10)) == row.status)
  }

  @Test func `a product that documents nothing keeps no looks`() throws {
    var town = try Town("rezolve")
    for side in [Side.tenant, .local] {
      town.make(side, .user, "Ann")
      town.group(side, "Sales", .user, ["Ann"])
    }
    town.step(.run(.full, localGroup: nil))
    #expect(town.world.links.map(\.looks) == [[]])
  }

  @Test func `a look shows so much later than its run ends, waits for a busy service included`()
    throws
  {
    var town = try Town("itglue")
    town.make(.tenant, .user, "Ann")
    town.make(.local, .user, "Ann")
    town.group(.tenant, "Sales", .user, ["Ann"])
    town.engine.prepare(&town.world, &town.timeline)
    town.step(.fault(.throttled(call: 1, status: 429, retryAfter: .seconds(120), times: 1)))
    town.step(.run(.full, localGroup: nil))
    #expect(town.world.now == Town.start + 120)
    #expect(town.world.links[0].looks.map(\.visibleAt) == [Town.start + 120 + 900])
  }
}
