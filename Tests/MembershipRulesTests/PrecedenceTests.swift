import DirectoryModel
import Testing

@testable import MembershipRules

/// Precedence, by comparing every short rule with a table of what it must mean.
struct PrecedenceTests {
  private static let letters = ["a", "b", "c"]

  /// `user.city -eq "a"`, `user.state -eq "b"`, `user.country -eq "c"`.
  private static let conditions = [
    #"user.city -eq "a""#, #"user.state -eq "b""#, #"user.country -eq "c""#,
  ]
  private static let properties: [RuleProperty] = [.city, .state, .country]

  private static func subject(_ values: [Truth]) -> SampleSubject {
    var subject = SampleSubject()
    for (index, value) in values.enumerated() {
      subject.values[properties[index]] =
        switch value {
        case .yes: .text(letters[index])
        case .no: .text("other")
        case .unknown: .notCollected
        }
    }
    return subject
  }

  private static let truths: [Truth] = [.no, .yes, .unknown]
  private static let assignments: [[Truth]] = truths.flatMap { one in
    truths.flatMap { two in truths.map { [one, two, $0] } }
  }

  /// What three conditions and two operators mean when `and` goes before `or`.
  private static func meaning(_ values: [Truth], _ first: String, _ second: String) -> Truth {
    switch (first, second) {
    case ("and", "and"): values[0] && values[1] && values[2]
    case ("and", "or"): (values[0] && values[1]) || values[2]
    case ("or", "and"): values[0] || (values[1] && values[2])
    default: values[0] || values[1] || values[2]
    }
  }

  @Test func `not goes before and, and before or, for every answer of three conditions`() throws {
    for mask in 0..<8 {
      for first in ["and", "or"] {
        for second in ["and", "or"] {
          let parts = (0..<3).map { index in
            (mask >> index & 1 == 1 ? "-not " : "") + Self.conditions[index]
          }
          let rule = try MembershipRule(
            parsing: "\(parts[0]) -\(first) \(parts[1]) \(second) \(parts[2])")
          for values in Self.assignments {
            let turned = values.enumerated().map { mask >> $0 & 1 == 1 ? !$1 : $1 }
            #expect(
              rule.evaluate(on: Self.subject(values)) == Self.meaning(turned, first, second),
              "\(rule.text) for \(values)")
          }
        }
      }
    }
  }

  @Test func `brackets go before everything`() throws {
    let (a, b, c) = (Self.conditions[0], Self.conditions[1], Self.conditions[2])
    let rules: [(text: String, meaning: ([Truth]) -> Truth)] = [
      ("(\(a) -or \(b)) -and \(c)", { ($0[0] || $0[1]) && $0[2] }),
      ("\(a) -and (\(b) -or \(c))", { $0[0] && ($0[1] || $0[2]) }),
      ("-not (\(a) -and \(b)) -or \(c)", { !($0[0] && $0[1]) || $0[2] }),
      ("not(\(a) or \(b)) and \(c)", { !($0[0] || $0[1]) && $0[2] }),
      ("-not -not \(a) -and \(b) -and \(c)", { $0[0] && $0[1] && $0[2] }),
      ("((\(a))) -or ((\(b) -and \(c)))", { $0[0] || ($0[1] && $0[2]) }),
    ]
    for (text, meaning) in rules {
      let rule = try MembershipRule(parsing: text)
      for values in Self.assignments {
        #expect(rule.evaluate(on: Self.subject(values)) == meaning(values), "\(text), \(values)")
      }
    }
  }

  @Test func `a condition in brackets ends with them and any other reaches to the end`() throws {
    let subject = SampleSubject(values: [
      .proxyAddresses: .texts(["x", "y"]), .city: .text("a"), .otherMails: .absent,
    ])
    let rules: [(text: String, canonical: String, answer: Truth)] = [
      (
        #"user.proxyAddresses -any (_ -eq "x") -and user.city -eq "a""#,
        #"user.proxyAddresses -any (_ -eq "x") -and user.city -eq "a""#, .yes
      ),
      (
        #"user.otherMails -any (_ -eq "x") -or user.city -eq "a""#,
        #"user.otherMails -any (_ -eq "x") -or user.city -eq "a""#, .yes
      ),
      (
        #"user.proxyAddresses -all _ -eq "x" -or _ -eq "y""#,
        #"user.proxyAddresses -all (_ -eq "x" -or _ -eq "y")"#, .yes
      ),
      (
        #"(user.proxyAddresses -all _ -eq "x") -or user.otherMails -all _ -eq "y""#,
        #"user.proxyAddresses -all (_ -eq "x") -or user.otherMails -all (_ -eq "y")"#, .yes
      ),
      (
        #"-not user.proxyAddresses -any _ -eq "x" -and _ -eq "y""#,
        #"-not (user.proxyAddresses -any (_ -eq "x" -and _ -eq "y"))"#, .yes
      ),
    ]
    for (text, canonical, answer) in rules {
      let rule = try MembershipRule(parsing: text)
      #expect(rule.text == canonical)
      #expect(rule.evaluate(on: subject) == answer, "\(text)")
    }
  }

  @Test func `a chain is one list and brackets that change nothing are gone`() throws {
    let (a, b, c) = (Self.conditions[0], Self.conditions[1], Self.conditions[2])
    let texts: [(written: String, canonical: String)] = [
      ("\(a) -and \(b) -and \(c)", "\(a) -and \(b) -and \(c)"),
      ("(\(a) -and \(b)) -and \(c)", "(\(a) -and \(b)) -and \(c)"),
      ("((\(a)) -or (\(b)))", "\(a) -or \(b)"),
      ("\(a) -or \(b) -and \(c)", "\(a) -or (\(b) -and \(c))"),
      ("-not \(a)", "-not (\(a))"),
    ]
    for (written, canonical) in texts {
      #expect(try MembershipRule(parsing: written).text == canonical)
    }
  }
}
