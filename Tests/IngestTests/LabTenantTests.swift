import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

/// One lab tenant, exported seven times: each export says the same, except for what it states to
/// lose (its capabilities) and for what was not asked for (the rows here).
struct LabTenantTests {
  static let sources = [
    LabSource(
      "Graph, a zip of requests", ["graph/graph-v1.0-one-file-per-request.zip"],
      losses: [
        LabLoss("contacts were not asked for", kind: .contact),
        LabLoss(
          "properties of users that were not selected", kind: .user,
          properties: [
            "createdDateTime", "externalUserState", "givenName", "mailNickname",
            "onPremisesDistinguishedName", "onPremisesSAMAccountName",
            "onPremisesSecurityIdentifier", "preferredLanguage", "proxyAddress", "surname",
            "usageLocation",
          ], onlyLive: true),
      ]),
    LabSource(
      "Graph, JSON lines", ["graph/users.jsonl", "graph/groups.jsonl"],
      losses: [
        LabLoss("contacts were not asked for", kind: .contact),
        LabLoss("service principals were not asked for", kind: .servicePrincipal),
        LabLoss("no list of members was asked for", kind: .group, listsOf: .user),
      ], unseen: [.dynamicMembers], isTenantNamed: false),
    LabSource(
      "ROADrecon", ["roadrecon/roadrecon-lab-made-with-roadlib-1.7.0.db"],
      losses: [
        LabLoss("Azure AD Graph has no such time", kind: .device, properties: ["createdDateTime"]),
        LabLoss(
          "Azure AD Graph has no such time", kind: .servicePrincipal,
          properties: ["createdDateTime"]),
        LabLoss("no such column", kind: .user, properties: ["onPremisesSAMAccountName"]),
        LabLoss("made without languages", kind: .user, properties: ["preferredLanguage"]),
        LabLoss("no such column", kind: .group, properties: ["onPremisesSAMAccountName"]),
      ]),
    LabSource("AzureHound 2.0.5", ["azurehound/azurehound-v2.0.5-list.json"], losses: hound),
    LabSource(
      "AzureHound 2.4.1", ["azurehound/azurehound-v2.4.1-list.json"], losses: hound + selected),
    LabSource(
      "AzureHound 3.1.0", ["azurehound/azurehound-v3.1.0-list.json"], losses: hound + selected),
    LabSource(
      "AzureHound 3.1.0, standard output", ["azurehound/azurehound-v3.1.0-stdout.jsonl"],
      losses: hound + selected),
  ]

  private static let hound = [
    LabLoss("contacts are not collected", kind: .contact),
    LabLoss("made without languages", kind: .user, properties: ["preferredLanguage"]),
    LabLoss("not in the tool's model", kind: .device, properties: ["createdDateTime"]),
    LabLoss("not in the tool's model", kind: .servicePrincipal, properties: ["createdDateTime"]),
  ]

  private static let selected = [
    LabLoss(
      "eleven properties are selected since 2.1.0", kind: .user,
      properties: [
        "department", "externalUserState", "givenName", "mailNickname",
        "onPremisesDistinguishedName", "onPremisesSAMAccountName", "proxyAddress", "surname",
        "usageLocation",
      ])
  ]

  /// What all sources together say; none of them may contradict it.
  static func truth() throws -> LabTruth {
    LabTruth(
      try sources.prefix(3).map { try $0.read().labFacts }
        .reduce(Set()) { $0.union($1) })
  }

  @Test(arguments: sources)
  func `an export says what the tenant is, up to what it states to lose`(
    _ source: LabSource
  ) throws {
    let directory = try source.read()
    let fault = try Self.truth().fault(
      of: directory.labFacts, capabilities: directory.capabilities, losses: source.losses)
    #expect(fault == nil)
    #expect(directory.contradictions.isEmpty)
    #expect(directory.tallies.isEmpty)
    guard source.isTenantNamed else { return }
    #expect(directory.tenantID == GUID("e754740c-c1cb-50d5-9e65-44fecda51bdc"))
    let name = directory.names.string(directory.tenantName)
    #expect(directory.capabilities.contains(.nameCase) ? name == "Contoso" : name == "CONTOSO")
  }

  @Test(arguments: sources)
  func `a capability that is wrongly stated or wrongly denied is noticed`(
    _ source: LabSource
  ) throws {
    let truth = try Self.truth()
    let directory = try source.read()
    // Nothing in this tenant is false in one source and null in another, and the last two
    // capabilities are those of local databases.
    let unseen = source.unseen.union([.threeValuedFlags, .userExternalIDs, .groupExternalIDs])
    for (capability, word) in Capability.labels where !unseen.contains(capability) {
      let flipped = directory.capabilities.symmetricDifference(capability)
      let fault = truth.fault(
        of: directory.labFacts, capabilities: flipped, losses: source.losses)
      #expect(fault != nil, "\(source.name): nobody notices that '\(word)' is wrong")
    }
  }

  @Test(arguments: sources)
  func `a loss that is listed is one`(_ source: LabSource) throws {
    let truth = try Self.truth()
    let directory = try source.read()
    for index in source.losses.indices {
      var losses = source.losses
      let loss = losses.remove(at: index)
      let fault = truth.fault(
        of: directory.labFacts, capabilities: directory.capabilities, losses: losses)
      #expect(fault != nil, "\(source.name) does not lose anything because \(loss.reason)")
    }
  }

  @Test func `the tenant is as it was made`() throws {
    let facts = try Self.truth().facts
    func count(_ kind: ObjectKind, _ state: String) -> Int {
      facts.filter { $0.kind == kind && $0.property == "record" && $0.value == state }.count
    }
    #expect(count(.user, "live") == 17)
    #expect(count(.group, "live") == 21)
    #expect(count(.device, "live") == 5)
    #expect(count(.servicePrincipal, "live") == 2)
    #expect(count(.contact, "live") == 1)
    #expect(count(.user, "deleted") == 1)
    #expect(count(.group, "deleted") == 1)
    let entries = facts.filter { $0.property == "members" && $0.value != "complete" }
    #expect(entries.count == 50)
    #expect(facts.filter { $0.property == "owners" && $0.value != "complete" }.count == 9)
  }
}
