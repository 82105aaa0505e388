import CommandSyntax
import Files
import Memory

/// The program: reads its words, carries out what they ask for, and turns errors into exit codes.
@main
enum Rollcall {
  /// The version that reports name.
  static let version = "0.1.0"

  /// The words that perform this run again.
  static var invocation: [String] { ["rollcall"] + CommandLine.arguments.dropFirst() }

  /// Everything that can be asked for.
  static let command = Command(
    "rollcall", "Audits group synchronisation with Microsoft Entra ID, offline.",
    discussion: """
      Reads exports of a tenant and the groups of an application, holds one against the other by \
      the rules of the application's sync, and says which groups and members disagree, why, and \
      what the evidence does not let it say.
      """,
    examples: [
      (
        "rollcall audit --tenant export.zip --local grafana.db --param org=1",
        "Audit an application's database against a tenant export"
      ),
      ("rollcall inspect export.zip", "See what an export holds and what it cannot say"),
      (
        "rollcall explain --tenant export.zip --local app.db --user ada@contoso.com --group Sales",
        "Ask why somebody is or is not in a group"
      ),
    ],
    subcommands: [
      AuditCommand.command, DiffCommand.command, ExplainCommand.command, InspectCommand.command,
      PolicyCommand.command, PresetCommand.command, ReplayCommand.command, RuleCommand.command,
      RulesCommand.command,
      TestCommand.command,
      CompletionsCommand.command,
    ])

  static func main() {
    guard Heap.keepSmall() else { exit(.bug, "the C library refuses its settings") }
    StandardStream.ignoreBrokenPipes()
    // Foundation is not used, so the locale is the C library's: libarchive needs it for names.
    guard Environment.setLocaleUTF8() else { exit(.bug, "the locale C.UTF-8 is missing") }
    let words = Array(CommandLine.arguments.dropFirst())
    exit(perform(words))
  }

  private static func perform(_ words: [String]) -> ExitCode {
    do {
      switch try command.parse(words) {
      case .version: return print("rollcall \(version)\n")
      case .help(let path): return print(path.help())
      case .completions(let offers): return print(offers.map { "\($0)\n" }.joined())
      case .run(let command, let arguments): return try command.run(arguments)
      }
    } catch let error as UsageError {
      complain("\(error)")
      return .usage
    } catch {
      complain(errorReport("\(error)"))
      return .notDone
    }
  }

  /// Writes to standard output; failing to is an error like any other.
  static func print(_ text: String) -> ExitCode {
    do {
      try StandardStream.output.write(text)
      return .success
    } catch {
      complain(errorReport("\(error)"))
      return .notDone
    }
  }

  private static func complain(_ text: String) {
    do {
      try StandardStream.error.write(text)
    } catch {
      // Nobody is left to tell; the exit code still says what happened.
      return
    }
  }

  /// Ends the program with a message of what is wrong.
  static func exit(_ code: ExitCode, _ message: String) -> Never {
    complain(errorReport(message))
    exit(code)
  }

  private static func exit(_ code: ExitCode) -> Never { Process.exit(code.rawValue) }
}
