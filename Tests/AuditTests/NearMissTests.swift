import SyncSemantics
import Testing

@testable import Audit

/// Hints at groups that are spelled almost alike.
struct NearMissTests {
  /// What is hinted for one local group among tenant groups that are meant to be there.
  private func hints(_ local: String, _ tenant: [String]) throws -> [String] {
    var world = try World()
    world.groups = tenant.enumerated().map { World.Group(id: 500 + $0, name: $1) }
    world.localGroups = [World.LocalGroup(key: 1, name: local)]
    world.expected = world.groups.map(\.id)
    let result = world.audited(rules: [.nameNearMiss])
    return result.findings.map { finding in
      "\(finding.tenantGroup): \(result.text(finding).found), \(result.text(finding).expected)"
    }
  }

  /// A name of so many letters, of which the last ones are others.
  private func name(_ length: Int, wrong: Int = 0) -> String {
    String(repeating: "k", count: length - wrong) + String(repeating: "z", count: wrong)
  }

  /// How long a name is, and how many of its letters may be wrong.
  static let rooms: [(length: Int, room: Int)] = [
    (1, 0), (3, 0), (4, 1), (7, 1), (8, 1), (14, 1), (15, 1), (16, 2), (17, 2), (23, 2), (24, 3),
    (31, 3), (32, 4),
  ]

  @Test(arguments: rooms)
  func `one of every eight letters may be wrong, in names of four letters and more`(
    _ row: (length: Int, room: Int)
  ) throws {
    let local = name(row.length)
    for wrong in 1...min(row.room + 2, row.length) {
      let tenant = name(row.length, wrong: wrong)
      let hint = "0: the name '\(local)', perhaps the name '\(tenant)'"
      #expect(try hints(local, [tenant]) == (wrong <= row.room ? [hint] : []), "\(wrong) wrong")
    }
    // Letters too many and too few are wrong ones as well.
    let (longer, shorter) = (
      name(row.room, wrong: row.room) + local, String(local.dropLast(row.room))
    )
    for tenant in [longer, shorter] where row.room > 0 {
      #expect(try hints(local, [tenant]).count == 1, "'\(tenant)'")
      let further = tenant.count > local.count ? "z" + tenant : String(tenant.dropLast())
      #expect(try hints(local, [further]) == [], "'\(further)'")
    }
  }

  @Test func `the nearest name is hinted at, of equally near ones that of the lower identifier`()
    throws
  {
    let local = name(16)
    let (near, far, other) = (name(16, wrong: 1), name(16, wrong: 2), "z" + name(15))
    func chosen(_ tenant: [String]) throws -> String {
      try hints(local, tenant).joined(separator: "; ")
    }
    func hint(_ place: Int, _ tenant: String) -> String {
      "\(place): the name '\(local)', perhaps the name '\(tenant)'"
    }
    #expect(try chosen([far, near]) == hint(1, near))
    #expect(try chosen([near, far]) == hint(0, near))
    #expect(try chosen([near, other]) == hint(0, near))
    #expect(try chosen([other, near, far]) == hint(0, other))
    #expect(try chosen([far, name(16, wrong: 3)]) == hint(0, far))
    #expect(try chosen([name(16, wrong: 3), "Accounts"]) == "")
  }
}
