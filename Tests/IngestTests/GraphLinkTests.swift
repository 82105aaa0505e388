import DirectoryModel
import Testing

@testable import Ingest

/// What the address of a next page says of the list that it goes on with.
struct GraphLinkTests {
  private static let base = "https://graph.microsoft.com/v1.0"

  /// One row an address: whether a condition left entries out, and whether it tells changes.
  static let addresses: [(link: String, isFiltered: Bool, isDelta: Bool)] = [
    ("\(base)/groups?$top=5&$skiptoken=RFNwdAIAAQAAAB8", false, false),
    ("\(base)/groups?$filter=securityEnabled%20eq%20true&$skiptoken=RFNwd", true, false),
    ("\(base)/groups?$skiptoken=RFNwd&%24filter=startsWith(displayName,'a')", true, false),
    ("\(base)/users?$count=true&$search=%22displayName:wa%22&$skiptoken=RFNwd", true, false),
    ("\(base)/users?filter=userType eq 'Guest'&$skiptoken=RFNwd", true, false),
    ("\(base)/users?$Filter=userType%20eq%20'Guest'&$skiptoken=RFNwd", true, false),
    ("\(base)/users?%24SEARCH=%22mail:a%22", true, false),
    ("\(base)/groups?$select=id,filter&$skiptoken=$filter", false, false),
    ("\(base)/groups?$orderby=displayName&$skiptoken=a?$filter=b", false, false),
    ("\(base)/groups/$filter=x/members?$skiptoken=1", false, false),
    ("\(base)/groups?$filters=x&prefilter=y&$skiptoken=1", false, false),
    ("\(base)/groups?%2424filter=x", false, false),
    ("\(base)/groups", false, false),
    ("", false, false),
    ("?$filter", true, false),
    ("\(base)/groups/delta?$skiptoken=1", false, true),
    ("\(base)/groups/microsoft.graph.delta?$skiptoken=1", false, true),
    ("\(base)/users/delta()?$filter=id eq '1'", true, true),
    ("\(base)/users/deltas?$skiptoken=1", false, false),
  ]

  @Test(arguments: addresses)
  func `a next link keeps the conditions of the request`(
    _ row: (link: String, isFiltered: Bool, isDelta: Bool)
  ) {
    let link = GraphLink(row.link)
    #expect([link.isFiltered, link.isDelta] == [row.isFiltered, row.isDelta])
  }

  /// One row the files of one list: its path, the link of its first page, and what is then known.
  static let lists: [(path: String, context: String, link: String, facts: String)] = [
    (
      "groups", "groups", "\(base)/groups?$filter=securityEnabled%20eq%20true&$skiptoken=1",
      "all groups partial(only what passes a '$filter' or '$search' was asked for)"
    ),
    ("groups", "groups", "\(base)/groups?$skiptoken=1", "all groups complete"),
    (
      "users", "users", "\(base)/users?$search=%22displayName:a%22&$skiptoken=1",
      "all users partial(only what passes a '$filter' or '$search' was asked for)"
    ),
    (
      "groups/<g>/members", "directoryObjects",
      "\(base)/groups/<g>/members?$count=true&$filter=startswith(displayName,'a')&$skiptoken=1",
      """
      group <g> members partial(only what passes a '$filter' or '$search' was asked for)
      group <g> members: group <a>
      group <g> members: group <b>
      """
    ),
  ]

  @Test(arguments: lists)
  func `a list that a condition thinned out is not complete though its last page was read`(
    _ row: (path: String, context: String, link: String, facts: String)
  ) {
    func page(_ id: String, _ link: String) -> String {
      "{\"@odata.context\": \"\(Self.base)/$metadata#\(row.context)\", \(link)\"value\": "
        + "[{\"@odata.type\": \"#microsoft.graph.\(row.path == "users" ? "user" : "group")\", "
        + "\"id\": \"<\(id)>\"}]}"
    }
    let files = GraphFiles(
      ("\(row.path)_001.json", page("a", "\"@odata.nextLink\": \"\(row.link)\", ")),
      ("\(row.path)_002.json", page("b", "")))
    #expect(files.outcome([.lists, .states]) == row.facts)
  }

  @Test func `a page that is missing is said before the condition`() {
    let text =
      "{\"@odata.context\": \"\(Self.base)/$metadata#users\", \"value\": [], \"@odata.nextLink\": "
      + "\"\(Self.base)/users?$filter=accountEnabled%20eq%20true&$skiptoken=1\"}"
    #expect(
      GraphFiles(("users.json", text)).outcome()
        == "all users partial(the page that follows is missing)")
  }
}
