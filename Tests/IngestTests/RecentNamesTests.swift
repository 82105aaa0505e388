import DirectoryModel
import Testing

@testable import Ingest

/// A few names by identifier, which may be forgotten but never be those of others.
struct RecentNamesTests {
  private static func guid(_ high: UInt64, _ low: UInt64) -> GUID { GUID(high: high, low: low) }

  /// Identifiers, of which some share a place.
  private static let identifiers = [
    guid(0, 0), guid(1, 0), guid(0, 1), guid(1, 1), guid(0, 1 << 10), guid(7, 1 << 10),
    guid(0, 1 << 63), guid(.max, .max), guid(0, (1 << 10) - 1),
  ]

  @Test(arguments: identifiers)
  func `nobody has a name before one was noted`(_ guid: GUID) {
    #expect(RecentNames()[guid] == NameTable.absent)
  }

  @Test(arguments: identifiers, identifiers)
  func `the last name is known, the one before is right or forgotten`(_ one: GUID, _ other: GUID) {
    var names = RecentNames()
    names[one] = 5
    names[other] = 6
    #expect(names[other] == 6)
    #expect(names[one] == (one == other ? 6 : (one.low ^ other.low) & 1023 == 0 ? 0 : 5))
    names[one] = 7
    #expect(names[one] == 7)
  }
}
