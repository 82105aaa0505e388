import TestSupport
import Testing

/// What an audit concludes from exports that do not say everything: from the files to the report.
struct EvidenceTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let what: String
    /// The tenant's files.
    let files: [String: String]
    /// Local groups and the numbers of their members.
    let local: [(group: String, members: [Int])]
    let verdict: String
    /// Why something could not be assessed, without what a CSV file never says.
    let open: [String]
    let findings: [String]

    var testDescription: String { what }

    init(
      _ what: String, _ files: [String: String], _ local: [(String, [Int])], _ verdict: String,
      open: [String] = [], findings: [String] = []
    ) {
      (self.what, self.files, self.verdict) = (what, files, verdict)
      (self.open, self.findings) = (open, findings)
      self.local = local.map { (group: $0.0, members: $0.1) }
    }

    /// The application's file.
    var csv: String {
      local.reduce("group,member\n") { text, group in
        group.members.reduce(text) { $0 + "\(group.group),user\($1)@x.example\n" }
      }
    }
  }

  private static let everybody = page("users", (1...22).map { user($0) })
  private static let deletions =
    "what was deleted cannot be told from tenant (Microsoft Graph JSON)"

  static let rows: [Row] = [
    Row(
      "nineteen expanded members are all of them",
      ["users.json": everybody, "groups.json": expanded([group(1, "Sales", Array(1...19))])],
      [("Sales", Array(1...20))], "differs",
      findings: [
        "membership.extra: 'user20@x.example' is in 'Sales' and not in the authority"
      ]),
    Row(
      "twenty expanded members may not be all of them",
      ["users.json": everybody, "groups.json": expanded([group(1, "Sales", Array(1...20))])],
      [("Sales", Array(1...21))], "undetermined",
      open: ["members of 'Sales': the tenant's list is bounded(20)"]),
    Row(
      "a page of users leads to one that is not there",
      [
        "users.json": page("users", [user(1), user(2)], next: "users"),
        "groups.json": expanded([group(1, "Sales", [1, 2])]),
      ], [("Sales", [1, 2, 3])], "undetermined",
      open: [
        "the list of all users of the tenant side is partial(the page that follows is missing)",
        deletions,
      ]),
    Row(
      "a page of groups leads to one that is not there",
      [
        "users.json": everybody,
        "groups.json": expanded([group(1, "Sales", [1])], next: "groups"),
      ], [("Sales", [1, 2]), ("Legal", [3])], "undetermined",
      open: [
        "the list of all groups of the tenant side is partial(the page that follows is missing)",
        deletions,
      ]),
    Row(
      "a page of members leads to one that is not there",
      [
        "users.json": everybody, "groups.json": page("groups", [group(1, "Sales")]),
        "groups/\(groupID(1))/members.json": page(
          "directoryObjects", [member(1)], next: "groups/\(groupID(1))/members"),
      ], [("Sales", [1, 2])], "undetermined",
      open: ["members of 'Sales': the tenant's list is partial(the page that follows is missing)"]),
    Row(
      "members were not collected",
      ["users.json": everybody, "groups.json": page("groups", [group(1, "Sales")])],
      [("Sales", [1, 2]), ("Legal", [3])], "differs",
      open: [deletions, "members of 'Sales': the tenant's list is not collected"],
      findings: ["group.missing-in-tenant: the local group 'Legal' is not in the tenant"]),
    Row(
      "users were not collected", ["groups.json": expanded([group(1, "Sales", [1, 2])])],
      [("Sales", [1, 3])], "undetermined",
      open: ["the list of all users of the tenant side is not collected", deletions]),
    Row(
      "whether accounts are enabled was not asked",
      [
        "users.json": page("users", [user(1, isEnabled: nil), user(2, isEnabled: nil)]),
        "groups.json": expanded([group(1, "Sales", [1, 2])]),
      ], [("Sales", [1, 2])], "undetermined",
      open: [
        "whether accounts may sign in cannot be told from tenant (Microsoft Graph JSON)"
      ]),
    Row(
      "AzureHound 3.1.0 puts names into upper case", ["azurehound.json": azureHound],
      [("Sales", [1])], "undetermined",
      open: ["the letter case of names cannot be told from tenant (AzureHound)"]),
    Row(
      "the name of a group may not be read",
      [
        "users.json": everybody,
        "groups.json": expanded([group(1, nil, [1]), group(2, "Legal", [2])]),
      ], [("Sales", [1]), ("Legal", [2])], "undetermined",
      open: [deletions, "1 groups of the tenant have no name in its export"]),
    Row(
      "the names of people may not be read",
      [
        "users.json": page("users", [#"{"id":"\#(userID(1))"}"#, #"{"id":"\#(userID(2))"}"#]),
        "groups.json": expanded([group(1, "Sales", [1, 2])]),
      ], [("Sales", [1, 3])], "undetermined",
      open: [deletions, "2 users of the tenant have no name in its export"]),
  ]

  @Test(arguments: rows)
  func `an audit claims no more than its evidence supports`(_ row: Row) throws {
    let scratch = try ScratchFolder()
    for (name, text) in row.files { try scratch.write(text, to: "tenant/\(name)") }
    try scratch.write(row.csv, to: "app.csv")
    let finished = try rollcall(
      ["audit", "--tenant", "tenant", "--local", "app.csv", "--format", "json"], in: scratch.path)
    #expect(finished.standardError == "")
    let report = try JSONNode(finished.standardOutput)
    #expect(report["verdict"].text == row.verdict)
    let open = report["notAssessable"].items.compactMap { $0["reason"].text }
    #expect(open.filter { !$0.hasSuffix("are not in a CSV file)") } == row.open)
    #expect(
      report["findings"].items.map { "\($0["rule"].text ?? ""): \($0["message"].text ?? "")" }
        == row.findings)
  }
}

private func groupID(_ number: Int) -> String {
  "aaaaaaaa-1111-1111-1111-\(number + 100_000_000_000)"
}
private func userID(_ number: Int) -> String {
  "bbbbbbbb-2222-2222-2222-\(number + 100_000_000_000)"
}

private func user(_ number: Int, isEnabled: Bool? = true) -> String {
  #"{"id":"\#(userID(number))","displayName":"User \#(number)","userType":"Member","#
    + #""userPrincipalName":"user\#(number)@x.example","mail":"user\#(number)@x.example""#
    + (isEnabled.map { #","accountEnabled":\#($0)"# } ?? "") + "}"
}

private func member(_ number: Int) -> String {
  ##"{"@odata.type":"#microsoft.graph.user","id":"\##(userID(number))"}"##
}

private func group(_ number: Int, _ name: String?, _ members: [Int]? = nil) -> String {
  #"{"id":"\#(groupID(number))","displayName":\#(name.map { "\"\($0)\"" } ?? "null"),"#
    + #""groupTypes":[],"securityEnabled":true,"mailEnabled":false"#
    + (members.map { #","members":["# + $0.map(member).joined(separator: ",") + "]" } ?? "") + "}"
}

/// A page of Graph, with a link to the one that follows.
private func page(_ context: String, _ items: [String], next: String? = nil) -> String {
  let link = next.map {
    #""@odata.nextLink":"https://graph.microsoft.com/v1.0/\#($0)?$skiptoken=2","#
  }
  return #"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#\#(context)","#
    + (link ?? "") + #""value":["# + items.joined(separator: ",\n") + "]}"
}

/// A page of groups with `$expand=members`.
private func expanded(_ groups: [String], next: String? = nil) -> String {
  page(
    "groups(id,displayName,groupTypes,securityEnabled,mailEnabled,members())", groups, next: next)
}

/// A collection of one user in one group, as AzureHound 3.1.0 writes it.
private let azureHound: String = {
  let (person, group) = (userID(1).uppercased(), groupID(1).uppercased())
  let tenant = groupID(9).uppercased()
  let records = [
    #"{"kind":"AZUser","data":{"id":"\#(person)","displayName":"USER 1","userType":"Member","#
      + #""userPrincipalName":"user1@x.example","mail":"user1@x.example","accountEnabled":true,"#
      + #""tenantId":"\#(tenant)"}}"#,
    #"{"kind":"AZGroup","data":{"id":"\#(group)","displayName":"SALES","groupTypes":[],"#
      + #""securityEnabled":true,"mailEnabled":false,"tenantId":"\#(tenant)"}}"#,
    #"{"kind":"AZGroupMember","data":{"groupId":"\#(group)","members":[{"groupId":"\#(group)","#
      + ##""member":{"@odata.type":"#microsoft.graph.user","id":"\##(person)"}}]}}"##,
  ]
  return #"{"data":[\#n"# + records.joined(separator: ",\n")
    + #"],"meta":{"type":"azure","version":5,"count":3}}"#
}()
