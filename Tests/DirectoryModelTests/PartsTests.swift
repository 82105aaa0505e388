import Synchronization
import Testing

@testable import DirectoryModel

/// Work in parts that two threads share.
struct PartsTests {
  struct Full: Error, Equatable { let number: Int }

  @Test(arguments: [true, false], [0, 1, 2, 3, 17, 500])
  func `every part comes back once and in order`(isSmall: Bool, count: Int) {
    #expect(parts(count, isSmall: isSmall) { $0 * $0 } == (0..<count).map { $0 * $0 })
  }

  @Test(arguments: [1, 2, 3, 8, Int.max])
  func `the sink is told in order, however few parts may wait`(ahead: Int) {
    for count in 0...40 {
      var told: [Int] = []
      makeParts(count, ahead: ahead) {
        $0
      } to: {
        told.append($0)
      }
      #expect(told == Array(0..<count))
    }
  }

  @Test(arguments: [1, 2, 5])
  func `no more parts are ahead than are asked for`(ahead: Int) {
    let begun = Atomic(0)
    var told = 0
    makeParts(60, ahead: ahead) { number in
      begun.add(1, ordering: .relaxed)
      return number
    } to: { _ in
      // The part at hand counts as handed out.
      #expect(begun.load(ordering: .relaxed) <= told + 1 + ahead)
      told += 1
    }
    #expect(told == 60)
  }

  @Test(arguments: [true, false])
  func `an error of the sink ends the work`(isSmall: Bool) {
    let begun = Atomic(0)
    var told = 0
    #expect(throws: Full(number: 3)) {
      try makeParts(1_000, ahead: 4, isSmall: isSmall) { number in
        begun.add(1, ordering: .relaxed)
        return number
      } to: { number in
        told += 1
        if number == 3 { throw Full(number: number) }
      }
    }
    #expect(told == 4)
    #expect(begun.load(ordering: .relaxed) <= 8)
  }

  @Test func `parts of very different size come back in order`() {
    let sums = parts(50) { number in
      (0..<(number % 7 == 0 ? 100_000 : 10)).reduce(number) { $0 &+ $1 }
    }
    let expected = (0..<50).map { number in
      (0..<(number % 7 == 0 ? 100_000 : 10)).reduce(number) { $0 &+ $1 }
    }
    #expect(sums == expected)
  }

  @Test func `a part may be work in parts itself`() {
    let table = parts(20) { row in parts(20) { row * $0 } }
    #expect(table == (0..<20).map { row in (0..<20).map { row * $0 } })
  }

  @Test func `nothing may be made when nothing may be ahead`() async {
    await #expect(processExitsWith: .failure) {
      makeParts(2, ahead: 0) {
        $0
      } to: { _ in
      }
    }
  }
}
