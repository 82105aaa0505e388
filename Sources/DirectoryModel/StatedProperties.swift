import Memory

/// Properties of which records tell the value, be it that there is none.
package struct StatedProperties: Equatable, Sendable {
  package var attributes: AttributeSet = []
  package var displayName = false
  package var principalName = false
  package var mail = false

  /// States nothing.
  package init() {}

  /// Adds what another record states.
  package mutating func formUnion(_ other: StatedProperties) {
    attributes.formUnion(other.attributes)
    displayName = displayName || other.displayName
    principalName = principalName || other.principalName
    mail = mail || other.mail
  }

  /// Takes away what another record leaves open.
  package mutating func subtract(_ other: StatedProperties) {
    attributes.subtract(other.attributes)
    displayName = displayName && !other.displayName
    principalName = principalName && !other.principalName
    mail = mail && !other.mail
  }
}

/// What the records of each object state.
struct StatementTable: Sendable {
  fileprivate(set) var sets = [StatedProperties()]
  /// The place in `sets` of each object; those behind the last state nothing.
  fileprivate(set) var numbers: [UInt32] = []
  /// Attributes of which a record of an object has values that could not be read.
  fileprivate(set) var unread: [ObjectIndex: AttributeSet] = [:]

  subscript(object: ObjectIndex) -> StatedProperties {
    Int(object) < numbers.count ? sets[Int(numbers[Int(object)])] : StatedProperties()
  }

  /// Gives an object a statement of its own, or that of the one before it.
  fileprivate mutating func set(_ properties: StatedProperties, for object: ObjectIndex) {
    if sets[sets.count - 1] != properties { sets.append(properties) }
    numbers[Int(object)] = UInt32(sets.count - 1)
  }
}

/// Gathers what is stated, page by page: all records of a kind on one page were asked for alike.
///
/// Exporters leave out what has no value, so that what one record of a page shows was asked for
/// in all of them.
struct StatementLedger: Sendable {
  private var table = StatementTable()
  /// Second and later records of an object.
  private var further: [(object: ObjectIndex, number: UInt32)] = []
  /// What records have a value of that could not be read.
  private var unread: [(object: ObjectIndex, properties: StatedProperties)] = []
  /// The statement of each kind on each page.
  private var known: [Key: UInt32] = [:]
  /// The page that is open, 0 for what stands on none; and how many there were.
  private var page: UInt32 = 0
  private var pageCount: UInt32 = 0
  /// The object whose record was begun last, and its statement.
  private var open: (object: ObjectIndex, number: UInt32) = (noObject, 0)
  /// The statement that was used last for each kind.
  private var recent = [(key: Key?, number: UInt32)](
    repeating: (nil, 0), count: ObjectKind.allCases.count)

  private struct Key: Hashable {
    var unit: UInt32
    var page: UInt32
    var kind: ObjectKind
  }

  /// Begins a page of an input, or ends it.
  mutating func setPage(isOpen: Bool) {
    if isOpen { pageCount += 1 }
    page = isOpen ? pageCount : 0
  }

  /// Asks for what `begin` will look at.
  func expect(_ object: ObjectIndex) { prefetch(table.numbers, Int(object)) }

  /// Takes up a record of an object.
  mutating func begin(_ object: ObjectIndex, _ record: ObjectRecord, unit: UInt32) {
    if record.isLimited {
      open = (noObject, 0)
      return
    }
    let number = number(Key(unit: unit, page: page, kind: record.kind))
    open = (object, number)
    while table.numbers.count <= Int(object) { table.numbers.append(0) }
    if table.numbers[Int(object)] == 0 {
      table.numbers[Int(object)] = number
    } else if table.numbers[Int(object)] != number {
      further.append((object, number))
    }
    if record.displayName > NameTable.empty { table.sets[Int(number)].displayName = true }
    if record.principalName > NameTable.empty { table.sets[Int(number)].principalName = true }
    if record.mail > NameTable.empty { table.sets[Int(number)].mail = true }
  }

  private mutating func number(_ key: Key) -> UInt32 {
    let slot = Int(key.kind.rawValue)
    if recent[slot].key == key { return recent[slot].number }
    let number = known[key] ?? UInt32(table.sets.count)
    if number == table.sets.count { table.sets.append(StatedProperties()) }
    known[key] = number
    recent[slot] = (key, number)
    return number
  }

  /// Notes that the record that was begun last has a value of an attribute.
  mutating func add(_ key: AttributeKey, of object: ObjectIndex) {
    if open.object == object { table.sets[Int(open.number)].attributes.insert(key.asSet) }
  }

  /// Notes what the record that was begun last states beside its values.
  mutating func state(_ stated: StatedProperties) {
    if open.object != noObject { table.sets[Int(open.number)].formUnion(stated) }
  }

  /// Notes what the record that was begun last has an unreadable value of: what others on its page
  /// show says nothing about that one.
  mutating func leaveOpen(_ properties: StatedProperties) {
    if open.object != noObject { unread.append((open.object, properties)) }
  }

  /// Ends the collection; linear in the records of objects that have several, and in those that were
  /// not read whole.
  consuming func finish() -> StatementTable {
    for (object, number) in further {
      var joined = table[object]
      joined.formUnion(table.sets[Int(number)])
      if joined == table[object] { continue }
      if joined == table.sets[Int(number)] {
        table.numbers[Int(object)] = number
      } else {
        table.set(joined, for: object)
      }
    }
    for (object, properties) in unread {
      var left = table[object]
      left.subtract(properties)
      if left != table[object] { table.set(left, for: object) }
      if !properties.attributes.isEmpty {
        table.unread[object, default: []].formUnion(properties.attributes)
      }
    }
    return table
  }
}

extension DirectoryBuilder {
  /// Begins a page, whose records of one kind were all asked for the same properties, or ends it.
  package mutating func setPage(isOpen: Bool) { statements.setPage(isOpen: isOpen) }

  /// Notes properties that the last record states, those without a value too.
  ///
  /// What is not wanted was not kept, so that nothing is known of it.
  package mutating func state(_ properties: StatedProperties) {
    var kept = properties
    kept.attributes.formIntersection(wanted)
    statements.state(kept)
  }

  /// Notes properties of which the last record has a value that could not be read: nothing is known
  /// of them, whatever other records show.
  package mutating func leaveOpen(_ properties: StatedProperties) {
    if properties != StatedProperties() { statements.leaveOpen(properties) }
  }
}

extension Directory {
  /// Properties that the inputs state of an object.
  ///
  /// What has no value among them is known to have none. Nothing for objects without a record of
  /// their own, and for those of a local side.
  package func stated(of object: ObjectIndex) -> StatedProperties { statements[object] }

  /// Attributes of which a record of an object has values that could not be read, beside which the
  /// readable ones are not all.
  package func unread(of object: ObjectIndex) -> AttributeSet { statements.unread[object] ?? [] }

  /// The objects with unreadable values of an attribute, in no order; linear in all with such values.
  package func objects(withUnread key: AttributeKey) -> [ObjectIndex] {
    statements.unread.filter { $0.value.contains(key) }.map(\.key)
  }
}
