/// A stretch of input that positions count in: a file, an archive's entry or a query's result.
package struct PlaceUnit: Hashable, Sendable {
  /// What the positions of a unit count.
  package enum Counting: UInt8, Sendable {
    case byteOffset, line, row
  }

  /// The input as the user named it.
  package let input: String
  /// The entry of an archive, the file of a folder, or the result of a mapping; empty if none.
  package let entry: String
  package let counting: Counting

  package init(input: String, entry: String = "", counting: Counting) {
    (self.input, self.entry, self.counting) = (input, entry, counting)
  }
}

/// Where something was read: a unit by its index in the directory, and a position in it.
package struct Place: Hashable, Sendable {
  /// Index into `Directory.units`.
  package var unit: UInt32
  /// Byte offset from 0, or line or row from 1, as the unit counts.
  package var position: UInt64

  /// Stands for something that no input shows.
  package static let none = Place(unit: .max, position: 0)

  @inlinable
  package init(unit: UInt32, position: UInt64) { (self.unit, self.position) = (unit, position) }
}
