public import CMemory

/// Asks for an element of an array, so that it is near when it is read; waits for nothing.
///
/// An index beyond the end asks for nothing that anybody needs and is no error.
@inlinable
@inline(__always)
package func prefetch<Element>(_ array: borrowing [Element], _ index: Int) {
  unsafe array.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return }
    unsafe memory_prefetch(
      UnsafeRawPointer(start) + index &* MemoryLayout<Element>.stride)
  }
}
