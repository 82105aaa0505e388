import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// What the built-in policies do in virtual time; the documents are named in the policies.
struct FiveSystemsTests {
  private static let day: Int64 = 86_400

  private func people(_ town: inout Town, _ names: [String], local: [String]) {
    for name in names { town.make(.tenant, .user, name) }
    for name in local { town.make(.local, .user, name) }
  }

  @Test func `rezolve takes over equal names only and reports who was not imported`() throws {
    var town = try Town("rezolve")
    people(&town, ["Ann", "Ben", "Cho"], local: ["Ann", "Ben"])
    town.group(.tenant, "Sales", .user, ["Ann", "Cho"])
    town.group(.tenant, "sales team", .user, ["Ben"])
    town.group(.local, "Sales", .user, ["Ben"])
    town.group(.local, "Sales Team", .user, [])
    town.engine.prepare(&town.world, &town.timeline)
    town.step(.run(.full, localGroup: nil))
    #expect(town.members(.local, "Sales") == ["Ann"])
    #expect(town.members(.local, "Sales Team") == [])
    #expect(town.members(.tenant, "Sales") == ["Ann", "Cho"])
    #expect(town.world.runs.last?.confirmation == "Success: 1 added, 1 removed, 1 held back")
    let tenant = town.world.tenant.digest
    town.edge(.tenant, "Sales", .user, "Ben", true)
    town.make(.local, .user, "Cho")
    town.wait(Self.day)
    #expect(town.members(.local, "Sales") == ["Ann", "Ben", "Cho"])
    #expect(town.world.tenant.digest != tenant, "somebody changed the tenant, not the sync")
    #expect(town.world.runs.last?.confirmation == "Success: 2 added, 0 removed")
  }

  @Test func `rezolve does not run while something is missing`() throws {
    var town = try Town("rezolve")
    people(&town, ["Ann"], local: ["Ann"])
    town.group(.tenant, "Sales", .user, ["Ann"])
    town.group(.local, "Sales", .user, [])
    town.step(.prerequisite("client secret", isMet: false))
    town.step(.run(.full, localGroup: nil))
    #expect(town.members(.local, "Sales") == [])
    #expect(town.timeline.entries.last?.kind == .refused)
    #expect(
      town.timeline.entries.last.map(town.timeline.text)
        == "the sync cannot run: client secret is missing")
    town.step(.prerequisite("client secret", isMet: true))
    town.step(.run(.full, localGroup: nil))
    #expect(town.members(.local, "Sales") == ["Ann"])
  }

  @Test func `each link of rezolve has its own truth`() throws {
    var town = try Town("rezolve-bidirectional")
    people(&town, ["Ann", "Ben"], local: ["Ann", "Ben"])
    for name in ["In", "Out"] {
      town.group(.tenant, name, .user, ["Ann"])
      town.group(.local, name, .user, ["Ben"])
    }
    for (name, direction) in [("In", Link.Direction.importing), ("Out", .pushing)] {
      town.step(
        .state(
          tenantGroup: town[.tenant, .group, name], localGroup: town[.local, .group, name],
          direction))
    }
    town.step(.run(.full, localGroup: nil))
    #expect(town.members(.local, "In") == ["Ann"])
    #expect(town.members(.tenant, "Out") == ["Ben"])
    #expect(town.members(.tenant, "In") == ["Ann"])
    #expect(town.members(.local, "Out") == ["Ben"])
  }

  @Test func `a push to a dynamic group is refused before it is tried`() throws {
    var town = try Town("rezolve-bidirectional")
    people(&town, ["Ann"], local: ["Ann"])
    town.group(
      .tenant, "All", .user, [],
      flags: [.typesKnown, .dynamic, .securityKnown, .mailKnown, .securityEnabled])
    town.group(.local, "All", .user, ["Ann"])
    town.step(
      .state(
        tenantGroup: town[.tenant, .group, "All"], localGroup: town[.local, .group, "All"],
        .pushing))
    #expect(town.world.links.isEmpty)
    #expect(
      town.timeline.entries.last.map(town.timeline.text)
        == "'All' cannot be linked to 'All': its members cannot be written")
  }

  @Test func `only groups of a selection are made where there is one`() throws {
    for (pattern, made) in [(nil, ["Board", "Sales"]), ("Sal*", ["Sales"])] {
      var town = try Town("itglue")
      people(&town, ["Ann"], local: ["Ann"])
      for name in ["Board", "Sales"] { town.group(.tenant, name, .user, ["Ann"]) }
      let engine = Engine(
        policy: town.engine.policy, product: town.engine.product,
        selection: pattern.map(GroupSelection.init(pattern:)))
      engine.step(&town.world, .run(.full, localGroup: nil), &town.timeline)
      let local = town.world.local
      #expect(local.live(.group).map { local.string(.displayName, of: $0) } == made)
    }
  }

  @Test func `it glue documents groups hourly and shows them a quarter of an hour later`() throws {
    var town = try Town("itglue")
    people(&town, ["Ann", "Ben"], local: ["Ann"])
    town.group(.tenant, "Sales", .user, ["Ann", "Ben"])
    town.engine.prepare(&town.world, &town.timeline)
    town.wait(3_600)
    let group = try #require(town.world.links.first?.localGroup)
    #expect(town.world.local.list(of: group).count == 1)
    #expect(!town.world.visibleLocal.isLive(group))
    town.wait(899)
    #expect(!town.world.visibleLocal.isLive(group))
    town.wait(1)
    #expect(town.world.visibleLocal.isLive(group))
    #expect(town.world.links.first?.state == .enabled)
    town.step(.hand(.tenant, .delete(town[.tenant, .group, "Sales"])))
    town.wait(3_600)
    #expect(town.world.links.first?.state == .orphaned(.originalDeleted))
    town.step(.link(.delete, localGroup: group))
    #expect(town.world.links.first?.state == .deleted)
    #expect(!town.world.local.isLive(group))
  }

  @Test func `it glue never takes up again what was deleted by hand`() throws {
    var town = try Town("itglue")
    people(&town, ["Ann"], local: ["Ann"])
    town.group(.tenant, "Sales", .user, ["Ann"])
    town.engine.prepare(&town.world, &town.timeline)
    town.wait(3_600)
    let group = try #require(town.world.links.first?.localGroup)
    town.step(.link(.delete, localGroup: group))
    #expect(
      town.timeline.entries.last.map(town.timeline.text)
        == "'Sales' cannot be deleted: only an orphaned or disabled group can be deleted")
    town.step(.link(.disable, localGroup: group))
    town.step(.link(.delete, localGroup: group))
    town.wait(7_200)
    #expect(town.world.local.live(.group).isEmpty)
  }

  @Test func `it glue follows a group again that comes back from the recycle bin`() throws {
    var town = try Town("itglue")
    people(&town, ["Ann", "Ben"], local: ["Ann", "Ben"])
    town.group(.tenant, "Sales", .user, ["Ann"])
    town.engine.prepare(&town.world, &town.timeline)
    town.wait(3_600)
    let original = town[.tenant, .group, "Sales"]
    town.step(.hand(.tenant, .delete(original)))
    town.edge(.tenant, "Sales", .user, "Ben", true)
    town.wait(3_600)
    #expect(town.world.links.map(\.state) == [.orphaned(.originalDeleted)])
    let copy = try #require(town.world.links.first?.localGroup)
    #expect(town.world.local.list(of: copy).count == 1)
    town.step(.hand(.tenant, .restore(original)))
    #expect(town.world.links.map(\.state) == [.orphaned(.originalDeleted)], "until the next run")
    town.wait(3_600)
    #expect(town.world.links.map(\.state) == [.enabled])
    #expect(town.world.local.list(of: copy).count == 2)
    #expect(
      town.timeline.entries.filter { $0.kind == .linked }.last.map(town.timeline.text)
        == "'Sales' and 'Sales': the original is there again")
    town.step(.link(.archive, localGroup: copy))
    town.wait(3_600)
    #expect(town.world.links.map(\.state) == [.orphaned(.archived)], "somebody archived it")
  }

  @Test func `what it glue has synchronised cannot be edited`() throws {
    var town = try Town("itglue")
    people(&town, ["Ann"], local: ["Ann"])
    town.group(.tenant, "Sales", .user, ["Ann"])
    town.engine.prepare(&town.world, &town.timeline)
    town.wait(3_600)
    let group = try #require(town.world.links.first?.localGroup)
    town.step(.hand(.local, .text(group, .displayName, "Sold")))
    #expect(town.world.local.string(.displayName, of: group) == "Sales")
    #expect(
      town.timeline.entries.last.map(town.timeline.text)
        == "'Sales' is synchronised: its synced fields cannot be edited")
  }

  @Test func `kaizala follows people and fails when its delta link is too old`() throws {
    var town = try Town("kaizala")
    people(&town, ["Ann", "Ben"], local: [])
    town.group(.local, "Everybody", .user, [])
    town.engine.prepare(&town.world, &town.timeline)
    town.step(.run(.full, localGroup: nil))
    let names = { (town: Town) in
      town.world.local.live(.user).map { town.world.local.string(.displayName, of: $0) }.sorted()
    }
    #expect(names(town) == ["Ann", "Ben"])
    town.make(.tenant, .user, "Cho")
    town.step(.hand(.tenant, .delete(town[.tenant, .user, "Ben"])))
    town.step(.hand(.tenant, .text(town[.tenant, .user, "Ann"], .attribute(.jobTitle), "Clerk")))
    town.wait(Self.day)
    #expect(names(town) == ["Ann", "Cho"])
    let ann = try #require(
      town.world.local.live(.user).first {
        town.world.local.string(.displayName, of: $0) == "Ann"
      })
    #expect(town.world.local.string(.attribute(.jobTitle), of: ann) == "Clerk")
    #expect(town.world.runs.map(\.kind) == [.full, .incremental])
    town.world.session.nextRun = nil
    town.step(.advance(to: town.world.now + 31 * Self.day))
    town.step(.run(.incremental, localGroup: nil))
    #expect(town.world.runs.last?.status == .failed)
    #expect(
      town.world.runs.last?.lines.first == "DeltaLink older than 30 days is not supported.")
    town.step(.hand(.tenant, .delete(town[.tenant, .user, "Ann"])))
    town.step(.reset)
    town.step(.run(.incremental, localGroup: nil))
    #expect(names(town) == ["Cho"])
  }

  @Test func `a rule on attributes fills a group of kaizala`() throws {
    var town = try Town("kaizala")
    for (name, title, department) in [
      ("Ann", "Senior Manager", "Finance"), ("Ben", "senior manager", "Sales"),
      ("Cho", "Clerk", "Finance"), ("Dan", "SENIOR MANAGER", "finance"),
    ] {
      town.make(
        .tenant, .user, name,
        texts: [(.attribute(.jobTitle), title), (.attribute(.department), department)])
    }
    town.make(
      .local, .group, "Finance managers",
      texts: [
        (
          .attribute(.membershipRule),
          #"user.jobTitle -eq "Senior Manager" -and user.department -eq "Finance""#
        )
      ])
    town.step(.run(.full, localGroup: nil))
    #expect(town.members(.local, "Finance managers") == ["Ann", "Dan"])
    town.step(
      .hand(.tenant, .text(town[.tenant, .user, "Cho"], .attribute(.jobTitle), "Senior Manager")))
    town.step(
      .hand(.tenant, .text(town[.tenant, .user, "Ann"], .attribute(.department), "Sales")))
    town.step(.run(.incremental, localGroup: nil))
    #expect(town.members(.local, "Finance managers") == ["Cho", "Dan"])
  }

  @Test func `a rule that cannot be read changes nobody and is told`() throws {
    var town = try Town("kaizala")
    people(&town, ["Ann"], local: [])
    town.make(
      .local, .group, "All", texts: [(.attribute(.membershipRule), "user.jobTitel -eq \"x\"")])
    town.step(.run(.full, localGroup: nil))
    #expect(town.members(.local, "All") == [])
    #expect(
      town.world.runs.last?.lines == [
        "the rule of 'All' cannot be read: rule:1:1: found 'user.jobTitel', expected a property "
          + "of a user; did you mean 'user.jobTitle'?", "Success: 1 added, 0 removed",
      ])
  }
}
