package import DirectoryModel

/// What a documenting product shows of one group of the tenant.
///
/// Source: "Microsoft Integration: Entra ID groups auto-documentation",
/// https://help.itglue.kaseya.com.
package struct DocumentedGroup: Sendable, Equatable {
  /// The two lists of such a product; each stands for kinds that the policy may leave out.
  package enum List: String, Sendable {
    case microsoft365 = "Microsoft 365: Groups"
    case security = "Entra ID: Security Groups"
  }

  /// What a run makes of the group's document.
  package enum Status: String, CaseIterable, Sendable { case enabled, orphaned, disabled }

  /// Columns that say something of the group itself.
  package enum Column: String, CaseIterable, Sendable {
    case name
    case mail = "email-address"
    /// What stands behind the `@` of the mail address.
    case domain
    case description
    /// `Assigned` or `Dynamic`.
    case membershipType = "membership-type"
  }

  package let group: ObjectIndex
  package let list: List
  package let nestedGroups: [ObjectIndex]
  /// Members of kind user that a contact belongs to, and those that none does.
  package let matchedMembers: [ObjectIndex]
  package let unmatchedMembers: [ObjectIndex]
  /// Members of kind device that a configuration belongs to, by name or host name, and the others.
  package let matchedDevices: [ObjectIndex]
  package let unmatchedDevices: [ObjectIndex]
  package let status: Status
  /// How much of the group's members is known.
  package let completeness: Completeness
}

/// The documents that a full run leaves, in the order of the groups' numbers.
///
/// Empty unless the policy documents groups. Live groups are enabled, or disabled where their local
/// document is archived; deleted ones with a document are orphaned. Linear in groups and members.
package func documentation(
  tenant: Directory, local: Directory, matching: Matching, policy: Policy
) -> [DocumentedGroup] {
  guard policy.scope.isDocumented else { return [] }
  let live = tenant.groups.compactMap { group -> DocumentedGroup? in
    guard policy.scope.kinds.contains(tenant.groupKind(group)) else { return nil }
    let copy = matching.localOfTenant[Int(group)]
    let isArchived = copy != noObject && local.flags[Int(copy)].contains(.archived)
    return document(of: group, isArchived ? .disabled : .enabled, tenant, matching)
  }
  let orphans = matching.loneLocalGroups.compactMap { lone -> DocumentedGroup? in
    guard case .deleted(let original) = lone.reason else { return nil }
    return document(of: original, .orphaned, tenant, matching)
  }
  return live + orphans
}

extension DocumentedGroup {
  /// What a column says; `nil` where the directory says nothing.
  package func text(_ column: Column, in tenant: Directory) -> String? {
    let mail = tenant.mail(group)
    switch column {
    case .name: return tenant.displayName(group)
    case .mail: return mail.isEmpty ? nil : mail
    case .domain: return mail.split(separator: "@").dropFirst().first.map { String($0) }
    case .description: return tenant.attribute(.description, of: group)
    case .membershipType:
      switch tenant.isDynamic(group) {
      case .yes: return "Dynamic"
      case .no: return "Assigned"
      case .unknown: return nil
      }
    }
  }

  /// When the group changed last, as the tenant's source writes it; `nil` where it does not.
  package func updated(in tenant: Directory) -> String? {
    tenant.attribute(.updated, of: group) ?? tenant.attribute(.renewedDateTime, of: group)
      ?? tenant.attribute(.createdDateTime, of: group)
  }
}

/// The document of one group; linear in its members.
package func document(
  of group: ObjectIndex, _ status: DocumentedGroup.Status, _ tenant: Directory,
  _ matching: Matching
) -> DocumentedGroup {
  let members = tenant.members.list(of: group)
  func those(_ kind: ObjectKind, matched: Bool) -> [ObjectIndex] {
    members.filter {
      tenant.kinds[Int($0)] == kind && (matching.localOfTenant[Int($0)] != noObject) == matched
    }
  }
  return DocumentedGroup(
    group: group, list: tenant.groupKind(group) == .microsoft365 ? .microsoft365 : .security,
    nestedGroups: members.filter { tenant.kinds[Int($0)] == .group },
    matchedMembers: those(.user, matched: true), unmatchedMembers: those(.user, matched: false),
    matchedDevices: those(.device, matched: true),
    unmatchedDevices: those(.device, matched: false), status: status,
    completeness: tenant.members.state(of: group))
}
