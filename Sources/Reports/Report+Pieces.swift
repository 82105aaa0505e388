import Audit
import DirectoryModel

extension Report {
  /// What one thread makes at a time.
  private enum Piece: Sendable {
    /// Some findings: an entry for each format, empty where the format is not divisible; and the
    /// findings themselves, for the formats that are not.
    case findings(bytes: [[UInt8]], records: [FindingRecord])
    /// A part of what follows the findings in one format.
    case further(format: Int, bytes: [UInt8])
  }

  /// What there is to be made, in the order in which it is written.
  private struct Pieces: Sendable {
    /// The findings of each piece.
    let ranges: [Range<Int>]
    /// The parts that follow them, each with its format and its number there.
    let further: [(format: Int, part: Int)]
    /// The writers as they were before all findings but the first.
    let templates: [any ReportWriter]
    /// The writers as they are after the findings.
    let followers: [any ReportWriter]

    var count: Int { ranges.count + further.count }
  }

  /// Pieces that may be ready before those in front of them are written, which bounds the memory.
  private static let mostAhead = 6

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
    let templates = writers
    // Known before the findings are written, so that no thread waits for their end.
    var openings = writers.indices.map { index in
      writers[index].endFindings()
      return writers[index].isDivisible ? writers[index].takeBytes() : []
    }
    let pieces = pieces(pieceSize, templates, followers: writers)
    try makeParts(pieces.count, ahead: Self.mostAhead) {
      self.piece($0, pieces)
    } to: { piece in
      switch piece {
      case .findings(let made, let records):
        for index in writers.indices {
          for record in records where !writers[index].isDivisible { writers[index].add(record) }
          let bytes = made[index].isEmpty ? writers[index].takeBytes() : made[index]
          if !bytes.isEmpty { try sink(formats[index], bytes) }
        }
      case .further(let index, let bytes):
        let opening = openings[index]
        openings[index] = []
        if !opening.isEmpty { try sink(formats[index], opening) }
        try sink(formats[index], bytes)
      }
    }
    for index in writers.indices {
      if !openings[index].isEmpty { try sink(formats[index], openings[index]) }
      try writers[index].end { bytes in try sink(formats[index], bytes) }
      try sink(formats[index], writers[index].takeBytes())
    }
  }

  private func pieces(
    _ size: Int, _ templates: [any ReportWriter], followers: [any ReportWriter]
  ) -> Pieces {
    let count = result.findings.count
    return Pieces(
      ranges: stride(from: 1, to: count, by: size).map { $0..<min($0 + size, count) },
      further: followers.indices.flatMap { format in
        (0..<followers[format].furtherCount).map { (format, $0) }
      }, templates: templates, followers: followers)
  }

  private func piece(_ number: Int, _ pieces: Pieces) -> Piece {
    guard number >= pieces.ranges.count else {
      return piece(pieces.ranges[number], pieces.templates)
    }
    let (format, part) = pieces.further[number - pieces.ranges.count]
    return .further(format: format, bytes: pieces.followers[format].further(part))
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
    return .findings(bytes: writers.indices.map { writers[$0].takeBytes() }, records: records)
  }
}
