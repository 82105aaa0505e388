import DirectoryModel

/// What objects of snapshots are called where a run or an administrator is told why something
/// cannot be done.
struct TextNames {
  private var tenant: (version: Int, names: OwnNames)?
  private var local: (version: Int, names: OwnNames)?

  /// The name that means nobody else, `nil` where another could be meant.
  ///
  /// Takes time in proportion to the side when names have changed since it was asked last.
  mutating func name(of object: ObjectIndex, in overlay: Overlay) -> String? {
    let known = overlay.side == .tenant ? tenant : local
    let names: OwnNames
    if let known, known.version == overlay.identityVersion {
      names = known.names
    } else {
      names = OwnNames(overlay)
      let found = (overlay.identityVersion, names)
      if overlay.side == .tenant { tenant = found } else { local = found }
    }
    return names.name(of: object, in: overlay)
  }
}

extension World {
  /// What an object is called in texts: its display name, or, where a snapshot has several of one
  /// name and `textNames` are kept, its identifier or key.
  mutating func called(_ object: ObjectIndex, on side: Side) -> String {
    if textNames != nil, Int(object) < baseCount(of: side) {
      let name =
        side == .tenant
        ? textNames?.name(of: object, in: tenant) : textNames?.name(of: object, in: local)
      let text = name ?? identifierText(of: object, on: side)
      if !text.isEmpty { return text }
    }
    return side == .tenant
      ? tenant.string(.displayName, of: object) : local.string(.displayName, of: object)
  }

  /// An object's name in quotes, as `name(of:on:)` tells it, but for namesakes.
  mutating func calledInQuotes(_ object: ObjectIndex, on side: Side) -> String {
    textNames != nil && Int(object) < baseCount(of: side)
      ? "'\(called(object, on: side))'" : name(of: object, on: side)
  }

  /// The identifier of an object of the tenant or the key of a local one, empty where it has none.
  func identifierText(of object: ObjectIndex, on side: Side) -> String {
    if side == .local { return local.keyText(of: object) }
    let guid = tenant.guids[Int(object)]
    return guid == .none ? "" : "\(guid)"
  }
}
