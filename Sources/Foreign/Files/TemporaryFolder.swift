private import CSystem
private import Synchronization

/// A private folder (mode 0700) that is removed, with all its content, when its owner lets go of it.
package struct TemporaryFolder: ~Copyable, Sendable {
  /// Where it stands.
  package let path: String

  /// Makes a folder under `$TMPDIR`, else `/tmp`; its name begins with `prefix`.
  package init(prefix: String = "rollcall") throws(FileError) {
    let parent = Environment.value(of: "TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    try self.init(prefix: prefix, in: parent)
  }

  /// Makes a folder in `parent`, which must be there; its name begins with `prefix`.
  package init(prefix: String, in parent: String) throws(FileError) {
    path = try Self.standing.withLock { (standing) throws(FileError) in
      let path = try Self.make(prefix, in: parent)
      standing.insert(path)
      return path
    }
  }

  deinit {
    Self.remove(path)
    Self.standing.withLock { [path] in _ = $0.remove(path) }
  }

  private static func make(_ prefix: String, in parent: String) throws(FileError) -> String {
    let pattern = PathBytes(parent).appending(Array("\(prefix).XXXXXX".utf8))
    var name = pattern.bytes.map { CChar(bitPattern: $0) } + [0]
    let result = unsafe name.withUnsafeMutableBufferPointer { buffer in
      unsafe csystem_make_private_folder(buffer.baseAddress)
    }
    if result < 0 {
      throw FileError(path: pattern.text, operation: .makeFolder, result: Int(result))
    }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The folders that somebody holds.
  private static let standing = Mutex<Set<String>>([])

  /// Removes every folder that somebody still holds and lets nobody make another one before the end
  /// of the program.
  static func removeAll(andThen end: () -> Never) -> Never {
    standing.withLock { standing -> Never in
      for path in standing.sorted() {
        // Whoever holds it may be writing into it.
        var tries = 100
        while tries > 0, !remove(path) { tries -= 1 }
      }
      end()
    }
  }

  @discardableResult
  private static func remove(_ path: String) -> Bool {
    unsafe PathBytes(path).withPointer { unsafe csystem_remove_tree($0) } == 0
  }

  /// The path of something in this folder.
  package func path(of name: String) -> String { "\(path)/\(name)" }

  /// Copies a file into this folder and returns the copy's path; O(n).
  ///
  /// The original is only read.
  package func copy(_ file: String, as name: String) throws(FileError) -> String {
    var reader = try FileReader(reading: file)
    let target = path(of: name)
    var writer = try FileWriter(replacing: target, permissions: 0o600)
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try reader.read(into: &block)
      if count == 0 { break }
      try writer.write(block, first: count)
    }
    try writer.finish()
    return target
  }

  /// Writes a new file into this folder and returns its path; O(n).
  package func write(_ bytes: [UInt8], as name: String) throws(FileError) -> String {
    let target = path(of: name)
    var writer = try FileWriter(replacing: target, permissions: 0o600)
    try writer.write(bytes)
    try writer.finish()
    return target
  }
}
