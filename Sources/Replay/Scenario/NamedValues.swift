import YAMLText

/// Something for each of some names: a few as a rule, of which a look at all finds one soonest.
struct NamedValues<Value: Sendable>: Sendable {
  /// Names up to which none is looked up by its hash.
  private static var mostUnhashed: Int { 16 }

  /// The names in the order in which they came.
  private(set) var names: [ScenarioName] = []
  /// A mark of each, by which almost all are told apart.
  private var marks: [UInt64] = []
  private var values: [Value] = []
  /// Where each name stands; empty while there are few.
  private var places: [ScenarioName: Int] = [:]

  /// Makes room for so many names.
  mutating func expect(_ count: Int) {
    guard names.capacity < count else { return }
    names.reserveCapacity(count)
    marks.reserveCapacity(count)
    values.reserveCapacity(count)
  }

  /// The value of a name; `nil` when the name is not there.
  subscript(name: ScenarioName) -> Value? { place(of: name).map { values[$0] } }

  /// The name as it came first, with its own place.
  func first(_ name: ScenarioName) -> ScenarioName? { place(of: name).map { names[$0] } }

  private func place(of name: ScenarioName) -> Int? {
    guard places.isEmpty else { return places[name] }
    let mark = name.mark
    for place in marks.indices
    where marks[place] == mark && names[place].text.hasBytes(of: name.text) {
      return place
    }
    return nil
  }

  /// Sets the value of a name, be it there or not.
  mutating func set(_ value: Value, for name: ScenarioName) {
    if let place = place(of: name) {
      values[place] = value
      return
    }
    if names.isEmpty { expect(Self.mostUnhashed / 2) }
    names.append(name)
    marks.append(name.mark)
    values.append(value)
    if !places.isEmpty {
      places[name] = names.count - 1
    } else if names.count > Self.mostUnhashed {
      findPlaces()
    }
  }

  /// Takes a name away and returns its value; linear in the number of names.
  @discardableResult
  mutating func remove(_ name: ScenarioName) -> Value? {
    guard let place = place(of: name) else { return nil }
    names.remove(at: place)
    marks.remove(at: place)
    if !places.isEmpty { findPlaces() }
    return values.remove(at: place)
  }

  private mutating func findPlaces() {
    places.removeAll(keepingCapacity: true)
    for (place, name) in names.enumerated() { places[name] = place }
  }
}
