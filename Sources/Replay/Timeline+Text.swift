import Digests
package import DirectoryModel
package import SyncSemantics

extension Timeline {
  /// The timeline as text, one line an entry: time, run, what; names are those at the end.
  ///
  /// The same timeline of the same world gives the same lines, on every machine. Linear in entries.
  package func lines(world: World) -> [String] {
    entries.indices.map { line($0, world: world) }
  }

  /// One entry as text: `2022-11-30T08:05:00Z run 2 written: directory: add 'B' to 'Group1': …`.
  package func line(_ index: Int, world: World) -> String {
    let entry = entries[index]
    let run = entry.run == 0 ? "-" : "run \(entry.run)"
    return "\(entry.time) \(run) \(entry.kind.word): \(what(entry, world: world))"
  }

  /// What an entry says, without time and run.
  package func what(_ entry: TimelineEntry, world: World) -> String {
    var parts: [String] = []
    if let change = entry.change { parts.append(world.text(of: change, on: entry.side ?? .local)) }
    if let operation = entry.operation {
      parts.append(world.text(of: operation, on: entry.side ?? .local))
    }
    let text = text(of: entry)
    if !text.isEmpty { parts.append(text.onOneLine) }
    return parts.joined(separator: ": ")
  }

  /// The lines as UTF-8, each ended by a line feed.
  package func bytes(world: World) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines(world: world) {
      bytes += line.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// The SHA-256 of the bytes in 64 lower-case hexadecimal digits.
  package func digest(world: World) -> String { SHA256.hex(of: bytes(world: world)) }
}

extension TimelineEntry.Kind {
  /// The word for the kind in lines of text and in reports.
  package var word: String {
    switch self {
    case .event: "event"
    case .refused: "refused"
    case .runStarted: "started"
    case .read: "read"
    case .readFailed: "not read"
    case .linked: "linked"
    case .unlinked: "unlinked"
    case .written: "written"
    case .heldBack: "held back"
    case .writeFailed: "not written"
    case .retried: "retried"
    case .crashed: "crashed"
    case .linkEnded: "link ended"
    case .runEnded: "ended"
    case .published: "published"
    }
  }
}

extension Side {
  /// The word for the side in scenarios and timelines.
  package var word: String { self == .tenant ? "directory" : "local" }
}

extension World {
  /// An object's name in quotes: its display name, else its user name, its key or identifier.
  package func name(of object: ObjectIndex, on side: Side) -> String {
    side == .tenant ? Self.name(of: object, in: tenant) : Self.name(of: object, in: local)
  }

  private static func name(of object: ObjectIndex, in overlay: Overlay) -> String {
    guard object != noObject, Int(object) < overlay.objectCount else { return "nobody" }
    for field in [TextField.displayName, .principalName] {
      let text = overlay.string(field, of: object)
      if !text.isEmpty { return "'\(text.onOneLine)'" }
    }
    let key = overlay.side == .local ? overlay.keyText(of: object) : ""
    return key.isEmpty ? "\(overlay.guids[Int(object)])" : "'\(key.onOneLine)'"
  }

  /// What a change did: `directory: add 'Ada' to 'Team'`.
  package func text(of change: Change, on side: Side) -> String {
    "\(side.word): "
      + {
        switch change {
        case .edge(let relation, let group, let target, let isPresent):
          edgeText(
            isPresent, relation, name(of: target, on: side), name(of: group, on: side))
        case .text(let object, let field, let old, let new):
          "\(field.label) of \(name(of: object, on: side)) from "
            + "'\(self[side].names.string(old).onOneLine)' to "
            + "'\(self[side].names.string(new).onOneLine)'"
        case .flags(let object, let old, let new): flagsText(object, side, old, new)
        }
      }()
  }

  /// What an operation does or would do to a side, and what it rests on.
  package func text(of operation: Operation, on side: Side) -> String {
    let isPushed = side == .tenant
    let group = name(of: isPushed ? operation.tenantGroup : operation.localGroup, on: side)
    let copy = isPushed ? operation.tenantPrincipal : operation.localPrincipal
    let other: Side = isPushed ? .local : .tenant
    let original = isPushed ? operation.localPrincipal : operation.tenantPrincipal
    let who = copy == noObject ? name(of: original, on: other) : name(of: copy, on: side)
    let what =
      switch operation.kind {
      case .addMember: edgeText(true, .members, who, group)
      case .removeMember: edgeText(false, .members, who, group)
      case .addOwner: edgeText(true, .owners, who, group)
      case .removeOwner: edgeText(false, .owners, who, group)
      case .addNestedGroup: "nest \(who) in \(group)"
      case .removeNestedGroup: "take \(who) out of \(group)"
      case .createGroup: "create the group \(name(of: operation.tenantGroup, on: .tenant))"
      case .renameGroup: "rename the group \(group)"
      case .endGroup: "end the group \(group)"
      case .endAccount: "end the account \(who)"
      case .createAccount: "create the account \(who)"
      case .changeAccount: "change the account \(who)"
      }
    let reason = operation.decision == .perform ? "" : ", \(operation.decision.label)"
    return "\(side.word): \(what): \(operation.cause.label)\(reason)"
  }

  private func edgeText(
    _ isPresent: Bool, _ relation: Relation, _ who: String, _ group: String
  ) -> String {
    let list = relation == .owners ? "the owners of \(group)" : group
    return isPresent ? "add \(who) to \(list)" : "remove \(who) from \(list)"
  }

  private func flagsText(
    _ object: ObjectIndex, _ side: Side, _ old: ObjectFlags, _ new: ObjectFlags
  ) -> String {
    let kind = self[side].kinds[Int(object)].label
    let name = name(of: object, on: side)
    switch (old.contains(.recorded), new.contains(.recorded)) {
    case (false, true): return "create \(kind) \(name)"
    case (true, false): return "delete \(kind) \(name) for good"
    case (false, false), (true, true): break
    }
    if old.contains(.deleted) != new.contains(.deleted) {
      return "\(new.contains(.deleted) ? "delete" : "restore") \(kind) \(name)"
    }
    let words = ObjectFlags.words.compactMap { flag, word -> String? in
      guard old.contains(flag) != new.contains(flag) else { return nil }
      return "\(word) \(new.contains(flag) ? "on" : "off")"
    }
    return "\(kind) \(name): \(words.joined(separator: ", "))"
  }
}

extension ObjectFlags {
  /// The switches that a timeline names, in the order of their bits.
  fileprivate static let words: [(ObjectFlags, String)] = [
    (.enabledKnown, "enabled known"), (.enabled, "enabled"), (.guestKnown, "guest known"),
    (.guest, "guest"), (.onPremisesKnown, "on-premises known"), (.onPremises, "on-premises"),
    (.onPremisesEnded, "on-premises ended"),
    (.securityKnown, "security known"), (.securityEnabled, "security enabled"),
    (.mailKnown, "mail known"), (.mailEnabled, "mail enabled"), (.typesKnown, "types known"),
    (.unified, "unified"), (.dynamic, "dynamic"), (.rulePaused, "rule paused"),
    (.roleAssignable, "role assignable"), (.hiddenMembership, "hidden membership"),
    (.archived, "archived"), (.builtIn, "built in"),
  ]
}

extension String {
  /// The text with control characters written out, so that it stays on its line.
  var onOneLine: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
