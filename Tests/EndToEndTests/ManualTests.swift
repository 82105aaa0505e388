import Audit
import CommandSyntax
import TestSupport
import Testing

@testable import rollcall

/// The pages of the manual that are made from the program itself.
struct ManualTests {
  static let folder = "Sources/rollcall/rollcall.docc"

  @Test func `the reference of the commands is what the program says of itself`() throws {
    let page = """
      # Commands

      Every command with its options, as `rollcall help` prints them.

      \(Rollcall.command.manual())
      ## Exit codes

      \(ExitCode.manual())
      """
    try expectGolden(page, at: "\(Self.folder)/Commands.md")
  }

  @Test func `every rule has its page`() throws {
    var page = """
      # Rules

      What the audit looks for, in the order of its reports. `rollcall rules ID` prints one page.

      """
    for rule in Rule.all {
      page += "\n## \(rule.id)\n\n*\(rule.severity.rawValue)*: \(rule.summary)\n\n\(rule.page)\n"
    }
    try expectGolden(page, at: "\(Self.folder)/Rules.md")
  }
}
