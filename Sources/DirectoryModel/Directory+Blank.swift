extension Directory {
  /// A directory without objects of which everything is known: what overlays of invented worlds
  /// lie over.
  package static func blank(_ side: Side) -> Directory {
    var builder = DirectoryBuilder(side: side, wanted: .all)
    _ = builder.addSource(
      Source(
        input: "invented", format: "invented", sha256: "", byteCount: 0,
        capabilities: Capability(rawValue: .max), completeness: .complete))
    for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
    builder.defaultStates = (.complete, .complete)
    return builder.finish()
  }
}
