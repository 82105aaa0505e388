import Memory
import Testing

struct SearchTests {
  @Test(arguments: 0...70)
  func `a number is found wherever it stands, and nowhere else`(_ count: Int) {
    let numbers = (0..<count).map { UInt32($0 * 3 + 5) }
    for number in numbers {
      let isFound = holds(number, in: numbers.span)
      #expect(isFound)
    }
    for number in [0, 4, 6, UInt32(count * 3 + 5), .max - 1, .max] {
      let isFound = holds(number, in: numbers.span)
      #expect(!isFound, "\(number)")
    }
  }

  @Test(arguments: [1, 15, 16, 17, 31, 32, 33, 64])
  func `neither what stands before a span nor what follows counts`(_ count: Int) {
    let numbers: [UInt32] = [7] + Array(repeating: 8, count: count) + [9]
    let inside = numbers.span.extracting(1..<(count + 1))
    let found = [UInt32(7), 8, 9].map { holds($0, in: inside) }
    #expect(found == [false, true, false])
    let empty = numbers.span.extracting(1..<1)
    let isFound = holds(8, in: empty)
    #expect(!isFound)
  }

  @Test(arguments: [0, UInt32.max, 1 << 31])
  func `many of one number are as good as one, and bits at the ends count`(_ number: UInt32) {
    let several = Array(repeating: number, count: 40)
    let found = [number, number ^ 1, number ^ (1 << 31)].map { holds($0, in: several.span) }
    #expect(found == [true, false, false])
  }
}
