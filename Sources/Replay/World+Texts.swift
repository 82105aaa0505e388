import DirectoryModel

extension World {
  /// What an object is called in refusals and logs: where `ownNames` are kept, one of a snapshot by a
  /// name that means nobody else, or else by its identifier or key; anybody else by the display name.
  mutating func called(_ object: ObjectIndex, on side: Side) -> String {
    if Int(object) < baseCount(of: side), let own = ownNames(of: side) {
      let text = own.name(of: object, in: self[side]) ?? identifierText(of: object, on: side)
      if !text.isEmpty { return text }
    }
    return self[side].string(.displayName, of: object)
  }

  /// An object's name in quotes, as `name(of:on:)` tells it, but for namesakes.
  mutating func calledInQuotes(_ object: ObjectIndex, on side: Side) -> String {
    ownNames != nil && Int(object) < baseCount(of: side)
      ? "'\(called(object, on: side).onOneLine)'" : name(of: object, on: side)
  }

  /// The identifier of an object of the tenant or the key of a local one, empty where it has none.
  func identifierText(of object: ObjectIndex, on side: Side) -> String {
    if side == .local { return local.keyText(of: object) }
    let guid = tenant.guids[Int(object)]
    return guid == .none ? "" : "\(guid)"
  }
}
