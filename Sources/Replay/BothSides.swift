import DirectoryModel

/// Something that each side has one of.
struct BothSides<Value: Sendable>: Sendable {
  var tenant: Value
  var local: Value

  subscript(side: Side) -> Value {
    _read {
      if side == .tenant { yield tenant } else { yield local }
    }
    _modify {
      if side == .tenant { yield &tenant } else { yield &local }
    }
  }
}
