import DirectoryModel
import Testing

@testable import Ingest

struct GraphMembersTests {
  private static let address = "https://graph.microsoft.com/v1.0/$metadata#"
  private static let ann =
    ##"{"@odata.type": "#microsoft.graph.user", "id": "<ann>", "displayName": "Ann"}"##
  private static let sub = ##"{"@odata.type": "#microsoft.graph.group", "id": "<sub>"}"##

  private static func page(_ value: String, _ context: String = "directoryObjects") -> String {
    #"{"@odata.context": "\#(address)\#(context)", "value": [\#(value)]}"#
  }

  /// One row a way to say whose members a file holds.
  static let paths: [(path: String, context: String, list: String)] = [
    ("groups/<g>/members.json", "directoryObjects", "members"),
    ("groups/<g>/members_001.json", "directoryObjects", "members"),
    ("contoso/<g>/owners.json", "directoryObjects", "owners"),
    ("<g>_members.json", "directoryObjects", "members"),
    ("members-<g>.json", "directoryObjects", "members"),
    ("members/<g>.json", "directoryObjects", "members"),
    ("groupOwners/<g>.json", "directoryObjects", "owners"),
    ("x.json", "groups('<g>')/members", "members"),
    ("x.json", "groups/<g>/owners", "owners"),
    ("<t>/groups/<g>/MEMBERS.JSON", "directoryObjects", "members"),
  ]

  @Test(arguments: paths)
  func `the path or the context says whose list it is`(
    _ row: (path: String, context: String, list: String)
  ) {
    let files = GraphFiles((row.path, Self.page(Self.ann + "," + Self.sub, row.context)))
    #expect(
      files.outcome([.lists]) == """
        group <g> \(row.list) complete
        group <g> \(row.list): user <ann>
        group <g> \(row.list): group <sub>
        """)
  }

  /// One row a list that belongs to nobody, or to nothing that counts.
  static let others: [(path: String, context: String, reason: String)] = [
    (
      "members.json", "directoryObjects",
      "lists of members or owners: nothing says which group they belong to"
    ),
    (
      "x.json", "directoryObjects",
      "lists of members or owners: nothing says which group they belong to"
    ),
    (
      "groups/<g>/transitiveMembers.json", "directoryObjects",
      "lists: a relation that is neither members nor owners has no part in groups"
    ),
    (
      "users/<ann>/memberOf.json", "directoryObjects",
      "lists: a relation that is neither members nor owners has no part in groups"
    ),
    ("x.json", "users('a')/memberOf", "lists: 'users('a')/memberOf' has no part in groups"),
    ("roles.json", "directoryRoles", "lists: 'directoryRoles' has no part in groups"),
    ("x.json", "Collection(Edm.String)", "lists: 'Edm.String' has no part in groups"),
  ]

  @Test(arguments: others)
  func `a list that is nobody's is left out and counted`(
    _ row: (path: String, context: String, reason: String)
  ) {
    let text = Self.page(Self.ann, row.context)
    let start = text.utf8.count - Self.ann.utf8.count - 3
    let offset = ShortGUID.spelledOut(String(text.prefix(start))).utf8.count
    #expect(
      GraphFiles((row.path, text)).outcome()
        == "left out: 1 \(row.reason) (export!\(row.path)@\(offset))")
  }

  /// One row a way to put the lists of several groups into one file.
  static let wrappings: [(path: String, text: String, lists: String)] = [
    (
      "members.json", "{\"<g>\": [\(ann)], \"<h>\": []}",
      "group <g> members complete\ngroup <g> members: user <ann>\ngroup <h> members complete"
    ),
    (
      "groupOwners.json", "{\"<g>\": [\"<ann>\"]}",
      "group <g> owners complete\ngroup <g> owners: object <ann>"
    ),
    (
      "members.json", "{\"<g>\": null, \"<h>\": {\"a\": [1]}}",
      "group <g> members partial(an entry could not be read)\n"
        + "group <h> members partial(an entry could not be read)"
    ),
    (
      "x.json",
      #"[{"GroupId": "<g>", "GroupDisplayName": "G", "MemberId": "<ann>", "MemberType": "User"},"#
        + #"{"GroupId": "<h>", "MemberId": "<g>", "MemberType": "#
        + "\"#microsoft.graph.group\"},"
        + #"{"GroupId": "<g>", "MemberId": "<bob>", "MemberType": "user"}]"#,
      """
      group <g> members complete
      group <g> members: user <ann>
      group <g> members: user <bob>
      group <h> members complete
      group <h> members: group <g>
      """
    ),
    (
      "x.jsonl",
      #"{"groupId": "<g>", "memberId": "<ann>"}"# + "\n"
        + #"{"groupId": "<g>", "memberId": "<bob>"}"#,
      """
      group <g> members partial(lines have no end mark, so some may be missing)
      group <g> members: object <ann>
      group <g> members: object <bob>
      """
    ),
    (
      "x.json", #"[{"groupId": "<g>", "memberId": "<ann>"}, {"groupId": "<g>", "memberId": 5}]"#,
      """
      group <g> members partial(an entry could not be read)
      group <g> members: object <ann>
      """
    ),
    (
      "groups.json", "[{\"members\": [\(ann)], \"owners\": [], \"id\": \"<g>\"}]",
      "group <g> members complete\ngroup <g> members: user <ann>\ngroup <g> owners complete"
    ),
    (
      "groups.json", "[{\"id\": \"<g>\", \"members\": null}]", ""
    ),
    (
      "groups.json", "[{\"id\": \"<g>\", \"members\": \"x\"}]",
      "group <g> members partial(the value is no list)"
    ),
    (
      "groups.json",
      "[{\"id\": \"<g>\", \"members\": [\(ann)], \"members@odata.nextLink\": \"https://x/y\"}]",
      "group <g> members partial(the page that follows is missing)\n"
        + "group <g> members: user <ann>"
    ),
    (
      "groups.json", "[{\"id\": \"<g>\", \"members\": [\(ann), {\"id\": 7}]}]",
      "group <g> members partial(1 entries could not be read)\ngroup <g> members: user <ann>"
    ),
    (
      "groups.json", #"[{"id": "<g>", "visibility": "HiddenMembership", "members": []}]"#,
      "group <g> members partial(the group hides its members and none is shown)"
    ),
    (
      "groups/<g>/members.json",
      page(#"{"@odata.id": "https://x/v2/<t>/directoryObjects/<ann>/T"}"#),
      "group <g> members complete\ngroup <g> members: object <ann>"
    ),
    (
      "groups/<g>/members.json", page(#"{"id": "<ann>"}"#, "users"),
      "group <g> members partial(only members of one kind were asked for)\n"
        + "group <g> members: user <ann>"
    ),
    (
      "groups/<g>/members.json", "{\"error\": {\"code\": \"x\"}}",
      "group <g> members partial(Graph answered with an error)"
    ),
  ]

  @Test(arguments: wrappings)
  func `lists of members come in many wrappings`(
    _ row: (path: String, text: String, lists: String)
  ) {
    #expect(GraphFiles((row.path, row.text)).outcome([.lists]) == row.lists)
  }

  /// One row a stream: sizes of its lists, and what is known of those with twenty.
  static let expansions: [(sizes: [Int], state: String)] = [
    ([20], "bounded(20)"), ([19, 20, 3], "bounded(20)"), ([20, 21], "complete"),
    ([25, 20], "complete"),
  ]

  @Test(arguments: expansions)
  func `twenty expanded members may be all, or as many as are shown`(
    _ row: (sizes: [Int], state: String)
  ) throws {
    let groups = row.sizes.enumerated().map { index, size in
      let members = (0..<size).map { "{\"id\": \"<u\($0)>\"}" }.joined(separator: ",")
      return "{\"id\": \"<g\(index)>\", \"groupTypes\": [], \"members\": [\(members)]}"
    }
    let read = try GraphFiles(("groups.json", "[\(groups.joined(separator: ","))]")).read()
    for (index, size) in row.sizes.enumerated() {
      let guid = try #require(GUID(ShortGUID.spelledOut("<g\(index)>")))
      let group = try #require(read.find(guid))
      #expect(read.members.state(of: group).label == (size == 20 ? row.state : "complete"))
      #expect(read.members.list(of: group).count == size)
    }
  }

  @Test func `members are mentioned, and what nobody may read of them is said`() {
    let text = Self.page(
      Self.ann
        + ##", {"@odata.type": "#microsoft.graph.device", "id": "<d>", "displayName": null}"##
        + #", {"id": "<x>"}, {"mail": "no identifier"}, 5"#)
    #expect(
      GraphFiles(("<g>_members.json", text)).outcome(Set(Facts.allCases)) == """
        mentioned user <ann>
        mentioned user <ann> displayName 'Ann'
        mentioned device <d>
        mentioned group <g>
        group <g> members partial(2 entries could not be read)
        group <g> members: user <ann>
        group <g> members: device <d>
        group <g> members: object <x>
        mentioned object <x>
        left out: 1 kinds of members: nothing tells them; kept as objects \
        (export!<g>_members.json@313)
        left out: 2 members: they have no object identifier (export!<g>_members.json@385)
        note: 1 members show nothing but their identifier: the application that collected them may \
        not read them
        can say: allGroupKinds nameCase owners threeValuedFlags deletions dynamicMembers \
        accountEnabled userType userPrincipalNames mail devices nesting otherMembers onPremisesState
        """)
  }
}
