/// What lies under an archive's compressions: entries that libarchive lists, or one file.
struct ArchiveContent {
  /// What gives the bytes, all compressions taken off.
  let source: ArchiveSource
  /// The reader of the entries; `nil` for one compressed file.
  let handle: ArchiveHandle?
  /// What the entries lie in; `nil` for one compressed file.
  let kind: ArchiveKind?
  /// What one compressed file is called: the archive's name without folders and endings.
  let name: String

  /// Takes off compressions and opens what is under them.
  init(of outer: ArchiveSource, called label: String) throws(ArchiveError) {
    var (source, layers) = (outer, 0)
    var name = String(label.split(separator: "/").last ?? "")
    var first = try source.firstBytes()
    if first.isEmpty { throw Self.refusal(outer, .empty) }
    while let kind = ArchiveKind.sniff(firstBytes: first), kind.isReadableCompression {
      let handle = try ArchiveHandle(over: source, as: kind, lists: false)
      // Too few bytes for libarchive to see the compression in them.
      if handle.layers == 0 {
        throw Self.refusal(outer, .truncated(expected: kind.expectedEnd))
      }
      layers += handle.layers
      let limit = outer.budget.limits.depth
      if layers > limit { throw Self.refusal(outer, .tooDeep(limit: limit)) }
      source = ArchiveSource(
        .unpacked(handle), name: outer.name, budget: outer.budget, isOutermost: false)
      name = kind.strippingEnding(of: name)
      first = try source.firstBytes()
    }
    kind = ArchiveKind.sniff(firstBytes: first)
    if kind == nil && layers == 0 { throw Self.refusal(outer, .notAnArchive) }
    if let refused = kind?.refusal(isSeekable: source.isSeekable) {
      throw Self.refusal(outer, refused)
    }
    // libarchive does not find the directory of a zip that is nothing but its end record.
    let lists = source.isSeekable && !first.starts(with: [0x50, 0x4B, 0x05, 0x06])
    source.keepsTail = kind == .zip && !lists
    handle =
      if let kind { try ArchiveHandle(over: source, as: kind, lists: lists) } else { nil }
    (self.source, self.name) = (source, name)
  }

  private static func refusal(
    _ source: ArchiveSource, _ reason: ArchiveError.Reason
  ) -> ArchiveError {
    ArchiveError(archive: source.name, entry: nil, activity: .opening, reason: reason)
  }
}

extension ArchiveKind {
  /// True for a compression that is taken off on the way to the content.
  var isReadableCompression: Bool { isCompression && refusal(isSeekable: true) == nil }

  /// Why an archive of this kind is not even tried.
  func refusal(isSeekable: Bool) -> ArchiveError.Reason? {
    switch self {
    case .mla: .unsupported(kind: "MLA", why: "which is encrypted")
    case .rar, .xar, .ar, .lzip, .lz4, .compress:
      .unsupported(kind: rawValue, why: "of which a cut one cannot be told from a whole one")
    case .sevenZip: isSeekable ? nil : .needsFile(kind: rawValue)
    case .zip, .tar, .cpio, .cab, .gzip, .xz, .zstd, .bzip2: nil
    }
  }

  /// Takes the compression's ending off a file name; `x.tgz` becomes `x.tar`.
  func strippingEnding(of name: String) -> String {
    for (ending, rest) in endings
    where name.utf8.count > ending.utf8.count && name.lowercased().hasSuffix(ending) {
      return name.dropLast(ending.count) + rest
    }
    return name
  }

  private var endings: [(ending: String, rest: String)] {
    switch self {
    case .gzip: [(".gz", ""), (".gzip", ""), (".tgz", ".tar")]
    case .xz: [(".xz", ""), (".txz", ".tar")]
    case .zstd: [(".zst", ""), (".zstd", ""), (".tzst", ".tar")]
    case .bzip2: [(".bz2", ""), (".tbz", ".tar"), (".tbz2", ".tar")]
    default: []
    }
  }

  /// What is missing when the kind is announced and libarchive does not recognise it.
  var expectedEnd: String {
    self == .zip ? "a zip's central directory and its end" : "the rest of the \(rawValue) data"
  }
}
