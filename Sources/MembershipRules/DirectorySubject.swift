package import DirectoryModel

/// One user or device of a directory, as rules see it.
package struct DirectorySubject: RuleSubject {
  let subjects: TenantSubjects
  package let object: ObjectIndex

  /// What the directory holds under a property; what its sources never asked for is not collected.
  package func value(of property: RuleProperty) -> RuleValue {
    let directory = subjects.directory
    let index = Int(object)
    switch property {
    case .objectID: return .identifier(directory.guids[index])
    case .displayName: return text(directory.displayNames[index], property)
    case .userPrincipalName: return text(directory.principalNames[index], property)
    case .mail: return text(directory.mails[index], property)
    case .accountEnabled: return Self.flag(directory.isEnabled(object))
    case .dirSyncEnabled:
      // Readers tell true from everything else, but not false from null.
      return directory.isOnPremises(object) == .no
        ? .falseOrAbsent : Self.flag(directory.isOnPremises(object))
    case .userType:
      switch directory.isGuest(object) {
      case .yes: return .text(Self.guest[...])
      case .no: return .text(Self.member[...])
      case .unknown: return .notCollected
      }
    default:
      guard let key = property.attribute, !directory.unread(of: object).contains(key) else {
        return .notCollected
      }
      if property.type == .texts { return texts(property) }
      if property.type == .plans { return plans(property) }
      let name = directory.attributes.first(key, of: object) ?? NameTable.absent
      return typed(text(name, property), property.type)
    }
  }

  /// A text as what it stands for; one that stands for nothing of the kind stays a text.
  private func typed(_ value: RuleValue, _ type: RuleType) -> RuleValue {
    guard case .text(let bytes) = value else { return value }
    switch type {
    case .boolean where bytes.elementsEqual("true".utf8): return .flag(true)
    case .boolean where bytes.elementsEqual("false".utf8): return .flag(false)
    case .instant: return RuleTime.instant(bytes).map { .instant($0) } ?? value
    default: return value
    }
  }

  /// Whether somebody is the user's manager; nobody is where the export shows those of others.
  package func hasManager(_ manager: GUID) -> Truth {
    let directory = subjects.directory
    guard let name = directory.attributes.first(.manager, of: object), name > NameTable.empty else {
      return directory.stated(of: object).attributes.contains(AttributeKey.manager) ? .no : .unknown
    }
    guard let known = GUID(directory.names.copy(name).span) else { return .unknown }
    return Truth(known == manager)
  }

  private func plans(_ property: RuleProperty) -> RuleValue {
    let value = texts(property)
    guard case .texts(let texts) = value else { return value }
    return .plans(texts.map { RulePlan(ServicePlan(text: $0)) })
  }

  /// Whether the object is a direct member of a source group.
  package func isMember(of group: GUID) -> Truth { subjects.isMember(object, of: group) }

  private static let guest = Array("Guest".utf8)
  private static let member = Array("Member".utf8)

  private static func flag(_ truth: Truth) -> RuleValue {
    switch truth {
    case .yes: .flag(true)
    case .no: .flag(false)
    case .unknown: .notCollected
    }
  }

  /// The empty text is no value: Graph refuses it, and exports write it for null.
  private func text(_ name: NameIndex, _ property: RuleProperty) -> RuleValue {
    guard name > NameTable.empty else {
      return subjects.isCollected(property, of: object) ? .absent : .notCollected
    }
    return .text(subjects.directory.names.bytes[subjects.directory.names.range(of: name)])
  }

  private func texts(_ property: RuleProperty) -> RuleValue {
    guard let key = property.attribute else { return .notCollected }
    let values = subjects.directory.attributes.all(key, of: object)
    guard !values.isEmpty else {
      return subjects.isCollected(property, of: object) ? .absent : .notCollected
    }
    return .texts(
      values.map { subjects.directory.names.bytes[subjects.directory.names.range(of: $0)] })
  }
}
