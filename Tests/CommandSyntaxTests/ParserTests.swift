import CommandSyntax
import Testing

struct ParserTests {
  /// What is typed, and what the audit reads: tenants, local, format, strict, quiet.
  static let spellings: [(typed: [String], read: String)] = [
    (["--tenant", "a", "--local", "b"], "a|b|text|false|false"),
    (["--tenant=a", "--local=b"], "a|b|text|false|false"),
    (["-t", "a", "-l", "b"], "a|b|text|false|false"),
    (["-ta", "-lb"], "a|b|text|false|false"),
    (["-t", "a", "-t", "b", "--tenant=c"], "a,b,c||text|false|false"),
    (["-sqt", "a"], "a||text|true|true"),
    (["-sf", "json", "-ta"], "a||json|true|false"),
    (["-sfjson", "-ta"], "a||json|true|false"),
    (["--format", "csv", "-t", "-"], "-||csv|false|false"),
    (["-s", "-s", "-ta"], "a||text|true|false"),
    (["--tenant=a=b", "-ta=b"], "a=b,a=b||text|false|false"),
    (["--tenant=--local"], "--local||text|false|false"),
    (["--tenant=\u{301}a"], "\u{301}a||text|false|false"),
    (["-t", "a", "--"], "a||text|false|false"),
  ]

  @Test(arguments: spellings)
  func `options are read in every spelling`(_ row: (typed: [String], read: String)) throws {
    guard case .run(let command, let arguments) = try Sample.root.parse(["audit"] + row.typed)
    else {
      Issue.record("\(row.typed) does not run")
      return
    }
    let parts = [
      arguments[Sample.tenant].joined(separator: ","), arguments[Sample.local] ?? "",
      arguments[Sample.format].rawValue, "\(arguments[Sample.strict])",
      "\(arguments[Sample.quiet])",
    ]
    #expect(parts.joined(separator: "|").utf8.elementsEqual(row.read.utf8))
    #expect(try command.run(arguments) == (arguments[Sample.strict] ? .findings : .success))
  }

  @Test func `a number that begins with a minus is joined to its option`() throws {
    #expect(try arguments("audit", "-ta", "--limit=-5")[Sample.limit] == -5)
    #expect(try arguments("audit", "-ta", "-n-5")[Sample.limit] == -5)
    #expect(try arguments("audit", "-ta")[Sample.limit] == nil)
  }

  @Test func `assignments keep their order and everything behind the first sign`() throws {
    let read = try arguments("audit", "-ta", "--param", "b=1", "--param=a=x=y", "--param", "c=")
    #expect(
      read[Sample.parameter] == [
        Assignment(name: "b", value: "1"), Assignment(name: "a", value: "x=y"),
        Assignment(name: "c", value: ""),
      ])
    #expect(read[Sample.parameter].map(\.argument) == ["b=1", "a=x=y", "c="])
  }

  @Test func `a combining mark behind the sign of an assignment does not hide the sign`() throws {
    let read = try arguments("audit", "-ta", "--param", "a=\u{338}b")
    #expect(read[Sample.parameter] == [Assignment(name: "a", value: "\u{338}b")])
  }

  @Test func `positional arguments stand between options and behind two dashes`() throws {
    let read = try arguments("policy", "show", "mirror", "1", "2", "--", "-3")
    #expect(read[Sample.name] == "mirror")
    #expect(read[Sample.others] == [1, 2, -3])
    #expect(read.commandPath == ["rollcall", "policy", "show"])
  }

  @Test func `a default counts as read but not as given`() throws {
    let read = try arguments("audit", "-ta")
    #expect(read[Sample.format] == .text)
    #expect(!read.isGiven(Sample.format))
    #expect(try arguments("audit", "-ta", "-ftext").isGiven(Sample.format))
  }

  /// Every way to ask for something other than a command.
  static let requests: [(typed: [String], outcome: String)] = [
    (["--help"], "help rollcall"), (["-h"], "help rollcall"), (["help"], "help rollcall"),
    (["--version"], "version"), (["audit", "--help"], "help rollcall audit"),
    (["audit", "-h"], "help rollcall audit"), (["audit", "-sh"], "help rollcall audit"),
    (["audit", "--limit=x", "-h"], "no value"), (["audit", "-h", "--limit=x"], "help"),
    (["help", "audit"], "help rollcall audit"),
    (["help", "policy", "show"], "help rollcall policy show"),
    (["policy", "help", "show"], "help rollcall policy show"),
    (["policy", "--help"], "help rollcall policy"),
    (["policy", "show", "--help"], "help rollcall policy show"),
    (["policy", "list"], "run list"), (["audit", "-ta"], "run audit"),
    (["--complete", "au"], "completions audit"), (["--complete"], "completions audit policy"),
  ]

  @Test(arguments: requests)
  func `help and version are answered on every level`(_ row: (typed: [String], outcome: String)) {
    let found = outcome(row.typed)
    #expect(found == row.outcome || found.contains(row.outcome), "\(row.typed): \(found)")
  }

  @Test func `help is asked for before anything is missed`() {
    #expect(outcome("audit", "--help") == "help rollcall audit")
    #expect(outcome("policy", "show", "-h") == "help rollcall policy show")
  }

  @Test func `a command refuses in the same form as the parser`() throws {
    let read = try arguments("explain", "--user", "Zoë")
    let refusal = #expect(throws: UsageError.self) { try Sample.explain.run(read) }
    #expect(
      refusal?.description == """
        rollcall: error: nobody is called 'Zoë'
          look again
        See 'rollcall explain --help'.

        """)
  }
}
