import Files
import Glibc

/// What one whole process cost.
struct ProcessCost {
  /// From its start to its end.
  let wallSeconds: Double
  /// User and system time of all its threads.
  let cpuSeconds: Double
  /// The most memory it held (`ru_maxrss`), in bytes.
  let peakBytes: Int
}

/// A program with its words.
struct ChildProcess {
  let words: [String]

  init(_ words: [String]) { self.words = words }

  /// A line for the shell, which gives its place to the program.
  init(shell line: String) { words = ["/bin/sh", "-c", "exec \(line)"] }

  /// Runs the program to its end; its standard output is dropped.
  ///
  /// The kernel counts the memory of whoever starts a process as that process's own until it has
  /// loaded its program, so whoever measures must stay small until the last run is over.
  ///
  /// - Throws: when it cannot be started or does not end with 0.
  func run() throws -> ProcessCost {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in words.indices { unsafe free(arguments[index]) } }
    var process: pid_t = 0
    let start = BenchMeasure.monotonicNanoseconds
    let code = unsafe posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    guard code == 0 else { throw BenchError("'\(words[0])' cannot be started (error \(code))") }
    var status: Int32 = 0
    var usage = rusage()
    guard unsafe wait4(process, &status, 0, &usage) == process else {
      throw BenchError("'\(words[0])' cannot be waited for")
    }
    let wall = BenchMeasure.monotonicNanoseconds - start
    guard status == 0 else {
      throw BenchError("'\(words.joined(separator: " "))' ended with status \(status)")
    }
    return ProcessCost(
      wallSeconds: Double(wall) / 1e9,
      cpuSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
      peakBytes: Int(usage.ru_maxrss) * 1024)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}
