import DirectoryModel
import Files
import SQLite

/// The application's side: a copy of the tenant with planted discrepancies, and the list of them.
struct LocalSide {
  let graph: Graph
  let names: Names
  let export: Export
  /// The one group that the application has a faithful copy of; with none it copies all of them and
  /// discrepancies are planted.
  let onlyGroup: Int?
  private var dice: Dice
  private var truth: [String] = []
  private let localUser: [UInt32]
  private let localGroup: [UInt32]
  private var isGone: [Bool]
  private var departedIn: [Int: [Int]] = [:]

  init(_ export: Export, onlyGroup: Int?, _ dice: Dice) {
    (self.export, graph, names) = (export, export.graph, export.names)
    (self.onlyGroup, self.dice) = (onlyGroup, dice)
    localUser = self.dice.permutation(graph.users)
    localGroup = onlyGroup == nil ? self.dice.permutation(graph.groups) : []
    isGone = Array(repeating: false, count: graph.users)
  }

  private var departedCount: Int { max(graph.users / 1_000, 3) }
  private var fewGroups: Int { max(graph.groups / 1_000, 2) }

  /// Writes the database and `truth.csv`.
  mutating func write(to data: DataFolder) throws {
    var table = try TableFiller(DatabaseBuilder(creating: data.database))
    try table.execute(
      """
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      CREATE TABLE users (id INTEGER PRIMARY KEY, upn TEXT NOT NULL, external_id TEXT,
        display_name TEXT, enabled INTEGER NOT NULL);
      CREATE TABLE groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL, external_id TEXT);
      CREATE TABLE members (group_id INTEGER NOT NULL REFERENCES groups (id),
        user_id INTEGER NOT NULL REFERENCES users (id), role TEXT NOT NULL);
      BEGIN
      """)
    try writeUsers(&table)
    let left = try writeGroups(&table)
    try writeMembers(&table, left)
    try table.execute("COMMIT; CREATE UNIQUE INDEX members_gu ON members (group_id, user_id)")
    truth.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var file = try FileWriter(replacing: data.truth)
    try file.write(
      Array("kind,group_id,group_name,local_group_id,user_id,name,local_user_id\n".utf8))
    try file.write(Array(truth.map { "\($0)\n" }.joined().utf8))
    try file.finish()
  }

  private mutating func writeUsers(_ table: inout TableFiller) throws {
    if onlyGroup == nil {
      for _ in 0..<max(graph.users / 2_000, 2) { isGone[dice.below(graph.users)] = true }
    }
    for user in 0..<graph.users {
      let (id, account) = (names.id(.user, user), names.account(user))
      if isGone[user] {
        truth.append("user_missing_local,,,,\(id),\(account),")
        continue
      }
      let spelled = dice.chance(20_000) ? "U\(account.dropFirst())" : account
      let name = names.person(user).replacing("'", with: "''")
      try table.add(
        "users",
        "\(localUser[user] + 1),'\(spelled)',\(externalID(id, without: 5_000)),'\(name)',"
          + (user % 33 == 5 ? "0" : "1"))
    }
    guard onlyGroup == nil else { return }
    for index in 0..<departedCount {
      let (key, account) = (graph.users + 1 + index, departed(index))
      try table.add(
        "users", "\(key),'\(account)','\(names.id(.departed, index))','Gone \(index)',1")
      truth.append("user_departed,,,,,\(account),\(key)")
      for _ in 0..<(1 + dice.below(9)) {
        departedIn[dice.below(graph.groups), default: []].append(index)
      }
    }
  }

  /// An identifier in one of the cases in which applications keep it, or none.
  private mutating func externalID(_ id: GUID, without share: Int) -> String {
    let draw = dice.below(100_000)
    if onlyGroup == nil, draw < share { return "NULL" }
    return draw < share + 10_000 ? "'\(id.description.uppercased())'" : "'\(id)'"
  }

  private func departed(_ index: Int) -> String {
    "gone\(Names.padded(index, 6))@contoso.example"
  }

  /// Writes the groups and returns those that are left out.
  private mutating func writeGroups(_ table: inout TableFiller) throws -> Set<Int> {
    var isSpecial: [Int: String] = [:]
    if onlyGroup == nil {
      let plain = dice.permutation(graph.groups).map(Int.init)
        .filter { names.group($0).utf8.allSatisfy { $0 < 0x80 } && $0 != Graph.everybody }
      let few = fewGroups
      for (index, group) in plain.prefix(5 * few).enumerated() {
        isSpecial[group] = index < 2 * few ? "case" : index < 4 * few ? "renamed" : "missing"
      }
    }
    for group in onlyGroup.map({ $0..<($0 + 1) }) ?? 0..<graph.groups {
      let (id, key) = (names.id(.group, group), (onlyGroup == nil ? localGroup[group] : 0) + 1)
      var (name, external) = (names.group(group), externalID(id, without: 10_000))
      let head = "\(id),\(name),"
      switch isSpecial[group] {
      case "missing":
        truth.append("group_missing_local,\(head),,,")
        continue
      case "case":
        name = name.uppercased()
        truth.append("group_name_case,\(head)\(key),,\(name),")
      case "renamed":
        (name, external) = (
          "Legacy \(names.department(group)) \(Names.padded(group, 6))", "'\(id)'"
        )
        truth.append("group_renamed,\(head)\(key),,\(name),")
      default: break
      }
      try table.add("groups", "\(key),'\(name)',\(external)")
    }
    for index in 0..<(onlyGroup == nil ? fewGroups : 0) {
      let (key, name) = (graph.groups + 1 + index, "Local only \(Names.padded(index, 5))")
      let external = index % 2 == 1 ? "'\(names.id(.localGroup, index))'" : "NULL"
      try table.add("groups", "\(key),'\(name)',\(external)")
      truth.append("group_missing_tenant,,,\(key),,\(name),")
    }
    return Set(isSpecial.filter { $0.value == "missing" }.keys)
  }

  private mutating func writeMembers(_ table: inout TableFiller, _ left: Set<Int>) throws {
    var walk = Walk(graph)
    if let onlyGroup {
      for user in walk.everybody(in: onlyGroup, of: graph) {
        try table.add("members", "1,\(localUser[Int(user)] + 1),'member'")
      }
      return
    }
    for group in 0..<graph.groups where !left.contains(group) {
      let expected = walk.everybody(in: group, of: graph)
      try writeMembers(of: group, expected, walk, &table)
    }
    for index in 0..<fewGroups {
      for user in 0..<min(5, graph.users) where !isGone[user] {
        try table.add("members", "\(graph.groups + 1 + index),\(localUser[user] + 1),'member'")
      }
    }
  }

  private mutating func writeMembers(
    of group: Int, _ expected: [UInt32], _ walk: borrowing Walk, _ table: inout TableFiller
  ) throws {
    let key = localGroup[group] + 1
    let head = "\(names.id(.group, group)),\(names.group(group)),\(key)"
    let owner = UInt32(export.ownerOfGroup(group))
    for user in expected where !isGone[Int(user)] {
      if dice.chance(225) {
        tell("member_missing", head, user)
      } else {
        let role = user == owner ? "owner" : "member"
        try table.add("members", "\(key),\(localUser[Int(user)] + 1),'\(role)'")
      }
    }
    var added: Set<UInt32> = []
    if expected.count < graph.users * 7 / 10 {
      for _ in 0..<(expected.count / 1_000 + (dice.chance(8_000) ? 1 : 0)) {
        let user = UInt32(dice.below(graph.users))
        guard !walk.met(user), !isGone[Int(user)], added.insert(user).inserted else { continue }
        tell("member_extra", head, user)
        try table.add("members", "\(key),\(localUser[Int(user)] + 1),'member'")
      }
    }
    for index in Set(departedIn[group] ?? []).sorted() {
      let account = graph.users + 1 + index
      truth.append("member_departed,\(head),,\(departed(index)),\(account)")
      try table.add("members", "\(key),\(account),'member'")
    }
  }

  private mutating func tell(_ kind: String, _ head: String, _ user: UInt32) {
    let index = Int(user)
    truth.append(
      "\(kind),\(head),\(names.id(.user, index)),\(names.account(index)),\(localUser[index] + 1)")
  }
}

/// Fills tables with many rows a statement.
struct TableFiller: ~Copyable {
  private let database: DatabaseBuilder
  private var table = ""
  private var rows = ""
  private var count = 0

  init(_ database: consuming DatabaseBuilder) { self.database = database }

  /// Adds a row, given as SQL without its parentheses.
  mutating func add(_ table: String, _ row: String) throws {
    if table != self.table || count == 500 { try flush() }
    self.table = table
    rows += count == 0 ? "(\(row))" : ",(\(row))"
    count += 1
  }

  mutating func execute(_ sql: String) throws {
    try flush()
    try database.execute(sql)
  }

  private mutating func flush() throws {
    if count > 0 { try database.execute("INSERT INTO \(table) VALUES \(rows)") }
    (rows, count) = ("", 0)
  }
}
