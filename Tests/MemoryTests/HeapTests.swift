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

  @Test func `blocks on both sides of the bound can still be had`() {
    #expect(Heap.keepSmall())
    for count in [1, Int(Heap.largeBlockBytes) - 64, 3 * Int(Heap.largeBlockBytes)] {
      let bytes = [UInt8](repeating: 7, count: count)
      #expect(bytes.count == count && bytes.last == 7)
    }
  }
}
