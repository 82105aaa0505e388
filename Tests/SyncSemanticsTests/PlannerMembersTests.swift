import DirectoryModel
import Testing

@testable import SyncSemantics

/// A sketch with what a full run makes of it.
struct PlannerRow: Sendable, CustomStringConvertible {
  let description: String
  let lines: [String]
  let sketch: @Sendable () -> PlannerSketch

  init(_ what: String, _ lines: String..., sketch: @escaping @Sendable () -> PlannerSketch) {
    (description, self.lines, self.sketch) = (what, lines, sketch)
  }
}

struct PlannerMembersTests {
  static let rows: [PlannerRow] = [
    PlannerRow("equal lists") { PlannerSketch([1, 2], [2, 1]) },
    PlannerRow("empty lists") { PlannerSketch([], []) },
    PlannerRow("one is missing", "addMember 2 A direct perform") { PlannerSketch([1, 2], [1]) },
    PlannerRow("one too many", "removeMember 2 A notListed perform") {
      PlannerSketch([1], [1, 2])
    },
    PlannerRow(
      "one of each", "addMember 2 A direct perform", "removeMember 3 A notListed perform"
    ) { PlannerSketch([1, 2], [1, 3]) },
    PlannerRow("no account", "addMember tenant 2 A direct noAccount") {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.withoutAccount = [2]
      return sketch
    },
    PlannerRow("no account in a cut list", "addMember tenant 2 A direct notProved") {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.withoutAccount = [2]
      sketch.localUsers = .partial("a page is broken")
      return sketch
    },
    PlannerRow("a cut list removes nobody", "removeMember 2 A notListed notProved") {
      var sketch = PlannerSketch([1], [1, 2])
      sketch.tenant[0].state = .bounded(1)
      return sketch
    },
    PlannerRow("a cut list still adds", "addMember 1 A direct perform") {
      var sketch = PlannerSketch([1], [])
      sketch.tenant[0].state = .partial("the file ends early")
      return sketch
    },
    PlannerRow("a cut copy adds nobody", "addMember 1 A direct notProved") {
      var sketch = PlannerSketch([1], [])
      sketch.local[0].state = .partial("a page is broken")
      return sketch
    },
    PlannerRow("a cut copy still removes", "removeMember 2 A notListed perform") {
      var sketch = PlannerSketch([], [2])
      sketch.local[0].state = .partial("a page is broken")
      return sketch
    },
    PlannerRow("foreign members are kept", "removeMember 2 A notListed keptByPolicy") {
      var sketch = PlannerSketch([1], [1, 2])
      sketch.policy.fullRun.foreignMembers = .keep
      return sketch
    },
    PlannerRow(
      "members made by hand are kept", "removeMember 2 A notListed keptByPolicy",
      "removeMember 3 A notListed perform"
    ) {
      var sketch = PlannerSketch([1], [1, 2, 3])
      sketch.policy.fullRun.handMadeMembers = .keep
      sketch.local[0].handMade = [2]
      return sketch
    },
    PlannerRow("an empty answer keeps", "removeMember 1 A notListed keptByPolicy") {
      var sketch = PlannerSketch([], [1])
      sketch.policy.fullRun.emptyAnswer = .keep
      return sketch
    },
    PlannerRow("an answer that is not empty does not keep", "removeMember 2 A notListed perform") {
      var sketch = PlannerSketch([1], [1, 2])
      sketch.policy.fullRun.emptyAnswer = .keep
      return sketch
    },
    PlannerRow("nobody stands behind an account", "removeMember 9 A noOriginal perform") {
      var sketch = PlannerSketch([1], [1, 9])
      sketch.lone[9] = .noCandidate
      return sketch
    },
    PlannerRow(
      "nobody is known to stand behind an account", "removeMember 9 A noOriginal notProved"
    ) {
      var sketch = PlannerSketch([1], [1, 9])
      sketch.lone[9] = .cannotSay("the list of users is cut")
      return sketch
    },
    PlannerRow("several may stand behind an account", "removeMember 9 A noOriginal notProved") {
      var sketch = PlannerSketch([1], [1, 9])
      sketch.lone[9] = .ambiguous([0, 1])
      return sketch
    },
    PlannerRow("a second account of a member", "removeMember 9 A secondAccount perform") {
      var sketch = PlannerSketch([1], [1, 9])
      sketch.lone[9] = .second(of: 0, original: 0)
      return sketch
    },
    PlannerRow("a row without an account", "removeMember 8 A danglingRow perform") {
      var sketch = PlannerSketch([1], [1, 8])
      sketch.dangling = [8]
      return sketch
    },
    PlannerRow(
      "a row without an account beside a cut list", "removeMember 8 A danglingRow perform"
    ) {
      var sketch = PlannerSketch([1], [1, 8])
      sketch.dangling = [8]
      sketch.tenant[0].state = .bounded(1)
      return sketch
    },
    PlannerRow("a guest is left out", "addMember 2 A guest keptByPolicy") {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.guests = [2]
      sketch.policy.members.guests = .exclude
      return sketch
    },
    PlannerRow("a blocked person is left out", "addMember 2 A blocked keptByPolicy") {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.blocked = [2]
      sketch.policy.members.disabledAccounts = .exclude
      return sketch
    },
    PlannerRow("a guest is taken in", "addMember 2 A direct perform") {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.guests = [2]
      return sketch
    },
    PlannerRow("devices do not count") {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.kinds[2] = .device
      return sketch
    },
    PlannerRow("devices count", "addMember 2 A direct perform") {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.kinds[2] = .device
      sketch.policy.members.kinds = [.user, .device]
      return sketch
    },
    PlannerRow("an owner counts as a member") {
      var sketch = PlannerSketch([1], [1, 2])
      sketch.tenant[0].owners = [2]
      sketch.policy.owners.countAsMembers = true
      return sketch
    },
    PlannerRow("an owner is no member", "removeMember 2 A notListed perform") {
      var sketch = PlannerSketch([1], [1, 2])
      sketch.tenant[0].owners = [2]
      return sketch
    },
    PlannerRow("somebody whose kind nobody told is no surplus member") {
      var sketch = PlannerSketch([1, 2], [1, 2])
      sketch.kinds[2] = .unknown
      sketch.unrecorded = [2]
      return sketch
    },
    PlannerRow(
      "somebody whose kind nobody told is missing once the account is known",
      "addMember 2 A direct perform"
    ) {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.kinds[2] = .unknown
      sketch.unrecorded = [2]
      return sketch
    },
    PlannerRow(
      "somebody without a record may be an account that nobody could name",
      "addMember tenant 2 A direct notProved"
    ) {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.unrecorded = [2]
      sketch.withoutAccount = [2]
      sketch.lone[9] = .cannotSay("the list of users is cut")
      return sketch
    },
    PlannerRow(
      "somebody without a record has none of the accounts if all belong to others",
      "addMember tenant 2 A direct noAccount"
    ) {
      var sketch = PlannerSketch([1, 2], [1])
      sketch.unrecorded = [2]
      sketch.withoutAccount = [2]
      return sketch
    },
  ]

  @Test(arguments: rows)
  func `a full run does what the row says`(_ row: PlannerRow) {
    #expect(row.sketch().lines() == row.lines)
  }

  @Test(arguments: rows)
  func `what is received is matched, missing, surplus or open`(_ row: PlannerRow) {
    let sketch = row.sketch()
    let plan = sketch.planned().plan
    let count = plan.counts[0]
    let extras = plan.operations.filter { $0.kind == .removeMember }
    let open = extras.filter { $0.decision == .notProved }
    let rows = extras.filter { $0.cause == .danglingRow }
    #expect(Int(count.matched) + extras.count == sketch.local[0].members.count)
    #expect(Int(count.extra) == extras.count - open.count - rows.count)
    #expect(count.expected >= count.matched + count.missing)
    #expect(plan.unlisted == 0)
  }

  @Test func `somebody whom an undecided account may belong to is not without an account`() {
    var sketch = PlannerSketch([1, 2, 3], [1])
    sketch.withoutAccount = [2, 3]
    let candidate = sketch.tenantDirectory().find(PlannerSketch.person(2)) ?? noObject
    sketch.lone[9] = .ambiguous([candidate])
    #expect(
      sketch.lines() == [
        "addMember tenant 2 A direct notProved", "addMember tenant 3 A direct noAccount",
      ])
  }

  @Test func `limits say which list was cut`() {
    var sketch = PlannerSketch(
      tenant: [.init(members: [1]), .init(members: [1])],
      local: [.init(members: [1]), .init(members: [1])])
    sketch.tenant[0].state = .bounded(20)
    sketch.local[1].state = .partial("page 3 is broken")
    #expect(
      sketch.planned().plan.limits == [
        0: "the tenant's list is bounded(20)",
        1: "the local list is partial(page 3 is broken)",
      ])
  }
}
