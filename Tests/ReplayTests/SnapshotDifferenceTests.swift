import DirectoryModel
import TestSupport
import Testing

@testable import Replay

/// What is a change, what is none, and what cannot be said.
struct SnapshotDifferenceTests {
  /// Two users in a group with an owner.
  static let base = SketchWorld(
    objects: [
      0: .init(name: "Sales"), 100: .init(name: "Ada", userName: "ada", department: "IT"),
      101: .init(name: "Bo", userName: "bo", department: "IT"),
    ], members: [0: [100, 101]], owners: [0: [100]])

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let lines: [String]
    let change: @Sendable (inout SketchWorld) -> Void

    init(
      _ name: String, _ lines: [String], _ change: @escaping @Sendable (inout SketchWorld) -> Void
    ) {
      (self.name, self.lines, self.change) = (name, lines, change)
    }

    var testDescription: String { name }
  }

  static let rows = [
    Row("nothing", []) { _ in },
    Row("a joiner", ["added 102", "memberAdded 102 of 0"]) {
      $0.objects[102] = .init(name: "Cy", userName: "cy")
      $0.members[0]?.insert(102)
    },
    Row("a leaver", ["memberRemoved 101 of 0", "removed 101"]) {
      $0.objects[101] = nil
      $0.members[0]?.remove(101)
    },
    Row("a mover", ["added 1", "memberRemoved 101 of 0", "memberAdded 101 of 1"]) {
      $0.objects[1] = .init(name: "IT")
      $0.members = [0: [100], 1: [101]]
    },
    Row("a soft-deleted user", ["memberRemoved 101 of 0", "deleted 101"]) {
      $0.objects[101]?.isDeleted = true
      $0.members[0]?.remove(101)
    },
    Row("a deleted user whose name was rewritten", ["memberRemoved 101 of 0", "deleted 101"]) {
      $0.objects[101] = .init(name: "Bo", userName: "0102bo", isDeleted: true)
      $0.members[0]?.remove(101)
    },
    Row("a user who came and went", ["added 102", "deleted 102"]) {
      $0.objects[102] = .init(name: "Cy", isDeleted: true)
    },
    Row("a renamed group", ["changed 0 displayName"]) { $0.objects[0]?.name = "sales" },
    Row("a name spelled with other scalars", ["changed 0 displayName"]) {
      $0.objects[0]?.name = "Sale\u{73}\u{301}"
    },
    Row("a new user name", ["changed 100 userPrincipalName"]) {
      $0.objects[100]?.userName = "ada.l"
    },
    Row("a department that was cleared", ["changed 100 department"]) {
      $0.objects[100]?.department = ""
    },
    Row("a disabled account", ["changed 101 accountEnabled"]) {
      $0.objects[101]?.isEnabled = false
    },
    Row("another owner", ["ownerRemoved 100 of 0", "ownerAdded 101 of 0"]) {
      $0.owners[0] = [101]
    },
    Row("an owner of a new group", ["added 1", "ownerAdded 101 of 1"]) {
      $0.objects[1] = .init(name: "IT")
      $0.owners[1] = [101]
    },
    Row("a group that is gone", ["removed 0"]) {
      $0.objects[0] = nil
      $0.members = [:]
      $0.owners = [:]
    },
  ]

  @Test(arguments: rows)
  func `a change is told once, and nothing else is`(_ row: Row) throws {
    var new = Self.base
    row.change(&new)
    let found = try difference(Self.base.snapshot(), new.snapshot())
    #expect(found.lines == row.lines)
    #expect(found.openLines == [])
  }

  @Test func `a user who came back is restored and a member again`() throws {
    var old = Self.base
    old.objects[101]?.isDeleted = true
    old.members = [0: [100]]
    let found = try difference(old.snapshot(), Self.base.snapshot())
    #expect(found.lines == ["restored 101", "memberAdded 101 of 0"])
  }

  @Test func `a deleted user who is in no recycle bin any more is gone`() throws {
    var old = Self.base
    old.objects[101]?.isDeleted = true
    old.members = [0: [100]]
    var new = old
    new.objects[101] = nil
    #expect(try difference(old.snapshot(), new.snapshot()).lines == ["removed 101"])
  }

  @Test func `a property that nobody shows was perhaps not collected`() throws {
    var new = Self.base
    new.objects[100]?.department = ""
    new.objects[101]?.department = ""
    let found = try difference(Self.base.snapshot(), new.snapshot())
    #expect(found.lines == [])
    #expect(
      found.openLines == ["2 department of users: the newer snapshot shows it for none of them"])
    let back = try difference(new.snapshot(), Self.base.snapshot())
    #expect(
      back.openLines == ["2 department of users: the older snapshot shows it for none of them"])
  }

  @Test func `in a database an empty column is one`() throws {
    var new = Self.base
    new.objects[100]?.department = ""
    new.objects[101]?.department = ""
    let found = try difference(Self.base.snapshot(side: .local), new.snapshot(side: .local))
    #expect(found.lines == ["changed 100 department", "changed 101 department"])
  }

  @Test func `snapshots of two tenants are refused by name`() throws {
    func tenant(_ id: UInt64) -> Directory {
      var builder = DirectoryBuilder(side: .tenant)
      builder.tenantID = GUID(high: 0, low: id)
      return builder.finish()
    }
    #expect(throws: DifferenceError.self) { try difference(tenant(1), tenant(2)) }
    #expect(
      "\(DifferenceError.differentTenants(older: tenant(1).tenantID, newer: tenant(2).tenantID))"
        == """
        found snapshots of two tenants, '00000000-0000-0000-0000-000000000001' and \
        '00000000-0000-0000-0000-000000000002', expected one tenant
          give two snapshots of the same tenant, the older one first
        """)
    #expect(try difference(tenant(1), tenant(0)).changes.isEmpty)
  }

  @Test func `a tenant and a database are refused`() {
    let (tenant, local) = (Self.base.snapshot(), Self.base.snapshot(side: .local))
    #expect(throws: DifferenceError.differentSides(older: .tenant, newer: .local)) {
      try difference(tenant, local)
    }
    #expect(
      "\(DifferenceError.differentSides(older: .tenant, newer: .local))" == """
        found a tenant snapshot and a local one, expected two of the same side
          give two exports of one tenant or two databases of one application
        """)
  }

  @Test func `a change takes twelve bytes`() { #expect(MemoryLayout<SnapshotChange>.stride == 12) }

  @Test func `each property has a label and a rank of its own`() {
    let labels = ObjectProperty.all.map(\.label)
    #expect(Set(labels).count == labels.count)
    #expect(!labels.contains(""))
    #expect(ObjectProperty.all.map { Int($0.rank) } == Array(ObjectProperty.all.indices))
    #expect(ObjectProperty.all.allSatisfy { $0.rawValue < 128 })
    #expect(ObjectProperty.none.label.isEmpty)
  }
}
