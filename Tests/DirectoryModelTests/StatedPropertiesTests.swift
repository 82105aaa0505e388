import Testing

@testable import DirectoryModel

/// What the records of objects state, over units, pages and second records.
struct StatedPropertiesTests {
  /// One record: whose, on which unit and page, and what it has.
  struct Step: Sendable {
    var object: Int
    var unit: Int
    var page = 0
    var kind = ObjectKind.user
    var name = ""
    var mail = ""
    var department = ""
    var isLimited = false
    /// Letters as `stated` has them, for values that could not be read.
    var unread = ""
  }

  private static func builder(_ steps: [Step], side: Side = .tenant) -> DirectoryBuilder {
    var builder = DirectoryBuilder(side: side, wanted: .all)
    let units = (0..<3).map { builder.addUnit(PlaceUnit(input: "\($0)", counting: .line)) }
    var page = 0
    for step in steps {
      if step.page != page {
        builder.setPage(isOpen: step.page > 0)
        page = step.page
      }
      var record = ObjectRecord(kind: step.kind)
      if !step.name.isEmpty { record.displayName = builder.names.intern(step.name) }
      if !step.mail.isEmpty { record.mail = builder.names.intern(step.mail) }
      record.isLimited = step.isLimited
      let object = builder.object(GUID(high: 1, low: UInt64(step.object)))
      builder.record(object, record, at: Place(unit: units[step.unit], position: 1))
      if !step.department.isEmpty {
        builder.setAttribute(
          .department, of: object, to: builder.names.intern(step.department))
      }
      builder.leaveOpen(properties(step.unread))
    }
    return builder
  }

  private static func properties(_ letters: String) -> StatedProperties {
    var properties = StatedProperties()
    properties.displayName = letters.contains("n")
    properties.mail = letters.contains("m")
    if letters.contains("d") { properties.attributes = AttributeKey.department.asSet }
    return properties
  }

  /// What is stated of each of the first objects: `n`, `m`, `d` for name, mail and department.
  private static func stated(_ directory: Directory) -> [String] {
    (0..<directory.objectCount).map { object in
      let stated = directory.stated(of: ObjectIndex(object))
      return (stated.displayName ? "n" : "") + (stated.mail ? "m" : "")
        + (stated.attributes.contains(AttributeKey.department) ? "d" : "")
    }
  }

  static let rows: [(steps: [Step], stated: [String])] = [
    ([], []),
    ([Step(object: 0, unit: 0)], [""]),
    ([Step(object: 0, unit: 0, name: "A"), Step(object: 1, unit: 0)], ["n", "n"]),
    ([Step(object: 0, unit: 0), Step(object: 1, unit: 0, department: "D")], ["d", "d"]),
    ([Step(object: 0, unit: 0, name: "A"), Step(object: 1, unit: 1, mail: "b")], ["n", "m"]),
    (
      [
        Step(object: 0, unit: 0, name: "A"), Step(object: 1, unit: 0, kind: .device),
        Step(object: 2, unit: 0),
      ], ["n", "", "n"]
    ),
    // A second record of one object says nothing of the others on the first's page.
    (
      [
        Step(object: 0, unit: 0, name: "A"), Step(object: 1, unit: 0),
        Step(object: 0, unit: 1, department: "D"),
      ], ["nd", "n"]
    ),
    (
      [
        Step(object: 0, unit: 0, name: "A"), Step(object: 0, unit: 1, mail: "a"),
        Step(object: 0, unit: 2, department: "D"), Step(object: 1, unit: 1),
      ], ["nmd", "m"]
    ),
    (
      [
        Step(object: 0, unit: 0, page: 1, name: "A"), Step(object: 1, unit: 0, page: 2, mail: "b"),
        Step(object: 2, unit: 0, page: 2), Step(object: 3, unit: 0, department: "D"),
      ], ["n", "m", "m", "d"]
    ),
    (
      [
        Step(object: 0, unit: 0, isLimited: true), Step(object: 1, unit: 0, name: "B"),
        Step(object: 2, unit: 0, name: "C", isLimited: true),
      ], ["", "n", ""]
    ),
    (
      [Step(object: 0, unit: 0, isLimited: true), Step(object: 0, unit: 1, mail: "a")], ["m"]
    ),
    // A value that could not be read is not "none", whatever others or the object's other records
    // show.
    (
      [
        Step(object: 0, unit: 0, name: "A", mail: "a", department: "D"),
        Step(object: 1, unit: 0, unread: "md"), Step(object: 2, unit: 0),
        Step(object: 3, unit: 0, unread: "dm"),
      ], ["nmd", "n", "nmd", "n"]
    ),
    (
      [
        Step(object: 0, unit: 0, unread: "n"), Step(object: 0, unit: 1, name: "A"),
        Step(object: 1, unit: 1), Step(object: 2, unit: 1, unread: "nmd"),
      ], ["", "n", ""]
    ),
    ([Step(object: 0, unit: 0, unread: "d"), Step(object: 1, unit: 0)], ["", ""]),
    (
      [
        Step(object: 0, unit: 0, isLimited: true, unread: "n"), Step(object: 0, unit: 1, name: "A"),
      ], ["n"]
    ),
  ]

  @Test(arguments: rows)
  func `a record states what records of its kind on its page have`(
    _ row: (steps: [Step], stated: [String])
  ) {
    #expect(Self.stated(Self.builder(row.steps).finish()) == row.stated)
  }

  @Test func `what is stated without a value counts, as far as it is kept`() {
    var builder = Self.builder([Step(object: 0, unit: 0, name: "A")])
    var asked = StatedProperties()
    asked.mail = true
    asked.attributes = [AttributeKey.department.asSet, AttributeKey.city.asSet]
    builder.state(asked)
    #expect(Self.stated(builder.finish()) == ["nmd"])
    var narrow = DirectoryBuilder(side: .tenant, wanted: AttributeKey.city.asSet)
    let unit = narrow.addUnit(PlaceUnit(input: "x", counting: .line))
    let object = narrow.object(GUID(high: 1, low: 1))
    narrow.record(object, ObjectRecord(kind: .user), at: Place(unit: unit, position: 0))
    narrow.state(asked)
    let directory = narrow.finish()
    #expect(directory.stated(of: object).attributes == AttributeKey.city.asSet)
    #expect(directory.stated(of: object).mail)
  }

  @Test func `what could not be read is told of each object, whatever else it has`() {
    let steps = [
      Step(object: 0, unit: 0, department: "D", unread: "d"), Step(object: 1, unit: 0),
      Step(object: 2, unit: 0, unread: "m"), Step(object: 0, unit: 1, department: "E"),
    ]
    let directory = Self.builder(steps).finish()
    let unread = (0..<3).map { directory.unread(of: $0) }
    #expect(unread == [AttributeKey.department.asSet, [], []])
    #expect(Overlay(over: directory).directory().unread(of: 0) == AttributeKey.department.asSet)
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    builder.leaveOpen(Self.properties("d"))
    let object = builder.object(GUID(high: 1, low: 1))
    #expect(builder.finish().unread(of: object) == [])
  }

  @Test func `nothing is stated before a record, of a reference, or of a local side`() {
    var builder = DirectoryBuilder(side: .tenant, wanted: .all)
    var asked = StatedProperties()
    asked.displayName = true
    builder.state(asked)
    let object = builder.object(GUID(high: 1, low: 1))
    builder.setAttribute(.city, of: object, to: builder.names.intern("C"))
    #expect(builder.finish().stated(of: object) == StatedProperties())
    let steps = [Step(object: 0, unit: 0, name: "A", department: "D")]
    var local = DirectoryBuilder(side: .local, wanted: .all)
    let row = local.object(.integer(1), kind: .user)
    var record = ObjectRecord(kind: .user)
    record.displayName = local.names.intern("A")
    local.record(row, record, at: .none)
    #expect(local.finish().stated(of: row) == StatedProperties())
    #expect(Self.stated(Self.builder(steps).finish()) == ["nd"])
  }

  @Test func `an overlay's directory states what its base does, and nothing of what is new`() {
    let base = Self.builder([Step(object: 0, unit: 0, name: "A", department: "D")]).finish()
    var overlay = Overlay(over: base)
    let added = overlay.makeObject(.user, GUID(high: 1, low: 7))
    let directory = overlay.directory()
    #expect(directory.stated(of: 0) == base.stated(of: 0))
    #expect(directory.stated(of: added) == StatedProperties())
  }
}
