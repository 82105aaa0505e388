import DirectoryModel
import Testing
import YAMLText

@testable import SyncSemantics

/// A policy is a value: whatever a copy is given, the policy that it was copied from keeps its own.
struct PolicyCopyTests {
  private static let words: [(what: String, change: @Sendable (inout Policy) -> Void)] = [
    ("name", { $0.name = "other" }),
    ("summary", { $0.summary = "Another product." }),
    ("documents", { $0.documents.append("https://example.org/other") }),
    ("digest", { $0.digest = "00ff" }),
    ("mapping", { $0.attributeMapping.append(AttributePair(directory: "mail", local: "mail")) }),
    ("prerequisites", { $0.prerequisites = ["client secret"] }),
    ("line", { $0.lines["members.nesting"] = "other.yaml:3: nesting: direct" }),
    ("kinds", { $0.scope.kinds.removeAll { $0 == .security } }),
  ]

  /// Everything that a test of copies looks at, each under the word of the change that touches it.
  private func facts(_ policy: Policy) -> [String: String] {
    [
      "name": policy.name, "summary": policy.summary,
      "documents": policy.documents.joined(separator: "\n"), "digest": policy.digest,
      "mapping": "\(policy.attributeMapping) \(policy.mappedFields)",
      "prerequisites": policy.prerequisites.joined(separator: ", "),
      "line": policy.lines["members.nesting"] ?? "", "kinds": "\(policy.scope.kinds)",
    ]
  }

  private func sample() -> Policy {
    var policy = Policy(
      name: "one", summary: "One product.", documents: ["https://example.org/one"], digest: "ab")
    policy.attributeMapping = [AttributePair(directory: "displayName", local: "displayName")]
    policy.prerequisites = ["administrator rights"]
    policy.lines = ["members.nesting": "one.yaml:1: nesting: direct"]
    return policy
  }

  @Test(arguments: words.indices)
  func `what a copy is given changes that alone, and nothing of the original`(index: Int) {
    let (what, change) = Self.words[index]
    let original = sample()
    var copy = original
    change(&copy)
    let (before, after) = (facts(original), facts(copy))
    #expect(before == facts(sample()))
    for word in before.keys.sorted() {
      #expect((before[word] != after[word]) == (word == what), "\(word)")
    }
  }

  @Test(arguments: words.indices)
  func `changes add up in whatever order two of them come`(index: Int) {
    for (_, other) in Self.words {
      var (one, two) = (sample(), sample())
      Self.words[index].change(&one)
      other(&one)
      other(&two)
      Self.words[index].change(&two)
      #expect(facts(one) == facts(two))
    }
  }

  /// One row a mapping, and how many of its pairs name fields of both sides.
  static let mappings: [(pairs: [(String, String)], fields: Int)] = [
    ([], 0),
    ([("displayName", "displayName")], 1),
    ([("displayName", "displayName"), ("mail", "mail")], 2),
    ([("no such property", "displayName")], 0),
    ([("displayName", "no such property"), ("mail", "mail")], 1),
    ([("", "")], 0),
  ]

  @Test(arguments: mappings.indices)
  func `the mapped fields are those of the latest mapping`(index: Int) {
    let row = Self.mappings[index]
    var policy = sample()
    let before = policy
    policy.attributeMapping = row.pairs.map { AttributePair(directory: $0.0, local: $0.1) }
    #expect(policy.mappedFields.count == row.fields)
    #expect(policy.mappedFields == Policy.fields(policy.attributeMapping))
    #expect(before.mappedFields.count == 1)
    policy.attributeMapping.removeAll()
    #expect(policy.mappedFields.isEmpty)
  }

  @Test func `a policy that is altered has another digest and leaves the one it alters alone`()
    throws
  {
    let mirror = try #require(try policy(named: "mirror"))
    let (name, digest) = (mirror.name, mirror.digest)
    let node = try YAMLNode(parsing: Array("members: { nesting: transitive }\n".utf8), file: "p")
    let altered = try mirror.altered(by: node.mapping())
    #expect(altered.members.nesting == .transitive)
    #expect(altered.digest != digest)
    #expect((mirror.name, mirror.digest) == (name, digest))
    #expect(try mirror.altered(by: node.mapping()).digest == altered.digest)
  }
}
