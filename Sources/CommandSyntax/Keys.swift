/// A typed key: declares a parameter and reads its value back out of the parsed arguments.
package protocol ParameterKey: Sendable {
  /// What the key declares.
  var parameter: Parameter { get }
}

/// A switch that is either given or not.
package struct Flag: ParameterKey {
  package let parameter: Parameter

  /// Declares `--name` and, with a letter, `-s`.
  package init(_ name: String, short: Character? = nil, _ help: String) {
    parameter = Parameter(
      kind: .flag, name: name, short: short, placeholder: "", help: help, defaultWord: nil,
      isRequired: false, isRepeatable: false, completion: .none, check: { _ in nil })
  }
}

/// A value that may be left out.
package struct Option<Value: ArgumentValue>: ParameterKey {
  package let parameter: Parameter

  /// Declares `--name <placeholder>` or, when positional, `[<name>]`.
  package init(
    _ name: String, short: Character? = nil, value placeholder: String? = nil,
    position: Parameter.Position = .named, completion: Completion? = nil, _ help: String
  ) {
    parameter = Parameter(
      valued: Value.self, name: name, short: short, placeholder: placeholder, position: position,
      completion: completion, help: help)
  }
}

/// A value that is always there: it has a default, or the command line must give it.
package struct Setting<Value: ArgumentValue>: ParameterKey {
  package let parameter: Parameter
  let defaultValue: Value?

  /// Declares a value that stands for itself when it is not given.
  package init(
    _ name: String, short: Character? = nil, value placeholder: String? = nil,
    default defaultValue: Value, position: Parameter.Position = .named,
    completion: Completion? = nil, _ help: String
  ) {
    self.defaultValue = defaultValue
    parameter = Parameter(
      valued: Value.self, name: name, short: short, placeholder: placeholder, position: position,
      completion: completion, help: help, defaultWord: defaultValue.argument)
  }

  /// Declares a value that must be given.
  package init(
    required name: String, short: Character? = nil, value placeholder: String? = nil,
    position: Parameter.Position = .named, completion: Completion? = nil, _ help: String
  ) {
    defaultValue = nil
    parameter = Parameter(
      valued: Value.self, name: name, short: short, placeholder: placeholder, position: position,
      completion: completion, help: help, isRequired: true)
  }
}

/// Values that may be given any number of times, or once at least when required.
package struct Repeated<Value: ArgumentValue>: ParameterKey {
  package let parameter: Parameter

  /// Declares `--name <placeholder> ...`, once for each value, or the last positional argument.
  package init(
    _ name: String, short: Character? = nil, value placeholder: String? = nil,
    required: Bool = false, position: Parameter.Position = .named,
    completion: Completion? = nil, _ help: String
  ) {
    parameter = Parameter(
      valued: Value.self, name: name, short: short, placeholder: placeholder, position: position,
      completion: completion, help: help, isRequired: required, isRepeatable: true)
  }
}

extension Parameter {
  fileprivate init<Value: ArgumentValue>(
    valued: Value.Type, name: String, short: Character?, placeholder: String?,
    position: Position, completion: Completion?, help: String, defaultWord: String? = nil,
    isRequired: Bool = false, isRepeatable: Bool = false
  ) {
    let words = Value.allowedWords
    self.init(
      kind: position == .named ? .option : .positional, name: name, short: short,
      placeholder: placeholder ?? name, help: help, defaultWord: defaultWord,
      isRequired: isRequired, isRepeatable: isRepeatable,
      completion: completion ?? (words.isEmpty ? .none : .words(words)),
      check: { Value(argument: $0) == nil ? Value.expectation : nil })
  }
}
