/// The keys of the language, by the mapping in which they may stand; the schema has the same.
enum ScenarioKeys {
  static let scenario = [
    "scenario", "claim", "source", "policy", "start", "seed", "given", "when",
  ]
  static let given = [
    "directory", "local", "links", "settings", "missing", "page-size", "tenant", "database",
    "preset", "mapping", "parameters",
  ]
  static let directory = ["users", "devices", "groups", "service-principals", "contacts"]
  static let local = ["users", "contacts", "devices", "configurations", "groups", "collections"]
  static let groupLists = ["members", "owners", "made-by-hand"]
  static let link = ["local", "directory", "direction"]
  static let unlink = ["local", "directory"]
  static let steps = [
    "enable", "disable", "archive", "unarchive", "delete", "setting", "integration",
    "prerequisites", "reset", "local", "directory", "link", "unlink", "wait", "until", "sync",
    "fault", "repair", "search", "expect",
  ]
  static let changes = [
    "add", "remove", "create", "rename", "set", "delete", "purge", "restore",
  ]
  static let faults = [
    "unreadable-page", "cut-list", "throttled", "unavailable", "refuse", "crash-after",
    "token-expired", "lag", "answers-nobody", "clock-ahead", "clock-behind",
  ]
  /// Faults that need nothing more to be said.
  static let plainFaults = GivenFault.PageTrouble.allCases.map(\.rawValue)
  static let search = ["name-starts-with"]
  static let document = DocumentList.allCases.map(\.rawValue) + DocumentText.allCases.map(\.word)
  static let expectations =
    [
      "directory", "local", "owners", "users", "devices", "groups", "present", "absent",
      "operations", "status", "link", "monitoring", "document", "log", "activity", "refused",
      "unchanged", "findings", "found", "calls",
    ] + ExposureBound.allCases.map(\.rawValue)
}
