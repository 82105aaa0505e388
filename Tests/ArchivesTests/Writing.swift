/// Archives written byte by byte as the formats' documents say, with nothing of what reads them.
enum Writing {
  /// An entry of a zip; the content is stored as it is.
  struct Entry {
    var name: String
    var content: [UInt8] = []
  }

  static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The checksum of zip and gzip, bit by bit.
  ///
  /// Source: "GZIP file format specification version 4.3", section 8,
  /// https://www.rfc-editor.org/rfc/rfc1952#section-8.
  static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    var register = UInt32.max
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return little(Int(~register), 4)
  }

  /// A zip whose end states `stated` entries, and carries a comment.
  ///
  /// Source: ".ZIP File Format Specification",
  /// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12, 4.3.16.
  static func zip(_ entries: [Entry], stated: Int? = nil, comment: [UInt8] = []) -> [UInt8] {
    var (bytes, list): ([UInt8], [UInt8]) = ([], [])
    for entry in entries {
      let name = Array(entry.name.utf8)
      let size = little(entry.content.count, 4)
      // Version 1.0, names in UTF-8, stored, the first of January 1980.
      let facts =
        little(10, 2) + little(0x800, 2) + little(0, 4) + little(0x21, 2)
        + checksum(entry.content) + size + size + little(name.count, 2) + little(0, 2)
      list += Array("PK\u{1}\u{2}".utf8) + little(10, 2) + facts + little(0, 10)
      list += little(bytes.count, 4) + name
      bytes += Array("PK\u{3}\u{4}".utf8) + facts + name + entry.content
    }
    let count = little(stated ?? min(entries.count, 0xFFFF), 2)
    let end = count + count + little(list.count, 4) + little(bytes.count, 4)
    return bytes + list + Array("PK\u{5}\u{6}".utf8) + little(0, 4) + end
      + little(comment.count, 2) + comment
  }

  /// A gzip whose content is stored in blocks.
  ///
  /// Source: "DEFLATE Compressed Data Format Specification version 1.3", section 3.2.4,
  /// https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4.
  static func gzip(_ content: [UInt8], blockSize: Int = 0xFFFF) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0] + little(0, 4) + [0, 255]
    for start in stride(from: 0, to: content.count, by: blockSize) {
      let block = content[start..<min(start + blockSize, content.count)]
      bytes.append(start + blockSize >= content.count ? 1 : 0)
      bytes += little(block.count, 2) + little(~block.count, 2) + block
    }
    if content.isEmpty { bytes += [1, 0, 0, 0xFF, 0xFF] }
    return bytes + checksum(content) + little(content.count, 4)
  }

  /// The first header of a tar of the oldest kind, its checksum made of signed or unsigned bytes.
  ///
  /// Source: "Basic Tar Format",
  /// https://www.gnu.org/software/tar/manual/html_node/Standard.html.
  static func tarHeader(name: [UInt8], isSigned: Bool = false, off: Int = 0) -> [UInt8] {
    var header = name + [UInt8](repeating: 0, count: 512 - name.count)
    header.replaceSubrange(100..<107, with: Array("0000644".utf8))
    header.replaceSubrange(124..<135, with: Array("00000000000".utf8))
    header.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    let sum = header.reduce(off) { $0 + (isSigned ? Int(Int8(bitPattern: $1)) : Int($1)) }
    let digits = String(sum, radix: 8)
    let field = String(repeating: "0", count: 6 - digits.utf8.count) + digits + "\0 "
    header.replaceSubrange(148..<156, with: Array(field.utf8))
    return header
  }
}
