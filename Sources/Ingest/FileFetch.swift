import Digests
import Files
import Synchronization

/// The bytes of one input from its start to its end, each of them hashed on the way.
///
/// A class because a second thread may do the fetching; only one of them fetches at a time.
final class FileFetch: Sendable {
  private struct State: ~Copyable {
    var file: FileReader
    var hash: SHA256?
    var ahead: [UInt8] = []
    var position = 0
    var isAtEnd = false
  }

  /// How many bytes are looked at to see what an input is.
  static let glimpse = 64 << 10

  /// Bytes of the input, if it is a regular file.
  let size: UInt64?
  private let state: Mutex<State>
  private let progress: Progress

  init(_ file: consuming FileReader, progress: Progress) {
    size = file.facts.kind == .file ? UInt64(max(0, file.facts.size)) : nil
    self.progress = progress
    state = Mutex(State(file: file, hash: SHA256()))
  }

  /// Returns the first bytes and leaves them to be read.
  func peek() throws(FileError) -> [UInt8] {
    try state.withLock { (state) throws(FileError) in
      precondition(state.position == 0, "the first bytes are looked at first")
      var block = [UInt8](repeating: 0, count: Self.glimpse)
      while state.ahead.count < Self.glimpse, !state.isAtEnd {
        var count = 0
        do {
          var span = block.mutableSpan
          count = try state.file.read(into: &span)
        }
        if count == 0 { state.isAtEnd = true }
        state.ahead += block[..<min(count, Self.glimpse)]
        state.hash?.update(block, first: count)
        progress.add(count)
      }
      return state.ahead
    }
  }

  /// Fills the front of the span; returns 0 only at the end.
  func read(into span: inout MutableSpan<UInt8>) throws(FileError) -> Int {
    try state.withLock { (state) throws(FileError) in
      let left = state.ahead.count - state.position
      if left > 0 {
        let count = copyBytes(state.ahead.span.extracting(state.position...), to: &span)
        state.position += count
        return count
      }
      guard !state.isAtEnd else { return 0 }
      let count = try state.file.read(into: &span)
      if count == 0 { state.isAtEnd = true }
      state.hash?.update(span.span.extracting(first: count))
      progress.add(count)
      return count
    }
  }

  /// Fills the whole buffer unless the end comes first; returns 0 only at the end.
  func fill(_ buffer: inout [UInt8]) throws(FileError) -> Int {
    var span = buffer.mutableSpan
    return try read(into: &span)
  }

  /// Reads what is left, so that the digest covers all of it.
  func drain() throws(FileError) {
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while try fill(&block) > 0 {}
  }

  /// The digest of everything that was read; asked for once, after the end.
  func digest() -> SHA256Digest {
    state.withLock { state in
      precondition(state.isAtEnd, "a digest covers the whole input")
      guard let hash = state.hash.take() else { preconditionFailure("the digest was taken") }
      return hash.finish()
    }
  }
}

/// Counts the bytes taken from the disk and tells whoever asked.
final class Progress: Sendable {
  private let report: (@Sendable (UInt64, UInt64?) -> Void)?
  private let total: UInt64?
  private let bytes = Atomic<UInt64>(0)

  init(_ report: (@Sendable (UInt64, UInt64?) -> Void)?, total: UInt64?) {
    (self.report, self.total) = (report, total)
  }

  func add(_ count: Int) {
    let sum = bytes.wrappingAdd(UInt64(count), ordering: .relaxed).newValue
    report?(sum, total)
  }

  /// Bytes taken so far.
  var sum: UInt64 { bytes.load(ordering: .relaxed) }
}
