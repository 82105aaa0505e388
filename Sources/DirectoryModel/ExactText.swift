import Memory

/// A text as a key, told apart by its bytes.
///
/// `String` takes canonically equivalent spellings for one text (Unicode Standard Annex 15,
/// https://www.unicode.org/reports/tr15/), and rollcall has to tell them apart.
package struct ExactText: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (one: Self, other: Self) -> Bool {
    one.text.utf8Span.span.hasSameBytes(as: other.text.utf8Span.span)
  }

  package func hash(into hasher: inout Hasher) {
    let bytes = text.utf8Span.span
    hasher.combine(bytes.count)
    var place = 0
    while place + 8 <= bytes.count {
      hasher.combine(bytes.word(at: place))
      place += 8
    }
    hasher.combine(bytes.extracting(place...).shortWord)
  }
}
