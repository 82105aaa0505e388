private import CSystem

/// The number of an open file; it closes when its owner lets go of it.
struct Descriptor: ~Copyable, Sendable {
  let number: Int32

  deinit { _ = csystem_close(number) }

  /// Closes the file and returns 0 or the negated error number.
  consuming func close() -> Int32 {
    let number = number
    discard self
    return csystem_close(number)
  }
}
