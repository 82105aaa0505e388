import DirectoryModel
import TestSupport
import Testing

@testable import Replay

/// What a snapshot that was cut, or whose format says less, leaves open.
struct UnsaidTests {
  /// A tenant with a group of two users, and what of it is shown.
  struct Shown: Sendable {
    var capabilities = Capability(rawValue: .max)
    var users: [Int] = [100, 101]
    var members: [Int] = [100, 101]
    var userList = Completeness.complete
    var groupList = Completeness.complete
    var list = Completeness.complete
    var names = ["Sales", "Ada", "Bo"]
    var groupFlags: ObjectFlags = [
      .typesKnown, .securityKnown, .securityEnabled, .mailKnown, .recorded,
    ]
    var groups = 1
    var memberKind = ObjectKind.user
    var isEnabledKnown = true
    /// The other mail addresses of the first user, of which some could not be read.
    var otherMails: [String] = []
    var hasUnreadMail = false

    func snapshot() -> Directory {
      var builder = DirectoryBuilder(side: .tenant, wanted: .all)
      _ = builder.addSource(
        Source(
          input: "shown", format: "shown", sha256: "", byteCount: 0, capabilities: capabilities,
          completeness: .complete))
      builder.setState(of: .user, to: userList)
      builder.setState(of: .group, to: groupList)
      for number in users {
        var record = ObjectRecord(kind: .user)
        record.displayName = builder.names.intern(names[number - 99])
        record.flags = isEnabledKnown ? [.enabledKnown, .enabled] : []
        let user = builder.object(SketchWorld.guid(number))
        builder.record(user, record, at: .none)
        guard number == 100 else { continue }
        for mail in otherMails {
          builder.setAttribute(.otherMail, of: user, to: builder.names.intern(mail))
        }
        var open = StatedProperties()
        if hasUnreadMail { open.attributes = AttributeKey.otherMail.asSet }
        builder.leaveOpen(open)
      }
      for number in 0..<groups {
        var record = ObjectRecord(kind: .group)
        record.displayName = builder.names.intern(names[0])
        record.flags = groupFlags
        let group = builder.object(SketchWorld.guid(number))
        builder.record(group, record, at: .none)
        builder.setState(of: group, .members, to: list)
        builder.setState(of: group, .owners, to: .complete)
        for member in members {
          let target = builder.object(SketchWorld.guid(member))
          builder.refer(to: target, kind: memberKind)
          builder.addRow(.members, group: group, target: target)
        }
      }
      return builder.finish()
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var old = Shown()
    var new = Shown()
    let lines: [String]
    let open: [String]

    init(
      _ name: String, lines: [String] = [], open: [String],
      _ change: (inout Shown, inout Shown) -> Void
    ) {
      (self.name, self.lines, self.open) = (name, lines, open)
      change(&old, &new)
    }

    var testDescription: String { name }
  }

  static let rows = [
    Row(
      "a user beyond a cut list of users",
      open: ["1 users: the newer snapshot's list of all users is bounded(999)"]
    ) {
      $1.users = [100]
      $1.userList = .bounded(999)
      $0.members = []
      $1.members = []
    },
    Row(
      "a user before whom the older list was cut",
      open: ["1 users: the older snapshot's list of all users is partial(cut)"]
    ) {
      $0.users = [100]
      $0.userList = .partial("cut")
      $0.members = []
      $1.members = []
    },
    Row(
      "a user who is only listed as a member",
      open: ["1 users: the newer snapshot shows them only as entries of lists"]
    ) { $1.users = [100] },
    Row("a user who was listed as a member before", open: []) { old, _ in old.users = [100] },
    Row(
      "a member beyond a cut list",
      open: [
        "1 lists of members: the newer snapshot's list of members is bounded(20)",
        "1 entries of lists of members: the newer snapshot's list of members is bounded(20)",
      ]
    ) {
      $1.members = [100]
      $1.list = .bounded(20)
    },
    Row(
      "a member that the older, cut list may have had", lines: ["memberRemoved 100 of 0"],
      open: [
        "1 lists of members: the older snapshot's list of members is bounded(20)",
        "1 entries of lists of members: the older snapshot's list of members is bounded(20)",
      ]
    ) {
      $0.members = [100]
      $0.list = .bounded(20)
      $1.members = [101]
    },
    Row(
      "a list that nobody asked for",
      open: [
        "1 lists of members: the newer snapshot's list of members is not collected",
        "2 entries of lists of members: the newer snapshot's list of members is not collected",
      ]
    ) {
      $1.members = []
      $1.list = .notCollected
    },
    Row(
      "a cut list that shows the same",
      open: ["1 lists of members: the newer snapshot's list of members is bounded(20)"]
    ) { $1.list = .bounded(20) },
    Row(
      "names in upper case",
      open: [
        "2 displayName of users: the newer snapshot's format cannot say: nameCase",
        "1 displayName of groups: the newer snapshot's format cannot say: nameCase",
      ]
    ) {
      $1.capabilities.remove(.nameCase)
      $1.names = ["SALES", "ADA", "BO"]
    },
    Row(
      "another name in upper case", lines: ["changed 100 displayName"],
      open: ["1 displayName of groups: the older snapshot's format cannot say: nameCase"]
    ) { old, _ in
      old.capabilities.remove(.nameCase)
      old.names = ["SALES", "EVA", "Bo"]
    },
    Row(
      "a group of a kind that the newer format leaves out",
      open: ["1 groups: the newer snapshot's format cannot say: allGroupKinds"]
    ) {
      $0.groupFlags.remove(.securityEnabled)
      $1.capabilities.remove(.allGroupKinds)
      $1.groups = 0
    },
    Row("a security group in a format of security groups", lines: ["removed 0"], open: []) {
      _, new in
      new.capabilities.remove(.allGroupKinds)
      new.groups = 0
    },
    Row(
      "a device in a format without devices",
      open: ["1 entries of lists of members: the newer snapshot's format cannot say: devices"]
    ) {
      $0.users = []
      $1.users = []
      ($0.memberKind, $1.memberKind) = (.device, .device)
      $1.members = [100]
      $1.capabilities.remove(.devices)
    },
    Row(
      "members of a dynamic group in a format without them",
      open: [
        "1 lists of members: the newer snapshot's format cannot say: dynamicMembers",
        "2 entries of lists of members: the newer snapshot's format cannot say: dynamicMembers",
      ]
    ) {
      $0.groupFlags.insert(.dynamic)
      $1.groupFlags.insert(.dynamic)
      $1.members = []
      $1.capabilities.remove(.dynamicMembers)
    },
    Row(
      "accounts whose state was not collected",
      open: ["2 accountEnabled of users: the older snapshot shows it for none of them"]
    ) { old, _ in old.isEnabledKnown = false },
    Row("other addresses", lines: ["changed 100 otherMail"], open: []) {
      ($0.otherMails, $1.otherMails) = (["a@x", "b@x"], ["a@x"])
    },
    Row(
      "an address that may be the one that could not be read",
      open: ["1 otherMail of users: the newer snapshot has values of it that could not be read"]
    ) {
      ($0.otherMails, $1.otherMails, $1.hasUnreadMail) = (["a@x", "b@x"], ["a@x"], true)
    },
    Row(
      "an address that may not have been read before",
      open: ["1 otherMail of users: the older snapshot has values of it that could not be read"]
    ) {
      ($0.otherMails, $1.otherMails, $0.hasUnreadMail) = (["a@x"], ["a@x", "b@x"], true)
    },
    Row(
      "addresses of which none could be read",
      open: ["1 otherMail of users: the newer snapshot has values of it that could not be read"]
    ) { ($0.otherMails, $1.hasUnreadMail) = (["a@x"], true) },
    Row("a group that changes its kind", lines: ["changed 0 mailEnabled"], open: []) {
      $1.groupFlags.insert(.mailEnabled)
    },
    Row("a group that a rule fills now", lines: ["changed 0 dynamicMembership"], open: []) {
      $1.groupFlags.insert(.dynamic)
    },
    Row(
      "a group whose rule is paused at once",
      lines: ["changed 0 dynamicMembership", "changed 0 rulePaused"], open: []
    ) {
      $1.groupFlags.formUnion([.dynamic, .rulePaused])
    },
    Row(
      "a paused rule without the rule",
      open: ["1 rulePaused of groups: the newer snapshot shows it for none of them"]
    ) {
      $0.groupFlags.insert(.dynamic)
      $1.groupFlags.formUnion([.dynamic, .rulePaused])
    },
  ]

  @Test(arguments: rows)
  func `what a snapshot cannot say is no change and is counted with its reason`(
    _ row: Row
  ) throws {
    let found = try difference(row.old.snapshot(), row.new.snapshot())
    #expect(found.lines == row.lines)
    #expect(found.openLines == row.open)
  }

  @Test func `nothing is said twice of a thing that both snapshots leave open`() throws {
    var shown = Shown()
    shown.list = .notCollected
    shown.members = []
    let found = try difference(shown.snapshot(), shown.snapshot())
    #expect(
      found.openLines == [
        "1 lists of members: the newer snapshot's list of members is not collected"
      ])
  }
}
