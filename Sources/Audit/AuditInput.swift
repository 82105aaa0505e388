package import DirectoryModel
import MembershipRules
package import SyncSemantics

/// Everything that rules look at; immutable, so that rules may run side by side.
///
/// A class, because it holds some hundred columns: handing on a structure would count them all.
package final class AuditInput: Sendable {
  package let tenant: Directory
  package let local: Directory
  package let policy: Policy
  package let matching: Matching
  package let plan: Plan
  /// Nested groups of the tenant: cycles, depths, the shortest path to a member.
  package let nesting: Nesting
  /// Nested groups of the local side.
  package let localNesting: Nesting
  /// Ways through nested groups of the tenant, for texts of findings.
  let paths: SharedPaths
  /// Tenant groups of the audit that a rule fills, each held against its rule.
  let dynamicGroups: [DynamicGroup]
  /// The tenant's users and devices as rules see them, if a rule could be asked.
  let ruleSubjects: TenantSubjects?
  /// What the product's preset states beyond its policy.
  package let product: ProductFacts

  package init(
    tenant: Directory, local: Directory, policy: Policy, matching: Matching, plan: Plan,
    nesting: Nesting, localNesting: Nesting, product: ProductFacts
  ) {
    (self.tenant, self.local, self.policy) = (tenant, local, policy)
    (self.matching, self.plan, self.product) = (matching, plan, product)
    (self.nesting, self.localNesting) = (nesting, localNesting)
    paths = SharedPaths(nesting, tenant)
    (dynamicGroups, ruleSubjects) = DynamicGroup.all(in: tenant, matching)
  }
}

/// Something that the evidence does not let the audit decide.
package struct NotAssessable: Sendable, Equatable {
  /// The rules whose findings are affected, in order.
  package let rules: [String]
  package let tenantGroup: ObjectIndex
  package let localGroup: ObjectIndex
  /// Why, with the place: `members of 'Sales' were cut at 20`.
  package let reason: String
  /// How many possible findings were withheld.
  package let count: Int

  package init(
    rules: [String], tenantGroup: ObjectIndex = noObject, localGroup: ObjectIndex = noObject,
    reason: String, count: Int
  ) {
    (self.rules, self.reason, self.count) = (rules, reason, count)
    (self.tenantGroup, self.localGroup) = (tenantGroup, localGroup)
  }
}

/// What an audit concludes.
package enum Verdict: String, Sendable, CaseIterable {
  case aligned
  case differs
  /// Nothing differs as far as the evidence goes, but it does not go far enough.
  case undetermined
}

/// The outcome of an audit: findings in the order of reports.
package struct AuditResult: Sendable {
  package let input: AuditInput
  package let rules: [Rule]
  /// Sorted by severity (serious first), rule, group, principal: all by bytes of stable keys.
  package let findings: [Finding]
  /// One for each finding: 32 hexadecimal digits that survive a new collection.
  package let fingerprints: [String]
  package let notAssessable: [NotAssessable]
  package let verdict: Verdict

  package init(
    input: AuditInput, rules: [Rule], findings: [Finding], fingerprints: [String],
    notAssessable: [NotAssessable], verdict: Verdict
  ) {
    (self.input, self.rules, self.findings) = (input, rules, findings)
    (self.fingerprints, self.notAssessable) = (fingerprints, notAssessable)
    self.verdict = verdict
  }

  /// The texts of one finding.
  package func text(_ finding: Finding) -> FindingText {
    rules[Int(finding.rule)].explain(input, finding)
  }
}
