private import CArchive

/// libarchive's reader and its source; both are released when the last owner lets go.
///
/// A class because a source of unpacked bytes holds the reader that unpacks them.
@safe final class ArchiveHandle {
  let source: ArchiveSource
  private let kind: ArchiveKind
  private let archive: OpaquePointer
  private var hasBegun = false
  private var hasEnded = false
  private static let utf8 = unsafe Locale(pointer: carchive_utf8())

  /// A locale is never changed once made, so every thread may use it.
  @safe private struct Locale: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer?
  }

  /// Opens libarchive over a source as the one kind that its first bytes announce.
  init(over source: ArchiveSource, as kind: ArchiveKind, lists: Bool) throws(ArchiveError) {
    guard let made = unsafe archive_read_new() else {
      preconditionFailure("memory has run out")
    }
    unsafe Self.allow(kind, made, isSeekable: lists)
    unsafe Self.connect(made, to: source)
    let result = unsafe carchive_open(made, Self.utf8.pointer)
    guard result == ARCHIVE_OK else {
      let error = unsafe Self.error(made, result, source, nil, .opening)
      unsafe archive_read_free(made)
      throw error
    }
    (self.source, self.kind) = (source, kind)
    unsafe archive = made
  }

  deinit { unsafe archive_read_free(archive) }

  /// Switches on one format or one compression and nothing that could be mistaken for it.
  ///
  /// Of what libarchive offers the rest is left out on purpose: programs as filters, guesses by
  /// text (`uu`, `mtree`), and kinds of which a cut file cannot be told from a whole one.
  private static func allow(_ kind: ArchiveKind, _ archive: OpaquePointer, isSeekable: Bool) {
    switch kind {
    case .zip where isSeekable: unsafe archive_read_support_format_zip_seekable(archive)
    case .zip: unsafe archive_read_support_format_zip_streamable(archive)
    case .sevenZip: unsafe archive_read_support_format_7zip(archive)
    case .tar:
      unsafe archive_read_support_format_tar(archive)
      // A tar behind a tar is read too: otherwise its entries would be left out without a word.
      unsafe archive_read_set_format_option(archive, "tar", "read_concatenated_archives", "1")
    case .cpio: unsafe archive_read_support_format_cpio(archive)
    case .cab: unsafe archive_read_support_format_cab(archive)
    case .gzip: unsafe archive_read_support_filter_gzip(archive)
    case .xz: unsafe archive_read_support_filter_xz(archive)
    case .zstd: unsafe archive_read_support_filter_zstd(archive)
    case .bzip2: unsafe archive_read_support_filter_bzip2(archive)
    case .rar, .xar, .ar, .lzip, .lz4, .compress, .mla:
      preconditionFailure("a refused kind is not opened")
    }
    // Offered, not appended: libarchive 3.6 takes an appended filter that fails for an empty file.
    if kind.isCompression {
      unsafe archive_read_support_format_raw(archive)
      unsafe archive_read_support_format_empty(archive)
    }
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
    case entry(ArchiveEntry)
    case end
    case failed(ArchiveError)
  }

  /// Moves to the next entry; a warning becomes a note, a damaged entry ends everything.
  ///
  /// `ARCHIVE_RETRY` would skip what is damaged and go on, which shortens the list: it is an error.
  func step(index: Int, after last: String?) -> Step {
    var entry: OpaquePointer?
    let result = unsafe carchive_next(archive, &entry, Self.utf8.pointer)
    if result == ARCHIVE_EOF { return .end }
    if result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry = unsafe entry {
      let notes = result == ARCHIVE_WARN ? [text] : []
      return unsafe .entry(Self.facts(of: entry, index: index, notes: notes))
    }
    var error = error(result, last, .listing)
    if unsafe archive_read_has_encrypted_entries(archive) == 1 {
      error.reason = .encrypted
    } else if error.reason == .damaged, unsafe archive_format(archive) == 0 {
      // No reader took the bytes although they begin as they should: their end is missing.
      error = ArchiveError(
        archive: source.name, entry: nil, activity: .opening,
        reason: .truncated(expected: kind.expectedEnd))
    }
    return .failed(error)
  }

  /// How often the compression was found inside itself, which libarchive takes off all at once.
  var layers: Int { unsafe max(0, Int(archive_filter_count(archive)) - 1) }

  /// Bytes of the archive used up.
  var position: Int64 { unsafe archive_filter_bytes(archive, 0) }

  /// Leaves out the rest of the current entry.
  func skip() -> Int32 { unsafe archive_read_data_skip(archive) }

  /// Reads content of the current entry: 0 at its end, negative when that failed.
  func read(into span: inout MutableSpan<UInt8>) -> Int {
    let archive = unsafe archive
    return unsafe span.withUnsafeMutableBufferPointer { buffer in
      unsafe archive_read_data(archive, buffer.baseAddress, buffer.count)
    }
  }

  /// Unpacks the next block of a compressed file, empty at its end; it lasts until the next call.
  func nextBlock() throws(ArchiveError) -> UnsafeRawBufferPointer {
    let nothing = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    if !hasBegun {
      hasBegun = true
      switch step(index: 0, after: nil) {
      case .failed(let error): throw error
      case .end: hasEnded = true
      case .entry: break
      }
    }
    if hasEnded { return unsafe nothing }
    var (start, count, offset) = unsafe (UnsafeRawPointer?.none, 0, Int64(0))
    repeat {
      let result = unsafe archive_read_data_block(archive, &start, &count, &offset)
      if result == ARCHIVE_EOF {
        hasEnded = true
        try checkSurplus()
        return unsafe nothing
      }
      if result != ARCHIVE_OK { throw error(result, nil, .reading) }
    } while count == 0
    return unsafe UnsafeRawBufferPointer(start: start, count: count)
  }

  /// A compressed file must be used up: bytes that are left are a damaged second part.
  private func checkSurplus() throws(ArchiveError) {
    try source.drain()
    if unsafe source.length > archive_filter_bytes(archive, -1) {
      throw ArchiveError(archive: source.name, entry: nil, activity: .reading, reason: .surplus)
    }
  }

  /// Describes the last failure.
  func error(
    _ result: Int32, _ entry: String?, _ activity: ArchiveError.Activity
  ) -> ArchiveError {
    unsafe Self.error(archive, result, source, entry, activity)
  }

  private var text: String { unsafe Self.text(of: archive) ?? "no reason given" }

  private static func text(of archive: OpaquePointer) -> String? {
    guard let text = unsafe archive_error_string(archive) else { return nil }
    let words = unsafe String(cString: text)
    return words.utf8.lastIndex { $0 != 0x0A && $0 != 0x20 }.map { String(words[...$0]) }
  }

  private static func error(
    _ archive: OpaquePointer, _ result: Int32, _ source: ArchiveSource, _ entry: String?,
    _ activity: ArchiveError.Activity
  ) -> ArchiveError {
    if var failure = source.failure {
      if failure.archive == source.name && failure.entry == nil { failure.entry = entry }
      return failure
    }
    // A failure without a word at the end of the bytes is how libarchive says that more should come.
    guard let text = unsafe text(of: archive) else {
      return ArchiveError(
        archive: source.name, entry: entry, activity: activity,
        reason: source.isAtEnd ? .truncated(expected: "the rest of the archive") : .damaged,
        code: result, text: "no reason given")
    }
    return ArchiveError(
      archive: source.name, entry: entry, activity: activity, reason: .damaged, code: result,
      text: text)
  }

  private static func facts(
    of entry: OpaquePointer, index: Int, notes: [String]
  ) -> ArchiveEntry {
    let bytes = unsafe bytes(of: carchive_name(entry, utf8.pointer))
    let name = bytes.map { String(decoding: $0, as: UTF8.self) }
    return unsafe ArchiveEntry(
      index: index, name: name ?? "entry \(index)",
      isNameRepaired: name.map { !$0.utf8.elementsEqual(bytes ?? []) } ?? true,
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
