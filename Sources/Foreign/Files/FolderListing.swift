private import CSystem

/// One thing found in a folder or below it.
package struct FolderEntry: Equatable, Sendable {
  /// The path below the listed folder; bytes that are no UTF-8 show as U+FFFD.
  package let relativePath: String
  /// False when the name is no UTF-8, so that `relativePath` is not its exact spelling.
  package let isNameExact: Bool
  /// What it is and how large.
  package let facts: FileFacts
  /// The exact path, listed folder included.
  let location: PathBytes

  /// The path, listed folder included; opens the file if `isNameExact`.
  package var path: String { location.text }
  /// What kind of thing it is: a symbolic link is one, wherever it points.
  package var kind: FileKind { facts.kind }
}

/// Folders: what is in them, and making them.
package enum Folder {
  /// How deep a tree may be before listing it gives up.
  package static let depthLimit = 1000

  /// Lists a folder and everything below it, in the order of the UTF-8 bytes of the relative paths.
  ///
  /// Symbolic links below are listed and not followed, so there are no loops; pipes, sockets and
  /// devices are listed too, and it is for the caller to refuse them. O(n log n).
  package static func list(_ path: String) throws(FileError) -> [FolderEntry] {
    let root = PathBytes(path)
    var found: [(relative: [UInt8], entry: FolderEntry)] = []
    var pending: [(relative: [UInt8], depth: Int)] = [([], 0)]
    while let (relative, depth) = pending.popLast() {
      if depth > depthLimit {
        throw FileError(
          path: path, operation: .list,
          message: "found folders more than \(depthLimit) deep, the limit here")
      }
      let folder = relative.isEmpty ? root : root.appending(relative)
      for name in try names(in: folder) {
        let below = relative.isEmpty ? name : relative + [0x2F] + name
        let entry = try entry(at: root.appending(below), relative: below)
        if entry.kind == .folder { pending.append((below, depth + 1)) }
        found.append((below, entry))
      }
    }
    return found.sorted { $0.relative.lexicographicallyPrecedes($1.relative) }.map(\.entry)
  }

  /// Makes a folder and those above it that are missing; one that is there already is fine.
  package static func make(_ path: String, permissions: UInt32 = 0o777) throws(FileError) {
    let bytes = Array(path.utf8)
    var ends = bytes.indices.filter { $0 > 0 && bytes[$0] == 0x2F && bytes[$0 - 1] != 0x2F }
    ends.append(bytes.count)
    for end in ends {
      let part = PathBytes(bytes: Array(bytes[..<end]))
      let result = unsafe part.withPointer { unsafe csystem_make_folder($0, permissions) }
      if result == 0 { continue }
      let error = FileError(path: part.text, operation: .makeFolder, result: Int(result))
      guard error.isExisting, try FileFacts.of(part.text)?.kind == .folder else { throw error }
    }
  }

  private static func entry(
    at location: PathBytes, relative: [UInt8]
  ) throws(FileError) -> FolderEntry {
    let text = String(decoding: relative, as: UTF8.self)
    return FolderEntry(
      relativePath: text, isNameExact: text.utf8.elementsEqual(relative),
      facts: try FileFacts(path: location, followingLinks: false), location: location)
  }

  private static func names(in folder: PathBytes) throws(FileError) -> [[UInt8]] {
    var code: Int32 = 0
    let opened = unsafe folder.withPointer { unsafe csystem_folder_open($0, &code) }
    guard let handle = unsafe opened else {
      throw FileError(path: folder.text, operation: .list, result: Int(code))
    }
    defer { unsafe csystem_folder_close(handle) }
    var names: [[UInt8]] = []
    while let name = unsafe csystem_folder_next(handle, &code) {
      names.append(unsafe bytes(of: name))
    }
    if code < 0 { throw FileError(path: folder.text, operation: .list, result: Int(code)) }
    return names
  }
}

/// Copies the bytes of a C string without its NUL.
func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
  var bytes: [UInt8] = []
  var next = unsafe text
  while unsafe next.pointee != 0 {
    bytes.append(unsafe UInt8(bitPattern: next.pointee))
    unsafe next += 1
  }
  return bytes
}
