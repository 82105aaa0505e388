/// What the process tells its caller when it ends.
///
/// 0, 1 and 2 follow diff and grep; 64 and 70 are `EX_USAGE` and `EX_SOFTWARE` of sysexits.h; 130 is
/// how shells report an interrupt.
package enum ExitCode: Int32, CaseIterable, Sendable {
  /// Done, and nothing stands at or above the level that fails.
  case success = 0
  /// Done, with findings at or above the level that fails, or a failed expectation.
  case findings = 1
  /// Not done, or undetermined where completeness was required.
  case notDone = 2
  /// The command line is wrong, and nothing was read.
  case usage = 64
  /// A bug in the program.
  case bug = 70
  /// Interrupted from outside.
  case interrupted = 130

  /// The meaning as the manual prints it.
  package var meaning: String {
    switch self {
    case .success: "nothing at or above --fail-on"
    case .findings: "findings at or above --fail-on, or a failed expectation"
    case .notDone: "could not be done, or undetermined where completeness was required"
    case .usage: "wrong command line"
    case .bug: "a bug in rollcall"
    case .interrupted: "interrupted"
    }
  }
}
