/// The key of a row in a local database: a storage class and a value, never converted.
///
/// Source: "Datatypes In SQLite", https://www.sqlite.org/datatype3.html: a value has one of five
/// storage classes, and values of different classes are different.
package enum LocalKey: Hashable, Sendable {
  case integer(Int64)
  case real(Double)
  case text(NameIndex)
  case blob(NameIndex)
}

/// The compact form of a key: one byte of class, eight of value.
struct StoredKey: Equatable, Sendable {
  var storageClass: UInt8
  var bits: UInt64

  static let none = StoredKey(storageClass: 0, bits: 0)

  init(storageClass: UInt8, bits: UInt64) { (self.storageClass, self.bits) = (storageClass, bits) }

  init(_ key: LocalKey) {
    switch key {
    case .integer(let value): (storageClass, bits) = (1, UInt64(bitPattern: value))
    case .real(let value): (storageClass, bits) = (2, value.bitPattern)
    case .text(let name): (storageClass, bits) = (3, UInt64(name))
    case .blob(let name): (storageClass, bits) = (4, UInt64(name))
    }
  }

  var key: LocalKey? {
    switch storageClass {
    case 1: .integer(Int64(bitPattern: bits))
    case 2: .real(Double(bitPattern: bits))
    case 3: .text(NameIndex(truncatingIfNeeded: bits))
    case 4: .blob(NameIndex(truncatingIfNeeded: bits))
    default: nil
    }
  }
}

extension StoredKey {
  /// Keys of groups, of devices and of people are counted apart: each table numbers its own rows.
  func space(_ kind: ObjectKind) -> UInt64 {
    UInt64(kind.keySpace) << 8 | UInt64(storageClass)
  }
}

extension ObjectKind {
  /// The number of the key space that a kind's rows are counted in.
  var keySpace: UInt8 {
    switch self {
    case .group: 1
    case .device: 2
    case .unknown, .user, .servicePrincipal, .contact: 0
    }
  }
}
