import DirectoryModel
import Testing

@testable import MembershipRules

/// Spellings that are taken, with all that is said of them.
struct WarningTests {
  typealias Row = (rule: String, canonical: String, warnings: [String])

  static let spellings: [Row] = [
    (#"user.city -eq "x""#, #"user.city -eq "x""#, []),
    (
      #"USER.City -EQ "x""#, #"user.city -eq "x""#,
      ["rule:1:1: 'USER.' is documented as 'user.'", "rule:1:6: 'City' is documented as 'city'"]
    ),
    (
      #"user.mailNickname -eq "x""#, #"user.mailNickName -eq "x""#,
      ["rule:1:6: 'mailNickname' is documented as 'mailNickName'"]
    ),
    (
      "user.city \u{2013}eq \"x\" \u{2013}and user.state eq 'y'",
      #"user.city -eq "x" -and user.state -eq "y""#,
      [
        "rule:1:11: an en dash stands where a hyphen should",
        "rule:1:19: an en dash stands where a hyphen should",
      ]
    ),
    (
      "user.city\u{A0}-eq\u{A0}\"x\"", #"user.city -eq "x""#,
      [
        "rule:1:10: a no-break space stands where a blank should",
        "rule:1:14: a no-break space stands where a blank should",
      ]
    ),
    (
      #"user.accountEnabled -eq "True""#, "user.accountEnabled -eq true",
      ["rule:1:25: 'true' is documented without quotes"]
    ),
    (
      #"user.surname -eq "O'Brien""#, #"user.surname -eq "O''Brien""#,
      ["rule:1:20: a single quote in a text is documented to be doubled"]
    ),
    (
      #"user.city -eq """#, #"user.city -eq """#,
      ["rule:1:15: an empty text is no null: write -eq null"]
    ),
    (
      #"device.organizationalUnit -eq "x""#, #"device.organizationalUnit -eq "x""#,
      ["rule:1:8: 'organizationalUnit' is obsolete and matches nothing"]
    ),
    (
      #"device.deviceOwnership -eq "Corporate""#, #"device.deviceOwnership -eq "Corporate""#,
      [
        "rule:1:28: 'Corporate' is none of the documented values: Personal, Company, Unknown"
      ]
    ),
    (
      #"user.userType -in ["guest", "External"]"#, #"user.userType -in ["guest", "External"]"#,
      ["rule:1:19: 'External' is none of the documented values: Member, Guest"]
    ),
    (#"user.userType -startsWith "G""#, #"user.userType -startsWith "G""#, []),
    (
      "user.employeeHireDate -le SYSTEM.NOW -minus p1y",
      "user.employeeHireDate -le system.now -minus P12M",
      [
        "rule:1:27: 'SYSTEM.NOW' is documented as 'system.now'",
        "rule:1:45: years and months are counted by the calendar; days are documented",
      ]
    ),
    (
      "direct reports FOR \"00000000-0000-0001-0000-000000000001\"",
      "Direct Reports for \"00000000-0000-0001-0000-000000000001\"",
      [
        "rule:1:1: 'direct' is documented as 'Direct'",
        "rule:1:8: 'reports' is documented as 'Reports'",
        "rule:1:16: 'FOR' is documented as 'for'",
      ]
    ),
    (
      #"user.assignedPlans -any (assignedplan.Service -eq "SCO")"#,
      #"user.assignedPlans -any (assignedPlan.service -eq "SCO")"#,
      ["rule:1:26: 'assignedplan.Service' is documented as 'assignedPlan.service'"]
    ),
    (
      "user.memberOf -any group.objectid -eq \"00000000-0000-0001-0000-000000000001\"",
      "user.memberOf -any (group.objectId -in ['00000000-0000-0001-0000-000000000001'])",
      ["rule:1:20: 'group.objectid' is documented as 'group.objectId'"]
    ),
    (
      #"user.Extension_C272a57b722d4eb29bfe327874ae79cb_OfficeNumber -eq "1""#,
      #"user.extension_c272a57b722d4eb29bfe327874ae79cb_officenumber -eq "1""#, []
    ),
    (
      "user.department -eq `\"Sales`\"", #"user.department -eq "Sales""#,
      ["rule:1:21: the quotes around a text need no backtick"]
    ),
    (
      "user.department -in [50001, `\"it''s`\",50002]",
      #"user.department -in ["50001", "it''s", "50002"]"#,
      [
        "rule:1:22: the number is compared as text; write it in quotes",
        "rule:1:29: the quotes around a text need no backtick",
        "rule:1:39: the number is compared as text; write it in quotes",
      ]
    ),
    (
      "user.employeeId -startsWith 007", #"user.employeeId -startsWith "007""#,
      ["rule:1:29: the number is compared as text; write it in quotes"]
    ),
    (
      #"user.city -match "^[a-z-[aeiou]]""#, #"user.city -match "^[a-z-[aeiou]]""#,
      [
        "rule:1:18: a set inside a set is read differently by different engines: nobody can say "
          + "what it takes"
      ]
    ),
    (
      "user.city -eq\r\n\t\"x\"\r\n-or user.State -eq \"y\"",
      #"user.city -eq "x" -or user.state -eq "y""#,
      ["rule:3:10: 'State' is documented as 'state'"]
    ),
  ]

  @Test(arguments: spellings)
  func `a spelling that is not the documented one is taken and noted`(_ row: Row) throws {
    let rule = try MembershipRule(parsing: row.rule)
    #expect(rule.text == row.canonical)
    #expect(rule.warnings.map(\.description) == row.warnings)
  }

  static let escapes: [(written: String, text: String)] = [
    (#""a`"b""#, #"a"b"#), (#""a\"b""#, #"a"b"#), (#""\`"Sales\`"""#, #""Sales""#),
    (#""a\b""#, #"a\b"#), (#""a`b""#, "a`b"), (#"'a"b'"#, #"a"b"#), (#"'it''s'"#, "it's"),
    (#""it''s""#, "it's"), (#"'C:\'"#, #"C:\"#), (#""\d+\.x""#, #"\d+\.x"#), (#"'`"'"#, "`\""),
    (#""""#, ""), ("''", ""), ("''''", "'"), ("\"a\nb\"", "a\nb"),
    (#""(not) [a], b""#, "(not) [a], b"),
    (#""äöü 😀""#, "äöü 😀"), (#""\\server""#, #"\\server"#),
  ]

  @Test(arguments: escapes)
  func `quotes are escaped in every documented way`(_ row: (written: String, text: String)) throws {
    let rule = try MembershipRule(parsing: "user.city -eq \(row.written)")
    let expected = RuleExpression.comparison(
      .property(.city), .equals, .text(Array(row.text.utf8)))
    #expect(rule.expression == expected)
    #expect(try MembershipRule(parsing: rule.text).expression == expected)
  }

  @Test func `an extension property is found whatever its letter case`() throws {
    let name = "extension_c272a57b722d4eb29bfe327874ae79cb_OfficeNumber"
    let rule = try MembershipRule(parsing: "user.\(name) -eq \"7\"")
    let subject = SampleSubject(extensions: [name.lowercased(): .text("7")])
    #expect(rule.evaluate(on: subject) == .yes)
    #expect(rule.evaluate(on: SampleSubject()) == .unknown)
  }
  static let patterns: [(pattern: String, isDoubtful: Bool)] = [
    ("", false), ("^Da.*", false), ("[a-z]+[0-9]", false), (#"\[a[b]"#, false), ("[]a]", false),
    ("[^]a]", false), (#"[a\[b]"#, false), ("a--b&&c", false), ("[a-z]&&[b]", false),
    ("[a&b-]", false), ("[a", false), ("[^", false), (#"[\"#, false), ("[", false),
    ("[a-z-[aeiou]]", true), ("[[ab]c]", true), ("[^[ab]]", true), ("[a&&b]", true),
    ("[a--b]", true), ("x[]a[b]]", true), ("[[:alpha:]]", true), (#"[\]&&a]"#, true),
  ]

  @Test(arguments: patterns)
  func `a set in a set is a doubtful pattern`(_ row: (pattern: String, isDoubtful: Bool)) {
    #expect(RulePattern.isDoubtful(Array(row.pattern.utf8)) == row.isDoubtful)
  }

  static let answers: [(value: RuleValue, answer: Truth)] = [
    (.text("e"), .unknown), (.text("m"), .unknown), (.texts(["m"] as [String]), .unknown),
    (.texts([] as [String]), .no), (.absent, .no), (.notCollected, .unknown),
  ]

  @Test(arguments: answers)
  func `nobody can say what a doubtful pattern takes`(_ row: (value: RuleValue, answer: Truth))
    throws
  {
    #expect(try answer(#"user.city -match "[a-z-[m]]""#, .city, row.value) == row.answer)
    #expect(try answer(#"user.city -notMatch "[a-z-[m]]""#, .city, row.value) == !row.answer)
  }
}
