import DirectoryModel
import Testing

@testable import MembershipRules

struct PropertyNameTests {
  /// What becomes of a rule about one property: nothing, or how its error begins.
  private static func refusal(_ property: String) -> String? {
    do {
      _ = try MembershipRule(parsing: "\(property) -eq \"a\"")
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `every text of a user or a device is found however it is written`() {
    for (kind, properties) in [
      ("user", RuleProperty.ofUsers), ("device", RuleProperty.ofDevices),
    ] {
      for property in properties where property.type == .text {
        let name = property.name
        for spelling in [name, name.lowercased(), name.uppercased()] {
          #expect(Self.refusal("\(kind).\(spelling)") == nil, "\(kind).\(spelling)")
        }
      }
    }
  }

  static let strangers: [(property: String, hint: String)] = [
    ("user.deviceModel", "'deviceModel' is a property of a device"),
    ("device.Department", "'department' is a property of a user"),
    ("user.departmant", "department"),
  ]

  @Test(arguments: strangers)
  func `a property of the other kind, or of none, is refused`(
    _ row: (property: String, hint: String)
  ) {
    #expect(Self.refusal(row.property)?.contains(row.hint) == true)
  }

  @Test func `no two properties have the same name`() {
    #expect(RuleProperty.byLowerName.count == RuleProperty.allCases.count)
  }
}
