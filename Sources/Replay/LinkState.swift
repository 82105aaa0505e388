/// Whether a link takes part in runs, and if not, why.
package enum LinkState: Hashable, Sendable {
  /// Stated, and never switched on.
  case new
  case enabled
  case disabled(DisableReason)
  case orphaned(OrphanReason)
  /// Gone for good: never synchronised again.
  case deleted

  /// Who or what switched a link off.
  package enum DisableReason: String, Sendable { case byHand, bySetting, byRemovedIntegration }
  /// Why a copy stands without its original.
  package enum OrphanReason: String, Sendable { case originalDeleted, archived }

  /// The word that people see.
  package var label: String {
    switch self {
    case .new: "not enabled"
    case .enabled: "enabled"
    case .disabled: "disabled"
    case .orphaned(.originalDeleted): "orphaned"
    case .orphaned(.archived): "archived"
    case .deleted: "deleted"
    }
  }
}

/// What an administrator may do to a link.
package enum LinkAction: String, CaseIterable, Sendable {
  case enable, disable, archive, unarchive, delete
}

extension LinkState {
  /// The state after an action, or why the action is refused.
  ///
  /// Source: "Microsoft Integration: Entra ID groups auto-documentation",
  /// https://help.itglue.kaseya.com/help/Content/1-admin/microsoft/microsoft-entra-id-groups-auto-documentation.html:
  /// a group is deleted by hand only when it is orphaned or disabled, and is never synchronised
  /// again then.
  package func after(_ action: LinkAction) -> Result<LinkState, LinkRefusal> {
    switch (action, self) {
    case (.enable, .new), (.enable, .disabled(.byHand)): .success(.enabled)
    case (.enable, .disabled(.bySetting)):
      .failure(LinkRefusal("its list is switched off in the settings"))
    case (.enable, .disabled(.byRemovedIntegration)):
      .failure(LinkRefusal("the integration was removed"))
    case (.disable, .enabled), (.disable, .new): .success(.disabled(.byHand))
    case (.archive, .enabled), (.archive, .disabled), (.archive, .orphaned(.originalDeleted)):
      .success(.orphaned(.archived))
    case (.unarchive, .orphaned(.archived)): .success(.enabled)
    case (.delete, .orphaned), (.delete, .disabled): .success(.deleted)
    case (.delete, .enabled), (.delete, .new):
      .failure(LinkRefusal("only an orphaned or disabled group can be deleted"))
    case (_, .deleted): .failure(LinkRefusal("it was deleted and is never synchronised again"))
    case (.enable, .enabled), (.enable, .orphaned), (.disable, .disabled), (.disable, .orphaned),
      (.archive, .orphaned(.archived)), (.archive, .new), (.unarchive, .enabled),
      (.unarchive, .disabled), (.unarchive, .new), (.unarchive, .orphaned(.originalDeleted)):
      .failure(LinkRefusal("it is \(label)"))
    }
  }
}

/// Why an action is not possible.
package struct LinkRefusal: Error, Equatable {
  package let reason: String

  init(_ reason: String) { self.reason = reason }
}
