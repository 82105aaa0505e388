private import CSystem
private import Glibc

/// The running program itself.
package enum Process {
  /// Ends the program with an exit code, whatever other threads are doing; temporary folders go.
  ///
  /// What libraries tidy up at a usual exit (https://man7.org/linux/man-pages/man3/atexit.3.html) a
  /// thread that hashes or reads a database may still be using.
  package static func exit(_ code: Int32) -> Never {
    TemporaryFolder.removeAll { _exit(code) }
  }

  /// How many processor cores the system offers; at least 1.
  package static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
