import TestSupport
import Testing

/// What `rollcall rule eval --group` says of a group whose rule is paused.
struct PausedRuleTests {
  private static let ada = "22222222-2222-2222-2222-222222222222"

  private static func write(_ state: String, to scratch: borrowing ScratchFolder) throws {
    try scratch.write(
      """
      {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#groups", "value": [
      {"id": "11111111-1111-1111-1111-111111111111", "displayName": "Staff",
      "groupTypes": ["DynamicMembership"], "securityEnabled": true, "mailEnabled": false,
      "membershipRule": "user.department -eq \\"IT\\"",
      "membershipRuleProcessingState": \(state), "members": []}]}
      """, to: "tenant/groups.json")
    try scratch.write(
      """
      {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "value": [
      {"id": "\(ada)", "displayName": "Ada", "userPrincipalName": "ada@x.example",
      "department": "IT"}]}
      """, to: "tenant/users.json")
  }

  private static let words = "the rule of 'Staff' is paused: it changes nobody's membership now"

  static let states = [
    ("\"Paused\"", true), ("\"On\"", false), ("null", false), ("\"paused \"", false),
  ]

  @Test(arguments: states)
  func `a paused rule is called paused in every answer`(_ state: (String, isPaused: Bool)) throws {
    let scratch = try ScratchFolder()
    try Self.write(state.0, to: scratch)
    for more in [[], ["--user", "Ada"]] {
      let command = ["rule", "eval", "--group", "Staff", "-t", "tenant"] + more
      let text = try rollcall(command, in: scratch.path)
      #expect(text.exitCode == 0)
      #expect(text.standardOutput.contains("warning: \(Self.words)\n") == state.isPaused)
      let json = try rollcall(command + ["--json"], in: scratch.path)
      let answer = try JSONNode(json.standardOutput)
      if more.isEmpty {
        let warnings = answer["warnings"].items.compactMap(\.text)
        #expect(warnings.contains(Self.words) == state.isPaused)
      } else {
        let expected = state.isPaused ? "Paused" : nil
        #expect(answer["membershipRuleProcessingState"].text == expected)
      }
    }
  }

  @Test func `a rule that is given by itself is nobody's, and not paused`() throws {
    let scratch = try ScratchFolder()
    try Self.write("\"Paused\"", to: scratch)
    let command = ["rule", "eval", "user.department -eq \"IT\"", "-t", "tenant"]
    #expect(try !rollcall(command, in: scratch.path).standardOutput.contains("paused"))
  }
}
