private import CCrypto

/// A SHA-256 in the making: bytes go in, one digest comes out.
///
/// The work is done by OpenSSL, which uses the processor's SHA instructions where there are any
/// (FIPS 180-4, https://csrc.nist.gov/pubs/fips/180-4/upd1/final).
@safe package struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// The digest's code, fetched once: what is only named is searched for by every digest.
  ///
  /// Source: "Performance", https://docs.openssl.org/3.0/man7/crypto/#performance.
  nonisolated(unsafe) private static let method = unsafe EVP_MD_fetch(nil, "SHA256", nil)

  /// Begins a digest of nothing.
  package init() {
    guard let made = unsafe EVP_MD_CTX_new(),
      unsafe EVP_DigestInit_ex(made, Self.method ?? EVP_sha256(), nil) == 1
    else { preconditionFailure("libcrypto offers no SHA-256, or memory has run out") }
    unsafe self.context = made
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Takes in further bytes; O(n).
  package mutating func update(_ bytes: RawSpan) {
    let context = unsafe context
    unsafe bytes.withUnsafeBytes { buffer in
      let taken = unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
      precondition(taken == 1, "libcrypto refused bytes for a SHA-256")
    }
  }

  /// Takes in further bytes; O(n).
  package mutating func update(_ bytes: Span<UInt8>) { unsafe update(bytes.bytes) }

  /// Takes in further bytes; O(n).
  package mutating func update(_ bytes: [UInt8]) { unsafe update(bytes.span.bytes) }

  /// Takes in the first `count` bytes of a buffer; O(count).
  package mutating func update(_ buffer: [UInt8], first count: Int) {
    unsafe update(buffer.span.extracting(0..<count).bytes)
  }

  /// Takes in the UTF-8 bytes of a text; O(n).
  package mutating func update(_ text: String) { update(text.utf8Span.span) }

  /// Returns the digest of everything that was taken in.
  package consuming func finish() -> SHA256Digest {
    let context = unsafe context
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: SHA256Digest.byteCount) {
      buffer, count in
      let done = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
      precondition(done == 1, "libcrypto did not finish a SHA-256")
      count = SHA256Digest.byteCount
    }
    return SHA256Digest(bytes: bytes)
  }

  /// Returns the digest of all bytes at once; O(n).
  package static func digest(of bytes: [UInt8]) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// Returns the digest of all bytes as 64 lower-case hexadecimal digits; O(n).
  package static func hex(of bytes: [UInt8]) -> String { digest(of: bytes).hex }

  /// Returns the digest of a text's UTF-8 bytes as 64 lower-case hexadecimal digits; O(n).
  package static func hex(of text: String) -> String {
    var hash = SHA256()
    hash.update(text)
    return hash.finish().hex
  }
}
