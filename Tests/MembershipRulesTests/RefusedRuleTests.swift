import Testing

@testable import MembershipRules

/// Rules that cannot be understood, or that Entra ID refuses, with all that is said of them.
struct RefusedRuleTests {
  typealias Row = (rule: String, message: String)

  static let grammar: [Row] = [
    ("", "rule:1:1: found the end of the rule, expected a property such as user.department"),
    (" \n ", "rule:2:2: found the end of the rule, expected a property such as user.department"),
    ("user.city", "rule:1:10: found the end of the rule, expected an operator such as -eq"),
    ("user.city -eq", "rule:1:14: found the end of the rule, expected a value"),
    (
      #"user.city -eq "x"#,
      "rule:1:15: found a text without an end, expected a double quote"
    ),
    ("user.city -eq 'x", "rule:1:15: found a text without an end, expected a single quote"),
    (
      #"user.city -eq "C:\""#,
      """
      rule:1:15: found a text without an end, expected a double quote
        a backslash in front of a quote takes it into the text; single quotes do not need it
      """
    ),
    (
      #"(user.city -eq "x""#,
      "rule:1:19: found the end of the rule, expected -and, -or or a closing bracket"
    ),
    (#"user.city -eq "x")"#, "rule:1:18: found ')', expected -and, -or or the end of the rule"),
    (
      #"user.city -eq "x" user.state -eq "y""#,
      "rule:1:19: found 'user.state', expected -and, -or or the end of the rule"
    ),
    (
      #"user.city -eq "x" -and"#,
      "rule:1:23: found the end of the rule, expected a property such as user.department"
    ),
    (
      #"-and user.city -eq "x""#,
      "rule:1:1: found '-and', expected a property such as user.department"
    ),
    (
      #""x" -eq user.city"#,
      "rule:1:1: found the text 'x', expected a property such as user.department"
    ),
    (
      #"user.city - eq "x""#,
      """
      rule:1:11: found a hyphen alone, expected an operator such as -eq or -and
        the operator follows the hyphen without a blank
      """
    ),
    (
      #"user.city == "x""#,
      """
      rule:1:11: found '=', expected a name, an operator, a value or a bracket
        the operators are words: -eq, -ne, -le, -ge, -and, -or
      """
    ),
    (
      "user.city -eq \u{201C}x\u{201D}",
      """
      rule:1:15: found '\u{201C}', expected a name, an operator, a value or a bracket
        write straight quotes around a text
      """
    ),
    (
      "user.city \u{2014}eq \"x\"",
      """
      rule:1:11: found '\u{2014}', expected a name, an operator, a value or a bracket
        write a hyphen in front of an operator
      """
    ),
    (
      #"user.city -equals "x""#,
      "rule:1:11: found '-equals', expected an operator such as -eq"
    ),
    (
      #"user.city -startWith "x""#,
      """
      rule:1:11: found '-startWith', expected an operator such as -eq
        did you mean '-startsWith'?
      """
    ),
    ("user.city -in [", "rule:1:16: found the end of the rule, expected a text in quotes"),
    ("user.city -in []", "rule:1:16: found ']', expected a text in quotes"),
    (#"user.city -in ["a",]"#, "rule:1:20: found ']', expected a text in quotes"),
    (
      #"user.city -in ["a" "b"]"#,
      "rule:1:20: found the text 'b', expected a comma or a closing square bracket"
    ),
    (
      #"user.city -in ["a", null]"#,
      """
      rule:1:21: found 'null', expected a text in quotes
        null follows -eq and -ne only
      """
    ),
    (
      #"user.city -in ("a")"#,
      """
      rule:1:15: found '(', expected a list such as ["a", "b"]
        lists stand in square brackets
      """
    ),
    (#"user.city -in "a""#, #"rule:1:15: found the text 'a', expected a list such as ["a", "b"]"#),
    (
      #"user.city -eq ["a"]"#,
      """
      rule:1:15: found '[', expected one value
        lists follow -in and -notIn only
      """
    ),
    (
      "user.city\n  -eq\n  (",
      "rule:3:3: found '(', expected a value"
    ),
  ]

  static let names: [Row] = [
    (
      #"user.departement -eq "x""#,
      """
      rule:1:1: found 'user.departement', expected a property of a user
        did you mean 'user.department'?
      """
    ),
    (#"user.shoeSize -eq "x""#, "rule:1:1: found 'user.shoeSize', expected a property of a user"),
    (
      #"department -eq "x""#,
      """
      rule:1:1: found 'department', expected a property such as user.department
        did you mean 'user.department'?
      """
    ),
    (
      #"isRooted -eq true"#,
      """
      rule:1:1: found 'isRooted', expected a property such as user.department
        did you mean 'device.isRooted'?
      """
    ),
    (
      #"users.city -eq "x""#,
      """
      rule:1:1: found 'users.city', expected a property such as user.department
        did you mean 'user.city'?
      """
    ),
    (
      #"user.deviceModel -eq "x""#,
      """
      rule:1:1: found 'user.deviceModel', expected a property of a user
        'deviceModel' is a property of a device
      """
    ),
    (
      #"device.department -eq "x""#,
      """
      rule:1:1: found 'device.department', expected a property of a device
        'department' is a property of a user
      """
    ),
    (
      #"user.city -eq "x" -or device.displayName -eq "y""#,
      """
      rule:1:23: found 'device.displayName', expected a property of a user
        one rule is about users or about devices, never about both
      """
    ),
    (
      #"device.isRooted -eq true and user.city -eq "y""#,
      """
      rule:1:30: found 'user.city', expected a property of a device
        one rule is about users or about devices, never about both
      """
    ),
    (
      #"user.extension_12345_name -eq "x""#,
      """
      rule:1:1: found 'user.extension_12345_name', expected extension_{application id}_{name}
        the application id has 32 hexadecimal digits and no hyphens
      """
    ),
    (
      #"_ -eq "x""#,
      """
      rule:1:1: found '_', expected a property such as user.department
        '_' stands inside -any (…) or -all (…)
      """
    ),
    (
      #"assignedPlan.service -eq "x""#,
      """
      rule:1:1: found 'assignedPlan.service', expected a property such as user.department
        assignedPlan stands inside user.assignedPlans -any (…) or -all (…)
      """
    ),
  ]

  static let types: [Row] = [
    (
      "user.city -eq 5x",
      """
      rule:1:15: found '5x', expected a text in quotes
        this property is a text
      """
    ),
    ("user.city -in [5, -6]", "rule:1:19: found '-6', expected a text in quotes"),
    (
      "user.city -eq 5.0",
      """
      rule:1:15: found '5.0', expected a text in quotes
        this property is a text
      """
    ),
    (
      "user.city -eq `\"Sales\"",
      """
      rule:1:15: found a text without an end, expected a backtick and a double quote
        write straight quotes around a text
      """
    ),
    (
      "user.city -eq `\"Sales",
      """
      rule:1:15: found a text without an end, expected a backtick and a double quote
        write straight quotes around a text
      """
    ),
    (
      "user.city -eq Berlin",
      """
      rule:1:15: found 'Berlin', expected a text in quotes
        this property is a text
      """
    ),
    (
      #"user.city -ge "B""#,
      """
      rule:1:11: found '-ge', expected an operator for a text
        only employeeHireDate has an order
      """
    ),
    (
      #"user.accountEnabled -contains "t""#,
      """
      rule:1:21: found '-contains', expected one of -eq, -ne
        this property is a Boolean
      """
    ),
    (#"user.accountEnabled -eq "yes""#, "rule:1:25: found the text 'yes', expected true or false"),
    ("user.accountEnabled -eq 1", "rule:1:25: found '1', expected true or false"),
    (
      #"user.employeeHireDate -ge "soon""#,
      "rule:1:27: found the text 'soon', expected a date such as 2024-01-31 or system.now -plus p1d"
    ),
    (
      "user.employeeHireDate -ge 2024-02-30",
      "rule:1:27: found '2024-02-30', expected a date such as 2024-01-31 or system.now -plus p1d"
    ),
    (
      "user.employeeHireDate -ge system.now -plus 1d",
      "rule:1:44: found '1d', expected a duration such as P1D or PT8H"
    ),
    (
      #"user.employeeHireDate -match "2024""#,
      """
      rule:1:23: found '-match', expected one of -eq, -ne, -le, -ge
        this property is a date
      """
    ),
    (
      "user.city -contains null",
      """
      rule:1:21: found 'null', expected a value
        null follows -eq and -ne only
      """
    ),
    (
      "user.city -not null",
      "rule:1:11: found '-not', expected an operator such as -eq"
    ),
    (
      "-not null",
      """
      rule:1:6: found 'null', expected a condition after -not
        -not does not apply to null: write -ne null
      """
    ),
    (
      "user.city -eq -not null",
      """
      rule:1:20: found 'null', expected a condition after -not
        -not does not apply to null: write -ne null
      """
    ),
    (
      #"user.city -match "a(""#,
      """
      rule:1:18: found the text 'a(', expected a regular expression
        its brackets do not match, at character 3
      """
    ),
    (
      #"user.city -any (_ -eq "x")"#,
      """
      rule:1:11: found '-any', expected a comparison such as -eq
        -any asks for the elements of a collection, and this property is a text
      """
    ),
    (
      #"user.assignedPlans -contains "x""#,
      """
      rule:1:20: found '-contains', expected -any or -all
        each plan has to be asked for itself
      """
    ),
    (
      #"user.assignedPlans -any (_ -eq "x")"#,
      """
      rule:1:26: found '_', expected a property of assignedPlan
        -any and -all reach as far as they can: put brackets around them
      """
    ),
    (
      #"user.assignedPlans -any (assignedPlan.servicePlan -eq "x")"#,
      """
      rule:1:26: found 'assignedPlan.servicePlan', expected a property of assignedPlan
        did you mean 'assignedPlan.servicePlanId'?
      """
    ),
    (
      #"user.proxyAddresses -any (_ -eq "x") -or _ -eq "y""#,
      """
      rule:1:42: found '_', expected a property such as user.department
        '_' stands inside -any (…) or -all (…)
      """
    ),
    (
      #"user.proxyAddresses -any _ -eq "x" -and user.city -eq "y""#,
      """
      rule:1:41: found 'user.city', expected '_' for an element
        -any and -all reach as far as they can: put brackets around them
      """
    ),
  ]

  static let identifier = "00000000-0000-0001-0000-000000000001"
  static let special: [Row] = [
    (
      "Direct", "rule:1:7: found the end of the rule, expected 'Reports' as in 'Direct Reports for'"
    ),
    (
      #"Direct Reports for "Anna""#,
      "rule:1:20: found the text 'Anna', expected the object id of a manager in quotes"
    ),
    (
      #"Direct Reports for "\#(identifier)" -and user.city -eq "x""#,
      """
      rule:1:59: found '-and', expected the end of the rule
        'Direct Reports for' stands alone in its rule
      """
    ),
    (
      #"user.city -eq "x" -or Direct Reports for "\#(identifier)""#,
      """
      rule:1:23: found 'Direct', expected a property such as user.department
        'Direct Reports for' stands alone in its rule
      """
    ),
    (
      "user.memberOf -any (group.objectId -in ['\(identifier)']) -and user.accountEnabled -eq true",
      """
      rule:1:1: found memberOf among other conditions, expected memberOf alone in its rule
        make a group of the memberOf rule and one of the others
      """
    ),
    (
      "-not (user.memberOf -any (group.objectId -in ['\(identifier)']))",
      """
      rule:1:7: found memberOf among other conditions, expected memberOf alone in its rule
        make a group of the memberOf rule and one of the others
      """
    ),
    (
      "user.memberOf -all (group.objectId -in ['\(identifier)'])",
      "rule:1:15: found '-all', expected -any after memberOf"
    ),
    (#"user.memberOf -eq "x""#, "rule:1:15: found '-eq', expected -any after memberOf"),
    (
      "user.memberOf -any (group.displayName -in ['x'])",
      "rule:1:21: found 'group.displayName', expected group.objectId"
    ),
    (
      "user.memberOf -any (group.objectId -notIn ['\(identifier)'])",
      "rule:1:36: found '-notIn', expected -in and a list of object ids"
    ),
    (
      "user.memberOf -any (group.objectId -in ['Sales'])",
      "rule:1:41: found the text 'Sales', expected the object id of a group in quotes"
    ),
  ]

  @Test(arguments: grammar + names + types + special)
  func `a rule that makes no sense is refused with its place`(_ row: Row) {
    #expect(refusal(row.rule) == row.message)
  }

  @Test func `a memberOf rule has fifty sources at most`() {
    func rule(_ count: Int) -> String {
      let list = Array(repeating: "'\(Self.identifier)'", count: count).joined(separator: ",")
      return "user.memberOf -any (group.objectId -in [\(list)])"
    }
    #expect(refusal(rule(50)) == "")
    #expect(refusal(rule(51)) == "rule:1:40: found 51 source groups, expected at most 50")
  }

  @Test func `a rule has 3072 characters at most, however many bytes they need`() {
    func rule(_ count: Int, _ letter: String) -> String {
      "user.city -eq \"" + String(repeating: letter, count: count - 16) + "\""
    }
    for letter in ["x", "é", "😀"] {
      #expect(refusal(rule(3072, letter)) == "")
      #expect(
        refusal(rule(3073, letter))
          == "rule:1:3073: found a rule of 3073 characters, expected at most 3072")
    }
  }

  @Test func `conditions stand 64 deep at most`() {
    for (open, close) in [("(", ")"), ("-not ", ""), ("-not (", ")")] {
      let levels = open == "-not (" ? 32 : 64
      func rule(_ depth: Int) -> String {
        String(repeating: open, count: depth) + "user.city -eq \"x\""
          + String(repeating: close, count: depth)
      }
      #expect(refusal(rule(levels)) == "")
      #expect(
        refusal(rule(levels + 1)).hasSuffix(
          "found a condition inside 64 others, expected at most 64 inside each other"))
    }
    #expect(refusal(String(repeating: "(", count: 3000)) != "")
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    #expect(
      refusal(Array("user.city -eq \"".utf8) + [0xFF, 0x22])
        == "rule:1:16: found a byte that is no UTF-8, expected a rule in UTF-8")
    #expect(
      refusal([0xC3]) == "rule:1:1: found a byte that is no UTF-8, expected a rule in UTF-8")
  }
}
