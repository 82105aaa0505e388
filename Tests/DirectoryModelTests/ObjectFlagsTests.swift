import DirectoryModel
import Testing

struct ObjectFlagsTests {
  static let rows: [(flags: ObjectFlags, bits: UInt32)] = [
    ([], 0), ([.recorded], 1), ([.recorded, .deleted], 3), ([.deleted, .recorded, .deleted], 3),
    ([.enabledKnown, .enabled], 12), ([[.recorded, .enabled], .deleted], 11),
  ]

  @Test(arguments: rows)
  func `a list of flags holds each of them once`(_ row: (flags: ObjectFlags, bits: UInt32)) {
    #expect(row.flags.rawValue == row.bits)
    #expect(row.flags == ObjectFlags(rawValue: row.bits))
  }
}
