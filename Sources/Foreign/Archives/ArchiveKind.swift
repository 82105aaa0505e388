/// What the first bytes of a file announce: an archive, or one compressed file.
package enum ArchiveKind: String, Sendable, CaseIterable {
  case zip
  case sevenZip = "7z"
  case tar
  case cpio
  case cab
  case rar
  case xar
  case ar
  case gzip
  case xz
  case zstd
  case bzip2
  case lzip
  case lz4
  case compress
  /// ANSSI's encrypted archives, as ORADAZ writes them; nobody can read them without the key.
  case mla

  /// Names the kind that the first bytes announce; 512 bytes are enough, `nil` means none.
  ///
  /// Signatures are those of the formats' specifications: a tar is known by `ustar` at 257
  /// (POSIX pax, https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html) or, when
  /// older, by the checksum of its first header.
  package static func sniff(firstBytes bytes: [UInt8]) -> ArchiveKind? {
    for (kind, signature, more) in signatures
    where bytes.starts(with: signature) && more(bytes.dropFirst(signature.count)) {
      return kind
    }
    return isTar(bytes) ? .tar : nil
  }

  /// True for one compressed file, in which a tar may be hidden.
  package var isCompression: Bool {
    switch self {
    case .gzip, .xz, .zstd, .bzip2, .lzip, .lz4, .compress: true
    case .zip, .sevenZip, .tar, .cpio, .cab, .rar, .xar, .ar, .mla: false
    }
  }

  private typealias Check = @Sendable (ArraySlice<UInt8>) -> Bool

  /// The first bytes of each kind but tar, and what must follow where text could begin like that.
  private static let signatures: [(ArchiveKind, [UInt8], Check)] = [
    (.zip, [0x50, 0x4B, 0x03, 0x04], anything),
    (.zip, [0x50, 0x4B, 0x05, 0x06], anything),
    (.zip, [0x50, 0x4B, 0x07, 0x08, 0x50, 0x4B], anything),
    (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], anything),
    (.cpio, Array("070701".utf8), digits),
    (.cpio, Array("070702".utf8), digits),
    (.cpio, Array("070707".utf8), digits),
    (.cpio, [0xC7, 0x71], anything),
    (.cab, Array("MSCF\0\0\0\0".utf8), anything),
    (.rar, Array("Rar!\u{1A}\u{07}".utf8), anything),
    (.xar, Array("xar!\0".utf8), anything),
    (.ar, Array("!<arch>\n".utf8), anything),
    (.gzip, [0x1F, 0x8B], anything),
    (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], anything),
    (.zstd, [0x28, 0xB5, 0x2F, 0xFD], anything),
    (.bzip2, Array("BZh".utf8), { (0x31...0x39).contains($0.first ?? 0) }),
    (.lzip, Array("LZIP\u{1}".utf8), anything),
    (.lz4, [0x04, 0x22, 0x4D, 0x18], anything),
    (.compress, [0x1F, 0x9D], anything),
    (.mla, Array("MLA\u{1}\0\0\0".utf8), anything),
    (.mla, Array("MLAFAAAA".utf8), anything),
  ]

  private static let anything: Check = { _ in true }

  /// Eight digits, octal or hexadecimal, as every text header of a cpio goes on.
  private static let digits: Check = { bytes in
    let next = bytes.prefix(8)
    return next.count == 8
      && next.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & ~0x20)
      }
  }

  private static func isTar(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 512 else {
      return bytes.count >= 262 && bytes[257..<262].elementsEqual("ustar".utf8)
    }
    guard let stated = octal(bytes[148..<156]), bytes[0] != 0 else { return false }
    // The sum counts its own field as eight blanks; old programs summed signed bytes.
    let header = Array(bytes[..<148]) + [UInt8](repeating: 0x20, count: 8) + bytes[156..<512]
    let unsigned = header.reduce(0) { $0 + Int($1) }
    let signed = header.reduce(0) { $0 + Int(Int8(bitPattern: $1)) }
    return stated == unsigned || stated == signed
  }

  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    return digits.isEmpty ? nil : digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
  }
}
