package import DirectoryModel

/// The users and devices of a directory as rules see them.
///
/// A list of users is not the same as all their properties. A property counts as collected from a
/// file or table when at least one record of the same kind in it has a value; only then is a
/// record without one known to have none.
package final class TenantSubjects: Sendable {
  let directory: Directory
  /// For each unit of input and kind the attributes that were seen in it.
  private let seen: [Seen]
  /// For each source group of memberOf rules who is in it, and whether that is all.
  private let groups: [GUID: Members]

  private struct Seen {
    var attributes: AttributeSet = []
    var displayName = false
    var principalName = false
    var mail = false
  }

  private struct Members {
    var row: BitRow
    var provesAbsence: Bool
  }

  /// Looks through a directory once; takes time in proportion to its records and attributes.
  ///
  /// The groups are those that memberOf rules name, see `MembershipRule.sourceGroups`.
  package init(_ directory: Directory, sourceGroups: [GUID] = []) {
    self.directory = directory
    seen = Self.seen(directory)
    var groups: [GUID: Members] = [:]
    for guid in sourceGroups where groups[guid] == nil {
      groups[guid] = Self.members(of: guid, in: directory)
    }
    self.groups = groups
  }

  private static func slot(_ directory: Directory, _ object: ObjectIndex) -> Int? {
    let unit = directory.place(of: object).unit
    guard unit != .max else { return nil }
    return Int(unit) * 2 + (directory.kinds[Int(object)] == .device ? 1 : 0)
  }

  private static func seen(_ directory: Directory) -> [Seen] {
    var seen = [Seen](repeating: Seen(), count: directory.units.count * 2)
    for object in directory.users + directory.devices {
      guard let slot = slot(directory, object) else { continue }
      let index = Int(object)
      if directory.displayNames[index] > NameTable.empty { seen[slot].displayName = true }
      if directory.principalNames[index] > NameTable.empty { seen[slot].principalName = true }
      if directory.mails[index] > NameTable.empty { seen[slot].mail = true }
    }
    for key in RuleProperty.allCases.compactMap(\.attribute) {
      for (object, value) in directory.attributes.entries(of: key) where value > NameTable.empty {
        guard let slot = slot(directory, object) else { continue }
        let kind = directory.kinds[Int(object)]
        if kind == .user || kind == .device { seen[slot].attributes.insert(key.asSet) }
      }
    }
    return seen
  }

  /// A group that a complete list of groups does not have, or has as deleted, has no members.
  private static func members(of guid: GUID, in directory: Directory) -> Members? {
    let none = Members(row: BitRow(count: directory.objectCount), provesAbsence: true)
    guard let group = directory.find(guid), directory.isRecorded(group) else {
      return directory.state(of: .group).provesAbsence ? none : nil
    }
    if directory.isDeleted(group) { return none }
    var row = none.row
    for member in directory.members.list(of: group) { row.insert(member) }
    return Members(row: row, provesAbsence: directory.members.state(of: group).provesAbsence)
  }

  /// A user or a device of the directory.
  package func subject(_ object: ObjectIndex) -> DirectorySubject {
    DirectorySubject(subjects: self, object: object)
  }

  func isMember(_ object: ObjectIndex, of group: GUID) -> Truth {
    guard let members = groups[group] else { return .unknown }
    if members.row.contains(object) { return .yes }
    return members.provesAbsence ? .no : .unknown
  }

  /// Whether an object without a value under a column or attribute is known to have none.
  func isCollected(_ property: RuleProperty, of object: ObjectIndex) -> Bool {
    guard let slot = Self.slot(directory, object) else { return false }
    switch property {
    case .displayName: return seen[slot].displayName
    case .userPrincipalName: return seen[slot].principalName
    case .mail: return seen[slot].mail
    default: return property.attribute.map { seen[slot].attributes.contains($0) } ?? false
    }
  }
}

extension AttributeSet {
  /// Every attribute that dynamic membership rules look at, and the rules themselves.
  package static let membershipRules = AttributeSet(
    RuleProperty.allCases.compactMap { $0.attribute?.asSet } + [AttributeKey.membershipRule.asSet])
}

extension RuleProperty {
  /// The attribute under which readers keep the property, if they keep it as one.
  ///
  /// Graph has other names than rules for some: `mobile` is `mobilePhone`.
  package var attribute: AttributeKey? {
    switch self {
    case .city: .city
    case .companyName: .companyName
    case .department: .department
    case .employeeID: .employeeID
    case .givenName: .givenName
    case .jobTitle: .jobTitle
    case .mailNickname: .mailNickname
    case .mobile: .mobilePhone
    case .onPremisesSecurityIdentifier: .onPremisesSecurityIdentifier
    case .surname: .surname
    case .otherMails: .otherMail
    case .proxyAddresses: .proxyAddress
    case .deviceID: .deviceID
    default: nil
    }
  }
}
