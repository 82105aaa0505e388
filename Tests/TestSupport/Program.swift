import Foundation

/// What a program left behind: everything it printed, and its exit code.
package struct Finished: Equatable, Sendable, CustomStringConvertible {
  package let exitCode: Int32
  package let standardOutput: String
  package let standardError: String

  package init(exitCode: Int32, standardOutput: String = "", standardError: String = "") {
    (self.exitCode, self.standardOutput) = (exitCode, standardOutput)
    self.standardError = standardError
  }

  package var description: String {
    "exit \(exitCode)\n--- standard output\n\(standardOutput)--- standard error\n\(standardError)"
  }
}

/// A program that could not be run or did not end.
package struct ProgramError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Runs a program to its end and returns what it printed.
///
/// Both outputs go to files, so neither can fill a pipe and stop the program. Standard input is a
/// pipe when `input` is given and empty otherwise. The environment holds `PATH` and what is given,
/// nothing else. After `seconds` the program is ended, which is an error.
package func run(
  _ program: String, _ arguments: [String] = [], input: [UInt8]? = nil, in folder: String? = nil,
  environment: [String: String] = [:], seconds: Int = 120
) throws -> Finished {
  let scratch = try ScratchFolder()
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  // The shell makes a true pipe of the input without a thread that could be left writing to it.
  let limited = #"exec timeout --signal=KILL "$limit" "$@""#
  let script = input == nil ? limited : #"cat "$scratch/input" | "# + limited
  process.arguments = ["-c", "scratch=$1 limit=$2; shift 2; \(script)", "run"]
  process.arguments? += [scratch.path, "\(seconds)", program] + arguments
  let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
  process.environment = ["PATH": path].merging(environment) { $1 }
  if let folder { process.currentDirectoryURL = URL(filePath: folder) }
  if let input { try scratch.write(input, to: "input") }
  process.standardInput = FileHandle.nullDevice
  let outputs = try ["output", "error"].map { name in
    try FileHandle(forWritingTo: URL(filePath: try scratch.write("", to: name)))
  }
  (process.standardOutput, process.standardError) = (outputs[0], outputs[1])
  try process.run()
  process.waitUntilExit()
  for output in outputs { try output.close() }
  // A signal counts as shells count it; only the time limit kills.
  let code = process.terminationStatus + (process.terminationReason == .exit ? 0 : 128)
  if code == 128 + 9 {
    throw ProgramError("'\(program)' did not end within \(seconds) seconds")
  }
  return Finished(
    exitCode: code, standardOutput: try scratch.text(of: "output"),
    standardError: try scratch.text(of: "error"))
}

/// Runs the `rollcall` that was built beside the tests and returns what it printed.
package func rollcall(
  _ arguments: [String], input: [UInt8]? = nil, in folder: String? = nil,
  environment: [String: String] = [:], seconds: Int = 120
) throws -> Finished {
  try run(
    builtProgram("rollcall"), arguments, input: input, in: folder, environment: environment,
    seconds: seconds)
}

/// Returns the absolute path of an executable that was built beside the running tests.
///
/// The build system puts both into `<scratch path>/<configuration>/`.
package func builtProgram(_ name: String) throws -> String {
  let running = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
  let candidates = [running] + CommandLine.arguments
  for candidate in candidates where candidate.contains("/") {
    let folder = URL(filePath: candidate).deletingLastPathComponent()
    let program = folder.appending(path: name, directoryHint: .notDirectory).path
    if FileManager.default.isExecutableFile(atPath: program) { return program }
  }
  throw ProgramError("no '\(name)' beside '\(running)'; build it with 'swift build'")
}
