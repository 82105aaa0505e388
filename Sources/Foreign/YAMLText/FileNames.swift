import Synchronization

/// The files that places lie in, each known by a number for as long as the program runs.
///
/// Numbers are handed out in the order in which files are read and never shown.
enum FileNames {
  private struct Known {
    var names: [String] = []
    /// By bytes: two spellings of a name that look the same are two files.
    var numbers: [[UInt8]: UInt32] = [:]
  }

  private static let known = Mutex(Known())

  /// The number of a file, given a new one when it was not known.
  static func number(of name: String) -> UInt32 {
    let bytes = Array(name.utf8)
    return known.withLock { known in
      if let number = known.numbers[bytes] { return number }
      let number = UInt32(known.names.count)
      known.names.append(name)
      known.numbers[bytes] = number
      return number
    }
  }

  /// The file that was given a number.
  static func name(_ number: UInt32) -> String { known.withLock { $0.names[Int(number)] } }
}
