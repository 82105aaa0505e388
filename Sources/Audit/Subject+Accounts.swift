import DirectoryModel
import SyncSemantics
import UnicodeForms

extension AuditInput {
  /// Findings about local accounts without a partner that `matches` picks; the detail is the index
  /// of the lone account.
  func loneAccountFindings(
    _ rule: UInt16, where matches: (ObjectIndex, Loneliness) -> Bool
  ) -> [Finding] {
    matching.loneLocalPrincipals.enumerated()
      .filter { matches($0.element.object, $0.element.reason) }
      .map { index, lone in
        var original = noObject
        switch lone.reason {
        case .deleted(let object): original = object
        case .second(_, let object): original = object
        case .noCandidate, .unknownIdentifier, .ambiguous, .cannotSay: break
        }
        return Finding(
          rule: rule, tenantPrincipal: original, localPrincipal: lone.object, detail: UInt32(index))
      }
  }

  /// Findings about paired people that `matches` picks; the detail is the index of the pair.
  func accountFindings(_ rule: UInt16, where matches: (Pair) -> Bool) -> [Finding] {
    matching.principals.enumerated().filter { matches($0.element) }.map { index, pair in
      Finding(
        rule: rule, tenantPrincipal: pair.tenant, localPrincipal: pair.local,
        detail: UInt32(index))
    }
  }

  /// Findings about the user names of paired people; devices have none.
  func userNameFindings(_ rule: UInt16, where matches: (Pair) -> Bool) -> [Finding] {
    accountFindings(rule) { pair in
      pair.difference != .none && local.kinds[Int(pair.local)] == .user && matches(pair)
    }
  }

  /// Findings for conflicts over an account's identifier that `matches` picks; the detail is the
  /// index of the conflict.
  func accountConflictFindings(
    _ rule: UInt16, where matches: (Conflict.Kind) -> Bool
  ) -> [Finding] {
    matching.principalConflicts.enumerated().filter { matches($0.element.kind) }
      .map { index, conflict in
        Finding(
          rule: rule, tenantPrincipal: matching.tenantOfLocal[Int(conflict.local)],
          localPrincipal: conflict.local, detail: UInt32(index))
      }
  }
}

extension Subject {
  /// The person of the tenant with the place of the record.
  var tenantAccountEvidence: [EvidenceLine] {
    guard finding.tenantPrincipal != noObject else { return [] }
    let person = finding.tenantPrincipal
    let raw = input.tenant.names.copy(input.tenant.principalNames[Int(person)])
    // What the tenant prefixed when it deleted the person is no part of the name.
    let own = UserNameForm.principalName(of: person, in: input.tenant)
    let name = TextForm.visible(own)
    let shown = name.isEmpty ? Self.visible(input.tenant, person) : name
    let mark =
      own == raw ? "" : ", recorded as '\(TextForm.visible(raw))' since it was deleted"
    return [
      EvidenceLine(
        side: .tenant, place: input.tenant.text(of: input.tenant.place(of: person)),
        statement: "\(input.tenant.kinds[Int(person)].label) '\(shown)', "
          + "\(input.tenant.guids[Int(person)])\(mark)")
    ]
  }

  /// The local account with the place of the row.
  var localAccountEvidence: [EvidenceLine] {
    guard finding.localPrincipal != noObject else { return [] }
    let account = finding.localPrincipal
    return [
      EvidenceLine(
        side: .local, place: input.local.text(of: input.local.place(of: account)),
        statement: "account '\(localAccountName)', key \(input.local.keyText(account))")
    ]
  }

  /// Both, each with its place.
  var accountEvidence: [EvidenceLine] { tenantAccountEvidence + localAccountEvidence }

  /// The local account's name with odd characters made visible.
  var localAccountName: String {
    guard finding.localPrincipal != noObject else { return "" }
    let name = input.local.principalNames[Int(finding.localPrincipal)]
    let text = TextForm.visible(input.local.names.copy(name))
    return text.isEmpty ? Self.visible(input.local, finding.localPrincipal) : text
  }

  /// By which evidence the account and the person are one.
  var accountPairing: String {
    guard let pair = accountPair else { return "they are no pair" }
    return "taken for the same person by \(pair.evidence.label)"
  }

  private var accountPair: Pair? {
    let index = Int(finding.detail)
    guard input.matching.principals.indices.contains(index),
      input.matching.principals[index].local == finding.localPrincipal
    else { return input.matching.principals.first { $0.local == finding.localPrincipal } }
    return input.matching.principals[index]
  }

  /// The groups in which the local account is, as one line of at most eight names.
  func groups(_ groups: [ObjectIndex], in directory: Directory) -> String {
    let names = groups.prefix(8).map { "'\(Self.visible(directory, $0))'" }
    let rest = groups.count > 8 ? " and \(groups.count - 8) more" : ""
    return groups.isEmpty ? "no group" : names.joined(separator: ", ") + rest
  }
}

extension Subject {
  /// What the product would call the person, in single quotes.
  var expectedAccountName: String {
    let form = input.policy.identityMatching.userNames
    guard let name = form.name(for: finding.tenantPrincipal, in: input.tenant) else {
      return "another name"
    }
    return "'\(TextForm.visible(name))'"
  }

  /// When the tenant deleted the person, if it says so.
  var deletionTime: String {
    input.tenant.attribute(.deletedDateTime, of: finding.tenantPrincipal).map { "at \($0)" }
      ?? "at an unknown time"
  }

  /// Whether the local account may be used.
  var accountState: String {
    switch input.local.isEnabled(finding.localPrincipal) {
    case .yes: "active"
    case .no: "blocked"
    case .unknown: "there"
    }
  }

  /// The local groups that hold the account, by one pass over all memberships.
  var membershipsOfAccount: String {
    let groups = input.local.groups.filter {
      input.local.members.contains(finding.localPrincipal, in: $0)
    }.sorted(by: input.local.precedesInReports)
    return self.groups(groups, in: input.local)
  }

  /// The name of the other account of the same person.
  var firstAccountName: String {
    guard
      case .second(let first, _) = input.matching.loneLocalPrincipals[Int(finding.detail)].reason
    else { return "" }
    let name = input.local.principalName(first)
    return name.isEmpty ? input.local.displayName(first) : name
  }
}

extension AuditInput {
  /// Whether a pair is a guest whose account has the other of a guest's two names.
  func isGuestUnderOtherForm(_ pair: Pair) -> Bool {
    guard tenant.isGuest(pair.tenant) == .yes else { return false }
    let name = TextForm.asciiFolded(local.names.copy(local.principalNames[Int(pair.local)]))
    let names = [tenant.mails[Int(pair.tenant)], tenant.principalNames[Int(pair.tenant)]]
    return names.contains { TextForm.asciiFolded(tenant.names.copy($0)) == name }
  }

  /// Whether somebody of whom the export does not say it is a guest by the form of the name.
  func mayBeGuest(_ pair: Pair) -> Bool {
    guard tenant.isGuest(pair.tenant) == .unknown else { return false }
    let name = TextForm.asciiFolded(tenant.names.copy(tenant.principalNames[Int(pair.tenant)]))
    return String(decoding: name, as: UTF8.self).contains("#ext#")
  }

  /// Whether the product never learns the identifier of this guest.
  ///
  /// A guest under the #EXT# name in a product whose names are identifiers came in by another way
  /// than sign-in, and nothing ever sets an identifier.
  func isGuestWithoutIdentifier(_ pair: Pair) -> Bool {
    tenant.isGuest(pair.tenant) == .yes && policy.identityMatching.userNames.members == .objectID
  }

  /// Whether a person's address is known on both sides, differs, and the product looks for it.
  func hasChangedMail(_ pair: Pair) -> Bool {
    // What most pairs fail comes first.
    let (known, found) = (tenant.mails[Int(pair.tenant)], local.mails[Int(pair.local)])
    guard known > NameTable.empty, found > NameTable.empty else { return false }
    let form = policy.identityMatching.userNames
    let isName = form.members == .mail || form.members == .mailOrUserPrincipalName
    guard policy.identityMatching.ladder.contains(.mail), !isName else { return false }
    let (one, other) = (tenant.names.copy(known), local.names.copy(found))
    return pair.difference == .none && TextForm.asciiFolded(one) != TextForm.asciiFolded(other)
  }
}
