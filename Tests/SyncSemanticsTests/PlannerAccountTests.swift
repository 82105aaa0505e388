import DirectoryModel
import Testing

@testable import SyncSemantics

/// What a full run does about accounts, names of groups and what one side alone has.
struct PlannerAccountTests {
  static let rows: [PlannerRow] = [
    PlannerRow("an account for who has none", "createAccount tenant 2 nowhere direct perform") {
      creating { $0.withoutAccount = [2] }
    },
    PlannerRow("no account where the sync makes none") {
      creating {
        $0.withoutAccount = [2]
        $0.policy.identityMatching.unmatched = .skip
      }
    },
    PlannerRow("no account of the tenant's where the application is right") {
      creating {
        $0.withoutAccount = [2]
        $0.policy.authority = .local
      }
    },
    PlannerRow(
      "who may have one in a list that was cut", "createAccount tenant 2 nowhere direct notProved"
    ) {
      creating {
        $0.withoutAccount = [2]
        $0.localUsers = .partial("a page is broken")
      }
    },
    PlannerRow(
      "no account for guests who are left out", "createAccount tenant 3 nowhere direct perform"
    ) {
      creating {
        ($0.withoutAccount, $0.guests) = ([2, 3], [2])
        $0.policy.members.guests = .exclude
      }
    },
    PlannerRow("an account for guests who are not", "createAccount tenant 2 nowhere direct perform")
    {
      creating { ($0.withoutAccount, $0.guests) = ([2], [2]) }
    },
    PlannerRow("no account for who is blocked and left out") {
      creating {
        ($0.withoutAccount, $0.blocked) = ([2], [2])
        $0.policy.members.disabledAccounts = .exclude
      }
    },
    PlannerRow("no account for who may be a guest and would be left out") {
      creating {
        ($0.withoutAccount, $0.untold) = ([2], [2])
        $0.policy.members.guests = .exclude
      }
    },
    PlannerRow("no account for who was deleted") {
      creating { ($0.withoutAccount, $0.deleted) = ([2], [2]) }
    },
    PlannerRow("copies of the right name keep it") {
      creating { $0.policy.fullRun.renamesGroups = true }
    },
    PlannerRow("an edge to a group that nobody recorded is a row, and no edge") {
      var sketch = PlannerSketch([], [])
      sketch.policy.members.nesting = .preserved
      sketch.local[0].nested = [3]
      return sketch
    },
    PlannerRow(
      "an edge to a group of the application alone", "removeNestedGroup B A noOriginal perform"
    ) {
      alone
    },
    PlannerRow(
      "an edge to a group of the application alone is kept",
      "removeNestedGroup B A noOriginal keptByPolicy"
    ) {
      var sketch = alone
      sketch.policy.fullRun.foreignMembers = .keep
      return sketch
    },
    PlannerRow("an edge beside a list that was cut", "removeNestedGroup B A noOriginal notProved") {
      var sketch = alone
      sketch.tenant[0].state = .bounded(20)
      return sketch
    },
  ]

  private static func creating(_ change: (inout PlannerSketch) -> Void) -> PlannerSketch {
    var sketch = PlannerSketch([], [])
    sketch.people = 1...3
    sketch.policy.identityMatching.unmatched = .create
    change(&sketch)
    return sketch
  }

  private static var alone: PlannerSketch {
    var sketch = PlannerSketch(
      tenant: [.init()], local: [.init(nested: [1]), .init()])
    sketch.policy.members.nesting = .preserved
    return sketch
  }

  @Test(arguments: rows)
  func `a full run makes what is missing and nothing else`(_ row: PlannerRow) {
    #expect(row.sketch().lines() == row.lines)
  }

  /// The plan of a sketch after a change of its matching.
  private func planned(
    _ sketch: PlannerSketch, _ change: (inout MatchingDraft, Directory, Directory) -> Void
  ) -> [Operation] {
    let (tenant, local) = (sketch.tenantDirectory(), sketch.localDirectory())
    var draft = sketch.draft(tenant, local)
    change(&draft, tenant, local)
    return plan(
      tenant: tenant, local: local, matching: Matching(taking: &draft), policy: sketch.policy,
      nesting: Nesting(tenant), localNesting: Nesting(local)
    ).operations
  }

  /// Why a nested group of the application has no original, and what becomes of the edge.
  static let originals: [(reason: Loneliness, decision: Decision)] = [
    (.noCandidate, .perform), (.unknownIdentifier, .perform), (.cannotSay("cut"), .notProved),
    (.ambiguous([0, 1]), .notProved),
  ]

  @Test(arguments: originals)
  func `an edge is taken out where nothing can stand behind it`(
    _ row: (reason: Loneliness, decision: Decision)
  ) {
    let operations = planned(Self.alone) { matching, _, _ in
      for index in matching.loneLocalGroups.indices {
        let object = matching.loneLocalGroups[index].object
        matching.loneLocalGroups[index] = Lone(object: object, reason: row.reason)
      }
    }
    #expect(operations.map(\.kind) == [.removeNestedGroup])
    #expect(operations.map(\.decision) == [row.decision])
  }

  /// Why a group of the tenant has no copy, who is right, and what a full run does.
  static let endings:
    [(reason: Loneliness, authority: Authority, creates: Bool, decision: Decision?)] = [
      (.noCandidate, .directory, true, .perform), (.noCandidate, .directory, false, .keptByPolicy),
      (.noCandidate, .perLink, true, .perform), (.noCandidate, .local, true, nil),
      (.noCandidate, .local, false, nil), (.cannotSay("cut"), .directory, true, nil),
      (.ambiguous([0]), .directory, true, nil),
      (.second(of: 0, original: 0), .directory, true, nil),
    ]

  @Test(arguments: endings)
  func `a copy is made of a group that surely has none`(
    _ row: (reason: Loneliness, authority: Authority, creates: Bool, decision: Decision?)
  ) {
    var sketch = PlannerSketch(tenant: [.init()], local: [])
    (sketch.policy.authority, sketch.policy.fullRun.createsGroups) = (row.authority, row.creates)
    let operations = planned(sketch) { matching, tenant, _ in
      matching.loneTenantGroups = [Lone(object: tenant.groups[0], reason: row.reason)]
    }
    #expect(operations.map(\.kind) == (row.decision == nil ? [] : [.createGroup]))
    #expect(operations.map(\.decision) == [row.decision].compactMap(\.self))
  }

  /// Texts of a person and of the account, and whether the account is written.
  struct Texts: Sendable {
    var theirs: [TextField: String] = [:]
    var own: [TextField: String] = [:]
    var mapping = [("displayName", "name"), ("jobTitle", "job title")]
    var kind = ObjectKind.user
    var authority = Authority.directory
    var isWritten: Bool
  }

  static let texts: [Texts] = [
    Texts(theirs: [.displayName: "Ann"], own: [.displayName: "Ann"], isWritten: false),
    Texts(theirs: [.displayName: "Ann"], own: [.displayName: "ann"], isWritten: true),
    Texts(theirs: [.displayName: "Ann"], own: [:], isWritten: true),
    // What the directory does not say is no reason to take anything away.
    Texts(theirs: [:], own: [.displayName: "Ann"], isWritten: false),
    Texts(theirs: [:], own: [:], isWritten: false),
    Texts(theirs: [.displayName: "Gru\u{308}n"], own: [.displayName: "Gr\u{FC}n"], isWritten: true),
    Texts(
      theirs: [.displayName: "Ann", .attribute(.jobTitle): "Chief"],
      own: [.displayName: "Bob", .attribute(.jobTitle): "Clerk"], isWritten: true),
    Texts(
      theirs: [.attribute(.jobTitle): "Chief"], own: [.attribute(.jobTitle): "Clerk"],
      isWritten: true),
    Texts(
      theirs: [.attribute(.city): "Oslo"], own: [.attribute(.city): "Bergen"], isWritten: false),
    Texts(theirs: [.displayName: "Ann"], own: [.displayName: "x"], mapping: [], isWritten: false),
    Texts(
      theirs: [.displayName: "Ann"], own: [.displayName: "x"], mapping: [("nickname", "name")],
      isWritten: false),
    Texts(
      theirs: [.displayName: "PC"], own: [.displayName: "x"], kind: .device, isWritten: false),
    Texts(
      theirs: [.displayName: "Ann"], own: [.displayName: "x"], authority: .local, isWritten: false),
    Texts(
      theirs: [.displayName: "Ann"], own: [.displayName: "x"], authority: .perLink,
      isWritten: false),
  ]

  private static func directory(_ side: Side, _ row: Texts) -> Directory {
    var builder = DirectoryBuilder(side: side, wanted: .all)
    let unit = builder.addUnit(PlaceUnit(input: "x", counting: .row))
    let object =
      side == .tenant
      ? builder.object(PlannerSketch.person(1)) : builder.object(.integer(1), kind: row.kind)
    var record = ObjectRecord(kind: row.kind)
    let texts = side == .tenant ? row.theirs : row.own
    if let name = texts[.displayName] { record.displayName = builder.names.intern(name) }
    builder.record(object, record, at: Place(unit: unit, position: 1))
    for key in [AttributeKey.jobTitle, .city] {
      guard let text = texts[.attribute(key)] else { continue }
      builder.setAttribute(key, of: object, to: builder.names.intern(text))
    }
    return builder.finish()
  }

  @Test(arguments: texts.indices)
  func `an account follows what the directory says of mapped properties`(_ number: Int) {
    let row = Self.texts[number]
    let (tenant, local) = (Self.directory(.tenant, row), Self.directory(.local, row))
    var matching = MatchingDraft()
    matching.principals = [Pair(tenant: 0, local: 0, evidence: .externalID)]
    (matching.tenantOfLocal, matching.localOfTenant) = ([0], [0])
    matching.pairOfLocalGroup = [.max]
    var policy = Policy(name: "test", summary: "")
    policy.authority = row.authority
    policy.attributeMapping = row.mapping.map { AttributePair(directory: $0.0, local: $0.1) }
    let operations = plan(
      tenant: tenant, local: local, matching: Matching(taking: &matching), policy: policy,
      nesting: Nesting(tenant), localNesting: Nesting(local)
    ).operations
    #expect(operations.map(\.kind) == (row.isWritten ? [.changeAccount] : []))
    #expect(operations.allSatisfy { $0.tenantPrincipal == 0 && $0.localPrincipal == 0 })
  }
}
