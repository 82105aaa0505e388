import CommandSyntax

/// A program with everything a command line can hold, for the tests of this module.
enum Sample {
  enum Format: String, CaseIterable, ArgumentValue { case text, json, csv }

  static let tenant = Repeated<String>(
    "tenant", short: "t", value: "path", required: true, completion: .files,
    "A tenant snapshot: a folder, a file or an archive.")
  static let local = Option<String>(
    "local", short: "l", value: "path", completion: .files, "The local database.")
  static let preset = Option<String>(
    "preset", value: "name", completion: .words(["gitea", "gitlab", "zulip"]),
    "The built-in mapping.")
  static let mapping = Option<String>(
    "mapping", value: "file", completion: .files, "A mapping of your own.")
  static let parameter = Repeated<Assignment>("param", value: "K=V", "A parameter of the mapping.")
  static let format = Setting<Format>("format", short: "f", default: .text, "How it is written.")
  static let limit = Option<Int>("limit", short: "n", "The number of findings.")
  static let policy = Option<String>(
    "policy", value: "name|file", completion: .wordsOrFiles(["mirror", "rezolve"]), "The policy.")
  static let folder = Option<String>("out", value: "folder", completion: .directories, "Where.")
  static let strict = Flag("strict", short: "s", "Fail on warnings too.")
  static let quiet = Flag("quiet", short: "q", "Print nothing.")

  static let audit = Command(
    "audit", "Compares a tenant with local groups and reports what differs.",
    discussion: "Nothing is written to either side.",
    takes: [
      tenant, local, preset, mapping, parameter, format, limit, policy, folder, strict, quiet,
    ],
    exclusions: [.init([preset, mapping])],
    examples: [
      (line: "rollcall audit -t export.zip -l app.db", purpose: "Compare an export with a database")
    ]
  ) { arguments in
    arguments[strict] ? .findings : .success
  }

  static let name = Setting<String>(
    required: "name", position: .positional, completion: .words(["mirror", "rezolve"]),
    "The name of the policy.")
  static let others = Repeated<Int>("number", position: .positional, "Any numbers.")

  static let show = Command("show", "Prints a policy.", takes: [name, others]) { _ in .success }
  static let list = Command("list", "Lists the policies.") { _ in .success }
  static let policies = Command("policy", "Works with policies.", subcommands: [list, show])

  static let user = Option<String>("user", "The user.")
  static let finding = Option<String>("finding", "The fingerprint.")
  static let explain = Command(
    "explain", "Explains.", takes: [user, finding],
    exclusions: [.init([user, finding], required: true)]
  ) { arguments in
    throw arguments.refusal("nobody is called '\(arguments[user] ?? "")'", hint: "look again")
  }

  static let root = Command(
    "rollcall", "Audits group synchronisation offline.", subcommands: [audit, policies, explain])
}

/// What a command line leads to, in one line or, for a refusal, in all lines that are printed.
func outcome(_ words: String...) -> String { outcome(words) }

func outcome(_ words: [String]) -> String {
  do {
    switch try Sample.root.parse(words) {
    case .run(let command, _): return "run \(command.name)"
    case .help(let path): return "help \(path.fullName)"
    case .version: return "version"
    case .completions(let lines): return "completions \(lines.joined(separator: " "))"
    }
  } catch {
    return error.description
  }
}

/// The arguments of an invocation that must be accepted.
func arguments(_ words: String...) throws -> Arguments {
  guard case .run(_, let arguments) = try Sample.root.parse(words) else {
    preconditionFailure("\(words) does not run a command")
  }
  return arguments
}
