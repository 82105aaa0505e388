import DirectoryModel
import SyncSemantics
import YAMLText

// Which links there are at each step, as far as names tell: a run may refuse one for other reasons.
extension ScenarioReader {
  /// Takes note of a step that makes links or takes them away.
  ///
  /// A step whose refusal the expectation behind it states makes none.
  mutating func followLinks(_ action: Step.Action, before next: YAMLNode?) throws(YAMLError) {
    switch action {
    case .link(let link):
      if Self.statesRefusal(next) { return }
      try checkOnly(link)
      // A local group that is a copy moves to its new original, a link stated anew stands once.
      links.removeAll {
        $0.local == link.local && (link.direction != .pushing || $0.directory == link.directory)
      }
      links.append(link)
    case .unlink(let local, let groups):
      links.removeAll {
        $0.local == local && (groups.isEmpty || groups.contains($0.directory))
      }
    case .administer(.delete, let local): links.removeAll { $0.local == local }
    default: return
    }
  }

  /// A group of the directory has one copy: a second link to it would never be followed.
  private func checkOnly(_ link: GivenLink) throws(YAMLError) {
    guard let first = links.first(where: { $0.directory == link.directory }),
      first.local != link.local || first.direction == link.direction
    else { return }
    throw link.directory.place.error(
      found: "a second link to '\(link.directory.text)'",
      expected: "one link for each group of the directory, like that of line "
        + "\(first.directory.place.line)",
      hint: "take the first one away with 'unlink', or state 'refused' behind the step")
  }

  private static func statesRefusal(_ node: YAMLNode?) -> Bool {
    guard case .mapping(let entries)? = node?.content, let step = entries.first,
      step.key == "expect", case .mapping(let expected) = step.value.content
    else { return false }
    return expected.contains { $0.key == "refused" }
  }

  /// Lets links go on under the new name of a group.
  mutating func renameLinks(_ old: ScenarioName, to new: ScenarioName, on side: Side) {
    for (place, link) in links.enumerated()
    where (side == .tenant ? link.directory : link.local) == old {
      links[place] = GivenLink(
        local: side == .local ? new : link.local,
        directory: side == .tenant ? new : link.directory, direction: link.direction)
    }
  }
}
