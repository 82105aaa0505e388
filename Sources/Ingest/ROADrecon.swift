import DirectoryModel
import SQLite

extension TenantFormat {
  /// The database of `roadrecon gather`, https://github.com/dirkjanm/ROADtools.
  package static let roadrecon = TenantFormat(
    name: "ROADrecon database",
    summary: "a SQLite file with the tables Users, Groups and lnk_group_member_user",
    medium: .database(claims: { claimsROADrecon($0) }, makeReader: { ROADreconReader() }))
}

private func claimsROADrecon(_ tables: [SchemaObject]) -> Bool {
  func table(_ name: String) -> SchemaObject? { tables.first { $0.name == name } }
  guard let users = table("Users"), table("Groups") != nil, let links = table(memberTable) else {
    return false
  }
  return (users.hasColumn("objectId") || users.hasColumn("id"))
    && links.hasColumn("Group") && links.hasColumn("User")
}

private let memberTable = "lnk_group_member_user"

/// A table of objects, with the names that its columns have in the two flavours.
///
/// `roadrecon` asks Azure AD Graph and keeps its names (`objectId`, `dirSyncEnabled`); the same
/// library has a schema with the names of Microsoft Graph (`id`, `onPremisesSyncEnabled`).
struct ROADreconEntity {
  var table: String
  var kind: ObjectKind

  /// Every table of objects that can be in groups; groups come last, so that users are known.
  static let all = [
    ROADreconEntity(table: "Users", kind: .user),
    ROADreconEntity(table: "Devices", kind: .device),
    ROADreconEntity(table: "ServicePrincipals", kind: .servicePrincipal),
    ROADreconEntity(table: "Contacts", kind: .contact),
    ROADreconEntity(table: "Groups", kind: .group),
  ]

  /// The old name of a property, then the new one where they differ.
  static func columns(of key: GraphKey) -> [String] {
    switch key {
    case .id: ["objectId", "id"]
    case .deletedDateTime: ["deletionTimestamp", "deletedDateTime"]
    case .onPremisesSyncEnabled: ["dirSyncEnabled", "onPremisesSyncEnabled"]
    case .onPremisesImmutableID: ["immutableId", "onPremisesImmutableId"]
    case .mobilePhone: ["mobile", "mobilePhone"]
    case .externalUserState: ["userState", "externalUserState"]
    default: [key.name]
    }
  }

  /// Every property that is read, except attributes that nobody asked for.
  static func keys(wanted: AttributeSet) -> [GraphKey] {
    let columns: [GraphKey] = [
      .id, .deletedDateTime, .displayName, .userPrincipalName, .mail, .accountEnabled, .userType,
      .onPremisesSyncEnabled, .securityEnabled, .mailEnabled, .groupTypes,
      .membershipRuleProcessingState, .isAssignableToRole, .visibility,
    ]
    let lists: [GraphKey] =
      (wanted.contains(.proxyAddress) ? [.proxyAddresses] : [])
      + (wanted.contains(.otherMail) ? [.otherMails] : [])
    let texts = GraphKey.allCases.filter { key in
      key != .visibility && key.attribute.map { wanted.contains($0) } ?? false
    }
    return columns + lists + texts
  }
}

/// A column that only rules and comparisons of snapshots look at.
struct ROADreconColumn {
  var column: String
  var form: FurtherProperty.Form
  /// The attribute that a value is kept as; the first of those of an object.
  var key: AttributeKey
}

extension ROADreconEntity {
  /// The columns of a table that are asked for beyond those of every object.
  ///
  /// Azure AD Graph has a column for each extension attribute, Microsoft Graph one for all.
  static func further(wanted: AttributeSet, in table: SchemaObject) -> [ROADreconColumn] {
    let extensions = (1...15).map { number in
      ROADreconColumn(
        column: "extensionAttribute\(number)", form: .text, key: .extensionAttribute(number))
    }
    // No column names a manager.
    let others = FurtherProperty.all.filter { $0.form != .reference }.flatMap { property in
      (property.oldName == property.name ? [property.name] : [property.oldName, property.name])
        .map { ROADreconColumn(column: $0, form: property.form, key: property.key) }
    }
    var known: AttributeSet = []
    return (extensions + others).filter { column in
      guard table.hasColumn(column.column) else { return false }
      // An object of all extension attributes has nothing new beside the columns of each.
      let isNew = !known.contains(column.key)
      let asked =
        column.form == .extensions
        ? !wanted.isDisjoint(with: FurtherProperty.extensionSet) : wanted.contains(column.key)
      if asked { known.insert(column.key.asSet) }
      return asked && isNew
    }
  }
}

/// A table of links from groups to members or owners.
struct ROADreconLink {
  var table: String
  var relation: Relation
  var column: String
  var kind: ObjectKind

  /// Every link table that concerns groups.
  static let all = [
    ROADreconLink(table: memberTable, relation: .members, column: "User", kind: .user),
    ROADreconLink(
      table: "lnk_group_member_group", relation: .members, column: "childGroup", kind: .group),
    ROADreconLink(
      table: "lnk_group_member_device", relation: .members, column: "Device", kind: .device),
    ROADreconLink(
      table: "lnk_group_member_serviceprincipal", relation: .members,
      column: "ServicePrincipal", kind: .servicePrincipal),
    ROADreconLink(
      table: "lnk_group_member_contact", relation: .members, column: "Contact", kind: .contact),
    ROADreconLink(table: "lnk_group_owner_user", relation: .owners, column: "User", kind: .user),
    ROADreconLink(
      table: "lnk_group_owner_serviceprincipal", relation: .owners,
      column: "ServicePrincipal", kind: .servicePrincipal),
  ]
}
