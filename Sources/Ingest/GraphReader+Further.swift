import DirectoryModel
import JSONText

extension GraphReader {
  /// Reads the value of a property that only rules and comparisons look at, if it is wanted.
  mutating func readFurther(
    _ property: FurtherProperty, of object: inout GraphObject, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    guard !builder.wanted.isDisjoint(with: property.attributes) else {
      return try json.skipValue()
    }
    let event = try json.next()
    switch (property.form, event) {
    case (_, .null): object.further.formUnion(property.attributes)
    case (.text, .string): keep(property.key, json, &object, &builder)
    case (.flag, .true), (.flag, .false):
      keep(property.key, event == .true ? "true" : "false", &object, &builder)
    case (.texts, .beginArray), (.firstText, .beginArray):
      try readFurtherTexts(property, &object, &json, &builder)
    case (.extensions, .beginObject):
      try readExtensions(&object, &json, &builder)
    case (.plans, .beginArray): try readPlans(property, &object, &json, &builder)
    case (.reference, .beginObject): try readManager(property, &object, &json, &builder)
    default:
      object.unread.formUnion(property.attributes)
      try leaveOut(property.name, event, &json, &builder)
    }
  }

  private func readPlans(
    _ property: FurtherProperty, _ object: inout GraphObject, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    var isWhole = true
    while true {
      let event = try json.next()
      if event == .endArray { break }
      let place = stream.place(json.offset)
      if event == .beginObject, let text = try json.readPlan() {
        object.attributes.append((property.key, builder.names.intern(text)))
        continue
      }
      isWhole = false
      if event == .beginArray { try json.skipRest() }
      leaveOut("values of '\(property.name)'", "they are no service plan", place, &builder)
    }
    note(property.key, isWhole: isWhole, of: &object)
  }

  /// The manager as `$expand` shows them: a user of which the identifier counts.
  private func readManager(
    _ property: FurtherProperty, _ object: inout GraphObject, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    let place = stream.place(json.offset)
    var manager: GUID?
    while try json.next() == .key {
      if json.matches("id") {
        if manager != nil { throw json.duplicateKey() }
        let event = try json.next()
        if event == .string { manager = json.guid }
        if event == .beginObject || event == .beginArray { try json.skipRest() }
      } else {
        try json.skipValue()
      }
    }
    if let manager {
      keep(property.key, "\(manager)", &object, &builder)
    } else {
      object.unread.insert(property.key.asSet)
      leaveOut("values of '\(property.name)'", "they have no identifier", place, &builder)
    }
  }

  /// Notes a list, of which nothing is known but its entries unless each of them was read.
  private func note(_ key: AttributeKey, isWhole: Bool, of object: inout GraphObject) {
    if isWhole { object.further.insert(key.asSet) } else { object.unread.insert(key.asSet) }
  }

  private func keep(
    _ key: AttributeKey, _ json: borrowing JSONReader, _ object: inout GraphObject,
    _ builder: inout DirectoryBuilder
  ) {
    object.further.insert(key.asSet)
    object.attributes.append((key, json.withText { builder.names.intern($0) }))
  }

  private func keep(
    _ key: AttributeKey, _ text: String, _ object: inout GraphObject,
    _ builder: inout DirectoryBuilder
  ) {
    object.further.insert(key.asSet)
    object.attributes.append((key, builder.names.intern(text)))
  }

  /// Reads a list; one with an entry that is no text says nothing of what else is in it.
  private func readFurtherTexts(
    _ property: FurtherProperty, _ object: inout GraphObject, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    var (count, isWhole) = (0, true)
    while true {
      let event = try json.next()
      switch event {
      case .endArray:
        return note(property.key, isWhole: isWhole, of: &object)
      case .string:
        count += 1
        if property.form == .firstText && count > 1 { continue }
        object.attributes.append((property.key, json.withText { builder.names.intern($0) }))
      default:
        isWhole = false
        try leaveOut(property.name, event, &json, &builder)
      }
    }
  }

  private func readExtensions(
    _ object: inout GraphObject, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    var seen = DuplicateKeys()
    while try json.next() == .key {
      let index = json.keyIndex(in: FurtherProperty.extensionKeys)
      try seen.note(index, at: json)
      guard index >= 0 else {
        try json.skipValue()
        continue
      }
      let key = AttributeKey.extensionAttribute(index + 1)
      let event = try json.next()
      switch event {
      case .string: keep(key, json, &object, &builder)
      case .null: object.further.insert(key.asSet)
      default:
        object.unread.insert(key.asSet)
        try leaveOut("extensionAttribute\(index + 1)", event, &json, &builder)
      }
    }
  }
}
