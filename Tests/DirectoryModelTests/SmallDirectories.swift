import DirectoryModel

/// Directories of a tenant made from a few numbers: groups 0, 1, 2, …, then users 100, 101, ….
enum Small {
  /// The identifier that stands for a number.
  static func guid(_ number: Int) -> GUID { GUID(high: 7, low: UInt64(number) + 1) }

  /// A tenant whose group `n` lists `lists[n]`: numbers below 100 are groups, others users.
  static func tenant(_ lists: [[Int]], state: Completeness = .complete) -> Directory {
    var builder = DirectoryBuilder(side: .tenant)
    let unit = builder.addUnit(PlaceUnit(input: "small", counting: .row))
    for number in lists.indices { record(number, .group, unit, &builder) }
    for number in Set(lists.joined()).sorted() where number >= 100 {
      record(number, .user, unit, &builder)
    }
    for (number, list) in lists.enumerated() {
      builder.beginList(.members)
      for member in list { builder.addEntry(guid(member), kind: member < 100 ? .group : .user) }
      builder.endList(
        group: guid(number), state: state, at: Place(unit: unit, position: UInt64(number)))
    }
    return builder.finish()
  }

  private static func record(
    _ number: Int, _ kind: ObjectKind, _ unit: UInt32, _ builder: inout DirectoryBuilder
  ) {
    var record = ObjectRecord(kind: kind)
    record.displayName = builder.names.intern("\(kind.label) \(number)")
    let object = builder.object(guid(number))
    builder.record(object, record, at: Place(unit: unit, position: UInt64(number)))
  }

  /// The number that a directory's object stands for.
  static func number(_ object: ObjectIndex, in directory: Directory) -> Int {
    Int(directory.guids[Int(object)].low) - 1
  }

  /// Every way to give each of `count` groups a set of the others, itself included, as members.
  static func allNestings(of count: Int) -> [[[Int]]] {
    (0..<(1 << (count * count))).map { bits in
      (0..<count).map { row in
        (0..<count).filter { bits >> (row * count + $0) & 1 == 1 }
      }
    }
  }

  /// Whom each group holds, by walking until nothing new is met: slow and plainly right.
  static func closure(_ lists: [[Int]], of group: Int) -> Set<Int> {
    var seen: Set<Int> = []
    var open = [group]
    while let current = open.popLast() {
      for member in lists[current] where seen.insert(member).inserted && member < 100 {
        open.append(member)
      }
    }
    return seen.filter { $0 >= 100 }
  }

  /// A group and every group below it, by walking until nothing new is met.
  static func reached(_ lists: [[Int]], from group: Int) -> Set<Int> {
    var seen: Set<Int> = [group]
    var open = [group]
    while let current = open.popLast() {
      for member in lists[current] where member < 100 && seen.insert(member).inserted {
        open.append(member)
      }
    }
    return seen
  }
}
