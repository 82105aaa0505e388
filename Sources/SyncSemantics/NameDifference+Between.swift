import UnicodeForms

extension NameDifference {
  /// Says how two names of one thing differ; the first kind that explains all of the difference.
  ///
  /// Each kind may come together with those before it. Without `caseKnown` the tenant's source
  /// has destroyed letter case, and case is no difference. The first name is the tenant's. Takes
  /// time in proportion to both names.
  package static func between(
    _ tenant: [UInt8], _ local: [UInt8], product: ProductFacts, caseKnown: Bool = true
  ) -> NameDifference {
    if tenant == local { return .none }
    if let difference = visible(tenant, local) {
      return difference == .letterCase && !caseKnown ? .none : difference
    }
    let decoded = (NameForm.decodedEntities(tenant), NameForm.decodedEntities(local))
    if decoded != (tenant, local), agrees(decoded.0, decoded.1) { return .entity }
    let reworded = (
      NameForm.reworded(NameForm.plain(decoded.0)), NameForm.reworded(NameForm.plain(decoded.1))
    )
    if !reworded.0.isEmpty, reworded.0 == reworded.1 { return .wording }
    if isDamaged(decoded.0, decoded.1) { return .damagedEncoding }
    if isWithoutMarks(reworded.0, reworded.1) { return .marksDropped }
    if NameForm.isCut(local, from: tenant, product: product) { return .truncated }
    let isAffix = NameForm.withoutAffixes(local, product: product).contains {
      $0 == tenant || agrees(tenant, $0)
        || isWithoutMarks(NameForm.reworded(NameForm.plain(tenant)), $0)
    }
    return isAffix ? .affix : .other
  }

  /// The kinds up to `punctuation`.
  private static func visible(_ one: [UInt8], _ other: [UInt8]) -> NameDifference? {
    let folded = (TextForm.folded(one), TextForm.folded(other))
    if folded.0 == folded.1 { return .letterCase }
    if NameForm.collapsedASCIIBlanks(folded.0) == NameForm.collapsedASCIIBlanks(folded.1) {
      return .blanks
    }
    let shown = (TextForm.collapsedBlanks(one), TextForm.collapsedBlanks(other))
    if shown.0.isEmpty || shown.1.isEmpty { return nil }
    if TextForm.folded(shown.0) == TextForm.folded(shown.1) { return .invisibleCharacters }
    let plain = (NameForm.plain(one), NameForm.plain(other))
    if plain.0 == plain.1 { return .normalization }
    let squeezed = (NameForm.squeezed(plain.0), NameForm.squeezed(plain.1))
    if squeezed.0.isEmpty || squeezed.1.isEmpty { return nil }
    if squeezed.0 == squeezed.1 { return .punctuation }
    if TextForm.skeleton(plain.0) == TextForm.skeleton(plain.1)
      || TextForm.skeleton(shown.0) == TextForm.skeleton(shown.1)
    {
      return .lookAlike
    }
    return TextForm.skeleton(squeezed.0) == TextForm.skeleton(squeezed.1) ? .punctuation : nil
  }

  private static func agrees(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one == other || visible(one, other) != nil
  }

  private static func isDamaged(_ tenant: [UInt8], _ local: [UInt8]) -> Bool {
    if let reread = NameForm.rereadAsUTF8(local), agrees(tenant, reread) { return true }
    if let reread = NameForm.rereadAsUTF8(tenant), agrees(reread, local) { return true }
    let (one, other) = (NameForm.plain(tenant), NameForm.plain(local))
    return NameForm.isDamaged(other, formOf: one) || NameForm.isDamaged(one, formOf: other)
  }

  private static func isWithoutMarks(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard !one.isEmpty, !other.isEmpty,
      !TextForm.isASCII(one.span) || !TextForm.isASCII(other.span)
    else { return false }
    let bases = (NameForm.baseLetters(one), NameForm.baseLetters(other))
    return bases.0 == bases.1
      || NameForm.transliterated(one) == bases.1 || bases.0 == NameForm.transliterated(other)
  }
}

extension NameForm {
  /// Keys that two names share whenever they differ in nothing but their spelling.
  ///
  /// The converse need not hold; cut names and affixes are looked for in other ways.
  static func keys(_ name: [UInt8]) -> [[UInt8]] {
    let decoded = decodedEntities(name)
    let plain = plain(rereadAsUTF8(decoded) ?? decoded)
    let words = reworded(plain)
    // A name of nothing but signs has no words; it is compared as it stands.
    guard !words.isEmpty else { return [plain] }
    let base = TextForm.skeleton(baseLetters(words))
    let other = TextForm.skeleton(transliterated(words))
    return base == other ? [base] : [base, other]
  }
}
