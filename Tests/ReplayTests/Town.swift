import DirectoryModel
import SyncSemantics

@testable import Replay

/// A world in a few words for tests: objects by their names on both sides.
struct Town {
  var world: World
  var timeline = Timeline()
  let engine: Engine

  static let start = Instant(seconds: 1_669_795_200)

  init(_ policyName: String, change: (inout Policy) -> Void = { _ in }) throws {
    guard var policy = try policy(named: policyName) else { throw Missing(name: policyName) }
    change(&policy)
    engine = Engine(policy: policy, product: ProductFacts(name: "test"))
    world = World(
      tenant: Overlay(over: Directory.blank(.tenant)),
      local: Overlay(over: Directory.blank(.local)), start: Self.start)
  }

  struct Missing: Error { let name: String }

  /// The identifier of the tenant's object of a name.
  static func guid(_ kind: ObjectKind, _ name: String) -> GUID {
    let hash = StateDigest.hash(Array(name.utf8).span)
    return GUID(high: UInt64(kind.rawValue) << 56 | hash >> 8, low: hash | 1)
  }

  @discardableResult
  mutating func make(
    _ side: Side, _ kind: ObjectKind, _ name: String, flags: ObjectFlags = [],
    texts: [(TextField, String)] = []
  ) -> ObjectIndex {
    var new = NewObject(kind: kind)
    new.flags = flags
    if side == .tenant {
      new.guid = Self.guid(kind, name)
      if kind == .group, flags.isEmpty {
        new.flags = [.typesKnown, .securityKnown, .mailKnown, .securityEnabled]
      }
    } else {
      new.key = name
      if kind != .group { new.guid = Self.guid(kind, name) }
    }
    new.texts = [(.displayName, name)] + texts.map { (field: $0.0, text: $0.1) }
    if kind == .user { new.texts.append((.principalName, "\(name)@contoso.com")) }
    return world.create(new, on: side)
  }

  subscript(side: Side, kind: ObjectKind, name: String) -> ObjectIndex {
    (side == .tenant
      ? world.tenant.find(Self.guid(kind, name)) : world.local.find(key: name, kind)) ?? noObject
  }

  /// Makes a group with members that are there.
  mutating func group(
    _ side: Side, _ name: String, _ kind: ObjectKind, _ members: [String],
    flags: ObjectFlags = []
  ) {
    let group = make(side, .group, name, flags: flags)
    for member in members {
      world.perform(
        .edge(.members, group: group, target: self[side, kind, member], isPresent: true), on: side)
    }
  }

  mutating func step(_ event: Event) { engine.step(&world, event, &timeline) }

  mutating func edge(
    _ side: Side, _ group: String, _ kind: ObjectKind, _ name: String, _ isPresent: Bool
  ) {
    step(
      .hand(
        side,
        .edge(
          .members, group: self[side, .group, group], target: self[side, kind, name],
          isPresent: isPresent)))
  }

  mutating func wait(_ seconds: Int64) { step(.advance(to: world.now + seconds)) }

  /// The names of a group's members in the order of their bytes.
  func members(_ side: Side, _ group: String) -> [String] {
    let overlay = world[side]
    return overlay.list(of: self[side, .group, group])
      .map { overlay.string(.displayName, of: $0) }.sorted()
  }
}
