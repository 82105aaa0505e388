import Testing

@testable import Replay

/// Every state of a link with every action on it.
struct LinkStateTests {
  static let states: [LinkState] = [
    .new, .enabled, .disabled(.byHand), .disabled(.bySetting), .disabled(.byRemovedIntegration),
    .orphaned(.originalDeleted), .orphaned(.archived), .deleted,
  ]

  /// A row a state; what becomes of it by enable, disable, archive, unarchive, delete.
  static let table: [(LinkState, [String])] = [
    (
      .new,
      [
        "enabled", "disabled", "no: it is not enabled", "no: it is not enabled",
        "no: only an orphaned or disabled group can be deleted",
      ]
    ),
    (
      .enabled,
      [
        "no: it is enabled", "disabled", "archived", "no: it is enabled",
        "no: only an orphaned or disabled group can be deleted",
      ]
    ),
    (
      .disabled(.byHand),
      ["enabled", "no: it is disabled", "archived", "no: it is disabled", "deleted"]
    ),
    (
      .disabled(.bySetting),
      [
        "no: its list is switched off in the settings", "no: it is disabled", "archived",
        "no: it is disabled", "deleted",
      ]
    ),
    (
      .disabled(.byRemovedIntegration),
      [
        "no: the integration was removed", "no: it is disabled", "archived", "no: it is disabled",
        "deleted",
      ]
    ),
    (
      .orphaned(.originalDeleted),
      ["no: it is orphaned", "no: it is orphaned", "archived", "no: it is orphaned", "deleted"]
    ),
    (
      .orphaned(.archived),
      ["no: it is archived", "no: it is archived", "no: it is archived", "enabled", "deleted"]
    ),
    (
      .deleted,
      Array(repeating: "no: it was deleted and is never synchronised again", count: 5)
    ),
  ]

  @Test func `every action on every state is allowed or refused as the table says`() {
    #expect(Self.table.map(\.0) == Self.states)
    for (state, row) in Self.table {
      for (action, expected) in zip(LinkAction.allCases, row) {
        let found =
          switch state.after(action) {
          case .success(let next): next.label
          case .failure(let refusal): "no: \(refusal.reason)"
          }
        #expect(found == expected, "\(action) on \(state)")
      }
    }
  }

  @Test func `a group is deleted only from orphaned or disabled, and for good`() {
    for state in Self.states {
      guard case .success(.deleted) = state.after(.delete) else { continue }
      switch state {
      case .disabled, .orphaned: break
      case .new, .enabled, .deleted: Issue.record("deleted from \(state)")
      }
    }
    for action in LinkAction.allCases {
      #expect(throws: LinkRefusal.self) { try LinkState.deleted.after(action).get() }
    }
  }
}
