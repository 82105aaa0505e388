/// An archive that cannot be read to its end as what it claims to be.
package struct ArchiveError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was being done when it failed.
  package enum Activity: String, Sendable {
    case opening
    case listing
    case reading
  }

  /// What is wrong.
  package enum Reason: Equatable, Sendable {
    /// The system did not let us read it; `code` is the error number.
    case unreadable
    /// The path is a folder's.
    case folder
    /// There is not a single byte.
    case empty
    /// Nothing in the first bytes is known as an archive or a compressed file.
    case notAnArchive
    /// An archive of a kind that is not read, and why.
    case unsupported(kind: String, why: String)
    /// A kind that has to be read in any order, which a stream does not allow.
    case needsFile(kind: String)
    /// The bytes end before the archive does.
    case truncated(expected: String)
    /// libarchive refused the bytes; `code` and `text` are its own.
    case damaged
    /// The content needs a password.
    case encrypted
    /// An entry has another size than the archive states.
    case sizeDiffers(stated: Int64, found: Int64)
    /// The end of an archive states another number of entries than there were.
    case entriesDiffer(stated: Int, found: Int)
    /// There are bytes left after what was read as the end.
    case surplus
    case tooManyEntries(limit: Int)
    case entryTooLarge(limit: Int64)
    case tooManyBytes(limit: Int64)
    case expandsTooMuch(unpacked: Int64, packed: Int64, limit: Int64)
    case tooDeep(limit: Int)
    /// The bytes come from elsewhere, and that failed with this message.
    case source(String)
  }

  /// The archive's path; an archive in an archive is `outer.zip!inner.zip`.
  package let archive: String
  /// The entry it happened in.
  package internal(set) var entry: String?
  /// What was being done.
  package let activity: Activity
  /// What is wrong.
  package internal(set) var reason: Reason
  /// libarchive's result (-30 fatal … -10 retry) or the system's error number; 0 when it is neither.
  package var code: Int32 = 0
  /// libarchive's or the system's words, empty when the reason says all.
  package var text = ""

  /// Place, what was found, what was expected; on a second line what to do.
  package var description: String {
    let place = archive + (entry.map { "!\($0)" } ?? "")
    let way = hint.map { "\n  \($0)" } ?? ""
    return "\(place): found \(found), expected \(expected)\(way)"
  }
}
