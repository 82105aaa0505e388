import DirectoryModel
import TestSupport
import Testing

@testable import MembershipRules

/// Rules asked of whole tables, held against asking each subject.
struct SubjectTableTests {
  /// Subjects, with columns for those of some properties whose values fit into one.
  private static func table(
    _ subjects: [SampleSubject], columns properties: [RuleProperty]
  ) -> SubjectTable<SampleSubject> {
    var names = NameTable()
    var columns: [RuleProperty: RuleColumn] = [:]
    for property in properties {
      columns[property] = column(subjects.map { $0.value(of: property) }, &names)
    }
    // Numbers of objects with gaps between them.
    let objects = subjects.indices.map { ObjectIndex(3 * $0 + 1) }
    return SubjectTable(objects, names: names, columns: columns) { subjects[Int($0) / 3] }
  }

  private static func column(_ values: [RuleValue], _ names: inout NameTable) -> RuleColumn {
    if let first = values.first, values.allSatisfy({ $0 == first }) { return .same(first) }
    if let texts = texts(values, &names) { return .texts(texts) }
    var few: [RuleValue] = []
    for value in values where !few.contains(value) { few.append(value) }
    return .few(
      values.map { value in UInt8(few.firstIndex(of: value) ?? 0) }, values: few)
  }

  private static func texts(_ values: [RuleValue], _ names: inout NameTable) -> [NameIndex]? {
    var numbers: [NameIndex] = []
    for value in values {
      switch value {
      case .absent: numbers.append(RuleColumn.absent)
      case .notCollected: numbers.append(RuleColumn.notCollected)
      case .text(let bytes) where !bytes.isEmpty: numbers.append(names.intern(Array(bytes)))
      default: return nil
      }
    }
    return numbers
  }

  static let columns: [[RuleProperty]] = [
    [], [.city], [.accountEnabled, .department], [.displayName, .employeeHireDate],
    [.city, .department, .displayName, .accountEnabled, .employeeHireDate, .proxyAddresses],
  ]

  @Test(arguments: SeededGenerator.seeds(20))
  func `a table gives the answers of its subjects`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let text = RandomRule.expression(.user, depth: 3, &random).text(of: .user)
      guard text.unicodeScalars.count <= RuleParser.mostCharacters else { continue }
      let rule = try MembershipRule(parsing: text)
      let subjects = (0..<random.number(below: 12)).map { _ in RandomRule.subject(&random) }
      let columns = random.pick(Self.columns)
      let table = Self.table(subjects, columns: columns)
      let now = random.pick([nil, startOf2024])
      let rows = subjects.indices.filter { _ in random.chance(2, outOf: 3) }.map(UInt32.init)
      var answers = [Truth](repeating: .unknown, count: subjects.count)
      rule.evaluate(rows, of: table, now: now, into: &answers)
      for (row, subject) in subjects.enumerated() {
        let answer =
          rows.contains(UInt32(row)) ? rule.evaluate(on: subject, now: now) : Truth.unknown
        #expect(answers[row] == answer, "seed \(seed), \(columns): \(text)\n\(subject.values)")
      }
    }
  }

  static let values: [RuleValue] = [
    .text("Sales"), .text("SALES"), .absent, .notCollected, .text("Sales"), .text("Salesman"),
    .text("Vertrieb"), .text("sÄles"), .text("SäLES"),
  ]

  static let comparisons: [(rule: String, answers: String)] = [
    (#"user.city -eq "sales""#, "yyn?ynnnn"), (#"user.city -ne "sales""#, "nny?nyyyy"),
    (#"user.city -startsWith "sal""#, "yyn?yynnn"), (#"user.city -eq "SÄLES""#, "nnn?nnnyy"),
    ("user.city -eq null", "nny?nnnnn"), ("user.city -ne null", "yyn?yyyyy"),
    (#"user.city -in ["vertrieb", "salesman"]"#, "nnn?nyynn"),
    (#"user.city -match "^s.les$""#, "yyn?ynnyy"), (#"not (user.city -contains "e")"#, "nny?nnnnn"),
    (#"user.city -eq "sales" or user.city -eq null"#, "yyy?ynnnn"),
    (#"user.city -ne null and user.city -notMatch "man""#, "yyn?ynyyy"),
    (#"user.state -eq "x" or user.city -startsWith "s""#, "yy??yy?yy"),
    (#"user.state -eq "x" and user.city -startsWith "s""#, "??n???n??"),
  ]

  @Test(arguments: comparisons)
  func `texts that occur again have the same answers`(_ row: (rule: String, answers: String)) throws
  {
    let subjects = Self.values.map { SampleSubject(values: [.city: $0]) }
    let table = Self.table(subjects, columns: [.city])
    var answers = [Truth](repeating: .no, count: subjects.count)
    try MembershipRule(parsing: row.rule)
      .evaluate(Array(0..<UInt32(subjects.count)), of: table, into: &answers)
    let signs: [Truth: String] = [.yes: "y", .no: "n", .unknown: "?"]
    #expect(answers.compactMap { signs[$0] }.joined() == row.answers)
  }

  @Test func `rows that are not asked keep what stands there`() throws {
    let subjects = Self.values.map { SampleSubject(values: [.city: $0]) }
    let rule = try MembershipRule(parsing: #"user.city -eq "x" or user.city -startsWith "v""#)
    for columns in [[], [RuleProperty.city]] {
      var answers = [Truth](repeating: .unknown, count: subjects.count)
      rule.evaluate([6, 0], of: Self.table(subjects, columns: columns), into: &answers)
      #expect(answers[6] == .yes)
      #expect(answers[0] == .no)
      #expect(answers.count { $0 == .unknown } == subjects.count - 2)
    }
  }

  @Test(arguments: [(0, Truth.yes), (1, .yes), (19, .yes), (20, .unknown), (25, .unknown)])
  func `a pattern is given up for good when too many texts lead it astray`(
    hostile: Int, last: Truth
  ) throws {
    let astray = String(repeating: "a", count: 60)
    let texts = (0..<hostile).map { "\(astray)\($0)" } + ["c", "c"]
    let subjects = texts.map { SampleSubject(values: [.city: .text($0)]) }
    let rule = try MembershipRule(parsing: #"user.city -match "(a*)*(a*)*(a*)*c$""#)
    var answers = [Truth](repeating: .no, count: subjects.count)
    rule.evaluate(
      Array(0..<UInt32(subjects.count)), of: Self.table(subjects, columns: [.city]), into: &answers)
    #expect(answers.prefix(hostile).allSatisfy { $0 == .unknown })
    #expect(answers.suffix(2) == [last, last])
    #expect(rule.evaluate(on: subjects[hostile]) == .yes)
  }

  static let rows: [(count: Int, object: ObjectIndex, row: UInt32?)] = [
    (0, 0, nil), (0, 1, nil), (1, 0, nil), (1, 1, 0), (1, 2, nil), (5, 1, 0), (5, 4, 1), (5, 7, 2),
    (5, 13, 4), (5, 12, nil), (5, 14, nil), (5, .max, nil),
  ]

  @Test(arguments: rows)
  func `an object has the row of its place`(_ row: (count: Int, object: ObjectIndex, row: UInt32?))
  {
    let subjects = [SampleSubject](repeating: SampleSubject(), count: row.count)
    #expect(Self.table(subjects, columns: []).row(of: row.object) == row.row)
  }
}
