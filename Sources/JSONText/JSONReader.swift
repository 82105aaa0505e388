/// A strict reader of JSON (RFC 8259) of any size in little memory, which hands out events.
///
/// Grammar, UTF-8, escapes and surrogates are checked everywhere, in what is skipped too. Numbers stay
/// text. A byte order mark is accepted at the very start only. Two equal keys are not its business: see
/// `DuplicateKeys` and `JSONValue`.
///
/// A truncated input is always an error, with one exception no reader can avoid: a number that is a
/// whole document may have lost its last digits.
@safe package struct JSONReader: ~Copyable {
  var window: Window
  var scratch = Scratch()
  let limits: JSONLimits
  let documents: JSONDocuments

  var cursor = 0
  var state = Expectation.root
  /// Whether the text of tokens is wanted; a skipped token is checked but not kept.
  var keeping = true
  var tokenStart = 0
  var textStart: UnsafeMutablePointer<UInt8>
  var textCount = 0
  /// Distance of the quotes of a string above which it is too long to be taken from the window.
  var longestPlain: Int

  /// Containers that are open.
  package internal(set) var depth = 0
  /// What follows a value inside each open container; before them, what follows a document.
  let containers: UnsafeMutablePointer<Expectation>

  /// Where the texts of the element are whose shape was found, and the entry behind it.
  let shapedTexts: UnsafeMutablePointer<ShapedText>
  var shapedEnd = 0

  struct ShapedText {
    var start = 0
    var count = 0
  }

  /// Whether the input started with a byte order mark; known after the first event.
  package var hasByteOrderMark: Bool { window.hasByteOrderMark }

  /// Makes a reader at the start of the source; nothing is read before the first event.
  package init(
    _ source: consuming any ByteSource, limits: JSONLimits = JSONLimits(),
    documents: JSONDocuments = .one
  ) {
    self.init(
      blocks: JSONBlocks(source, capacity: limits.windowBytes), limits: limits,
      documents: documents)
  }

  /// Makes a reader of blocks that were filled elsewhere; what limits say of their size is not used.
  package init(
    blocks: consuming any JSONBlockSource, limits: JSONLimits = JSONLimits(),
    documents: JSONDocuments = .one
  ) {
    window = Window(blocks)
    self.limits = limits
    self.documents = documents
    longestPlain = limits.textBytes + 1
    unsafe textStart = window.bytes
    unsafe containers = .allocate(capacity: limits.depth + 1)
    unsafe containers.initialize(to: .rootEnd)
    unsafe shapedTexts = .allocate(capacity: JSONShape.mostTexts + 1)
    unsafe shapedTexts.initialize(repeating: ShapedText(), count: JSONShape.mostTexts + 1)
  }

  deinit {
    unsafe containers.deallocate()
    unsafe shapedTexts.deallocate()
  }

  /// Bytes before the first byte of the last token, which for a skipped container is its end.
  package var offset: UInt64 { absolute(tokenStart) }

  /// Line of the last token, from 1; counts line feeds in at most one window.
  package var line: UInt64 { line(at: tokenStart) }

  func absolute(_ position: Int) -> UInt64 { window.base &+ UInt64(bitPattern: Int64(position)) }

  func line(at position: Int) -> UInt64 {
    window.newlinesBefore + 1 + (position > window.start ? window.newlines(before: position) : 0)
  }

  /// Fetches more input and keeps the window from a position on; false at the end of the input.
  ///
  /// What was at that position is then at `window.start`.
  mutating func refill(keeping kept: Int) throws -> Bool {
    guard try window.advance(keeping: kept) else {
      if window.isInvalid { throw invalidUTF8() }
      if window.unfinished > 0 { throw unfinishedCharacter() }
      return false
    }
    cursor = 0
    shapedEnd = 0
    tokenStart += window.start - kept
    return true
  }
}
