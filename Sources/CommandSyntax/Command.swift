/// A command as data: its name, what it takes, and what it does.
package struct Command: Sendable {
  package let name: String
  package let abstract: String
  package let discussion: String
  package let parameters: [Parameter]
  /// Sets of parameters of which at most one may be given.
  package let exclusions: [Exclusion]
  package let examples: [Example]
  package let subcommands: [Command]
  /// Carries the command out; the arguments are checked.
  package let run: @Sendable (Arguments) throws -> ExitCode

  /// A line that can be copied, and what it is good for.
  package typealias Example = (line: String, purpose: String)

  /// Creates a command that does something.
  ///
  /// Everything that `run` reads must be listed: reading another key is a precondition failure.
  package init(
    _ name: String, _ abstract: String, discussion: String = "",
    takes keys: [any ParameterKey] = [], exclusions: [Exclusion] = [], examples: [Example] = [],
    run: @escaping @Sendable (Arguments) throws -> ExitCode
  ) {
    (self.name, self.abstract, self.discussion) = (name, abstract, discussion)
    (parameters, self.exclusions) = (keys.map(\.parameter), exclusions)
    (self.examples, subcommands, self.run) = (examples, [], run)
    precondition(declarationFault == nil, "'\(name)': \(declarationFault ?? "")")
  }

  /// Creates a command that only groups others.
  package init(
    _ name: String, _ abstract: String, discussion: String = "", examples: [Example] = [],
    subcommands: [Command]
  ) {
    (self.name, self.abstract, self.discussion) = (name, abstract, discussion)
    (parameters, exclusions, self.examples) = ([], [], examples)
    self.subcommands = subcommands
    run = { _ in preconditionFailure("'\(name)' only groups subcommands") }
    precondition(declarationFault == nil, "'\(name)': \(declarationFault ?? "")")
  }

  /// Parameters of which at most one may be given, or exactly one when required.
  package struct Exclusion: Sendable {
    package let names: [String]
    package let isRequired: Bool

    package init(_ keys: [any ParameterKey], required: Bool = false) {
      (names, isRequired) = (keys.map(\.parameter.name), required)
    }
  }
}

extension Command {
  /// The flags and options, in the order of their declaration.
  var named: [Parameter] { parameters.filter { $0.kind != .positional } }

  /// The positional arguments, in order.
  var positionals: [Parameter] { parameters.filter { $0.kind == .positional } }

  /// What is wrong with the declaration itself; only a bug can cause it.
  var declarationFault: String? {
    let names = parameters.map(\.name) + subcommands.map(\.name)
    for (index, name) in names.enumerated() {
      if ["help", "version", "complete"].contains(name) { return "'\(name)' is reserved" }
      if names[..<index].contains(name) { return "'\(name)' is declared twice" }
    }
    let shorts = parameters.compactMap(\.short)
    for (index, short) in shorts.enumerated() {
      if short == "h" { return "'-h' is reserved" }
      if shorts[..<index].contains(short) { return "'-\(short)' is declared twice" }
    }
    if let last = positionals.dropLast().first(where: \.isRepeatable) {
      return "'\(last.synopsis)' must come last"
    }
    for (first, second) in zip(positionals, positionals.dropFirst())
    where !first.isRequired && second.isRequired {
      return "'\(second.synopsis)' is required, but stands behind '\(first.synopsis)', which is not"
    }
    return exclusionFault
  }

  private var exclusionFault: String? {
    for name in exclusions.flatMap(\.names) {
      guard let member = parameters.first(where: { $0.name == name }) else {
        return "'\(name)' is in an exclusive set, but is not taken"
      }
      if member.isRequired { return "'\(name)' is required, but is in an exclusive set" }
    }
    return exclusions.contains { $0.names.count < 2 } ? "an exclusive set needs two members" : nil
  }
}
