import CommandSyntax
import DirectoryModel
import Ingest
import Reports
import SyncSemantics

/// The options by which `audit` and `explain` are told what to compare, and by which rules.
enum SharedOptions {
  static let tenant = Repeated<String>(
    "tenant", short: "t", value: "path", required: true, completion: .files,
    "An export of the tenant: a file, a folder, an archive, or '-' for standard input. Several are "
      + "merged.")
  static let local = Setting<String>(
    required: "local", short: "l", value: "path", completion: .files,
    "The application's groups: a SQLite database or a CSV file.")
  static let preset = Option<String>(
    "preset", value: "name", completion: .words(PresetCatalog.names),
    "How to read the database, by name; found by its tables when not given.")
  static let mapping = Option<String>(
    "mapping", value: "file", completion: .files, "How to read the database, by a file of yours.")
  static let parameters = Repeated<Pairing>(
    "param", value: "key=value", "A value for a parameter of the preset or mapping.")
  static let policy = Option<String>(
    "policy", value: "name|file", completion: .words(Policy.builtInNames),
    "The rules of the sync: a built-in policy or a file; the preset's own when not given.")
  static let groups = Option<String>(
    "groups", value: "file|pattern", completion: .files,
    "The tenant groups that are meant to be in the application: identifiers, names or patterns, "
      + "one a line, or one pattern.")
  static let links = Option<String>(
    "links", value: "file", completion: .files,
    "Pairs of groups as CSV: tenant group, local group, direction.")
  static let aliases = Option<String>(
    "aliases", value: "file", completion: .files,
    "Other names of tenant groups in the application as CSV: tenant group, local name.")

  static let dynamicRules = Flag(
    "dynamic-rules",
    "Also read the attributes that dynamic membership rules look at, and hold groups against them.")

  static let all: [any ParameterKey] = [
    tenant, local, preset, mapping, parameters, policy, groups, links, aliases,
    dynamicRules,
  ]
  static let exclusions = [Command.Exclusion([preset, mapping])]

  /// The words by which another command is told to compare the same by the same rules.
  static func words(of arguments: Arguments) -> [String] {
    var words = arguments[tenant].flatMap { ["--tenant", $0] } + ["--local", arguments[local]]
    for option in [preset, mapping] {
      if let word = arguments[option] { words += ["--\(option.parameter.name)", word] }
    }
    words += arguments[parameters].flatMap { ["--param", $0.argument] }
    for option in [policy, groups, links, aliases] {
      if let word = arguments[option] { words += ["--\(option.parameter.name)", word] }
    }
    if arguments[dynamicRules] { words.append("--dynamic-rules") }
    return words
  }

  /// A word of the form `key=value`.
  struct Pairing: ArgumentValue, Equatable {
    let key: String
    let value: String

    init?(argument: String) {
      guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
      key = String(argument[..<sign])
      value = String(argument[argument.index(after: sign)...])
    }

    static var expectation: String { "'key=value'" }

    var argument: String { "\(key)=\(value)" }
  }
}

/// How the arguments tell to read a local database: by a preset, by a mapping, or by its tables.
struct LocalReading: Sendable {
  private let selection: LocalSelection
  private let parameters: [String: String]

  init(_ arguments: Arguments) {
    selection =
      arguments[SharedOptions.preset].map { .preset($0) }
      ?? arguments[SharedOptions.mapping].map { .mapping(file: $0) } ?? .automatic
    parameters = Dictionary(
      arguments[SharedOptions.parameters].map { ($0.key, $0.value) },
      uniquingKeysWith: { _, last in last })
  }

  func read(_ path: String, _ options: IngestOptions) throws(IngestError) -> LocalSnapshot {
    try readLocal(path, selection: selection, parameters: parameters, options: options)
  }
}

extension ReportFormat: ArgumentValue {}
