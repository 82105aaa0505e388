import CommandSyntax
import Testing

private let flag = Flag("verbose", short: "v", "More.")
private let other = Flag("vast", short: "v", "Large.")
private let many = Repeated<String>("path", position: .positional, "Paths.")
private let one = Option<String>("target", position: .positional, "Target.")
private let must = Setting<String>(required: "source", position: .positional, "Source.")
private let key = Setting<String>(required: "key", "Key.")

struct DeclarationTests {
  /// What only a programmer can do wrong, and how the program stops when it is done.
  static let mistakes: [(message: String, make: @Sendable () throws -> Void)] = [
    ("'x': '-v' is declared twice", { make(takes: [flag, other]) }),
    ("'x': 'verbose' is declared twice", { make(takes: [flag, flag]) }),
    ("'x': '-h' is reserved", { make(takes: [Flag("host", short: "h", "Host.")]) }),
    ("'x': 'version' is reserved", { make(takes: [Flag("version", "Version.")]) }),
    ("'x': 'help' is reserved", { _ = Command("x", "X.", subcommands: [named("help")]) }),
    (
      "'x': 'list' is declared twice",
      { _ = Command("x", "X.", subcommands: [named("list"), named("list")]) }
    ),
    ("'x': '<path> ...' must come last", { make(takes: [many, one]) }),
    (
      "'x': '<source>' is required, but stands behind '<target>', which is not",
      { make(takes: [one, must]) }
    ),
    (
      "'x': 'vast' is in an exclusive set, but is not taken",
      { make(takes: [flag], excluding: [flag, other]) }
    ),
    (
      "'x': 'key' is required, but is in an exclusive set",
      { make(takes: [flag, key], excluding: [flag, key]) }
    ),
    (
      "'x': an exclusive set needs two members", { make(takes: [flag], excluding: [flag]) }
    ),
    (
      "'rollcall policy list' reads 'strict', but does not take it",
      { _ = try listing()[Sample.strict] }
    ),
    (
      "'rollcall policy list' reads 'limit', but does not take it",
      { _ = try listing()[Sample.limit] }
    ),
    (
      "'rollcall policy list' reads 'format', but does not take it",
      { _ = try listing()[Sample.format] }
    ),
    (
      "'rollcall policy list' reads 'tenant', but does not take it",
      { _ = try listing()[Sample.tenant] }
    ),
    (
      "'rollcall policy list' reads 'tenant', but does not take it",
      { _ = try listing().isGiven(Sample.tenant) }
    ),
    ("'policy' only groups subcommands", { _ = try Sample.policies.run(listing()) }),
  ]

  @Test(arguments: mistakes.indices)
  func `a command that contradicts itself stops the program`(index: Int) async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index = index as Int] in
      try DeclarationTests.mistakes[index].make()
    }
    let printed = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(printed.contains(": \(Self.mistakes[index].message)\n"), "\(printed)")
  }

  @Test func `the parameters of the tests' own program are in order`() {
    #expect(Sample.root.subcommands.map(\.name) == ["audit", "policy", "explain"])
  }
}

private func make(takes keys: [any ParameterKey], excluding excluded: [any ParameterKey] = []) {
  let exclusions = excluded.isEmpty ? [] : [Command.Exclusion(excluded)]
  _ = Command("x", "X.", takes: keys, exclusions: exclusions) { _ in .success }
}

private func named(_ name: String) -> Command { Command(name, "Does it.") { _ in .success } }

private func listing() throws -> Arguments { try arguments("policy", "list") }
