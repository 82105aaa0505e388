import TestSupport
import Testing

@testable import JSONText

/// Our reader against parsers that others wrote: simdjson 3.0.1 (its DOM, which checks all it
/// reads) and Foundation.
struct DifferentialTests {
  /// What Foundation takes although RFC 8259 forbids it: a comma at the end, and UTF-16 and UTF-32.
  static let foundationTakes: Set<String> = [
    "[1,]", "[1,2,]", #"{"a":1,}"#, "1<00>", "[<00>]<00>", "<FE><FF><00>[<00>]",
    "<FF><FE>[<00>]<00>",
  ]

  @Test(arguments: GrammarTests.refused)
  func `what we refuse, simdjson and Foundation refuse`(_ row: Row) {
    let document = bytes(row.text)
    #expect(!simdjson(document).isAccepted)
    #expect(foundationAccepts(document) == Self.foundationTakes.contains(row.text))
  }

  @Test(arguments: GrammarTests.accepted)
  func `what we accept, simdjson reads the same and Foundation accepts`(
    _ row: (text: String, events: String)
  ) {
    let document = bytes(row.text)
    if isBeyondSimdjson(document) {
      #expect(!simdjson(document).isAccepted)
    } else {
      #expect(simdjson(document) == ours(document))
    }
    #expect(foundationAccepts(document) || hasLargeNumber(document))
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `damaged documents fare the same with us and with simdjson`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<250 {
      let document = damaged(using: &random)
      let mine = ours(document)
      let other = simdjson(document)
      if mine == other || (!mine.isAccepted && !other.isAccepted) { continue }
      if mine.isAccepted && isBeyondSimdjson(document) { continue }
      Issue.record("\(random): \(printable(document)): \(mine), but simdjson: \(other)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `what we accept of damaged documents, Foundation accepts`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<250 {
      let document = damaged(using: &random)
      guard ours(document).isAccepted, !foundationAccepts(document) else { continue }
      if hasLargeNumber(document) { continue }
      Issue.record("\(random): Foundation refuses \(printable(document))")
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `damaged documents fare the same in every cut, read or skipped`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let document = damaged(using: &random)
      let expected = transcript(document)
      let limits = JSONLimits(windowBytes: 32 + random.number(below: 100))
      let blockSize = 1 + random.number(below: 100)
      #expect(transcript(document, limits: limits, blockSize: blockSize) == expected, "\(random)")
      let last = lastLine(expected)
      let error = last.hasSuffix(" end") ? "" : last
      #expect(skipping(document, limits: limits, blockSize: blockSize) == error, "\(random)")
    }
  }

  /// A document with up to three faults, of which some do not matter.
  private func damaged(using random: inout SeededGenerator) -> [UInt8] {
    let texts = GrammarTests.accepted.map(\.text) + CutTests.documents + CutTests.documents
    var document = bytes(random.pick(texts))
    let pieces =
      ["\"", "\\", "\\u", "\\uD800", "\\uDC00", "{", "}", "[", "]", ",", ":", "1", "-", "e", "."]
      + ["0", " ", "<0A>", "<00>", "<1F>", "<80>", "<C3>", "<E2><82>", "<F0><9F>", "é", "true"]
    for _ in 0..<(1 + random.number(below: 3)) {
      let place = random.number(below: document.count + 1)
      switch random.number(below: 5) {
      case 0 where place < document.count: document.remove(at: place)
      case 1 where place < document.count:
        document[place] ^= 1 << UInt8(random.number(below: 8))
      case 2: document.insert(contentsOf: bytes(random.pick(pieces)), at: place)
      case 3: document.insert(contentsOf: bytes(random.pick(texts)), at: place)
      default: document.removeSubrange(place..<min(document.count, place + 3))
      }
    }
    return document
  }

  /// Whether simdjson refuses a document that RFC 8259 allows: a byte order mark or a large number.
  private func isBeyondSimdjson(_ document: [UInt8]) -> Bool {
    document.starts(with: [0xEF, 0xBB, 0xBF]) || hasLargeNumber(document)
  }

  /// Whether a document has an integer beyond 64 bits or a number beyond doubles.
  private func hasLargeNumber(_ document: [UInt8]) -> Bool {
    var reader = JSONReader(ArraySource(document))
    do {
      while true {
        let event = try reader.next()
        if event == .end { return false }
        guard event == .number else { continue }
        let text = reader.string()
        let isInteger = !text.utf8.contains { [0x2E, 0x45, 0x65].contains($0) }
        if isInteger && Int64(text) == nil && UInt64(text) == nil { return true }
        if Double(text)?.isFinite != true { return true }
      }
    } catch {
      return false
    }
  }
}
