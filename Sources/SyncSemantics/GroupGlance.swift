import DirectoryModel

/// What identifiers and names of groups show at once, whoever is in them.
///
/// It needs nothing of the matching and is therefore made on another thread.
struct GroupGlance: Sendable {
  /// The tenant object of each local group's identifier, by the group's place in `Directory.groups`.
  private(set) var targets: [ObjectIndex] = []
  /// Whether the local group's name is that object's name, byte for byte.
  private(set) var areNamesakes: [Bool] = []
  /// The hash of the only key of each tenant group's name, by its place in `Directory.groups`; 0 for
  /// names that need a closer look.
  private(set) var nameHashes: [UInt64] = []

  /// Shows nothing.
  init() {}

  /// Looks at all groups of both sides; takes linear time.
  init(_ tenant: Directory, _ local: Directory, _ keys: NameKeys = NameKeys()) {
    targets = tenant.find(local.groups.map { local.guids[Int($0)] })
    areNamesakes = zip(local.groups, targets).map { group, target in
      target != noObject
        && local.names.equals(
          local.displayNames[Int(group)], tenant.displayNames[Int(target)], of: tenant.names)
    }
    var buffer: [UInt8] = []
    let (names, displayNames) = (tenant.names, tenant.displayNames)
    nameHashes = tenant.groups.map { keys.only(names, displayNames[Int($0)], &buffer) }
  }
}
