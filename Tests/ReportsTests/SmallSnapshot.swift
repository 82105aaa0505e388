import DirectoryModel

/// A snapshot that shows all there is, as tests begin it.
enum SmallSnapshot {
  /// A builder, and the unit of its places.
  static func begin(
    _ side: Side, _ unit: inout UInt32, capabilities: Capability = Capability(rawValue: .max)
  ) -> DirectoryBuilder {
    var builder = DirectoryBuilder(side: side, wanted: .all)
    let (name, whole) = ("small", Completeness.complete)
    let source = Source(
      input: name, format: name, sha256: "", byteCount: 0, capabilities: capabilities,
      completeness: whole)
    _ = builder.addSource(source)
    unit = builder.addUnit(PlaceUnit(input: name, counting: .row))
    builder.defaultStates = (whole, whole)
    for kind in ObjectKind.allCases { builder.setState(of: kind, to: whole) }
    return builder
  }
}
