import DirectoryModel
import Testing

@testable import Ingest

struct GraphContextTests {
  private static let start = "https://graph.microsoft.com/v1.0/$metadata#"

  /// One row a context: its end, what the elements are, and the kind that a cast names.
  static let contexts: [(String, GraphContext.Collection, ObjectKind?)] = [
    ("users", .objects(.user), nil),
    ("users/$entity", .objects(.user), nil),
    ("users(id,displayName,members())", .objects(.user), nil),
    ("groups(members(),owners())", .objects(.group), nil),
    ("groups(members())/$entity", .objects(.group), nil),
    ("devices", .objects(.device), nil),
    ("servicePrincipals", .objects(.servicePrincipal), nil),
    ("contacts", .objects(.contact), nil),
    ("orgContacts", .objects(.contact), nil),
    ("organization", .organization, nil),
    ("directoryObjects", .directoryObjects, nil),
    ("directoryObjects/microsoft.graph.user", .directoryObjects, .user),
    ("directoryObjects/$entity", .directoryObjects, nil),
    ("directory/deletedItems/microsoft.graph.group", .directoryObjects, .group),
    ("Collection(microsoft.graph.user)", .objects(.user), nil),
    ("Collection(microsoft.graph.directoryObject)", .directoryObjects, nil),
    ("Collection(Edm.String)", .foreign("Edm.String"), nil),
    ("users('x')/messages", .foreign("users('x')/messages"), nil),
    ("directoryRoles", .foreign("directoryRoles"), nil),
    ("(((", .foreign(""), nil),
  ]

  @Test(arguments: contexts)
  func `a context tells what the elements are`(
    _ row: (String, GraphContext.Collection, ObjectKind?)
  ) {
    let context = GraphContext(Self.start + row.0)
    #expect(context.collection == row.1)
    #expect(context.cast == row.2)
    #expect(context.group == nil)
    #expect(context.relation == nil)
  }

  @Test func `a context may name a tenant`() throws {
    let tenant = "e754740c-c1cb-50d5-9e65-44fecda51bdc"
    let context = GraphContext("https://graph.microsoft.com/v2/\(tenant)/$metadata#users")
    #expect(context.tenant == GUID(tenant))
    #expect(GraphContext(Self.start + "users").tenant == nil)
    #expect(GraphContext("users").collection == .objects(.user))
  }

  private static let id = "797d4d41-5156-50f1-964e-22dbec34a3eb"

  /// One row a path: group, relation, kind, page, and whether it is the recycle bin.
  static let paths:
    [(path: String, group: Bool, relation: Relation?, kind: ObjectKind?, page: Int?, bin: Bool)] = [
      ("users.json", false, nil, .user, nil, false),
      ("c/users_001.json", false, nil, .user, 1, false),
      ("c/users/page_7.json", false, nil, .user, 7, false),
      ("exportUsers_2025-6-2.json", false, nil, .user, nil, false),
      ("groups/\(id)/members_002.json", true, .members, nil, 2, false),
      ("groups/\(id).json", true, nil, .group, nil, false),
      ("\(id)-owners.json", true, .owners, nil, nil, false),
      ("directory_deletedItems_microsoft.graph.user.json", false, nil, .user, nil, true),
      ("deletedGroups.json", false, nil, .group, nil, true),
      ("servicePrincipals.jsonl", false, nil, .servicePrincipal, nil, false),
      ("everything", false, nil, nil, nil, false),
      ("", false, nil, nil, nil, false),
      (".json", false, nil, nil, nil, false),
      ("/", false, nil, nil, nil, false),
    ]

  @Test(arguments: paths)
  func `a path tells what the content does not`(
    _ row: (
      path: String, group: Bool, relation: Relation?, kind: ObjectKind?, page: Int?, bin: Bool
    )
  ) {
    let path = GraphPath(entry: row.path)
    #expect(path.group == (row.group ? GUID(Self.id) : nil))
    #expect(path.relation == row.relation)
    #expect(row.relation != nil || path.kind == row.kind)
    #expect(path.page == row.page)
    #expect(path.isDeleted == row.bin)
  }

  @Test func `the folders of a lone file say nothing but identifiers`() {
    #expect(GraphPath(file: "/data/members of groups/users.json").relation == nil)
    #expect(GraphPath(file: "/data/groups/x.json").kind == nil)
    #expect(GraphPath(file: "/data/groups/\(Self.id)/members.json").group == GUID(Self.id))
  }
}
