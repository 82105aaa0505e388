import DirectoryModel
import Ingest
import TestSupport
import Testing

@testable import Replay

/// Snapshots that lie in files.
struct ArchiveSeriesFilesTests {
  private static let paths = (1...3).map { Fixture.path("series/day-\($0)") }

  private static func times(_ count: Int) -> [Instant] {
    (0..<count).map { Instant(seconds: Int64($0) * 86_400) }
  }

  @Test func `each place reads the folder of its number`() throws {
    let series = ArchiveSeries(of: Self.paths, at: Self.times(3))
    for (place, path) in Self.paths.enumerated() {
      let alone = try readTenant([path], options: ArchiveSeries.options(wanted: []))
      let found = try series.directory(place)
      #expect(found.objectCount == alone.objectCount)
      #expect(try difference(alone, found).changes == [])
    }
  }

  @Test func `what is read beside what matching needs is when an object came`() throws {
    let plain = try ArchiveSeries(of: Self.paths, at: Self.times(3)).directory(0)
    let all = try ArchiveSeries(of: Self.paths, at: Self.times(3), wanted: .all).directory(0)
    let guid = try #require(GUID("45e1500d-6fa6-5b78-bbab-3fec1bab81a5"))
    let user = try #require(plain.find(guid))
    #expect(plain.attribute(.createdDateTime, of: user) == "2025-01-07T09:00:00Z")
    #expect(plain.attribute(.department, of: user) == nil)
    #expect(all.attribute(.createdDateTime, of: user) == "2025-01-07T09:00:00Z")
    #expect(all.attribute(.department, of: user) == "Sales")
    let wanted = ArchiveSeries.options(wanted: AttributeKey.department.asSet).wanted
    #expect(wanted.isSuperset(of: .audit))
    #expect(wanted.contains(AttributeKey.createdDateTime))
    #expect(wanted.contains(AttributeKey.deletedDateTime))
    #expect(wanted.contains(AttributeKey.department))
    #expect(!wanted.contains(AttributeKey.jobTitle))
  }

  @Test func `a path that leads nowhere is told with the reason`() throws {
    let missing = Fixture.path("series/day-0")
    let series = ArchiveSeries(of: [Self.paths[0], missing], at: Self.times(2))
    #expect(throws: Never.self) { try series.directory(0) }
    do {
      _ = try series.directory(1)
      Issue.record("a folder that is not there was read")
    } catch {
      #expect(
        "\(error)" == "\(missing): cannot open it: no such file or directory (error 2)")
    }
  }

  @Test func `a path without a time is a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      _ = ArchiveSeries(of: ["a.json", "b.json"], at: [Instant(seconds: 0)])
    }
  }
}
