import DirectoryModel
import Foundation
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

  private static let condition = "only what passes a '$filter' or '$search' was asked for"
  private static let kind = "only members of one kind were asked for"
  private static let some = "only some entries were asked for, by '$top' or '$skip'"

  /// One line a query: the lists inside entries that it does not want whole, and why.
  static let expansions = """
    $expand=members($filter=accountEnabled eq true) | members: CONDITION
    $expand=members | nothing
    $expand=members($select=id,displayName) | nothing
    $expand=members($select=id;$filter=userType%20eq%20'Guest') | members: CONDITION
    %24expand=members%28%24select%3Did%3B%24filter%3Da%20eq%20'b'%29 | members: CONDITION
    expand=members(filter=a eq 'b') | members: CONDITION
    $Expand=Members($Search=%22displayName:a%22) | members: CONDITION
    $expand=owners($filter=startswith(displayName,'a')) | owners: CONDITION
    $expand=owners($select=id),members($filter=startswith(displayName,'a,b;c)'))&$top=5 | members: CONDITION
    $expand=members($filter=a eq 'it''s;('),owners($filter=b eq 'c') | members: CONDITION, owners: CONDITION
    $expand=members/microsoft.graph.user($select=id) | members: KIND
    $expand=members/microsoft.graph.device | members: KIND
    $expand=members($top=5) | members: SOME
    $expand=members($select=id;%24skip=5) | members: SOME
    $expand=%20members%20(%20$filter%20=%20x%20) | members: CONDITION
    $expand=members($select=filter,top) | nothing
    $expand=members($orderby=displayName desc;$count=true) | nothing
    $expand=manager($filter=x),memberOf($filter=y),transitiveMembers($filter=z) | nothing
    $expand=extensions($filter=id eq 'members($filter=x)') | nothing
    $expand=members($expand=manager($filter=x)) | nothing
    $select=members($filter=x) | nothing
    $expand= | nothing
    $expand | nothing
     | nothing
    $expand=members($filter=x | members: CONDITION
    $expand=members)($filter=x | nothing
    $expand=members(%24filte%7 | nothing
    """.split(separator: "\n").map(String.init)

  @Test(arguments: expansions)
  func `conditions inside an expanded list are found wherever they stand`(_ row: String) throws {
    let parts = row.components(separatedBy: " | ")
    let words = ["CONDITION": Self.condition, "KIND": Self.kind, "SOME": Self.some]
    let thinned = parts[1] == "nothing" ? [] : parts[1].components(separatedBy: ", ")
    for query in [parts[0], "$skiptoken=1&\(parts[0])"] {
      let link = GraphLink("\(Self.base)/groups?\(query)")
      let found = link.thinned.map { list in
        let word = words.first { $0.value == list.reason }?.key ?? list.reason
        return "\(list.relation == .members ? "members" : "owners"): \(word)"
      }
      #expect(found == thinned)
      #expect(!link.isFiltered, "the groups themselves are all there")
    }
  }

  /// A text with every byte, or every second one, written as an escape.
  private static func escaped(_ text: String, every step: Int, from start: Int) -> String {
    var result = ""
    for (place, byte) in text.utf8.enumerated() {
      let isEscaped = place >= start && (place - start) % step == 0
      let digits = String(byte, radix: 16, uppercase: place % 2 == 0)
      result +=
        isEscaped
        ? "%" + (digits.utf8.count < 2 ? "0" : "") + digits
        : String(decoding: [byte], as: UTF8.self)
    }
    return result
  }

  @Test(arguments: expansions)
  func `escapes change nothing, wherever they stand`(_ row: String) throws {
    let query = row.components(separatedBy: " | ")[0]
    guard let mark = query.firstIndex(of: "="), !query.contains("%"), !query.contains("&") else {
      return
    }
    let (name, value) = (query[..<mark], String(query[query.index(after: mark)...]))
    let plain = GraphLink("\(Self.base)/groups?\(query)").thinned
    for (step, start) in [(1, 0), (2, 0), (2, 1), (3, 2), (7, 3)] {
      let link = "\(Self.base)/groups?\(name)=\(Self.escaped(value, every: step, from: start))"
      #expect(GraphLink(link).thinned == plain, "\(link)")
    }
  }

  @Test(arguments: expansions)
  func `an address may be cut anywhere`(_ row: String) {
    let query = row.components(separatedBy: " | ")[0]
    let whole = GraphLink("\(Self.base)/groups?\(query)").thinned
    for count in 0...query.utf8.count {
      let cut = String(decoding: query.utf8.prefix(count), as: UTF8.self)
      let found = GraphLink("\(Self.base)/groups?\(cut)").thinned
      // Less of a request never thins out a list that all of it leaves whole, but for a half word.
      #expect(found.count <= max(1, whole.count))
    }
  }

  /// Two pages of groups with lists inside; the second one has no link.
  private func groups(_ query: String, _ lists: (String, String)) -> GraphFiles {
    func page(_ id: String, _ list: String, _ link: String) -> String {
      "{\"@odata.context\": \"\(Self.base)/$metadata#groups\", \(link)\"value\": [{\"id\": "
        + "\"<\(id)>\", \(list)}]}"
    }
    let link = "\"@odata.nextLink\": \"\(Self.base)/groups?\(query)&$skiptoken=1\", "
    return GraphFiles(
      ("groups_001.json", page("g", lists.0, link)), ("groups_002.json", page("h", lists.1, "")))
  }

  private static func list(_ name: String, _ ids: String...) -> String {
    let items = ids.map { "{\"@odata.type\": \"#microsoft.graph.user\", \"id\": \"<\($0)>\"}" }
    return "\"\(name)\": [\(items.joined(separator: ", "))]"
  }

  /// What a request asks to have inside groups, and what is then known of the lists.
  static let insides: [(query: String, members: String, owners: String)] = [
    ("$expand=members,owners", "complete", "complete"),
    ("$expand=members($filter=accountEnabled eq true),owners", "partial(\(condition))", "complete"),
    ("$expand=members,owners($search=x)", "complete", "partial(\(condition))"),
    (
      "$expand=members($filter=x),owners($top=1)", "partial(\(condition))",
      "partial(\(some))"
    ),
    ("$filter=securityEnabled eq true&$expand=members,owners", "complete", "complete"),
  ]

  @Test(arguments: insides)
  func `a thinned list is incomplete in every group of every page`(
    _ row: (query: String, members: String, owners: String)
  ) {
    let lists = "\(Self.list("members", "a")), \(Self.list("owners", "b"))"
    let facts = groups(row.query, (lists, lists)).outcome([.lists])
    #expect(
      facts == """
        group <g> members \(row.members)
        group <g> members: user <a>
        group <g> owners \(row.owners)
        group <g> owners: user <b>
        group <h> members \(row.members)
        group <h> members: user <a>
        group <h> owners \(row.owners)
        group <h> owners: user <b>
        """)
  }

  @Test func `a list of a group that was asked for by itself is not thinned by another request`() {
    let own = (
      name: "groups/<i>/members.json",
      text: "{\"@odata.context\": \"\(Self.base)/$metadata#directoryObjects\", "
        + "\(Self.list("value", "c"))}"
    )
    var pages = groups(
      "$expand=members($filter=x)", (Self.list("members", "a"), Self.list("members")))
    pages.files.append(own)
    let facts = pages.outcome([.lists])
    #expect(
      facts == """
        group <g> members partial(\(Self.condition))
        group <g> members: user <a>
        group <h> members partial(\(Self.condition))
        group <i> members complete
        group <i> members: user <c>
        """)
  }

  @Test func `what else is missing from a list is said first`() {
    let cut = "\(Self.list("members", "a")), \"members@odata.nextLink\": \"\(Self.base)/x\""
    let facts = groups("$expand=members($filter=x)", (cut, Self.list("members"))).outcome([.lists])
    #expect(
      facts == """
        group <g> members partial(the page that follows is missing)
        group <g> members: user <a>
        group <h> members partial(\(Self.condition))
        """)
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
