import CommandSyntax
import Files
import Memory

/// The benchmark: makes tenants, measures whole processes and parts of one, and prints JSON.
@main
enum RollcallBench {
  static let command = Command(
    "rollcall-bench", "Makes data, measures rollcall on it beside other programs, prints JSON.",
    subcommands: [
      GenerateCommand.command, AuditCommand.command, OnceCommand.command, PartsCommand.command,
      ClosureCommand.command,
      ShapesCommand.command, LayoutsCommand.command, ReplayCommand.command,
      EventsCommand.command, ScenariosCommand.command, RulesCommand.command,
    ])

  static func main() {
    guard Heap.keepSmall() else { end(.bug, "error: the C library refuses its settings\n") }
    guard Environment.setLocaleUTF8() else { end(.bug, "error: the locale C.UTF-8 is missing\n") }
    do {
      switch try command.parse(Array(CommandLine.arguments.dropFirst())) {
      case .version: end(.usage, "error: the benchmark has no version of its own\n")
      case .help(let path): try StandardStream.output.write(path.help())
      case .completions(let offers): try StandardStream.output.write(offers.joined(separator: "\n"))
      case .run(let command, let arguments): Process.exit(try command.run(arguments).rawValue)
      }
    } catch let error as UsageError {
      end(.usage, "\(error)")
    } catch {
      end(.notDone, "rollcall-bench: error: \(error)\n")
    }
  }

  private static func end(_ code: ExitCode, _ message: String) -> Never {
    do {
      try StandardStream.error.write(message)
    } catch {
      // Nobody is left to tell; the exit code still says what happened.
      Process.exit(code.rawValue)
    }
    Process.exit(code.rawValue)
  }
}

/// Something that kept a measurement from being made.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
