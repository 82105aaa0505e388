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
      let names = world[side].names
      return Telling(
        what: "\(field.label) changed", member: called(object, side),
        text: old == NameTable.absent
          ? "'\(names.string(new))'" : "'\(names.string(old))' is now '\(names.string(new))'")
    case .flags(let object, let old, let new):
      return Telling(what: Self.what(old, new), member: called(object, side))
    }
  }

  private static func what(_ old: ObjectFlags, _ new: ObjectFlags) -> String {
    switch (old.contains(.recorded), new.contains(.recorded)) {
    case (false, true): return "created"
    case (true, false): return "gone"
    case (true, true), (false, false): break
    }
    if old.contains(.deleted) != new.contains(.deleted) {
      return new.contains(.deleted) ? "deleted" : "restored"
    }
    let pairs: [(ObjectFlags, String, String)] = [
      (.enabled, "enabled", "disabled"), (.guest, "made a guest", "made a member"),
      (.dynamic, "filled by a rule", "filled by hand"),
      (.rulePaused, "rule paused", "rule resumed"), (.archived, "archived", "unarchived"),
      (.onPremises, "mastered on-premises", "mastered in the cloud"),
      (.onPremisesEnded, "onPremisesSyncEnabled is false", "onPremisesSyncEnabled is null"),
    ]
    for (flag, yes, no) in pairs where old.contains(flag) != new.contains(flag) {
      return new.contains(flag) ? yes : no
    }
    return "changed"
  }

  private func telling(_ operation: Operation) -> Telling {
    Telling(
      what: operation.kind.label,
      group: called(operation.localGroup, .local) ?? called(operation.tenantGroup, .tenant),
      member: called(operation.localPrincipal, .local)
        ?? called(operation.tenantPrincipal, .tenant),
      text: operation.decision == .perform
        ? operation.cause.label : "\(operation.cause.label), \(operation.decision.label)")
  }

  private func isRemoval(_ entry: TimelineEntry) -> Bool {
    if case .edge(_, _, _, isPresent: false)? = entry.change { return true }
    switch entry.operation?.kind {
    case .removeMember, .removeOwner, .removeNestedGroup: return true
    default: return false
    }
  }

  /// An entry as one sentence.
  func sentence(_ entry: TimelineEntry) -> String {
    let told = telling(entry)
    var words = told.what
    if let member = told.member { words += " '\(member.shown)'" }
    if let group = told.group {
      let preposition = isRemoval(entry) ? " from" : " in"
      words += told.member == nil ? " '\(group.shown)'" : "\(preposition) '\(group.shown)'"
    }
    if !told.text.isEmpty { words += words.isEmpty ? told.text : ": \(told.text)" }
    let side = entry.side.map { "\($0.rawValue): " } ?? ""
    return side + words
  }
}
