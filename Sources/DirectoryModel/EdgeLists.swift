import Memory

/// The number of an object in its directory.
package typealias ObjectIndex = UInt32

/// Stands for "no object".
package let noObject = ObjectIndex.max

/// Which of a group's two lists is meant.
@usableFromInline package enum Relation: UInt8, Sendable {
  case members, owners
}

/// Any of a group's two lists.
package struct RelationSet: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let members = RelationSet(rawValue: 1)
  package static let owners = RelationSet(rawValue: 2)
}

/// One list for each object, as compressed sparse rows: nobody stands in a list twice.
package struct EdgeLists: Sendable {
  /// Where the list of each object begins in `targets`; one more entry than there are objects.
  package let starts: [UInt32]
  /// The listed objects, in the order in which they were read.
  package let targets: [ObjectIndex]
  /// What else is known of the lists.
  @usableFromInline
  let notes: ListNotes

  /// Makes lists from finished rows; every list counts as complete unless the notes say otherwise.
  init(starts: [UInt32], targets: [ObjectIndex], notes: ListNotes = .none) {
    (self.starts, self.targets, self.notes) = (starts, targets, notes)
  }

  /// Where a list lies in `targets`.
  @inlinable
  @inline(__always)
  package func range(of object: ObjectIndex) -> Range<Int> {
    Int(starts[Int(object)])..<Int(starts[Int(object) + 1])
  }

  /// The entries of a list.
  @inlinable
  @inline(__always)
  package func list(of object: ObjectIndex) -> ArraySlice<ObjectIndex> {
    targets[range(of: object)]
  }

  /// Whether an object's list is known to hold another; takes time in proportion to the list.
  package func contains(_ target: ObjectIndex, in object: ObjectIndex) -> Bool {
    holds(target, in: targets.span.extracting(range(of: object)))
  }

  /// How much of an object's list is known.
  @inlinable
  @inline(__always)
  package func state(of object: ObjectIndex) -> Completeness {
    let number = notes.stateNumbers.isEmpty ? 0 : Int(notes.stateNumbers[Int(object)])
    return notes.stateTable[number]
  }

  /// How much is known of the list of an object that nobody spoke of.
  package var stateOfOthers: Completeness { notes.stateTable[0] }

  /// Who made each entry, as an index into `originWords`; empty when no source says so.
  package var origins: [UInt16] { notes.origins }
  /// The words that `origins` refers to.
  package var originWords: [NameIndex] { notes.originWords }
  /// Entries that stood in a list more than once.
  package var repeated: [RepeatedEdge] { notes.repeated }

  /// Where an object's list was read first; takes logarithmic time.
  package func place(of object: ObjectIndex) -> Place { places(of: object).first ?? .none }

  /// Every stretch of input that an object's list was read from; takes logarithmic time.
  package func places(of object: ObjectIndex) -> ArraySlice<Place> {
    let objects = notes.segmentObjects
    var (low, high) = (0, objects.count)
    while low < high {
      let middle = (low + high) / 2
      if objects[middle] < object { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < objects.count, objects[end] == object { end += 1 }
    return notes.segmentPlaces[low..<end]
  }

  /// The lists the other way round: for each object the objects that list it; linear time.
  package func reversed() -> EdgeLists {
    var counts = [UInt32](repeating: 0, count: starts.count)
    for target in targets { counts[Int(target) + 1] += 1 }
    for index in 1..<counts.count { counts[index] += counts[index - 1] }
    var next = counts
    var sources = [ObjectIndex](repeating: 0, count: targets.count)
    // As spans: who writes into an array in turn is asked each time whether it is theirs alone.
    var places = next.mutableSpan
    var filled = sources.mutableSpan
    for object in 0..<UInt32(starts.count - 1) {
      for entry in range(of: object) {
        let target = Int(targets[entry])
        filled[Int(places[target])] = object
        places[target] += 1
      }
    }
    return EdgeLists(starts: counts, targets: sources)
  }
}

/// What is known of lists besides their entries: how much of each was read, where, and who made it.
///
/// A class, because lists are handed on all the time and most have nothing of it.
@usableFromInline
final class ListNotes: Sendable {
  /// Who made each entry, as an index into `originWords`; empty when no source says so.
  let origins: [UInt16]
  /// The words that `origins` refers to.
  let originWords: [NameIndex]
  /// The state of each object's list, as an index into `stateTable`; empty where all have the first.
  @usableFromInline
  let stateNumbers: [UInt16]
  @usableFromInline
  let stateTable: [Completeness]
  /// The objects whose lists were read, in order, once for each stretch of input.
  let segmentObjects: [ObjectIndex]
  /// Where each of these stretches lies.
  let segmentPlaces: [Place]
  /// Entries that stood in a list more than once.
  let repeated: [RepeatedEdge]

  /// Every list is complete, and nothing else is known.
  static let none = ListNotes()

  init(
    origins: [UInt16] = [], originWords: [NameIndex] = [], stateNumbers: [UInt16] = [],
    stateTable: [Completeness] = [.complete], segmentObjects: [ObjectIndex] = [],
    segmentPlaces: [Place] = [], repeated: [RepeatedEdge] = []
  ) {
    (self.origins, self.originWords) = (origins, originWords)
    (self.stateNumbers, self.stateTable) = (stateNumbers, stateTable)
    (self.segmentObjects, self.segmentPlaces) = (segmentObjects, segmentPlaces)
    self.repeated = repeated
  }
}

/// A member that a source listed more than once in one list.
package struct RepeatedEdge: Sendable, Equatable {
  package let group: ObjectIndex
  package let target: ObjectIndex
  /// How often it was listed beyond the first time.
  package var surplus: UInt32

  package init(group: ObjectIndex, target: ObjectIndex, surplus: UInt32) {
    (self.group, self.target, self.surplus) = (group, target, surplus)
  }
}
