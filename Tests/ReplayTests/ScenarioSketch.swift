import DirectoryModel
import SyncSemantics

@testable import Replay

/// What a scenario says, in one line a step, so that a test can state all of it.
enum Sketch {
  static func text(_ step: Step) -> String {
    switch step.action {
    case .administer(let verb, let group): "\(verb.rawValue) \(group.text)"
    case .setting(let setting, let isOn): "\(setting.rawValue) \(isOn ? "on" : "off")"
    case .integration(let isThere): "integration \(isThere ? "there" : "gone")"
    case .prerequisite(let what, let isThere): "\(what.rawValue) \(isThere ? "there" : "gone")"
    case .resetSync: "reset"
    case .change(let changes): changes.map(text).joined(separator: "; ")
    case .link(let link): "link \(text(link))"
    case .unlink(let group, let targets):
      "unlink \(group.text)" + (targets.isEmpty ? "" : " from [\(list(targets))]")
    case .wait(let seconds): "wait \(seconds)"
    case .until(let instant): "until \(instant)"
    case .sync(let reach, let groups): "\(reach.rawValue) run of [\(list(groups))]"
    case .fault(let fault): text(fault)
    case .repairFaults: "repair"
    case .search(let text): "search '\(text)'"
    case .expect(let clauses): clauses.map(text).joined(separator: "; ")
    }
  }

  static func text(_ link: GivenLink) -> String {
    "\(link.local.text)=\(link.directory.text)" + (link.direction.map { " \($0.rawValue)" } ?? "")
  }

  static func text(_ change: SideChange) -> String {
    let words =
      switch change.what {
      case .add(let names, let group, let isOwner):
        "+\(list(names)) \(isOwner ? "owner of" : "in") \(group.text)"
      case .remove(let names, let group, let isOwner):
        "-\(list(names)) \(isOwner ? "owner of" : "in") \(group.text)"
      case .create(let objects): "new \(objects.map(text).joined(separator: " "))"
      case .rename(let old, let new): "\(old.text) is \(new.text)"
      case .set(let object, let properties): "\(object.text) \(text(properties))"
      case .delete(let names): "delete \(list(names))"
      case .purge(let names): "purge \(list(names))"
      case .restore(let names): "restore \(list(names))"
      }
    return "\(change.side.rawValue): \(words)"
  }

  static func text(_ object: GivenObject) -> String {
    var text = "\(object.kind.label) \(object.key.text)"
    if !object.properties.isEmpty { text += " \(self.text(object.properties))" }
    if !object.members.isEmpty { text += " members[\(list(object.members))]" }
    if !object.owners.isEmpty { text += " owners[\(list(object.owners))]" }
    if !object.handMade.isEmpty { text += " by hand[\(list(object.handMade))]" }
    return text
  }

  static func text(_ properties: [GivenProperty]) -> String {
    properties.map { "\($0.key.rawValue)=\($0.value.text)" }.joined(separator: ",")
  }

  static func text(_ fault: GivenFault) -> String {
    switch fault {
    case .unreadablePage(let page, let group, let side):
      "page \(page) of \(group.text) in \(side.rawValue) unreadable"
    case .cutList(let group, let side): "\(group?.text ?? "all") in \(side.rawValue) cut"
    case .answer(let answer, let call, let times, let after, let arrives):
      "\(answer.status) at \(call) x\(times) after \(after?.text ?? "-")"
        + (arrives ? " arrives" : "")
    case .refuse(let member, let side, let batch):
      "refuse \(member.text) \(batch ? "batch" : "alone")" + (side.map { " \($0.rawValue)" } ?? "")
    case .crash(let count): "crash after \(count)"
    case .tokenExpired(let answer): "token \(answer.rawValue)"
    case .pages(let trouble): trouble.rawValue
    case .lag(let side, let read, let seconds): "\(side.rawValue) \(read.rawValue) late \(seconds)"
    case .answersNobody(let side): "\(side.rawValue) says nobody"
    case .clockAhead(let side, let seconds): "\(side.rawValue) ahead \(seconds)"
    }
  }

  static func text(_ clause: Clause) -> String {
    switch clause.what {
    case .members(let side, let group, let names):
      "\(side.rawValue) \(group.text)=[\(list(names))]"
    case .owners(let side, let group, let names):
      "\(side.rawValue) owners \(group.text)=[\(list(names))]"
    case .property(let side, let object, let key, let value):
      "\(side.rawValue) \(object.text).\(key.rawValue)=\(value.text)"
    case .present(let side, let names): "\(side.rawValue) has [\(list(names))]"
    case .absent(let side, let names): "\(side.rawValue) lacks [\(list(names))]"
    case .operations(let texts): "operations [\(texts.joined(separator: ", "))]"
    case .status(let group, let status): "\(group.text) ended \(status.rawValue)"
    case .link(let group, let state): "\(group.text) is \(state.rawValue)"
    case .monitoring(let group, let column, let text):
      "row \(group.text) \(column.rawValue)=\(text)"
    case .document(let group, let which, let texts):
      "document \(group.text) \(which.rawValue)=[\(texts.joined(separator: ", "))]"
    case .documentText(let group, let which, let text):
      "document \(group.text) \(which.word)=\(text)"
    case .log(let texts): "log [\(texts.joined(separator: ", "))]"
    case .activity(let texts): "activity [\(texts.joined(separator: ", "))]"
    case .refused(let text): "refused '\(text)'"
    case .unchanged: "unchanged"
    case .findings(let rules): "findings [\(rules.joined(separator: ", "))]"
    case .found(let names): "found [\(list(names))]"
    case .calls(let count): "\(count) calls"
    case .exposure(let exposure, let seconds): "\(exposure.rawValue) <= \(seconds)"
    }
  }

  static func list(_ names: [ScenarioName]) -> String {
    names.map(\.text).joined(separator: ", ")
  }
}
