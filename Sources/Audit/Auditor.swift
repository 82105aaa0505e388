import Digests
package import DirectoryModel
package import SyncSemantics
import Threads

/// The nested groups of both sides.
package struct Nestings: Sendable {
  package let tenant: Nesting
  package let local: Nesting

  /// Finds components and depths of both sides; linear in objects and list entries.
  package init(tenant: Directory, local: Directory) {
    (self.tenant, self.local) = (Nesting(tenant), Nesting(local))
  }
}

/// Holds a local system against its tenant: plans a full run and lets every rule look at it.
///
/// Pure and deterministic. `rules` is the literal list of `Rule.all` unless a test picks some;
/// `nestings` are those of the two sides, for whoever found them while the sides were matched.
package func audit(
  tenant: Directory, local: Directory, policy: Policy, matching: Matching, product: ProductFacts,
  nestings: Nestings? = nil, rules: [Rule] = Rule.all
) -> AuditResult {
  let nestings = nestings ?? Nestings(tenant: tenant, local: local)
  let plan = plan(
    tenant: tenant, local: local, matching: matching, policy: policy, nesting: nestings.tenant,
    localNesting: nestings.local)
  let input = AuditInput(
    tenant: tenant, local: local, policy: policy, matching: matching, plan: plan,
    nesting: nestings.tenant, localNesting: nestings.local, product: product)
  return audit(input, rules: rules)
}

/// Lets every rule look at a finished plan.
package func audit(_ input: AuditInput, rules: [Rule] = Rule.all) -> AuditResult {
  let found = find(input, rules)
  let findings = found.sorted(by: FindingOrder(of: found, input, rules).precedes)
  let open = Limits.notAssessable(input)
  return AuditResult(
    input: input, rules: rules, findings: findings,
    fingerprints: fingerprints(of: findings, input, rules),
    notAssessable: open, verdict: verdict(findings, rules: rules, open: open))
}

/// Whether a directory is too small for a second thread to be worth its while.
private func isSmall(_ directory: Directory) -> Bool { directory.objectCount < 2_000 }

/// Lets two threads ask every other rule each; the findings are in the order of the rules.
private func find(_ input: AuditInput, _ rules: [Rule]) -> [Finding] {
  let ask = { @Sendable (first: Int) in
    stride(from: first, to: rules.count, by: 2).map { rules[$0].find(input, UInt16($0)) }
  }
  let odd = Meanwhile(isSmall: isSmall(input.local)) { ask(1) }
  let (evenLists, oddLists) = (ask(0), odd.result())
  return rules.indices.flatMap { $0 % 2 == 0 ? evenLists[$0 / 2] : oddLists[$0 / 2] }
}

private func fingerprints(
  of findings: [Finding], _ input: AuditInput, _ rules: [Rule]
) -> [String] {
  let (count, middle) = (findings.count, findings.count / 2)
  let upper = Meanwhile(isSmall: count < 200) {
    findings[middle...].map { Fingerprint.of($0, rules: rules, input: input) }
  }
  let lower = findings[..<middle].map { Fingerprint.of($0, rules: rules, input: input) }
  return lower + upper.result()
}

private func verdict(
  _ findings: [Finding], rules: [Rule], open: [NotAssessable]
) -> Verdict {
  if findings.contains(where: { rules[Int($0.rule)].severity > .note }) { return .differs }
  // Whether a group follows its own rule is no question of the application.
  let asks = open.contains { limit in !limit.rules.allSatisfy { $0.hasPrefix("dynamic.") } }
  return asks ? .undetermined : .aligned
}

/// The order of findings in every report: serious first, then by rule, group and principal.
///
/// Objects of the tenant are ordered by identifier, objects that only the local side knows after
/// them by key; nothing depends on the order of reading.
struct FindingOrder {
  let input: AuditInput
  let rules: [Rule]
  /// The place of each rule that has found something.
  private let ranks: [Int]

  init(of findings: [Finding], _ input: AuditInput, _ rules: [Rule]) {
    (self.input, self.rules) = (input, rules)
    // Findings stand in the order of rules: of most rules there is none.
    let found = findings.indices.filter { $0 == 0 || findings[$0].rule != findings[$0 - 1].rule }
    let byID = Set(found.map { Int(findings[$0].rule) }).sorted { one, other in
      let (a, b) = (rules[one], rules[other])
      if a.severity != b.severity { return a.severity > b.severity }
      return a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
    }
    var ranks = [Int](repeating: 0, count: rules.count)
    for (rank, rule) in byID.enumerated() { ranks[rule] = rank }
    self.ranks = ranks
  }

  func precedes(_ one: Finding, _ other: Finding) -> Bool {
    if one.rule != other.rule { return ranks[Int(one.rule)] < ranks[Int(other.rule)] }
    if let known = tenant(one.tenantGroup, other.tenantGroup) { return known }
    if let known = local(one.localGroup, other.localGroup) { return known }
    if let known = tenant(one.tenantPrincipal, other.tenantPrincipal) { return known }
    if let known = local(one.localPrincipal, other.localPrincipal) { return known }
    if let distinguish = rules[Int(one.rule)].distinguish {
      let words = (distinguish(input, one), distinguish(input, other))
      return words.0.utf8.lexicographicallyPrecedes(words.1.utf8)
    }
    return one.detail < other.detail
  }

  private func tenant(_ one: ObjectIndex, _ other: ObjectIndex) -> Bool? {
    if one == other { return nil }
    if one == noObject || other == noObject { return other == noObject }
    return input.tenant.guids[Int(one)] < input.tenant.guids[Int(other)]
  }

  private func local(_ one: ObjectIndex, _ other: ObjectIndex) -> Bool? {
    if one == other { return nil }
    if one == noObject || other == noObject { return other == noObject }
    return input.local.precedesByKey(one, other)
  }
}

extension Directory {
  /// Orders objects in a way that does not depend on the order of reading: those of a tenant by
  /// identifier, local ones by key.
  package func precedesInReports(_ one: ObjectIndex, _ other: ObjectIndex) -> Bool {
    side == .tenant ? guids[Int(one)] < guids[Int(other)] : precedesByKey(one, other)
  }

  /// Orders local objects by key: integers by value, then the others by their bytes.
  func precedesByKey(_ one: ObjectIndex, _ other: ObjectIndex) -> Bool {
    switch (key(of: one), key(of: other)) {
    case (.integer(let a)?, .integer(let b)?): a < b
    case (.integer?, _): true
    case (_, .integer?): false
    case (.text(let a)?, .text(let b)?): names.precedes(a, b)
    default: keyText(one).utf8.lexicographicallyPrecedes(keyText(other).utf8)
    }
  }
}
