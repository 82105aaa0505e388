import Digests
import Files
import Threads

/// A SHA-256 that is taken of a file while something else is being done.
///
/// The digest of a large file takes as long as reading it, on another core.
struct BackgroundDigest: Sendable {
  private let outcome: Meanwhile<String, FileError>

  /// A digest that is known already.
  init(known digest: String) {
    outcome = Meanwhile(isSmall: true) { () throws(FileError) in digest }
  }

  /// Begins; with a single thread it is done when the initialiser returns.
  init(of path: String, threads: Int) {
    outcome = Meanwhile(isSmall: threads == 1) { () throws(FileError) in
      try Self.digest(of: path)
    }
  }

  /// The digest of a file that belongs to an input.
  static func digest(of path: String, input: String) throws(IngestError) -> String {
    do throws(FileError) {
      return try digest(of: path)
    } catch {
      throw IngestError(error, input: input)
    }
  }

  static func digest(of path: String) throws(FileError) -> String {
    var reader = try FileReader(reading: path)
    var hash = SHA256()
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try reader.read(into: &block)
      if count == 0 { return hash.finish().hex }
      hash.update(block, first: count)
    }
  }

  /// Waits for the digest and returns its 64 hexadecimal digits; once.
  func value(of input: String) throws(IngestError) -> String {
    do throws(FileError) {
      return try outcome.result()
    } catch {
      throw IngestError(error, input: input)
    }
  }
}
