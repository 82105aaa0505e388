import DirectoryModel

/// Which names of a snapshot's objects mean one of them only.
///
/// A class, because whoever may remember it is copied more often than it is made.
final class OwnNames: Sendable {
  private let displayNames: NameBearers
  private let principalNames: NameBearers

  /// Takes linear time.
  init(_ overlay: Overlay) {
    displayNames = NameBearers(overlay.displayNames, overlay)
    principalNames = NameBearers(overlay.principalNames, overlay)
  }

  /// What an object is called: its display name, or its user name where it has none; `nil` where
  /// another could be meant by that.
  func name(of object: ObjectIndex, in overlay: Overlay) -> String? {
    let isRecorded = overlay.flags[Int(object)].contains(.recorded)
    let display = overlay.displayNames[Int(object)]
    if display > NameTable.empty {
      return displayNames.belongs(display, toRecorded: isRecorded)
        ? overlay.names.string(display) : nil
    }
    let principal = overlay.principalNames[Int(object)]
    guard principal > NameTable.empty, !displayNames.bear(principal),
      principalNames.belongs(principal, toRecorded: isRecorded)
    else { return nil }
    return overlay.names.string(principal)
  }
}

/// Which names tell the objects of each side apart, found out when that is asked for.
struct OwnNamesOfSides {
  private var tenant: (version: Int, names: OwnNames)?
  private var local: (version: Int, names: OwnNames)?
  /// How often the names of a side were looked through.
  private(set) var count = 0

  /// The names of a side as it is; takes time in proportion to it where names have changed since it
  /// was asked for last.
  mutating func names(of overlay: Overlay) -> OwnNames {
    if let known = overlay.side == .tenant ? tenant : local,
      known.version == overlay.identityVersion
    {
      return known.names
    }
    let names = OwnNames(overlay)
    count += 1
    if overlay.side == .tenant {
      tenant = (overlay.identityVersion, names)
    } else {
      local = (overlay.identityVersion, names)
    }
    return names
  }
}

extension World {
  /// Which names of a side mean one object only; `nil` where nobody asks for that, and for a side
  /// that a scenario wrote down, whose names all do.
  mutating func ownNames(of side: Side) -> OwnNames? {
    guard baseCount(of: side) > 0 else { return nil }
    return side == .tenant ? ownNames?.names(of: tenant) : ownNames?.names(of: local)
  }
}

/// How many of a side's recorded objects bear each name: none, one or several.
private struct NameBearers: Sendable {
  private var borne: BitRow
  private var shared: BitRow

  init(_ names: [NameIndex], _ overlay: Overlay) {
    borne = BitRow(count: overlay.names.count)
    shared = borne
    for object in names.indices where overlay.flags[object].contains(.recorded) {
      let name = names[object]
      if borne.contains(name) { shared.insert(name) } else { borne.insert(name) }
    }
  }

  func bear(_ name: NameIndex) -> Bool { borne.contains(name) }

  /// Whether nobody else bears the name of an object, which is counted only when it is recorded.
  func belongs(_ name: NameIndex, toRecorded isRecorded: Bool) -> Bool {
    isRecorded ? !shared.contains(name) : !borne.contains(name)
  }
}
