import DirectoryModel
import Replay
import SyncSemantics
import TestSupport
import Testing

@testable import Reports

/// What a change of a snapshot is called in a timeline.
struct TimelineWordsTests {
  private static let start = Instant(seconds: 1_772_409_600)

  /// A tenant's user 'Ada' and group 'Team' with these properties and flags.
  private struct Tenant: Sendable {
    var user: ObjectFlags = [.enabledKnown, .enabled, .guestKnown]
    var group: ObjectFlags = [.typesKnown, .onPremisesKnown]
    var userName = "ada@x.example"
    var name = "Ada"
    var groupName = "Team"
    var isMember = false
    var isOwner = false
    var isNested = false
    /// A title; the empty one is known to be none.
    var title: String?
    var hasUser = true

    private static func object(
      _ number: UInt64, _ kind: ObjectKind, _ builder: inout DirectoryBuilder
    ) -> ObjectIndex {
      builder.side == .tenant
        ? builder.object(GUID(high: 1, low: number))
        : builder.object(.integer(Int64(number)), kind: kind)
    }

    func directory(side: Side = .tenant) -> Directory {
      var builder = DirectoryBuilder(side: side, wanted: .all)
      _ = builder.addSource(
        Source(
          input: "test", format: "test", sha256: "", byteCount: 0,
          capabilities: Capability(rawValue: .max), completeness: .complete))
      let unit = builder.addUnit(PlaceUnit(input: "test", counting: .row))
      for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
      builder.defaultStates = (.complete, .complete)
      let group = Self.object(1, .group, &builder)
      let user = Self.object(2, .user, &builder)
      var record = ObjectRecord(kind: .group)
      record.displayName = builder.names.intern(groupName)
      record.flags = self.group
      builder.record(group, record, at: Place(unit: unit, position: 1))
      // Only beside a rule is it known whether one is paused.
      let rule = builder.names.intern("user.department -eq \"Sales\"")
      builder.setAttribute(.membershipRule, of: group, to: rule)
      if isNested {
        let inner = Self.object(3, .group, &builder)
        record.displayName = builder.names.intern("Inner")
        builder.record(inner, record, at: Place(unit: unit, position: 3))
        builder.addRow(.members, group: group, target: inner)
      }
      guard hasUser else { return builder.finish() }
      record = ObjectRecord(kind: .user)
      record.displayName = builder.names.intern(name)
      if !userName.isEmpty { record.principalName = builder.names.intern(userName) }
      record.flags = self.user
      builder.record(user, record, at: Place(unit: unit, position: 2))
      if let title {
        var asked = StatedProperties()
        asked.attributes = .all
        builder.state(asked)
        if !title.isEmpty {
          builder.setAttribute(.jobTitle, of: user, to: builder.names.intern(title))
        }
      }
      if isMember { builder.addRow(.members, group: group, target: user) }
      if isOwner { builder.addRow(.owners, group: group, target: user) }
      return builder.finish()
    }
  }

  private struct Row: Sendable, CustomTestStringConvertible {
    let sentences: [String]
    var older = Tenant()
    var newer = Tenant()
    var testDescription: String { sentences.joined(separator: "; ") }

    init(_ sentences: String..., change: (inout Tenant, inout Tenant) -> Void) {
      self.sentences = sentences
      change(&older, &newer)
    }
  }

  private static let rows = [
    Row("tenant: disabled 'ada@x.example'") { $1.user.remove(.enabled) },
    Row("tenant: enabled 'ada@x.example'") { older, _ in older.user.remove(.enabled) },
    Row("tenant: made 'ada@x.example' a guest") { $1.user.insert(.guest) },
    Row("tenant: made 'ada@x.example' a member of the tenant") { older, _ in
      older.user.insert(.guest)
    },
    Row("tenant: 'Team' is now filled by a rule") { $1.group.insert(.dynamic) },
    Row("tenant: 'Team' is now filled by hand") { older, _ in older.group.insert(.dynamic) },
    Row("tenant: paused the rule of 'Team'") {
      $0.group.insert(.dynamic)
      $1.group.formUnion([.dynamic, .rulePaused])
    },
    Row("tenant: resumed the rule of 'Team'") {
      $0.group.formUnion([.dynamic, .rulePaused])
      $1.group.insert(.dynamic)
    },
    Row("tenant: 'Team' is now mastered on-premises") { $1.group.insert(.onPremises) },
    Row("tenant: 'Team' is now mastered in the cloud") { older, _ in older.group.insert(.onPremises)
    },
    Row("tenant: deleted 'ada@x.example'") { $1.user.insert(.deleted) },
    Row("tenant: restored 'ada@x.example'") { older, _ in older.user.insert(.deleted) },
    Row("tenant: member 'ada@x.example' added to 'Team'") { $1.isMember = true },
    Row("tenant: member 'ada@x.example' removed from 'Team'") { older, _ in
      older.isMember = true
    },
    Row("tenant: owner 'ada@x.example' added to 'Team'") { $1.isOwner = true },
    Row("tenant: owner 'ada@x.example' removed from 'Team'") { older, _ in older.isOwner = true },
    Row("tenant: display name of 'New' was 'Team', is now 'New'") { $1.groupName = "New" },
    Row("tenant: user name of 'ada@y.example' was 'ada@x.example', is now 'ada@y.example'") {
      $1.userName = "ada@y.example"
    },
    // Where there was no value before, the new one stands alone.
    Row("tenant: jobTitle of 'ada@x.example' is now 'Chief'") {
      ($0.title, $1.title) = ("", "Chief")
    },
    Row("tenant: jobTitle of 'ada@x.example' was 'Chief', is now 'Clerk'") {
      ($0.title, $1.title) = ("Chief", "Clerk")
    },
    Row("tenant: jobTitle of 'ada@x.example' was 'Chief', is now empty") {
      ($0.title, $1.title) = ("Chief", "")
    },
    // Without a user name somebody is called by the display name, without both by the identifier.
    Row("tenant: disabled 'Ada'") {
      ($0.userName, $1.userName) = ("", "")
      $1.user.remove(.enabled)
    },
    Row("tenant: disabled '00000000-0000-0001-0000-000000000002'") {
      ($0.userName, $1.userName) = ("", "")
      ($0.name, $1.name) = ("", "")
      $1.user.remove(.enabled)
    },
  ]

  @Test(arguments: rows.indices)
  func `each change of a snapshot has its sentence`(_ number: Int) throws {
    let row = Self.rows[number]
    var policy = try #require(try policy(named: "mirror"))
    (policy.schedule.trigger, policy.schedule.intervalSeconds) = (.interval, 86_400)
    let replay = try Replay.replay(
      [
        DatedSnapshot(row.older.directory(), at: Self.start),
        DatedSnapshot(row.newer.directory(), at: Self.start + 3_600),
      ],
      local: Tenant().directory(side: .local),
      engine: Engine(policy: policy, product: ProductFacts(name: "test")),
      until: Self.start + 7_200)
    let words = TimelineWords(replay)
    let changes = replay.timeline.entries.filter { $0.change != nil && $0.side == .tenant }
    #expect(changes.map(words.sentence) == row.sentences)
  }

  /// A title that was and one that is, no title where it is empty, and how that is told beside the
  /// name of the property and in a sentence about the database.
  static let titles: [(old: String, new: String, text: String, sentence: String)] = [
    ("Chief", "Clerk", "'Chief' is now 'Clerk'", "was 'Chief', is now 'Clerk'"),
    ("Chief", "", "'Chief' is now empty", "was 'Chief', is now empty"),
    ("", "Chief", "'Chief'", "was empty, is now 'Chief'"),
    ("empty", "", "'empty' is now empty", "was 'empty', is now empty"),
    ("", "=1+1", "'=1+1'", "was empty, is now '=1+1'"),
  ]

  @Test(arguments: titles)
  func `a value that is gone is empty in tables and at the end of a report as well`(
    _ row: (old: String, new: String, text: String, sentence: String)
  ) throws {
    let (older, newer) = (
      Tenant(title: row.old).directory(), Tenant(title: row.new).directory()
    )
    var policy = try #require(try policy(named: "mirror"))
    (policy.schedule.trigger, policy.schedule.intervalSeconds) = (.interval, 86_400)
    let replay = try Replay.replay(
      [DatedSnapshot(older, at: Self.start), DatedSnapshot(newer, at: Self.start + 3_600)],
      local: Tenant().directory(side: .local),
      engine: Engine(policy: policy, product: ProductFacts(name: "test")),
      until: Self.start + 7_200)
    let words = TimelineWords(replay)
    let changes = replay.timeline.entries.filter { $0.change != nil && $0.side == .tenant }
    #expect(changes.map { words.telling($0).text } == [row.text])
    let difference = try difference(older, newer)
    let sentences = difference.changes.map {
      ReplayText.sentence($0, DifferenceRow($0, difference))
    }
    #expect(sentences == ["jobTitle of 'Ada' (ada@x.example) \(row.sentence)"])
  }

  /// What the tenant and the application hold at first, and what the first run says that it did.
  private static let operations: [(tenant: Tenant, local: Tenant, sentences: [String])] = [
    (Tenant(isMember: true), Tenant(), ["local: add the member 'ada@x.example' to 'Team'"]),
    (Tenant(), Tenant(isMember: true), ["local: remove the member 'ada@x.example' from 'Team'"]),
    (Tenant(isOwner: true), Tenant(), ["local: make 'ada@x.example' an owner of 'Team'"]),
    (
      Tenant(), Tenant(isOwner: true),
      ["local: take the ownership of 'Team' away from 'ada@x.example'"]
    ),
    (Tenant(), Tenant(isNested: true), ["local: take the nested group 'Inner' out of 'Team'"]),
    (Tenant(isMember: true), Tenant(isMember: true), []),
  ]

  @Test(arguments: operations.indices)
  func `each operation has its sentence`(_ number: Int) throws {
    let row = Self.operations[number]
    var policy = try #require(try policy(named: "mirror"))
    (policy.schedule.trigger, policy.schedule.intervalSeconds) = (.interval, 3_600)
    (policy.owners.handling, policy.members.nesting) = (.mirror, .preserved)
    let replay = try Replay.replay(
      [DatedSnapshot(row.tenant.directory(), at: Self.start)],
      local: row.local.directory(side: .local),
      engine: Engine(policy: policy, product: ProductFacts(name: "test")),
      until: Self.start + 7_200)
    let words = TimelineWords(replay)
    let told = replay.timeline.entries.filter { $0.operation != nil }.map(words.sentence)
    #expect(told.count == row.sentences.count, "\(told)")
    for (one, other) in zip(told, row.sentences) { #expect(one.hasPrefix(other), "\(one)") }
  }
}
