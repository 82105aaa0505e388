import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

/// Entries that repeat the one before are taken in one step: nothing else may come of it.
struct AzureHoundShapesTests {
  /// One entry with the keys in this order.
  private static func entry(_ member: String, group: String = "b1") -> String {
    #"{"member":{\#(member)},"groupId":"\#(Hound.id(group))"}"#
  }

  private static func typed(_ type: String, _ short: String, _ more: String = "") -> String {
    ##""@odata.type":"#microsoft.graph.\##(type)"\##(more),"id":"\##(Hound.id(short))""##
  }

  /// Entries of one list, each after two that have the common shape.
  static let odd: [String] = [
    entry(typed("user", "a3")),
    entry(typed("device", "a3")), entry(typed("servicePrincipal", "a3")),
    entry(typed("orgContact", "a3")), entry(typed("unheardOf", "a3")), entry(typed("", "a3")),
    entry(typed("group", "b3", #","displayName":"Nested""#)), entry(typed("group", "b3")),
    entry(typed("user", "a3", #","displayName":"Ada""#)),
    entry(typed("user", "xx")), entry(typed("user", "A3")), entry(typed("user", "a3"), group: "b2"),
    entry(typed("user", "a3"), group: "zz"), entry(#""id":"\#(Hound.id("a3"))""#), entry(""),
    entry(##""id":"\##(Hound.id("a3"))","@odata.type":"#microsoft.graph.user""##),
    entry(##""@odata.type":"#microsoft.graph.user","id":"""##),
    entry(##""@odata.type":"#microsoft.graph.user","id":null"##),
    entry(##""@odata.type":"#microsoft.graph.user","id":"\u0030""##),
    #"{"groupId":"\#(Hound.id("b1"))","member":{\#(typed("user", "a3"))}}"#,
    #"{"owner":{\#(typed("user", "a3"))},"groupId":"\#(Hound.id("b1"))"}"#,
    #"{"member":{\#(typed("user", "a3"))}}"#, #"{"member":null,"groupId":"\#(Hound.id("b1"))"}"#,
    #"{"member":[],"groupId":"\#(Hound.id("b1"))"}"#, "{}", "null", "7", "[]",
    #"{"member":{\#(typed("user", "a3"))}, "groupId":"\#(Hound.id("b1"))"}"#,
    #"{"member":{\#(typed("user", "a3"))},"groupId":"\#(Hound.id("b1"))","more":["x"]}"#,
    #"{"member":{\#(typed("user", "a3"))},"member":{\#(typed("user", "a3"))}}"#,
    entry(typed("user", "a3") + "," + typed("user", "a3")), "{", "}", "",
  ]

  private func facts(
    _ text: String, window: Int, wanted: AttributeSet = .audit
  ) -> [String] {
    do {
      let directory = try Hound.readStream(Array(text.utf8)[...], window: window, wanted: wanted)
      return directory.facts(Set(Facts.allCases))
    } catch {
      return ["\(error)"]
    }
  }

  @Test(arguments: odd)
  func `an entry among others reads as in a window too small for its shape`(_ entry: String) {
    let common = ["a1", "a2"].map { Self.entry(Self.typed("user", $0)) }
    for order in [common + [entry] + common, [entry] + common, [entry, entry] + common + [entry]] {
      for key in ["members", "owners"] {
        let kind = key == "members" ? "AZGroupMember" : "AZGroupOwner"
        let data = #"{"\#(key)":[\#(order.joined(separator: ","))],"groupId":"\#(Hound.id("b1"))"}"#
        let text = Hound.file([Hound.user("a1"), Hound.record(kind, data), Hound.user("a2")])
        #expect(facts(text, window: 64 << 10) == facts(text, window: 32))
      }
    }
  }

  private static func nested(_ short: String, _ name: String) -> String {
    entry(typed("group", short, #","displayName":"\#(name)""#))
  }

  /// Entries among nested groups of one shape: their names, and who bears them.
  static let groups: [[String]] = [
    [nested("b3", "Three"), nested("b4", "Four")],
    [nested("b3", "Three"), nested("b3", "Three"), nested("b3", "Other")],
    [nested("b3", "Three"), nested("b3", "Other"), nested("b3", "Three"), nested("b3", "Three")],
    [nested("b3", ""), nested("b3", "Three"), nested("b3", "")],
    [nested("xx", "None"), nested("b3", "Three")],
    [nested("b3", "Z\u{FC}rich"), nested("b4", "\\u005A"), nested("b3", "Z\u{FC}rich")],
    [entry(typed("group", "b3")), nested("b3", "Three"), entry(typed("group", "b3"))],
    [entry(typed("user", "a3")), nested("a3", "Both"), nested("b1", "Itself")],
  ]

  @Test(arguments: groups)
  func `a nested group among others reads as in a window too small for its shape`(
    _ entries: [String]
  ) {
    let common = [Self.nested("b5", "Five"), Self.nested("b6", "Six"), Self.nested("b5", "Five")]
    for key in ["members", "owners"] {
      let kind = key == "members" ? "AZGroupMember" : "AZGroupOwner"
      let list = (common + entries + common).joined(separator: ",")
      let data = #"{"\#(key)":[\#(list)],"groupId":"\#(Hound.id("b1"))"}"#
      let text = Hound.file([
        Hound.group("b3", #","displayName":"THREE""#), Hound.record(kind, data), Hound.user("a2"),
      ])
      let read = facts(text, window: 64 << 10)
      #expect(read == facts(text, window: 32))
      #expect(read.contains { $0.contains("Five") } && read.contains { $0.contains("Six") })
    }
  }

  @Test func `two shapes in turn are both read`() throws {
    let users = (0..<200).map { number in
      let short = String(0x10 + number % 0x80, radix: 16)
      let more = number % 3 == 0 ? #","displayName":"User \#(number)""# : ""
      return Self.entry(Self.typed("user", short, more), group: "f1")
    }
    let data = #"{"members":[\#(users.joined(separator: ","))],"groupId":"\#(Hound.id("f1"))"}"#
    let text = Hound.file([Hound.record("AZGroupMember", data)])
    #expect(facts(text, window: 64 << 10) == facts(text, window: 32))
    let directory = try Hound.read(text)
    let identifier = try #require(GUID(Hound.id("f1")))
    let group = try #require(directory.find(identifier))
    #expect(directory.members.list(of: group).count == 0x80)
    #expect(directory.members.repeated.count == 200 - 0x80)
  }

  /// Properties of a record, each between records that have the common ones.
  static let properties: [String] = [
    "", #","displayName":"Ada""#, #","displayName":"""#, #","displayName":"ADA \u0026 CO""#,
    #","displayName":null"#, #","displayName":7"#, #","displayName":{}"#, #","displayName":["x"]"#,
    #","accountEnabled":true"#, #","accountEnabled":false"#, #","accountEnabled":null"#,
    #","accountEnabled":"true""#, #","accountEnabled":1"#, #","accountEnabled":[]"#,
    #","onPremisesSyncEnabled":true,"securityEnabled":false,"mailEnabled":true"#,
    #","isAssignableToRole":true"#, #","collected":true"#, #","collected":false"#,
    #","userType":"Guest""#, #","userType":"Member""#, #","userType":"Other""#, #","userType":"""#,
    #","mail":"a@b.example","userPrincipalName":"a@b.example""#, #","mail":"""#,
    #","groupTypes":["Unified"]"#, #","groupTypes":["DynamicMembership","Unified"]"#,
    #","groupTypes":[]"#, #","groupTypes":null"#, #","groupTypes":"Unified""#,
    #","groupTypes":[["Unified"]]"#, #","groupTypes":[7,"Unified"]"#, #","groupTypes":{}"#,
    #","membershipRuleProcessingState":"Paused","membershipRule":"(user.city -eq 1)""#,
    #","visibility":"HiddenMembership""#, #","visibility":"Private""#,
    #","deletedDateTime":"2020-01-01T00:00:00Z""#, #","deletedDateTime":"""#,
    #","proxyAddresses":["SMTP:a@b.example","smtp:c@d.example"]"#, #","proxyAddresses":["",null]"#,
    #","otherMails":"one@b.example""#, #","otherMails":[]"#, #","deviceId":"d-1""#,
    #","deviceId":{"x":"y"}"#, #","deviceId":5"#, #","members":null"#, #","members":[]"#,
    #","owners":[{}]"#, #","tenantName":"Contoso""#, #","tenantName":"CONTOSO""#,
    #","tenantName":7"#, #","tenantId":"\#(Hound.id("e1"))""#, #","tenantId":"\#(Hound.id("e2"))""#,
    #","tenantId":"/tenants/\#(Hound.id("e1"))""#, #","tenantId":"no""#, #","tenantId":"""#,
    #","tenantId":null"#, #","tenantCategory":"Home""#, #","groupId":"\#(Hound.id("b1"))""#,
    #","id":"\#(Hound.id("a9"))""#, #","mail":"1","mail":"2""#, #","other":"1","other":"2""#,
    #","employeeOrgData":{},"mailboxSettings":{"id":"x","language":{"mail":"y"}}"#,
    #","physicalIds":["[GID]:1","[GID]:2"],"deviceVersion":2"#, ",", #","mail""#, #","mail":"#,
    #","country":"Norway","state":"","model":null,"postalCode":["1","2"],"faxNumber":{"x":"y"}"#,
    #","businessPhones":["1","2"]"#, #","businessPhones":["","2"]"#, #","businessPhones":[]"#,
    #","businessPhones":"1""#, #","businessPhones":[7,"2"]"#, #","isRooted":true"#,
    #","isRooted":false"#, #","isRooted":"true""#, #","isRooted":["true"]"#, #","imAddresses":"x""#,
    #","onPremisesExtensionAttributes":{"extensionAttribute1":"a","extensionAttribute15":"b"}"#,
    #","onPremisesExtensionAttributes":{"extensionAttribute1":"","other":"b"}"#,
    #","extensionAttributes":{"extensionAttribute2":["a","b"],"extensionAttribute3":{"x":"y"}}"#,
    #","extensionAttributes":{"extensionAttribute2":null,"extensionAttribute3":7}"#,
    #","extensionAttributes":["extensionAttribute2"]"#, #","extensionAttributes":"x""#,
    #","extensionAttributes":{"extensionAttribute2":"a","extensionAttribute2":"b"}"#,
    #","assignedPlans":[{"servicePlanId":"p","service":"s"}]"#, #","assignedPlans":["p"]"#,
    #","assignedPlans":{"servicePlanId":"p"}"#, #","assignedPlans":"p""#, #","manager":{"id":"m"}"#,
    #","assignedPlans":[{"servicePlanId":"p"},"x",[1],{"service":["s"]}]"#, #","manager":"m""#,
    #","country":"Norway","country":"Norway""#, #","extensionAttribute2":"a""#,
  ]

  /// Whole records among common ones.
  static let records: [String] = [
    #"{"data":{"id":"\#(Hound.id("a8"))"},"kind":"AZUser"}"#, #"{"kind":"AZUser","data":{}}"#,
    #"{"kind":"AZUser","data":null}"#, #"{"kind":"AZUser"}"#, #"{"data":{"mail":"x"}}"#, "{}", "7",
    #"{"kind":"AZUser","data":{"id":"xx","mail":"m"}}"#, #"{"kind":"AZUser","data":{"id":""}}"#,
    #"{"kind":"AZApp","data":{"id":"xx","mail":5,"mail":6}}"#,
    #"{"data":{"id":"\#(Hound.id("a8"))","mail":5},"kind":"AZApp"}"#,
    #"{"kind":"AZUser","kind":"AZUser","data":{"id":"\#(Hound.id("a8"))"}}"#,
    #"{"kind":"AZTenant","data":{"tenantId":"\#(Hound.id("e1"))","collected":true}}"#,
    #"{"kind":"AZTenant","data":{"tenantId":"\#(Hound.id("e1"))","displayName":"Other"}}"#,
    #"{"kind":"AZUser","data":{"id":"\#(Hound.id("A8").uppercased())","displayName":"Ada"}}"#,
    #"{"kind":"AZUser","data":{"displayName":"Ada","id":"\#(Hound.id("A8").uppercased())"}}"#,
    #"{"kind":"AZUser","data":{"id":"\#(Hound.id("a8"))"},"meta":{"x":"y"},"more":["x","y"]}"#,
    #"{"kind":"AZUser","meta":[],"data":{"id":"\#(Hound.id("a8"))"}}"#, "{", "}", "",
    Hound.members(["a1"], of: "b1"), Hound.members([], of: "b1"), Hound.group("b1"),
    Hound.record("AZGroupMember", #"{"members":null,"groupId":"\#(Hound.id("b1"))"}"#),
  ]

  /// Reads a file in which the second and the third of three equal records may have a known shape.
  private func expectSame(_ records: [String]) {
    let common = ["a1", "a2"].map { Hound.user($0, #","accountEnabled":true,"mail":"m""#) }
    let texts = [
      Hound.file(common + records + common),
      "[" + (records + common + records).joined(separator: ",") + "]",
    ]
    for text in texts {
      #expect(facts(text, window: 64 << 10) == facts(text, window: 32))
      #expect(
        facts(text, window: 64 << 10, wanted: .all) == facts(text, window: 32, wanted: .all))
    }
  }

  @Test(arguments: properties, ["AZUser", "AZGroup", "AZDevice", "AZServicePrincipal", "AZApp"])
  func `a record reads as in a window too small for its shape`(_ property: String, _ kind: String) {
    expectSame(
      ["c1", "c2", "c3"].map { Hound.record(kind, #"{"id":"\#(Hound.id($0))"\#(property)}"#) })
    expectSame(
      ["c1", "c1"].map { Hound.record(kind, #"{"id":"\#(Hound.id($0))"\#(property)}"#) })
  }

  @Test(arguments: records)
  func `a record of another build reads as in a window too small for its shape`(_ record: String) {
    expectSame([record, record])
    expectSame([record, Hound.user("a3"), record])
  }

  @Test func `a file cut anywhere among known shapes reads as in a small window`() {
    let users = ["a1", "a2", "a3"].map {
      Hound.user($0, #","accountEnabled":true,"mail":"m\#($0)""#)
    }
    let text = Hound.file(users + [Hound.members(["a1", "a2", "a3"], of: "b1")])
    for count in stride(from: 120, to: text.utf8.count, by: 1) {
      let part = String(decoding: text.utf8.prefix(count), as: UTF8.self)
      #expect(facts(part, window: 64 << 10) == facts(part, window: 32), "cut after \(count)")
    }
  }

  @Test func `more layouts than are learnt are all read`() throws {
    let users = (0..<1500).map { number in
      let extras = (0..<12).filter { number >> $0 & 1 == 1 }.map { #","x\#($0)":"\#(number)""# }
      let id = Hound.id("a1").dropLast(4) + String(0x1000 + number, radix: 16)
      return Hound.record("AZUser", #"{"id":"\#(id)"\#(extras.joined())}"#)
    }
    let directory = try Hound.read(Hound.file(users))
    #expect(directory.users.count == 1500)
  }
}
