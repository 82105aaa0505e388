package import DirectoryModel

/// How the mapping of a local database is chosen.
package enum LocalSelection: Sendable, Equatable {
  /// The preset that fits the database's tables.
  case automatic
  case preset(String)
  /// A mapping in YAML.
  case mapping(file: String)
}

/// A pair of a tenant group and a local group that the database itself states.
package struct LocalLink: Sendable, Equatable {
  package let localGroup: ObjectIndex
  /// The tenant group's object identifier, or `GUID.none` when the database has a name.
  package let tenantGroup: GUID
  /// What the database writes for the tenant group.
  package let tenantText: NameIndex
  /// The database's word for the direction: `import`, `push`, ….
  package let direction: String?
  package let place: Place
}

/// The local side of an audit: who is in which group according to one application.
package struct LocalSnapshot: Sendable {
  package let directory: Directory
  /// The preset's name, the mapping's, or `csv`.
  package let name: String
  /// The form of the product's tables, where the mapping knows several.
  package let era: String?
  /// The policy that fits the product; `nil` when the mapping names none.
  package let policy: String?
  package let facts: MappingFacts
  package let links: [LocalLink]
  /// Rows that each result gave, in the order of `MappingResult.allCases`; those left out count.
  package let rowCounts: [Int]

  /// Rows that one result gave.
  package func rowCount(of result: MappingResult) -> Int { rowCounts[result.index] }
}
