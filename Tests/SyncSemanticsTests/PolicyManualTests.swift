import TestSupport
import Testing

@testable import SyncSemantics

struct PolicyManualTests {
  @Test func `the manual lists every decision and every built-in policy`() throws {
    try expectGolden(
      PolicySetting.manualPage(), at: "Sources/rollcall/rollcall.docc/Policies.md")
  }
}
