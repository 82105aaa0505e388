import Testing

@testable import DirectoryModel

/// The text that is kept of a service plan, and what can be read from it again.
struct ServicePlanTests {
  private static func plan(_ id: String, _ status: String, _ service: String) -> ServicePlan {
    var plan = ServicePlan()
    (plan.id, plan.status, plan.service) = (Array(id.utf8), Array(status.utf8), Array(service.utf8))
    return plan
  }

  static let plans: [(plan: ServicePlan, text: String)] = [
    (plan("p1", "Enabled", "exchange"), "p1 Enabled exchange"),
    (plan("p1", "Enabled", "Office 365 for all"), "p1 Enabled Office 365 for all"),
    (plan("p1", "", "exchange"), "p1 - exchange"), (plan("", "Deleted", ""), "- Deleted -"),
    (plan("", "", ""), "- - -"), (plan("p1", "Enabled", "-x"), "p1 Enabled -x"),
    (plan("p1", "Enabled", " "), "p1 Enabled  "),
    (plan("\u{FC}", "\u{FC}", "\u{FC} \u{FC}"), "\u{FC} \u{FC} \u{FC} \u{FC}"),
  ]

  @Test(arguments: plans)
  func `a plan is the same after it was a text`(_ row: (plan: ServicePlan, text: String)) {
    #expect(row.plan.text == Array(row.text.utf8))
    #expect(ServicePlan(text: row.text.utf8) == row.plan)
  }

  @Test(arguments: [plan("a b", "Enabled", "x"), plan("p1", "En abled", "x"), plan(" ", "", "")])
  func `an identifier or a status with a blank in it is none`(_ plan: ServicePlan) {
    #expect(plan.text == nil)
  }

  @Test(arguments: [
    ("", plan("", "", "")), ("p1", plan("p1", "", "")), ("p1 Enabled", plan("p1", "Enabled", "")),
    ("-", plan("", "", "")), ("  x", plan("", "", "x")),
  ])
  func `a text that lacks parts is a plan that lacks them`(_ text: String, _ plan: ServicePlan) {
    #expect(ServicePlan(text: text.utf8) == plan)
  }
}
