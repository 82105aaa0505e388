package import DirectoryModel
package import SyncSemantics
package import YAMLText

/// One statement of an `expect`, small enough to be true or false for one reason.
package struct Clause: Sendable {
  /// Where the statement's own key stands: a group's name, or a word such as `operations`.
  package let place: YAMLPlace
  /// Where what is expected begins; `--update` writes there.
  package let value: YAMLPlace
  package let what: What

  package init(place: YAMLPlace, value: YAMLPlace, what: What) {
    (self.place, self.value, self.what) = (place, value, what)
  }

  /// What must hold.
  package enum What: Sendable {
    /// Exactly these and nobody else.
    case members(Side, ScenarioName, [ScenarioName])
    case owners(Side, ScenarioName, [ScenarioName])
    case property(Side, ScenarioName, ScenarioProperty, PropertyValue)
    case present(Side, [ScenarioName])
    case absent(Side, [ScenarioName])
    /// Exactly these since the run or expectation of operations before.
    case operations([String])
    case status(ScenarioName, RunStatus)
    case link(ScenarioName, LinkWord)
    /// One row of the monitoring table, as far as it is stated.
    case monitoring(ScenarioName, MonitoringColumn, String)
    case document(ScenarioName, DocumentList, [String])
    case documentText(ScenarioName, DocumentText, String)
    /// Each text stands in some line.
    case log([String])
    case activity([String])
    /// The step before was refused in these words.
    case refused(String)
    /// The step before has changed nothing.
    case unchanged
    /// The rules of an audit that find something now.
    case findings([String])
    case found([ScenarioName])
    case calls(Int)
    /// At most so many seconds for anybody so far.
    case exposure(ExposureBound, Int64)
  }
}

/// How a run ended.
package enum RunStatus: String, CaseIterable, Sendable {
  case success = "Success"
  case partialSuccess = "Partial Success"
  case failed = "Failed"
  case inProgress = "In Progress"
  /// No run has happened yet.
  case none = "None"
}

/// What has become of a link.
package enum LinkWord: String, CaseIterable, Sendable {
  /// Stated, and never switched on.
  case new = "not enabled"
  case enabled, orphaned, disabled, archived, deleted
}

/// What somebody had, or had not, for longer than the authority meant.
package enum ExposureBound: String, CaseIterable, Sendable {
  /// Access after the authority took it away.
  case departed = "departed-access"
  /// No access after the authority granted it.
  case joiner = "joiner-waited"
}

/// Columns of Configuration Manager's monitoring table.
///
/// Source: "Synchronize collection members to Microsoft Entra groups",
/// https://learn.microsoft.com/mem/configmgr/core/clients/manage/collections/synchronize-collections-aad-group.
package enum MonitoringColumn: String, CaseIterable, Sendable {
  case collectionID = "collection-id"
  case collectionName = "collection-name"
  case groupID = "group-id"
  case groupName = "group-name"
  case status
  case memberCount = "member-count"
  case completed
  case inProgress = "in-progress"
  case failed
  case lastFullSyncCount = "last-full-sync-count"
  case lastFullSyncStatus = "last-full-sync-status"
  case lastFullSyncTime = "last-full-sync-time"
  case lastSyncCount = "last-sync-count"
  case lastSyncStatus = "last-sync-status"
  case lastSyncTime = "last-sync-time"
  case cloudServiceID = "cloud-service-id"
  case type
}

/// The lists of a group's document.
package enum DocumentList: String, CaseIterable, Sendable {
  case nestedGroups = "nested-groups"
  case matchedMembers = "matched-members"
  case unmatchedMembers = "unmatched-members"
  case matchedDevices = "matched-devices"
  case unmatchedDevices = "unmatched-devices"
}

/// The other columns of a group's document.
package enum DocumentText: Sendable, Equatable, CaseIterable {
  case column(DocumentedGroup.Column)
  /// Which of the two lists the document stands in.
  case list
  case syncStatus
  /// When the group changed last in the directory.
  case updated

  package static let allCases =
    DocumentedGroup.Column.allCases.map(DocumentText.column) + [.list, .syncStatus, .updated]

  /// The word by which scenarios call it.
  package var word: String {
    switch self {
    case .column(let column): column.rawValue
    case .list: "list"
    case .syncStatus: "sync-status"
    case .updated: "updated"
    }
  }
}
