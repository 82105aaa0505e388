import DirectoryModel
import Replay
import SyncSemantics

/// The entries of a timeline in words; objects are called as they are called at the end.
struct TimelineWords {
  private let world: World
  private let timeline: Timeline

  init(_ replay: ArchiveReplay) { (world, timeline) = (replay.world, replay.timeline) }

  /// What one entry tells.
  struct Telling {
    /// `member added`, `add the member`, ….
    var what = ""
    var group: Called?
    var member: Called?
    /// Why, or what else there is to say.
    var text = ""
  }

  /// An object's name and identifier.
  struct Called {
    var shown: String
    var id: String
  }

  func called(_ object: ObjectIndex, _ side: Side) -> Called? {
    guard object != noObject else { return nil }
    let overlay = world[side]
    let id =
      side == .tenant ? "\(overlay.guids[Int(object)])" : overlay.keyText(of: object)
    let userName = overlay.string(.principalName, of: object)
    let name = userName.isEmpty ? overlay.string(.displayName, of: object) : userName
    return Called(shown: name.isEmpty ? id : name, id: id)
  }

  func telling(_ entry: TimelineEntry) -> Telling {
    if let change = entry.change, let side = entry.side {
      var told = telling(change, side)
      let note = timeline.text(of: entry)
      if !note.isEmpty { told.text += told.text.isEmpty ? note : ", \(note)" }
      return told
    }
    if let operation = entry.operation {
      var told = telling(operation)
      let reason = entry.tellsPage ? "" : timeline.text(of: entry)
      if !reason.isEmpty { told.text += ": \(reason)" }
      return told
    }
    return Telling(text: timeline.text(of: entry))
  }

  private func telling(_ change: Change, _ side: Side) -> Telling {
    switch change {
    case .edge(let relation, let group, let target, let isPresent):
      let noun = relation == .members ? "member" : "owner"
      return Telling(
        what: "\(noun) \(isPresent ? "added" : "removed")", group: called(group, side),
        member: called(target, side))
    case .text(let object, let field, let old, let new):
      let now = value(new, side)
      return Telling(
        what: "\(field.label) changed", member: called(object, side),
        text: old == NameTable.absent ? now : "\(value(old, side)) is now \(now)")
    case .flags(let object, let old, let new):
      return Telling(what: SwitchWord(old, new).rawValue, member: called(object, side))
    }
  }

  /// A text as a value: in quotes, or `empty` where none is given.
  private func value(_ text: NameIndex, _ side: Side) -> String {
    text == NameTable.absent ? "empty" : "'\(world[side].names.string(text))'"
  }

  private func telling(_ operation: Operation) -> Telling {
    Telling(
      what: operation.kind.label,
      group: called(operation.localGroup, .local) ?? called(operation.tenantGroup, .tenant),
      member: called(operation.localPrincipal, .local)
        ?? called(operation.tenantPrincipal, .tenant),
      text: operation.decision == .perform
        ? operation.reason : "\(operation.reason), \(operation.decision.obstacle)")
  }

  /// An entry as one sentence.
  func sentence(_ entry: TimelineEntry) -> String {
    let side = entry.side.map { "\($0.rawValue): " } ?? ""
    let told = telling(entry)
    guard let what = sentence(entry, told) else { return side + told.text }
    let rest = entry.operation == nil ? timeline.text(of: entry) : told.text
    return side + (rest.isEmpty ? what : "\(what): \(rest)")
  }

  /// What was done or happened, without a reason; `nil` for an entry that is nothing but a text.
  private func sentence(_ entry: TimelineEntry, _ told: Telling) -> String? {
    let who = told.member.map { "'\($0.shown)'" }
    let group = told.group.map { "'\($0.shown)'" }
    if let change = entry.change, let side = entry.side {
      return sentence(change, side, who ?? "", group ?? "")
    }
    return entry.operation.map { Self.sentence($0.kind, who, group) }
  }

  private func sentence(
    _ change: Change, _ side: Side, _ who: String, _ group: String
  ) -> String {
    switch change {
    case .edge(let relation, _, _, let isPresent):
      return Self.sentence(relation, isPresent, who, group)
    case .text(_, let field, let old, let new):
      let (start, now) = ("\(field.label) of \(who)", value(new, side))
      return old == NameTable.absent
        ? "\(start) is now \(now)" : "\(start) was \(value(old, side)), is now \(now)"
    case .flags(_, let old, let new): return SwitchWord(old, new).sentence(of: who)
    }
  }

  /// Who came to a list or left it; names stand in quotes.
  static func sentence(
    _ relation: Relation, _ isAdded: Bool, _ who: String, _ group: String
  ) -> String {
    let noun = relation == .members ? "member" : "owner"
    return isAdded ? "\(noun) \(who) added to \(group)" : "\(noun) \(who) removed from \(group)"
  }

  /// What an operation does; names stand in quotes, and are missing where nobody has one.
  static func sentence(_ kind: OperationKind, _ who: String?, _ group: String?) -> String {
    let list = group ?? "a group"
    switch kind {
    case .addMember: return "add \(noun(who, "member")) to \(list)"
    case .removeMember: return "remove \(noun(who, "member")) from \(list)"
    case .addOwner: return "make \(who ?? "somebody") an owner of \(list)"
    case .removeOwner: return "take the ownership of \(list) away from \(who ?? "somebody")"
    case .addNestedGroup: return "nest \(noun(who, "group")) in \(list)"
    case .removeNestedGroup: return "take \(noun(who, "nested group")) out of \(list)"
    case .createGroup, .renameGroup, .endGroup: return "\(kind.label) \(group ?? "without a name")"
    case .endAccount, .createAccount, .changeAccount:
      return "\(kind.label) \(who ?? "without a name")"
    }
  }

  private static func noun(_ name: String?, _ noun: String) -> String {
    name.map { "the \(noun) \($0)" } ?? "a \(noun)"
  }
}
