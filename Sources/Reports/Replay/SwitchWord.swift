import DirectoryModel

/// What a change of an object's switches tells, by the word for it in tables.
enum SwitchWord: String, CaseIterable {
  case created, gone, deleted, restored
  case enabled, disabled, archived, unarchived, changed
  case madeGuest = "made a guest"
  case madeMember = "made a member"
  case filledByRule = "filled by a rule"
  case filledByHand = "filled by hand"
  case rulePaused = "rule paused"
  case ruleResumed = "rule resumed"
  case masteredOnPremises = "mastered on-premises"
  case masteredInCloud = "mastered in the cloud"
  case syncIsFalse = "onPremisesSyncEnabled is false"
  case syncIsNull = "onPremisesSyncEnabled is null"

  /// What it means that these switches became those; of several the first of `switches`.
  init(_ old: ObjectFlags, _ new: ObjectFlags) {
    self = Self.ofRecord(old, new) ?? Self.ofSwitch(old, new) ?? .changed
  }

  private static func ofRecord(_ old: ObjectFlags, _ new: ObjectFlags) -> SwitchWord? {
    switch (old.contains(.recorded), new.contains(.recorded)) {
    case (false, true): return .created
    case (true, false): return .gone
    case (true, true), (false, false): break
    }
    guard old.contains(.deleted) != new.contains(.deleted) else { return nil }
    return new.contains(.deleted) ? .deleted : .restored
  }

  private static let switches: [(flag: ObjectFlags, on: SwitchWord, off: SwitchWord)] = [
    (.enabled, .enabled, .disabled), (.guest, .madeGuest, .madeMember),
    (.dynamic, .filledByRule, .filledByHand), (.rulePaused, .rulePaused, .ruleResumed),
    (.archived, .archived, .unarchived), (.onPremises, .masteredOnPremises, .masteredInCloud),
    (.onPremisesEnded, .syncIsFalse, .syncIsNull),
  ]

  private static func ofSwitch(_ old: ObjectFlags, _ new: ObjectFlags) -> SwitchWord? {
    let changed = switches.first { old.contains($0.flag) != new.contains($0.flag) }
    return changed.map { new.contains($0.flag) ? $0.on : $0.off }
  }

  /// The change as a sentence; the name of whom it is about stands in quotes.
  func sentence(of name: String) -> String {
    switch self {
    case .created, .deleted, .restored, .enabled, .disabled, .archived, .unarchived, .changed:
      "\(rawValue) \(name)"
    case .gone: "\(name) is gone"
    case .madeGuest: "made \(name) a guest"
    case .madeMember: "made \(name) a member of the tenant"
    case .rulePaused: "paused the rule of \(name)"
    case .ruleResumed: "resumed the rule of \(name)"
    case .filledByRule, .filledByHand, .masteredOnPremises, .masteredInCloud:
      "\(name) is now \(rawValue)"
    case .syncIsFalse: "onPremisesSyncEnabled of \(name) is now false"
    case .syncIsNull: "onPremisesSyncEnabled of \(name) is now null"
    }
  }
}
