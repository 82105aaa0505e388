private import CSystem

extension FileWriter {
  /// Writes a file so that its path holds either the old content or all of the new, never a part.
  ///
  /// The bytes go to a new file in the same folder, onto the disk, and then take the path over
  /// (rename(2), https://man7.org/linux/man-pages/man2/rename.2.html). O(n).
  package static func writeAtomically(_ bytes: [UInt8], to path: String) throws(FileError) {
    let temporary = try writeBeside(path, bytes)
    let result = unsafe PathBytes(temporary).withPointer { from in
      unsafe PathBytes(path).withPointer { to in unsafe csystem_rename(from, to) }
    }
    if result < 0 {
      removeFile(temporary)
      throw FileError(path: path, operation: .rename, result: Int(result))
    }
    let folder = folder(of: path)
    let synced = unsafe PathBytes(folder).withPointer { unsafe csystem_sync_folder($0) }
    if synced < 0 { throw FileError(path: folder, operation: .sync, result: Int(synced)) }
  }

  /// Writes the text's UTF-8 bytes so that the path holds the old content or all of the new; O(n).
  package static func writeAtomically(_ text: String, to path: String) throws(FileError) {
    try writeAtomically(Array(text.utf8), to: path)
  }

  /// Writes a new file beside `path` and returns its path; leaves none behind when that fails.
  private static func writeBeside(
    _ path: String, _ bytes: [UInt8]
  ) throws(FileError) -> String {
    let attempts = 100
    for attempt in 1... {
      let temporary = "\(path).\(csystem_process_id()).\(attempt).tmp"
      do throws(FileError) {
        try create(temporary, bytes)
        return temporary
      } catch {
        if error.operation != .open {
          removeFile(temporary)
        } else if error.isExisting && attempt < attempts {
          continue
        }
        throw error
      }
    }
    preconditionFailure("the last attempt returns or throws")
  }

  private static func create(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    var writer = try FileWriter(creating: path)
    try writer.write(bytes)
    try writer.sync()
    try writer.finish()
  }

  private static func removeFile(_ path: String) {
    _ = unsafe PathBytes(path).withPointer { unsafe csystem_remove_file($0) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
