import DirectoryModel
import JSONText
import TestSupport

@testable import Ingest

extension GraphFiles {
  /// Files below `fixtures/tenants`, named by their paths there.
  init(fixtures paths: [String]) throws {
    self.init()
    files = try paths.map { ($0, try Fixture.text("tenants/\($0)")) }
  }

  /// Reads the first bytes of a file of Graph's as if they were all.
  static func read(
    _ bytes: ArraySlice<UInt8>, of name: String
  ) throws -> Directory {
    var builder = DirectoryBuilder(side: .tenant)
    var reader = GraphReader()
    let source = builder.addSource(
      Source(
        input: name, format: "", sha256: "", byteCount: 0, capabilities: [],
        completeness: .complete))
    let unit = builder.addUnit(PlaceUnit(input: name, counting: .byteOffset))
    var json = JSONReader(
      ArraySource(Array(bytes)), limits: JSONLimits(windowBytes: 64 << 10), documents: .many)
    try reader.read(
      &json, of: TenantStream(input: name, entry: "", source: source, unit: unit), into: &builder)
    try reader.finish(into: &builder)
    return builder.finish()
  }
}

extension Directory {
  /// What is stated to be complete: each such list with everything in it.
  var claims: [String: [GUID]] {
    var claims: [String: [GUID]] = [:]
    for kind in ObjectKind.allCases where state(of: kind) == .complete {
      claims["all \(kind.label)s"] = (0..<ObjectIndex(objectCount))
        .filter { kinds[Int($0)] == kind && isRecorded($0) && !isDeleted($0) }
        .map { guids[Int($0)] }.sorted()
    }
    for object in 0..<ObjectIndex(objectCount) {
      for (word, relation) in [("members", Relation.members), ("owners", .owners)]
      where lists(relation).state(of: object) == .complete {
        claims["\(word) of \(guids[Int(object)])"] =
          lists(relation).list(of: object).map { guids[Int($0)] }.sorted()
      }
    }
    if capabilities.contains(.deletions) {
      claims["deleted"] = deleted.map { guids[Int($0)] }.sorted()
    }
    return claims
  }
}

/// Where a file is cut: everywhere if it is small or has a document a line, else at 2,000 places and
/// in the last KiB.
///
/// A larger file is one document, which the reader of JSON refuses wherever it is cut; its own tests
/// show that for every byte.
func cuts(of count: Int, everywhere: Bool = false) -> [Int] {
  if everywhere || count <= 8 << 10 { return Array(0..<count) }
  let spread = (0..<2000).map { $0 * (count - 1024) / 2000 }
  return spread + Array((count - 1024)..<count)
}
