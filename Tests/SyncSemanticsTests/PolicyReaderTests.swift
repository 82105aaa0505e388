import Digests
import DirectoryModel
import TestSupport
import Testing
import YAMLText

@testable import SyncSemantics

struct PolicyReaderTests {
  static let head = "policy: mine\nsummary: Mine.\n"

  typealias Mistake = (text: String, message: String)

  static let mistakes: [Mistake] = [
    ("", "p.yaml:1:1: found no document, expected a YAML document"),
    ("[]", "p.yaml:1:1: found a list, expected a mapping"),
    ("summary: Mine.", "p.yaml:1:1: found a mapping without 'policy', expected the key 'policy'"),
    (
      "policy: mine",
      "p.yaml:1:1: found a mapping without 'summary', expected the key 'summary'"
    ),
    (
      "policy: My policy\nsummary: Mine.",
      "p.yaml:1:9: found 'My policy', expected a name of lower-case letters, digits and hyphens"
    ),
    (
      head + "policy: mine",
      "p.yaml:3:1: found the key 'policy' a second time, expected each key once\n"
        + "  the first one stands at 1:1"
    ),
    (
      head + "autority: local",
      "p.yaml:3:1: found unknown key 'autority', expected one of 'policy', 'summary', 'extends', "
        + "'documents', 'authority', 'groups', 'people', 'members', 'owners', 'full-run', "
        + "'incremental-run', 'schedule', 'lifecycle', 'delta', 'writing', 'guards', "
        + "'attribute-mapping', 'dynamic-rules', 'prerequisites'\n  did you mean 'authority'?"
    ),
    (
      head + "authority: locale",
      "p.yaml:3:12: found 'locale', expected one of 'directory', 'local', 'per-link'\n"
        + "  did you mean 'local'?"
    ),
    (
      head + "owners:\n  handeling: mirror",
      "p.yaml:4:3: found unknown key 'handeling', expected one of 'handling', "
        + "'count-as-members'\n  did you mean 'handling'?"
    ),
    (head + "owners: mirror", "p.yaml:3:9: found 'mirror', expected a mapping"),
    (
      head + "owners:\n  count-as-members: yes",
      "p.yaml:4:21: found 'yes', expected true or false\n"
        + "  write true or false; put a text into quotes"
    ),
    (
      head + "schedule:\n  interval: 5",
      "p.yaml:4:13: found '5', expected a duration such as '90s', '5m', '1h' or '30d'"
    ),
    (
      head + "guards:\n  maximum-removal-percent: 10",
      "p.yaml:4:28: found '10', expected a percentage from '0%' to '100%'"
    ),
    (
      head + "guards:\n  maximum-removal-percent: 101%",
      "p.yaml:4:28: found '101%', expected a percentage from '0%' to '100%'"
    ),
    (
      head + "guards:\n  maximum-removal-percent: +5%",
      "p.yaml:4:28: found '+5%', expected a percentage from '0%' to '100%'"
    ),
    (
      head + "guards:\n  maximum-removal-percent: '%'",
      "p.yaml:4:28: found the text '%', expected a percentage from '0%' to '100%'"
    ),
    (
      head + "guards:\n  maximum-removal-percent: 99999999999999999999%",
      "p.yaml:4:28: found '99999999999999999999%', expected a percentage from '0%' to '100%'"
    ),
    (
      "policy: ''\nsummary: Mine.",
      "p.yaml:1:9: found the text '', expected a name of lower-case letters, digits and hyphens"
    ),
    (
      "policy: a_b\nsummary: Mine.",
      "p.yaml:1:9: found 'a_b', expected a name of lower-case letters, digits and hyphens"
    ),
    (
      // One character to a reader, and two of a user name.
      head + "people:\n  replacements: { \"e\\u0301\": e }",
      "p.yaml:4:19: found the key 'e\u{301}', expected one character"
    ),
    (
      head + "people:\n  replacements: { '': e }",
      "p.yaml:4:19: found the key '', expected one character"
    ),
    (
      head + "writing:\n  batch-size: 0",
      "p.yaml:4:15: found '0', expected a whole number from 1 to 1000"
    ),
    (
      head + "groups:\n  match: [name, nam]",
      "p.yaml:4:17: found 'nam', expected one of 'link', 'object-id', 'external-id', 'name', "
        + "'name-is-object-id'\n  did you mean 'name'?"
    ),
    (
      head + "groups:\n  match: [name, link, name]",
      "p.yaml:4:23: found 'name' a second time, expected each word once"
    ),
    (head + "groups:\n  match: name", "p.yaml:4:10: found 'name', expected a list"),
    (
      head + "groups:\n  kinds: [Security]",
      "p.yaml:4:11: found 'Security', expected one of 'microsoft-365', 'security', "
        + "'mail-enabled-security', 'distribution', 'unknown'\n  did you mean 'security'?"
    ),
    (
      head + "members:\n  kinds: [user, user]",
      "p.yaml:4:17: found 'user' a second time, expected each word once"
    ),
    (
      head + "people:\n  replacements: { at: '-' }",
      "p.yaml:4:19: found the key 'at', expected one character"
    ),
    (
      head + "extends: miror",
      "p.yaml:3:10: found 'miror', expected the name of a built-in policy\n"
        + "  did you mean 'mirror'?"
    ),
    (head + "documents: {}", "p.yaml:3:12: found a mapping, expected a list"),
    (head + "attribute-mapping: name", "p.yaml:3:20: found 'name', expected a mapping"),
    (head + "prerequisites: secret", "p.yaml:3:16: found 'secret', expected a list"),
    (
      head + "schedule:\n  runs: daily",
      "p.yaml:4:9: found 'daily', expected one of 'full', 'incremental'"
    ),
    (head + "dynamic-rules: maybe", "p.yaml:3:16: found 'maybe', expected true or false"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told with its line and column`(_ mistake: Mistake) throws {
    do {
      _ = try Policy.read(text: mistake.text, file: "p.yaml")
      Issue.record("read without a mistake")
    } catch {
      #expect("\(error)" == mistake.message)
    }
  }

  @Test func `every decision can be stated, and is kept`() throws {
    let policy = try Policy.read(text: Fixture.text("policies/everything.yaml"), file: "e.yaml")
    #expect(policy.authority == .perLink)
    #expect(policy.scope.kinds == [.security, .microsoft365])
    #expect(policy.scope.namePrefix == "APP-")
    #expect(policy.scope.expectation == .all)
    #expect(policy.groupMatching.ladder == [.link, .objectID, .nameIsObjectID])
    #expect(policy.groupMatching.names.letterCase == .unicode)
    #expect(policy.groupMatching.names.normalization == .nfc)
    #expect(policy.groupMatching.names.blanks == .collapsed)
    #expect(policy.identityMatching.ladder == [.deviceID, .hostName])
    #expect(policy.identityMatching.unmatched == .create)
    #expect(policy.identityMatching.userNames.members == .localPart)
    #expect(policy.identityMatching.userNames.guests == .objectID)
    #expect(policy.identityMatching.userNames.replacements == ["@": "-", "ß": "ss"])
    #expect(policy.members.kinds == [.user, .device, .servicePrincipal])
    #expect(policy.members.nesting == .preserved)
    #expect(policy.members.unlistedGroups == .ignore)
    #expect(policy.owners.handling == .mirror)
    #expect(policy.fullRun.emptyAnswer == .keep)
    #expect(policy.incrementalRun.foreignMembers == .keep)
    #expect(policy.schedule.intervalSeconds == 300)
    #expect(policy.schedule.publicationDelaySeconds == 900)
    #expect(policy.lifecycle.deletedGroups == .orphan)
    #expect(policy.delta.tokenLifetimeSeconds == 2_592_000)
    #expect(policy.delta.expiry == .failUntilReset)
    #expect(policy.writing.batchSize == 20)
    #expect(policy.guards.maximumRemovalPercent == 10)
    #expect(policy.guards.keepsLastOwner)
    #expect(policy.attributeMapping == [AttributePair(directory: "displayName", local: "name")])
    #expect(policy.dynamicRules)
    #expect(policy.prerequisites == ["client id", "client secret"])
    #expect(policy.schedule.runs == .incremental)
    #expect(policy.scope.hasReadOnlyCopies)
    #expect(!policy.delta.joinsDeletedUsers)
    #expect(policy.documents == ["A document, https://example.org/a"])
    for setting in PolicySetting.all {
      let line = try #require(policy.lines[setting.path], "\(setting.path)")
      #expect(line.hasPrefix("e.yaml:"))
    }
  }

  @Test func `the line of a decision is that of the file that states it`() throws {
    let text = Self.head + "extends: mirror\nmembers:\r\n  nesting: transitive   # why\r\n"
    let policy = try Policy.read(text: text, file: "my policies/p.yaml")
    #expect(policy.line("members.nesting") == "my policies/p.yaml:5: nesting: transitive")
    #expect(policy.line("authority") == "mirror.yaml:6: authority: directory")
    #expect(policy.members.nesting == .transitive)
    #expect(policy.fullRun.foreignMembers == .remove)
  }

  /// A line of a policy, and what of it is evidence.
  static let evidence: [(line: String, shown: String)] = [
    ("name-prefix: APP#1", "name-prefix: APP#1"), ("name-prefix: APP #1", "name-prefix: APP"),
    ("name-prefix: APP\t# why", "name-prefix: APP"), ("name-prefix: APP  \t", "name-prefix: APP"),
    ("name-prefix:   APP   # a # b", "name-prefix:   APP"),
    ("name-prefix: '' #", "name-prefix: ''"),
    // Within quotation marks a sign is part of the name.
    ("name-prefix: \"APP #1\"", "name-prefix: \"APP #1\""),
    ("name-prefix: 'APP #1' # why", "name-prefix: 'APP #1'"),
    ("name-prefix: \"a\\\" #b\" # \"c\"", "name-prefix: \"a\\\" #b\""),
    ("name-prefix: \"a\\\\\" #b", "name-prefix: \"a\\\\\""),
    ("name-prefix: 'it''s # x' # y", "name-prefix: 'it''s # x'"),
    ("name-prefix: it's # x", "name-prefix: it's"),
    ("name-prefix: Grün # Grün", "name-prefix: Grün"),
    ("kinds: [ 'security' ] # 'x'", "kinds: [ 'security' ]"),
    ("\"name-prefix\": x # y", "\"name-prefix\": x"),
  ]

  @Test(arguments: evidence)
  func `a decision is quoted without its comment`(_ row: (line: String, shown: String)) throws {
    for end in ["\n", "\r\n", "\t\n", ""] {
      let policy = try Policy.read(
        text: Self.head + "groups:\n    \(row.line)\(end)", file: "p.yaml")
      let path = row.line.hasPrefix("kinds") ? "groups.kinds" : "groups.name-prefix"
      #expect(policy.line(path) == "p.yaml:4: \(row.shown)")
    }
  }

  /// Shares at the ends of their range, and how many percent each is.
  @Test(arguments: [("0%", 0), ("1%", 1), ("100%", 100), ("007%", 7), ("'99%'", 99)])
  func `a share is written with its sign`(_ row: (text: String, percent: Int)) throws {
    let text = Self.head + "guards: { maximum-removal-percent: \(row.text) }"
    #expect(
      try Policy.read(text: text, file: "p.yaml").guards.maximumRemovalPercent == row.percent)
  }

  @Test(arguments: ["a", "z", "0", "9", "-", "a-0", "2026-09"])
  func `a policy may be called by letters, digits and hyphens`(_ name: String) throws {
    #expect(try Policy.read(text: "policy: '\(name)'\nsummary: S.", file: "p").name == name)
  }

  /// Policies above one that extends `mirror`, and whether that goes in a circle.
  static let circles: [(above: [String], isCircle: Bool)] = [
    ([], false), (["mine"], false), (["mirror"], false), (["x", "mirror"], true),
    (["mirror", "mirror"], true), (["x", "y", "mirror"], true), (["x", "Mirror"], false),
  ]

  @Test(arguments: circles)
  func `policies cannot extend each other in a circle`(
    _ row: (above: [String], isCircle: Bool)
  ) throws {
    let reader = PolicyReader(text: Self.head + "extends: mirror\n", file: "mine.yaml")
    guard row.isCircle else {
      #expect(try reader.read(above: row.above).name == "mine")
      return
    }
    do {
      _ = try reader.read(above: row.above)
      Issue.record("read without a mistake")
    } catch {
      let found = "found 'mirror', which extends this policy, expected a policy that does not"
      #expect("\(error)" == "mine.yaml:3:10: \(found)")
    }
  }

  @Test func `the digest covers the text and every text that it extends`() throws {
    let text = Self.head + "extends: open-webui-json\n"
    let policy = try Policy.read(text: text, file: "p.yaml")
    let texts = ["open-webui-json", "open-webui", "mirror"].compactMap { Policy.text(named: $0) }
    #expect(texts.count == 3)
    #expect(policy.digest == SHA256.hex(of: text + texts.joined()))
    #expect(try Policy.read(text: text + "\n", file: "p.yaml").digest != policy.digest)
  }

  @Test func `a file may be called like the policy that it extends`() throws {
    let policy = try Policy.read(
      text: "policy: grafana\nsummary: Ours.\nextends: grafana\n", file: "grafana.yaml")
    #expect(policy.owners.countAsMembers)
    #expect(policy.summary == "Ours.")
    #expect(policy.documents == (try SyncSemantics.policy(named: "grafana"))?.documents)
  }

  @Test func `every text cut short is refused or read`() throws {
    let text = try Fixture.text("policies/everything.yaml")
    for count in stride(from: 0, to: text.utf8.count, by: 7) {
      let cut = String(decoding: Array(text.utf8.prefix(count)), as: UTF8.self)
      do {
        _ = try Policy.read(text: cut, file: "cut.yaml")
      } catch {
        #expect("\(error)".hasPrefix("cut.yaml:"))
      }
    }
  }
}
