import DirectoryModel
import Testing

@testable import MembershipRules

/// The rules that the documentation prints, each with a subject it takes and one it refuses.
struct DocumentedRuleTests {
  struct Row: Sendable {
    let rule: String
    let canonical: String
    let kind: ObjectKind
    let taken: SampleSubject
    let refused: SampleSubject
    var warnings: [String] = []
    /// The rules that are left when the end is cut off.
    var shorter: [String] = []
  }

  static let one = GUID(high: 1, low: 1)
  static let two = GUID(high: 2, low: 2)
  static let plan = "efb87545-963c-4e0d-99df-69c6916d9eb0"
  static func plans(_ status: String) -> SampleSubject {
    SampleSubject(values: [
      .assignedPlans: .plans([
        RulePlan(capabilityStatus: "Enabled", service: "SCO", servicePlanID: "\(one)"),
        RulePlan(capabilityStatus: status, service: "exchange", servicePlanID: plan),
      ])
    ])
  }

  static let samples: [Row] = [
    Row(
      rule: "user.objectId -ne null", canonical: "user.objectId -ne null", kind: .user,
      taken: SampleSubject(values: [.objectID: .identifier(one)]),
      refused: SampleSubject(values: [.objectID: .absent])),
    Row(
      rule: #"(user.objectId -ne null) -and (user.userType -eq "Member")"#,
      canonical: #"user.objectId -ne null -and user.userType -eq "Member""#, kind: .user,
      taken: SampleSubject(values: [.objectID: .identifier(one), .userType: .text("member")]),
      refused: SampleSubject(values: [.objectID: .identifier(one), .userType: .text("Guest")]),
      shorter: ["user.objectId -ne null"]),
    Row(
      rule: "device.objectId -ne null", canonical: "device.objectId -ne null", kind: .device,
      taken: SampleSubject(values: [.objectID: .identifier(one)]),
      refused: SampleSubject(values: [.objectID: .absent])),
    Row(
      rule: "Direct Reports for \"\(one)\"", canonical: "Direct Reports for \"\(one)\"",
      kind: .user, taken: SampleSubject(managers: [one: .yes]),
      refused: SampleSubject(managers: [one: .no])),
    Row(
      rule: "user.assignedPlans -any (assignedPlan.servicePlanId -eq \"\(plan)\" "
        + "-and assignedPlan.capabilityStatus -eq \"Enabled\")",
      canonical: "user.assignedPlans -any (assignedPlan.servicePlanId -eq \"\(plan)\" "
        + "-and assignedPlan.capabilityStatus -eq \"Enabled\")",
      kind: .user, taken: plans("Enabled"), refused: plans("Deleted")),
    Row(
      rule: "user.assignedPlans -all (assignedPlan.servicePlanId -eq null)",
      canonical: "user.assignedPlans -all (assignedPlan.servicePlanId -eq null)", kind: .user,
      taken: SampleSubject(values: [.assignedPlans: .absent]), refused: plans("Enabled")),
    Row(
      rule: #"(user.proxyAddresses -any (_ -startsWith "contoso"))"#,
      canonical: #"user.proxyAddresses -any (_ -startsWith "contoso")"#, kind: .user,
      taken: SampleSubject(values: [.proxyAddresses: .texts(["x", "Contoso1"])]),
      refused: SampleSubject(values: [.proxyAddresses: .texts(["smtp:contoso"])])),
    Row(
      rule: #"(device.devicePhysicalIDs -any _ -startsWith "[ZTDId]")"#,
      canonical: #"device.devicePhysicalIds -any (_ -startsWith "[ZTDId]")"#, kind: .device,
      taken: SampleSubject(values: [.devicePhysicalIDs: .texts(["[ZTDId]:1"])]),
      refused: SampleSubject(values: [.devicePhysicalIDs: .texts(["[GID]:1"])]),
      warnings: ["rule:1:9: 'devicePhysicalIDs' is documented as 'devicePhysicalIds'"]),
    Row(
      rule: #"user.department -in ["50001","50002"]"#,
      canonical: #"user.department -in ["50001", "50002"]"#, kind: .user,
      taken: SampleSubject(values: [.department: .text("50002")]),
      refused: SampleSubject(values: [.department: .text("5000")])),
    Row(
      rule: "user.employeehiredate -ge system.now -plus p1d",
      canonical: "user.employeeHireDate -ge system.now -plus P1D", kind: .user,
      taken: SampleSubject(values: [.employeeHireDate: .text("2024-01-02T08:00:00Z")]),
      refused: SampleSubject(values: [.employeeHireDate: .text("2024-01-01T08:00:00Z")]),
      warnings: ["rule:1:6: 'employeehiredate' is documented as 'employeeHireDate'"],
      shorter: ["user.employeeHireDate -ge system.now"]),
    Row(
      rule: "user.memberof -any (group.objectId -in ['\(one)','\(two)'])",
      canonical: "user.memberOf -any (group.objectId -in ['\(one)', '\(two)'])", kind: .user,
      taken: SampleSubject(groups: [one: .no, two: .yes]),
      refused: SampleSubject(groups: [one: .no, two: .no]),
      warnings: ["rule:1:6: 'memberof' is documented as 'memberOf'"]),
  ]

  @Test(arguments: samples)
  func `a documented rule means what its page says`(_ row: Row) throws {
    let rule = try MembershipRule(parsing: row.rule)
    #expect(rule.text == row.canonical)
    #expect(rule.kind == row.kind)
    #expect(rule.evaluate(on: row.taken, now: startOf2024) == .yes)
    #expect(rule.evaluate(on: row.refused, now: startOf2024) == .no)
    #expect(rule.evaluate(on: SampleSubject(), now: startOf2024) == .unknown)
    #expect(rule.warnings.map(\.description) == row.warnings)
    #expect(try MembershipRule(parsing: row.canonical).expression == rule.expression)
  }

  /// Every rule cut after every byte: refused, or read as the shorter rule that it then is.
  @Test(arguments: samples)
  func `a rule that was cut off is refused at its end or is a rule of its own`(_ row: Row) throws {
    let bytes = Array(row.rule.utf8)
    var shorter: [String] = []
    for count in 0..<bytes.count {
      let cut = Array(bytes[..<count])
      do {
        let rule = try MembershipRule(parsing: cut).text
        if !shorter.contains(rule) { shorter.append(rule) }
      } catch {
        let isOpenText = error.found == "a text without an end"
        let isWord = cut[error.position.offset...].allSatisfy { $0 != 0x20 }
        #expect(isOpenText || isWord, "\(row.rule) cut at \(count): \(error)")
      }
    }
    #expect(shorter == row.shorter)
  }
}
