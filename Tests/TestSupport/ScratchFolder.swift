import Foundation

/// A new, empty folder that is removed with everything in it when its owner lets go of it.
package struct ScratchFolder: ~Copyable {
  /// The absolute path, without a final slash.
  package let path: String

  /// Creates the folder under the system's folder for temporary files.
  package init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "rollcall-\(UUID().uuidString)", directoryHint: .notDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    path = url.path
  }

  /// Writes a file, with the folders it needs, and returns its absolute path.
  @discardableResult
  package func write(_ bytes: [UInt8], to name: String) throws -> String {
    let url = URL(filePath: path).appending(path: name, directoryHint: .notDirectory)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// Writes a text as UTF-8, with the folders it needs, and returns its absolute path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write([UInt8](text.utf8), to: name)
  }

  /// Returns the bytes of a file in the folder.
  package func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
  }

  /// Returns a file in the folder as text; bytes that are not UTF-8 are an error.
  package func text(of name: String) throws -> String {
    try String(contentsOf: URL(filePath: "\(path)/\(name)"), encoding: .utf8)
  }

  /// Returns the names of everything in the folder, at any depth, sorted by their bytes.
  package func names() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      print("'\(path)' could not be removed: \(error)")
    }
  }
}
