import Audit
import DirectoryModel
import SyncSemantics
import Testing

/// A fingerprint names a finding for as long as its cause is there.
struct FingerprintTests {
  private func prints(_ change: (inout World) -> Void) throws -> [String] {
    var world = try World.sample()
    world.copy(1) { $0.members = [2, 3] }
    change(&world)
    return world.audited().fingerprints
  }

  private func first(_ change: (inout World) -> Void = { _ in }) throws -> String {
    try #require(try prints(change).first)
  }

  /// Changes that leave a finding what it was.
  static let harmless: [(String, @Sendable (inout World) -> Void)] = [
    (
      "the group is renamed on both sides",
      { world in
        world.group(1) { $0.name = "Treasury" }
        world.copy(1) { $0.name = "Treasury" }
      }
    ),
    (
      "the person is renamed on both sides",
      { world in
        world.person(101) { ($0.name, $0.principalName) = ("Ann Berg", "ann.berg@example.com") }
        world.person(101) { $0.mail = "ann.berg@example.com" }
        world.account(1) { ($0.name, $0.userName) = ("Ann Berg", "ann.berg@example.com") }
        world.account(1) { $0.mail = "ann.berg@example.com" }
      }
    ),
    (
      "records are read in another order",
      { world in
        world.people.reverse()
        world.accounts.reverse()
        world.groups.reverse()
        world.localGroups.reverse()
      }
    ),
    (
      "other people join on both sides",
      { world in
        world.addPerson(109, "Ivo Rand")
        world.group(1) { $0.members.append(109) }
        world.copy(1) { $0.members.append(9) }
      }
    ),
    ("the policy is called otherwise", { $0.policy.name = "house rules" }),
  ]

  @Test(arguments: harmless.map(\.0))
  func `a finding stays the same`(when what: String) throws {
    let change = try #require(Self.harmless.first { $0.0 == what }).1
    #expect(try prints(change) == [try first()], "\(what)")
  }

  /// Changes that make it another finding.
  static let telling: [(String, @Sendable (inout World) -> Void)] = [
    ("another person is missing", { $0.copy(1) { $0.members = [1, 3] } }),
    (
      "the person is missing in another group",
      { world in
        world.copy(1) { $0.members = [1, 2, 3] }
        world.copy(4) { $0.members = [8] }
      }
    ),
    (
      "the copy is another group",
      { world in
        world.copy(1) { $0.key = 77 }
      }
    ),
    (
      "the person is surplus instead",
      { world in
        world.copy(1) { $0.members = [1, 2, 3] }
        world.group(1) { $0.members = [102, 103] }
      }
    ),
    (
      "the person is nested instead",
      { world in
        world.policy.members.nesting = .transitive
        world.group(1) { $0.members = [102, 103, 5] }
        world.addGroup(5, "Auditors", [101])
        world.expected?.append(5)
      }
    ),
  ]

  @Test(arguments: telling.map(\.0))
  func `it is another finding`(when what: String) throws {
    let change = try #require(Self.telling.first { $0.0 == what }).1
    let others = try prints(change)
    #expect(others.count == 1)
    #expect(others != [try first()], "\(what)")
  }

  @Test func `a fingerprint is 32 lower-case hexadecimal digits`() throws {
    let print = try first()
    #expect(print.utf8.count == 32)
    #expect(print.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) })
  }

  @Test func `several findings of one rule about one account are told apart`() throws {
    var world = try World.sample()
    world.policy.attributeMapping = [
      AttributePair(directory: "city", local: "city"),
      AttributePair(directory: "department", local: "department"),
    ]
    world.person(101) { $0.attributes = [(.city, "Oslo"), (.department, "Sales")] }
    world.account(1) { $0.attributes = [(.city, "Bergen"), (.department, "Purchasing")] }
    let both = world.audited()
    #expect(both.ruleIDs == ["identity.attribute-differs", "identity.attribute-differs"])
    #expect(Set(both.fingerprints).count == 2)
    world.policy.attributeMapping.removeFirst()
    #expect(world.audited().fingerprints.allSatisfy(both.fingerprints.contains))
  }

  @Test func `rows that were left out keep their fingerprint when other reasons come`() throws {
    var world = try World.sample()
    world.tallies = [("users", "the key is NULL", 3)]
    let one = world.audited().fingerprints
    world.tallies = [("groups", "the name is NULL", 1), ("users", "the key is NULL", 4)]
    let both = world.audited().fingerprints
    #expect(one.allSatisfy(both.contains) && Set(both).count == 2)
  }
}
