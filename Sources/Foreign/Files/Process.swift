private import CSystem
private import Glibc

/// The running program itself.
package enum Process {
  /// Ends the program with an exit code.
  package static func exit(_ code: Int32) -> Never { Glibc.exit(code) }
}
