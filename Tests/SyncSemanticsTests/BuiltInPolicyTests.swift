import Testing

@testable import SyncSemantics

struct BuiltInPolicyTests {
  @Test(arguments: Policy.builtInNames)
  func `a built-in policy reads without a mistake and bears its own name`(
    _ name: String
  ) throws {
    let policy = try #require(try policy(named: name))
    #expect(policy.name == name)
    #expect(policy.summary.hasSuffix("."))
    #expect(policy.digest.utf8.count == 64)
    for setting in PolicySetting.all
    where !["groups.name-prefix", "people.replacements", "attribute-mapping"].contains(setting.path)
    {
      #expect(policy.lines[setting.path] != nil, "\(setting.path) rests on no line")
    }
  }

  @Test func `a decision knows the file and the line it came from`() throws {
    let policy = try #require(try policy(named: "grafana"))
    #expect(policy.line("members.nesting") == "grafana.yaml:18: nesting: transitive")
    #expect(policy.line("authority") == "mirror.yaml:6: authority: directory")
    #expect(policy.line("groups.name-prefix") == "grafana: groups.name-prefix (default)")
  }

  @Test func `there is no policy of an unknown name`() throws {
    #expect(try policy(named: "mirrow") == nil)
    #expect(Policy.builtInName(near: "mirrow") == "mirror")
  }
}
