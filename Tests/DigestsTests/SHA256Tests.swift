import Digests
import Testing

struct SHA256Tests {
  /// The examples of FIPS 180-4's companion (https://csrc.nist.gov/projects/cryptographic-standards-
  /// and-guidelines/example-values) and of NIST's byte-oriented short messages (SHA256ShortMsg.rsp).
  static let examples: [(text: String, hex: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
        + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ]

  @Test(arguments: examples)
  func `the examples of the standard come out`(_ example: (text: String, hex: String)) {
    #expect(SHA256.hex(of: example.text) == example.hex)
    #expect(SHA256.hex(of: Array(example.text.utf8)) == example.hex)
    #expect(SHA256.digest(of: Array(example.text.utf8)).description == example.hex)
  }

  @Test(arguments: [
    ([0xd3], "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
    ([0x11, 0xaf], "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
    ([0xb4, 0x19, 0x0e], "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"),
  ])
  func `bytes that are no text are digested as they are`(_ bytes: [UInt8], _ hex: String) {
    #expect(SHA256.hex(of: bytes) == hex)
  }

  @Test func `a million times a comes out as in the standard`() {
    let block = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    var hash = SHA256()
    for _ in 0..<1000 { hash.update(block) }
    #expect(
      hash.finish().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `the size of the pieces does not matter`() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = SHA256.hex(of: bytes)
    for size in 1...bytes.count {
      var hash = SHA256()
      for start in stride(from: 0, to: bytes.count, by: size) {
        hash.update(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(hash.finish().hex == whole, "pieces of \(size)")
    }
  }

  @Test func `every cut in two gives the digest of the whole`() {
    let bytes = (0..<130).map { UInt8($0) }
    let whole = SHA256.digest(of: bytes)
    for cut in 0...bytes.count {
      var hash = SHA256()
      hash.update(bytes, first: cut)
      hash.update(bytes.span.extracting(cut...))
      let digest = hash.finish()
      #expect(digest == whole, "cut at \(cut)")
    }
  }

  @Test func `nothing taken in does not change a digest`() {
    var hash = SHA256()
    hash.update([])
    hash.update("abc")
    hash.update("")
    hash.update([1, 2, 3], first: 0)
    #expect(hash.finish().hex == Self.examples[1].hex)
  }

  @Test func `a digest has 32 bytes and 64 digits`() {
    let digest = SHA256.digest(of: [])
    #expect(digest.bytes.count == SHA256Digest.byteCount)
    #expect(digest.hex.utf8.count == 64)
    #expect(digest.bytes.prefix(4).elementsEqual([0xe3, 0xb0, 0xc4, 0x42]))
  }

  @Test func `texts that look alike have different digests`() {
    #expect(SHA256.hex(of: "Gr\u{FC}ppe") != SHA256.hex(of: "Gru\u{308}ppe"))
  }

  @Test func `two digests in progress do not disturb each other`() {
    var first = SHA256()
    var second = SHA256()
    first.update("ab")
    second.update("")
    first.update("c")
    #expect(second.finish().hex == Self.examples[0].hex)
    #expect(first.finish().hex == Self.examples[1].hex)
  }

  @Test func `more bytes than the buffer holds cannot be taken from it`() async {
    await #expect(processExitsWith: .failure) {
      var hash = SHA256()
      hash.update([1, 2, 3], first: 4)
    }
  }

  @Test func `the beginning of a digest has two digits a byte`() {
    let digest = SHA256.digest(of: Array("abc".utf8))
    for count in 0...SHA256Digest.byteCount {
      #expect(digest.hex(first: count) == String(digest.hex.prefix(2 * count)))
    }
  }
}
