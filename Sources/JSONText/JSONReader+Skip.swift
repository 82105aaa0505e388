extension JSONReader {
  /// Skips the value that comes next, after a key or as the next element, and checks all of it.
  ///
  /// Where a key comes next, the whole member is skipped. Throws `JSONError` as `next()` does, and
  /// also when the container or the input has no more values.
  package mutating func skipValue() throws {
    keeping = false
    defer { keeping = true }
    let target = depth
    while true {
      let event = try next()
      if event == .end || depth < target {
        throw problem(
          .malformed, at: tokenStart, found: event == .end ? "the end of the input" : "no value",
          expected: "a value")
      }
      if depth == target && event != .key { return }
    }
  }

  /// Skips what is left of the innermost open container, its end included, and checks all of it.
  package mutating func skipRest() throws {
    precondition(depth > 0, "only an open container has a rest")
    keeping = false
    defer { keeping = true }
    let target = depth
    while depth >= target { _ = try next() }
  }
}
