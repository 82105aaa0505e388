package import DirectoryModel
import Threads

/// What matching makes of the tenant's names, kept from one matching to the next.
///
/// A name keeps its number for as long as a directory and the overlays over it live, so that what was
/// made of it once holds. Without it everything is made when it is asked for.
package struct NameKeys: Sendable {
  /// Stands for a group's name of which nobody has asked yet.
  private static let unknown: UInt64 = 1
  /// The hash of each name's plain form, 0 for a name without a visible character.
  private var plains: [UInt64] = []
  /// The hash of the only key of a group's name, 0 for names that need a closer look.
  private var groupHashes: [UInt64] = []
  /// The hashes of all keys of those.
  private var severalKeys: [NameIndex: [UInt64]] = [:]

  package init() {}

  /// Makes what names need that came since the last time; linear in those, and in all groups unless
  /// nobody looks for names that nearly equal theirs.
  package mutating func extend(_ tenant: Directory, withGroups: Bool = true) {
    let (names, known) = (tenant.names, plains.count)
    if known < names.count {
      let middle = known + (names.count - known) / 3
      let upper = Meanwhile(isSmall: names.count - known < 10_000) {
        Self.plains(of: middle..<names.count, names)
      }
      plains.reserveCapacity(names.count)
      plains += Self.plains(of: known..<middle, names)
      if withGroups { addGroups(tenant) }
      plains += upper.result()
    } else if withGroups {
      addGroups(tenant)
    }
  }

  private static func plains(of range: Range<Int>, _ names: NameTable) -> [UInt64] {
    range.map { KeyHash.plain(names, NameIndex($0)) ?? 0 }
  }

  private mutating func addGroups(_ tenant: Directory) {
    var buffer: [UInt8] = []
    let (names, displayNames) = (tenant.names, tenant.displayNames)
    groupHashes += Array(repeating: Self.unknown, count: names.count - groupHashes.count)
    for group in tenant.groups {
      let name = displayNames[Int(group)]
      guard groupHashes[Int(name)] == Self.unknown else { continue }
      let hash = KeyHash.only(names, name, &buffer)
      groupHashes[Int(name)] = hash
      if hash == 0, name > NameTable.empty { severalKeys[name] = KeyHash.all(names.copy(name)) }
    }
  }
}

extension NameKeys {
  /// The hash of the plain form of a name; `nil` for a name without a visible character.
  @inline(__always)
  func plain(_ names: NameTable, _ name: NameIndex) -> UInt64? {
    guard Int(name) < plains.count else { return KeyHash.plain(names, name) }
    let hash = plains[Int(name)]
    return hash == 0 ? nil : hash
  }

  /// The hash of the only key of a group's name; 0 for names that need a closer look.
  func only(_ names: NameTable, _ name: NameIndex, _ buffer: inout [UInt8]) -> UInt64 {
    guard Int(name) < groupHashes.count, groupHashes[Int(name)] != Self.unknown else {
      return KeyHash.only(names, name, &buffer)
    }
    return groupHashes[Int(name)]
  }

  /// The hashes of all keys of a name.
  func all(_ names: NameTable, _ name: NameIndex) -> [UInt64] {
    severalKeys[name] ?? KeyHash.all(names.copy(name))
  }
}

extension KeyHash {
  /// The hash of the only key of a plain ASCII name; 0 for names that need a closer look.
  fileprivate static func only(
    _ names: NameTable, _ name: NameIndex, _ buffer: inout [UInt8]
  ) -> UInt64 {
    let range = names.range(of: name)
    guard !range.isEmpty,
      NameForm.appendKey(ofASCII: names.bytes.span.extracting(range), to: &buffer)
    else { return 0 }
    return whole(buffer) ?? 0
  }

  /// The hashes of all keys of a name.
  fileprivate static func all(_ name: [UInt8]) -> [UInt64] {
    NameForm.keys(name).compactMap { whole($0) }
  }
}
