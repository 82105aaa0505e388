/// Bounds of what a reader accepts and of the memory it takes.
package struct JSONLimits: Sendable {
  /// Largest number of containers inside each other.
  package var depth: Int
  /// Largest number of bytes of a key, string or number that is read; skipped ones have no bound.
  package var textBytes: Int
  /// Bytes looked at together, rounded up to a multiple of 64; memory is up to ten times as much.
  package var windowBytes: Int

  /// Makes limits; the defaults suit exports of any size.
  package init(depth: Int = 512, textBytes: Int = 16 << 20, windowBytes: Int = 64 << 10) {
    precondition(depth > 0, "a document needs a depth of at least one")
    precondition((1...(1 << 30)).contains(windowBytes), "a window has at most 1 GiB")
    self.depth = depth
    self.textBytes = textBytes
    self.windowBytes = windowBytes
  }
}
