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

  /// Gives each of some threads a heap of its own; to be called before the first of them starts.
  ///
  /// Threads that take and leave many small blocks wait for each other where all share one heap.
  ///
  /// - Precondition: `count` is 1 or more.
  /// - Returns: whether the C library took the setting.
  package static func allow(_ count: Int) -> Bool {
    precondition(count > 0, "a process has a heap")
    return memory_allow_heaps(Int32(clamping: count)) != 0
  }

  /// Keeps up to 16 MiB of what was freed, for work that takes and leaves the same again and again.
  ///
  /// The heap would shrink after each piece of work otherwise, and grow again with the next one.
  ///
  /// - Returns: whether the C library took the settings.
  package static func holdFreed() -> Bool { memory_hold_freed(16 << 20) != 0 }

  /// Keeps up to 256 MiB of what was freed, large blocks among it, for work that goes through one
  /// large directory after another.
  ///
  /// What one leaves behind is taken by the next. To give it back and to ask for it again takes the
  /// system longer than to fill it: every page is wiped before a process gets it.
  ///
  /// - Returns: whether the C library took the settings.
  package static func holdLarge() -> Bool {
    memory_hold_freed(256 << 20) != 0 && memory_keep_large(mostHeldBytes) != 0
  }

  /// The largest threshold that glibc takes: half of the largest heap of a thread.
  static let mostHeldBytes: Int32 = 32 << 20
}
