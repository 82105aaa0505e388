/// What an archive says of one of its entries; nothing is ever written anywhere.
package struct ArchiveEntry: Equatable, Sendable {
  /// What kind of thing the entry stands for.
  package enum Kind: Equatable, Sendable {
    case file
    case folder
    case symbolicLink(target: String)
    case hardLink(target: String)
    /// A device, a pipe, a socket, or something that the archive does not name.
    case other
  }

  /// Position in the archive, from 0.
  package let index: Int
  /// The path as the archive spells it; bytes that are no UTF-8 show as U+FFFD.
  ///
  /// Where an archive declares its names to be Unicode (zip with bit 11, pax, 7z), libarchive
  /// composes them (NFC), so that two names may come out alike; `index` tells the entries apart.
  package let name: String
  /// True when the bytes of the name are no UTF-8, or there are none, so that `name` was mended.
  package let isNameRepaired: Bool
  /// What the entry stands for.
  package let kind: Kind
  /// The size in bytes that the archive states before the content, `nil` when it states none.
  package let size: Int64?
  /// True when the content cannot be read without a password.
  package let isEncrypted: Bool
  /// What libarchive found odd about the entry without giving it up.
  package let notes: [String]

  /// True when the path, or a link's target, leads outside the place of unpacking.
  ///
  /// Such a path is fit as a label and for nothing else: absolute, with a `..`, or a drive letter.
  package var isUnsafePath: Bool {
    switch kind {
    case .symbolicLink(let target), .hardLink(let target):
      Self.isUnsafe(name) || Self.isUnsafe(target)
    case .file, .folder, .other: Self.isUnsafe(name)
    }
  }

  /// True for a path that is empty, absolute, has a `..`, or begins with a drive letter.
  static func isUnsafe(_ path: String) -> Bool {
    let bytes = Array(path.utf8)
    guard let first = bytes.first, first != 0x2F, first != 0x5C else { return true }
    if bytes.count > 1 && bytes[1] == 0x3A && (0x41...0x5A).contains(first & ~0x20) { return true }
    return bytes.split { $0 == 0x2F || $0 == 0x5C }.contains { $0.elementsEqual([0x2E, 0x2E]) }
  }
}
