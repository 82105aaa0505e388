import DirectoryModel
import Testing

@testable import Ingest

/// What answers of Graph can say and cannot, told by what is in them.
struct GraphCapabilityTests {
  private static let address = "https://graph.microsoft.com/v1.0/$metadata#"
  private static let user =
    #"{"id": "<ann>", "accountEnabled": true, "userType": null, "userPrincipalName": "a", "#
    + #""mail": null}"#
  private static let group = #"{"id": "<g>", "groupTypes": [], "onPremisesSyncEnabled": null}"#
  private static let noLists: Capability = [.dynamicMembers, .nesting, .otherMembers]

  private static func page(
    _ context: String, _ value: String, isLinked: Bool = false
  ) -> String {
    let link = isLinked ? #""@odata.nextLink": "https://x/y?$skiptoken=1", "# : ""
    return #"{"@odata.context": "\#(address)\#(context)", \#(link)"value": [\#(value)]}"#
  }

  /// What is there, and what of everything cannot be said.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let files: [String: String]
    let lacks: Capability
    var testDescription: String { name }

    init(_ name: String, _ files: [String: String], lacks: Capability) {
      (self.name, self.files, self.lacks) = (name, files, lacks)
    }
  }

  static let rows: [Row] = [
    Row("people with every property", ["users.json": page("users", user)], lacks: .deletions),
    Row(
      "no accountEnabled",
      [
        "users.json": page(
          "users", #"{"id": "<b>", "userType": "", "userPrincipalName": "b", "mail": ""}"#)
      ],
      lacks: [.deletions, .accountEnabled]),
    Row(
      "no userType, of one of two people",
      [
        "users.json": page(
          "users",
          user
            + #", {"id": "<b>", "accountEnabled": null, "userPrincipalName": "b", "mail": ""}"#)
      ], lacks: [.deletions, .userType]),
    Row(
      "no userPrincipalName",
      [
        "users.json": page(
          "users", #"{"id": "<b>", "accountEnabled": false, "userType": "", "mail": ""}"#)
      ],
      lacks: [.deletions, .userPrincipalNames]),
    Row(
      "no mail, on the last of two pages",
      [
        "users_001.json": page("users", user, isLinked: true),
        "users_002.json": page(
          "users",
          #"{"id": "<b>", "accountEnabled": true, "userType": "", "userPrincipalName": "b"}"#),
      ], lacks: [.deletions, .mail]),
    Row(
      "deleted people without properties, beside people with all",
      [
        "users.json": page("users", user),
        "deletedUsers.json": page("directoryObjects/microsoft.graph.user", #"{"id": "<d>"}"#),
      ], lacks: []),
    Row(
      "a recycle bin of which a page is missing",
      [
        "users.json": page("users", user),
        "deletedUsers.json": page(
          "directoryObjects/microsoft.graph.user", #"{"id": "<d>"}"#, isLinked: true),
      ], lacks: .deletions),
    Row(
      "groups without any list", ["groups.json": page("groups", group)],
      lacks: noLists.union([.deletions, .devices, .owners])),
    Row(
      "groups without onPremisesSyncEnabled",
      ["groups.json": page("groups", #"{"id": "<g>", "groupTypes": []}"#)],
      lacks: noLists.union([.deletions, .devices, .owners, .onPremisesState])),
    Row(
      "groups and devices",
      [
        "groups.json": page("groups", group),
        "devices.json": page("devices", #"{"id": "<d>", "deviceId": "<x>"}"#),
      ], lacks: noLists.union([.deletions, .owners])),
    Row(
      "a list of members, though it is empty",
      [
        "groups.json": page("groups", group),
        "groups/<g>/members.json": page("directoryObjects", ""),
      ],
      lacks: [.deletions, .owners]),
    Row(
      "a list of owners",
      [
        "groups.json": page("groups", group),
        "groups/<g>/owners.json": page("directoryObjects", ""),
      ],
      lacks: noLists.union([.deletions, .devices])),
    Row(
      "members inside groups",
      ["groups.json": #"[{"id": "<g>", "onPremisesSyncEnabled": true, "members": []}]"#],
      lacks: [.deletions, .owners]),
    Row(
      "rows of memberships",
      [
        "groups.json": page("groups", group),
        "rows.json": #"[{"GroupId": "<g>", "MemberId": "<ann>"}]"#,
      ], lacks: [.deletions, .owners]),
    Row("a tenant and nothing else", ["organization.json": "[]"], lacks: []),
  ]

  @Test(arguments: rows)
  func `what no answer shows cannot be said`(_ row: Row) {
    var files = GraphFiles()
    files.files = row.files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let words = Capability.labels.filter { label in
      !row.lacks.contains(label.0)
        && ![.userExternalIDs, .groupExternalIDs].contains(label.0)
    }.map(\.1)
    #expect(files.outcome([.capabilities]) == "can say: \(words.joined(separator: " "))")
  }

  /// One row the recycle bin's file, and what is noted of it.
  static let bins: [(text: String, notes: String)] = [
    (page("directoryObjects/microsoft.graph.user", #"{"id": "<d>"}"#), ""),
    (page("directoryObjects/microsoft.graph.user", ""), ""),
    (
      page("directoryObjects/microsoft.graph.user", "", isLinked: true),
      "note: the list of deleted objects is partial(the page that follows is missing)"
    ),
    (
      page("directoryObjects/microsoft.graph.user", "5"),
      "note: the list of deleted objects is partial(an entry could not be read)"
    ),
    (
      #"{"error": {"code": "Authorization_RequestDenied"}}"#,
      "note: the list of deleted objects is partial(Graph answered with an error)"
    ),
  ]

  @Test(arguments: bins)
  func `a recycle bin that was read in part is noted`(_ row: (text: String, notes: String)) {
    #expect(GraphFiles(("deletedItems.json", row.text)).outcome([.notes]) == row.notes)
    #expect(GraphFiles(("users.json", Self.page("users", ""))).outcome([.notes]) == "")
  }

  /// One row the answers to three questions, and what is known of the lists of a group that hides
  /// its members.
  static let hidden: [(members: String, owners: String, lists: String)] = [
    (
      "", "",
      "group <g> members partial(the group hides its members and none is shown)\n"
        + "group <g> owners complete"
    ),
    (
      #"{"id": "<ann>"}"#, "",
      "group <g> members complete\ngroup <g> members: object <ann>\ngroup <g> owners complete"
    ),
  ]

  @Test(arguments: hidden, [true, false])
  func `a group that hides its members is not empty because nobody is shown`(
    _ row: (members: String, owners: String, lists: String), groupsFirst: Bool
  ) {
    let group = (
      "groups.json",
      Self.page("groups", #"{"id": "<g>", "groupTypes": [], "visibility": "HiddenMembership"}"#)
    )
    let lists = [
      ("groups/<g>/members.json", Self.page("directoryObjects", row.members)),
      ("groups/<g>/owners.json", Self.page("directoryObjects", row.owners)),
    ]
    var files = GraphFiles()
    files.files = groupsFirst ? [group] + lists : lists + [group]
    #expect(files.outcome([.lists]) == row.lists)
  }

  @Test func `a public group without members is empty`() {
    let files = GraphFiles(
      ("groups.json", Self.page("groups", #"{"id": "<g>", "visibility": "Public"}"#)),
      ("groups/<g>/members.json", Self.page("directoryObjects", "")))
    #expect(files.outcome([.lists]) == "group <g> members complete")
  }

  /// One row the beginning of a stream, its name, and whether it is Graph's.
  static let claims: [(text: String, path: String, isClaimed: Bool)] = [
    (#"{"value": []}"#, "x.json", true), (#"{"id": "x"}"#, "x.json", true),
    (#"{"error": {"code": "x"}}"#, "x.json", true), (#"{"@odata.id": ""}"#, "x.json", true),
    (#"{"kind": "AZUser", "id": "x"}"#, "x.json", false),
    (#"{"kind": "x", "@odata.context": "y", "value": []}"#, "x.json", true),
    (#"{"data": [], "value": []}"#, "x.json", false), (#"{"meta": {}, "id": 1}"#, "x.json", false),
    (#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1"}"#, "x.json", false),
    (#"{"id": "1", "ptenant": "x"}"#, "x.json", false),
    (#"{"id": "1", "_ORADAZ_PARENT_": "x"}"#, "x.json", false),
    (#"{"GroupId": "1", "MemberId": "2"}"#, "x.json", true),
    (#"{"groupId": "1", "memberId": "2"}"#, "x.json", true),
    (#"{"GroupId": "1", "memberId": "2"}"#, "x.json", false),
    (#"{"GroupId": "1"}"#, "x.json", false), (#"{"memberId": "1"}"#, "x.json", false),
    (#"{"<g>": [], "<h>": []}"#, "x.json", true), (#"{"<g>": [], "x": []}"#, "x.json", false),
    ("{}", "users.json", false), ("[]", "users.json", true), ("[]", "a/members.json", true),
    ("[]", "organization.json", true), ("[]", "deletedItems.json", true), ("[]", "x.json", false),
    ("[{}]", "users.json", false), (#"[{"id": "x"}]"#, "x.json", true),
    ("[5]", "users.json", false),
    ("[[]]", "users.json", false), ("5", "users.json", false), ("", "users.json", false),
    (#"{"displayName": "x"}"#, "users.json", false),
  ]

  @Test(arguments: claims)
  func `a stream is Graph's by its keys and not by its name`(
    _ row: (text: String, path: String, isClaimed: Bool)
  ) {
    guard case .json(let claims, _) = TenantFormat.graph.medium else {
      Issue.record("Graph's answers are JSON")
      return
    }
    let bytes = Array(ShortGUID.spelledOut(row.text).utf8)
    #expect(claims(JSONGlimpse(bytes, path: row.path)) == row.isClaimed)
  }
}
