import DirectoryModel
import TestSupport
import Testing
import YAMLText

@testable import Replay

struct ScenarioReaderTests {
  @Test func `the example of the documentation is read whole`() throws {
    let scenario = try Sample.read(Sample.issueExample)
    #expect(scenario.claim == scenario.title)
    #expect(scenario.policy.name.text == "configmgr")
    #expect(scenario.start == 1_669_795_200)
    #expect(scenario.seed == 1)
    #expect(scenario.expectationCount == 6)
    #expect(
      try objects(scenario.given.directory) == [
        "device DeviceA", "device DeviceB", "device DeviceC", "device DeviceD",
        "group Group1 members[DeviceA, DeviceB, DeviceC]",
      ])
    #expect(
      scenario.steps.map(Sketch.text) == [
        "enable Collection1",
        "tenant Group1=[DeviceB, DeviceC]; operations [remove DeviceA]",
        "local: -DeviceC in Collection1",
        "wait 300",
        "tenant Group1=[DeviceB]",
        "tenant: +DeviceD in Group1",
        "wait 300",
        "tenant Group1=[DeviceB, DeviceD]; Collection1 ended Success",
        "full run of [Collection1]",
        "tenant Group1=[DeviceB]",
      ])
  }

  private func objects(_ side: GivenSide) throws -> [String] {
    guard case .objects(let objects) = side else { return ["a snapshot"] }
    return objects.map(Sketch.text)
  }

  static let steps: [(text: String, sketch: String)] = [
    ("enable: Collection1", "enable Collection1"),
    ("disable: Collection1", "disable Collection1"),
    ("archive: Collection1", "archive Collection1"),
    ("unarchive: Collection1", "unarchive Collection1"),
    ("delete: Collection1", "delete Collection1"),
    ("enable: [Collection1]", "enable Collection1"),
    ("setting: { microsoft-365-groups: off }", "microsoft-365-groups off"),
    ("setting: { security-groups: on }", "security-groups on"),
    ("integration: removed", "integration gone"),
    ("integration: added", "integration there"),
    ("prerequisites: { client-secret: missing }", "client-secret gone"),
    ("prerequisites: { administrator-rights: given }", "administrator-rights there"),
    ("reset: sync", "reset"),
    ("repair: faults", "repair"),
    ("search: { name-starts-with: Gr }", "search 'Gr'"),
    ("search: { name-starts-with: '' }", "search ''"),
    ("link: { local: Collection1, directory: Group2 }", "link Collection1=Group2"),
    (
      "link: { local: Collection1, directory: Group2, direction: push }",
      "link Collection1=Group2 push"
    ),
    ("unlink: Collection1", "unlink Collection1"),
    (
      "unlink: { local: Collection1, directory: Group1 }", "unlink Collection1 from [Group1]"
    ),
    (
      "unlink: { local: Collection1, directory: [Group1, Group2] }",
      "unlink Collection1 from [Group1, Group2]"
    ),
    ("wait: 90s", "wait 90"),
    ("wait: 2d", "wait 172800"),
    ("until: 2022-12-01T00:00:00Z", "until 1669852800"),
    ("sync: full", "full run of []"),
    ("sync: incremental", "incremental run of []"),
    ("sync: { full: Collection1 }", "full run of [Collection1]"),
    ("sync: { incremental: [Collection1] }", "incremental run of [Collection1]"),
  ]

  @Test(arguments: steps)
  func `a step is read`(_ row: (text: String, sketch: String)) throws {
    let steps = try Sample.read(Sample.step(row.text)).steps
    #expect(steps.dropLast().map(Sketch.text) == [row.sketch])
  }

  static let changes: [(text: String, sketch: String)] = [
    ("local: { add: DeviceB, to: Collection1 }", "local: +DeviceB in Collection1"),
    ("local: { remove: DeviceA, from: Collection1 }", "local: -DeviceA in Collection1"),
    (
      "directory: { add: [DeviceB, Ben], to: Group1 }",
      "tenant: +DeviceB, Ben in Group1"
    ),
    ("directory: { add: Ada, to: Group2, owner: yes }", "tenant: +Ada owner of Group2"),
    ("directory: { remove: Ben, from: Group2, owner: true }", "tenant: -Ben owner of Group2"),
    ("directory: { create: { user: Eve } }", "tenant: new user Eve"),
    (
      "directory: { create: { users: { Eve: { mail: e@x.example } }, group: { Group3: [Eve] } } }",
      "tenant: new user Eve mail=e@x.example group Group3 members[Eve]"
    ),
    (
      "local: { create: { configuration: Laptop, contacts: [Ben] } }",
      "local: new device Laptop user Ben"
    ),
    ("directory: { rename: Group1, to: Group3 }", "tenant: Group1 is Group3"),
    (
      "directory: { set: Ada, job-title: Senior Manager, enabled: no, mail: ~ }",
      "tenant: Ada job-title=Senior Manager,enabled=no,mail=~"
    ),
    ("directory: { delete: Ada }", "tenant: delete Ada"),
    ("directory: { purge: [Ada, Ben] }", "tenant: purge Ada, Ben"),
    ("directory: { restore: Ada }", "tenant: restore Ada"),
    (
      "local: [ { create: { user: Ben } }, { add: Ben, to: Collection1 } ]",
      "local: new user Ben; local: +Ben in Collection1"
    ),
  ]

  @Test(arguments: changes)
  func `a change of a side is read`(_ row: (text: String, sketch: String)) throws {
    let text = Sample.step(row.text).replacing(
      "Group1: [DeviceA] }", with: "Group2: [DeviceA] }")
    #expect(try Sample.read(text).steps.dropLast().map(Sketch.text) == [row.sketch])
  }

  static let faults: [(text: String, sketch: [String])] = [
    ("page-repeated", ["page-repeated"]),
    ("page-lost", ["page-lost"]),
    ("pages-reordered", ["pages-reordered"]),
    ("{ unreadable-page: 2, of: Group1 }", ["page 2 of Group1 in tenant unreadable"]),
    ("{ unreadable-page: 1, of: Collection1 }", ["page 1 of Collection1 in local unreadable"]),
    ("{ cut-list: Group1 }", ["Group1 in tenant cut"]),
    ("{ cut-list: Collection1, side: local }", ["Collection1 in local cut"]),
    ("{ cut-list: everything }", ["all in tenant cut"]),
    ("{ throttled: 3 }", ["429 at 3 x1 after -"]),
    ("{ throttled: 1, times: 4, retry-after: 10s }", ["429 at 1 x4 after 10"]),
    ("{ unavailable: 2, arrives: yes }", ["503 at 2 x1 after - arrives"]),
    ("{ unavailable: 2, arrives: no, times: 3 }", ["503 at 2 x3 after -"]),
    (
      "{ throttled: 1, retry-after: \"Wed, 30 Nov 2022 08:00:30 GMT\" }",
      ["429 at 1 x1 after Wed, 30 Nov 2022 08:00:30 GMT"]
    ),
    // A date that has gone by, and the last one that is near enough.
    (
      "{ unavailable: 1, retry-after: \"Sun, 06 Nov 1994 08:49:37 GMT\" }",
      ["503 at 1 x1 after Sun, 06 Nov 1994 08:49:37 GMT"]
    ),
    (
      "{ unavailable: 1, retry-after: \"Mon, 29 Nov 2032 08:00:00 GMT\" }",
      ["503 at 1 x1 after Mon, 29 Nov 2032 08:00:00 GMT"]
    ),
    ("{ throttled: 1, retry-after: 3652d }", ["429 at 1 x1 after 315532800"]),
    ("{ unavailable: 2 }", ["503 at 2 x1 after -"]),
    ("{ refuse: DeviceA }", ["refuse DeviceA batch"]),
    ("{ refuse: DeviceA, whole-batch: no }", ["refuse DeviceA alone"]),
    ("{ refuse: DeviceA, side: directory }", ["refuse DeviceA batch tenant"]),
    ("{ crash-after: 0 }", ["crash after 0"]),
    ("{ token-expired: reset }", ["token reset"]),
    ("{ token-expired: expired-doc }", ["token expired-doc"]),
    ("{ token-expired: expired-directory }", ["token expired-directory"]),
    ("{ token-expired: outlook-style }", ["token outlook-style"]),
    ("{ token-expired: page-token }", ["token page-token"]),
    ("{ token-expired: not-found }", ["token not-found"]),
    (
      "{ lag: { point: 1s, list: 1m, index: 5m, delta: 1h } }",
      [
        "tenant point late 1", "tenant list late 60", "tenant index late 300",
        "tenant delta late 3600",
      ]
    ),
    ("{ lag: { list: 1m }, side: local }", ["local list late 60"]),
    ("{ answers-nobody: directory }", ["tenant says nobody"]),
    ("{ answers-nobody: local }", ["local says nobody"]),
    ("{ clock-ahead: 5m }", ["tenant ahead 300"]),
    ("{ clock-ahead: 5m, side: local }", ["local ahead 300"]),
    ("{ clock-behind: 5m }", ["tenant ahead -300"]),
    ("{ clock-behind: 90s, side: local }", ["local ahead -90"]),
  ]

  @Test(arguments: faults)
  func `a fault is read`(_ row: (text: String, sketch: [String])) throws {
    let steps = try Sample.read(Sample.step("fault: \(row.text)")).steps
    #expect(steps.dropLast().map(Sketch.text) == row.sketch)
  }

  static let expectations: [(text: String, sketch: String)] = [
    (
      "directory: { Group1: [], Group2: Ben }",
      "tenant Group1=[]; tenant Group2=[Ben]"
    ),
    ("local: { Collection1: [DeviceA, DeviceB] }", "local Collection1=[DeviceA, DeviceB]"),
    ("local: { Collection1: [Ben] }", "local Collection1=[Ben]"),
    ("owners: { directory: { Group2: [Ben] } }", "tenant owners Group2=[Ben]"),
    ("owners: { local: { Collection1: [] } }", "local owners Collection1=[]"),
    (
      "users: { directory: { Ada: { enabled: no, mail: ~ } }, local: { Ben: { phone: '1' } } }",
      "tenant Ada.enabled=no; tenant Ada.mail=~; local Ben.phone=1"
    ),
    ("devices: { directory: { DeviceA: { name: A } } }", "tenant DeviceA.name=A"),
    ("groups: { directory: { Group1: { kind: security } } }", "tenant Group1.kind=security"),
    (
      "present: { local: [Ada, Ben], directory: Ada }", "local has [Ada, Ben]; tenant has [Ada]"
    ),
    ("absent: { local: [Ben] }", "local lacks [Ben]"),
    ("operations: []", "operations []"),
    (
      "operations: [ remove DeviceA, add Ada to Group1 ]",
      "operations [remove DeviceA, add Ada to Group1]"
    ),
    (
      "status: { Collection1: Partial Success }", "Collection1 ended Partial Success"
    ),
    ("status: { Group1: None }", "Group1 ended None"),
    ("link: { Collection1: orphaned }", "Collection1 is orphaned"),
    ("link: { Collection1: not enabled }", "Collection1 is not enabled"),
    (
      "monitoring: { Collection1: { status: Success, member-count: 2, type: Device } }",
      "row Collection1 status=Success; row Collection1 member-count=2; row Collection1 type=Device"
    ),
    (
      "document: { Group1: { nested-groups: [Group2], unmatched-members: [] } }",
      "document Group1 nested-groups=[Group2]; document Group1 unmatched-members=[]"
    ),
    (
      "document: { Group1: { domain: ~, sync-status: Orphaned, email-address: a@b } }",
      "document Group1 domain=~; document Group1 sync-status=Orphaned; "
        + "document Group1 email-address=a@b"
    ),
    ("log: Success", "log [Success]"),
    ("activity: [ archived Collection1 ]", "activity [archived Collection1]"),
    ("refused: 'it is enabled'", "refused 'it is enabled'"),
    ("findings: [ membership.extra ]", "findings [membership.extra]"),
    ("found: [Group1, Group2]", "found [Group1, Group2]"),
    ("calls: 0", "0 calls"),
    ("departed-access: at most 1h", "departed-access <= 3600"),
    ("joiner-waited: at most 15m", "joiner-waited <= 900"),
    (
      "calls: 3, directory: { Group1: [Ada] }, log: [a, b]",
      "3 calls; tenant Group1=[Ada]; log [a, b]"
    ),
  ]

  @Test(arguments: expectations)
  func `an expectation is read into single statements`(
    _ row: (text: String, sketch: String)
  ) throws {
    let steps = try Sample.read(Sample.expecting(row.text)).steps
    #expect(steps.dropFirst().map(Sketch.text) == [row.sketch])
  }
}
