import DirectoryModel
import Testing

@testable import Ingest

/// How much of a list is known by what was seen of its pages.
struct GraphLedgerTests {
  /// A page: whether it names another one, its number and what it promises.
  struct Page: Sendable {
    var isLinked = false
    var number: Int?
    var promised: Int64?
  }

  /// Pages in the order in which they were read, and what is known of the list.
  struct Row: Sendable {
    var pages: [Page]
    var state: Completeness
    var received = 5
    var unreadable = 0
    var unpaged = Completeness.notCollected
    var isCast = false
    var isFiltered = false
  }

  private static let last = Page()
  private static let linked = Page(isLinked: true)

  private static func numbered(_ numbers: [Int?]) -> [Page] { numbers.map { Page(number: $0) } }

  static let rows: [Row] = [
    Row(pages: [], state: .notCollected), Row(pages: [last], state: .complete),
    Row(pages: [linked], state: .partial("the page that follows is missing")),
    Row(pages: [linked, linked, last], state: .complete),
    Row(pages: [last, linked], state: .complete),
    // Of several promises the greatest counts, in whatever order.
    Row(pages: [Page(promised: 5)], state: .complete),
    Row(pages: [Page(promised: 6)], state: .partial("6 entries were promised, 5 were read")),
    Row(
      pages: [Page(isLinked: true, promised: 7), Page(promised: 3)],
      state: .partial("7 entries were promised, 5 were read")),
    Row(
      pages: [Page(isLinked: true, promised: 3), Page(promised: 7)],
      state: .partial("7 entries were promised, 5 were read")),
    Row(pages: [Page(promised: 0), last], state: .complete),
    Row(
      pages: [Page(promised: .max)],
      state: .partial("\(Int64.max) entries were promised, 5 were read")),
    // Numbers say what is missing where every page has one.
    Row(pages: numbered([1, 2, 3]), state: .complete),
    Row(pages: numbered([3, 1, 2]), state: .complete),
    Row(pages: numbered([0, 1]), state: .complete),
    Row(pages: numbered([0, 2]), state: .partial("page 1 is missing")),
    Row(pages: numbered([2]), state: .partial("page 1 is missing")),
    Row(pages: numbered([1, 3]), state: .partial("page 2 is missing")),
    Row(pages: numbered([1, 1, 2]), state: .complete),
    Row(pages: numbered([5, 1, 9]), state: .partial("page 2 is missing")),
    Row(pages: numbered([1, nil, 3]), state: .complete),
    Row(pages: numbered([nil, 9]), state: .complete),
    // What speaks of the list itself comes before what pages say.
    Row(pages: [linked], state: .partial("cut"), unpaged: .partial("cut")),
    Row(pages: [last], state: .partial("cut"), unpaged: .partial("cut")),
    Row(pages: [last], state: .bounded(20), unpaged: .bounded(20)),
    Row(pages: [], state: .bounded(20), unpaged: .bounded(20)),
    Row(pages: [], state: .complete, unpaged: .complete),
    Row(pages: [last], state: .partial("an entry could not be read"), unreadable: 1),
    Row(
      pages: [linked], state: .partial("2 entries could not be read"), unreadable: 2,
      unpaged: .partial("cut")),
    Row(pages: [last], state: .partial("only members of one kind were asked for"), isCast: true),
    Row(
      pages: [last], state: .partial("only what passes a '$filter' or '$search' was asked for"),
      isFiltered: true),
    Row(
      pages: [last], state: .partial("only members of one kind were asked for"), isCast: true,
      isFiltered: true),
    Row(
      pages: [Page(promised: 9)], state: .partial("9 entries were promised, 5 were read"),
      isCast: true),
  ]

  @Test(arguments: rows.indices)
  func `a list is as complete as its pages prove`(_ number: Int) {
    let row = Self.rows[number]
    let lists: [GraphList] = [
      .objects(.user), .deleted, .relation(.owners, GUID(high: 1, low: 2)),
    ]
    for list in lists {
      var ledger = GraphLedger()
      #expect(ledger.state(of: list) == .notCollected)
      for page in row.pages {
        ledger.addPage(
          of: list, isLinked: page.isLinked, number: page.number, promised: page.promised)
      }
      ledger[list].received = row.received
      ledger[list].unreadable = row.unreadable
      ledger[list].unpaged = row.unpaged
      (ledger[list].isCast, ledger[list].isFiltered) = (row.isCast, row.isFiltered)
      #expect(ledger.state(of: list) == row.state)
    }
  }

  @Test func `lists of groups come by identifier, members before owners`() {
    var ledger = GraphLedger()
    let groups = [(2, 1), (1, 9), (1, 2), (0, 7)].map { GUID(high: $0.0, low: $0.1) }
    for group in groups {
      for relation in [Relation.owners, .members] {
        ledger.addPage(
          of: .relation(relation, group), isLinked: relation == .owners, number: nil,
          promised: nil)
      }
    }
    ledger.addPage(of: .objects(.group), isLinked: false, number: nil, promised: nil)
    #expect(ledger.relations.map(\.group) == groups.reversed().flatMap { [$0, $0] })
    #expect(
      ledger.relations.map(\.relation)
        == Array(repeating: [.members, .owners], count: 4).flatMap(\.self))
    #expect(
      ledger.relations.map(\.state)
        == Array(repeating: [.complete, .partial("the page that follows is missing")], count: 4)
        .flatMap(\.self))
  }

  private static let one = "11111111-0000-4000-8000-000000000001"
  private static let two = "22222222-0000-4000-8000-000000000002"

  /// Names of files and folders, the group that they name and the relation.
  static let paths: [(path: String, group: String?, relation: Relation?, kind: ObjectKind?)] = [
    // The last of several identifiers in a name counts, and one that overlaps another is none.
    ("\(one)\(two).json", two, nil, nil), ("\(one)_\(two)_members.json", two, .members, nil),
    ("\(one)\(two.dropFirst()).json", one, nil, nil),
    ("x\(one.dropLast())-\(two).json", two, nil, nil),
    ("\(one.dropLast()).json", nil, nil, nil),
    ("\(one.uppercased())_owners.json", one, .owners, nil),
    // Before a dot that begins the name stands no name: the dot is part of it.
    (".members", nil, .members, nil), (".users.json", nil, nil, .user),
    ("members.", nil, .members, nil),
    ("a.b.users.json", nil, nil, .user), ("users.members", nil, nil, .user),
    // A folder speaks where the name says nothing, or is an identifier alone.
    ("members/\(one).json", one, .members, nil), ("members/page1.json", nil, .members, nil),
    ("members/users.json", nil, nil, .user), ("owners/\(one)_members.json", one, .members, nil),
    ("members/\(one)x.json", one, .members, nil), ("deleted/\(one).json", one, nil, nil),
    ("owners/x/\(one).json", one, nil, nil), ("\(one)/x/y.json", one, nil, nil),
    ("\(one)/\(two)/y.json", two, nil, nil), ("\(one)/\(two).json", two, nil, nil),
    ("transitiveMembers/\(one).json", one, nil, nil), ("memberOf.json", nil, nil, nil),
    ("users_and_groups.json", nil, nil, nil),
    ("servicePrincipals/x.json", nil, nil, .servicePrincipal),
  ]

  @Test(arguments: paths)
  func `a path names a group by the last identifier and a list by its words`(
    _ row: (path: String, group: String?, relation: Relation?, kind: ObjectKind?)
  ) {
    let path = GraphPath(entry: row.path)
    #expect(path.group == row.group.flatMap { GUID($0) })
    #expect(path.relation == row.relation)
    #expect(path.kind == row.kind || row.relation != nil)
  }

  /// Values of `visibility` and whether they hide the members.
  ///
  /// Both `HiddenMembership` and `Hiddenmembership` stand in "group resource type",
  /// https://learn.microsoft.com/graph/api/resources/group.
  @Test(arguments: [
    ("HiddenMembership", true), ("Hiddenmembership", true), ("hiddenmembership", false),
    ("HIDDENMEMBERSHIP", false), ("Private", false), ("Public", false), ("", false),
    ("HiddenMembership ", false),
  ])
  func `a group hides its members by one of two words`(_ row: (word: String, hides: Bool)) throws {
    let text = #"{"id": "<g>", "displayName": "G", "groupTypes": [], "visibility": "\#(row.word)"}"#
    let directory = try GraphFiles(("groups.json", "[\(text)]")).read()
    let group = try #require(GUID(ShortGUID.spelledOut("<g>")).flatMap { directory.find($0) })
    #expect(directory.flags[Int(group)].contains(.hiddenMembership) == row.hides)
    #expect(directory.attribute(.visibility, of: group) == row.word)
  }
}
