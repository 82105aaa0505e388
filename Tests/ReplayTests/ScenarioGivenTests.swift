import DirectoryModel
import TestSupport
import Testing
import YAMLText

@testable import Replay

struct ScenarioGivenTests {
  static let directories: [(text: String, objects: [String])] = [
    ("{}", []),
    ("~", []),
    ("{ users: [], groups: [] }", []),
    ("{ users: Ada }", ["user Ada"]),
    ("{ users: [Ada, Ben] }", ["user Ada", "user Ben"]),
    ("{ users: { Ada: , Ben: ~ } }", ["user Ada", "user Ben"]),
    (
      "{ users: { Ada: { id: 11111111-2222-3333-4444-555555555555, name: Ada L, user-name: a@x, mail: m@x } } }",
      ["user Ada id=11111111-2222-3333-4444-555555555555,name=Ada L,user-name=a@x,mail=m@x"]
    ),
    (
      "{ users: { Ada: { enabled: no, guest: yes, deleted: true, on-premises: false } } }",
      ["user Ada enabled=no,guest=yes,deleted=yes,on-premises=no"]
    ),
    (
      "{ users: { Ada: { department: Finance, job-title: Senior Manager, city: Bonn, phone: '1' } } }",
      ["user Ada department=Finance,job-title=Senior Manager,city=Bonn,phone=1"]
    ),
    (
      "{ devices: { A: { device-id: x, host-name: h } }, service-principals: [P], contacts: [C] }",
      ["device A device-id=x,host-name=h", "service principal P", "contact C"]
    ),
    (
      "{ groups: { G: [H], H: { members: [], kind: microsoft-365 } } }",
      ["group G members[H]", "group H kind=microsoft-365"]
    ),
    (
      "{ users: [Ada], groups: { G: { dynamic: yes, rule: '(user.city -eq \"Bonn\")', rule-paused: no, owners: [Ada] } } }",
      ["user Ada", "group G dynamic=yes,rule=(user.city -eq \"Bonn\"),rule-paused=no owners[Ada]"]
    ),
    (
      "{ groups: { G: { kind: distribution }, H: { kind: mail-enabled-security }, I: { kind: security } } }",
      ["group G kind=distribution", "group H kind=mail-enabled-security", "group I kind=security"]
    ),
    (
      "{ groups: { One: { name: Same }, Two: { name: Same } } }",
      ["group One name=Same", "group Two name=Same"]
    ),
  ]

  @Test(arguments: directories)
  func `the directory's objects are read`(_ row: (text: String, objects: [String])) throws {
    let text = Sample.given("given: { directory: \(row.text), local: {} }\n")
    let scenario = try Sample.read(text)
    guard case .objects(let objects) = scenario.given.directory else {
      Issue.record("no objects")
      return
    }
    #expect(objects.map(Sketch.text) == row.objects)
  }

  static let locals: [(text: String, objects: [String])] = [
    ("{ contacts: [Ada], configurations: [A] }", ["user Ada", "device A"]),
    ("{ users: [Ada], groups: { G: [Ada] } }", ["user Ada", "group G members[Ada]"]),
    (
      "{ users: [Ada, Ben], groups: { G: { members: [Ada, Ben], made-by-hand: [Ben] } } }",
      ["user Ada", "user Ben", "group G members[Ada, Ben] by hand[Ben]"]
    ),
    (
      "{ collections: { C: { type: device, external-id: G, archived: yes, built-in: no } } }",
      ["group C type=device,external-id=G,archived=yes,built-in=no"]
    ),
    (
      "{ users: { Ada: { external-id: Ada, user-name: '' } } }",
      ["user Ada external-id=Ada,user-name="]
    ),
  ]

  @Test(arguments: locals)
  func `the local side's objects are read`(_ row: (text: String, objects: [String])) throws {
    let text = Sample.given("given: { directory: {}, local: \(row.text) }\n")
    guard case .objects(let objects) = try Sample.read(text).given.local else {
      Issue.record("no objects")
      return
    }
    #expect(objects.map(Sketch.text) == row.objects)
  }

  @Test func `links, settings and what is missing are read`() throws {
    let given = try Sample.read(
      Sample.given(
        """
        given:
          directory: { groups: [G, H] }
          local: { groups: [A, B] }
          links: [ { local: A, directory: G }, { local: B, directory: H, direction: push } ]
          settings: { microsoft-365-groups: off, security-groups: on }
          missing: [client-id, tenant-id]

        """)
    ).given
    #expect(given.links.map(Sketch.text) == ["A=G", "B=H push"])
    #expect(given.settings.map(\.setting) == [.microsoft365Groups, .securityGroups])
    #expect(given.settings.map(\.isOn) == [false, true])
    #expect(given.missing == [.clientID, .tenantID])
  }

  @Test func `a snapshot and a database stand for a side, and any name is taken`() throws {
    let scenario = try Sample.read(
      Sample.head + """
        given:
          tenant: [a.zip, b.zip]
          database: app.db
          preset: grafana
          mapping: m.yaml
          parameters: { org: 1 }
        when:
          - directory: { add: Somebody, to: Some Group }
          - expect: { directory: { Some Group: [Somebody] }, users: { local: { X: { mail: y } } } }

        """)
    guard case .tenant(let paths) = scenario.given.directory,
      case .database(let database) = scenario.given.local
    else {
      Issue.record("no snapshots")
      return
    }
    #expect(paths.map(\.text) == ["a.zip", "b.zip"])
    #expect(database.path.text == "app.db")
    #expect(database.preset?.text == "grafana")
    #expect(database.mapping?.text == "m.yaml")
    #expect(database.parameters == ["org": "1"])
    #expect(scenario.expectationCount == 2)
  }

  @Test func `a built-in policy can be altered`() throws {
    let text = Sample.issueExample.replacing(
      "policy: configmgr",
      with: "policy: { extends: configmgr, full-run: { foreign-members: keep } }")
    let choice = try Sample.read(text).policy
    #expect(choice.name.text == "configmgr")
    guard case .altered(_, let decisions) = choice else {
      Issue.record("not altered")
      return
    }
    #expect(decisions.entries.map(\.key) == ["extends", "full-run"])
  }

  @Test func `names are told apart by their bytes`() throws {
    let text = Sample.given(
      "given: { directory: { users: [\"Gru\\u0308n\", \"Gr\\u00FCn\"] }, local: {} }\n")
    guard case .objects(let objects) = try Sample.read(text).given.directory else {
      Issue.record("no objects")
      return
    }
    #expect(objects[0].key != objects[1].key)
    #expect(Set(objects.map(\.key)).count == 2)
  }

  @Test func `a renamed object is known by its new name only`() throws {
    let text =
      Sample.head + Sample.given + """
        when:
          - directory: { rename: Group1, to: Group3 }
          - directory: { create: { group: Group1 } }
          - expect: { directory: { Group3: [DeviceA, Ada], Group1: [] } }

        """
    #expect(try Sample.read(text).expectationCount == 2)
  }
}
