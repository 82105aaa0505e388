private import CMemory

/// The memory that the process asks the system for.
package enum Heap {
  /// Bytes from which a block is given back as soon as it is freed.
  static let largeBlockBytes: Int32 = 2 << 20

  /// Keeps what was freed from being held back; to be called before the first thread starts.
  ///
  /// The tables of a large directory grow by doubling, and what they leave behind is of no use to
  /// anybody else: with glibc's defaults it stays resident
  /// (https://sourceware.org/glibc/manual/latest/html_node/Malloc-Tunable-Parameters.html).
  ///
  /// - Returns: whether the C library took the settings.
  package static func keepSmall() -> Bool { memory_keep_heap_small(largeBlockBytes) != 0 }
}
