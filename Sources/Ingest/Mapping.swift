/// What a mapping can read from a database: one list of rows each.
package enum MappingResult: String, CaseIterable, Sendable {
  case groups, users, devices, memberships, owners, nested, links

  /// The columns that a result may have; those in front must be there.
  package var columns: (required: [String], optional: [String]) {
    switch self {
    case .groups:
      (
        ["id"],
        [
          "name", "external_id", "description", "type", "enabled", "updated", "mail", "archived",
          "deleted", "built_in", "last_full_sync", "last_sync", "origin",
        ]
      )
    case .users:
      (
        ["id"],
        [
          "username", "mail", "display", "external_id", "enabled", "type", "updated", "other_mail",
          "phone", "city", "department", "archived", "deleted", "built_in", "origin",
        ]
      )
    case .devices:
      (
        ["id"],
        [
          "name", "host_name", "external_id", "device_id", "enabled", "type", "updated", "archived",
          "deleted", "origin",
        ]
      )
    case .memberships: (["group_id"], ["user_id", "device_id", "role", "origin"])
    case .owners: (["group_id", "user_id"], ["origin"])
    case .nested: (["group_id", "child_id"], ["origin"])
    case .links: (["group_id", "tenant_group"], ["direction"])
    }
  }

  /// All columns, those that must be there first.
  package var allColumns: [String] { columns.required + columns.optional }

  /// What a row of this result is called in counts and errors.
  package var rowWord: String {
    switch self {
    case .groups: "group rows"
    case .users: "user rows"
    case .devices: "device rows"
    case .memberships: "membership rows"
    case .owners: "owner rows"
    case .nested: "nesting rows"
    case .links: "link rows"
    }
  }
}

/// How to read groups and people from one product's database; written in YAML.
///
/// A mapping has up to seven results, each a list of statements whose rows are united. A statement is
/// SQL, or a table with columns and a condition. The manual page "Mappings" describes every key.
package struct Mapping: Sendable, Equatable {
  /// The name of a preset, or of the file a mapping was read from.
  package var name: String
  /// The product and its version, for people.
  package var title: String
  /// What a reader should know of the product.
  package var about: String
  /// The policy that fits the product unless the user names another one.
  package var policy: String?
  /// What stands for `{prefix}` in names of tables unless other tables fit; `nil` without one.
  package var prefix: String?
  package var parameters: [MappingParameter]
  package var detection: MappingDetection
  package var attachments: [MappingAttachment]
  /// The statements of each result, in the order of `MappingResult.allCases`.
  package var statements: [[MappingStatement]]
  /// What the words of roles mean; `nil` when the mapping does not say.
  package var roles: RoleWords?
  package var references: MappingReferences
  package var builtIn: BuiltInNames
  package var facts: MappingFacts
  package var eras: [MappingEra]

  /// The statements of one result.
  package func statements(of result: MappingResult) -> [MappingStatement] {
    statements[result.index]
  }
}

extension MappingResult {
  /// Where the result stands in `Mapping.statements`.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// No statements for any result.
  static let noStatements = [[MappingStatement]](repeating: [], count: allCases.count)
}

/// A value that the user gives on the command line: `--param org=1`.
package struct MappingParameter: Sendable, Equatable {
  package var name: String
  package var about: String
  /// What is taken when the user gives none.
  package var fallback: String?
  /// SQL whose rows are the possible values; further columns describe them.
  package var choices: String?
}

/// What a database must have for a mapping to fit it.
package struct MappingDetection: Sendable, Equatable {
  /// Tables with the columns they must have.
  package struct Table: Sendable, Equatable {
    package var name: String
    package var columns: [String]
  }

  package var tables: [Table] = []
  /// SQL that must give a first value that is neither NULL nor 0.
  package var probe: String?
  /// Mappings that fit such a database too and that this one is preferred to.
  package var over: [String] = []
  /// Whether every other mapping that fits is preferred to this one.
  package var isFallback = false
}

/// A second database file that statements may name tables of: `accounts.usr`.
package struct MappingAttachment: Sendable, Equatable {
  package var schema: String
  /// Relative to the folder of the database, unless a parameter of the schema's name is given.
  package var path: String
}

/// One statement of a result.
package struct MappingStatement: Sendable, Equatable {
  /// Where the rows come from.
  package enum Origin: Sendable, Equatable {
    case sql(String)
    case table(name: String, condition: String?)
  }

  package var origin: Origin
  /// What is done with each column, by the column's name.
  package var columns: [MappingColumn]
}

/// A later or earlier form of a product's tables, told apart by its own detection.
package struct MappingEra: Sendable, Equatable {
  package var name: String
  package var detection: MappingDetection
  /// The policy that fits this era, if it is another one.
  package var policy: String?
  /// Statements that replace the mapping's own, for the results that have any.
  package var statements: [[MappingStatement]]
}

/// How rows refer to groups and people where they do not use identifiers.
package struct MappingReferences: Sendable, Equatable {
  /// A column that a reference is looked up in.
  package enum Key: String, CaseIterable, Sendable {
    case id, name, username, mail, display
    case externalID = "external_id"
  }

  package var group = Key.id
  package var child = Key.id
  package var user = Key.id
  package var device = Key.id
}

/// Groups and people that a product makes itself and that no sync touches, by exact name.
package struct BuiltInNames: Sendable, Equatable {
  package var groups: [String] = []
  package var users: [String] = []
}

/// What is known of a product beside its tables.
package struct MappingFacts: Sendable, Equatable {
  /// How many characters a group's name can have; 0 when unknown or unlimited.
  package var groupNameCharacters = 0
  /// How many bytes a group's name can have; 0 when unknown or unlimited.
  package var groupNameBytes = 0
  /// Prefixes that the product puts before group names.
  package var groupNamePrefixes: [String] = []
  /// Whether accounts come into being at the first sign-in.
  package var accountsAppearAtSignIn = false
}
