import DirectoryModel
import Testing

@testable import Ingest

/// What answers of Graph say at their edges.
struct GraphOddityTests {
  private static let address = "https://graph.microsoft.com/v1.0/$metadata#"

  private static func page(_ value: String, _ context: String = "directoryObjects") -> String {
    #"{"@odata.context": "\#(address)\#(context)", "value": [\#(value)]}"#
  }

  /// One row an entry of a list of members, and the lines of the list.
  static let entries: [(entry: String, lists: String)] = [
    (#"{"id": "<x>"}"#, "complete\ngroup <g> members: object <x>"),
    (
      #"{"id": "<x>", "userPrincipalName": "x"}"#, "complete\ngroup <g> members: user <x>"
    ),
    (
      ##"{"id": "<x>", "@odata.type": "#microsoft.graph.servicePrincipal"}"##,
      "complete\ngroup <g> members: service principal <x>"
    ),
    (
      ##"{"@odata.type": "#microsoft.graph.orgContact", "id": "<x>"}"##,
      "complete\ngroup <g> members: contact <x>"
    ),
    (
      ##"{"@odata.type": "#microsoft.graph.directoryObject", "id": "<x>"}"##,
      "complete\ngroup <g> members: object <x>"
    ),
    (#""<x>""#, "complete\ngroup <g> members: object <x>"),
    (#"{"@odata.id": "https://x/<x>"}"#, "complete\ngroup <g> members: object <x>"),
    (#"{"@odata.id": 5}"#, "partial(an entry could not be read)"),
    (#"{"@odata.id": {"a": ["<x>"]}}"#, "partial(an entry could not be read)"),
    (#"{"@odata.id": "https://x/directoryObjects/x"}"#, "partial(an entry could not be read)"),
    (#"{"id": null}"#, "partial(an entry could not be read)"),
    (#"{"id": "<x>0"}"#, "partial(an entry could not be read)"),
    (#""x""#, "partial(an entry could not be read)"),
    ("null", "partial(an entry could not be read)"),
    ("[]", "partial(an entry could not be read)"), ("{}", "partial(an entry could not be read)"),
  ]

  @Test(arguments: entries)
  func `an entry names somebody, or the list is partial`(_ row: (entry: String, lists: String)) {
    #expect(
      GraphFiles(("groups/<g>/members.json", Self.page(row.entry))).outcome([.lists])
        == "group <g> members \(row.lists)")
  }

  /// One row a file of one user, and whether the source is open at its end.
  static let sources: [(text: String, state: Completeness)] = [
    (#"{"id": "<a>", "userPrincipalName": "a"}"#, .complete),
    (#"[{"id": "<a>", "userPrincipalName": "a"}]"#, .complete),
    (
      #"{"id": "<a>", "userPrincipalName": "a"} {"id": "<b>", "userPrincipalName": "b"}"#,
      .partial("lines have no end mark, so some may be missing")
    ),
    (page(#"{"id": "<a>"}"#, "users") + page("", "users"), .complete),
  ]

  @Test(arguments: sources)
  func `only lines leave the end of a file open`(_ row: (text: String, state: Completeness)) throws
  {
    let directory = try GraphFiles(("users.json", row.text)).read()
    #expect(directory.sources.map(\.completeness) == [row.state])
  }

  /// One row a file called `users.json`, and what is known of the list of users.
  static let lists: [(text: String, facts: String)] = [
    ("[]", "all users complete"), ("[[], []]", "all users partial(2 entries could not be read)"),
    ("[{\"error\": {}}]", "all users partial(Graph answered with an error)"),
    (#"[{"Id": "x", "id": "<a>", "userPrincipalName": "a"}]"#, "all users complete"),
  ]

  @Test(arguments: lists)
  func `a bare list says how much of it was read`(_ row: (text: String, facts: String)) {
    #expect(GraphFiles(("users.json", row.text)).outcome([.states]) == row.facts)
  }

  @Test func `a value under a group's identifier that is no list is counted`() {
    #expect(
      GraphFiles(("members.json", #"{"<g>": null, "<h>": {"a": [1]}, "<i>": 5}"#))
        .outcome([.tallies])
          == """
          left out: 1 lists: null is no list (export!members.json@1)
          left out: 1 lists: an object is no list (export!members.json@47)
          left out: 1 lists: a number is no list (export!members.json@99)
          """)
  }

  /// One row a context of a group's lists: the cast, and the relation.
  static let contexts: [(text: String, cast: ObjectKind?, relation: Relation?, isNamed: Bool)] = [
    ("groups('\(id)')/members", nil, .members, true),
    ("groups('\(id)')/owners", nil, .owners, true),
    ("groups/\(id)/members", nil, .members, true),
    ("groups('\(id)')/members/microsoft.graph.user", .user, .members, true),
    ("groups('x')/members", nil, .members, false),
    ("groups/members", nil, .members, false),
  ]
  private static let id = "797d4d41-5156-50f1-964e-22dbec34a3eb"

  @Test(arguments: contexts)
  func `a context of a list of a group names the list and perhaps the group`(
    _ row: (text: String, cast: ObjectKind?, relation: Relation?, isNamed: Bool)
  ) {
    let context = GraphContext(Self.address + row.text)
    #expect(context.collection == .directoryObjects)
    #expect(context.cast == row.cast)
    #expect(context.relation == row.relation)
    #expect(context.group == (row.isNamed ? GUID(Self.id) : nil))
  }
}
