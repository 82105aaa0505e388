import DirectoryModel
import Testing

@testable import SyncSemantics

struct LinkTests {
  static let id = TenantSketch.groupID("Finance")

  @Test func `a file of links is read with its lines`() throws {
    let text =
      "\u{FEFF}tenantGroup,localGroup,direction\r\n# a comment\r\n\(Self.id),key:7,push\r\n"
      + "\"Sales, North\",\"the \"\"team\"\"\",\r\n\r\nBoard,Board,import"
    let links = try Link.read(text: text, file: "links.csv")
    #expect(
      links == [
        Link(
          tenantGroup: .objectID(Self.id), localGroup: .key("7"), direction: .pushing,
          place: "links.csv:3"),
        Link(
          tenantGroup: .name("Sales, North"), localGroup: .name("the \"team\""), direction: nil,
          place: "links.csv:4"),
        Link(
          tenantGroup: .name("Board"), localGroup: .name("Board"), direction: .importing,
          place: "links.csv:6"),
      ])
  }

  @Test func `a file of aliases is read with its lines`() throws {
    let links = try Link.readAliases(
      text: "tenantGroup,localName\n\(Self.id),Admin\n", file: "aliases.csv")
    #expect(
      links == [
        Link(
          tenantGroup: .objectID(Self.id), localGroup: .name("Admin"), direction: nil,
          place: "aliases.csv:2")
      ])
  }

  static let mistakes: [(text: String, message: String)] = [
    ("", "l.csv:1: found no header, expected 'tenantGroup,localGroup,direction'"),
    (
      "tenantgroup,localGroup\n",
      "l.csv:1: found 'tenantgroup,localGroup', expected 'tenantGroup,localGroup,direction'\n"
        + "  did you mean 'tenantGroup'?"
    ),
    (
      "tenantGroup,localGroup\nA\n",
      "l.csv:2: found 1 columns, expected 2\n"
        + "  put a name that holds a comma into quotation marks"
    ),
    (
      "tenantGroup,localGroup\nA,\n",
      "l.csv:2: found an empty cell, expected a group on both sides"
    ),
    (
      "tenantGroup,localGroup,direction\n\nA,B,imprt\n",
      "l.csv:3: found the direction 'imprt', expected 'import', 'push' or nothing\n"
        + "  did you mean 'import'?"
    ),
    (
      "tenantGroup,localGroup\n\"A,B\n",
      "l.csv:2: found a quotation mark that is never closed, expected a closing quotation mark"
    ),
    (
      "tenantGroup,localGroup\n\"A\"x,B\n",
      "l.csv:2: found text after a closing quotation mark, "
        + "expected a comma or the end of the line"
    ),
  ]

  @Test(arguments: mistakes)
  func `a mistake in a file of links is told with its line`(
    _ row: (text: String, message: String)
  ) {
    do {
      _ = try Link.read(text: row.text, file: "l.csv")
      Issue.record("read without a mistake")
    } catch {
      #expect("\(error)" == row.message)
    }
  }

  @Test func `a mistake in a file of aliases is told with its line`() {
    do {
      _ = try Link.readAliases(text: "group,name\n", file: "a.csv")
      Issue.record("read without a mistake")
    } catch {
      let message =
        "a.csv:1: found no header 'tenantGroup,localName', "
        + "expected 'tenantGroup,localName' in the first line"
      #expect("\(error)" == message)
    }
  }

  private func link(
    _ tenant: Link.Reference, _ local: Link.Reference, _ direction: Link.Direction? = nil
  ) -> Link {
    Link(tenantGroup: tenant, localGroup: local, direction: direction, place: "links.csv:2")
  }

  @Test func `a link decides before every name and identifier`() {
    var comparison = GroupMatchingTests.comparison(
      tenant: [.init(name: "Finance"), .init(name: "Sales")],
      local: [
        .init(name: "Sales", external: TenantSketch.groupID("Sales")), .init(name: "Sales"),
      ])
    comparison.links = [link(.objectID(Self.id), .key("1"))]
    #expect(
      GroupMatchingTests.groupLines(comparison) == [
        "Sales#1 = Finance (link, other)", "Sales#2 = Sales (exactName, none)",
      ])
  }

  @Test func `a second link of one group stands beside the first`() {
    var comparison = GroupMatchingTests.comparison(
      tenant: [.init(name: "Finance"), .init(name: "Sales")],
      local: [.init(name: "Team"), .init(name: "Other")])
    comparison.aliases = [
      link(.name("Finance"), .name("Team")), link(.name("Sales"), .name("Team")),
      link(.name("Finance"), .name("Other")),
    ]
    #expect(
      GroupMatchingTests.groupLines(comparison) == [
        "Other#2: second of Team#1 for Finance", "Team#1 = Finance (link, other)",
        "missing Sales: second of Finance for Team#1",
      ])
  }

  @Test func `a local group that is right fills every group it is linked to`() {
    var comparison = GroupMatchingTests.comparison(
      tenant: [.init(name: "Finance"), .init(name: "Sales"), .init(name: "Board")],
      local: [.init(name: "Team"), .init(name: "Other")])
    comparison.policy.authority = .local
    comparison.links = [
      link(.name("Sales"), .name("Team")), link(.name("Finance"), .name("Team")),
      link(.name("Sales"), .name("Team")), link(.name("Finance"), .name("Other")),
      link(.name("Board"), .name("Other")),
    ]
    #expect(
      GroupMatchingTests.groupLines(comparison) == [
        "Other#2 = Board (link, other)", "Team#1 = Finance (link, other)",
        "Team#1 = Sales (link, other)",
      ])
    let (tenant, local) = (comparison.tenant.build(), comparison.local.build())
    let matching = match(
      tenant: tenant, local: local, policy: comparison.policy, product: comparison.product,
      links: comparison.links)
    let team = matching.groups[0].local
    #expect(matching.tenantOfLocal[Int(team)] == matching.groups[0].tenant)
    for (index, pair) in matching.groups.enumerated() {
      #expect(matching.pair(of: pair.tenant, pair.local) == UInt32(index))
      #expect(matching.localOfTenant[Int(pair.tenant)] == pair.local)
    }
    let strangers = matching.groups.flatMap { one in
      matching.groups.filter { $0.local != one.local }.map {
        matching.pair(of: one.tenant, $0.local)
      }
    }
    #expect(strangers == Array(repeating: UInt32.max, count: 4))
  }

  /// Directions of two links of one local group, and the pairs that they make.
  static let directions: [(first: Link.Direction?, second: Link.Direction?, pairs: Int)] = [
    (.pushing, .pushing, 2), (.pushing, .importing, 1), (.importing, .pushing, 1),
    (.importing, .importing, 1), (nil, .pushing, 1), (.pushing, nil, 1), (nil, nil, 1),
  ]

  @Test(arguments: directions)
  func `a copy has one original where each link has its direction`(
    _ row: (first: Link.Direction?, second: Link.Direction?, pairs: Int)
  ) {
    var comparison = GroupMatchingTests.comparison(
      tenant: [.init(name: "Finance"), .init(name: "Sales")], local: [.init(name: "Team")])
    comparison.policy.authority = .perLink
    comparison.links = [
      link(.name("Finance"), .name("Team"), row.first),
      link(.name("Sales"), .name("Team"), row.second),
    ]
    let matching = match(
      tenant: comparison.tenant.build(), local: comparison.local.build(),
      policy: comparison.policy, product: comparison.product, links: comparison.links)
    #expect(matching.groups.count == row.pairs)
  }

  @Test func `links alone make the pairs that they state and no others`() {
    let comparison = GroupMatchingTests.comparison(
      tenant: [.init(name: "Finance"), .init(name: "Sales")],
      local: [.init(name: "Team"), .init(name: "Sales")])
    let (tenant, local) = (comparison.tenant.build(), comparison.local.build())
    let links = [
      link(.name("Finance"), .name("Team")), link(.name("Nobody"), .name("Sales")),
      link(.name("Finance"), .key("9")),
    ]
    func pairs(_ links: [Link]) -> (pairs: [Pair], broken: [Link]) {
      statedPairs(
        tenant: tenant, local: local, policy: comparison.policy, product: comparison.product,
        links: links)
    }
    let found = pairs(links)
    #expect(
      found.pairs.map { [tenant.displayName($0.tenant), local.displayName($0.local)] }
        == [["Finance", "Team"]])
    #expect(found.pairs.map(\.evidence) == [.link])
    #expect(found.broken == Array(links.dropFirst()))
    #expect(pairs([]).pairs == [])
  }

  @Test func `a link that names nothing, or two groups, is handed back`() {
    var comparison = GroupMatchingTests.comparison(
      tenant: [.init(name: "Finance")], local: [.init(name: "A"), .init(name: "A")])
    comparison.links = [
      link(.name("Finance"), .name("A")), link(.name("Nobody"), .key("1")),
      link(.objectID(TenantSketch.id("nothing")), .key("1")), link(.name("Finance"), .key("9")),
    ]
    let matching = match(
      tenant: comparison.tenant.build(), local: comparison.local.build(), policy: comparison.policy,
      product: comparison.product, links: comparison.links)
    #expect(matching.brokenLinks == comparison.links)
    #expect(matching.groups == [])
  }

  @Test func `where only links count, names pair nothing and identifiers do`() {
    var comparison = GroupMatchingTests.comparison(
      tenant: [.init(name: "Finance"), .init(name: "Sales")],
      local: [
        .init(name: "Finance"), .init(name: "Collection", external: TenantSketch.groupID("Sales")),
      ])
    comparison.policy.scope.linkedOnly = true
    #expect(
      GroupMatchingTests.groupLines(comparison) == [
        "Collection#2 = Sales (externalID, other)", "Finance#1: nobody",
      ])
  }

  @Test func `a pair keeps the direction of its link`() {
    var comparison = GroupMatchingTests.comparison(
      tenant: [.init(name: "Finance")], local: [.init(name: "Finance")])
    comparison.links = [link(.name("Finance"), .name("Finance"), .pushing)]
    let matching = match(
      tenant: comparison.tenant.build(), local: comparison.local.build(), policy: comparison.policy,
      product: comparison.product, links: comparison.links)
    #expect(matching.groups.map(\.direction) == [.pushing])
    #expect(matching.expectedGroups.count == 1)
  }
}

struct GroupSelectionTests {
  private func resolve(_ text: String) -> (names: [String], unmatched: [String]) {
    var sketch = TenantSketch()
    sketch.groups = [
      .init(name: "Finance"), .init(name: "Finance Approvers"), .init(name: "Sales*"),
      .init(name: "Sales North"), .init(name: "Gone", isDeleted: true),
      .init(name: "Finance", id: "other Finance"),
    ]
    sketch.people = [.init(name: "ann", display: "Sales Nord")]
    let tenant = sketch.build()
    let resolution = GroupSelection(text: text, file: "g.txt").resolve(in: tenant)
    return (
      resolution.groups.map { tenant.displayName($0) },
      resolution.unmatched.map { "\($0.place) \($0.text)" }
    )
  }

  @Test func `identifiers, names and patterns select groups, each once`() {
    let id = TenantSketch.groupID("Sales North")
    let found = resolve("# wanted\r\n\(id)\r\n\nFinance Approvers\nFinance App*\n")
    #expect(found.names == ["Finance Approvers", "Sales North"])
    #expect(found.unmatched == [])
  }

  @Test func `a name that several groups share selects all of them`() {
    #expect(resolve("Finance").names == ["Finance", "Finance"])
  }

  @Test func `an exact name comes before a pattern`() {
    #expect(resolve("Sales*").names == ["Sales*"])
    #expect(resolve("Sale?*").names == ["Sales*", "Sales North"])
  }

  @Test func `entries that nothing answers to are handed back with their lines`() {
    let found = resolve(
      "finance\n  Sales North \nGone\nX*\n\(TenantSketch.groupID("Gone"))\n")
    #expect(found.names == ["Sales North"])
    #expect(
      found.unmatched == [
        "g.txt:1 finance", "g.txt:3 Gone", "g.txt:4 X*", "g.txt:5 \(TenantSketch.groupID("Gone"))",
      ])
  }

  /// Lines of a selection, the groups that they select, and the lines that select none.
  static let lines: [(text: String, names: [String], unmatched: [String])] = [
    // The identifier of somebody else, and one that nothing has.
    ("\(TenantSketch.id("ann"))", [], ["g.txt:1 \(TenantSketch.id("ann"))"]),
    ("\(TenantSketch.id("x"))", [], ["g.txt:1 \(TenantSketch.id("x"))"]),
    (" \(TenantSketch.groupID("Sales North")) ", ["Sales North"], []),
    ("\(TenantSketch.groupID("Sales North"))".uppercased(), ["Sales North"], []),
    ("\t\n \t \n\r\n\u{FEFF}Finance", [], ["g.txt:4 \u{FEFF}Finance"]),
    ("\u{FEFF}\t\nSales North\t", ["Sales North"], []), ("Sales  North", ["Sales North"], []),
    ("Sales Nort?", ["Sales North"], []), ("?inance", ["Finance", "Finance"], []),
    ("Sale??", ["Sales*"], []), ("sales*", [], ["g.txt:1 sales*"]),
    // A pattern is held against names blank for blank.
    (" Sales*", [], ["g.txt:1  Sales*"]), ("Sales  *", [], ["g.txt:1 Sales  *"]),
    ("Sales *", ["Sales North"], []), ("*ann*", [], ["g.txt:1 *ann*"]),
    ("#Finance\n # x", [], ["g.txt:2  # x"]), ("\n\n\nGone", [], ["g.txt:4 Gone"]), ("", [], []),
    ("*", ["Finance", "Finance Approvers", "Sales*", "Sales North", "Finance"], []),
    ("Fin\u{200B}ance", [], ["g.txt:1 Fin\u{200B}ance"]), ("?", [], ["g.txt:1 ?"]),
  ]

  @Test(arguments: lines)
  func `a line selects the live groups that it names and says when it names none`(
    _ row: (text: String, names: [String], unmatched: [String])
  ) {
    let found = resolve(row.text)
    #expect(found.names == row.names)
    #expect(found.unmatched == row.unmatched)
  }

  /// Every pattern and text of up to four signs, held against the definition.
  @Test func `a pattern matches what its definition says`() {
    func texts(_ signs: [Character]) -> [String] {
      var all = [""]
      var longest = [""]
      for _ in 0..<4 {
        longest = longest.flatMap { text in signs.map { text + String($0) } }
        all += longest
      }
      return all
    }
    func isMatch(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let sign = pattern.first else { return text.isEmpty }
      if sign == "*" {
        return isMatch(pattern.dropFirst(), text)
          || !text.isEmpty && isMatch(pattern, text.dropFirst())
      }
      return !text.isEmpty && (sign == "?" || sign == text.first)
        && isMatch(pattern.dropFirst(), text.dropFirst())
    }
    let names = texts(["a", "é"])
    for pattern in texts(["a", "é", "*", "?"]) {
      let glob = Glob(Array(pattern.utf8))
      for name in names where glob.matches(Array(name.utf8)) != isMatch(pattern[...], name[...]) {
        Issue.record("'\(pattern)' and '\(name)'")
      }
    }
  }

  static let globs: [(pattern: String, text: String, matches: Bool)] = [
    ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("?", "", false),
    ("?", "é", true), ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "acb", false),
    ("*b*", "abc", true), ("*ab", "aab", true), ("a?c*", "abcd", true), ("A*", "abc", false),
    ("a**c", "abc", true), ("*a*a*a*b", String(repeating: "a", count: 60), false),
  ]

  @Test(arguments: globs)
  func `a pattern answers for the whole text`(
    _ row: (pattern: String, text: String, matches: Bool)
  ) {
    #expect(Glob(Array(row.pattern.utf8)).matches(Array(row.text.utf8)) == row.matches)
  }
}
