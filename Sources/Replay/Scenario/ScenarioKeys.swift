/// The keys of the language, by the mapping in which they may stand; the schema has the same.
enum ScenarioKeys {
  static let scenario = [
    "scenario", "claim", "source", "policy", "start", "seed", "given", "when",
  ]
  static let given = [
    "directory", "local", "links", "settings", "missing", "tenant", "database", "preset",
    "mapping", "parameters",
  ]
  static let directory = ["users", "devices", "groups", "service-principals", "contacts"]
  static let local = ["users", "contacts", "devices", "configurations", "groups", "collections"]
  static let groupLists = ["members", "owners", "made-by-hand"]
  static let link = ["local", "directory", "direction"]
  static let steps = [
    "enable", "disable", "archive", "unarchive", "delete", "setting", "integration",
    "prerequisites", "reset", "local", "directory", "link", "unlink", "wait", "until", "sync",
    "restart", "fault", "repair", "search", "edit", "delete-row", "expect",
  ]
  static let changes = [
    "add", "remove", "create", "rename", "set", "delete", "purge", "restore",
  ]
  static let faults =
    Fault.PageTrouble.allCases.map(\.rawValue) + Fault.Answer.allCases.map(\.rawValue) + [
      "refuse", "crash-after", "token-expired", "lag", "answers-nobody", "clock-skew",
    ]
  static let search = ["name-starts-with"]
  static let expectations =
    [
      "directory", "local", "owners", "users", "devices", "groups", "present", "absent",
      "operations", "status", "link", "monitoring", "document", "log", "activity", "refused",
      "findings", "found", "calls",
    ] + Exposure.allCases.map(\.rawValue)
}
