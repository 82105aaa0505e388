import DirectoryModel
import Testing

@testable import SyncSemantics

struct PeopleMatchingTests {
  static func lines(
    _ people: [TenantSketch.Person], _ accounts: [LocalSketch.Account],
    _ change: (inout Comparison) -> Void = { _ in }
  ) -> [String] {
    var comparison = Comparison()
    comparison.tenant.people = people
    comparison.local.accounts = accounts
    change(&comparison)
    return comparison.lines()
  }

  typealias Row = (
    person: TenantSketch.Person, account: LocalSketch.Account, line: String
  )

  static let ann = TenantSketch.Person(
    name: "ann.lee@a.org", mail: "ann@mail.a.org", display: "Ann Lee",
    proxies: ["SMTP:ann@mail.a.org", "smtp:ann.old@a.org"], otherMails: ["ann@home.example"])

  static let rungs: [Row] = [
    (ann, .init(name: "ann.lee@a.org"), "ann.lee@a.org#1 = ann.lee@a.org (exactName, none)"),
    (ann, .init(name: "Ann.Lee@A.org"), "Ann.Lee@A.org#1 = ann.lee@a.org (spelling, letterCase)"),
    (ann, .init(name: "ann.lee@a.org "), "ann.lee@a.org #1 = ann.lee@a.org (spelling, blanks)"),
    (
      ann, .init(name: "x", external: TenantSketch.id(ann.name)),
      "x#1 = ann.lee@a.org (externalID, other)"
    ),
    (
      ann, .init(name: "Ann.Lee@a.org", external: TenantSketch.id(ann.name)),
      "Ann.Lee@a.org#1 = ann.lee@a.org (externalID, letterCase)"
    ),
    (ann, .init(name: "x", mail: "Ann@mail.a.org"), "x#1 = ann.lee@a.org (mail, other)"),
    (ann, .init(name: "ann@mail.a.org"), "ann@mail.a.org#1 = ann.lee@a.org (otherForm, other)"),
    (ann, .init(name: "x", mail: "ann.lee@a.org"), "x#1 = ann.lee@a.org (otherForm, other)"),
    (ann, .init(name: "ann.old@a.org"), "ann.old@a.org#1 = ann.lee@a.org (formerName, other)"),
    (ann, .init(name: "x", mail: "ann@home.example"), "x#1 = ann.lee@a.org (formerName, other)"),
    (ann, .init(name: "x", display: "ANN  LEE"), "x#1 = ann.lee@a.org (displayName, other)"),
    (ann, .init(name: "ann lee"), "ann lee#1 = ann.lee@a.org (displayName, other)"),
    // What looks like an address is no display name.
    (
      .init(name: "p@a.org", display: "Team@Work"), .init(name: "Team@Work"), "Team@Work#1: nobody"
    ),
    (
      .init(name: "p@a.org", display: "Team Work"), .init(name: "team work"),
      "team work#1 = p@a.org (displayName, other)"
    ),
    (ann, .init(name: "ann.lee"), "ann.lee#1: nobody"),
    (ann, .init(name: "admin"), "admin#1: nobody"),
    (ann, .init(name: "x", external: TenantSketch.id("?")), "x#1: unknown identifier"),
    (ann, .init(name: ""), "#1: nobody"),
    (.init(name: ""), .init(name: ""), "#1: 1 users of the tenant have no name in its export"),
  ]

  @Test(arguments: rungs)
  func `every rung of the ladder tells a person`(_ row: Row) {
    #expect(Self.lines([row.person], [row.account]) == [row.line])
  }

  static let guest = TenantSketch.Person(
    name: "ann.lee_b.org#EXT#@a.onmicrosoft.com", mail: "ann.lee@b.org", isGuest: true)

  static let forms:
    [(form: UserNameForm.Form, person: TenantSketch.Person, lowercased: Bool, name: String?)] = [
      (.userPrincipalName, ann, false, "ann.lee@a.org"), (.mail, ann, false, "ann@mail.a.org"),
      (.mail, .init(name: "x@a.org"), false, nil), (.localPart, ann, false, "ann.lee"),
      (.mailOrUserPrincipalName, .init(name: "x@a.org"), false, "x@a.org"),
      (.mailOrUserPrincipalName, ann, false, "ann@mail.a.org"),
      (.objectID, ann, false, TenantSketch.id(ann.name).description),
      (.displayName, ann, false, "Ann Lee"), (.displayName, ann, true, "ann lee"),
      (.free, ann, false, nil), (.userPrincipalName, .init(name: "Ä@a.org"), true, "ä@a.org"),
      (.userPrincipalName, guest, true, "ann.lee_b.org#ext#@a.onmicrosoft.com"),
      (.userPrincipalName, .init(name: "ann@a.org", isDeleted: true), false, "ann@a.org"),
      (.localPart, .init(name: "ann@a.org", isDeleted: true), false, "ann"),
    ]

  @Test(arguments: forms)
  func `a form makes one name of a person, and an account of it is found`(
    _ row: (form: UserNameForm.Form, person: TenantSketch.Person, lowercased: Bool, name: String?)
  ) throws {
    var sketch = TenantSketch()
    sketch.people = [row.person]
    let tenant = sketch.build()
    var form = UserNameForm()
    (form.members, form.guests, form.lowercased) = (row.form, row.form, row.lowercased)
    let name = form.name(for: 0, in: tenant).map { String(decoding: $0, as: UTF8.self) }
    #expect(name == row.name)
    guard let name, !row.person.isDeleted else { return }
    let lines = Self.lines([row.person], [.init(name: name)]) {
      $0.policy.identityMatching.userNames = form
    }
    #expect(lines == ["\(name)#1 = \(row.person.name) (exactName, none)"])
  }

  @Test func `characters that the product replaces are replaced before comparing`() {
    let name = "ann.lee_b.org#EXT#-a.onmicrosoft.com"
    let lines = Self.lines([Self.guest], [.init(name: name)]) {
      $0.policy.identityMatching.userNames.replacements = ["@": "-"]
    }
    #expect(lines == ["\(name)#1 = \(Self.guest.name) (exactName, none)"])
  }

  @Test func `a guest is told by the address that the principal name was made of`() {
    var guest = Self.guest
    guest.mail = nil
    #expect(
      Self.lines([guest], [.init(name: "ann.lee@b.org")])
        == ["ann.lee@b.org#1 = \(guest.name) (otherForm, other)"])
  }

  @Test func `names that the product folds are not a matter of spelling`() {
    let lines = Self.lines([Self.ann], [.init(name: "ANN.lee@a.org")]) {
      $0.policy.identityMatching.userNames.spelling.letterCase = .ascii
    }
    #expect(lines == ["ANN.lee@a.org#1 = ann.lee@a.org (foldedName, letterCase)"])
  }

  @Test func `a deleted original is found by its former name, its mail and its identifier`() {
    let gone = TenantSketch.Person(
      name: "bo@a.org", mail: "bo@mail.a.org", display: "Bo Dahl", isDeleted: true)
    for account in [
      LocalSketch.Account(name: "bo@a.org"), .init(name: "x", mail: "bo@mail.a.org"),
      .init(name: "x", external: TenantSketch.id("bo@a.org deleted")),
      .init(name: "x", display: "Bo Dahl"),
      .init(name: "bo@a.org", external: TenantSketch.id("unknown")),
    ] {
      #expect(Self.lines([gone], [account]) == ["\(account.name)#1: deleted bo@a.org"])
    }
  }

  @Test func `a person who was made anew keeps the account, and the old identifier is noted`() {
    let lines = Self.lines(
      [
        .init(name: "bo@a.org", display: "Bo Dahl"),
        .init(name: "bo@a.org", display: "Bo Dahl", isDeleted: true),
      ], [.init(name: "bo@a.org", external: TenantSketch.id("bo@a.org deleted"))])
    #expect(
      lines == [
        "bo@a.org#1 = bo@a.org (exactName, none)",
        "conflict bo@a.org#1: identifier of deleted bo@a.org",
      ])
  }

  @Test func `an address that went from a deleted person to another one is recycled`() {
    let lines = Self.lines(
      [
        .init(name: "b.dahl@a.org", display: "Britt Dahl"),
        .init(name: "b.dahl@a.org", display: "Bo Dahl", isDeleted: true),
      ], [.init(name: "b.dahl@a.org", external: TenantSketch.id("b.dahl@a.org deleted"))])
    #expect(
      lines == [
        "b.dahl@a.org#1: deleted b.dahl@a.org", "conflict b.dahl@a.org#1: address of b.dahl@a.org",
      ])
  }

  @Test func `an address that went from one live person to another is recycled`() {
    let lines = Self.lines(
      [.init(name: "bo.new@a.org"), .init(name: "bo@a.org")],
      [.init(name: "bo@a.org", external: TenantSketch.id("bo.new@a.org"))])
    #expect(
      lines == [
        "bo@a.org#1 = bo.new@a.org (externalID, other)", "conflict bo@a.org#1: address of bo@a.org",
      ])
    let byMail = Self.lines(
      [.init(name: "bo@a.org", mail: "bo.new@a.org"), .init(name: "al@a.org", mail: "bo@m.org")],
      [.init(name: "bo@a.org", mail: "bo@m.org", external: TenantSketch.id("bo@a.org"))])
    #expect(byMail == ["bo@a.org#1 = bo@a.org (externalID, none)"])
  }

  @Test func `two accounts with each other's identifier have had them exchanged`() {
    let lines = Self.lines(
      [.init(name: "al@a.org"), .init(name: "bo@a.org")],
      [
        .init(name: "al@a.org", external: TenantSketch.id("bo@a.org")),
        .init(name: "bo@a.org", external: TenantSketch.id("al@a.org")),
      ])
    #expect(
      lines == [
        "al@a.org#1 = al@a.org (exactName, none)", "bo@a.org#2 = bo@a.org (exactName, none)",
        "conflict al@a.org#1: identifier of bo@a.org",
        "conflict bo@a.org#2: identifier of al@a.org",
      ])
  }

  @Test func `an unknown identifier leaves the decision to the name`() {
    #expect(
      Self.lines([Self.ann], [.init(name: Self.ann.name, external: TenantSketch.id("?"))]) == [
        "ann.lee@a.org#1 = ann.lee@a.org (exactName, none)",
        "conflict ann.lee@a.org#1: stale identifier",
      ])
  }

  @Test func `an identifier that is a device's is noted`() {
    let lines = Self.lines(
      [Self.ann],
      [
        .init(name: "ann.lee@a.org", external: TenantSketch.id("record")),
        .init(name: "x", external: TenantSketch.id("device PC-1")),
      ]
    ) {
      $0.tenant.devices = [.init(name: "PC-1", deviceID: "record")]
    }
    #expect(
      lines == [
        "ann.lee@a.org#1 = ann.lee@a.org (exactName, none)",
        "conflict ann.lee@a.org#1: device identifier",
        "conflict ann.lee@a.org#1: stale identifier", "conflict x#2: device identifier",
        "x#2: unknown identifier",
      ])
  }

  @Test func `an on-premises anchor is an identifier too`() {
    #expect(
      Self.lines(
        [.init(name: "bo@a.org", anchor: "q83vASNFZ4k=")],
        [.init(name: "x", externalText: "q83vASNFZ4k=")]) == ["x#1 = bo@a.org (externalID, other)"])
  }

  @Test func `of two accounts of one person the better evidence keeps the person`() {
    #expect(
      Self.lines(
        [Self.ann],
        [
          .init(name: "ann", mail: "ann@mail.a.org"), .init(name: "ann.lee@a.org"),
          .init(name: "al", display: "Ann Lee"),
        ]) == [
          "al#3: second of ann.lee@a.org#2 for ann.lee@a.org",
          "ann#1: second of ann.lee@a.org#2 for ann.lee@a.org",
          "ann.lee@a.org#2 = ann.lee@a.org (exactName, none)",
        ])
  }

  @Test func `a name that two people bear tells neither`() {
    let people: [TenantSketch.Person] = [
      .init(name: "a1@a.org", mail: "team@a.org", display: "Ann Lee"),
      .init(name: "a2@a.org", mail: "team@a.org", display: "Ann Lee"),
    ]
    #expect(
      Self.lines(people, [.init(name: "x", mail: "team@a.org")])
        == ["x#1: one of a1@a.org, a2@a.org"])
    #expect(Self.lines(people, [.init(name: "x", display: "Ann Lee")]) == ["x#1: nobody"])
    var other = people
    other[1].display = "Bo Dahl"
    #expect(
      Self.lines(other, [.init(name: "x", mail: "team@a.org", display: "Bo Dahl")])
        == ["x#1 = a2@a.org (mail, other)"])
  }

  @Test func `a display name that a deleted person bears too tells nobody`() {
    #expect(
      Self.lines(
        [
          .init(name: "a1@a.org", display: "Ann Lee"),
          .init(name: "a2@a.org", display: "Ann Lee", isDeleted: true),
        ],
        [.init(name: "x", display: "Ann Lee")]) == ["x#1: nobody"])
  }

  @Test func `a list of users that is cut proves nobody's absence`() {
    let account = LocalSketch.Account(name: "admin")
    #expect(
      Self.lines([Self.ann], [account]) { $0.tenant.userState = .bounded(999) }
        == ["admin#1: the tenant's list of users is bounded(999)"])
    #expect(
      Self.lines([Self.ann], [.init(name: "x", external: TenantSketch.id("?"))]) {
        $0.tenant.userState = .partial("page 3 is missing")
      } == ["x#1: the tenant's list of users is partial(page 3 is missing)"])
  }

  @Test func `accounts that the product made itself may stand alone`() {
    #expect(Self.lines([], [.init(name: "admin", isBuiltIn: true)]) == [])
    #expect(
      Self.lines([Self.ann], [.init(name: "ann.lee@a.org", isBuiltIn: true)])
        == ["ann.lee@a.org#1 = ann.lee@a.org (exactName, none)"])
  }

  /// The former name, the present one, the groups of both, and whether they are one person.
  static let renamed: [(old: String, new: String, before: [Int], now: [Int], isOne: Bool)] = [
    ("ann.lee@a.org", "ann.lee-hunt@a.org", [1, 2], [1, 2], true),
    ("ann.lee@a.org", "ann.lee-hunt@a.org", [1], [1], true),
    ("ann.lee@a.org", "ann.lee-hunt@a.org", [1, 2], [1], true),
    ("ann.lee-hunt@a.org", "ann.lee@a.org", [1], [1], true),
    ("ann.lee@a.org", "ann.hunt@a.org", [1, 2], [1, 2], true),
    ("ann.lee", "ann.hunt@a.org", [1, 2], [1, 2], true),
    ("annette.lee@a.org", "annette.leu@a.org", [1], [1], true),
    ("ann.lee@a.org", "ann.hunt@a.org", [1], [1], false),
    ("ann.lee@a.org", "ann.hunt@a.org", [1, 2], [1, 3], false),
    ("ann.lee@a.org", "ann.lee-hunt@a.org", [1], [2], false),
    ("ann.lee@a.org", "ann.lee-hunt@a.org", [], [], false),
    ("ann.lee@a.org", "ann.lee-hunt@b.org", [1, 2], [1, 2], false),
    ("bo.lee@a.org", "ann.lee@a.org", [1, 2], [1, 2], false),
    ("ann@a.org", "anna@a.org", [1, 2], [1, 2], false),
  ]

  @Test(arguments: renamed)
  func `nothing but a near name and the same groups tells a renamed person`(
    _ row: (old: String, new: String, before: [Int], now: [Int], isOne: Bool)
  ) {
    let lines = Self.lines(
      [.init(name: row.new), .init(name: "zoe@a.org")],
      [.init(name: row.old), .init(name: "zoe@a.org")]
    ) { comparison in
      for number in 1...3 {
        let (isNow, wasBefore) = (row.now.contains(number), row.before.contains(number))
        comparison.tenant.groups.append(
          .init(name: "G\(number)", members: ["zoe@a.org"] + (isNow ? [row.new] : [])))
        comparison.local.groups.append(
          .init(name: "G\(number)", members: ["zoe@a.org"] + (wasBefore ? [row.old] : [])))
      }
    }
    let expected =
      row.isOne ? "\(row.old)#1 = \(row.new) (membership, other)" : "\(row.old)#1: nobody"
    let found = lines.filter { $0.hasPrefix("\(row.old)#1") }
    // The kind of difference is not what this is about.
    #expect(
      found.map { $0.replacing("lookAlike", with: "other").replacing("truncated", with: "other") }
        == [expected])
  }

  @Test func `an identifier that names nobody is noted beside a renamed person`() {
    let lines = Self.lines(
      [.init(name: "ann.lee-hunt@a.org")],
      [.init(name: "ann.lee@a.org", external: TenantSketch.id("?"))]
    ) {
      $0.tenant.groups = [.init(name: "G", members: ["ann.lee-hunt@a.org"])]
      $0.local.groups = [.init(name: "G", members: ["ann.lee@a.org"])]
    }
    #expect(
      lines == [
        "G#1 = G (exactName, none)", "ann.lee@a.org#1 = ann.lee-hunt@a.org (membership, other)",
        "conflict ann.lee@a.org#1: stale identifier",
      ])
  }

  @Test func `two people who come near refuse each other`() {
    let lines = Self.lines(
      [.init(name: "ann.lee-hunt@a.org"), .init(name: "ann.lee-ross@a.org")],
      [.init(name: "ann.lee@a.org")]
    ) {
      $0.tenant.groups = [
        .init(name: "G", members: ["ann.lee-hunt@a.org", "ann.lee-ross@a.org"])
      ]
      $0.local.groups = [.init(name: "G", members: ["ann.lee@a.org"])]
    }
    #expect(lines == ["G#1 = G (exactName, none)", "ann.lee@a.org#1: nobody"])
  }
}

struct DeviceMatchingTests {
  static let tenant: [TenantSketch.Device] = [
    .init(name: "PC-1", deviceID: "one"), .init(name: "PC-2", deviceID: "two"),
    .init(name: "TWIN"), .init(name: "twin"),
  ]

  static let rows: [(device: LocalSketch.Device, lines: [String])] = [
    (
      .init(name: "a", external: TenantSketch.id("device PC-1")),
      ["a#1 = PC-1 (externalID, other)"]
    ),
    (
      .init(name: "a", external: TenantSketch.id("two")),
      ["a#1 = PC-2 (otherForm, other)", "conflict a#1: device identifier"]
    ),
    (.init(name: "pc-1"), ["pc-1#1 = PC-1 (displayName, letterCase)"]),
    (.init(name: "a", host: "PC-2.corp.example"), ["a#1 = PC-2 (otherForm, other)"]),
    (.init(name: "Twin"), ["Twin#1: one of TWIN, twin"]),
    (.init(name: "PC-9"), ["PC-9#1: nobody"]),
    (.init(name: "a", external: TenantSketch.id("?")), ["a#1: unknown identifier"]),
  ]

  @Test(arguments: rows)
  func `a device is told by identifiers, then by names`(
    _ row: (device: LocalSketch.Device, lines: [String])
  ) {
    var comparison = Comparison()
    comparison.tenant.devices = Self.tenant
    comparison.local.devices = [row.device]
    #expect(comparison.lines() == row.lines)
  }

  @Test func `two configurations of one device are one and a second`() {
    var comparison = Comparison()
    comparison.tenant.devices = Self.tenant
    comparison.local.devices = [
      .init(name: "pc-1"), .init(name: "x", external: TenantSketch.id("device PC-1")),
    ]
    #expect(
      comparison.lines() == [
        "pc-1#1: second of x#2 for PC-1", "x#2 = PC-1 (externalID, other)",
      ])
  }
}
