import DirectoryModel

/// What identifiers and names of groups show at once, whoever is in them.
///
/// It needs nothing of the matching and is therefore made on another thread.
struct GroupGlance: Sendable {
  /// The tenant object of each local group's identifier, by the group's place in `Directory.groups`.
  private(set) var targets: [ObjectIndex] = []
  /// Whether the local group's name is that object's name, byte for byte.
  private(set) var areNamesakes: [Bool] = []
  /// The names by which that was found.
  private var localNames: [NameIndex] = []
  private var targetNames: [NameIndex] = []
  /// The hash of the only key of each tenant group's name, by its place in `Directory.groups`; 0 for
  /// names that need a closer look.
  private(set) var nameHashes: [UInt64] = []

  /// Shows nothing.
  init() {}

  /// Looks at all groups of both sides, and at names only that have changed; takes linear time.
  ///
  /// The names of few groups need not be hashed before anybody asks for them, nor be kept where no
  /// other glance follows.
  init(
    _ tenant: Directory, _ local: Directory, _ keys: NameKeys = NameKeys(),
    _ former: GroupGlance? = nil, hashesNames: Bool = true, keepsNames: Bool = true
  ) {
    if !local.groups.isEmpty { compareNames(tenant, local, former, keepsNames: keepsNames) }
    if hashesNames { hashNames(tenant, keys) }
  }

  /// Finds what each local group's identifier names, and whether it bears the name of that.
  private mutating func compareNames(
    _ tenant: Directory, _ local: Directory, _ former: GroupGlance?, keepsNames: Bool
  ) {
    targets = tenant.find(local.groups.map { local.guids[Int($0)] })
    let (groups, ownNames, displayNames) = (local.groups, local.displayNames, tenant.displayNames)
    if keepsNames {
      localNames = groups.map { ownNames[Int($0)] }
      targetNames = targets.map { $0 == noObject ? NameTable.absent : displayNames[Int($0)] }
    }
    let known = former.flatMap { $0.localNames.count == groups.count ? $0 : nil }
    areNamesakes = targets.indices.map { place in
      if targets[place] == noObject { return false }
      let (own, other) = (ownNames[Int(groups[place])], displayNames[Int(targets[place])])
      if let known, known.targets[place] != noObject, known.localNames[place] == own,
        known.targetNames[place] == other
      {
        return known.areNamesakes[place]
      }
      return local.names.equals(own, other, of: tenant.names)
    }
  }

  /// Makes the hashes of the names of the tenant's groups, unless they are made; linear time.
  mutating func hashNames(_ tenant: Directory, _ keys: NameKeys) {
    guard nameHashes.count != tenant.groups.count else { return }
    var buffer: [UInt8] = []
    let (names, displayNames) = (tenant.names, tenant.displayNames)
    nameHashes = tenant.groups.map { keys.only(names, displayNames[Int($0)], &buffer) }
  }
}
