import DirectoryModel
import SyncSemantics

/// What the last snapshots leave open of the lists from which the copies are made.
///
/// Each list is looked through once, however many rows there are about it.
struct EndEvidence {
  private let world: World
  private let policy: Policy
  /// What was found of a group's own list.
  private var known: [Question: Bool] = [:]
  /// The groups above a list that is open, where nested members count; empty before it is asked for.
  private var above: [Bool: BitRow] = [:]

  /// Whether a group's list may hold or lack somebody.
  private struct Question: Hashable {
    var group: ObjectIndex
    var relation: Relation
    var isAddition: Bool
  }

  init(_ replay: ArchiveReplay) { (world, policy) = (replay.world, replay.policy) }

  /// Whether an original may hold, or lack, what a change of a copy says without showing it.
  mutating func isOpen(_ kind: ChangeKind, _ group: UInt32) -> Bool {
    guard policy.authority != .local, let relation = kind.relation,
      relation == .members || policy.owners.handling == .mirror
    else { return false }
    let links = group < UInt32(world.local.objectCount) ? world.links(ofLocal: group) : 0..<0
    guard !links.isEmpty else {
      return !policy.scope.linkedOnly && !world.tenant.state(of: .group).provesAbsence
    }
    for index in links {
      let link = world.links[index]
      if policy.isPushed(link.direction) { continue }
      if isOpen(
        Question(group: link.tenantGroup, relation: relation, isAddition: !kind.isOfOlder))
      {
        return true
      }
    }
    return false
  }

  /// Whether a list, or one below it, was not seen whole, or names somebody who was not seen.
  private mutating func isOpen(_ question: Question) -> Bool {
    if question.relation == .members, policy.members.nesting == .transitive {
      let row = above[question.isAddition] ?? groupsAbove(isAddition: question.isAddition)
      above[question.isAddition] = row
      return row.contains(question.group)
    }
    if let answer = known[question] { return answer }
    let answer = isOpenItself(question)
    known[question] = answer
    return answer
  }

  private func isOpenItself(_ question: Question) -> Bool {
    let tenant = world.tenant
    guard tenant.state(of: question.group, question.relation).provesAbsence else { return true }
    guard question.isAddition, !tenant.state(of: .user).provesAbsence else { return false }
    return tenant.list(of: question.group, question.relation).contains {
      !tenant.flags[Int($0)].contains(.recorded)
    }
  }

  /// The groups whose own list is open, and all that nest them, at any depth.
  ///
  /// Linear in groups and entries.
  private func groupsAbove(isAddition: Bool) -> BitRow {
    let tenant = world.tenant
    var row = BitRow(count: tenant.objectCount)
    var waiting: [ObjectIndex] = []
    for group in 0..<ObjectIndex(tenant.objectCount) where tenant.kinds[Int(group)] == .group {
      let question = Question(group: group, relation: .members, isAddition: isAddition)
      guard isOpenItself(question) else { continue }
      row.insert(group)
      waiting.append(group)
    }
    while let next = waiting.popLast() {
      for parent in tenant.lists(holding: next) where !row.contains(parent) {
        row.insert(parent)
        waiting.append(parent)
      }
    }
    return row
  }
}
