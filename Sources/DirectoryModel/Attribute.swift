import Memory

/// Properties of objects beyond the columns that every object has.
@usableFromInline package enum AttributeKey: UInt8, CaseIterable, Sendable {
  case description, mailNickname, createdDateTime, deletedDateTime, renewedDateTime
  /// One entry an address, with its `SMTP:` or `smtp:` prefix.
  case proxyAddress
  case otherMail
  case onPremisesImmutableID, onPremisesSAMAccountName, onPremisesSecurityIdentifier
  case membershipRule, visibility
  /// The GUID a device calls itself by; not its object identifier.
  case deviceID
  case givenName, surname, department, jobTitle, mobilePhone, city, companyName, employeeID
  case externalUserState
  /// The application identifier of a service principal.
  case appID
  /// A second and every further external identifier of one local user.
  case otherExternalID
  /// An external identifier as it is written, where that is no plain lower-case GUID.
  case externalIDText
  /// The kind of a local group or the owner of a row, in the product's own word.
  case productType
  /// When the object changed last, as its source writes it.
  case updated
  /// The host name of a local device or configuration.
  case hostName
  /// Who made a local row: `manual`, `scim`, …
  case origin
  case phone
  /// When a local group was last synchronised in full, and last at all, as its source writes it.
  case lastFullSync, lastSync
  // What nothing but dynamic membership rules looks at.
  case country, state, postalCode, streetAddress, usageLocation, preferredLanguage
  /// The first of a user's `businessPhones`, which has at most one.
  case businessPhone
  case faxNumber, officeLocation, imAddress, passwordPolicies, onPremisesDistinguishedName
  case employeeHireDate
  case extensionAttribute1, extensionAttribute2, extensionAttribute3
  case extensionAttribute4, extensionAttribute5, extensionAttribute6
  case extensionAttribute7, extensionAttribute8, extensionAttribute9
  case extensionAttribute10, extensionAttribute11, extensionAttribute12
  case extensionAttribute13, extensionAttribute14, extensionAttribute15
  case operatingSystem, operatingSystemVersion, manufacturer, model, trustType, profileType
  case deviceOwnership, deviceCategory, managementType, enrollmentProfileName, mdmAppID
  /// `true` or `false`.
  case isRooted
  case physicalID, systemLabel
  /// The text of a `ServicePlan`.
  case assignedPlan
  /// The identifier of a user's manager.
  case manager

  /// The key that a product or Graph calls so, blanks and case aside: `phone number`, `jobTitle`.
  package init?(named name: String) {
    let plain = name.filter { $0 != " " }.lowercased()
    guard let key = plain == "phonenumber" ? .phone : Self.keysByName[plain] else { return nil }
    self = key
  }

  /// The keys by their names in lower case: to spell a case out takes longer than to look it up.
  private static let keysByName = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.name.lowercased(), $0) })

  private static let names = allCases.map { "\($0)" }

  /// The name of the case, which is spelled out once.
  var name: String { Self.names[Int(rawValue)] }

  /// The set that holds only this key.
  package var asSet: AttributeSet { AttributeSet(rawValue: 1 &<< UInt128(rawValue)) }

  /// The key of `extensionAttribute1` to `extensionAttribute15`, by its number.
  package static func extensionAttribute(_ number: Int) -> AttributeKey {
    guard (1...15).contains(number),
      let key = AttributeKey(rawValue: extensionAttribute1.rawValue + UInt8(number) - 1)
    else { preconditionFailure("there are fifteen extension attributes") }
    return key
  }
}

/// The attributes that a reader is asked to keep; the others are skipped unread.
@usableFromInline package struct AttributeSet: OptionSet, Sendable {
  @usableFromInline package let rawValue: UInt128
  @inlinable package init(rawValue: UInt128) { self.rawValue = rawValue }

  /// What matching and the rules of the audit need.
  package static let audit = AttributeSet([
    AttributeKey.membershipRule.asSet,
    AttributeKey.deletedDateTime.asSet, AttributeKey.proxyAddress.asSet,
    AttributeKey.otherMail.asSet, AttributeKey.onPremisesImmutableID.asSet,
    AttributeKey.deviceID.asSet, AttributeKey.otherExternalID.asSet,
    AttributeKey.externalIDText.asSet, AttributeKey.productType.asSet,
    AttributeKey.updated.asSet, AttributeKey.hostName.asSet, AttributeKey.origin.asSet,
  ])
  /// Everything.
  package static let all = AttributeSet(rawValue: .max)

  /// Whether attributes under this key are kept.
  package func contains(_ key: AttributeKey) -> Bool { rawValue & key.asSet.rawValue != 0 }
}

/// Attributes as three columns sorted by object, then key, then order of arrival.
package struct AttributeTable: Sendable {
  private var objects: [ObjectIndex] = []
  private var keys: [UInt8] = []
  private var values: [NameIndex] = []

  package init() {}

  mutating func append(_ key: AttributeKey, of object: ObjectIndex, value: NameIndex) {
    objects.append(object)
    keys.append(key.rawValue)
    values.append(value)
  }

  /// Appends entries of another table as they are.
  mutating func append(_ other: AttributeTable, _ range: Range<Int>) {
    objects += other.objects[range]
    keys += other.keys[range]
    values += other.values[range]
  }

  /// Sorts the columns and drops what several inputs say alike; linear in rows and objects.
  mutating func sort() {
    sortRows()
    dropRepetitions()
  }

  private mutating func dropRepetitions() {
    var (kept, start) = (0, 0)
    for index in objects.indices {
      if index > 0, rank(index) != rank(kept - 1) { start = kept }
      if values[start..<kept].contains(values[index]) { continue }
      if kept != index {
        (objects[kept], keys[kept]) = (objects[index], keys[index])
        values[kept] = values[index]
      }
      kept += 1
    }
    objects.removeLast(objects.count - kept)
    keys.removeLast(keys.count - kept)
    values.removeLast(values.count - kept)
  }

  private mutating func sortRows() {
    var isSorted = true
    for index in objects.indices.dropFirst() where rank(index - 1) > rank(index) {
      isSorted = false
      break
    }
    guard !isSorted, let last = objects.max() else { return }
    let byKey = Self.ordered(0..<UInt32(objects.count), below: 256) { Int(keys[$0]) }
    let order = Self.ordered(byKey, below: Int(last) + 1) { Int(objects[$0]) }
    objects = order.map { objects[Int($0)] }
    (keys, values) = (order.map { keys[Int($0)] }, order.map { values[Int($0)] })
  }

  /// Places by the number that each has, in their order where numbers are equal; linear in both.
  private static func ordered(
    _ places: some Collection<UInt32>, below limit: Int, _ number: (Int) -> Int
  ) -> [UInt32] {
    var next = [UInt32](repeating: 0, count: limit + 1)
    for place in places { next[number(Int(place)) + 1] += 1 }
    for index in 1..<next.count { next[index] += next[index - 1] }
    var ordered = [UInt32](repeating: 0, count: places.count)
    for place in places {
      let number = number(Int(place))
      ordered[Int(next[number])] = place
      next[number] += 1
    }
    return ordered
  }

  private func rank(_ index: Int) -> UInt64 { UInt64(objects[index]) << 8 | UInt64(keys[index]) }

  /// The first value of an attribute, if the object has it; takes logarithmic time.
  package func first(_ key: AttributeKey, of object: ObjectIndex) -> NameIndex? {
    let index = lowerBound(key, object)
    guard index < objects.count, objects[index] == object, keys[index] == key.rawValue
    else { return nil }
    return values[index]
  }

  /// All values of an attribute in the order in which they were read; logarithmic time.
  package func all(_ key: AttributeKey, of object: ObjectIndex) -> ArraySlice<NameIndex> {
    let start = lowerBound(key, object)
    var end = start
    while end < objects.count, objects[end] == object, keys[end] == key.rawValue { end += 1 }
    return values[start..<end]
  }

  /// The attributes that an object has, each once, in their order.
  package func keys(of object: ObjectIndex) -> [AttributeKey] {
    var found: [AttributeKey] = []
    var index = lowerBound(.description, object)
    while index < objects.count, objects[index] == object {
      if let key = AttributeKey(rawValue: keys[index]), key != found.last { found.append(key) }
      index += 1
    }
    return found
  }

  /// How many values there are.
  package var count: Int { values.count }

  /// The key of a value by its place in the table.
  @inline(__always)
  package func key(at index: Int) -> UInt8 { keys[index] }

  /// A value by its place in the table.
  @inline(__always)
  package func value(at index: Int) -> NameIndex { values[index] }

  /// Asks for a value and its key, so that they are near when they are looked at.
  @inline(__always)
  package func expect(at index: Int) {
    prefetch(keys, index)
    prefetch(values, index)
  }

  /// Where the values of each object begin, one more than there are objects; linear time.
  package func starts(objectCount: Int) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: objectCount + 1)
    for object in objects { starts[Int(object) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    return starts
  }

  /// Every entry of one attribute as (object, value), in the order of objects; linear time.
  package func entries(of key: AttributeKey) -> [(object: ObjectIndex, value: NameIndex)] {
    keys.indices.filter { keys[$0] == key.rawValue }.map { (objects[$0], values[$0]) }
  }

  /// Where the values of an attribute begin, or would stand; takes logarithmic time.
  func lowerBound(_ key: AttributeKey, _ object: ObjectIndex) -> Int {
    let wanted = UInt64(object) << 8 | UInt64(key.rawValue)
    var (low, high) = (0, objects.count)
    while low < high {
      let middle = (low + high) / 2
      if rank(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
