import Audit
import DirectoryModel
import SyncSemantics

/// The control totals of an audit: what came in, what was compared and what came out of it.
struct Totals: Sendable, Equatable {
  let tenantUsers: Int
  let tenantGroups: Int
  let tenantMemberships: Int
  let localUsers: Int
  let localGroups: Int
  let localMemberships: Int
  let pairedGroups: Int
  let pairedPrincipals: Int
  /// Memberships that both sides have, in all paired groups.
  let matched: Int
  let missing: Int
  let extra: Int
  let unknown: Int
  let tenantGroupsWithoutCounterpart: Int
  let errors: Int
  let warnings: Int
  let notes: Int
  /// Differences that were counted and not listed, because there are too many.
  let unlisted: Int

  init(_ result: AuditResult) {
    let input = result.input
    tenantUsers = input.tenant.users.count
    tenantGroups = input.tenant.groups.count
    tenantMemberships = input.tenant.members.targets.count
    localUsers = input.local.users.count
    localGroups = input.local.groups.count
    localMemberships = input.local.members.targets.count
    pairedGroups = input.matching.groups.count
    pairedPrincipals = input.matching.principals.count
    let counts = input.plan.counts
    matched = counts.reduce(0) { $0 + Int($1.matched) }
    missing = counts.reduce(0) { $0 + Int($1.missing) }
    extra = counts.reduce(0) { $0 + Int($1.extra) }
    unknown = counts.reduce(0) { $0 + Int($1.unknown) }
    tenantGroupsWithoutCounterpart = input.tenant.groups.count - pairedGroups
    let severities = result.rules.map(\.severity)
    func count(_ severity: Severity) -> Int {
      result.findings.reduce(0) { $0 + (severities[Int($1.rule)] == severity ? 1 : 0) }
    }
    (errors, warnings, notes) = (count(.error), count(.warning), count(.note))
    unlisted = input.plan.unlisted
  }

  /// Every total with its key in JSON, in the order of reports.
  var rows: [(key: String, value: Int)] {
    [
      ("tenantUsers", tenantUsers), ("tenantGroups", tenantGroups),
      ("tenantMemberships", tenantMemberships), ("localUsers", localUsers),
      ("localGroups", localGroups), ("localMemberships", localMemberships),
      ("pairedGroups", pairedGroups), ("pairedPrincipals", pairedPrincipals),
      ("matched", matched), ("missing", missing), ("extra", extra), ("unknown", unknown),
      ("tenantGroupsWithoutCounterpart", tenantGroupsWithoutCounterpart), ("errors", errors),
      ("warnings", warnings), ("notes", notes), ("unlisted", unlisted),
    ]
  }
}
