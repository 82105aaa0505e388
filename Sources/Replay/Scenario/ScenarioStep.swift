package import DirectoryModel
package import YAMLText

/// One entry of `when`.
package struct Step: Sendable {
  /// Where its key stands.
  package let place: YAMLPlace
  package let action: Action

  package init(place: YAMLPlace, action: Action) { (self.place, self.action) = (place, action) }

  /// What happens in a step.
  package enum Action: Sendable {
    /// An administrator does something to a local group or its link.
    case administer(Administration, ScenarioName)
    case setting(ProductSetting, isOn: Bool)
    /// The connection between the two systems is taken away, or made.
    case integration(isThere: Bool)
    case prerequisite(Prerequisite, isThere: Bool)
    /// "Reset sync": what the sync remembers is forgotten.
    case resetSync
    case change([SideChange])
    case link(GivenLink)
    /// The links of a local group are taken back, or those to some groups of the directory.
    case unlink(ScenarioName, from: [ScenarioName])
    /// Seconds go by, and whatever is due happens.
    case wait(Int64)
    /// Time goes by up to an instant, in seconds since 1970.
    case until(Int64)
    case sync(RunReach, [ScenarioName])
    case fault(GivenFault)
    case repairFaults
    /// A target is looked for by the beginning of its name; an empty text lists all.
    case search(String)
    case expect([Clause])
  }
}

/// What an administrator may do to a local group.
package enum Administration: String, CaseIterable, Sendable {
  case enable, disable, archive, unarchive, delete
}

/// How much a run reads.
package enum RunReach: String, CaseIterable, Sendable {
  case full, incremental
}

/// A change that somebody makes in one of the systems.
package struct SideChange: Sendable {
  package let side: Side
  package let place: YAMLPlace
  package let what: What

  package init(side: Side, place: YAMLPlace, what: What) {
    (self.side, self.place, self.what) = (side, place, what)
  }

  /// What is changed.
  package enum What: Sendable {
    case add([ScenarioName], to: ScenarioName, isOwner: Bool)
    case remove([ScenarioName], from: ScenarioName, isOwner: Bool)
    case create([GivenObject])
    case rename(ScenarioName, to: ScenarioName)
    case set(ScenarioName, [GivenProperty])
    /// Into the recycle bin, where the side has one.
    case delete([ScenarioName])
    /// Out of the recycle bin for good.
    case purge([ScenarioName])
    case restore([ScenarioName])
  }
}
