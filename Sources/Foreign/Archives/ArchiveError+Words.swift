extension ArchiveError {
  /// What was found, for the message.
  var found: String {
    switch reason {
    case .unreadable: "'\(text)' (error \(code)) while \(activity.rawValue) it"
    case .folder: "a folder"
    case .empty: "an empty file"
    case .notAnArchive: "neither an archive nor a compressed file"
    case .unsupported(let kind, let why): "a \(kind) archive, \(why)"
    case .needsFile(let kind): "a \(kind) archive in a stream"
    case .truncated: "the end of the file"
    case .damaged: "'\(text)' (libarchive \(code)) while \(activity.rawValue) it"
    case .encrypted: "encrypted content"
    case .sizeDiffers(let stated, let found):
      found > stated ? "more than \(stated) bytes" : "\(found) bytes"
    case .entriesDiffer(_, let found): "\(found) entries"
    case .surplus: "more bytes after the end of the compressed data"
    case .tooManyEntries(let limit): "more than \(limit) entries"
    case .entryTooLarge(let limit): "more than \(limit) bytes in one entry"
    case .tooManyBytes(let limit): "more than \(limit) bytes of content"
    case .expandsTooMuch(let unpacked, let packed, _):
      "\(unpacked) bytes of content in \(packed) bytes of file"
    case .tooDeep(let limit): "archives in archives more than \(limit) deep"
    case .source(let message): "'\(message)' while \(activity.rawValue) it"
    }
  }

  /// What was expected, for the message.
  var expected: String {
    switch reason {
    case .unreadable, .source: "a file that can be read"
    case .folder, .empty, .notAnArchive: "an archive or a compressed file"
    case .unsupported: "zip, 7z, tar, cpio or a compressed file"
    case .needsFile(let kind): "a \(kind) archive in a file of its own"
    case .truncated(let expected): expected
    case .damaged: "an intact archive"
    case .encrypted: "content that needs no password"
    case .sizeDiffers(let stated, _): "\(stated) bytes as the archive states"
    case .entriesDiffer(let stated, _): "\(stated) entries as the archive states"
    case .surplus: "nothing more"
    case .tooManyEntries, .entryTooLarge, .tooManyBytes, .tooDeep: "no more than this limit"
    case .expandsTooMuch(_, _, let limit): "no more than \(limit) for each"
    }
  }

  /// What to do about it.
  package var hint: String? {
    switch reason {
    case .unreadable, .source: nil
    case .folder: "give the folder itself as the input"
    case .empty: "the export or its download failed; make it again"
    case .notAnArchive: nil
    case .unsupported: "unpack it and give the folder, or pack it again as zip"
    case .needsFile: "save or unpack it as a file and give that"
    case .truncated, .damaged, .surplus, .sizeDiffers, .entriesDiffer:
      "copy or export it again: nothing that was read from it can be taken for complete"
    case .encrypted: "unpack it with its password and give the folder"
    case .tooManyEntries, .entryTooLarge, .tooManyBytes, .expandsTooMuch, .tooDeep:
      "if you trust it, unpack it and give the folder"
    }
  }
}
