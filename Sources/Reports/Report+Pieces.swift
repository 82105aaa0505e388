import Audit
import DirectoryModel

extension Report {
  /// Some findings in every format, as one thread makes them.
  private struct Piece: Sendable {
    /// One entry for each format; empty where the format is not divisible.
    var bytes: [[UInt8]]
    /// The findings themselves, for the formats that are not.
    var records: [FindingRecord]
  }

  /// Writes with at most `pieceSize` findings to a piece.
  func write(
    _ formats: [ReportFormat], pieceSize: Int, to sink: (ReportFormat, [UInt8]) throws -> Void
  ) rethrows {
    var writers = formats.map { $0.writer(self) }
    for index in writers.indices { writers[index].begin() }
    // The first finding stands alone: copies of the writers then know that there was one.
    if !result.findings.isEmpty {
      let record = FindingRecord(self, 0)
      for index in writers.indices { writers[index].add(record) }
    }
    for index in writers.indices { try sink(formats[index], writers[index].takeBytes()) }
    let (templates, count) = (writers, result.findings.count)
    for start in stride(from: 1, to: count, by: 2 * pieceSize) {
      let (middle, end) = (min(start + pieceSize, count), min(start + 2 * pieceSize, count))
      let second = Meanwhile(isSmall: middle == end) { self.piece(middle..<end, templates) }
      for made in [piece(start..<middle, templates), second.result()] {
        for index in writers.indices {
          for record in made.records where !writers[index].isDivisible {
            writers[index].add(record)
          }
          let bytes = made.bytes[index].isEmpty ? writers[index].takeBytes() : made.bytes[index]
          if !bytes.isEmpty { try sink(formats[index], bytes) }
        }
      }
    }
    for index in writers.indices {
      try writers[index].end { bytes in try sink(formats[index], bytes) }
      try sink(formats[index], writers[index].takeBytes())
    }
  }

  private func piece(_ range: Range<Int>, _ templates: [any ReportWriter]) -> Piece {
    var writers = templates
    var records: [FindingRecord] = []
    let isKept = templates.contains { !$0.isDivisible }
    for number in range {
      let record = FindingRecord(self, number)
      if isKept { records.append(record) }
      for index in writers.indices where writers[index].isDivisible { writers[index].add(record) }
    }
    return Piece(bytes: writers.indices.map { writers[$0].takeBytes() }, records: records)
  }
}
