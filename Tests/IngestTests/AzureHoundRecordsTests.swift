import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

struct AzureHoundRecordsTests {
  private static let shown: Set<Facts> = [
    .objects, .attributes, .lists, .states, .tallies, .tenant,
  ]

  /// What a file of these records says, without the usual first words of identifiers.
  private func facts(_ text: String, _ shown: Set<Facts> = shown) throws -> [String] {
    let directory = try Hound.read(text)
    return directory.facts(shown).map {
      $0.replacing("00000000-0000-0000-0000-0000000000", with: "")
        .replacing(directory.sources[0].input, with: "x")
    }
  }

  @Test func `null members are a complete and empty list`() throws {
    let list = Hound.record("AZGroupMember", #"{"members":null,"groupId":"\#(Hound.id("b1"))"}"#)
    #expect(try facts(Hound.file([list])) == ["mentioned group b1", "group b1 members complete"])
  }

  @Test func `the kind may stand behind the data`() throws {
    let data = #"{"groupId":"\#(Hound.id("b1"))","members":[\#(Hound.member("a1", of: "b1"))]}"#
    #expect(
      try facts(Hound.file([#"{"data":\#(data),"kind":"AZGroupMember"}"#])) == [
        "mentioned user a1", "mentioned group b1", "group b1 members complete",
        "group b1 members: user a1",
      ])
  }

  @Test func `members of another kind's list behind its data are forgotten`() throws {
    let data = #"{"members":[\#(Hound.member("a1", of: "b1"))],"groupId":"\#(Hound.id("b1"))"}"#
    #expect(
      try facts(Hound.file([#"{"data":\#(data),"kind":"AZRole"}"#, Hound.members([], of: "b1")]))
        == [
          "mentioned group b1", "group b1 members complete",
          "left out: 1 records: the kind 'AZRole' is not about groups (x@15)",
        ])
  }

  @Test func `an account without the flag is disabled if others have it`() throws {
    let text = Hound.file([Hound.user("a1"), Hound.user("a2", "")])
    #expect(
      try facts(text) == [
        "user a1", "user a1 enabled yes", "user a1 onPremises no", "user a2",
        "user a2 enabled no", "user a2 onPremises no", "all users complete",
      ])
  }

  @Test func `nobody asked for a flag that no account has`() throws {
    let text = Hound.file([Hound.user("a1", ""), Hound.user("a2", "")])
    #expect(
      try facts(text) == [
        "user a1", "user a1 onPremises no", "user a2", "user a2 onPremises no",
        "all users complete",
      ])
    #expect(try !Hound.read(text).capabilities.contains(.accountEnabled))
  }

  /// A record that cannot be kept, and why.
  static let leftOut: [(record: String, reason: String)] = [
    (#"{"data":{}}"#, "the record has no kind"),
    (#"{"kind":"AZUser"}"#, "the record has no data"),
    (#"{"kind":"AZUser","data":null}"#, "the record has no data"),
    (Hound.record("AZUser", "{}"), "the record has no id"),
    (Hound.record("AZUser", #"{"id":null}"#), "the record has no id"),
    (Hound.record("AZUser", #"{"id":""}"#), "the record has no id"),
    (Hound.record("AZUser", #"{"id":"a1"}"#), "the id is no GUID"),
    (
      Hound.record("AZUser", #"{"id":"00000000-0000-0000-0000-00000000000g"}"#),
      "the id is no GUID"
    ),
    (Hound.record("AZTenant", #"{"id":"/tenants/"}"#), "the tenant has no usable id"),
    (
      Hound.record("AZGroupMember", #"{"groupId":"\#(Hound.id("b1"))"}"#),
      "the record has no list of its kind"
    ),
    (
      Hound.record("AZGroupMember", #"{"owners":[],"groupId":"\#(Hound.id("b1"))"}"#),
      "the record has no list of its kind"
    ),
    (Hound.record("AZGroupMember", #"{"members":[]}"#), "the list names no group"),
    (
      Hound.record(
        "AZGroupMember",
        #"{"members":[\#(Hound.member("a1", of: "b2"))],"groupId":"\#(Hound.id("b1"))"}"#),
      "the list and its entries name two groups"
    ),
    (Hound.record("AZRole", #"{"members":3,"id":[]}"#), "the kind 'AZRole' is not about groups"),
    (Hound.record("AZDeviceOwner", "{}"), "the kind 'AZDeviceOwner' is not about groups"),
  ]

  @Test(arguments: leftOut)
  func `what cannot be kept is counted by reason`(_ row: (record: String, reason: String)) throws {
    let text = Hound.file([Hound.user("a9"), row.record, row.record])
    let found = try facts(text).filter { $0.hasPrefix("left out") }
    let place = Array(text.utf8).count - Hound.file([row.record, row.record]).utf8.count + 15
    #expect(found == ["left out: 2 records: \(row.reason) (x@\(place))"])
  }

  @Test func `a user that cannot be kept leaves the list of users partial`() throws {
    let directory = try Hound.read(
      Hound.file([Hound.user("a1"), Hound.record("AZUser", "{}")]))
    #expect(
      directory.state(of: .user) == .partial("records without a usable id were left out"))
  }

  /// An entry of a list that cannot be kept, and why.
  static let entries: [(entry: String, reason: String)] = [
    ("null", "the entry is no object"), ("[]", "the entry is no object"),
    ("{}", "the entry has no object"), (#"{"member":null}"#, "the entry has no object"),
    (#"{"member":[{}]}"#, "the entry has no object"),
    (#"{"member":{}}"#, "the entry has no usable id"),
    (#"{"member":{"id":{"a":1}}}"#, "the entry has no usable id"),
    (#"{"member":{"id":"a1"}}"#, "the entry has no usable id"),
  ]

  @Test(arguments: entries)
  func `an entry without an identifier leaves the list partial`(
    _ row: (entry: String, reason: String)
  ) throws {
    let list = Hound.record(
      "AZGroupMember", #"{"members":[\#(row.entry)],"groupId":"\#(Hound.id("b1"))"}"#)
    let directory = try Hound.read(Hound.file([list]))
    #expect(
      directory.tallies.map { "\($0.count) \($0.subject): \($0.reason)" }
        == ["1 member entries: \(row.reason)"])
    let group = try #require(directory.find(GUID(high: 0, low: 0xB1)))
    #expect(
      directory.members.state(of: group)
        == .partial("entries without a usable id were left out"))
  }

  /// How a stream ends, and what is then known of its users.
  static let ends: [(text: String, state: Completeness)] = [
    (Hound.file([Hound.user("a1")]), .complete),
    (Hound.file([Hound.user("a1")], count: 2), .partial("'meta' states 2 records, 1 were read")),
    (Hound.file([Hound.user("a1")], count: 0), .partial("'meta' states 0 records, 1 were read")),
    (#"{"data":[\#(Hound.user("a1"))]}"#, .partial("'meta', the end mark, is missing")),
    ("[\(Hound.user("a1"))]", .partial("'meta', the end mark, is missing")),
    (
      #"{"data":[\#(Hound.user("a1"))],"meta":{"type":"azure"}}"#,
      .partial("'meta', the end mark, is missing")
    ),
    (
      #"{"meta":{"type":"azure","version":0,"count":0},"data":[\#(Hound.user("a1"))]}"#,
      .partial("a batch has no end mark")
    ),
    (#"{"data":[\#(Hound.user("a1")),"#, .partial("the input was cut off")),
    (#"{"data":[\#(Hound.user("a1"))]"#, .partial("the input was cut off")),
    (Hound.user("a1"), .partial("records of standard output have no end mark")),
    (
      Hound.file([Hound.user("a1")]) + Hound.file([Hound.user("a2")]), .complete
    ),
    (
      Hound.file([Hound.user("a1")]) + Hound.file([Hound.user("a2")], count: 3),
      .partial("'meta' states 3 records, 1 were read")
    ),
  ]

  @Test(arguments: ends)
  func `the end of a stream says if all users were seen`(
    _ row: (text: String, state: Completeness)
  ) throws {
    let directory = try Hound.read(row.text)
    #expect(directory.state(of: .user) == row.state)
    #expect(directory.sources[0].completeness == row.state)
    #expect(directory.state(of: .device) == .notCollected)
  }

  @Test func `a cut list is kept as far as it goes if its group is known`() throws {
    let text = Hound.file([Hound.members(["a1", "a2"], of: "b1")])
    let end = try #require(text.firstRange(of: "a2\"}"))
    #expect(
      try facts(String(text[..<end.lowerBound])) == [
        "mentioned user a1", "mentioned group b1",
        "group b1 members partial(the input ends inside the list)", "group b1 members: user a1",
        "left out: 1 records: the input ends inside the record; what it lists so far is kept (x@15)",
      ])
  }

  @Test func `a cut list of an unknown group is left out`() throws {
    let text = Hound.file([Hound.members(["a1"], of: "b1")])
    let end = try #require(text.firstRange(of: ",\"groupId"))
    #expect(
      try facts(String(text[..<end.lowerBound])).filter { !$0.hasPrefix("mentioned") } == [
        "left out: 1 records: the input ends inside the record before its group is named (x@15)"
      ])
  }

  @Test func `a group without a list shows that the collector was interrupted`() throws {
    let directory = try Hound.read(
      Hound.file([
        Hound.user("a1"), Hound.group("b1"), Hound.group("b2"), Hound.members(["a1"], of: "b1"),
      ]))
    let reason = Completeness.partial("1 groups have a record and no list of members")
    #expect(directory.state(of: .group) == reason)
    #expect(directory.state(of: .user) == reason)
    let group = try #require(directory.find(GUID(high: 0, low: 0xB1)))
    #expect(directory.members.state(of: group) == .complete)
  }

  @Test func `case is lost only if no name beside an id in upper case has a small letter`() throws {
    func capability(_ names: [(id: String, name: String)]) throws -> Bool {
      let users = names.map {
        Hound.record("AZUser", #"{"id":"\#($0.id)","displayName":"\#($0.name)"}"#)
      }
      return try Hound.read(Hound.file(users)).capabilities.contains(.nameCase)
    }
    let (upper, lower) = (Hound.id("A1").uppercased(), Hound.id("a2"))
    #expect(try !capability([(upper, "ADA")]))
    #expect(try !capability([(upper, "ADA"), (lower, "Bob")]))
    #expect(try !capability([(upper, "STRAßE")]))
    #expect(try capability([(upper, "Ada")]))
    #expect(try capability([(upper, "ADA"), (Hound.id("A3").uppercased(), "BOb")]))
    #expect(try capability([(upper, "ИВАН"), (Hound.id("A3").uppercased(), "Иван")]))
    #expect(try capability([(lower, "ADA")]))
    #expect(try capability([(Hound.id("11"), "ADA")]))
  }
}
