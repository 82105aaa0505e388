/// The words of one invocation, checked against its command.
package struct Arguments: Sendable {
  /// The names from the root to the command.
  package let commandPath: [String]
  private let declared: Set<String>
  private var words: [String: [String]] = [:]

  init(for path: [Command]) {
    commandPath = path.map(\.name)
    declared = Set(path[path.count - 1].parameters.map(\.name))
  }

  /// Whether the flag was given.
  package subscript(flag: Flag) -> Bool { given(flag) != nil }

  /// The value given, or `nil`.
  package subscript<Value>(option: Option<Value>) -> Value? {
    given(option)?.last.flatMap(Value.init(argument:))
  }

  /// The value given, else the default.
  package subscript<Value>(setting: Setting<Value>) -> Value {
    let value = given(setting)?.last.flatMap(Value.init(argument:)) ?? setting.defaultValue
    guard let value else { preconditionFailure("'\(setting.parameter.name)' was not checked") }
    return value
  }

  /// Every value given, in order.
  package subscript<Value>(repeated: Repeated<Value>) -> [Value] {
    (given(repeated) ?? []).compactMap(Value.init(argument:))
  }

  /// Whether the command line gives the parameter, whatever its default.
  package func isGiven(_ key: some ParameterKey) -> Bool { given(key) != nil }

  /// A refusal that only the command itself can know of, such as two values that do not fit.
  package func refusal(_ message: String, hint: String? = nil) -> UsageError {
    UsageError(message, hint: hint, commandPath: commandPath)
  }

  /// The words given for a parameter; a key that the command does not list is a bug.
  private func given(_ key: some ParameterKey) -> [String]? {
    let name = key.parameter.name
    let command = commandPath.joined(separator: " ")
    precondition(declared.contains(name), "'\(command)' reads '\(name)', but does not take it")
    return words[name]
  }

  /// Whether words were stored for the parameter of this name.
  func has(_ name: String) -> Bool { words[name] != nil }

  /// Notes that the parameter is given, with one more word unless it is a flag.
  mutating func store(_ word: String?, for name: String) {
    words[name, default: []] += word.map { [$0] } ?? []
  }
}
