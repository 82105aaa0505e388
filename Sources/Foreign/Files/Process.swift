private import CSystem
private import Glibc

/// The running program itself.
package enum Process {
  /// Ends the program with an exit code.
  package static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// How many processor cores the system offers; at least 1.
  package static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
