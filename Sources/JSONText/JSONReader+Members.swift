extension JSONReader {
  /// Moves to the next key of the open object that a table lists, and returns its index.
  ///
  /// Members with other keys are skipped and checked; -1 means that the object has ended. Called
  /// after the object's beginning or after a member's value; throws as `next()` does.
  package mutating func nextMember(in table: borrowing KeyTable) throws -> Int {
    while true {
      let ahead = state == .afterMember ? 1 : 0
      guard state == .firstKey || (state == .afterMember && byte(0) == UInt8(ascii: ",")),
        byte(ahead) == UInt8(ascii: "\""), byte(ahead &+ 1) == UInt8(ascii: "\""),
        byte(ahead &+ 2) == UInt8(ascii: ":")
      else {
        switch try next() {
        case .key: break
        case .endObject: return -1
        default: preconditionFailure("members are asked for between the members of an object")
        }
        let index = keyIndex(in: table)
        if index >= 0 { return index }
        try skipValue()
        continue
      }
      takeKey(ahead)
      let index = keyIndex(in: table)
      if index >= 0 { return index }
      if byte(1) == UInt8(ascii: "\""), byte(2) == UInt8(ascii: "\"") {
        // The commonest value by far is a text without escapes.
        cursor &+= 3
        state = .afterMember
      } else {
        try skipValue()
      }
    }
  }

  /// Takes a key that lies in the window as a whole; its colon comes next.
  @inline(__always)
  private mutating func takeKey(_ ahead: Int) {
    let open = unsafe Int(window.index[cursor &+ ahead])
    let close = unsafe Int(window.index[cursor &+ ahead &+ 1])
    tokenStart = open
    unsafe textStart = window.bytes + (open &+ 1)
    textCount = close &- open &- 1
    cursor = cursor &+ ahead &+ 2
    state = .colon
  }
}
