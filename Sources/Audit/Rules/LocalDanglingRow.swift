import DirectoryModel
import SyncSemantics

extension AuditInput {
  /// Findings about owners of compared groups who do not exist and are no members either.
  fileprivate func rowsOfMissingOwners(_ rule: UInt16) -> [Finding] {
    memberFindings(rule) { operation in
      operation.kind == .removeOwner && operation.cause == .danglingRow
        && !local.members.contains(operation.localPrincipal, in: operation.localGroup)
    }
  }
}

extension Rule {
  /// A membership row whose user or group does not exist in the local database.
  static let localDanglingRow = Rule(
    id: "local.dangling-row", severity: .warning,
    summary: "A membership row points at a user or group that does not exist.",
    manual: """
      The table of memberships names a key that the table of users or of groups does not have. \
      SQLite does not enforce foreign keys unless asked to, so rows stay behind when accounts and \
      groups are deleted; a new account that gets the old key inherits them.

      What to do: delete the row.
      """,
    sources: [.sqliteForeignKeys]
  ) { input, number in
    let local = input.local
    let isThere = local.flags.map { $0.contains(.recorded) }
    // Mostly everybody is there, and no row has to be looked at.
    guard isThere.contains(false) else { return [] }
    var findings: [Finding] = []
    for object in 0..<ObjectIndex(local.objectCount) where local.kinds[Int(object)] == .group {
      let isGroupThere = isThere[Int(object)]
      for member in local.members.list(of: object) where !isGroupThere || !isThere[Int(member)] {
        findings.append(
          Finding(
            rule: number, tenantGroup: input.matching.tenantOfLocal[Int(object)],
            localGroup: object, localPrincipal: member))
      }
    }
    return findings + input.rowsOfMissingOwners(number)
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let isGroupThere = input.local.isRecorded(finding.localGroup)
    let (missing, kind) =
      isGroupThere ? (finding.localPrincipal, "user") : (finding.localGroup, "group")
    let key = input.local.keyText(missing)
    return FindingText(
      message: "a membership of \(subject.group) points at \(kind) \(key), which does not exist",
      expected: "a \(kind) of key \(key)", found: "no such row",
      evidence: [
        EvidenceLine(
          side: .local, place: input.local.text(of: input.local.place(of: finding.localGroup)),
          statement: "membership (\(input.local.keyText(finding.localGroup)), "
            + "\(input.local.keyText(finding.localPrincipal)))")
      ],
      explanation: ["the row names a \(kind) that the database does not have"],
      remediation: "delete the row")
  }
}
