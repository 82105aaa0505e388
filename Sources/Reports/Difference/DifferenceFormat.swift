/// Everything that can show what changed; a new case does not compile until it has a writer.
package enum DifferenceFormat: String, CaseIterable, Sendable {
  /// For people: counts, and the first changes of each kind.
  case text
  case json
  case csv
  /// The changes as steps of a scenario.
  case scenario

  func writer(_ report: DifferenceReport) -> any DifferenceWriter {
    switch self {
    case .text: DifferenceText(report)
    case .json: DifferenceJSON(report)
    case .csv: DifferenceCSV(report)
    case .scenario: DifferenceScenario(report)
    }
  }
}

/// A format at work: told of the changes one by one, emptied now and then.
protocol DifferenceWriter {
  mutating func begin()
  mutating func add(_ row: DifferenceRow)
  mutating func end()
  mutating func takeBytes() -> [UInt8]
  var byteCount: Int { get }
}
