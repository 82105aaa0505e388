import CommandSyntax
import DirectoryModel
import Files
import JSONText
import MembershipRules

/// `rollcall-bench rules`.
enum RulesCommand {
  static let size = Setting<Size>(
    "size", default: Size(users: 1_000_000),
    "S, M, L (10,000, 100,000, 1,000,000 users) or a number.")
  static let count = Setting<Int>("count", default: 100, "How many rules.")

  static let command = Command(
    "rules", "Times membership rules asked of all users at once, beside one after another.",
    takes: [size, count]
  ) { arguments in
    let bench = try RuleBench(users: arguments[size].users, count: max(1, arguments[count]))
    try StandardStream.output.write(try bench.json())
    return .success
  }
}

/// Users with what rules look at, and rules of the usual kinds, on one core.
private struct RuleBench {
  let directory: Directory
  let rules: [MembershipRule]

  init(users: Int, count: Int) throws {
    directory = Self.directory(users)
    rules = try (0..<count).map { number in
      let text =
        switch number % 5 {
        case 0: #"user.department -eq "Department \#(number)""#
        case 1: #"user.jobTitle -startsWith "Job \#(number % 90)" and user.accountEnabled -eq true"#
        case 2:
          #"user.department -in ["Department \#(number)", "Department 7"] or user.city -eq "x""#
        case 3: #"user.userPrincipalName -endsWith "\#(number)@contoso.example""#
        default: #"(user.userType -eq "Guest") and not (user.mail -contains "\#(number)")"#
        }
      return try MembershipRule(parsing: text)
    }
  }

  private static func directory(_ users: Int) -> Directory {
    let names = Names(seed: 1)
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    let unit = builder.addUnit(PlaceUnit(input: "bench", counting: .row))
    for user in 0..<users {
      var record = ObjectRecord(kind: .user)
      record.displayName = builder.names.intern(names.person(user))
      record.principalName = builder.names.intern(names.account(user))
      record.mail = record.principalName
      record.flags = [.enabledKnown, .enabled, .guestKnown]
      if user % 11 == 0 { record.flags.insert(.guest) }
      let object = builder.object(names.id(.user, user))
      builder.record(object, record, at: Place(unit: unit, position: UInt64(user)))
      for (key, value) in [
        (AttributeKey.department, "Department \(user % 300)"), (.jobTitle, "Job \(user % 97)"),
      ] {
        builder.setAttribute(key, of: object, to: builder.names.intern(value))
      }
    }
    return builder.finish()
  }

  func json() throws -> [UInt8] {
    let subjects = TenantSubjects(directory)
    let rows = directory.users.indices.map(UInt32.init)
    var answers = [DirectoryModel.Truth](repeating: .unknown, count: rows.count)
    var start = BenchMeasure.monotonicNanoseconds
    let table = subjects.table(of: .user, for: rules.flatMap(\.properties))
    let making = BenchMeasure.monotonicNanoseconds - start
    start = BenchMeasure.monotonicNanoseconds
    var sums: [Int] = []
    for rule in rules {
      rule.evaluate(rows, of: table, into: &answers)
      sums.append(answers.count { $0 == .yes })
    }
    let together = BenchMeasure.monotonicNanoseconds - start
    start = BenchMeasure.monotonicNanoseconds
    for (rule, sum) in zip(rules, sums) {
      let found = directory.users.count { rule.evaluate(on: subjects.subject($0)) == .yes }
      guard found == sum else {
        throw BenchError("'\(rule.text)' takes \(sum) at once and \(found) one after another")
      }
    }
    let each = BenchMeasure.monotonicNanoseconds - start
    let asked = Double(rules.count * rows.count)
    var json = JSONWriter(indent: 1)
    json.beginObject()
    json.member("users", rows.count)
    json.member("rules", rules.count)
    json.member("columnsSeconds", Double(making) / 1e9)
    json.member("togetherSeconds", Double(together) / 1e9)
    json.member("togetherNanosecondsEach", Double(together) / asked)
    json.member("oneByOneNanosecondsEach", Double(each) / asked)
    json.member("peakMiB", Double(BenchMeasure.peakResidentBytes) / 1_048_576)
    json.endObject()
    json.lineFeed()
    return json.takeBytes()
  }
}
