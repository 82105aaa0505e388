import DirectoryModel
import SyncSemantics

extension Engine {
  /// Reads both sides whole, as a full run does: page by page where something is in the way.
  ///
  /// Source: "Paging Microsoft Graph data in your app", https://learn.microsoft.com/graph/paging: a
  /// list goes on as long as a page holds the address of the next one.
  func look(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> Sight {
    guard world.faults.contains(where: \.concernsLists) else {
      let sight = world.plainSight()
      world.session.callCount += pageCount(sight.tenant, world)
      return sight
    }
    var unread = Unread()
    var position = world.position
    (position.tenant, position.local) = (
      world.position(.tenant, lag: world.lag(.tenant, [.list])),
      world.position(.local, lag: world.lag(.local, [.list]))
    )
    let tenant = read(.tenant, position.tenant, &unread, &run, &world, &timeline)
    let local = read(.local, position.local, &unread, &run, &world, &timeline)
    return Sight(
      tenant: tenant.directory(), local: local.directory(), position: position, isPlain: false,
      unread: unread)
  }

  /// Looks up what an incremental run needs beside the feed of changes.
  ///
  /// Where the policy lets it remove whom the authority does not list, it reads the groups that
  /// changed whole, and meets what is in the way of that.
  func lookUp(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> Sight {
    guard world.faults.contains(where: \.concernsLookUps) else {
      return world.plainSight()
    }
    let kinds: [ReadKind] = [.point, .index]
    var position = world.position
    (position.tenant, position.local) = (
      world.position(.tenant, lag: world.lag(.tenant, kinds)),
      world.position(.local, lag: world.lag(.local, kinds))
    )
    var unread = Unread()
    var tenant = world.tenant.rewound(to: position.tenant)
    var local = world.local.rewound(to: position.local)
    if policy.incrementalRun.foreignMembers == .remove {
      for group in linkedGroups(.tenant, world) {
        readMembers(group, of: &tenant, &unread, &run, &world, &timeline)
      }
      for group in linkedGroups(.local, world) {
        readMembers(group, of: &local, &unread, &run, &world, &timeline)
      }
    }
    return Sight(
      tenant: tenant.directory(), local: local.directory(), position: position, isPlain: false,
      unread: unread)
  }

  /// How many pages of the directory a full run reads.
  private func pageCount(_ tenant: Directory, _ world: World) -> Int {
    let size = world.session.pageSize
    func pages(_ count: Int) -> Int { max(1, (count + size - 1) / size) }
    var count = pages(tenant.users.count) + pages(tenant.groups.count)
    if policy.members.kinds.contains(.device) { count += pages(tenant.devices.count) }
    let groups = policy.scope.linkedOnly ? linkedGroups(.tenant, world) : tenant.groups
    for group in groups { count += pages(tenant.members.range(of: group).count) }
    return count
  }

  private func linkedGroups(_ side: Side, _ world: World) -> [ObjectIndex] {
    let groups = world.links.map { side == .tenant ? $0.tenantGroup : $0.localGroup }
    return Array(Set(groups)).sorted()
  }

  /// A side as it looks through the faults in the way.
  private func read(
    _ side: Side, _ position: Int, _ unread: inout Unread, _ run: inout CurrentRun,
    _ world: inout World, _ timeline: inout Timeline
  ) -> Overlay {
    var overlay = world[side].rewound(to: position)
    var kinds: [ObjectKind] = [.user, .group]
    if policy.members.kinds.contains(.device) { kinds.insert(.device, at: 1) }
    for kind in kinds { readObjects(kind, of: &overlay, &unread, &run, &world, &timeline) }
    let groups =
      policy.scope.linkedOnly ? linkedGroups(side, world) : overlay.live(.group)
    for group in groups { readMembers(group, of: &overlay, &unread, &run, &world, &timeline) }
    return overlay
  }

  private func readObjects(
    _ kind: ObjectKind, of overlay: inout Overlay, _ unread: inout Unread,
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    let side = overlay.side
    let objects = overlay.live(kind)
    let label = "the list of all \(kind.label)s (\(side.word))"
    var (kept, reason) = readPages(label, objects.count, side, nil, &run, &world, &timeline)
    if reason == nil, world.faults.contains(.cutList(side, group: nil)), !objects.isEmpty {
      (kept, reason) = (objects.count / 2, "the list ended early")
    }
    guard let reason else { return }
    overlay.forget(objects[kept...], kind, reason)
    unread.sides.insert(side)
    fail("\(label): \(reason)", side, &run, world, &timeline)
  }

  private func readMembers(
    _ group: ObjectIndex, of overlay: inout Overlay, _ unread: inout Unread,
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    let side = overlay.side
    if world.faults.contains(.answersNobody(side)) {
      overlay.clear(group, .members, after: 0)
      overlay.clear(group, .owners, after: 0)
      return
    }
    var page: Int?
    for case .unreadablePage(side, group, let number) in world.faults {
      page = min(page ?? number, number)
    }
    let count = overlay.list(of: group).count
    let label = "the members of \(world.calledInQuotes(group, on: side)) (\(side.word))"
    var (kept, reason) = readPages(label, count, side, page, &run, &world, &timeline)
    if reason == nil, world.faults.contains(.cutList(side, group: group)) {
      (kept, reason) = (count / 2, "the list ended early")
    }
    guard let reason else { return }
    overlay.clear(group, .members, after: kept)
    overlay.setState(of: group, .members, to: .partial(reason))
    unread.insert(group, side)
    fail("\(label): \(reason)", side, &run, world, &timeline)
  }

  /// Reads the pages of one list; how many entries came, and why no more did.
  private func readPages(
    _ label: String, _ count: Int, _ side: Side, _ unreadable: Int?, _ run: inout CurrentRun,
    _ world: inout World, _ timeline: inout Timeline
  ) -> (kept: Int, reason: String?) {
    let size = world.session.pageSize
    for page in 1...max(1, (count + size - 1) / size) {
      if page == unreadable {
        return ((page - 1) * size, "page \(page) could not be read: 503")
      }
      guard side == .tenant else { continue }
      if case .gaveUp(let status) = call("page \(page) of \(label)", &run, &world, &timeline) {
        return ((page - 1) * size, "page \(page) could not be read: \(status)")
      }
    }
    return (count, nil)
  }

  /// Notes that something was read in part or not at all.
  func fail(
    _ text: String, _ side: Side, _ run: inout CurrentRun, _ world: World,
    _ timeline: inout Timeline
  ) {
    guard !run.failures.contains(text) else { return }
    run.failures.append(text)
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .readFailed, run: run.number, side: side, cause: run.entry,
        text: timeline.intern(text)))
  }
}

extension Overlay {
  /// Takes out what a reader did not come to see.
  fileprivate mutating func clear(_ group: ObjectIndex, _ relation: Relation, after kept: Int) {
    for target in list(of: group, relation).dropFirst(kept) {
      apply(.edge(relation, group: group, target: target, isPresent: false))
    }
  }

  /// Leaves nothing of objects but that others may refer to them.
  fileprivate mutating func forget(
    _ objects: ArraySlice<ObjectIndex>, _ kind: ObjectKind, _ reason: String
  ) {
    for object in objects {
      apply(.flags(object, old: flags[Int(object)], new: []))
      for field in [TextField.displayName, .principalName, .mail] {
        apply(.text(object, field, old: text(field, of: object), new: NameTable.absent))
      }
      guard kind == .group else { continue }
      clear(object, .members, after: 0)
      setState(of: object, .members, to: .partial(reason))
    }
    setState(of: kind, to: .partial(reason))
  }
}
