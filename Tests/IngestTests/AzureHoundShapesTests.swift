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

  private func facts(_ text: String, window: Int) -> [String] {
    do {
      let directory = try Hound.readStream(Array(text.utf8)[...], window: window)
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
}
