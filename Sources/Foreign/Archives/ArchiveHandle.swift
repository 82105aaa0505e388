private import CArchive

/// libarchive's reader and its source; both are released when the owner lets go.
@safe struct ArchiveHandle: ~Copyable {
  let source: ArchiveSource
  private let archive: OpaquePointer
  private static let utf8 = unsafe Locale(pointer: carchive_utf8())

  /// A locale is never changed once made, so every thread may use it.
  @safe private struct Locale: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer?
  }

  /// Opens libarchive over a source; formats without an end mark are left out on purpose.
  ///
  /// Of what libarchive offers these are missing: programs as filters (`lrzip`, `lzop`, `grzip`),
  /// guesses by text (`uu`, `mtree`), and formats in which a cut file cannot be told from a whole
  /// one or that no export uses (`ar`, `warc`, `lha`, `iso9660`, `xar`, `rar`, `rpm`).
  init(over source: ArchiveSource) throws(ArchiveError) {
    guard let made = unsafe archive_read_new() else {
      preconditionFailure("memory has run out")
    }
    unsafe Self.allowFilters(made)
    unsafe Self.allowFormats(made, isSeekable: source.isSeekable)
    unsafe Self.connect(made, to: source)
    let result = unsafe carchive_open(made, Self.utf8.pointer)
    guard result == ARCHIVE_OK else {
      let error = unsafe source.failure ?? Self.error(made, result, source.name, nil, .opening)
      unsafe archive_read_free(made)
      throw error
    }
    self.source = source
    unsafe archive = made
  }

  deinit { unsafe archive_read_free(archive) }

  private static func allowFilters(_ archive: OpaquePointer) {
    unsafe archive_read_support_filter_gzip(archive)
    unsafe archive_read_support_filter_bzip2(archive)
    unsafe archive_read_support_filter_xz(archive)
    unsafe archive_read_support_filter_lzma(archive)
    unsafe archive_read_support_filter_lzip(archive)
    unsafe archive_read_support_filter_zstd(archive)
    unsafe archive_read_support_filter_lz4(archive)
    unsafe archive_read_support_filter_compress(archive)
  }

  private static func allowFormats(_ archive: OpaquePointer, isSeekable: Bool) {
    if isSeekable {
      unsafe archive_read_support_format_zip_seekable(archive)
    } else {
      unsafe archive_read_support_format_zip_streamable(archive)
    }
    unsafe archive_read_support_format_7zip(archive)
    unsafe archive_read_support_format_tar(archive)
    unsafe archive_read_support_format_cpio(archive)
    unsafe archive_read_support_format_cab(archive)
    unsafe archive_read_support_format_empty(archive)
    unsafe archive_read_support_format_raw(archive)
  }

  private static func connect(_ archive: OpaquePointer, to source: ArchiveSource) {
    unsafe archive_read_set_callback_data(archive, Unmanaged.passUnretained(source).toOpaque())
    unsafe archive_read_set_read_callback(archive) { _, context, start in
      guard let context = unsafe context, let start = unsafe start else { return -1 }
      let next = unsafe Unmanaged<ArchiveSource>.fromOpaque(context).takeUnretainedValue().next()
      unsafe start.pointee = next.start
      return unsafe next.count
    }
    guard source.isSeekable else { return }
    unsafe archive_read_set_skip_callback(archive) { _, context, count in
      guard let context = unsafe context else { return 0 }
      return unsafe Unmanaged<ArchiveSource>.fromOpaque(context).takeUnretainedValue().skip(count)
    }
    unsafe archive_read_set_seek_callback(archive) { _, context, offset, whence in
      guard let context = unsafe context else { return Int64(ARCHIVE_FATAL) }
      return unsafe Unmanaged<ArchiveSource>.fromOpaque(context).takeUnretainedValue()
        .seek(to: offset, whence)
    }
  }
  /// What moving to the next entry came to.
  enum Step {
    case entry(ArchiveEntry, isRaw: Bool)
    case end
    case failed(ArchiveError)
  }

  /// Moves to the next entry; a warning becomes a note, a damaged entry ends everything.
  ///
  /// `ARCHIVE_RETRY` would skip what is damaged and go on, which shortens the list: it is an error.
  mutating func step(index: Int, after last: String?) -> Step {
    var entry: OpaquePointer?
    let result = unsafe carchive_next(archive, &entry, Self.utf8.pointer)
    if result == ARCHIVE_EOF { return .end }
    guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry = unsafe entry else {
      if unsafe archive_read_has_encrypted_entries(archive) == 1 {
        return .failed(error(result, nil, .listing, reason: .encrypted))
      }
      return .failed(error(result, last, .listing))
    }
    let notes = result == ARCHIVE_WARN ? [text] : []
    return unsafe .entry(
      Self.facts(of: entry, index: index, notes: notes),
      isRaw: archive_format(archive) == ARCHIVE_FORMAT_RAW)
  }

  /// How many compressions lie around the content.
  var compressions: Int { unsafe max(0, Int(archive_filter_count(archive)) - 1) }
  /// True when the entries are those of a zip.
  var isZip: Bool { format == ARCHIVE_FORMAT_ZIP }
  /// True when the entries are those of a tar.
  var isTar: Bool { format == ARCHIVE_FORMAT_TAR }
  /// True when there is no content at all.
  var isEmpty: Bool { format == ARCHIVE_FORMAT_EMPTY }
  /// True when the content is one nameless run of bytes.
  var isRaw: Bool { format == ARCHIVE_FORMAT_RAW }
  private var format: Int32 { unsafe archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK }

  /// Bytes of the archive used up, all compressions taken off.
  var unpackedPosition: Int64 { unsafe archive_filter_bytes(archive, 0) }
  /// Bytes of the source used up.
  var sourcePosition: Int64 { unsafe archive_filter_bytes(archive, -1) }

  /// Leaves out the rest of the current entry.
  mutating func skip() -> Int32 { unsafe archive_read_data_skip(archive) }

  /// Reads content of the current entry: 0 at its end, negative when that failed.
  mutating func read(into span: inout MutableSpan<UInt8>) -> Int {
    let archive = unsafe archive
    return unsafe span.withUnsafeMutableBufferPointer { buffer in
      unsafe archive_read_data(archive, buffer.baseAddress, buffer.count)
    }
  }

  /// Describes the last failure.
  func error(
    _ result: Int32, _ entry: String?, _ activity: ArchiveError.Activity,
    reason: ArchiveError.Reason = .damaged
  ) -> ArchiveError {
    if let failure = source.failure { return failure }
    var error = unsafe Self.error(archive, result, source.name, entry, activity)
    error.reason = reason
    return error
  }

  private var text: String { unsafe Self.text(of: archive) }

  private static func text(of archive: OpaquePointer) -> String {
    guard let text = unsafe archive_error_string(archive) else { return "no reason given" }
    let words = unsafe String(cString: text)
    let end = words.utf8.lastIndex { $0 != 0x0A && $0 != 0x20 }
    return end.map { String(words[...$0]) } ?? "no reason given"
  }

  private static func error(
    _ archive: OpaquePointer, _ result: Int32, _ name: String, _ entry: String?,
    _ activity: ArchiveError.Activity
  ) -> ArchiveError {
    unsafe ArchiveError(
      archive: name, entry: entry, activity: activity, reason: .damaged, code: result,
      text: text(of: archive))
  }

  private static func facts(
    of entry: OpaquePointer, index: Int, notes: [String]
  ) -> ArchiveEntry {
    let bytes = unsafe bytes(of: carchive_name(entry, utf8.pointer))
    let name = bytes.map { String(decoding: $0, as: UTF8.self) }
    return unsafe ArchiveEntry(
      index: index, name: name ?? "entry \(index)",
      isNameExact: name.map { $0.utf8.elementsEqual(bytes ?? []) } ?? false,
      kind: kind(of: entry),
      size: archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : nil,
      isEncrypted: archive_entry_is_encrypted(entry) != 0, notes: notes)
  }

  private static func kind(of entry: OpaquePointer) -> ArchiveEntry.Kind {
    if let target = unsafe bytes(of: carchive_hardlink(entry, utf8.pointer)) {
      return .hardLink(target: String(decoding: target, as: UTF8.self))
    }
    switch unsafe carchive_kind(entry) {
    case 0o10: return .file
    case 0o04: return .folder
    case 0o12:
      let target = unsafe bytes(of: carchive_symlink(entry, utf8.pointer)) ?? []
      return .symbolicLink(target: String(decoding: target, as: UTF8.self))
    default: return .other
    }
  }

  private static func bytes(of text: UnsafePointer<CChar>?) -> [UInt8]? {
    guard let text = unsafe text else { return nil }
    let length = unsafe strlen(text)
    return unsafe text.withMemoryRebound(to: UInt8.self, capacity: length) {
      unsafe Array(UnsafeBufferPointer(start: $0, count: length))
    }
  }
}
