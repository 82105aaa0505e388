/// Why a command could not be carried out, beyond what the modules say of their inputs.
struct CommandError: Error, Equatable, CustomStringConvertible {
  let message: String
  let hint: String?

  init(_ message: String, hint: String? = nil) { (self.message, self.hint) = (message, hint) }

  var description: String { hint.map { "\(message)\n  \($0)" } ?? message }
}
