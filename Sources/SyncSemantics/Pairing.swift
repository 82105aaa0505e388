package import DirectoryModel
import Memory

/// Why two objects are taken for the same, from the surest evidence to the weakest.
package enum Evidence: UInt8, CaseIterable, Sendable, Comparable {
  /// A link that somebody stated.
  case link
  /// The external identifier is the object identifier.
  case externalID
  /// The product's own key or name equals what it makes of the original, letter for letter.
  case exactName
  /// The names are equal once the product's own folding is applied.
  case foldedName
  case mail
  /// The account is called by another name that the person has now: the address where the product
  /// takes the user principal name, and the like.
  case otherForm
  /// The names differ only in a way that people and programs produce without meaning it; see
  /// `NameDifference`.
  case spelling
  /// The user principal name, once the prefix of a deleted object is taken off.
  case formerName
  /// The display name, unique on both sides.
  case displayName
  /// Nearly the same people are in both groups, or the person is in nearly the same groups.
  case membership

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

  /// The words of explanations.
  package var label: String {
    switch self {
    case .link: "a stated link"
    case .externalID: "the external identifier"
    case .exactName: "the exact name"
    case .foldedName: "the name as the product compares it"
    case .mail: "the mail address"
    case .otherForm: "another name of the same person"
    case .spelling: "the name but for its spelling"
    case .formerName: "a former name"
    case .displayName: "the display name, unique on both sides"
    case .membership: "almost the same members"
    }
  }
}

/// How two names of the same thing differ; the first that explains all of the difference.
@usableFromInline package enum NameDifference: UInt8, CaseIterable, Sendable {
  case none
  case letterCase
  /// Leading, trailing or doubled blanks.
  case blanks
  /// No-break or other Unicode blanks, zero-width characters.
  case invisibleCharacters
  /// NFC against NFD and the like.
  case normalization
  /// Letters of another script that look alike.
  case lookAlike
  /// Hyphen, en dash, underscore, blank: one sign for another.
  case punctuation
  /// `&amp;` for `&` and the like.
  case entity
  /// `and` for `&`.
  case wording
  /// `?` or U+FFFD where a letter was, or UTF-8 read as Latin-1.
  case damagedEncoding
  /// Accents dropped: `Cafe` for `Café`.
  case marksDropped
  /// Cut at a length limit.
  case truncated
  /// A prefix or suffix that a product adds.
  case affix
  /// Nothing of the above: another name.
  case other
}

/// One pair of objects and why they are a pair.
package struct Pair: Sendable, Equatable {
  package let tenant: ObjectIndex
  package let local: ObjectIndex
  package let evidence: Evidence
  /// How the names differ, for pairs whose names should be equal.
  package let difference: NameDifference
  /// The direction of a stated link.
  package let direction: Link.Direction?

  package init(
    tenant: ObjectIndex, local: ObjectIndex, evidence: Evidence,
    difference: NameDifference = .none, direction: Link.Direction? = nil
  ) {
    (self.tenant, self.local, self.evidence) = (tenant, local, evidence)
    (self.difference, self.direction) = (difference, direction)
  }
}

/// Why a local or a tenant object has no partner.
package enum Loneliness: Sendable, Equatable {
  /// Nothing on the other side resembles it.
  case noCandidate
  /// Its original was deleted; the deleted object, when the snapshot still holds it.
  case deleted(ObjectIndex)
  /// Its identifier belongs to nothing the snapshot holds, and no name matches either.
  case unknownIdentifier
  /// Another local object is already the partner of the same original.
  case second(of: ObjectIndex, original: ObjectIndex)
  /// Several candidates, none of them better than the others.
  case ambiguous([ObjectIndex])
  /// The snapshot cannot tell whether it has a counterpart.
  case cannotSay(String)
}

/// An object that stands alone, and why.
package struct Lone: Sendable, Equatable {
  package let object: ObjectIndex
  package let reason: Loneliness

  package init(object: ObjectIndex, reason: Loneliness) {
    (self.object, self.reason) = (object, reason)
  }
}

/// A conflict between two kinds of evidence that the matching had to decide.
package struct Conflict: Sendable, Equatable {
  /// What the evidence contradicts.
  package enum Kind: Sendable, Equatable {
    /// The external identifier names nothing in the snapshot; the name decided.
    case staleIdentifier
    /// The external identifier is that of a deleted object; the name decided.
    case identifierOfDeleted(ObjectIndex)
    /// The external identifier names another live object than the name does; members decided.
    case identifierOfOther(ObjectIndex)
    /// The identifier of a device record was stored where the object identifier belongs.
    case deviceIdentifier
    /// The name or address of the account now belongs to another live person than the identifier.
    case recycledAddress(ObjectIndex)
  }

  package let local: ObjectIndex
  package let kind: Kind

  package init(local: ObjectIndex, kind: Kind) { (self.local, self.kind) = (local, kind) }
}
