extension JSONReader {
  /// Skips the value that comes next, after a key or as the next element, and checks all of it.
  ///
  /// Where a key comes next, the whole member is skipped. Throws `JSONError` as `next()` does, and
  /// also when the container or the input has no more values.
  package mutating func skipValue() throws {
    keep(nothing: true)
    defer { keep(nothing: false) }
    let target = depth
    while true {
      let event = try next()
      if event == .end || depth < target { throw noValue(atEnd: event == .end) }
      if depth > target { return try skip(downTo: target) }
      if event != .key { return }
    }
  }

  /// Skips what is left of the innermost open container, its end included, and checks all of it.
  package mutating func skipRest() throws {
    precondition(depth > 0, "only an open container has a rest")
    keep(nothing: true)
    defer { keep(nothing: false) }
    try skip(downTo: depth - 1)
  }

  private mutating func keep(nothing: Bool) {
    keeping = !nothing
    longestPlain = nothing ? .max : limits.textBytes + 1
  }

  private func noValue(atEnd: Bool) -> JSONError {
    problem(
      .malformed, at: tokenStart, found: atEnd ? "the end of the input" : "no value",
      expected: "a value")
  }

  /// Goes on until only so many containers are open.
  ///
  /// The common steps are taken here, several entries of the index at once; `next()` takes the rest.
  private mutating func skip(downTo target: Int) throws {
    while true {
      skipCommon(downTo: target)
      if depth == target { return }
      _ = try next()
      if depth == target { return }
    }
  }

  /// Takes steps as long as they are common ones.
  private mutating func skipCommon(downTo target: Int) {
    var state = state
    var later = afterValue
    while true {
      let byte = byte(0)
      switch state {
      case .afterMember where byte == UInt8(ascii: ","):
        guard self.byte(1) == UInt8(ascii: "\""), self.byte(2) == UInt8(ascii: "\""),
          self.byte(3) == UInt8(ascii: ":")
        else {
          self.state = state
          return
        }
        cursor &+= 4
        state = .value
      case .firstKey where byte == UInt8(ascii: "\""):
        guard self.byte(1) == UInt8(ascii: "\""), self.byte(2) == UInt8(ascii: ":") else {
          self.state = state
          return
        }
        cursor &+= 3
        state = .value
      case .value where byte == UInt8(ascii: "\""),
        .firstElement where byte == UInt8(ascii: "\""):
        guard self.byte(1) == UInt8(ascii: "\"") else {
          self.state = state
          return
        }
        cursor &+= 2
        state = later
      case .afterElement where byte == UInt8(ascii: ","):
        cursor &+= 1
        state = .value
      case .value where byte == UInt8(ascii: "{"),
        .firstElement where byte == UInt8(ascii: "{"):
        guard depth < limits.depth else {
          self.state = state
          return
        }
        later = .afterMember
        open(later)
        state = .firstKey
      case .value where byte == UInt8(ascii: "["),
        .firstElement where byte == UInt8(ascii: "["):
        guard depth < limits.depth else {
          self.state = state
          return
        }
        later = .afterElement
        open(later)
        state = .firstElement
      case .afterMember where byte == UInt8(ascii: "}"),
        .firstKey where byte == UInt8(ascii: "}"),
        .afterElement where byte == UInt8(ascii: "]"),
        .firstElement where byte == UInt8(ascii: "]"):
        cursor &+= 1
        depth &-= 1
        later = afterValue
        state = later
        if depth == target {
          tokenStart = unsafe Int(window.index[cursor &- 1])
          self.state = state
          return
        }
      default:
        self.state = state
        return
      }
    }
  }

  @inline(__always)
  private mutating func open(_ later: Expectation) {
    depth &+= 1
    unsafe containers[depth] = later
    cursor &+= 1
  }
}
