import DirectoryModel
import Testing

@testable import MembershipRules

/// Every operator, on every type that it accepts, for a value that fits, one that does not, an
/// absent one and one that was not collected.
struct OperatorTests {
  typealias Row = (condition: String, value: RuleValue, answer: Truth)

  static func rows(
    _ condition: String, yes: [String] = [], no: [String] = [], absent: Truth
  ) -> [Row] {
    yes.map { (condition, .text($0), .yes) } + no.map { (condition, .text($0), .no) }
      + [(condition, .absent, absent), (condition, .notCollected, .unknown)]
  }

  static let texts: [Row] =
    rows(
      #"-eq "Sales""#, yes: ["Sales", "sales", "SALES"], no: ["Sale", "Sales ", ""], absent: .no)
    + rows(#"-ne "Sales""#, yes: ["Sale", "", "Sales "], no: ["Sales", "sAlEs"], absent: .yes)
    + rows(#"-startsWith "Sa""#, yes: ["Sales", "sa"], no: ["s", "Asa", ""], absent: .no)
    + rows(#"-notStartsWith "Sa""#, yes: ["s", "Asa", ""], no: ["SALES", "sa"], absent: .yes)
    + rows(#"-endsWith "es""#, yes: ["Sales", "ES"], no: ["s", "Esa", ""], absent: .no)
    + rows(#"-notEndsWith "es""#, yes: ["s", "Esa", ""], no: ["Sales", "ES"], absent: .yes)
    + rows(#"-contains "al""#, yes: ["Sales", "AL", "xal"], no: ["a-l", "l", ""], absent: .no)
    + rows(#"-notContains "al""#, yes: ["a-l", "l", ""], no: ["Sales", "xAL"], absent: .yes)
    + rows(#"-match "^Da.*""#, yes: ["Da", "Dav", "David", "dA"], no: ["aDa", ""], absent: .no)
    + rows(#"-match ".*vid""#, yes: ["David", "vid", "aVIDa"], no: ["vi", ""], absent: .no)
    + rows(#"-match "vi""#, yes: ["David"], no: ["v i"], absent: .no)
    + rows(#"-notMatch "^Da.*""#, yes: ["aDa", ""], no: ["Da", "DAVID"], absent: .yes)
    + rows(#"-in ["a", "b"]"#, yes: ["a", "B"], no: ["ab", "", "c"], absent: .no)
    + rows(#"-notIn ["a", "b"]"#, yes: ["ab", "", "c"], no: ["A", "b"], absent: .yes)
    + rows("-eq null", no: ["null", ""], absent: .yes)
    + rows("-ne $null", yes: ["null", ""], absent: .no)
    + rows(#"-eq "null""#, yes: ["null", "NULL"], no: [""], absent: .no)
    + rows(#"-eq """#, yes: [""], no: [" "], absent: .no)
    + rows(#"-startsWith """#, yes: ["", "a"], absent: .no)
    + rows(#"-match """#, yes: ["", "a"], absent: .no)

  @Test(arguments: texts)
  func `an operator compares texts`(_ row: Row) throws {
    #expect(try answer("user.department \(row.condition)", .department, row.value) == row.answer)
  }

  @Test(arguments: RuleOperator.allCases.filter { $0.accepts(.text) })
  func `an operator may be spelled with and without a hyphen, in any letter case`(
    _ comparison: RuleOperator
  ) throws {
    let name = String(comparison.spelling.dropFirst())
    let value = comparison == .isIn || comparison == .isNotIn ? #"["x"]"# : #""x""#
    let plain = try MembershipRule(parsing: "user.city -\(name) \(value)")
    for word in [name, name.lowercased(), "-" + name.uppercased(), "\u{2013}" + name] {
      let rule = try MembershipRule(parsing: "user.city \(word) \(value)")
      #expect(rule.expression == plain.expression)
      #expect(rule.warnings.map(\.kind) == (word.hasPrefix("\u{2013}") ? [.enDash] : []))
    }
  }

  static let letters: [(condition: String, value: String, answer: Truth)] = [
    (#"-eq "É""#, "\u{E9}", .yes), (#"-eq "É""#, "E\u{301}", .no), (#"-eq "ß""#, "SS", .no),
    (#"-eq "ẞ""#, "ß", .yes), (#"-eq "ΣΑΣ""#, "σας", .yes), (#"-eq "k""#, "\u{212A}", .yes),
    (#"-contains "ü""#, "GRÜPPE", .yes), (#"-endsWith "É""#, "café", .yes),
    (#"-startsWith "И""#, "иван", .yes), (#"-eq "i""#, "\u{130}", .no),
    (#"-match "^É$""#, "é", .yes), (#"-eq "𐐀""#, "𐐨", .yes), (#"-eq "x""#, "\u{E9}", .no),
  ]

  @Test(arguments: letters)
  func `letter case is ignored by simple folding`(
    _ row: (condition: String, value: String, answer: Truth)
  ) throws {
    let rule = "user.department \(row.condition)"
    #expect(try answer(rule, .department, .text(row.value)) == row.answer)
  }

  static let collections: [Row] = [
    (#"-startsWith "smtp:""#, .texts(["sip:a", "SMTP:b"]), .yes),
    (#"-startsWith "smtp:""#, .texts(["sip:a"]), .no),
    (#"-startsWith "smtp:""#, .texts([String]()), .no),
    (#"-startsWith "smtp:""#, .absent, .no),
    (#"-startsWith "smtp:""#, .notCollected, .unknown),
    (#"-notContains "x""#, .texts(["a", "xa"]), .no),
    (#"-notContains "x""#, .texts(["a", "b"]), .yes),
    (#"-notContains "x""#, .absent, .yes),
    ("-eq null", .texts([String]()), .yes), ("-eq null", .absent, .yes),
    ("-eq null", .texts(["a"]), .no), ("-ne null", .texts(["a"]), .yes),
    ("-ne null", .notCollected, .unknown),
    (#"-any (_ -eq "a")"#, .texts(["b", "A"]), .yes),
    (#"-any (_ -eq "a")"#, .texts(["b"]), .no),
    (#"-any (_ -eq "a")"#, .absent, .no),
    (#"-any (_ -eq "a")"#, .notCollected, .unknown),
    (#"-any (_ -ne "a")"#, .texts(["a", "b"]), .yes),
    (#"-any (_ -ne "a")"#, .absent, .no),
    (#"-all (_ -eq "a")"#, .texts(["a", "A"]), .yes),
    (#"-all (_ -eq "a")"#, .texts(["a", "b"]), .no),
    (#"-all (_ -eq "a")"#, .absent, .yes),
    (#"-all (_ -eq "a")"#, .notCollected, .unknown),
    (#"-any _ -startsWith "[ZTDId]""#, .texts(["[ZTDID]:1"]), .yes),
    (#"-any _ -eq "a" -or _ -eq "b""#, .texts(["b"]), .yes),
    (#"-any (_ -startsWith "a" -and -not (_ -endsWith "z"))"#, .texts(["az", "b"]), .no),
    (#"-any (_ -startsWith "a" -and -not (_ -endsWith "z"))"#, .texts(["az", "ab"]), .yes),
    (#"-all (_ -in ["a","b"])"#, .texts(["a", "b", "b"]), .yes),
  ]

  @Test(arguments: collections)
  func `collections of texts are compared element by element`(_ row: Row) throws {
    let rule = "user.proxyAddresses \(row.condition)"
    #expect(try answer(rule, .proxyAddresses, row.value) == row.answer)
  }

  static let booleans: [Row] = [
    ("-eq true", .flag(true), .yes), ("-eq true", .flag(false), .no), ("-eq true", .absent, .no),
    ("-eq true", .notCollected, .unknown), ("-ne true", .flag(true), .no),
    ("-ne true", .flag(false), .yes), ("-ne true", .absent, .yes),
    ("-ne true", .notCollected, .unknown), ("-eq FALSE", .flag(false), .yes),
    ("-eq null", .absent, .yes), ("-eq null", .flag(false), .no), ("-ne null", .flag(true), .yes),
    ("-eq true", .text("True"), .yes), ("-eq true", .text("false"), .no),
    ("-eq true", .text("1"), .unknown), (#"-eq "true""#, .flag(true), .yes),
  ]

  @Test(arguments: booleans)
  func `Booleans are true, false or absent`(_ row: Row) throws {
    #expect(
      try answer("user.dirSyncEnabled \(row.condition)", .dirSyncEnabled, row.value) == row.answer)
  }

  static let dates: [Row] = [
    ("-ge system.now", .instant(startOf2024), .yes),
    ("-ge system.now", .instant(startOf2024 - 1), .no),
    ("-le system.now", .text("2023-12-31T23:59:59Z"), .yes),
    ("-le system.now", .text("2024-01-01T00:00:00.001Z"), .no),
    ("-ge system.now -plus p1d", .text("2024-01-02T00:00:00Z"), .yes),
    ("-ge system.now -plus p1d", .text("2024-01-01T23:59:59Z"), .no),
    ("-le system.now -minus P30D", .text("2023-12-02"), .yes),
    ("-le system.now -minus P30D", .text("2023-12-03"), .no),
    ("-eq 2024-01-01", .instant(startOf2024), .yes),
    (#"-eq "2024-01-01T01:00:00+01:00""#, .instant(startOf2024), .yes),
    ("-ne 2024-01-01", .instant(startOf2024), .no), ("-ne 2024-01-01", .absent, .yes),
    ("-ge system.now", .absent, .no), ("-le system.now", .absent, .no),
    ("-ge system.now", .notCollected, .unknown), ("-ge system.now", .text("soon"), .unknown),
    ("-eq null", .absent, .yes), ("-ne null", .instant(0), .yes),
  ]

  @Test(arguments: dates)
  func `dates are compared as instants`(_ row: Row) throws {
    let rule = "user.employeeHireDate \(row.condition)"
    #expect(try answer(rule, .employeeHireDate, row.value) == row.answer)
  }

  @Test func `without a clock the present is unknown`() throws {
    let rule = try MembershipRule(parsing: "user.employeeHireDate -ge system.now")
    let subject = SampleSubject(values: [.employeeHireDate: .instant(0)])
    #expect(rule.evaluate(on: subject) == .unknown)
    #expect(rule.evaluate(on: subject, now: 0) == .yes)
  }

  static let identifier = GUID(high: 0x1122_3344_5566_7788, low: 0x99AA_BBCC_DDEE_FF00)
  static let identifiers: [Row] = [
    (#"-eq "11223344-5566-7788-99AA-BBCCDDEEFF00""#, .identifier(identifier), .yes),
    (#"-eq "11223344-5566-7788-99aa-bbccddeeff01""#, .identifier(identifier), .no),
    (#"-eq "11223344556677889" "#, .identifier(identifier), .no),
    (#"-ne "x""#, .identifier(identifier), .yes),
    (#"-in ["x", "11223344-5566-7788-99aa-bbccddeeff00"]"#, .identifier(identifier), .yes),
    (#"-startsWith "1122""#, .identifier(identifier), .yes),
    (#"-match "FF00$""#, .identifier(identifier), .yes),
    (#"-contains "g""#, .identifier(identifier), .no),
    ("-ne null", .identifier(identifier), .yes), ("-ne null", .notCollected, .unknown),
  ]

  @Test(arguments: identifiers)
  func `identifiers are compared as texts`(_ row: Row) throws {
    #expect(try answer("user.objectId \(row.condition)", .objectID, row.value) == row.answer)
  }
}
