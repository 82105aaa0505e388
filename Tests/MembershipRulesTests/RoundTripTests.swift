import DirectoryModel
import TestSupport
import Testing

@testable import MembershipRules

/// Rules made at random: written, read again, evaluated in two ways.
struct RoundTripTests {
  @Test(arguments: SeededGenerator.seeds(20))
  func `what is written is read again as it was`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let kind = random.pick([ObjectKind.user, .device])
      let expression = RandomRule.expression(kind, depth: 4, &random)
      let text = expression.text(of: kind)
      guard text.unicodeScalars.count <= RuleParser.mostCharacters else { continue }
      let rule = try MembershipRule(parsing: text)
      #expect(rule.expression == expression, "seed \(seed): \(text)")
      #expect(rule.kind == kind)
      #expect(rule.text == text)
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `an explanation and a slow reading give the answer of the program`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let expression = RandomRule.expression(.user, depth: 3, &random)
      let text = expression.text(of: .user)
      guard text.unicodeScalars.count <= RuleParser.mostCharacters else { continue }
      let rule = try MembershipRule(parsing: text)
      for _ in 0..<5 {
        let subject = RandomRule.subject(&random)
        let answer = rule.evaluate(on: subject, now: startOf2024)
        #expect(rule.explain(on: subject, now: startOf2024).result == answer)
        #expect(
          SlowReading(subject: subject).answer(rule.expression, nil) == answer,
          "seed \(seed): \(text)\n\(subject.values)")
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `a damaged rule is refused or is another rule`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var bytes = Array(RandomRule.expression(.user, depth: 3, &random).text(of: .user).utf8)
      for _ in 0...random.number(below: 3) where !bytes.isEmpty {
        let index = random.number(below: bytes.count)
        if random.chance(1, outOf: 2) {
          bytes[index] = random.pick(Array("()[],'\"`\\-_.$ anul\u{FF}".utf8))
        } else {
          bytes.remove(at: index)
        }
      }
      do {
        let rule = try MembershipRule(parsing: bytes)
        let again = try MembershipRule(parsing: rule.text)
        #expect(again.expression == rule.expression, "seed \(seed): \(rule.text)")
      } catch {
        #expect((0...bytes.count).contains(error.position.offset), "seed \(seed)")
      }
    }
  }
}
