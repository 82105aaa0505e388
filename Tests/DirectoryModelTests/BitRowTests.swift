import DirectoryModel
import Testing

struct BitRowTests {
  /// Numbers at both sides of every boundary: of words of 64 bits and of 512.
  static let boundaries: [ObjectIndex] = [0, 1, 62, 63, 64, 127, 128, 511, 512, 513, 1_023]

  private func row(_ objects: [ObjectIndex], count: Int = 1_024) -> BitRow {
    var row = BitRow(count: count)
    for object in objects { row.insert(object) }
    return row
  }

  private func objects(_ row: BitRow) -> [ObjectIndex] {
    var objects: [ObjectIndex] = []
    row.visit { object in
      objects.append(object)
      return true
    }
    return objects
  }

  @Test(arguments: boundaries)
  func `an object alone in its set is the only one there`(_ object: ObjectIndex) {
    let row = row([object])
    #expect((0..<1_024).filter { row.contains($0) } == [object])
    #expect(objects(row) == [object])
    #expect(row.count == 1)
  }

  @Test func `objects are visited in the order of their numbers and counted once`() {
    let row = row(Self.boundaries.reversed() + Self.boundaries)
    #expect(objects(row) == Self.boundaries)
    #expect(row.count == Self.boundaries.count)
  }

  @Test func `a visit ends where it is told to`() {
    var seen: [ObjectIndex] = []
    row(Self.boundaries).visit { object in
      seen.append(object)
      return object < 64
    }
    #expect(seen == [0, 1, 62, 63, 64])
  }

  @Test func `an empty set holds nothing, whatever its capacity`() {
    for count in [0, 1, 512, 513] {
      let row = BitRow(count: count)
      #expect(objects(row) == [])
      #expect(row.count == 0)
    }
  }

  @Test func `every pair of small sets has the union that a Set has`() {
    let places: [ObjectIndex] = [0, 63, 64, 512]
    let subsets = (0..<16).map { bits in
      places.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
    }
    for one in subsets {
      for other in subsets {
        #expect(row(one).commonCount(with: row(other)) == Set(one).intersection(other).count)
        var union = row(one)
        union.formUnion(row(other))
        #expect(objects(union) == Set(one).union(other).sorted())
        #expect((union == row(one)) == Set(other).isSubset(of: one))
      }
    }
  }

  @Test func `an object beyond the capacity stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var row = BitRow(count: 512)
      row.insert(512)
    }
  }
}
