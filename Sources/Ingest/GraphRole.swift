import DirectoryModel

/// What a list of elements is, told by its context and by the name of its file.
enum GraphRole: Equatable {
  /// Objects of one kind, or of kinds that each element tells.
  case objects(ObjectKind?, isDeleted: Bool)
  /// Members or owners of a group; a cast leaves out all but one kind.
  case relation(Relation, group: GUID, cast: ObjectKind?)
  /// Members, owners or others, of which nothing says whose they are.
  case nobodys
  case organization
  /// Something that has no part in groups, by its own name.
  case foreign(String)

  init(context: GraphContext?, path: GraphPath) {
    guard let context else {
      self = Self.told(by: path)
      return
    }
    if let relation = context.relation, let group = context.group ?? path.group {
      self = .relation(relation, group: group, cast: context.cast)
      return
    }
    if path.isOtherRelation {
      self = .foreign("a relation that is neither members nor owners")
      return
    }
    switch context.collection {
    case .foreign(let name): self = .foreign("'\(name)'")
    case .organization: self = .organization
    case .objects(let kind):
      if let relation = path.relation, let group = path.group {
        self = .relation(relation, group: group, cast: kind)
      } else {
        self = .objects(kind, isDeleted: path.isDeleted)
      }
    case .directoryObjects:
      if let relation = path.relation, let group = path.group {
        self = .relation(relation, group: group, cast: context.cast)
      } else if path.isDeleted || context.isDeleted || context.cast != nil {
        self = .objects(context.cast ?? path.kind, isDeleted: true)
      } else {
        self = .nobodys
      }
    }
  }

  private static func told(by path: GraphPath) -> GraphRole {
    if path.isOtherRelation { return .foreign("a relation that is neither members nor owners") }
    if let relation = path.relation, let group = path.group {
      return .relation(relation, group: group, cast: nil)
    }
    if path.isOrganization && path.kind == nil { return .organization }
    return .objects(nil, isDeleted: path.isDeleted)
  }
}
