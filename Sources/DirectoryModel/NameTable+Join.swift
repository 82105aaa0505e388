import Memory

extension NameTable {
  /// Texts that are looked for together, so that the waits for memory overlap.
  private static let batchSize: NameIndex = 32

  /// The number of each of these texts in another table, `UInt32.max` for those that it does not
  /// hold; linear time.
  package func numbers(in other: NameTable) -> [NameIndex] {
    numbers(of: Self.absent..<NameIndex(count), in: other)
  }

  /// The number of each of some of these texts in another table, `UInt32.max` for those that it does
  /// not hold; takes time in proportion to these.
  ///
  /// Tables of one tenant often hold the same texts in the same order, so that a text is looked for
  /// where the one before was found, and only then by its hash.
  package func numbers(of names: Range<NameIndex>, in other: NameTable) -> [NameIndex] {
    if hasTheSame(names, as: other) { return Array(names) }
    var numbers: [NameIndex] = []
    numbers.reserveCapacity(names.count)
    var (name, next) = (names.lowerBound, names.lowerBound)
    if name == Self.absent, !names.isEmpty {
      numbers.append(Self.absent)
      (name, next) = (Self.empty, Self.empty)
    }
    while name < names.upperBound {
      if next < NameIndex(other.count), equals(name, next, of: other) {
        numbers.append(next)
        (name, next) = (name + 1, next + 1)
        continue
      }
      let batch = name..<min(names.upperBound, name + Self.batchSize)
      find(batch, in: other, &numbers)
      name = batch.upperBound
      if let last = numbers.last, last != .max { next = last + 1 }
    }
    return numbers
  }

  /// Whether another table has some of these texts under the same numbers, as one has that began with
  /// these.
  private func hasTheSame(_ names: Range<NameIndex>, as other: NameTable) -> Bool {
    guard names.upperBound < other.starts.count else { return false }
    let places = Int(names.lowerBound)...Int(names.upperBound)
    guard starts[places] == other.starts[places] else { return false }
    let range = Int(starts[places.lowerBound])..<Int(starts[places.upperBound])
    return bytes.span.extracting(range).hasSameBytes(as: other.bytes.span.extracting(range))
  }

  /// Appends the numbers of some texts, looked for by their hashes.
  private func find(_ batch: Range<NameIndex>, in other: NameTable, _ numbers: inout [NameIndex]) {
    let own = bytes.span
    let hashes = batch.map { other.hash(own.extracting(range(of: $0))) }
    for hash in hashes { other.expect(hash: hash) }
    other.expect(hashes.compactMap { other.guess(hash: $0) })
    var next = NameIndex(other.count)
    for (name, hash) in zip(batch, hashes) {
      // The texts of one object follow each other in both tables.
      if next < NameIndex(other.count), equals(name, next, of: other) {
        numbers.append(next)
      } else if let found = other.find(own.extracting(range(of: name)), hash: hash) {
        numbers.append(found)
        next = found
      } else {
        numbers.append(.max)
        continue
      }
      next += 1
    }
  }
}

extension AttributeTable {
  /// Whether the entries at some places are as many entries of another table, in the same order.
  ///
  /// Takes the number of each own text among the other's.
  package func isSame(
    _ range: Range<Int>, as other: AttributeTable, from first: Int, _ numbers: [NameIndex]
  ) -> Bool {
    for index in range {
      let place = first + index - range.lowerBound
      guard key(at: index) == other.key(at: place),
        numbers[Int(value(at: index))] == other.value(at: place)
      else { return false }
    }
    return true
  }
}

extension EdgeLists {
  /// Whether an object's whole list is known.
  package func isComplete(_ object: ObjectIndex) -> Bool {
    let number = notes.stateNumbers.isEmpty ? 0 : Int(notes.stateNumbers[Int(object)])
    if case .complete = notes.stateTable[number] { return true }
    return false
  }
}
