import DirectoryModel
import UnicodeForms

extension Matcher {
  /// Weighs what the search found for one account; notes why there is no claim, if there is none.
  func decide(
    _ account: ObjectIndex, _ meaning: IdentifierMeaning, _ hits: [PersonSearch.Hit]
  ) -> Claim? {
    // Loops where closures would read better: a closure would copy the whole matcher each time.
    var (weighed, living, gone): ([Claim], [Claim], [Claim]) = ([], [], [])
    for hit in hits {
      guard let claim = weigh(account, hit) else { continue }
      weighed.append(claim)
      if tenant.isDeleted(claim.tenant) { gone.append(claim) } else { living.append(claim) }
    }
    let live = best(living, account)
    let deleted = best(gone, account)
    switch meaning {
    case .live(let person): return identified(account, person, weighed)
    case .deleted(let original):
      // Whether the person was made anew under another identifier is lost with the others.
      guard isWhole(.user) else { return nil }
      return orphaned(account, original, live.count == 1 ? live[0] : nil)
    case .nothing, .unknown: break
    }
    guard isWhole(.user) else { return surely(account, meaning, living) }
    if let claim = live.first, deleted.first.map({ $0.evidence < claim.evidence }) != true {
      guard live.count == 1 else {
        loneReasons[account] = .ambiguous(live.map(\.tenant))
        return nil
      }
      if meaning == .unknown { conflict(account, .staleIdentifier) }
      return claim
    }
    if let original = deleted.first {
      loneReasons[account] = .deleted(original.tenant)
    } else {
      openAccounts.append(account)
    }
    return nil
  }

  /// What holds of an account whoever else there is besides the people who were read: principal
  /// names are unique in a tenant.
  ///
  /// Source: "user resource type", https://learn.microsoft.com/graph/api/resources/user.
  private func surely(
    _ account: ObjectIndex, _ meaning: IdentifierMeaning, _ living: [Claim]
  ) -> Claim? {
    let form = policy.identityMatching.userNames
    guard meaning == .nothing, form.members == .userPrincipalName, form.guests == .userPrincipalName
    else { return nil }
    let name = local.principalNames[Int(account)]
    return living.first { claim in
      claim.evidence <= .foldedName
        && local.names.equalsIgnoringCase(
          name, tenant.principalNames[Int(claim.tenant)], of: tenant.names)
    }
  }

  /// Follows an identifier to its live person, and notes names that are somebody else's by now.
  private func identified(
    _ account: ObjectIndex, _ person: ObjectIndex, _ weighed: [Claim]
  ) -> Claim {
    let own = weighed.filter { $0.tenant == person && $0.evidence <= .formerName }
    var strangers: [Claim] = []
    for claim in weighed where claim.tenant != person && claim.evidence <= .spelling {
      if !tenant.isDeleted(claim.tenant) { strangers.append(claim) }
    }
    if let stranger = best(strangers, account).first,
      own.allSatisfy({ stranger.evidence < $0.evidence })
    {
      conflict(account, .recycledAddress(stranger.tenant))
    }
    return Claim(
      local: account, tenant: person, evidence: .externalID,
      difference: nameDifference(account, person))
  }

  /// Follows an identifier to a deleted person: made anew, gone, or with an heir to the address.
  private func orphaned(
    _ account: ObjectIndex, _ original: ObjectIndex, _ heir: Claim?
  ) -> Claim? {
    guard let heir, heir.evidence <= .spelling else {
      loneReasons[account] = .deleted(original)
      return nil
    }
    guard isSamePerson(original, heir.tenant) else {
      loneReasons[account] = .deleted(original)
      conflict(account, .recycledAddress(heir.tenant))
      return nil
    }
    conflict(account, .identifierOfDeleted(original))
    return heir
  }

  /// Whether two records of the tenant bear one display name, as far as they bear any.
  private func isSamePerson(_ one: ObjectIndex, _ other: ObjectIndex) -> Bool {
    let names = [one, other].map { bytes(tenant: tenant.displayNames[Int($0)]) }
    guard names.allSatisfy({ !$0.isEmpty }) else { return true }
    return NameForm.plain(names[0]) == NameForm.plain(names[1])
  }

  /// How an account's name differs from what the product makes of the person.
  func nameDifference(_ account: ObjectIndex, _ person: ObjectIndex) -> NameDifference {
    if hasExpectedName(account, person) { return .none }
    guard let expected = policy.identityMatching.userNames.name(for: person, in: tenant) else {
      return .none
    }
    let name = bytes(local: local.principalNames[Int(account)])
    return NameDifference.between(expected, name, product: ProductFacts(name: product.name))
  }

  /// What an agreement of two names is worth.
  private func weigh(_ account: ObjectIndex, _ hit: PersonSearch.Hit) -> Claim? {
    let evidence: Evidence
    var difference = NameDifference.none
    switch (hit.account, hit.name) {
    case (.userName, .expected), (.userName, .principal), (.userName, .mail),
      (.userName, .display):
      difference = nameDifference(account, hit.person)
      evidence = nameEvidence(account, hit, difference)
    case (.userName, .guest): evidence = .otherForm
    case (.mail, .mail): evidence = .mail
    case (.mail, .expected), (.mail, .principal), (.mail, .guest):
      evidence = tenant.mails[Int(hit.person)] <= NameTable.empty ? .mail : .otherForm
    case (.userName, .former), (.mail, .former): evidence = .formerName
    case (.display, .display): evidence = .displayName
    case (.mail, .display), (.display, _): return nil
    }
    if evidence == .displayName && !hit.isUnique { return nil }
    if evidence != .exactName, evidence != .foldedName, evidence != .spelling {
      difference = nameDifference(account, hit.person)
    }
    return Claim(local: account, tenant: hit.person, evidence: evidence, difference: difference)
  }

  private func nameEvidence(
    _ account: ObjectIndex, _ hit: PersonSearch.Hit, _ difference: NameDifference
  ) -> Evidence {
    switch difference {
    case .none:
      // Where names say nothing, an equal one is still an address of the person.
      return policy.identityMatching.userNames.name(for: hit.person, in: tenant) == nil
        ? .otherForm : .exactName
    case .other, .affix, .truncated: return hit.name == .display ? .displayName : .otherForm
    case .letterCase, .blanks, .invisibleCharacters, .normalization, .lookAlike, .punctuation,
      .entity, .wording, .damagedEncoding, .marksDropped:
      let name = bytes(local: local.principalNames[Int(account)])
      let form = policy.identityMatching.userNames
      guard let expected = form.name(for: hit.person, in: tenant) else { return .spelling }
      return form.spelling.seen(expected) == form.spelling.seen(name) ? .foldedName : .spelling
    }
  }

  /// The claims of the best evidence, each person once, in the order of identifiers.
  private func best(_ claims: [Claim], _ account: ObjectIndex) -> [Claim] {
    guard let evidence = claims.map(\.evidence).min() else { return [] }
    var best: [Claim] = []
    for claim in claims where claim.evidence == evidence {
      if !best.contains(where: { $0.tenant == claim.tenant }) { best.append(claim) }
    }
    guard best.count > 1 else { return best }
    let guids = tenant.guids
    best.sort { guids[Int($0.tenant)] < guids[Int($1.tenant)] }
    // The display name decides between people who share an address.
    let display = NameForm.plain(bytes(local: local.displayNames[Int(account)]))
    let namesakes = best.filter {
      !display.isEmpty
        && NameForm.plain(bytes(tenant: tenant.displayNames[Int($0.tenant)])) == display
    }
    return namesakes.count == 1 ? namesakes : best
  }

  func conflict(_ account: ObjectIndex, _ kind: Conflict.Kind) {
    matching.principalConflicts.append(Conflict(local: account, kind: kind))
  }
}

extension Spelling {
  /// A name as a product sees it that does not see these differences.
  func seen(_ name: [UInt8]) -> [UInt8] {
    var seen = name
    switch blanks {
    case .exact: break
    case .trimmed:
      seen = Array(seen.drop { $0 == 32 })
      while seen.last == 32 { seen.removeLast() }
    case .collapsed: seen = NameForm.collapsedASCIIBlanks(seen)
    }
    if normalization == .nfc { seen = TextForm.nfc(seen) }
    switch letterCase {
    case .exact: return seen
    case .ascii: return TextForm.asciiFolded(seen)
    case .unicode: return TextForm.folded(seen)
    }
  }
}
