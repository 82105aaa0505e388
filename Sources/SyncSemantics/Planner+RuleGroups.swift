package import DirectoryModel
import MembershipRules

/// A group whose rule cannot be read.
package struct BrokenRule: Sendable, Equatable {
  package let group: ObjectIndex
  /// Where and why: `rule:1:4: found …, expected …`.
  package let message: String
}

extension Planner {
  /// Plans the members of local groups that a rule on attributes fills, where the policy has such.
  ///
  /// The rules are those of Entra ID, asked of the accounts of the product. Whom a rule cannot be
  /// decided for, because nobody collected an attribute, is left where they are. A group that a rule
  /// names by its identifier is the tenant's: whoever stands behind the account is its member or not.
  func planRuleGroups() {
    guard policy.dynamicRules else { return }
    for (group, text) in local.attributes.entries(of: .membershipRule)
    where local.kinds[Int(group)] == .group && local.isRecorded(group) && !local.isDeleted(group) {
      do throws(RuleError) {
        plan(try MembershipRule(parsing: local.names.copy(text)), of: group)
      } catch {
        plan.brokenRules.append(BrokenRule(group: group, message: error.description))
      }
    }
  }

  private func plan(_ rule: MembershipRule, of group: ObjectIndex) {
    let accounts = rule.kind == .device ? local.devices : local.users
    // In a list that was cut somebody may be whom it does not show.
    let provesAbsence = local.members.state(of: group).provesAbsence
    seen.clear()
    for member in local.members.list(of: group) { seen.insert(member) }
    let sources = rule.sourceGroups
    let subjects = sources.isEmpty ? nil : TenantSubjects(tenant, sourceGroups: sources)
    for account in accounts {
      let person = subjects == nil ? noObject : tenantPartner(account)
      let subject = AccountSubject(
        directory: local, object: account,
        person: person == noObject ? nil : subjects?.subject(person))
      let answer = rule.evaluate(on: subject)
      guard answer != .unknown, (answer == .yes) != seen.contains(account) else { continue }
      let kind: OperationKind = answer == .yes ? .addMember : .removeMember
      append(
        Operation(
          kind, cause: .byRule,
          decision: answer == .yes && !provesAbsence ? .notProved : .perform, pair: .max,
          tenantGroup: noObject, localGroup: group, tenantPrincipal: tenantPartner(account),
          localPrincipal: account))
    }
  }
}

/// A local account as rules see it.
private struct AccountSubject: RuleSubject {
  let directory: Directory
  let object: ObjectIndex
  /// Who stands behind the account, for rules about members of groups; `nil` where nobody knows.
  let person: DirectorySubject?

  /// The text that each property is, in the order of the properties; `nil` for what is no text.
  private static let fields = RuleProperty.allCases.map { TextField(named: $0.name) }

  func value(of property: RuleProperty) -> RuleValue {
    switch property {
    case .objectID: identifier(directory.guids[Int(object)])
    case .accountEnabled: flag(directory.isEnabled(object))
    case .userType:
      switch directory.isGuest(object) {
      case .yes: .text("Guest")
      case .no: .text("Member")
      case .unknown: .notCollected
      }
    default:
      if let field = Self.fields[Int(property.rawValue)] {
        text(directory.text(field, of: object))
      } else {
        .notCollected
      }
    }
  }

  func isMember(of group: GUID) -> Truth { person?.isMember(of: group) ?? .unknown }

  /// An account without an identifier may be anybody's.
  private func identifier(_ guid: GUID) -> RuleValue {
    guid == .none ? .notCollected : .identifier(guid)
  }

  private func flag(_ truth: Truth) -> RuleValue {
    switch truth {
    case .yes: .flag(true)
    case .no: .flag(false)
    case .unknown: .notCollected
    }
  }

  /// What no input shows was made by a sync, which writes every property that it maps.
  private func text(_ name: NameIndex) -> RuleValue {
    guard name > NameTable.empty else {
      return directory.place(of: object) == .none ? .absent : .notCollected
    }
    return .text(directory.names.bytes[directory.names.range(of: name)])
  }
}
