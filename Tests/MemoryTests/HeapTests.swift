import Testing

@testable import Memory

struct HeapTests {
  @Test func `the C library takes the settings, also a second time`() {
    #expect(Heap.keepSmall())
    #expect(Heap.keepSmall())
  }

  @Test(arguments: [2, 64, Int.max, 1])
  func `the C library takes any number of heaps`(_ count: Int) { #expect(Heap.allow(count)) }

  @Test func `what was freed may be held back, also a second time`() {
    #expect(Heap.holdFreed())
    #expect(Heap.holdFreed())
    #expect([UInt8](repeating: 7, count: 3 << 20).last == 7)
  }

  @Test func `the C library takes the settings for large blocks, and any block can be had then`() {
    #expect(Heap.holdLarge())
    #expect(Heap.holdLarge())
    let bound = Int(Heap.mostHeldBytes)
    for count in [bound - 4_096, bound, bound + 1, 2 * bound, bound - 4_096] {
      var bytes = [UInt8](repeating: 7, count: count)
      bytes[count - 1] = 8
      #expect(bytes.count == count && bytes.first == 7 && bytes.last == 8)
    }
    #expect(Heap.keepSmall(), "the settings of other work are taken again")
  }

  @Test func `blocks on both sides of the bound can still be had`() {
    #expect(Heap.keepSmall())
    for count in [1, Int(Heap.largeBlockBytes) - 64, 3 * Int(Heap.largeBlockBytes)] {
      let bytes = [UInt8](repeating: 7, count: count)
      #expect(bytes.count == count && bytes.last == 7)
    }
  }
}
