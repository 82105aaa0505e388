/// Whether a span holds a number; O(n), several entries a step.
@inlinable
package func holds(_ wanted: UInt32, in span: Span<UInt32>) -> Bool {
  unsafe span.withUnsafeBufferPointer { entries in
    let wide = 16
    var place = 0
    // With no way out after each entry, the processor compares several at once.
    while place &+ wide <= entries.count {
      var (isFound, offset) = (UInt32(0), 0)
      while offset < wide {
        isFound |= unsafe entries[place &+ offset] == wanted ? 1 : 0
        offset &+= 1
      }
      if isFound != 0 { return true }
      place &+= wide
    }
    while place < entries.count {
      if unsafe entries[place] == wanted { return true }
      place &+= 1
    }
    return false
  }
}
