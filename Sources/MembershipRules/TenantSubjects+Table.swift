package import DirectoryModel

extension TenantSubjects {
  /// The users or the devices with the properties that some rules look at.
  ///
  /// Takes time in proportion to objects times properties, and 4 bytes for each.
  package func table(
    of kind: ObjectKind, for properties: [RuleProperty]
  ) -> SubjectTable<DirectorySubject> {
    let objects = kind == .device ? directory.devices : directory.users
    var columns: [RuleProperty: RuleColumn] = [:]
    for property in properties where columns[property] == nil {
      columns[property] = column(property, objects)
    }
    return SubjectTable(objects, names: directory.names, columns: columns) { self.subject($0) }
  }

  private func column(_ property: RuleProperty, _ objects: [ObjectIndex]) -> RuleColumn? {
    switch property {
    case .displayName: return texts(directory.displayNames, property, objects)
    case .userPrincipalName: return texts(directory.principalNames, property, objects)
    case .mail: return texts(directory.mails, property, objects)
    case .accountEnabled, .dirSyncEnabled, .userType, .isRooted: return few(property, objects)
    case .objectID, .memberOf, .organizationalUnit, .employeeHireDate: return nil
    default:
      if property.type == .texts || property.type == .plans { return nil }
      guard let key = property.attribute else { return .same(.notCollected) }
      var numbers = [NameIndex](repeating: NameTable.absent, count: directory.objectCount)
      for (object, value) in directory.attributes.entries(of: key).reversed() {
        numbers[Int(object)] = value
      }
      for object in directory.objects(withUnread: key) { numbers[Int(object)] = NameTable.absent }
      return texts(numbers, property, objects)
    }
  }

  private func texts(
    _ numbers: [NameIndex], _ property: RuleProperty, _ objects: [ObjectIndex]
  ) -> RuleColumn {
    .texts(
      objects.map { object in
        let number = numbers[Int(object)]
        if number > NameTable.empty { return number }
        return isCollected(property, of: object) ? RuleColumn.absent : RuleColumn.notCollected
      })
  }

  /// A column of a property that has a few values only.
  private func few(_ property: RuleProperty, _ objects: [ObjectIndex]) -> RuleColumn {
    var values: [RuleValue] = []
    let numbers = objects.map { object -> UInt8 in
      let value = subject(object).value(of: property)
      if let known = values.firstIndex(of: value) { return UInt8(known) }
      values.append(value)
      return UInt8(values.count - 1)
    }
    return .few(numbers, values: values)
  }
}
