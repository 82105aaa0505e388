import DirectoryModel
import Testing

@testable import Replay
@testable import Reports

/// Whatever 'diff' writes as a step, the reader of scenarios takes it.
struct ScenarioStepWordsTests {
  typealias Thing = DifferenceStepsTests.Thing
  typealias SmallSide = DifferenceStepsTests.SmallSide

  /// The kinds of objects that each side may hold; those of a database are what its mapping says.
  static let kinds: [(side: Side, kind: ObjectKind)] =
    ObjectKind.allCases.map { (.tenant, $0) } + [.user, .device, .group].map { (.local, $0) }

  private static let switches: [(property: ObjectProperty, flag: ObjectFlags)] = [
    (.rulePaused, .rulePaused), (.archived, .archived), (.builtIn, .builtIn),
  ]

  /// An object, and the same one after a property changed.
  private static func pair(
    _ property: ObjectProperty, _ kind: ObjectKind
  ) -> (older: Thing, newer: Thing) {
    var flags = ObjectProperty.flags.reduce(ObjectFlags.none) { $0.union($1.known) }
    if kind == .group { flags.formUnion(.securityEnabled) }
    let older = Thing(kind: kind, number: 7, name: "X", flags: flags)
    var newer = older
    switch property {
    case .displayName: newer.name = "Y"
    case .principalName: newer.userName = "x@x.example"
    case .mail: newer.mail = "x@x.example"
    case .externalID: newer.externalID = GUID(high: 1, low: 2)
    default:
      if let key = property.attribute {
        newer.texts = [(key, "11111111-2222-3333-4444-555555555555")]
      } else if let row = ObjectProperty.flags.first(where: { $0.property == property }) {
        newer.flags = newer.flags.union(row.known).symmetricDifference(row.value)
      } else if let row = switches.first(where: { $0.property == property }) {
        newer.flags.formUnion(row.flag)
      }
    }
    return (older, newer)
  }

  private static func steps(_ older: [Thing], _ newer: [Thing], _ side: Side) throws -> String {
    let (older, newer) = (
      SmallSide(side: side, things: older), SmallSide(side: side, things: newer)
    )
    let found = try difference(older.directory("old"), newer.directory("new"))
    return DifferenceReport(found, version: "1", command: []).text(.scenario)
  }

  /// What is told of two sides that are the same.
  private static let unchanged = "when: []\n"

  /// What the reader has against steps, empty where it takes them.
  private static func refusal(of steps: String) -> String {
    let text = """
      scenario: A title
      source: A document
      policy: mirror
      start: 2026-03-02T08:00:00Z
      given: { tenant: tenant, database: app.csv }
      \(steps.replacing(unchanged, with: "when:\n"))  - expect: { calls: 0 }

      """
    do {
      _ = try Scenario.read(text: text, file: "s.yaml")
      return ""
    } catch {
      return "\(error)"
    }
  }

  /// The words of the steps behind the name of the object.
  private static func words(_ steps: String) -> Set<String> {
    guard let set = steps.split(separator: "\n").first(where: { $0.contains("{ set: ") }) else {
      return []
    }
    let pairs = set.split(separator: ", ").dropFirst()
    return Set(pairs.map { String($0.prefix { $0 != ":" }) })
  }

  @Test(arguments: kinds)
  func `every word of a step is one that the reader has for the kind and the side`(
    _ row: (side: Side, kind: ObjectKind)
  ) throws {
    var written: Set<String> = []
    for property in ObjectProperty.all {
      let pair = Self.pair(property, row.kind)
      let set = try Self.steps([pair.older], [pair.newer], row.side)
      #expect(Self.refusal(of: set) == "", "\(property.label): \(set)")
      // Whatever is no step is counted as left out, and nothing is both.
      if !set.hasPrefix(Self.unchanged) {
        #expect(Self.words(set).isEmpty == set.contains("left out"), "\(property.label): \(set)")
      }
      let create = try Self.steps([], [pair.newer], row.side)
      #expect(Self.refusal(of: create) == "", "\(property.label): \(create)")
      #expect(create.contains("create: "))
      written.formUnion(Self.words(set))
    }
    let known = ScenarioProperty.known(
      for: row.kind == .unknown ? .user : row.kind, on: row.side)
    let unwritten: Set<ScenarioProperty> = [
      .id, .deleted, .roleAssignable, .hiddenMembership, .otherMail, .imAddress,
    ]
    #expect(written == Set(known.filter { !unwritten.contains($0) }.map(\.rawValue)))
  }

  @Test(arguments: kinds)
  func `all words of an object together are taken too`(
    _ row: (side: Side, kind: ObjectKind)
  ) throws {
    var (older, newer) = Self.pair(.none, row.kind)
    newer.texts = AttributeKey.allCases.map { ($0, "a, b: [c] # \($0)") }
    newer.flags.formUnion([.enabledKnown, .archived, .builtIn, .guestKnown, .guest])
    (newer.mail, older.texts) = ("x@x.example", [(.city, "Oslo")])
    for steps in [
      try Self.steps([older], [newer], row.side), try Self.steps([newer], [older], row.side),
      try Self.steps([], [newer], row.side), try Self.steps([newer], [], row.side),
    ] {
      #expect(Self.refusal(of: steps) == "", "\(steps)")
    }
  }

  /// Words of other kinds and of other sides, and what no side has.
  static let refused: [(side: String, list: String, word: String)] = [
    ("local", "devices", "extension-attribute-1"), ("local", "groups", "mail-nickname"),
    ("directory", "contacts", "on-premises"), ("directory", "users", "external-id"),
    ("local", "users", "manager"), ("directory", "groups", "department"),
    ("directory", "devices", "visibility"), ("local", "groups", "kind"),
  ]

  @Test(arguments: refused)
  func `the reader refuses words that belong elsewhere`(
    _ row: (side: String, list: String, word: String)
  ) {
    let object = "{ \(row.list): { X: { \(row.word): x } } }"
    let refusal = Self.refusal(of: "when:\n  - \(row.side): { create: \(object) }\n")
    #expect(refusal.contains("found unknown key '\(row.word)'"), "\(refusal)")
  }
}
