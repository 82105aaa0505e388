import Memory
import Testing

struct ShortBytesTests {
  @Test func `bytes and words follow one another, a word with its highest byte first`() {
    var short = ShortBytes()
    short.append(0xAB)
    short.append(word: 0x0102_0304_0506_0708)
    short.append(0xCD)
    var bytes: [UInt8] = [0xFF]
    short.append(to: &bytes)
    #expect(bytes == [0xFF, 0xAB, 1, 2, 3, 4, 5, 6, 7, 8, 0xCD])
    #expect(short.count == 10)
  }

  @Test func `nothing appends nothing`() {
    var bytes: [UInt8] = [7]
    ShortBytes().append(to: &bytes)
    #expect(bytes == [7])
  }

  @Test(arguments: 0...10)
  func `what words say is what appending each of them says`(_ count: Int) {
    var (short, bytes, plain) = (ShortBytes(), [UInt8](), [UInt8]())
    for number in 0..<count {
      let word = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
      short.append(word: word)
      appendWord(word, to: &plain)
    }
    short.append(to: &bytes)
    #expect(bytes == plain)
  }

  @Test func `a byte and a word beyond the room are refused`() async {
    await #expect(processExitsWith: .failure) {
      var short = ShortBytes()
      for _ in 0...ShortBytes.capacity { short.append(1) }
    }
    await #expect(processExitsWith: .failure) {
      var short = ShortBytes()
      short.append(1)
      for _ in 0..<10 { short.append(word: 1) }
    }
  }
}
