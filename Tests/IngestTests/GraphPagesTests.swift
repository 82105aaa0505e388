import DirectoryModel
import Testing

@testable import Ingest

struct GraphPagesTests {
  private static let context = "\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#"
  private static let next =
    "\"@odata.nextLink\": \"https://graph.microsoft.com/v1.0/x?$skiptoken=1\","

  private static func page(_ name: String, _ value: String, linked: Bool = false) -> String {
    "{\(context)\(name)\", \(linked ? next : "") \"value\": [\(value)]}"
  }

  private static let ann =
    #"{"id": "<ann>", "displayName": "Ann", "userPrincipalName": "ann@c", "mail": null}"#
  private static let bob = #"{"id": "<bob>", "displayName": null, "userPrincipalName": "bob@c"}"#

  /// One row a set of pages: what is known of the list of users.
  static let pages: [(files: [(String, String)], state: String)] = [
    ([("users.json", page("users", ann))], "complete"),
    ([("users.json", page("users", ""))], "complete"),
    (
      [("users.json", page("users", ann, linked: true))],
      "partial(the page that follows is missing)"
    ),
    (
      [("a.json", page("users", ann, linked: true)), ("b.json", page("users", bob))], "complete"
    ),
    (
      [("b.json", page("users", bob)), ("a.json", page("users", ann, linked: true))], "complete"
    ),
    (
      [
        ("users_001.json", page("users", ann, linked: true)),
        ("users_003.json", page("users", bob)),
      ], "partial(page 2 is missing)"
    ),
    ([("users_002.json", page("users", bob))], "partial(page 1 is missing)"),
    ([("users_2025-06-002.json", page("users", bob))], "complete"),
    ([("x/page2.json", page("users", bob))], "partial(page 1 is missing)"),
    (
      [("users.json", "{\"@odata.count\": 2, \"value\": [\(ann)], \(context)users\"}")],
      "partial(2 entries were promised, 1 were read)"
    ),
    ([("users.json", "[\(ann)]")], "complete"),
    ([("users.json", "{\"value\": [\(ann)]}")], "complete"),
    ([("x.json", "{\"value\": [\(ann)]}")], "partial(nothing says that this is the whole list)"),
    ([("x.json", "[\(ann)]")], "partial(nothing says that this is the whole list)"),
    // The name speaks of members, so that people beside them are not all people.
    (
      [("user-members.json", "[\(bob)]")], "partial(nothing says that this is the whole list)"
    ),
    ([("groups.json", "[\(ann)]")], "partial(nothing says that this is the whole list)"),
    (
      [("users.json", "[\(page("users", ann)), null]")], "partial(an entry could not be read)"
    ),
    (
      [("users.json", "[{\(context)directoryRoles\", \"value\": [\(ann)]}]")], "not collected"
    ),
    ([("users.json", ann)], "partial(a single object does not say which others there are)"),
    (
      [("users.jsonl", ann + "\n" + bob)], "partial(lines have no end mark, so some may be missing)"
    ),
    (
      [("users.json", page("users", ann)), ("one.json", bob)],
      "partial(a single object does not say which others there are)"
    ),
    (
      [("users.json", page("users", "\(ann), {\"displayName\": \"Bob\"}"))],
      "partial(an entry could not be read)"
    ),
    (
      [("users.json", page("users", "\(ann), 5, {\"id\": \"x\"}"))],
      "partial(2 entries could not be read)"
    ),
    (
      [("users.json", #"{"error": {"code": "Authorization_RequestDenied"}}"#)],
      "partial(Graph answered with an error)"
    ),
    (
      [("users.json", "[\(page("users", ann, linked: true)), \(page("users", bob))]")], "complete"
    ),
    ([("users.json", "\(page("users", ann, linked: true))\n\(page("users", bob))")], "complete"),
    ([("directory/deletedItems.json", page("users", ann))], "not collected"),
    ([("groups.json", page("groups", ""))], "not collected"),
  ]

  @Test(arguments: pages)
  func `a list is complete when its last page was read`(
    _ row: (files: [(String, String)], state: String)
  ) throws {
    var files = GraphFiles()
    files.files = row.files.map { ($0.0, $0.1) }
    #expect(try files.read().state(of: .user).label == row.state)
  }

  @Test(arguments: [
    (99, "complete"), (100, "bounded(100)"), (101, "complete"), (200, "complete"),
    (999, "bounded(999)"), (1000, "complete"),
  ])
  func `one full page without a word about paging may have been cut`(
    _ row: (count: Int, state: String)
  ) throws {
    let users = (0..<row.count).map { "{\"id\": \"<\($0)>\", \"userPrincipalName\": \"\($0)\"}" }
    let text = "[\(users.joined(separator: ","))]"
    let bare = try GraphFiles(("users.json", text)).read()
    #expect(bare.state(of: .user).label == row.state)
    #expect(bare.users.count == row.count)
    let paged = try GraphFiles(("users.json", "{\(Self.context)users\", \"value\": \(text)}"))
      .read()
    #expect(paged.state(of: .user).label == "complete")
    let members = try GraphFiles(("groups/<g>/members.json", text)).read()
    let group = try #require(GUID(ShortGUID.spelledOut("<g>")).flatMap { members.find($0) })
    #expect(members.members.state(of: group).label == row.state)
  }

  @Test func `what is null is not known, and what a page lacks is not known`() {
    let files = GraphFiles(("users.json", Self.page("users", "\(Self.ann), \(Self.bob)")))
    #expect(
      files.outcome() == """
        user <ann>
        user <ann> displayName 'Ann'
        user <ann> principalName 'ann@c'
        user <bob>
        user <bob> principalName 'bob@c'
        all users complete
        """)
    #expect(
      files.outcome([.capabilities])
        == "can say: allGroupKinds nameCase owners threeValuedFlags dynamicMembers "
        + "userPrincipalNames devices nesting otherMembers onPremisesState")
  }
}
