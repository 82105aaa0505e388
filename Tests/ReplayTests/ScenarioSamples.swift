import Testing

@testable import Replay

/// Scenarios put together of pieces, so that a test states only what it is about.
enum Sample {
  static let head = """
    scenario: A title
    source: A document (2022-11-30)
    policy: configmgr
    start: 2022-11-30T08:00:00Z

    """

  static let given = """
    given:
      directory:
        users: { Ada: { department: Finance, enabled: yes }, Ben: }
        devices: [DeviceA, DeviceB]
        groups: { Group1: [DeviceA, Ada], Group2: { members: [Group1], owners: [Ben], kind: microsoft-365 } }
      local:
        users: [Ada]
        devices: [DeviceA, DeviceB]
        collections: { Collection1: [DeviceA] }
      links: [ { local: Collection1, directory: Group1 } ]

    """

  /// What messages list behind the properties of a user that a product copies.
  static let ruled =
    "'country', 'state', 'postal-code', 'street-address', 'usage-location', 'preferred-language', "
    + "'business-phone', 'fax-number', 'office-location', 'im-address', 'password-policies', "
    + "'on-premises-distinguished-name', 'hire-date', 'extension-attribute-1' to "
    + "'extension-attribute-15', 'manager'"

  static let end = "  - expect: { directory: { Group1: [DeviceA] } }\n"

  /// A whole scenario with one step; it stands in line 15, the value begins in column 5.
  static func step(_ step: String) -> String { head + given + "when:\n  - \(step)\n" + end }

  /// A whole scenario with one more expectation in line 16.
  static func expecting(_ text: String) -> String {
    head + given + "when:\n  - wait: 5m\n  - expect: { \(text) }\n"
  }

  /// A whole scenario with other sides, from line 5 on.
  static func given(_ text: String) -> String {
    head + text + "when:\n  - expect: { calls: 0 }\n"
  }

  static func read(_ text: String) throws -> Scenario {
    try Scenario.read(text: text, file: "s.yaml")
  }

  static let issueExample = """
    scenario: An incremental run leaves foreign members alone, a forced full run removes them
    source: "Configuration Manager: Synchronize collection members to Azure AD groups (2022-11-30), example scenario"
    policy: configmgr
    start: 2022-11-30T08:00:00Z
    given:
      directory:
        devices: [DeviceA, DeviceB, DeviceC, DeviceD]
        groups: { Group1: [DeviceA, DeviceB, DeviceC] }
      local:
        devices: [DeviceB, DeviceC]
        collections: { Collection1: [DeviceB, DeviceC] }
      links: [ { local: Collection1, directory: Group1 } ]
    when:
      - enable: Collection1
      - expect: { directory: { Group1: [DeviceB, DeviceC] }, operations: [ remove DeviceA ] }
      - local: { remove: DeviceC, from: Collection1 }
      - wait: 5m
      - expect: { directory: { Group1: [DeviceB] } }
      - directory: { add: DeviceD, to: Group1 }
      - wait: 5m
      - expect: { directory: { Group1: [DeviceB, DeviceD] }, status: { Collection1: Success } }
      - sync: { full: Collection1 }
      - expect: { directory: { Group1: [DeviceB] } }

    """
}

/// A text that is no scenario, and the whole message that says why.
struct Mistake: Sendable, CustomTestStringConvertible {
  let text: String
  let message: String

  init(_ text: String, _ message: String) { (self.text, self.message) = (text, message) }

  var testDescription: String { message }

  /// Expects the text to be refused with the message.
  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    do {
      _ = try Sample.read(text)
      Issue.record("read without a mistake", sourceLocation: sourceLocation)
    } catch {
      #expect("\(error)" == message, sourceLocation: sourceLocation)
    }
  }
}
