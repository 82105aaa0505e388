import JSONText
import Synchronization
import Testing

@testable import Ingest

/// The way of bytes from whoever fetches them to a JSON reader.
struct BlockStreamTests {
  /// Hands out a text in stretches of so many bytes, then fails or ends.
  private final class Giver: Sendable {
    struct Failure: Error {}

    private let text: [UInt8]
    private let stretch: Int
    private let fails: Bool
    private let position = Mutex(0)

    init(_ text: String, stretch: Int = 50, fails: Bool = false) {
      (self.text, self.stretch, self.fails) = (Array(text.utf8), stretch, fails)
    }

    /// Whether the end was asked for.
    var isDrained: Bool { position.withLock { $0 > text.count } }

    func fetch(_ span: inout MutableSpan<UInt8>) throws -> Int {
      let (from, to) = position.withLock { position in
        let from = min(position, text.count)
        let to = min(from + stretch, text.count, from + span.count)
        position = from == text.count ? text.count + 1 : to
        return (from, to)
      }
      if from == to && fails { throw Failure() }
      for index in from..<to { span[index - from] = text[index] }
      return to - from
    }
  }

  private func stream(_ giver: Giver, threads: Int) -> BlockStream {
    BlockStream(
      FetchSource { try giver.fetch(&$0) }, threads: threads, blockBytes: 64)
  }

  /// The texts of an array until its end or an error.
  private func texts(_ stream: BlockStream) -> (texts: [String], problem: String) {
    var json = JSONReader(blocks: stream)
    var texts: [String] = []
    do {
      while true {
        switch try json.next() {
        case .string: texts.append(json.string())
        case .end: return (texts, "")
        default: break
        }
      }
    } catch let error as JSONError {
      return (texts, "\(error.kind)")
    } catch {
      return (texts, "\(type(of: error))")
    }
  }

  /// An array of texts, as long as is wished.
  private static func array(bytes: Int) -> (text: String, texts: [String]) {
    var texts: [String] = []
    var text = "["
    while text.utf8.count < bytes - 20 {
      texts.append("né\(texts.count)")
      text += (texts.count > 1 ? "," : "") + "\"\(texts[texts.count - 1])\""
    }
    return (text + String(repeating: " ", count: bytes - 1 - text.utf8.count) + "]", texts)
  }

  @Test(arguments: [40, 63, 64, 65, 128, 192, 1000, 4096], [1, 2])
  func `everything arrives once, with one thread or two`(_ bytes: Int, _ threads: Int) {
    let (text, expected) = Self.array(bytes: bytes)
    for stretch in [1, 7, 64, 1000] {
      let giver = Giver(text, stretch: stretch)
      let stream = stream(giver, threads: threads)
      defer { stream.stop() }
      let found = texts(stream)
      #expect(found.texts == expected)
      #expect(found.problem == "")
      #expect(giver.isDrained)
    }
  }

  @Test(arguments: [1, 2])
  func `a failure arrives behind everything that was filled before it`(_ threads: Int) {
    let (text, expected) = Self.array(bytes: 1000)
    let stream = stream(Giver(String(text.dropLast(40)), fails: true), threads: threads)
    defer { stream.stop() }
    let found = texts(stream)
    #expect(found.problem == "Failure")
    #expect(found.texts.count > 50 && expected.starts(with: found.texts))
  }

  @Test(arguments: [1, 2])
  func `a text that ends early is truncated, at the end of a block too`(_ threads: Int) {
    let (text, _) = Self.array(bytes: 512)
    for count in [0, 1, 63, 64, 65, 128, 191, 192, 256, 448, 511] {
      let stream = stream(
        Giver(String(decoding: text.utf8.prefix(count), as: UTF8.self)), threads: threads)
      defer { stream.stop() }
      #expect(texts(stream).problem == "truncated")
    }
  }

  @Test(arguments: [1, 2])
  func `what a reader leaves is fetched all the same`(_ threads: Int) throws {
    let giver = Giver(Self.array(bytes: 5000).text)
    let stream = stream(giver, threads: threads)
    defer { stream.stop() }
    var json = JSONReader(blocks: stream)
    for _ in 0..<3 { _ = try json.next() }
    #expect(!giver.isDrained)
    try stream.drain()
    #expect(giver.isDrained)
  }

  @Test func `a stream that nobody reads lets go of its thread`() {
    let giver = Giver(Self.array(bytes: 5000).text)
    let stream = stream(giver, threads: 2)
    stream.stop()
    #expect(!giver.isDrained)
  }
}
