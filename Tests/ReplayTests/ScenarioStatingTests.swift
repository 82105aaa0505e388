import DirectoryModel
import Testing

@testable import Replay

/// By which words a scenario states the properties by which snapshots differ.
struct ScenarioStatingTests {
  static let rows: [(kind: ObjectKind, side: Side)] = ObjectKind.allCases.flatMap { kind in
    [(kind, .tenant), (kind, .local)]
  }

  @Test(arguments: rows)
  func `a property is stated by a word that its kind has, and each word by one property`(
    _ row: (kind: ObjectKind, side: Side)
  ) {
    let known = ScenarioProperty.known(for: row.kind == .unknown ? .user : row.kind, on: row.side)
    var properties: [ScenarioProperty: [ObjectProperty]] = [:]
    for number in UInt8.min...UInt8.max {
      let property = ObjectProperty(rawValue: number)
      let stated = ScenarioProperty.stating(property, of: row.kind, on: row.side)
      guard let stated else { continue }
      properties[stated, default: []].append(property)
      #expect(known.contains(stated), "\(property.label)")
      #expect(ObjectProperty.all.contains(property))
      // Texts and switches are those that the step would set.
      if let attribute = property.attribute { #expect(stated.attribute == attribute) }
      if let row = ObjectProperty.flags.first(where: { $0.property == property }) {
        #expect(stated.flag == row.value || stated == .kind)
      }
    }
    for (word, stating) in properties {
      #expect(stating.count == (word == .kind ? 3 : 1), "\(word): \(stating.map(\.label))")
    }
  }

  /// A property, the kind and the side, and the word; no word is a hyphen.
  static let words = """
    country user tenant country
    country user local country
    country device tenant -
    country unknown tenant country
    extensionAttribute15 device tenant extension-attribute-15
    extensionAttribute15 device local -
    extensionAttribute1 user local extension-attribute-1
    extensionAttribute1 group tenant -
    operatingSystem device tenant operating-system
    operatingSystem device local -
    manager user tenant manager
    manager user local -
    otherMail user tenant -
    mailNickname group tenant mail-nickname
    mailNickname group local -
    productType group local type
    productType group tenant -
    membershipRule group local rule
    deviceOwnership device tenant ownership
    employeeHireDate user tenant hire-date
    displayName contact tenant name
    mail contact tenant mail
    mail device tenant -
    externalId group local external-id
    externalId user tenant -
    accountEnabled servicePrincipal tenant enabled
    accountEnabled group local enabled
    accountEnabled group tenant -
    onPremisesSyncEnabled group tenant on-premises
    onPremisesSyncEnabled contact tenant -
    securityEnabled group tenant kind
    mailEnabled group tenant kind
    microsoft365 group tenant kind
    microsoft365 group local -
    dynamicMembership group tenant dynamic
    rulePaused group tenant rule-paused
    builtIn group local built-in
    archived user local archived
    archived user tenant -
    visibility group tenant -
    appID servicePrincipal tenant -
    """.split(separator: "\n").map(String.init)

  @Test(arguments: words)
  func `a word is that of the reader for the kind and the side`(_ row: String) throws {
    let parts = row.split(separator: " ").map(String.init)
    let property = try #require(ObjectProperty.all.first { $0.label == parts[0] })
    let kind = try #require(ObjectKind.allCases.first { "\($0)" == parts[1] })
    let side = try #require(Side(rawValue: parts[2]))
    let word = ScenarioProperty.stating(property, of: kind, on: side)?.rawValue
    #expect(word ?? "-" == parts[3])
  }

  @Test func `no property has no word`() {
    for row in Self.rows {
      #expect(ScenarioProperty.stating(.none, of: row.kind, on: row.side) == nil)
    }
  }
}
