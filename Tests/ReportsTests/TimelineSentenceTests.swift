import DirectoryModel
import Replay
import SyncSemantics
import Testing

@testable import Reports

/// The sentences that entries of a timeline can be, and the words for them in tables.
struct TimelineSentenceTests {
  /// An operation, whether names are known, and the sentence.
  static let operations: [(kind: OperationKind, who: String?, group: String?, sentence: String)] = [
    (.addMember, "'ada'", "'Team'", "add the member 'ada' to 'Team'"),
    (.addMember, nil, "'Team'", "add a member to 'Team'"),
    (.removeMember, "'ada'", "'Team'", "remove the member 'ada' from 'Team'"),
    (.removeMember, nil, "'Team'", "remove a member from 'Team'"),
    (.removeMember, nil, nil, "remove a member from a group"),
    (.addOwner, "'ada'", "'Team'", "make 'ada' an owner of 'Team'"),
    (.addOwner, nil, "'Team'", "make somebody an owner of 'Team'"),
    (.removeOwner, "'ada'", "'Team'", "take the ownership of 'Team' away from 'ada'"),
    (.removeOwner, nil, "'Team'", "take the ownership of 'Team' away from somebody"),
    (.addNestedGroup, "'Inner'", "'Team'", "nest the group 'Inner' in 'Team'"),
    (.addNestedGroup, nil, "'Team'", "nest a group in 'Team'"),
    (.removeNestedGroup, "'Inner'", "'Team'", "take the nested group 'Inner' out of 'Team'"),
    (.removeNestedGroup, nil, "'Team'", "take a nested group out of 'Team'"),
    (.createGroup, nil, "'Team'", "create the group 'Team'"),
    (.createGroup, nil, nil, "create the group without a name"),
    (.renameGroup, nil, "'Team'", "rename the group 'Team'"),
    (.endGroup, nil, "'Team'", "end the group 'Team'"),
    (.createAccount, "'ada'", nil, "create the account 'ada'"),
    (.changeAccount, "'ada'", nil, "change the account 'ada'"),
    (.endAccount, "'ada'", nil, "end the account 'ada'"),
    (.endAccount, nil, nil, "end the account without a name"),
  ]

  @Test(arguments: operations)
  func `an operation is a sentence of English`(
    _ row: (kind: OperationKind, who: String?, group: String?, sentence: String)
  ) {
    #expect(TimelineWords.sentence(row.kind, row.who, row.group) == row.sentence)
  }

  @Test func `every operation has a sentence that names whom and what it is about`() {
    for kind in OperationKind.allCases {
      #expect(Self.operations.contains { $0.kind == kind && ($0.who ?? $0.group) != nil })
      let sentence = TimelineWords.sentence(kind, "'W'", "'G'")
      #expect(sentence.contains("'W'") || sentence.contains("'G'"), "\(sentence)")
      #expect(!sentence.contains("them") && !sentence.contains("  "), "\(sentence)")
    }
  }

  @Test func `who comes to a list and who leaves it is told alike for members and owners`() {
    for (relation, noun) in [(Relation.members, "member"), (.owners, "owner")] {
      #expect(
        TimelineWords.sentence(relation, true, "'ada'", "'Team'") == "\(noun) 'ada' added to 'Team'"
      )
      #expect(
        TimelineWords.sentence(relation, false, "'ada'", "'Team'")
          == "\(noun) 'ada' removed from 'Team'")
    }
  }

  /// Switches before and after; the word in tables and the sentence of somebody called X.
  static let switches: [(old: ObjectFlags, new: ObjectFlags, word: String, sentence: String)] = [
    ([], .recorded, "created", "created X"), (.recorded, [], "gone", "X is gone"),
    ([], .deleted, "deleted", "deleted X"), (.deleted, [], "restored", "restored X"),
    ([], .enabled, "enabled", "enabled X"), (.enabled, [], "disabled", "disabled X"),
    ([], .guest, "made a guest", "made X a guest"),
    (.guest, [], "made a member", "made X a member of the tenant"),
    ([], .dynamic, "filled by a rule", "X is now filled by a rule"),
    (.dynamic, [], "filled by hand", "X is now filled by hand"),
    ([], .rulePaused, "rule paused", "paused the rule of X"),
    (.rulePaused, [], "rule resumed", "resumed the rule of X"),
    ([], .archived, "archived", "archived X"), (.archived, [], "unarchived", "unarchived X"),
    ([], .onPremises, "mastered on-premises", "X is now mastered on-premises"),
    (.onPremises, [], "mastered in the cloud", "X is now mastered in the cloud"),
    (
      [], .onPremisesEnded, "onPremisesSyncEnabled is false",
      "onPremisesSyncEnabled of X is now false"
    ),
    (
      .onPremisesEnded, [], "onPremisesSyncEnabled is null",
      "onPremisesSyncEnabled of X is now null"
    ),
    ([], .builtIn, "changed", "changed X"), ([], [], "changed", "changed X"),
    (.enabledKnown, [], "changed", "changed X"),
    // Of several the one that says most stands for all.
    ([.enabled], [.recorded], "created", "created X"),
    ([.recorded, .deleted], [], "gone", "X is gone"),
    ([.enabled], [.deleted], "deleted", "deleted X"),
    ([.guest], [.enabled, .dynamic], "enabled", "enabled X"),
    (
      [.recorded, .onPremises], [.recorded, .onPremisesEnded], "mastered in the cloud",
      "X is now mastered in the cloud"
    ),
  ]

  @Test(arguments: switches)
  func `a change of switches has a word and a sentence`(
    _ row: (old: ObjectFlags, new: ObjectFlags, word: String, sentence: String)
  ) {
    #expect(SwitchWord(row.old, row.new).rawValue == row.word)
    #expect(SwitchWord(row.old, row.new).sentence(of: "X") == row.sentence)
  }

  @Test func `every word for a change of switches can be said`() {
    let said = Set(Self.switches.map(\.word))
    #expect(said == Set(SwitchWord.allCases.map(\.rawValue)))
  }
}
