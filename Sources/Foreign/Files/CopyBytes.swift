/// Copies as many bytes as fit to the front of a span and returns how many; O(n), as fast as memory.
package func copyBytes(_ source: Span<UInt8>, to target: inout MutableSpan<UInt8>) -> Int {
  let count = min(source.count, target.count)
  unsafe source.withUnsafeBufferPointer { from in
    unsafe target.withUnsafeMutableBufferPointer { to in
      guard let start = from.baseAddress, let goal = to.baseAddress else { return }
      unsafe goal.update(from: start, count: count)
    }
  }
  return count
}
