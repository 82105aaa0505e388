import Archives
import TestSupport

/// The fixtures of these tests.
func fixture(_ name: String) -> String { Fixture.path("broken/archives/\(name)") }

/// Everything that comes out of an archive, one line an entry, then `end` or the whole error.
func contents(_ open: () throws -> ArchiveReader, hidingPath path: String = "") -> [String] {
  var lines: [String] = []
  do {
    let reader = try open()
    while let entry = try reader.nextEntry() {
      lines.append(line(for: entry))
      guard entry.kind == .file else { continue }
      let content = try content(of: reader)
      lines[lines.count - 1] += " \(content.count) bytes \(sum(content))"
    }
    return lines + ["end"]
  } catch {
    let message = "\(error)"
    return lines + [path.isEmpty ? message : message.replacing(path, with: "")]
  }
}

/// Reads a fixture as a file.
func contents(ofFile name: String) -> [String] {
  contents({ try ArchiveReader(reading: fixture(name)) }, hidingPath: fixture(""))
}

/// Reads a fixture from front to back, `blockSize` bytes at a time.
func contents(ofStream name: String, blockSize: Int = .max) throws -> [String] {
  let bytes = try Fixture.bytes("broken/archives/\(name)")
  return contents { try stream(bytes, named: name, blockSize: blockSize) }
}

/// Bytes as a stream that cannot be sought in.
func stream(
  _ bytes: [UInt8], named name: String, blockSize: Int = .max,
  limits: ArchiveLimits = ArchiveLimits()
) throws -> ArchiveReader {
  let position = Position()
  return try ArchiveReader(named: name, limits: limits) { span in
    let start = position.value
    let count = min(span.count, blockSize, bytes.count - start)
    for index in 0..<count { span[index] = bytes[start + index] }
    position.value += count
    return count
  }
}

/// How far a stream has been read; one reader uses it, from one thread.
final class Position: @unchecked Sendable {
  var value = 0
}

/// Reads the rest of the current entry.
func content(of reader: ArchiveReader, blockSize: Int = 4096) throws -> [UInt8] {
  var (content, block) = ([UInt8](), [UInt8](repeating: 0, count: blockSize))
  while case let count = try reader.read(into: &block), count > 0 {
    content += block[..<count]
  }
  return content
}

private func line(for entry: ArchiveEntry) -> String {
  var words = ["\(entry.index) '\(escaped(entry.name))' \(entry.kind)"]
  words.append(entry.size.map { "states \($0)" } ?? "states nothing")
  if entry.isNameRepaired { words.append("repaired") }
  if entry.isEncrypted { words.append("encrypted") }
  if entry.isUnsafePath { words.append("unsafe") }
  return (words + entry.notes.map { "note '\($0)'" }).joined(separator: ", ")
}

/// Fletcher's sum, short enough to be stated in a test.
private func sum(_ bytes: [UInt8]) -> String {
  let sums = bytes.reduce((1, 0)) { (($0.0 + Int($1)) % 65_521, ($0.0 + $0.1 + Int($1)) % 65_521) }
  return String(sums.0 + sums.1 << 16, radix: 16)
}
