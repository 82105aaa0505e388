private import CSystem

/// What kind of thing stands under a path.
@usableFromInline package enum FileKind: String, Sendable, CaseIterable {
  case file
  case folder
  case symbolicLink = "symbolic link"
  case pipe
  case socket
  case characterDevice = "character device"
  case blockDevice = "block device"
  case other

  /// Reads the kind from the type bits of `st_mode`, shifted to the right end (inode(7)).
  init(bits: UInt32) {
    self =
      switch bits {
      case 0o10: .file
      case 0o04: .folder
      case 0o12: .symbolicLink
      case 0o01: .pipe
      case 0o14: .socket
      case 0o02: .characterDevice
      case 0o06: .blockDevice
      default: .other
      }
  }
}

/// What the system says of a file without reading it.
package struct FileFacts: Equatable, Sendable {
  /// What kind of thing it is.
  package let kind: FileKind
  /// Size in bytes; of no meaning unless it is a file.
  package let size: Int64
  /// The permission bits, such as 0o644.
  package let permissions: UInt32
  /// The device and inode: two paths with the same pair are the same file.
  package let identity: [UInt64]
  /// When the content last changed, in nanoseconds since 1970, only to notice a change while reading.
  package let modifiedNanoseconds: Int64

  /// Asks the system about a path; `nil` when nothing is there.
  package static func of(
    _ path: String, followingLinks: Bool = true
  ) throws(FileError) -> FileFacts? {
    do throws(FileError) {
      return try FileFacts(path: PathBytes(path), followingLinks: followingLinks)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  init(path: PathBytes, followingLinks: Bool) throws(FileError) {
    var facts = csystem_facts()
    let result = unsafe path.withPointer {
      unsafe csystem_facts_of($0, followingLinks ? 1 : 0, &facts)
    }
    if result < 0 {
      throw FileError(path: path.text, operation: .inspect, result: Int(result))
    }
    self.init(facts)
  }

  init(openFile: Int32, path: String) throws(FileError) {
    var facts = csystem_facts()
    let result = unsafe csystem_facts_of_open(openFile, &facts)
    if result < 0 { throw FileError(path: path, operation: .inspect, result: Int(result)) }
    self.init(facts)
  }

  private init(_ facts: csystem_facts) {
    kind = FileKind(bits: facts.kind)
    size = facts.size
    permissions = facts.permissions
    identity = [facts.device, facts.inode]
    modifiedNanoseconds = facts.modified_nanoseconds
  }
}
