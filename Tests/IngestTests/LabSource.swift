import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

/// An export of the lab tenant and what it loses beyond what its capabilities state.
struct LabSource: Sendable, CustomTestStringConvertible {
  var name: String
  var paths: [String]
  var losses: [LabLoss]
  /// Capabilities of which nothing can be seen because of the losses.
  var unseen: Capability
  var isTenantNamed: Bool

  init(
    _ name: String, _ paths: [String], losses: [LabLoss], unseen: Capability = [],
    isTenantNamed: Bool = true
  ) {
    (self.name, self.paths, self.losses) = (name, paths, losses)
    (self.unseen, self.isTenantNamed) = (unseen, isTenantNamed)
  }

  var testDescription: String { name }

  func read() throws -> Directory {
    try readTenant(
      paths.map { Fixture.path("tenants/\($0)") }, options: IngestOptions(wanted: .all))
  }
}

/// Facts that an export cannot have, and why.
struct LabLoss: Sendable {
  var reason: String
  var kind: ObjectKind
  /// The properties that are lost; all of them if none is named.
  var properties: Set<String> = []
  /// Only the entries of this kind in lists of members are lost, and the lists' completeness.
  var listsOf: ObjectKind?
  /// Deleted objects were asked for with all their properties.
  var onlyLive = false

  init(
    _ reason: String, kind: ObjectKind, properties: Set<String> = [], listsOf: ObjectKind? = nil,
    onlyLive: Bool = false
  ) {
    (self.reason, self.kind, self.properties) = (reason, kind, properties)
    (self.listsOf, self.onlyLive) = (listsOf, onlyLive)
  }

  func covers(_ fact: LabFact, in truth: LabTruth) -> Bool {
    guard fact.kind == kind, !(onlyLive && truth.deleted.contains(fact.id)) else { return false }
    if let listsOf {
      return fact.property == "members"
        && (fact.value == "complete" || fact.value.hasPrefix("\(listsOf.label) "))
    }
    return properties.isEmpty || properties.contains(fact.property)
  }
}

/// Everything that is true of the lab tenant.
struct LabTruth {
  var facts: Set<LabFact>
  var deleted: Set<GUID>
  var dynamic: Set<GUID>
  /// Groups that no one can use to give rights.
  var notSecurity: Set<GUID>

  init(_ facts: Set<LabFact>) {
    self.facts = facts
    func subjects(_ property: String, _ value: String) -> Set<GUID> {
      Set(facts.filter { $0.property == property && $0.value == value }.map(\.id))
    }
    deleted = subjects("record", "deleted")
    dynamic = subjects("dynamic", "yes")
    notSecurity = subjects("securityEnabled", "no")
  }

  /// The first fact that an export has too many or too few, in words.
  func fault(of found: Set<LabFact>, capabilities: Capability, losses: [LabLoss]) -> String? {
    var expected = facts.filter { fact in
      !isLost(fact, capabilities) && !losses.contains { $0.covers(fact, in: self) }
    }
    var found = found
    if !capabilities.contains(.nameCase) {
      if found.subtracting(expected).allSatisfy({ $0.property != "displayName" }) {
        return "every name has its case"
      }
      expected = Set(expected.map(\.withoutCase))
      found = Set(found.map(\.withoutCase))
    }
    if let fact = found.subtracting(expected).min() { return "unexpected: \(fact)" }
    return expected.subtracting(found).min().map { "missing: \($0)" }
  }

  /// Whether a source with these capabilities cannot know a fact.
  private func isLost(_ fact: LabFact, _ capabilities: Capability) -> Bool {
    func targets(_ kinds: ObjectKind...) -> Bool {
      fact.property == "members" && kinds.contains { fact.value.hasPrefix("\($0.label) ") }
    }
    let rules: [(Capability, Bool)] = [
      (.allGroupKinds, fact.kind == .group && notSecurity.contains(fact.id)),
      (.owners, fact.property == "owners"), (.deletions, deleted.contains(fact.id)),
      (.dynamicMembers, fact.property == "members" && dynamic.contains(fact.id)),
      (.accountEnabled, fact.kind == .user && fact.property == "enabled"),
      (.userType, fact.property == "guest"),
      (.userPrincipalNames, fact.property == "principalName"),
      (.mail, fact.kind == .user && fact.property == "mail"),
      (.devices, fact.kind == .device || targets(.device)), (.nesting, targets(.group)),
      (.otherMembers, targets(.servicePrincipal, .contact)),
      (.onPremisesState, fact.kind == .group && fact.property == "onPremises"),
    ]
    return rules.contains { !capabilities.contains($0.0) && $0.1 }
  }
}

extension LabFact {
  /// The fact with its display name in upper case, where the sources differ in it.
  var withoutCase: LabFact {
    guard property == "displayName" else { return self }
    var fact = self
    fact.value = value.uppercased()
    return fact
  }
}
