import DirectoryModel
import TestSupport
import Testing

@testable import SyncSemantics

/// What a product makes of people to name their accounts.
struct AccountNameTests {
  /// A person of whom some bytes are known.
  struct Person: Sendable {
    var principalName = ""
    var mail = ""
    var displayName = ""
    var isGuest: Bool? = false
    var isDeleted = false
    var hasIdentifier = true

    static let id = GUID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)
    static let digits = "0123456789abcdeffedcba9876543210"

    /// A tenant of nobody else, and its only object.
    func tenant() -> (directory: Directory, person: ObjectIndex) {
      var builder = DirectoryBuilder(side: .tenant, wanted: .all)
      let unit = builder.addUnit(PlaceUnit(input: "t", counting: .line))
      var record = ObjectRecord(kind: .user)
      if !principalName.isEmpty { record.principalName = builder.names.intern(principalName) }
      if !mail.isEmpty { record.mail = builder.names.intern(mail) }
      if !displayName.isEmpty { record.displayName = builder.names.intern(displayName) }
      if let isGuest { record.flags = isGuest ? [.guestKnown, .guest] : [.guestKnown] }
      if isDeleted { record.flags.insert(.deleted) }
      let object = builder.object(Self.id)
      builder.record(object, record, at: Place(unit: unit, position: 1))
      return (builder.finish(), object)
    }
  }

  /// Names in the tenant's recycle bin, and what the person was called.
  ///
  /// Source: "Restore or remove a recently deleted user",
  /// https://learn.microsoft.com/entra/fundamentals/users-restore, and user resource type: the object
  /// identifier without hyphens is put before the user principal name of who is deleted.
  static let deleted: [(name: String, own: String)] = [
    ("\(Person.digits)ann@a.org", "ann@a.org"),
    ("\(Person.digits.uppercased())ann@a.org", "ann@a.org"),
    ("0123456789ABCDEFfedcba9876543210A", "A"),
    // Nothing would be left of a name that is only the prefix.
    (Person.digits, Person.digits),
    (String(Person.digits.dropLast()), String(Person.digits.dropLast())),
    ("\(Person.digits)\(Person.digits)x", "\(Person.digits)x"),
    // Somebody else's identifier is a name like any other.
    ("1\(Person.digits.dropFirst())ann@a.org", "1\(Person.digits.dropFirst())ann@a.org"),
    ("\(Person.digits.dropLast())1ann@a.org", "\(Person.digits.dropLast())1ann@a.org"),
    ("\(Person.id)ann@a.org", "\(Person.id)ann@a.org"), ("ann@a.org", "ann@a.org"), ("", ""),
    (" \(Person.digits)ann@a.org", " \(Person.digits)ann@a.org"),
  ]

  @Test(arguments: deleted)
  func `the prefix of a deleted user is no part of the name`(_ row: (name: String, own: String)) {
    var person = Person(principalName: row.name, isDeleted: true)
    var (tenant, object) = person.tenant()
    #expect(text(UserNameForm.principalName(of: object, in: tenant)) == row.own)
    // Of whom is not deleted it is one.
    person.isDeleted = false
    (tenant, object) = person.tenant()
    #expect(text(UserNameForm.principalName(of: object, in: tenant)) == row.name)
  }

  private func text(_ bytes: [UInt8]?) -> String? {
    bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Principal names, and the address that each was made of.
  ///
  /// Source: "Properties of a Microsoft Entra B2B collaboration user",
  /// https://learn.microsoft.com/entra/external-id/user-properties: in the first the sign before the
  /// domain is an underscore, and the domain of the tenant follows `#EXT#`.
  static let guests: [(name: String, address: String?)] = [
    ("john_contoso.com#EXT#@fabrikam.onmicrosoft.com", "john@contoso.com"),
    ("john_contoso.com#ext#@fabrikam.onmicrosoft.com", "john@contoso.com"),
    // The first mark counts, and nothing of what follows; the last underscore before it does.
    ("a_b#EXT##EXT#@f_g", "a@b"), ("a_b#EX#EXT#@f", "a@b#EX"), ("a_b#EXT#x", "a@b"),
    ("j_o_hn_contoso.com#EXT#@f.com", "j_o_hn@contoso.com"), ("a_#EXT#@f", "a@"),
    ("Jürgen_büro.example#EXT#@f.com", "Jürgen@büro.example"),
    ("_b#EXT#@f", nil), ("ab#EXT#@f_g", nil), ("#EXT#@f_g", nil), ("a_b#EXT@f", nil),
    ("a_b#EXT#", nil), ("#EXT#", nil), ("ann@a.org", nil), ("ann_a.org", nil), ("", nil),
    ("#", nil),
  ]

  @Test(arguments: guests)
  func `the address of a guest is in the principal name`(
    _ row: (name: String, address: String?)
  ) {
    #expect(text(UserNameForm.guestAddress(Array(row.name.utf8))) == row.address)
  }

  /// Everything that a name can be made of.
  static let people: [Person] = [
    Person(principalName: "ann@a.org", mail: "Ann.Lee@Mail.org", displayName: "Ann Lée"),
    Person(principalName: "Örjan@Å.SE", mail: "", displayName: "ÖRJAN \u{1E9E} İ"),
    Person(principalName: "x_y.z#EXT#@t.org", mail: "x@y.z", displayName: "", isGuest: true),
    Person(principalName: "x_y.z#EXT#@t.org", mail: "", displayName: "X", isGuest: nil),
    Person(principalName: "no-sign", mail: "m@m", displayName: "a@b@c"),
    Person(principalName: "@nobody", mail: "@", displayName: "@"),
    // The sign and the mark after it are one character, and two of the name.
    Person(principalName: "ann@\u{301}a.org", mail: "#\u{301}", displayName: "e\u{301}"),
    Person(principalName: "a#\u{301}b@c", mail: "ß@ß", displayName: "\r\n"),
    Person(mail: "only@mail.org"), Person(),
  ]

  static let forms: [UserNameForm] = UserNameForm.Form.allCases.flatMap { form in
    [(false, [:]), (true, [:]), (true, ["@": "-", "ß": "SS", "é": "E"])].map {
      (lowercased: Bool, replacements: [String: String]) in
      var names = UserNameForm()
      (names.members, names.guests) = (form, form == .free ? .mail : .userPrincipalName)
      (names.lowercased, names.replacements) = (lowercased, replacements)
      return names
    }
  }

  @Test(arguments: forms.indices)
  func `texts make the name that a record makes, and stand in for one that says nothing`(
    _ number: Int
  ) {
    let form = Self.forms[number]
    for person in Self.people {
      let (tenant, object) = person.tenant()
      let named = form.name(for: object, in: tenant)
      let told = form.name(
        principalName: person.principalName, mail: person.mail, displayName: person.displayName,
        identifier: Person.id, isGuest: person.isGuest == true)
      let isFree = (person.isGuest == true ? form.guests : form.members) == .free
      let expected =
        isFree ? form.finished(Array(person.principalName.utf8)) : named ?? Array("".utf8)
      #expect(Array(told.utf8) == expected, "\(person), \(form)")
      #expect(!isFree || named == nil)
    }
  }

  /// Forms for members and guests, and the name that somebody gets.
  static let names: [(form: UserNameForm.Form, lowercased: Bool, isGuest: Bool?, name: String?)] = [
    (.mail, false, false, "Ann_X.Se"), (.mail, true, false, "ann_x.se"),
    (.displayName, true, nil, "ädel \u{131}i̇"), (.displayName, false, false, "ÄDEL \u{131}İ"),
    (.localPart, false, false, "Ann_X.SE#EXT#@T.org"),
    (.localPart, true, nil, "ann_x.se#ext#@t.org"),
    // Guests have a form of their own, and who may be one has the members'.
    (.objectID, true, true, "Ann_X.SE#EXT#@T.org".lowercased()),
    (.objectID, false, nil, "01234567-89ab-cdef-fedc-ba9876543210"),
    (.objectID, true, false, "01234567-89ab-cdef-fedc-ba9876543210"), (.free, false, false, nil),
  ]

  @Test(arguments: names)
  func `members and guests are named by their own forms`(
    _ row: (form: UserNameForm.Form, lowercased: Bool, isGuest: Bool?, name: String?)
  ) {
    let person = Person(
      principalName: "Ann_X.SE#EXT#@T.org", mail: "Ann_X.Se", displayName: "ÄDEL \u{131}İ",
      isGuest: row.isGuest)
    var form = UserNameForm()
    (form.members, form.guests, form.lowercased) = (row.form, .userPrincipalName, row.lowercased)
    let (tenant, object) = person.tenant()
    #expect(
      text(form.name(for: object, in: tenant)).map { Array($0.utf8) }
        == row.name.map { Array($0.utf8) })
  }

  @Test func `a person of the local side without an identifier has no name that is one`() {
    var builder = DirectoryBuilder(side: .local, wanted: .all)
    let unit = builder.addUnit(PlaceUnit(input: "l", counting: .row))
    let account = builder.object(.integer(1), kind: .user)
    builder.record(account, ObjectRecord(kind: .user), at: Place(unit: unit, position: 1))
    let directory = builder.finish()
    for form in UserNameForm.Form.allCases {
      var names = UserNameForm()
      (names.members, names.guests) = (form, form)
      #expect(names.name(for: account, in: directory) == nil, "\(form)")
    }
  }

  /// What a product does to names, and whether it stores them as they are.
  static let storing: [(lowercased: Bool, replacements: [String: String], keeps: Bool)] = [
    (false, [:], true), (true, [:], false), (false, ["@": "-"], false), (true, ["@": "-"], false),
    // A sign that stands for itself is looked for all the same.
    (false, ["@": "@"], false),
  ]

  @Test(arguments: storing)
  func `names stay as they are where a product neither lowers nor replaces letters`(
    _ row: (lowercased: Bool, replacements: [String: String], keeps: Bool)
  ) {
    var form = UserNameForm()
    (form.lowercased, form.replacements) = (row.lowercased, row.replacements)
    #expect(form.keepsNames == row.keeps)
    for name in ["", "ann", "Ann@X.example", "A\u{308}nn@x", "\u{C4}nn", "a\u{0}b", "@"] {
      let raw = Array(name.utf8)
      let stored = form.name(
        principalName: name, mail: "m", displayName: "d", identifier: .none, isGuest: false)
      #expect(Array(stored.utf8) == form.finished(raw), "\(name)")
      if row.keeps { #expect(form.finished(raw) == raw, "\(name)") }
    }
  }
}
