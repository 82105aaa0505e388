import DirectoryModel
import Testing

struct ExactTextTests {
  static let texts = [
    "", "a", "b", "ab", "ba", "a\0", "\0a", "\0", "12345678", "1234567", "123456789", "12345678\0",
    "caf\u{E9}", "cafe\u{301}", "\u{AC00}", "\u{1100}\u{1161}", "\u{212B}", "\u{C5}", "A\u{30A}",
    "a text of more than two words, once", "a text of more than two words, Once",
  ]

  @Test func `only the same bytes are the same text`() {
    for (place, one) in Self.texts.enumerated() {
      for (other, two) in Self.texts.enumerated() {
        #expect((ExactText(one) == ExactText(two)) == (place == other), "'\(one)' and '\(two)'")
      }
    }
  }

  @Test func `texts of the same bytes are one key`() {
    var places: [ExactText: Int] = [:]
    for (place, text) in Self.texts.enumerated() { places[ExactText(text)] = place }
    #expect(places.count == Self.texts.count)
    for (place, text) in Self.texts.enumerated() {
      let copy = String(decoding: Array(text.utf8), as: UTF8.self)
      #expect(places[ExactText(copy)] == place)
      #expect(ExactText(copy).text.utf8.elementsEqual(text.utf8))
    }
  }
}
