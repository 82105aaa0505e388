import DirectoryModel
import Memory
import SyncSemantics

// A change that the authority made is held against the copy, which lies elsewhere in memory. Who
// knows the changes to come asks for it early.
extension ExposureLedger {
  /// The waits for memory that follow from each other, by how many changes ahead each is asked for.
  enum Waits: Int, CaseIterable {
    case place = 24
    case link = 16
    case rows = 8
    case entries = 4
  }

  /// Asks for what a change of a list further on will need in one of the waits; changes nothing.
  func expect(_ wait: Waits, _ entry: Engine.Entry, _ world: World) {
    let (side, _, group, target) = entry
    switch wait {
    case .place:
      links[side].expectPlace(of: group)
      if let matching = world.session.matching?.matching {
        prefetch(side == .tenant ? matching.localOfTenant : matching.tenantOfLocal, Int(target))
      }
    case .link: links[side].expectLink(of: group)
    case .rows, .entries:
      guard let link = links[side].last(of: group) else { return }
      let account = account(of: Key(link, target), isPushed: link.isPushed, world)
      guard account != noObject else { return }
      let copy = link.isPushed ? link.tenantGroup : link.localGroup
      let side = link.isPushed ? Side.tenant : .local
      if wait == .rows {
        world.expectFirst(side, .members, copy, account)
      } else {
        world.expectSecond(side, .members, copy, account)
      }
    }
  }
}
